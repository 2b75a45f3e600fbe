/*
 * What is asked: words, the chosen values of each facet, and the order: "" for the best first, "date" for the newest.
 * Pure functions between that and an address.
 */

import { FACETS } from "./facets.js";

export const NOTHING = { words: "", chosen: {}, sort: "" };

export function fromAddress(query) {
  const given = new URLSearchParams(query);
  const chosen = {};
  for (const { name } of FACETS) {
    const values = [...new Set(given.getAll(name))].filter(Boolean);
    if (values.length) chosen[name] = values;
  }
  return { words: given.get("q") ?? "", chosen, sort: given.get("sort") === "date" ? "date" : "" };
}

export function toAddress({ words, chosen, sort }, base) {
  const address = new URL("search/", base);
  if (words.trim()) address.searchParams.set("q", words.trim());
  for (const { name } of FACETS) {
    for (const value of chosen[name] ?? []) address.searchParams.append(name, value);
  }
  if (sort) address.searchParams.set("sort", sort);
  return address.href;
}

/** Whether two differ in nothing but words. */
export function sameButWords(one, other) {
  return one.sort === other.sort && FACETS.every(({ name }) => String(one.chosen[name] ?? "") === String(other.chosen[name] ?? ""));
}

export function toggled(state, name, value) {
  const before = state.chosen[name] ?? [];
  const values = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  return { ...state, chosen: { ...state.chosen, [name]: values } };
}
