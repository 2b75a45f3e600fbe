/*
 * Names of entities among the words that a reader types. Pure.
 */

import { normalizeDate } from "./dates.js";
import { wordsOf } from "./folding.js";
import { asName } from "./words.js";

/**
 * Words that may be a name: `from` is the first, `to` comes after the last; `key` is how the index has the name.
 *
 * @typedef {{ from: number, to: number, key: string }} NameSpan
 */

// More words than a name has.
const MOST_WORDS = 12;

/**
 * Return all runs of words that may be a name. A text that is a date is one run.
 *
 * @param {string} typed
 * @returns {{ spans: NameSpan[], length: number }} with the number of words
 */
export function listNameSpans(typed) {
  const words = wordsOf(normalizeDate(typed)).slice(0, MOST_WORDS);
  const spans = [];
  for (let from = 0; from < words.length; from++) {
    for (let to = words.length; to > from; to--) {
      spans.push({ from, to, key: asName(words.slice(from, to).join(" ")) });
    }
  }
  return { spans, length: words.length };
}

/**
 * Return the names in the text, in order, with the longest first. Empty unless the text is one name or has several.
 *
 * @param {{ spans: NameSpan[], length: number }} candidates
 * @param {(key: string) => boolean} isInIndex
 */
export function findNames({ spans, length }, isInIndex) {
  const names = [];
  let position = 0;
  while (position < length) {
    const start = position;
    const name = spans.find(({ from, key }) => from === start && isInIndex(key));
    if (name) names.push(name);
    position = name ? name.to : position + 1;
  }
  const isWhole = names.length === 1 && names[0]?.from === 0 && names[0].to === length;
  return isWhole || names.length > 1 ? names : [];
}
