/*
 * What facets leave of pages, and how many of each of their values. Pure; pages are numbers, values a map of a facet's
 * name to a map of its values to the numbers of their pages.
 */

import { FACETS } from "./facets.js";

/** Whether a page has the chosen values: of a facet that widens any, of others all. */
export function narrowing(values, chosen) {
  const tests = FACETS.filter(({ name }) => chosen[name]?.length).map(({ name, widens }) => {
    const sets = chosen[name].map((value) => new Set(values.get(name)?.get(value)));
    return (page) => (widens ? sets.some((set) => set.has(page)) : sets.every((set) => set.has(page)));
  });
  return (page) => tests.every((test) => test(page));
}

/** How many of the pages each value would leave, or, where its facet widens, add: name → value → count. */
export function counts(values, chosen, pages) {
  const left = pages.filter(narrowing(values, chosen));
  return Object.fromEntries(
    FACETS.map(({ name, widens }) => {
      const widened = widens && chosen[name]?.length;
      const among = new Set(widened ? pages.filter(narrowing(values, { ...chosen, [name]: [] })) : left);
      const number = (found) => found.reduce((sum, page) => sum + among.has(page), 0);
      return [name, Object.fromEntries([...(values.get(name) ?? [])].map(([value, found]) => [value, number(found)]))];
    }),
  );
}
