/*
 * Text as scripts of the site compare and write it. Pure.
 */

/**
 * Fold a text for comparison with what a reader types into a filter: without case, accents, and vowel points.
 *
 * @param {string} text
 */
export function foldForFilter(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * Return a number with the noun it counts, as "1 page" or "1,200 pages".
 *
 * @param {number} count
 * @param {string} singular
 * @param {string} plural
 */
export function formatCount(count, singular, plural) {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}
