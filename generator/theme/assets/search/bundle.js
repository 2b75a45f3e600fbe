/*
 * Which pages have which values of the facets, read from the files of Pagefind's bundle. Pagefind counts too, but in
 * time that grows with the square of the pages, for each word that is typed.
 */

import { entry, read } from "./reading.js";

// What `generator.site.bundle` makes of the order in time: a facet with one value, the oldest page first.
const BY_DATE = "date";

let known;
const loaded = new Map();

/** The pages of the bundle: a map of their ids, as results have them, to their numbers. */
export async function numbers(base) {
  const [pages] = await contents(base);
  return pages;
}

/** Pages found, the newest first. */
export async function newestFirst(base, found) {
  const [pages, orders] = await Promise.all([numbers(base), values(base, [BY_DATE])]);
  const places = new Map(orders.get(BY_DATE).get("").map((page, place) => [page, place]));
  const place = ({ id }) => places.get(pages.get(id));
  return [...found].sort((one, other) => place(other) - place(one));
}

/** The values of some facets: name → value → numbers of pages. Each is fetched once. */
export async function values(base, names) {
  const [, files] = await contents(base);
  for (const name of names) {
    if (files.has(name) && !loaded.has(name)) loaded.set(name, facet(base, files.get(name)));
  }
  const asked = names.filter((name) => loaded.has(name));
  return new Map(await Promise.all(asked.map(async (name) => [name, await loaded.get(name)])));
}

function contents(base) {
  known ??= start(base).catch((error) => {
    known = undefined;
    throw error;
  });
  return known;
}

async function start(base) {
  const [, pages, , filters] = await read(base, (await entry(base)).list);
  return [new Map(pages.map(([id], number) => [id, number])), new Map(filters)];
}

async function facet(base, file) {
  const [, found] = await read(base, `filter/${file}.pf_filter`);
  return new Map(found);
}
