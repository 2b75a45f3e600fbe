/*
 * “Did you mean”: names that are spelled similarly to what a reader types. Pure.
 */

import { wordsOf } from "./folding.js";

const MOST_SUGGESTIONS = 3;

/** Letters that transliterations write in several ways. @type {[RegExp, string][]} */
const TRANSLITERATIONS = [
  [/^(?:al|el|ad|an|ar|as|at|ash|abu l) /, ""],
  [/kh/g, "h"],
  [/gh/g, "g"],
  [/dh/g, "d"],
  [/th/g, "t"],
  [/ph/g, "f"],
  [/sh|sch|ch/g, "s"],
  [/ou|oo|u/g, "o"],
  [/ee|ie|ei|ey|ay|ai|[yje]/g, "i"],
  [/[qc]/g, "k"],
  [/w/g, "v"],
  [/z/g, "s"],
  [/(.)\1+/gu, "$1"],
];

/**
 * Return the names closest to a text, the best first; the text itself is not one of them.
 *
 * @param {string} typed
 * @param {string[]} names
 */
export function suggestNames(typed, names) {
  const words = wordsOf(typed);
  const text = words.join(" ");
  if (!text) return [];
  /** @type {Map<string, number>} */
  const distances = new Map();
  for (const name of names) {
    const parts = wordsOf(name);
    const distance = Math.min(measureDistance(text, parts.join(" ")), ...measureParts(words, parts));
    if (distance < Infinity) distances.set(name, Math.min(distance, distances.get(name) ?? Infinity));
  }
  const ranked = [...distances].sort(
    ([one, near], [other, far]) => near - far || one.length - other.length || (one < other ? -1 : 1),
  );
  return ranked.slice(0, MOST_SUGGESTIONS).map(([name]) => name);
}

/**
 * Return the distances of a single word to the words of a longer name, which count a little more than the name itself.
 *
 * @param {string[]} words
 * @param {string[]} parts
 */
function measureParts(words, parts) {
  const [word] = words;
  if (word === undefined || words.length > 1 || parts.length < 2) return [];
  return parts.filter((part) => part.length > 2).map((part) => measureDistance(word, part) + 0.25);
}

/**
 * Return how far two spellings are from each other; infinite if they are the same or too far to be one name.
 *
 * @param {string} typed
 * @param {string} name
 */
function measureDistance(typed, name) {
  if (typed === name) return Infinity;
  const [one, other] = [simplify(typed), simplify(name)];
  if (one === other && one) return 0.5;
  const length = Math.min(one.length, other.length);
  const allowed = length < 4 ? 0 : length < 8 ? 1 : 2;
  const distance = Math.min(countEdits(one, other, allowed), countEdits(typed, name, allowed));
  return distance <= allowed ? distance : Infinity;
}

/** @param {string} text */
function simplify(text) {
  let simple = text;
  for (const [pattern, letter] of TRANSLITERATIONS) simple = simple.replace(pattern, letter);
  return simple.replaceAll(" ", "");
}

/**
 * Return how many insertions, deletions, substitutions, and swaps of neighbors turn one text into the other (the optimal
 * string alignment distance); infinite if there are too many.
 *
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
function countEdits(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  /** @type {number[]} */
  let beforeLast = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  const at = (/** @type {number[]} */ row, /** @type {number} */ index) => row[index] ?? Infinity;
  for (let left = 1; left <= one.length; left++) {
    const row = [left];
    for (let right = 1; right <= other.length; right++) {
      const isSame = one[left - 1] === other[right - 1];
      let edits = Math.min(at(last, right) + 1, at(row, right - 1) + 1, at(last, right - 1) + (isSame ? 0 : 1));
      const isSwapped = one[left - 1] === other[right - 2] && one[left - 2] === other[right - 1];
      if (left > 1 && right > 1 && isSwapped) edits = Math.min(edits, at(beforeLast, right - 2) + 1);
      row.push(edits);
    }
    if (Math.min(...row) > most) return Infinity;
    [beforeLast, last] = [last, row];
  }
  return at(last, other.length);
}
