/*
 * The one module that knows Pagefind: loads its bundle when first asked, searches, counts.
 */

import { FACETS, filters } from "./facets.js";

let loading;

/** Pagefind, ready to search; rejects where there is no bundle, and tries again when asked again. */
export function load(base) {
  loading ??= start(base).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function start(base) {
  const pagefind = await import(new URL("pagefind/pagefind.js", base));
  await pagefind.options({ baseUrl: base.pathname });
  await pagefind.init();
  return pagefind;
}

/** The pages found, best first; each loads its text when asked for `data()`. */
export async function find(base, { words, chosen }) {
  const pagefind = await load(base);
  const answer = await pagefind.search(words, { filters: filters(chosen) });
  return answer.results;
}

/** How many pages each value of each facet would leave, or, where the facet widens, add: name → value → count. */
export async function count(base, { words, chosen }) {
  const pagefind = await load(base);
  // Pagefind counts only what it has loaded, and loads all values for this alone.
  await pagefind.filters();
  const counted = async (values) => (await pagefind.search(words, { filters: filters(values) })).filters;
  const counts = { ...(await counted(chosen)) };
  for (const { name, widens } of FACETS) {
    if (widens && chosen[name]?.length) counts[name] = (await counted({ ...chosen, [name]: [] }))[name];
  }
  return counts;
}
