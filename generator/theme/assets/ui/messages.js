/*
 * All words that scripts put on pages, except those of every page (first_messages.js). Pure.
 */

import { formatCount } from "./text.js";

export const INDEX = {
  filter: "Filter ",
  sortBy: "Sort by ",
  orders: { listed: "as listed", name: "name", date: "date, newest first" },
  failed: "The full list could not be loaded.",

  /** @param {string} plural what the index lists */
  filterLabel: (plural) => `Filter ${plural}`,

  /** @param {string} counted what the number of each row counts */
  orderByCount: (counted) => `${counted}, most first`,

  /**
   * @param {number} matches
   * @param {number} all
   * @param {[string, string]} noun of the rows, singular and plural
   */
  matches: (matches, all, noun) => `${matches.toLocaleString("en")} of ${formatCount(all, ...noun)}`,

  /** @param {number} count */
  showMore: (count) => `Show ${count} more`,
};

export const CHANGES = {
  mark: "new",
  firstVisit: "What is new is marked from your next visit on; only this browser knows.",
  notStored: "This browser stores nothing, so that what is new cannot be marked.",
  forget: "Forget my visits",
  forgotten: "Forgotten. When you open this page again, that is your first visit.",

  /** @param {number} count */
  countNew: (count) =>
    count
      ? `${formatCount(count, "change", "changes")} new since your last visit`
      : "Nothing new since your last visit",
};

export const SHEET = {
  label: "About this place in the text",
  close: "Close",
  toPage: "Open the page",
  toList: "Show in the list",

  /** @param {string} speaker */
  allBy: (speaker) => `All by ${speaker}`,
};

export const CITE = {
  part: "Cite ",
  whole: "the whole briefing",
  format: "Format ",
  formats: { text: "text", bibtex: "BibTeX", ris: "RIS", csl: "CSL-JSON" },
  copy: "Copy citation",
  copyLink: "Copy link",
  more: "More formats",
  tool: "Link and citation",
  copied: "Copied.",
  withdrawn: "The briefing was withdrawn.",
  notLoaded: "The citation could not be loaded. The row's link leads to the words.",
  notCopied: "Copying is not allowed here. The text is selected: copy it by keyboard.",

  /**
   * @param {string} speakers
   * @param {string} kind
   * @param {string} words in quotation marks
   */
  statement: (speakers, kind, words) => `${speakers} (${kind}): ${words}.`,

  /**
   * @param {string} number
   * @param {string} start
   */
  paragraph: (number, start) => `paragraph ${number}: ${start}`,
};

export const NETWORK = {
  theme: "Theme ",
  allThemes: "all",
  typesLabel: "Show only these types of actors",
  pictureLabel: "Picture of the network: plus and minus zoom, arrows move, zero shows all of it",
  zoomIn: { text: "+", title: "Zoom in" },
  zoomOut: { text: "−", title: "Zoom out" },
  whole: { text: "Whole", title: "Whole picture" },

  /**
   * @param {number} actors
   * @param {number} allActors
   * @param {number} pairs
   * @param {number} allPairs
   */
  shown: (actors, allActors, pairs, allPairs) =>
    `${actors} of ${allActors} actors, ${pairs} of ${allPairs} pairs shown`,
};

export const SEARCH = {
  dialogLabel: "Search",
  fieldLabel: "Search for",
  hint: "Type a word, a name in any script, or several words.",
  orderLabel: "Order",
  orders: { best: "best first", date: "newest first" },
  more: "More results",
  close: "Close",
  openAsPage: "Open as a page",
  shortcut: "“/” opens the search",
  facets: "Filters",
  didYouMean: "Did you mean",
  compare: "Compare these two actors",
  failed: "The search could not be loaded. The indexes in the menu work without it.",
  facetsFailed: "The filters could not be loaded.",
  resultLate: "This result is still loading.",
  resultFailed: "This result could not be loaded. ",
};

/** What a list of the values of a facet says. */
export const FACETS = {
  find: "Find…",

  /** @param {string} facet */
  findLabel: (facet) => `Find: ${facet}`,

  /** @param {number} count */
  more: (count) => `${count.toLocaleString("en")} more: type to find them`,
};

export const COMPARE = {
  first: "First actor ",
  second: "Second actor ",
  sameQuestions: "On the same questions",
  failed: "The statements could not be loaded.",
  choose: "Choose two actors by their names.",

  /** @param {string} name */
  unknown: (name) => `No actor has the name “${name}”.`,

  /**
   * @param {string} speaker
   * @param {string} subject
   */
  title: (speaker, subject) => `${speaker} on ${subject}`,

  all: "In the list of all statements",
  none: "No statement.",
};

export const STATEMENTS = {
  filters: "Filters",
  words: "Words ",
  from: "From ",
  to: "To ",
  datePlaceholder: "2019-05",
  notADate: "Type a date as 2019, 2019-05 or 4 May 2019.",
  sortBy: "Sort by ",
  orders: { "": "newest texts first", date: "date, newest first", speaker: "speaker" },
  clear: "Clear all",
  failed: "The statements could not be loaded.",
  updated: "The site was updated. Reload the page to see its statements.",
  searchOlder: "Search older statements",

  /** The titles of the filters. @type {Record<string, string>} */
  columns: {
    by: "Speaker",
    kind: "Kind",
    about: "About",
    question: "Question",
    voice: "Named or not",
    within: "Unnamed, within",
    theme: "Theme",
    source: "First in",
  },

  /** The labels of values that are no records. @type {Record<string, string>} */
  values: {
    named: "named actors",
    unnamed: "unnamed speakers",
    author: "authors of the texts",
    none: "no speaker named",
  },

  /**
   * @param {number} count
   * @param {number} total
   */
  matches: (count, total) => `${count.toLocaleString("en")} of ${formatCount(total, "statement", "statements")}`,

  /**
   * @param {number} count the matches found so far
   * @param {number} searched
   * @param {number} total
   */
  found: (count, searched, total) =>
    searched < total
      ? `${count.toLocaleString("en")} found in the first ${searched.toLocaleString("en")} of ${formatCount(total, "statement", "statements")}`
      : `${count.toLocaleString("en")} of ${formatCount(total, "statement", "statements")}`,

  /** @param {number} count */
  showMore: (count) => `Show ${count} more`,
};

/** The titles of facets that are not a kind of entity, by name. */
export const FACET_TITLES = {
  kind: "Kind of page",
  year: "Year",
  attribution: "Attribution",
};

/**
 * What the search page says about a search.
 *
 * @typedef {object} SearchNotes
 * @property {boolean} isListed whether there was no word, so that all pages are listed
 * @property {string[]} absent the words that no page has
 * @property {string} short the start of a word that too many words have
 * @property {number} all the number of pages before facets narrowed them
 */

/**
 * Describe the result of a search that leaves a number of pages. Empty if there was nothing to search for.
 *
 * @param {string} words
 * @param {number} count
 * @param {SearchNotes} notes
 */
export function describeResults(words, count, { isListed, absent, short, all }) {
  if (!words) return isListed ? `${pages(count)}, the newest first` : "";
  const summary = `${pages(count)} found for “${words}”`;
  const notes = [];
  if (!count && all) notes.push(`Without the chosen filters: ${pages(all)}.`);
  if (absent.length) notes.push(`No page has ${absent.map((word) => `“${word}”`).join(" or ")}.`);
  if (short) notes.push(`Type more letters for words that begin with “${short}”.`);
  return notes.length ? `${summary}. ${notes.join(" ")}` : summary;
}

/** @param {number} count */
function pages(count) {
  return formatCount(count, "page", "pages");
}
