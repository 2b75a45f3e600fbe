/*
 * Which pages facets leave, and how many of them have each value. Pure; pages are numbers.
 */

import { FACETS } from "./facets.js";

/**
 * @typedef {import("./bundle.js").FacetPages} FacetPages
 * @typedef {import("./facets.js").Chosen} Chosen
 */

/**
 * Return a function that checks whether a page has the chosen values: any value of a facet that widens, all of others.
 *
 * @param {FacetPages} facetPages
 * @param {Chosen} chosen
 * @returns {(page: number) => boolean}
 */
export function createFilter(facetPages, chosen) {
  const chosenFacets = FACETS.filter(({ name }) => chosen[name]?.length);
  const tests = chosenFacets.map(({ name, widens }) => {
    const sets = (chosen[name] ?? []).map((value) => new Set(facetPages.get(name)?.get(value)));
    return (/** @type {number} */ page) =>
      widens ? sets.some((set) => set.has(page)) : sets.every((set) => set.has(page));
  });
  return (page) => tests.every((test) => test(page));
}

/**
 * Count how many of the pages each value would leave, or add if its facet widens.
 *
 * @param {FacetPages} facetPages
 * @param {Chosen} chosen
 * @param {number[]} pages
 * @returns {Record<string, Record<string, number>>} counts by facet name and value
 */
export function countValues(facetPages, chosen, pages) {
  const filtered = pages.filter(createFilter(facetPages, chosen));
  /** @type {Record<string, Record<string, number>>} */
  const counts = {};
  for (const { name, widens } of FACETS) {
    const isWidened = widens && chosen[name]?.length;
    const candidates = isWidened ? pages.filter(createFilter(facetPages, { ...chosen, [name]: [] })) : filtered;
    counts[name] = countEach(facetPages.get(name) ?? new Map(), new Set(candidates));
  }
  return counts;
}

/**
 * @param {Map<string, number[]>} values the pages of each value
 * @param {Set<number>} candidates
 */
function countEach(values, candidates) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const [value, pages] of values) {
    let count = 0;
    for (const page of pages) count += Number(candidates.has(page));
    counts[value] = count;
  }
  return counts;
}
