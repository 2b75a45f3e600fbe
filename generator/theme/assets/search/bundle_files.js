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
  const [pageShards, nameFiles, ranges, facetFiles] = await readValue(base, entry.list);
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
 * Read the value of a file.
 *
 * @param {URL} base the root of the site
 * @param {string} path below the folder of the bundle
 */
async function readValue(base, path) {
  return decode(await readContent(base, path));
}

/**
 * Read the bytes of a file of Pagefind's.
 *
 * @param {URL} base the root of the site
 * @param {string} path below the folder of the bundle
 */
export async function readContent(base, path) {
  const bytes = await readFile(base, path);
  // A server that sends the file with `Content-Encoding: gzip` has had the browser decompress it already.
  const content = bytes[0] === GZIP_MAGIC ? await decompress(bytes, "gzip") : bytes;
  return content.subarray(SIGNATURE_LENGTH);
}

/**
 * Read the values of a facet, each with its pages. A file has steps between the numbers of pages, in two bytes or more: first
 * the lower byte of each, then the rest.
 *
 * @param {URL} base the root of the site
 * @param {string} file
 */
export async function readFacet(base, file) {
  /** @type {[[string, number][], Uint8Array, number[]]} */
  const [values, lower, higher] = await readValue(base, `filter/${file}.pf_filter`);
  let index = 0;
  return values.map(([value, count]) => {
    const pages = [];
    let page = 0;
    for (const end = index + count; index < end; index++) {
      page += (higher[index] ?? 0) * 256 + (lower[index] ?? 0);
      pages.push(page);
    }
    return { value, pages };
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
