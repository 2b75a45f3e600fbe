/*
 * What is asked: words, and the chosen values of each facet. Pure functions between that and an address.
 */

import { FACETS } from "./facets.js";

export const NOTHING = { words: "", chosen: {} };

export function fromAddress(query) {
  const given = new URLSearchParams(query);
  const chosen = {};
  for (const { name } of FACETS) {
    const values = [...new Set(given.getAll(name))].filter(Boolean);
    if (values.length) chosen[name] = values;
  }
  return { words: given.get("q") ?? "", chosen };
}

export function toAddress({ words, chosen }, base) {
  const address = new URL("search/", base);
  if (words.trim()) address.searchParams.set("q", words.trim());
  for (const { name } of FACETS) {
    for (const value of chosen[name] ?? []) address.searchParams.append(name, value);
  }
  return address.href;
}

export function sameFacets(one, other) {
  return FACETS.every(({ name }) => String(one.chosen[name] ?? "") === String(other.chosen[name] ?? ""));
}

export function toggled(state, name, value) {
  const before = state.chosen[name] ?? [];
  const values = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  return { ...state, chosen: { ...state.chosen, [name]: values } };
}
