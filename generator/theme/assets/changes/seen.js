/*
 * Which changes are new since the reader's last visit. Only the browser knows which ones it showed. Pure.
 */

/**
 * A row of the list of changes.
 *
 * @typedef {object} Change
 * @property {string} name unique on the site
 * @property {string} day in ISO 8601
 */

/**
 * What a visit showed: the names of the newest changes, and the day after which these were all. The day is empty if they
 * were all that the site had.
 *
 * @typedef {object} Seen
 * @property {string[]} names
 * @property {string} since
 */

/**
 * Return the changes that an earlier visit did not show. A change of the oldest day that it showed, or of an earlier one,
 * may have been on a further page, and is not called new.
 *
 * @template {Change} Row
 * @param {Row[]} changes
 * @param {Seen} seen
 * @returns {Row[]}
 */
export function findNew(changes, { names, since }) {
  const known = new Set(names);
  return changes.filter(({ name, day }) => !known.has(name) && day > since);
}

/**
 * Return what to remember of a visit to the first page of the list.
 *
 * @param {Change[]} changes of that page, the newest first
 * @param {boolean} hasMore whether there are further pages
 * @returns {Seen}
 */
export function rememberVisit(changes, hasMore) {
  return { names: changes.map(({ name }) => name), since: hasMore ? (changes.at(-1)?.day ?? "") : "" };
}

/**
 * Read what an earlier visit stored. Null if it is missing, or is something else.
 *
 * @param {string | null} text
 * @returns {Seen | null}
 */
export function parseSeen(text) {
  try {
    const { names, since } = JSON.parse(text ?? "null") ?? {};
    const isSeen = Array.isArray(names) && names.every((name) => typeof name === "string") && typeof since === "string";
    return isSeen ? { names, since } : null;
  } catch {
    return null;
  }
}
