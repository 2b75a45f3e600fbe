/*
 * Searches a bundle on disk with the theme's own worker, outside a browser, and prints what it answers as JSON.
 *
 * usage: node search_bundle.js SITE WORDS
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";

const [site = "", words = ""] = process.argv.slice(2);
const base = new URL("https://a.test/");

/** @type {(event: { data: unknown }) => Promise<void>} */
let handle = async () => {};
/** @type {{ answer?: any, error?: string }} */
let last = {};

Object.assign(globalThis, {
  fetch: async (/** @type {URL} */ { pathname }) => new Response(await readFile(join(site, pathname))),
  addEventListener: (/** @type {string} */ _, /** @type {typeof handle} */ listener) => {
    handle = listener;
  },
  postMessage: (/** @type {typeof last} */ message) => {
    last = message;
  },
});

const { loadFacetPages, loadLabels, loadPages } = await import("../../generator/theme/assets/search/bundle.js");
const { readEntry } = await import("../../generator/theme/assets/search/bundle_files.js");
await import("../../generator/theme/assets/search/worker.js");

/**
 * Call the worker and return its answer.
 *
 * @param {number} number
 * @param {string} name
 * @param {...unknown} parameters
 */
async function call(number, name, ...parameters) {
  await handle({ data: { number, name, parameters } });
  if (last.error !== undefined) throw new Error(last.error);
  return last.answer;
}

await call(1, "start", base.href, await readEntry(base), true);
const found = await call(2, "find", words);
const pages = [];
for (const page of found.pages) pages.push(await call(3, "page", 2, page));
const allPages = await loadPages(base);
const facets = await loadFacetPages(base, ["kind"]);
const labels = await loadLabels(base, ["kind"]);
const kinds = [...(facets.get("kind") ?? [])].map(([id, ofKind]) => [id, labels.get("kind")?.get(id), ofKind.length]);
process.stdout.write(
  JSON.stringify({
    urls: pages.map(({ url }) => url),
    titles: pages.map(({ meta }) => meta.title),
    contents: pages.map(({ content }) => content),
    matches: pages.map(({ content, weighted_locations: locations }) =>
      locations.map((/** @type {{ location: number }} */ { location }) => content.split(" ")[location]),
    ),
    kinds,
    pageCount: allPages.length,
  }),
);
process.exit();
