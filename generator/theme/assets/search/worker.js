/*
 * Searches in a worker, so that the page stays responsive: loads the bundle, and those ranges of words that a search
 * needs. It receives {number, name, parameters} and answers with {number, answer} or {number, error}.
 */

import { loadOnce } from "../ui/fetch.js";
import { PAGES_IN_FILE, readContent, readFacet, readList, readNames, readPage, readRange } from "./bundle_files.js";
import { ENTITY_NAMES } from "./facets.js";
import { listKeys, matchTerm } from "./matching.js";
import { findNames, listNameSpans } from "./name_spans.js";
import { mapPlacesToTokens } from "./places.js";
import { FULL_WEIGHT, Words } from "./postings.js";
import { parseQuery } from "./query.js";
import { suggestNames } from "./spelling.js";
import { Stemmer } from "./stemmer.js";

/**
 * @typedef {import("./bundle_files.js").Entry} Entry
 * @typedef {import("./matching.js").Match} Match
 * @typedef {import("./matching.js").Matches} Matches
 * @typedef {import("./matching.js").Occurrence} Occurrence
 * @typedef {import("./name_spans.js").NameSpan} NameSpan
 * @typedef {import("./query.js").Term} Term
 */

/** The list of the bundle, and the words that were loaded so far. @typedef {import("./bundle_files.js").BundleList & { words: Words }} List */

/** @typedef {List & import("./matching.js").SearchIndex} LoadedIndex */

/** @typedef {{ page: number } & Match} RankedPage */

/**
 * The answer to a search.
 *
 * @typedef {object} Found
 * @property {number[]} pages that have all words, the best first
 * @property {boolean} isListed whether the search asks only for what pages must not have
 * @property {string[]} absent the terms that no page has
 * @property {string} short the last word, if too many words begin with it to look for them
 */

/**
 * What the bundle stores of a page, with the places that a search has found.
 *
 * @typedef {import("./passages.js").PageData & ResultFields} ResultData
 */

/** @typedef {{ url: string, meta: Record<string, string> }} ResultFields */

// Weights of the fields `name` and `title`. If the words are an entity's name, its page comes first, followed by the pages
// that say most about it; otherwise pages with the words in their name, however often others repeat them.
const WEIGHTS_FOR_NAMES = [0, 0];
const WEIGHTS = [6, 0.3];

// The most ranges to read for the words that begin with a few letters.
const MOST_RANGES = 4;
// The longest ending that a stem may have lost, and the shortest stem.
const LONGEST_ENDING = 5;
const SHORTEST_STEM = 4;

// The searches whose places are kept. Results are shown of the last one.
const SEARCHES_KEPT = 3;

/** @type {Record<string, (number: number, ...parameters: any[]) => Promise<unknown>>} */
const functions = { start, find, page: loadPage, suggest };
/** @type {Map<string, Promise<any>>} */
const loading = new Map();
/** The places that each search has found, by page. @type {Map<number, Map<number, Occurrence[]>>} */
const searches = new Map();
/** @type {URL} */
let base;
/** @type {Entry} */
let entry;

addEventListener("message", async ({ data: { number, name, parameters } }) => {
  try {
    postMessage({ number, answer: await functions[name]?.(number, ...parameters) });
  } catch (error) {
    postMessage({ number, error: String(error) });
  }
});

/**
 * Load what every search needs.
 *
 * @param {number} _
 * @param {string} address the root of the site
 * @param {Entry} bundleEntry
 * @param {boolean} hasWords whether the reader is about to type words, which need their stems
 */
async function start(_, address, bundleEntry, hasWords) {
  base = new URL(address);
  entry = bundleEntry;
  if (!hasWords) return;
  // A failure is reported to the search that needs a stem.
  loadStemmer().catch(() => {});
  await loadList();
}

/** @returns {Promise<List>} */
function loadList() {
  return loadOnce(loading, "list", async () => {
    const list = await readList(base, entry);
    return { ...list, words: new Words(list.ranges, list.shardPages) };
  });
}

/** Return a function that stems a word. */
function loadStemmer() {
  return loadOnce(loading, "stemmer", async () => {
    const stemmer = await Stemmer.start(await readContent(base, entry.program));
    return (/** @type {string} */ word) => stemmer.stem(word);
  });
}

/**
 * Find the pages that have all terms.
 *
 * @param {number} number
 * @param {string} typed
 * @returns {Promise<Found>}
 */
async function find(number, typed) {
  const [list, stem] = await Promise.all([loadList(), loadStemmer()]);
  const terms = parseQuery(typed);
  const candidates = listNameSpans(typed);
  /** @type {LoadedIndex} */
  const index = { ...list, stem, weights: WEIGHTS };
  const short = await loadRanges(index, terms, candidates.spans);
  const names = findNames(candidates, (key) => index.words.listSpellings(key).length > 0);
  if (names.length) index.weights = WEIGHTS_FOR_NAMES;
  const required = terms.filter(({ isExcluded }) => !isExcluded);
  const matches = required.map((term) => matchTerm(term === short ? { ...term, isOpen: false } : term, index));
  const isListed = terms.length > 0 && !required.length;
  const ranked = rankPages(isListed ? listAll(index) : intersect(matches), findNamedPages(names, index));
  const excluded = findExcluded(terms, index);
  const results = ranked.filter(({ page }) => !excluded.has(page));
  keepPlaces(number, new Map(results.map(({ page, places }) => [page, places])));
  const absent = required.filter((term, position) => term !== short && !matches[position]?.size);
  return {
    pages: results.map(({ page }) => page),
    isListed,
    absent: names.length ? [] : absent.map(({ text }) => text),
    short: short?.text ?? "",
  };
}

/**
 * @param {number} number
 * @param {Map<number, Occurrence[]>} places by page
 */
function keepPlaces(number, places) {
  searches.set(number, places);
  const outdated = [...searches.keys()].at(-1 - SEARCHES_KEPT);
  if (outdated !== undefined) searches.delete(outdated);
}

/**
 * @param {Term[]} terms
 * @param {LoadedIndex} index
 */
function findExcluded(terms, index) {
  const excluded = terms.filter(({ isExcluded }) => isExcluded);
  return new Set(excluded.flatMap((term) => [...matchTerm(term, index).keys()]));
}

/**
 * Return the pages of names, in the order of the names; of pages with the same name, the newest first.
 *
 * @param {NameSpan[]} names
 * @param {LoadedIndex} index
 */
function findNamedPages(names, index) {
  const pages = names.flatMap(({ key }) => {
    const matches = matchTerm({ words: [key], isQuoted: true, isOpen: false }, index);
    return [...matches.keys()].sort((one, other) => other - one);
  });
  return [...new Set(pages)];
}

/**
 * Return all pages, as the results of a search without words.
 *
 * @param {LoadedIndex} index
 * @returns {RankedPage[]}
 */
function listAll({ pageCount }) {
  return Array.from({ length: pageCount }, (_, page) => ({
    page,
    score: 0,
    places: [],
    isWhole: true,
    isInName: false,
  }));
}

/**
 * Load the ranges that terms and names need. Return the term with too many longer words, if there is one.
 *
 * @param {LoadedIndex} index
 * @param {Term[]} terms
 * @param {NameSpan[]} spans
 */
async function loadRanges(index, terms, spans) {
  const words = terms.flatMap((term) => [...term.words, term.words.join("")]);
  const keys = [...words.flatMap((word) => listKeys(word, index.stem)), ...spans.map(({ key }) => key)];
  const ranges = new Set(keys.map((key) => index.words.findRange(key)));
  /** @type {Term | undefined} */
  let short;
  for (const term of terms) {
    if (!term.isOpen) continue;
    const prefix = term.words.at(-1) ?? "";
    const rangesOfLonger = index.words.findRanges(prefix);
    if (rangesOfLonger.length > MOST_RANGES) {
      short = term;
    } else {
      for (const range of [...rangesOfLonger, ...findStemRanges(index, prefix)]) ranges.add(range);
    }
  }
  await Promise.all([...ranges].filter((range) => range >= 0).map((range) => loadRange(index, range)));
  return short;
}

/**
 * Return the ranges that may have the stem of a word with a prefix: the stem may be shorter, because it lost an ending.
 *
 * @param {LoadedIndex} index
 * @param {string} prefix
 */
function findStemRanges(index, prefix) {
  const ranges = [];
  for (let length = Math.max(SHORTEST_STEM, prefix.length - LONGEST_ENDING); length < prefix.length; length++) {
    ranges.push(index.words.findRange(prefix.slice(0, length)));
  }
  return ranges;
}

/**
 * @param {LoadedIndex} index
 * @param {number} number
 */
function loadRange({ ranges, words }, number) {
  return loadOnce(loading, `range ${number}`, async () => words.add(await readRange(base, ranges[number]?.file ?? "")));
}

/**
 * Return the pages that match all terms.
 *
 * @param {Matches[]} matches
 * @returns {RankedPage[]}
 */
function intersect(matches) {
  const [fewest, ...others] = [...matches].sort((one, other) => one.size - other.size);
  if (!fewest) return [];
  const pages = [...fewest.keys()].filter((page) => others.every((match) => match.has(page)));
  return pages.map((page) => {
    const ofPage = matches.flatMap((match) => match.get(page) ?? []);
    return {
      page,
      score: ofPage.reduce((sum, { score }) => sum + score, 0),
      places: ofPage.flatMap(({ places }) => places),
      isWhole: ofPage.every(({ isWhole }) => isWhole),
      isInName: ofPage.every(({ isInName }) => isInName),
    };
  });
}

/**
 * Rank pages: first what is named; then pages with whole words, of these first the ones with a word in their name; then
 * by score. Equally good pages come with the newest first.
 *
 * @param {RankedPage[]} pages
 * @param {number[]} named
 * @returns {{ page: number, places: Occurrence[] }[]}
 */
function rankPages(pages, named) {
  // Scores that differ only by the order in which their parts were added are equal.
  const rounded = pages.map((page) => ({ ...page, score: Number(page.score.toPrecision(5)) }));
  // A page with a part of its name in a whole name that was typed is not more about that name.
  const rateKind = (/** @type {RankedPage} */ { isWhole, isInName }) =>
    2 * Number(isWhole) + Number(!named.length && isInName);
  rounded.sort((one, other) => rateKind(other) - rateKind(one) || other.score - one.score || other.page - one.page);
  const byNumber = new Map(rounded.map((page) => [page.page, page]));
  const first = named.map((page) => byNumber.get(page) ?? { page, places: [] });
  const isNamed = new Set(named);
  return [...first, ...rounded.filter(({ page }) => !isNamed.has(page))];
}

/**
 * Load what the bundle stores of a page, with the places that a search has found there.
 *
 * @param {number} _
 * @param {number} search
 * @param {number} page
 * @returns {Promise<ResultData>}
 */
async function loadPage(_, search, page) {
  const data = await readPage(base, await loadName(page));
  const places = searches.get(search)?.get(page) ?? [];
  const tokens = places.length ? mapPlacesToTokens(data) : new Map();
  /** @type {Map<number, number>} */
  const weights = new Map();
  for (const [first, length, weight] of places) {
    for (let place = first; place < first + length; place++) weights.set(tokens.get(place), weight / FULL_WEIGHT);
  }
  const locations = [...weights].map(([location, weight]) => ({ weight, balanced_score: weight ** 2, location }));
  return { ...data, url: base.pathname.replace(/\/$/, "") + data.url, weighted_locations: locations };
}

/**
 * Return the name of a page in the bundle.
 *
 * @param {number} page
 */
async function loadName(page) {
  const { nameFiles } = await loadList();
  const file = nameFiles[Math.floor(page / PAGES_IN_FILE)] ?? "";
  const names = await loadOnce(loading, `names ${file}`, () => readNames(base, file));
  return names[page % PAGES_IN_FILE] ?? "";
}

/**
 * Return searches for names of entities that are spelled similarly to the text, or to its words that no page has.
 *
 * @param {number} _
 * @param {string} typed
 * @param {string[]} absent
 */
async function suggest(_, typed, absent) {
  const { facetFiles } = await loadList();
  const file = facetFiles.get(ENTITY_NAMES);
  if (!file) return [];
  const names = await loadOnce(loading, "entity names", async () => {
    const values = await readFacet(base, file);
    return values.map(({ label }) => label);
  });
  const ofWholeText = suggestNames(typed, names);
  if (ofWholeText.length) return ofWholeText;
  return absent.flatMap((word) => suggestNames(word, names).map((name) => typed.replace(word, () => name)));
}
