/*
 * The one module that knows Pagefind's interface: loads its bundle when first asked, and searches.
 */

import { asIndexed, asName } from "./words.js";

// How long a page is says nothing here, as of a thing only the head is searched. Where the words are a thing's name, its
// page comes first anyway, and then what says much of it; else what has them in its name.
const NAMED = { pageLength: 0, metaWeights: { name: 0, title: 0, date: 0 } };
const OTHER = { pageLength: 0, metaWeights: { name: 6, title: 0.3, date: 0 } };

let loading;
let turn = Promise.resolve();

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

/**
 * The pages with all words, the best first; each has an `id`, and loads its text when asked for `data()`. One search
 * follows the other, as Pagefind has one ranking for all.
 */
export function find(base, words) {
  const answer = turn.then(() => search(base, words));
  turn = answer.catch(() => {});
  return answer;
}

async function search(base, words) {
  const pagefind = await load(base);
  const asked = asIndexed(words);
  const preloaded = pagefind.preload(asked);
  const named = (await pagefind.search(`"${asName(words)}"`)).results;
  await Promise.all([preloaded, pagefind.options({ ranking: named.length ? NAMED : OTHER })]);
  return namedFirst(named, (await pagefind.search(asked)).results);
}

/** What is called by exactly these words comes before what has them. */
function namedFirst(named, found) {
  const ids = new Set(named.map(({ id }) => id));
  const marked = found.filter(({ id }) => ids.has(id));
  const others = named.filter(({ id }) => !marked.some((one) => one.id === id));
  return [...marked, ...others, ...found.filter(({ id }) => !ids.has(id))];
}
