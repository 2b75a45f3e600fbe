/*
 * What a reader types, as terms: words, words in quotation marks that pages must have in this order, and terms after a
 * minus that pages must not have. Pure.
 */

import { wordsOf } from "./folding.js";
import { asIndexed, isLone } from "./words.js";

/**
 * @typedef {object} Piece
 * @property {string} text
 * @property {boolean} isQuoted
 * @property {boolean} isClosed whether a closing quotation mark ends it
 * @property {boolean} isExcluded
 */

/**
 * A term; `words` are as the index has them. A page may have a longer word than the last word of an open term.
 *
 * @typedef {Piece & { words: string[], isOpen: boolean }} Term
 */

/** The marks that end a quotation, by the mark that begins it. @type {Record<string, string>} */
const QUOTATION_MARKS = {
  '"': '"“”',
  "“": '”"“',
  "”": "”",
  "„": '“”"',
  "«": "»",
  "»": "«",
  "＂": "＂",
  "「": "」",
  "『": "』",
};
/** The marks that begin a quotation even in the middle of a word. */
const OPENING = "“„«";
const SPACE = /\s/u;

/**
 * Return the terms of a text.
 *
 * @param {string} typed
 * @returns {Term[]}
 */
export function parseQuery(typed) {
  const pieces = splitPieces(typed).map((piece) => ({ ...piece, words: wordsOf(asIndexed(piece.text)) }));
  const withWords = pieces.filter(({ words }) => words.length);
  const last = withWords.at(-1);
  return withWords.map((term) => {
    const isUnfinished = term === last && !term.isExcluded && !term.isClosed;
    return { ...term, isOpen: isUnfinished || isLone(term.words.at(-1) ?? "") };
  });
}

/**
 * @param {string} typed
 * @returns {Piece[]}
 */
function splitPieces(typed) {
  const pieces = [];
  const characters = [...typed];
  const characterAt = (/** @type {number} */ index) => characters[index] ?? "";
  let index = 0;
  while (index < characters.length) {
    if (SPACE.test(characterAt(index))) {
      index += 1;
      continue;
    }
    const isExcluded =
      characterAt(index) === "-" && index + 1 < characters.length && !SPACE.test(characterAt(index + 1));
    if (isExcluded) index += 1;
    const closing = QUOTATION_MARKS[characterAt(index)];
    const start = closing ? index + 1 : index;
    const end = findEnd(characters, start, closing);
    const text = characters.slice(start, end).join("");
    pieces.push({
      text,
      isQuoted: Boolean(closing),
      isClosed: Boolean(closing) && end < characters.length,
      isExcluded,
    });
    index = closing ? end + 1 : Math.max(end, index + 1);
  }
  return pieces;
}

/**
 * Return where a piece ends: at a closing mark, or else at a space or the start of a quotation.
 *
 * @param {string[]} characters
 * @param {number} start
 * @param {string | undefined} closing
 */
function findEnd(characters, start, closing) {
  let end = start;
  for (const character of characters.slice(start)) {
    const isEnd = closing ? closing.includes(character) : SPACE.test(character) || OPENING.includes(character);
    if (isEnd) break;
    end += 1;
  }
  return end;
}
