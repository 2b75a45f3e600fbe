/*
 * What a reader searches for: words, the chosen values of each facet, and the order. Pure functions between that and an
 * address.
 */

import { readParameters, writeParameters } from "../ui/parameters.js";
import { FACET_NAMES } from "./facets.js";

/**
 * @typedef {object} SearchState
 * @property {string} words
 * @property {import("./facets.js").Chosen} chosen
 * @property {string} sort "" for the best first, "date" for the newest first
 */

/** @type {SearchState} */
export const EMPTY = { words: "", chosen: {}, sort: "" };

/**
 * Read the state from the query of an address.
 *
 * @param {string} query
 * @returns {SearchState}
 */
export function readState(query) {
  const values = readParameters(query, FACET_NAMES);
  const chosen = Object.fromEntries(Object.entries(values).filter(([, ids]) => ids.length));
  // The first word and the first order count, even if they are empty.
  const parameters = new URLSearchParams(query);
  return { words: parameters.get("q") ?? "", chosen, sort: parameters.get("sort") === "date" ? "date" : "" };
}

/**
 * Return the address of the search page with a state.
 *
 * @param {SearchState} state
 * @param {URL} base the root of the site
 */
export function writeState({ words, chosen, sort }, base) {
  const facets = Object.fromEntries(FACET_NAMES.map((name) => [name, chosen[name] ?? []]));
  return writeParameters(new URL("search/", base), { q: [words.trim()], ...facets, sort: [sort] }).href;
}

/**
 * Check whether a state asks for nothing.
 *
 * @param {SearchState} state
 */
export function isEmpty({ words, chosen }) {
  return !words.trim() && !FACET_NAMES.some((name) => chosen[name]?.length);
}

/**
 * Check whether two states differ in their words only, or not at all.
 *
 * @param {SearchState} one
 * @param {SearchState} other
 */
export function differInWordsOnly(one, other) {
  const haveSameValues = FACET_NAMES.every(
    (name) => String(one.chosen[name] ?? "") === String(other.chosen[name] ?? ""),
  );
  return one.sort === other.sort && haveSameValues;
}

/**
 * Return a state in which a value is chosen if it was not, and not chosen if it was.
 *
 * @param {SearchState} state
 * @param {string} name of a facet
 * @param {string} value
 * @returns {SearchState}
 */
export function toggleValue(state, name, value) {
  const before = state.chosen[name] ?? [];
  const values = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  return { ...state, chosen: { ...state.chosen, [name]: values } };
}
