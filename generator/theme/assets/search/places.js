/*
 * The places of words in the text of a page, as the index counts them (`generator.site.search_index.postings`): a token
 * between spaces has as many places as words, and between two blocks one place is left out. Pure.
 */

import { wordsOf } from "./folding.js";

/**
 * An element with an id on a page; `location` is the number of its first token.
 *
 * @typedef {{ element: string, id: string, text: string, location: number }} Anchor
 */

// As in generator/site/search_index/postings.py.
export const INLINE = ["a", "em", "mark", "span", "strong", "sup"];

/**
 * Return the tokens of a page's text.
 *
 * @param {{ content: string }} page
 */
export function splitTokens({ content }) {
  return content.split(" ");
}

/**
 * Return the number of the token at each place.
 *
 * @param {{ content: string, anchors: Anchor[] }} page
 */
export function mapPlacesToTokens(page) {
  const blocks = page.anchors.filter(({ element }) => !INLINE.includes(element));
  const blockStarts = new Set(blocks.map(({ location }) => location));
  /** @type {Map<number, number>} */
  const tokens = new Map();
  let place = 0;
  for (const [number, token] of splitTokens(page).entries()) {
    if (blockStarts.has(number)) place += 1;
    for (const _ of wordsOf(token)) {
      tokens.set(place, number);
      place += 1;
    }
  }
  return tokens;
}
