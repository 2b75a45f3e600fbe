/*
 * Runs a search, before facets narrow it: pages in order, and notes about the words.
 */

import { ENTITY_FACETS } from "../ui/kinds.js";
import { loadEntityNames, loadLabels, loadPages } from "./bundle.js";
import { listChosenFacets } from "./facets.js";
import { findPages, listPages } from "./worker_client.js";

/**
 * @typedef {import("./facets.js").Chosen} Chosen
 * @typedef {import("./search_state.js").SearchState} SearchState
 * @typedef {import("./worker_client.js").FoundPage} FoundPage
 */

/**
 * What passages are selected for: the names of chosen entities, and the chosen kinds of attributions.
 *
 * @typedef {{ names: string[], kinds: string[] }} Focus
 */

/** @typedef {FoundPage & { focus: Focus }} Result */

/**
 * @typedef {object} SearchResults
 * @property {Result[]} results
 * @property {boolean} isListed whether there is no word, and all pages are listed, the newest first
 * @property {string[]} absent the words that no page has
 * @property {string} short the start of a word that too many words have
 */

/**
 * Run a search.
 *
 * @param {URL} base the root of the site
 * @param {SearchState} state
 * @returns {Promise<SearchResults>}
 */
export async function runSearch(base, state) {
  const focus = await loadFocus(base, state.chosen);
  const { pages, ...notes } = state.words ? await findPages(base, state.words) : await listChosenPages(base, state);
  const isByDate = pages.length && (state.sort || notes.isListed);
  const sorted = isByDate ? [...pages].sort((one, other) => other.page - one.page) : pages;
  return { ...notes, results: sorted.map((page) => ({ ...page, focus })) };
}

/**
 * List all pages if a facet is chosen; without words and facets there is nothing to show.
 *
 * @param {URL} base
 * @param {SearchState} state
 */
async function listChosenPages(base, { chosen }) {
  const isListed = listChosenFacets(chosen).length > 0;
  const pages = isListed ? await listPages(base, await loadPages(base)) : [];
  /** @type {string[]} */
  const absent = [];
  return { pages, isListed, absent, short: "" };
}

/**
 * @param {URL} base
 * @param {Chosen} chosen
 * @returns {Promise<Focus>}
 */
async function loadFocus(base, chosen) {
  const facets = ENTITY_FACETS.map(({ name }) => name).filter((name) => chosen[name]?.length);
  const ids = facets.flatMap((name) => chosen[name] ?? []);
  const [labels, names] = await Promise.all([loadLabels(base, facets), ids.length ? loadEntityNames(base, ids) : []]);
  const shown = facets.flatMap((name) => (chosen[name] ?? []).map((id) => labels.get(name)?.get(id) ?? ""));
  return { names: [...new Set([...shown, ...names])].filter(Boolean), kinds: chosen.attribution ?? [] };
}
