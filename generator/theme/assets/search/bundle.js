/*
 * Which pages have which values of the facets, read from the files of the search bundle.
 */

import { loadOnce } from "../ui/fetch.js";
import { readFacet, readList } from "./bundle_files.js";
import { loadEdition, onForget } from "./edition.js";
import { ENTITY_NAMES } from "./facets.js";

/** The numbers of pages, by facet name and id. @typedef {Map<string, Map<string, number[]>>} FacetPages */

/** @typedef {import("./bundle_files.js").BundleList} BundleList */

/**
 * @typedef {object} FacetData
 * @property {Map<string, number[]>} pages the numbers of pages by id
 * @property {Map<string, string>} labels by id
 */

/** By the root of the site. @type {Map<string, Promise<BundleList>>} */
const lists = new Map();
/** By file. @type {Map<string, Promise<FacetData>>} */
const facets = new Map();

onForget(() => {
  lists.clear();
  facets.clear();
});

/**
 * Return the numbers of all pages, the oldest first.
 *
 * @param {URL} base the root of the site
 */
export async function loadPages(base) {
  const { pageCount } = await loadList(base);
  return Array.from({ length: pageCount }, (_, page) => page);
}

/**
 * Return the pages of all values of some facets.
 *
 * @param {URL} base the root of the site
 * @param {string[]} names
 * @returns {Promise<FacetPages>}
 */
export async function loadFacetPages(base, names) {
  const entries = await loadFacets(base, names);
  return new Map(entries.map(([name, { pages }]) => [name, pages]));
}

/**
 * Return the labels of all values of some facets.
 *
 * @param {URL} base the root of the site
 * @param {string[]} names
 * @returns {Promise<import("./facets.js").Labels>}
 */
export async function loadLabels(base, names) {
  const entries = await loadFacets(base, names);
  return new Map(entries.map(([name, { labels }]) => [name, labels]));
}

/**
 * Return all names of some entities.
 *
 * @param {URL} base the root of the site
 * @param {string[]} ids
 * @returns {Promise<string[]>}
 */
export async function loadEntityNames(base, ids) {
  const file = (await loadList(base)).facetFiles.get(ENTITY_NAMES);
  if (!file) return [];
  const values = await readFacet(base, file);
  return values.filter(({ id }) => ids.includes(id)).map(({ label }) => label);
}

/**
 * Return those of the named facets that the bundle has. Each file is fetched once; if none is asked for, not even the list.
 *
 * @param {URL} base
 * @param {string[]} names
 */
async function loadFacets(base, names) {
  if (!names.length) return [];
  const { facetFiles } = await loadList(base);
  const present = names.filter((name) => facetFiles.has(name));
  return Promise.all(
    present.map(async (name) => {
      const file = facetFiles.get(name) ?? "";
      const facet = await loadOnce(facets, file, () => loadFacet(base, file));
      return /** @type {const} */ ([name, facet]);
    }),
  );
}

/** @param {URL} base */
function loadList(base) {
  return loadOnce(lists, base.href, async () => readList(base, await loadEdition(base)));
}

/**
 * @param {URL} base
 * @param {string} file
 * @returns {Promise<FacetData>}
 */
async function loadFacet(base, file) {
  const values = await readFacet(base, file);
  return {
    pages: new Map(values.map(({ id, pages }) => [id, pages])),
    labels: new Map(values.map(({ id, label }) => [id, label])),
  };
}
