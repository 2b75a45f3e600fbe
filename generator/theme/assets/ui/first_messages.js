/*
 * The words of the scripts that every page, or every briefing, loads. All others are in messages.js, so that a first view does not load them.
 * Pure.
 */

export const MARKS = {
  label: "Marks of statements",
  choices: { none: "none", quiet: "quiet", full: "full" },
};

export const LEDGER = {
  order: "Order ",
  orders: { text: "as in the text", speaker: "by speaker", kind: "by kind" },
  others: "Notes without a speaker",
};

/** What the search says before it is loaded, or if it cannot be. */
export const SEARCH_LOADING = {
  tryAgain: "Try again",
  pageFailed: "The search could not be loaded. ",
  offline: "The search cannot be loaded without a connection. What is on this page can still be read.",
};
