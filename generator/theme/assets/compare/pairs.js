/*
 * What two actors say of each other, and on which questions both speak. Pure; statements are numbers, from the newest, 0.
 */

/** @typedef {import("../statements/columns.js").Column} Column */

/**
 * The answers of both actors to one question.
 *
 * @typedef {object} SharedQuestion
 * @property {string} question
 * @property {number[]} first
 * @property {number[]} second
 */

/**
 * Return the statements whose values in a column include an id.
 *
 * @param {Column} column
 * @param {string} id
 * @returns {Set<number>}
 */
export function findStatements({ values, offsets, numbers }, id) {
  const wanted = values.indexOf(id);
  const found = new Set();
  if (wanted < 0) return found;
  let statement = 0;
  for (const [position, number] of numbers.entries()) {
    while ((offsets[statement + 1] ?? 0) <= position) statement++;
    if (number === wanted) found.add(statement);
  }
  return found;
}

/**
 * @param {Set<number>} statements
 * @param {Set<number>} others
 */
export function intersect(statements, others) {
  return [...statements].filter((statement) => others.has(statement));
}

/**
 * Return the questions that both actors answer, those with most answers first.
 *
 * @param {Column} questions
 * @param {Set<number>} first the statements of the first actor
 * @param {Set<number>} second
 * @returns {SharedQuestion[]}
 */
export function findSharedQuestions(questions, first, second) {
  const shared = questions.values.map((question) => {
    const answers = findStatements(questions, question);
    return { question, first: intersect(first, answers), second: intersect(second, answers) };
  });
  return shared
    .filter((answers) => answers.first.length && answers.second.length)
    .sort((one, other) => other.first.length + other.second.length - one.first.length - one.second.length);
}
