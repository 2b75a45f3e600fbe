/*
 * The best passages of a page for a search, each with the fragment that leads to it. Pure; from the data that Pagefind
 * stores of a page, in which locations are numbers of tokens.
 */

import { wordsOf } from "./folding.js";
import { INLINE, splitTokens } from "./places.js";
import { asRead } from "./words.js";

/**
 * A word that the search has found. Words of headings weigh more than one.
 *
 * @typedef {{ location: number, weight: number, balanced_score: number }} WeightedLocation
 */

/**
 * What Pagefind stores of a page, with the locations that a search has found.
 *
 * @typedef {object} PageData
 * @property {string} content
 * @property {import("./places.js").Anchor[]} anchors
 * @property {WeightedLocation[]} weighted_locations
 */

/** A part of a passage; `space` comes after it. @typedef {{ text: string, space: string, isMatch: boolean }} Piece */

/**
 * @typedef {object} Passage
 * @property {string} id the fragment that leads to it, or ""
 * @property {string} heading
 * @property {Piece[]} pieces
 * @property {boolean} isCutBefore
 * @property {boolean} isCutAfter
 */

/**
 * A block of text, from the token `start` to before `end`.
 *
 * @typedef {object} Block
 * @property {string} id
 * @property {string} heading the text of the heading above it
 * @property {string} section the id of the section that it is in
 * @property {number} start
 * @property {number} end
 * @property {boolean} isLate whether it repeats the text of the article and so comes after it
 */

/** @typedef {Block & { hits: WeightedLocation[], focusCount: number }} RatedBlock */

/** The tokens that a passage shows. @typedef {{ from: number, to: number }} Extent */

const TOKENS_BEFORE_MATCH = 8;
const PASSAGE_TOKENS = 32;
// How far before the first match a sentence may begin for the passage to begin with it.
const SENTENCE_TOKENS = 20;
const SENTENCE_END = /[.!?…。！？؟][\p{Pe}\p{Pf}"'’]*$/u;
// Matches a word with the punctuation on either side of it.
const SIGNS_AROUND = /^([^\p{L}\p{M}\p{N}]*)(.*?)([^\p{L}\p{M}\p{N}]*)$/su;
const SUMMARY = "~summary";
// Sections that list names and dates, by their ids in `generator.model.page_paths`.
const LIST_SECTIONS = ["cite", "names", "events", "related", "competing-accounts"];
// The note of an attribution, which begins with the kind of the attribution.
const NOTE = /^fn:/;

/**
 * Return the passages that are most about the words of the search and about the chosen entities, the best first.
 *
 * @param {PageData} data
 * @param {number} limit
 * @param {import("./run_search.js").Focus} [focus]
 * @returns {Passage[]}
 */
export function findPassages(data, limit, focus = { names: [], kinds: [] }) {
  const tokens = splitTokens(data);
  const names = focus.names.map((name) => ` ${wordsOf(name).join(" ")} `);
  /** @type {RatedBlock[]} */
  const blocks = listBlocks(data, tokens.length).map((block) => ({
    ...block,
    hits: findHits(data.weighted_locations, block),
    focusCount: countFocus(block, tokens, names, focus.kinds),
  }));
  const best = selectBlocks(blocks.filter(hasSentences));
  const shown = best.length ? best : blocks.filter(({ id }) => id === SUMMARY);
  return shown.slice(0, limit).map((block) => createPassage(block, tokens));
}

/**
 * Return the blocks to show: those with words of the search, then those about chosen entities. If no block has both, the
 * first two are one of each.
 *
 * @param {RatedBlock[]} blocks
 */
function selectBlocks(blocks) {
  const withWords = blocks.filter(({ hits }) => hits.length).sort(compareBlocks);
  const withFocus = blocks.filter(({ focusCount, hits }) => focusCount && !hits.length).sort(compareBlocks);
  const [first] = withWords;
  if (!first || first.focusCount || !withFocus.length) return [...withWords, ...withFocus];
  return [first, ...withFocus];
}

/**
 * Compare blocks. The text of an article, whose paragraphs have addresses, comes before the lists that repeat it.
 *
 * @param {RatedBlock} one
 * @param {RatedBlock} other
 */
function compareBlocks(one, other) {
  const byFocus = other.focusCount - one.focusCount;
  return byFocus || Number(one.isLate) - Number(other.isLate) || rateHits(other) - rateHits(one);
}

/** @param {Block} block */
function hasSentences({ id, section }) {
  return !id.startsWith("~") && !LIST_SECTIONS.includes(section);
}

/**
 * Count the chosen entities and kinds that a block is about.
 *
 * @param {Block} block
 * @param {string[]} tokens
 * @param {string[]} names as folded words, with a space on both sides
 * @param {string[]} kinds
 */
function countFocus({ id, start, end }, tokens, names, kinds) {
  if (!names.length && !kinds.length) return 0;
  const words = wordsOf(tokens.slice(start, end).join(" "));
  const text = ` ${words.join(" ")} `;
  const isOfKind = NOTE.test(id) && kinds.includes(words[0] ?? "");
  return names.filter((name) => text.includes(name)).length + Number(isOfKind);
}

/**
 * Return the blocks of a page, which begin at elements with an id.
 *
 * @param {PageData} data
 * @param {number} tokenCount
 * @returns {Block[]}
 */
function listBlocks(data, tokenCount) {
  const anchors = data.anchors.filter(({ element }) => !INLINE.includes(element));
  anchors.sort((one, other) => one.location - other.location);
  const top = { id: "", heading: "", section: "", start: 0, end: anchors[0]?.location ?? tokenCount, isLate: true };
  const blocks = [top];
  let [heading, section] = ["", ""];
  for (const [index, { element, id, text, location }] of anchors.entries()) {
    const end = anchors[index + 1]?.location ?? tokenCount;
    if (/^h[1-6]$/.test(element)) {
      // The title and the heading are shown above the passage, not in it.
      heading = element === "h1" ? "" : makeReadable(text);
      if (element === "h2") section = id;
      blocks.push({ id, heading, section, start: location + text.split(/\s+/).length, end, isLate: true });
    } else {
      blocks.push({ id, heading, section, start: location, end, isLate: NOTE.test(id) });
    }
  }
  return blocks.filter(({ start, end }) => end > start);
}

/**
 * Return the found words of a block, without those of headings, which are shown above it.
 *
 * @param {WeightedLocation[]} locations
 * @param {Block} block
 */
function findHits(locations, { start, end }) {
  return locations.filter(({ location, weight }) => weight <= 1 && location >= start && location < end);
}

/**
 * Rate a block by its found words. A long block has more of everything, so its length counts against it.
 *
 * @param {RatedBlock} block
 */
function rateHits({ hits, start, end }) {
  return hits.reduce((sum, { balanced_score: value }) => sum + value, 0) / Math.sqrt(end - start);
}

/**
 * @param {RatedBlock} block
 * @param {string[]} tokens
 * @returns {Passage}
 */
function createPassage({ id, heading, start, end, hits }, tokens) {
  const matches = new Set(hits.map(({ location }) => location));
  const words = asRead(tokens.slice(start, end));
  // The second character of a pair that was found is in the next token.
  for (const location of [...matches]) {
    if (words[location - start]?.isPair) matches.add(location + 1);
  }
  const first = hits.length ? Math.min(...matches) : start;
  const { from, to } = NOTE.test(id) ? selectNoteExtent(start, end, first) : selectExtent(tokens, start, end, first);
  const pieces = words
    .slice(from - start, to - start)
    .flatMap(({ text, space }, index) =>
      matches.has(from + index) ? splitMatch(text, space) : { text, space, isMatch: false },
    );
  const fragment = id.startsWith("~") ? "" : id;
  return { id: fragment, heading, pieces: joinPieces(pieces), isCutBefore: from > start, isCutAfter: to < end };
}

/**
 * Return what to show of a text: from the sentence that has the first match.
 *
 * @param {string[]} tokens
 * @param {number} start
 * @param {number} end
 * @param {number} first
 * @returns {Extent}
 */
function selectExtent(tokens, start, end, first) {
  const sentence = findSentenceStart(tokens, start, first);
  const from = Math.max(start, Math.min(sentence, end - PASSAGE_TOKENS));
  return { from, to: Math.min(end, from + PASSAGE_TOKENS) };
}

/**
 * Return what to show of a note: everything from its beginning to the first match. Without its speaker and verb the rest
 * would read as a fact, and what is denied as what is said.
 *
 * @param {number} start
 * @param {number} end
 * @param {number} first
 * @returns {Extent}
 */
function selectNoteExtent(start, end, first) {
  return { from: start, to: Math.min(end, Math.max(start + PASSAGE_TOKENS, first + TOKENS_BEFORE_MATCH)) };
}

/**
 * Return the start of the sentence that has a token, or a start near the token if the sentence begins far away.
 *
 * @param {string[]} tokens
 * @param {number} start
 * @param {number} first
 */
function findSentenceStart(tokens, start, first) {
  const earliest = Math.max(start, first - SENTENCE_TOKENS);
  for (let index = first; index > earliest; index--) {
    if (SENTENCE_END.test(tokens[index - 1] ?? "")) return index;
  }
  return first - SENTENCE_TOKENS <= start ? start : Math.max(start, first - TOKENS_BEFORE_MATCH);
}

/**
 * Split a matched word into pieces, so that the comma or quotation mark beside it is not part of the match.
 *
 * @param {string} text
 * @param {string} space
 * @returns {Piece[]}
 */
function splitMatch(text, space) {
  const [, before = "", word = "", after = ""] = SIGNS_AROUND.exec(text) ?? [];
  const pieces = [
    { text: before, space: "", isMatch: false },
    { text: word, space: after ? "" : space, isMatch: true },
    { text: after, space, isMatch: false },
  ];
  return pieces.filter((piece) => piece.text);
}

/**
 * Join pieces without a space between them that both match, or both do not.
 *
 * @param {Piece[]} pieces
 */
function joinPieces(pieces) {
  /** @type {Piece[]} */
  const joined = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && last.space === "" && last.isMatch === piece.isMatch) {
      last.text += piece.text;
      last.space = piece.space;
    } else {
      joined.push({ ...piece });
    }
  }
  return joined;
}

/** @param {string} text */
function makeReadable(text) {
  const words = asRead(text.split(/\s+/));
  return words
    .map(({ text: word, space }) => word + space)
    .join("")
    .trim();
}
