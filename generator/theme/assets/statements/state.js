/*
 * What a reader asks of the list of all statements, as the query of an address: `?by=hamas&kind=denial&from=2020`. Pure.
 */

import { readParameters, writeParameters } from "../ui/parameters.js";

/** The columns by which statements can be filtered, in the order of the filters. */
export const COLUMNS = ["by", "kind", "about", "question", "voice", "within", "theme", "source"];

const FIELDS = ["words", "from", "to", "sort"];

/**
 * @typedef {object} ListState
 * @property {Record<string, string[]>} chosen ids by column
 * @property {string} words
 * @property {string} from a date as readers type it
 * @property {string} to
 * @property {string} sort "" for the newest texts first, "date", or "speaker"
 */

/**
 * @param {string} query
 * @returns {ListState}
 */
export function readState(query) {
  const chosen = readParameters(query, COLUMNS);
  const { words, from, to, sort } = readParameters(query, FIELDS);
  const order = sort?.[0] ?? "";
  return {
    chosen,
    words: words?.[0] ?? "",
    from: from?.[0] ?? "",
    to: to?.[0] ?? "",
    sort: order === "date" || order === "speaker" ? order : "",
  };
}

/**
 * Return an address with a state. Its fragment, which leads to the page's own list, is left out.
 *
 * @param {string} address
 * @param {ListState} state
 */
export function writeState(address, { chosen, words, from, to, sort }) {
  const result = writeParameters(address, { ...chosen, words: [words.trim()], from: [from], to: [to], sort: [sort] });
  result.hash = "";
  return result;
}

/**
 * Check whether a state asks for nothing.
 *
 * @param {ListState} state
 */
export function isEmpty({ chosen, words, from, to, sort }) {
  return !(words.trim() || from || to || sort || Object.values(chosen).some(({ length }) => length));
}

/**
 * Return a state in which a value is chosen if it was not, and not chosen if it was.
 *
 * @param {ListState} state
 * @param {string} column
 * @param {string} value
 * @returns {ListState}
 */
export function toggleValue(state, column, value) {
  const before = state.chosen[column] ?? [];
  const values = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  return { ...state, chosen: { ...state.chosen, [column]: values } };
}
