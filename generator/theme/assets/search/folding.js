/*
 * The words of a text as the search compares them, as in `generator/text/search_words.py`: in plain lower-case letters,
 * and separated by every sign. Pure.
 */

import { DROPPED, LETTERS, SIGNS } from "./folding_table.js";

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/**
 * Return a text in plain lower-case letters, without accents and invisible characters.
 *
 * @param {string} text
 */
export function fold(text) {
  if (!/[^\0-\x7f]/.test(text)) return text.toLowerCase();
  const decomposed = replaceCharacters(text.normalize("NFC"), SIGNS).normalize("NFKD").replace(DROPPED, "");
  const letters = replaceCharacters(replaceCharacters(decomposed, SIGNS), LETTERS).toLowerCase();
  return letters.replaceAll("ς", "σ").normalize("NFC");
}

/**
 * Return the words of a text, in order.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function wordsOf(text) {
  return fold(text).match(WORD) ?? [];
}

/**
 * @param {string} text
 * @param {Record<string, string>} table
 */
function replaceCharacters(text, table) {
  return [...text].map((character) => table[character] ?? character).join("");
}
