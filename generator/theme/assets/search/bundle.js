/*
 * Which pages have which values of the facets, read from the files of Pagefind's bundle. Pagefind counts too, but in
 * time that grows with the square of the pages, for each word that is typed.
 */

import { decoded } from "./cbor.js";

const SIGNATURE = "pagefind_dcd".length;

// What `generator.site.settled` makes of the order in time: a facet with one value, the oldest page first.
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
  // The one file whose name does not change with what it says.
  const entry = await (await fetch(new URL("pagefind/pagefind-entry.json", base), { cache: "no-cache" })).json();
  const [{ hash }] = Object.values(entry.languages);
  const [, pages, , filters] = await read(base, `pagefind.${hash}.pf_meta`);
  return [new Map(pages.map(([id], number) => [id, number])), new Map(filters)];
}

async function facet(base, file) {
  const [, found] = await read(base, `filter/${file}.pf_filter`);
  return new Map(found);
}

async function read(base, path) {
  const response = await fetch(new URL(`pagefind/${path}`, base));
  if (!response.ok) throw new Error(`${response.status}: ${path}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // A server that knows of gzip has had it unpacked already.
  return decoded((bytes[0] === 0x1f ? await unpacked(bytes) : bytes).subarray(SIGNATURE));
}

async function unpacked(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
