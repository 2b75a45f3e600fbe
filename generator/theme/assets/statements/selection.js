/*
 * Which statements a reader's choices leave, and how many of them have each value. Pure; statements are numbers, from the
 * newest, 0.
 */

/**
 * @typedef {import("./columns.js").Column} Column
 * @typedef {import("./columns.js").Facts} Facts
 */

/**
 * @typedef {object} Selection
 * @property {number[]} statements
 * @property {Map<string, Uint32Array>} counts by column, the number of statements with each value; those of a column with
 *   chosen values are counted as if none of them were chosen
 */

/**
 * Select the statements that have one of the chosen values in each column with chosen values, and a date in the range.
 *
 * @param {Map<string, Column>} columns
 * @param {Record<string, string[]>} chosen ids by column
 * @param {Facts} facts
 * @param {{ first: number, last: number }} range of days
 * @returns {Selection}
 */
export function selectStatements(columns, chosen, facts, range) {
  const counts = new Map([...columns].map(([name, { values }]) => [name, new Uint32Array(values.length)]));
  const tests = [...columns].filter(([name]) => chosen[name]?.length).map(createTest.bind(null, chosen));
  const statements = [];
  for (let statement = 0; statement < facts.firstDays.length; statement++) {
    if ((facts.lastDays[statement] ?? 0) < range.first || (facts.firstDays[statement] ?? 0) > range.last) continue;
    let failures = 0;
    let failed = "";
    for (const { name, accepts } of tests) {
      if (accepts(statement)) continue;
      failures++;
      failed = name;
    }
    if (!failures) {
      statements.push(statement);
      for (const [name, column] of columns) countValues(column, statement, counts.get(name));
    } else if (failures === 1) {
      countValues(columns.get(failed), statement, counts.get(failed));
    }
  }
  return { statements, counts };
}

/**
 * @param {Record<string, string[]>} chosen
 * @param {[string, Column]} named
 */
function createTest(chosen, [name, { values, offsets, numbers }]) {
  const isChosen = Uint8Array.from(values, (value) => Number(chosen[name]?.includes(value)));
  /** @param {number} statement */
  const accepts = (statement) => {
    const end = offsets[statement + 1] ?? 0;
    for (let position = offsets[statement] ?? 0; position < end; position++) {
      if (isChosen[numbers[position] ?? 0]) return true;
    }
    return false;
  };
  return { name, accepts };
}

/**
 * @param {Column | undefined} column
 * @param {number} statement
 * @param {Uint32Array | undefined} counts
 */
function countValues(column, statement, counts) {
  if (!column || !counts) return;
  const end = column.offsets[statement + 1] ?? 0;
  for (let position = column.offsets[statement] ?? 0; position < end; position++) {
    const value = column.numbers[position] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
}

/**
 * Return statements in the order of their dates, the newest first.
 *
 * @param {number[]} statements
 * @param {Facts} facts
 */
export function sortByDate(statements, { firstDays }) {
  return [...statements].sort((one, other) => (firstDays[other] ?? 0) - (firstDays[one] ?? 0) || one - other);
}

/**
 * Return statements in the order of the names of their first speakers, and last those without a named one.
 *
 * @param {number[]} statements
 * @param {Column} speakers
 * @param {Map<string, string>} labels by id
 * @param {string} language whose order of letters is used
 */
export function sortBySpeaker(statements, speakers, labels, language) {
  const names = speakers.values.map((id) => labels.get(id) ?? id);
  const { compare } = new Intl.Collator(language);
  const ranks = new Uint32Array(names.length);
  const inOrder = [...names.keys()].sort((one, other) => compare(names[one] ?? "", names[other] ?? ""));
  for (const [rank, number] of inOrder.entries()) ranks[number] = rank;
  /** @param {number} statement */
  const rankOf = (statement) => {
    const start = speakers.offsets[statement] ?? 0;
    return start === speakers.offsets[statement + 1] ? names.length : (ranks[speakers.numbers[start] ?? 0] ?? 0);
  };
  return [...statements].sort((one, other) => rankOf(one) - rankOf(other) || one - other);
}

const DAY = 24 * 60 * 60 * 1000; // milliseconds

/**
 * Return the days of a date as readers type it, YYYY, YYYY-MM or YYYY-MM-DD: the first and the last, counted from 1970. Null
 * if it is none.
 *
 * @param {string} text
 */
export function parseDays(text) {
  const [, year, month, day] = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text.trim()) ?? [];
  if (!year) return null;
  const first = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
  const end = Date.UTC(
    Number(year) + Number(!month),
    Number(month ?? 1) - 1 + Number(!!month && !day),
    Number(day ?? 0) + 1,
  );
  return { first: first / DAY, last: end / DAY - 1 };
}
