/*
 * Words as the index has them (`generator.site.search_index.searched_text`), and back: scripts without spaces as pairs of
 * characters, each with the next; Arabic and Hebrew words with a mark after the particles written onto them, as after
 * dashes and apostrophes within words; names as one word. Pure.
 */

import { wordsOf } from "./folding.js";

// As in generator/text/characters.py.
const SPACELESS =
  "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff" +
  "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{3fffd}]";
const CHARACTER = `${SPACELESS}[\\p{M}\\u200c\\u200d]*`;
const RUN = new RegExp(`(?:${CHARACTER})+`, "gu");
const CHARACTERS = new RegExp(CHARACTER, "gu");
const PAIR = new RegExp(`^(${CHARACTER})${CHARACTER}$`, "u");
const LONE = new RegExp(`^${CHARACTER}$`, "u");
const SPACELESS_END = new RegExp(`(?:${SPACELESS}|[\\u3000-\\u303f\\uff01-\\uff65])\\p{M}*$`, "u");
const SPACELESS_START = new RegExp(`^(?:${SPACELESS}|[\\u3000-\\u303f\\uff01-\\uff65])`, "u");
// Signs that Pagefind separates from the words of an element beside them.
const OPENING_SIGNS = /^[“‘„([]+$/;
const CLOSING_SIGNS = /^[,.”’)\]]+$/;
const PARTICLE_MARK = /(?<=[\u05d0-\u05ea\u0621-\u06d3]\p{M}*)`(?=[\u05d0-\u05ea\u0621-\u06d3])/gu;
const JOINING_MARK = /(?<=[\u2010-\u201b\u2026\u2027\u02b9-\u02bf\u00b7])`/gu;
const NAME_END = "\u01c1";

/**
 * Return typed words as the index has them.
 *
 * @param {string} typed
 */
export function asIndexed(typed) {
  return typed
    .normalize("NFC")
    .replace(RUN, (run) => {
      const characters = run.match(CHARACTERS) ?? [];
      const pairs = characters.slice(1).map((next, index) => (characters[index] ?? "") + next);
      return ` ${(pairs.length ? pairs : characters).join(" ")} `;
    })
    .trim();
}

/**
 * Return typed words as the index has the names of entities.
 *
 * @param {string} typed
 */
export function asName(typed) {
  return wordsOf(typed).join("") + NAME_END;
}

/**
 * Check whether a word is one character of a script without spaces, which the index has only at the end of a run.
 *
 * @param {string} word
 */
export function isLone(word) {
  return LONE.test(word);
}

/**
 * Check whether a word of the index is the name of an entity.
 *
 * @param {string} word
 */
export function isName(word) {
  return word.endsWith(NAME_END);
}

/**
 * Return words of the index as they are read, each with the space after it. Of a pair of characters only the first is
 * read, because the second comes with the next word.
 *
 * @param {string[]} words
 */
export function asRead(words) {
  return words.map((word, index) => {
    const first = PAIR.exec(word)?.[1];
    const next = words[index + 1] ?? "";
    const isSpaceless = SPACELESS_END.test(word) && SPACELESS_START.test(next);
    const isJoined = first || isSpaceless || OPENING_SIGNS.test(word) || CLOSING_SIGNS.test(next);
    return {
      text: first ?? word.replace(PARTICLE_MARK, "").replace(JOINING_MARK, ""),
      space: isJoined ? "" : " ",
      isPair: first !== undefined,
    };
  });
}
