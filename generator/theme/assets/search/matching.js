/*
 * Which pages have the words of a term, and where. Pure.
 */

import { FULL_WEIGHT, visitPages } from "./postings.js";
import { isName } from "./words.js";

/**
 * @typedef {import("./postings.js").Spelling} Spelling
 * @typedef {import("./query.js").Term} Term
 */

/**
 * The part of the index that a search reads: the words that were loaded, a function that stems a word, the number of all
 * pages, and the weight of each field.
 *
 * @typedef {object} SearchIndex
 * @property {import("./postings.js").Words} words
 * @property {(word: string) => string} stem
 * @property {number} pageCount
 * @property {number[]} weights
 */

/** Words on a page that match a term. @typedef {[place: number, length: number, weight: number]} Occurrence */

/**
 * How a page matches a term. It is whole unless some word is only the start of a longer one, and in the name if what the
 * page is called has a word of the same kind.
 *
 * @typedef {{ places: Occurrence[], score: number, isWhole: boolean, isInName: boolean }} Match
 */

/** The matches of a term, by the number of the page. @typedef {Map<number, Match>} Matches */

/**
 * The places of a word on a page: the number of places that it takes and its weight, by its first place.
 *
 * @typedef {Map<number, [length: number, weight: number]>} Places
 */

/** @typedef {Map<number, { places: Places, fields: number[] }>} PagePlaces */

/**
 * Pages that match in one way; the factor is how much that counts.
 *
 * @typedef {{ isWhole: boolean, factor: number, pages: PagePlaces }} Group
 */

// As in generator/site/search_index/postings.py.
const NAME_FIELD = 0;

// As Pagefind ranks: how soon a repeated word stops counting.
const SATURATION = 1.4;

/**
 * Return the pages that match a term.
 *
 * @param {Pick<Term, "words" | "isQuoted" | "isOpen">} term
 * @param {SearchIndex} index
 * @returns {Matches}
 */
export function matchTerm(term, index) {
  const { words, isQuoted, isOpen } = term;
  const groups = words.map((word, position) =>
    createGroups(word, index, { isQuoted, isOpen: isOpen && position === words.length - 1 }),
  );
  const [first] = groups;
  if (first && groups.length === 1) return score(first, index);
  const wholeGroups = groups.map((alternatives) => alternatives.filter(({ isWhole }) => isWhole));
  const matches = score([chain(wholeGroups, true), ...createJoinedGroups(term, index)], index);
  if (!isOpen) return matches;
  for (const [page, match] of score([chain(groups, false)], index)) {
    if (!matches.has(page)) matches.set(page, match);
  }
  return matches;
}

/**
 * Return the keys under which the index may have a word.
 *
 * @param {string} word
 * @param {(word: string) => string} stem
 */
export function listKeys(word, stem) {
  return [...new Set([stem(word), word])];
}

/**
 * Return the pages that have a word: a group for the word itself, and one for each longer word.
 *
 * @param {string} word
 * @param {SearchIndex} index
 * @param {{ isQuoted: boolean, isOpen: boolean }} options
 * @returns {Group[]}
 */
function createGroups(word, { words, stem }, { isQuoted, isOpen }) {
  const all = listKeys(word, stem).flatMap((key) => words.listSpellings(key));
  const spellings = isQuoted ? all.filter((spelling) => spelling.word === word) : all;
  const groups = [{ isWhole: true, factor: lengthFactor(1), pages: findPages(spellings) }];
  if (!isOpen) return groups;
  const known = new Set(spellings.map((spelling) => spelling.word));
  for (const spelling of words.listLonger(word)) {
    if (isName(spelling.word) || known.has(spelling.word)) continue;
    const factor = lengthFactor(spelling.word.length - word.length + 1);
    groups.push({ isWhole: false, factor, pages: findPages([spelling]) });
  }
  return groups;
}

/**
 * Return the pages on which the words of a term are written as one word.
 *
 * @param {Pick<Term, "words" | "isQuoted">} term
 * @param {SearchIndex} index
 */
function createJoinedGroups({ words, isQuoted }, index) {
  return isQuoted ? [] : createGroups(words.join(""), index, { isQuoted, isOpen: false });
}

/**
 * @param {Spelling[]} spellings
 * @returns {PagePlaces}
 */
function findPages(spellings) {
  /** @type {PagePlaces} */
  const pages = new Map();
  for (const spelling of spellings) {
    visitPages(spelling, (number, places, fields) => {
      let page = pages.get(number);
      if (!page) {
        page = { places: new Map(), fields: [] };
        pages.set(number, page);
      }
      for (const [place, weight] of places) page.places.set(place, [spelling.length, weight]);
      page.fields.push(...fields);
    });
  }
  return pages;
}

/**
 * Return the pages on which words follow each other.
 *
 * @param {Group[][]} words the groups of each word
 * @param {boolean} isWhole
 * @returns {Group}
 */
function chain(words, isWhole) {
  const [first = new Map(), ...others] = words.map(uniteGroups);
  /** @type {PagePlaces} */
  const pages = new Map();
  for (const [number, { places }] of first) {
    const following = others.map((other) => other.get(number)?.places ?? new Map());
    const chained = chainPlaces(places, following);
    if (chained.size) pages.set(number, { places: chained, fields: [] });
  }
  return { isWhole, factor: lengthFactor(1), pages };
}

/**
 * Return the places of a first word after which the other words follow, each with the length of all words.
 *
 * @param {Places} places
 * @param {Places[]} following
 * @returns {Places}
 */
function chainPlaces(places, following) {
  /** @type {Places} */
  const chained = new Map();
  for (const [place, [length, weight]] of places) {
    let end = place + length;
    const isChained = following.every((next) => {
      const found = next.get(end);
      if (found) end += found[0];
      return found !== undefined;
    });
    if (isChained) chained.set(place, [end - place, weight]);
  }
  return chained;
}

/**
 * @param {Group[]} groups
 * @returns {PagePlaces}
 */
function uniteGroups(groups) {
  const [first] = groups;
  if (first && groups.length === 1) return first.pages;
  /** @type {PagePlaces} */
  const united = new Map();
  for (const { pages } of groups) {
    for (const [number, page] of pages) {
      const known = united.get(number);
      if (known) united.set(number, { places: new Map([...known.places, ...page.places]), fields: [] });
      else united.set(number, page);
    }
  }
  return united;
}

/**
 * Score pages by Okapi BM25 without the length of pages, as Pagefind does.
 *
 * @param {Group[]} groups
 * @param {SearchIndex} index
 * @returns {Matches}
 */
function score(groups, { pageCount, weights }) {
  /** @type {Matches} */
  const matches = new Map();
  for (const { isWhole, factor, pages } of groups) {
    const rarity = Math.log((pageCount - pages.size + 0.5) / (pages.size + 0.5) + 1);
    for (const [number, { places, fields }] of pages) {
      let frequency = fields.reduce((sum, field) => sum + (weights[field] ?? 0), 0);
      for (const [, weight] of places.values()) frequency += weight / FULL_WEIGHT;
      frequency *= factor;
      const match = matches.get(number) ?? { places: [], score: 0, isWhole, isInName: false };
      matches.set(number, match);
      match.score += (rarity * (SATURATION + 1) * frequency) / (SATURATION + frequency);
      match.isWhole ||= isWhole;
      match.isInName ||= match.isWhole === isWhole && fields.includes(NAME_FIELD);
      for (const [place, [length, weight]] of places) match.places.push([place, length, weight]);
    }
  }
  return matches;
}

/**
 * Return how much less a longer word counts than the word itself, by the difference of their lengths.
 *
 * @param {number} difference
 */
function lengthFactor(difference) {
  return Math.exp(Math.exp(-0.5 * (difference / 2) ** 2) - 1);
}
