/*
 * Reads the files of the search bundle (`generator.site.search_index.shard_merge`).
 */

import { fetchBytes } from "../ui/fetch.js";
import { decode } from "./cbor.js";

/**
 * The names of the files that lead to all others: the list, and the program that stems words.
 *
 * @typedef {{ list: string, program: string }} Entry
 */

/** A value of a facet, with the numbers of its pages. @typedef {{ id: string, label: string, pages: number[] }} FacetValue */

/** A range of words: its first and its last word, and its file. @typedef {{ first: string, last: string, file: string }} WordRange */

/**
 * The list of the bundle. A page has the number of its place in time, the oldest first.
 *
 * @typedef {object} BundleList
 * @property {number} pageCount
 * @property {number[][]} shardPages the numbers of the pages of each shard
 * @property {string[]} nameFiles the files with the names of pages, `PAGES_IN_FILE` pages each
 * @property {WordRange[]} ranges in order
 * @property {Map<string, string>} facetFiles by the name of the facet
 */

/** As in `generator/site/search_index/shard_merge.py`. */
export const PAGES_IN_FILE = 256;
const NAME_LENGTH = 5; // bytes, which are ten digits

/** Digits of steps between pages, as in `generator/site/search_index/facet_files.py`. */
const BASE = 64;
const ZERO = "0".charCodeAt(0);

/** What Pagefind writes before the content of each file. */
const SIGNATURE_LENGTH = "pagefind_dcd".length;
const GZIP_MAGIC = 0x1f;

/**
 * Read the entry of the bundle.
 *
 * @param {URL} base the root of the site
 * @returns {Promise<Entry>}
 */
export async function readEntry(base) {
  // This is the only file whose name stays the same when its content changes.
  const bytes = await readFile(base, "pagefind-entry.json", { cache: "no-cache" });
  const { languages } = JSON.parse(new TextDecoder().decode(bytes));
  const [{ hash, wasm }] = /** @type {[{ hash: string, wasm: string }]} */ (Object.values(languages));
  return { list: `pagefind.${hash}.pf_meta`, program: `wasm.${wasm}.pagefind` };
}

/**
 * Read the list of the bundle.
 *
 * @param {URL} base the root of the site
 * @param {Entry} entry
 * @returns {Promise<BundleList>}
 */
export async function readList(base, entry) {
  /** @type {[number[], string[], [string, string, string][], [string, string][]]} */
  const [pageShards, nameFiles, ranges, facetFiles] = decode(await readContent(base, entry.list));
  /** @type {number[][]} */
  const shardPages = [];
  for (const [page, shard] of pageShards.entries()) {
    shardPages[shard] ??= [];
    shardPages[shard].push(page);
  }
  return {
    pageCount: pageShards.length,
    shardPages,
    nameFiles,
    ranges: ranges.map(([first, last, file]) => ({ first, last, file })),
    facetFiles: new Map(facetFiles),
  };
}

/**
 * Read the names of the pages in a file of names.
 *
 * @param {URL} base the root of the site
 * @param {string} file
 */
export async function readNames(base, file) {
  const bytes = await readFile(base, `pages/${file}.pf_names`);
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0"));
  return Array.from({ length: bytes.length / NAME_LENGTH }, (_, index) =>
    digits.slice(index * NAME_LENGTH, (index + 1) * NAME_LENGTH).join(""),
  );
}

/**
 * Read the bytes of a file of Pagefind's.
 *
 * @param {URL} base the root of the site
 * @param {string} path below the folder of the bundle
 */
export async function readContent(base, path) {
  return (await readCompressed(base, path)).subarray(SIGNATURE_LENGTH);
}

/**
 * @param {URL} base
 * @param {string} path
 */
async function readCompressed(base, path) {
  const bytes = await readFile(base, path);
  // A server that sends the file with `Content-Encoding: gzip` has had the browser decompress it already.
  return bytes[0] === GZIP_MAGIC ? decompress(bytes, "gzip") : bytes;
}

/**
 * Read the values of a facet. The file has the steps between the numbers of their pages, one text for each digit.
 *
 * @param {URL} base the root of the site
 * @param {string} file
 * @returns {Promise<FacetValue[]>}
 */
export async function readFacet(base, file) {
  const bytes = await readCompressed(base, `facets/${file}.json.gz`);
  /** @type {{ values: [string, string, number][], steps: string[] }} */
  const { values, steps } = JSON.parse(new TextDecoder().decode(bytes));
  let position = 0;
  return values.map(([id, label, count]) => {
    const pages = [];
    let page = 0;
    for (const end = position + count; position < end; position++) {
      let step = 0;
      for (const digits of steps) step = step * BASE + digits.charCodeAt(position) - ZERO;
      page += step;
      pages.push(page);
    }
    return { id, label, pages };
  });
}

/**
 * Read what the bundle stores of a page.
 *
 * @param {URL} base the root of the site
 * @param {string} name
 */
export async function readPage(base, name) {
  return JSON.parse(new TextDecoder().decode(await readContent(base, `fragment/${name}.pf_fragment`)));
}

/**
 * Read the bytes of a range of words.
 *
 * @param {URL} base the root of the site
 * @param {string} file
 */
export async function readRange(base, file) {
  return decompress(await readFile(base, `index/${file}.pf_index`), "deflate-raw");
}

/**
 * @param {URL} base
 * @param {string} path
 * @param {RequestInit} [options]
 */
function readFile(base, path, options) {
  return fetchBytes(new URL(`pagefind/${path}`, base), options);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {CompressionFormat} format
 */
async function decompress(bytes, format) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
