/*
 * The edition of the search index that this tab reads. The site may be published again while a tab is open. Then the files
 * of the old edition are gone, and what was read from them does not match the files of the new one.
 */

import { loadOnce } from "../ui/fetch.js";
import { readEntry } from "./bundle_files.js";

/** @typedef {import("./bundle_files.js").Entry} Entry */

/** By the root of the site. @type {Map<string, Promise<Entry>>} */
const editions = new Map();
/** @type {Promise<Entry> | undefined} */
let checking;
/** @type {Set<() => void>} */
const caches = new Set();

/**
 * Return the entry that leads to all files of the index, for the page and the worker. It is fetched once.
 *
 * @param {URL} base the root of the site
 */
export function loadEdition(base) {
  return loadOnce(editions, base.href, () => readEntry(base));
}

/**
 * Register a function that clears what was read from the index.
 *
 * @param {() => void} clear
 */
export function onForget(clear) {
  caches.add(clear);
}

/** Forget everything that was read from the index, so that it is read again. */
export function forgetEdition() {
  editions.clear();
  for (const clear of caches) clear();
}

/**
 * Check whether the index was published again since an edition, with which a search began. If so, what was read from the
 * old edition is forgotten. False if that cannot be determined, as without a connection.
 *
 * @param {URL} base the root of the site
 * @param {Entry | undefined} used
 */
export async function isSuperseded(base, used) {
  if (!used) return false;
  const isCurrentOther = async () => !isSame(await loadEdition(base).catch(() => used), used);
  // Several files of an edition may be missing at once. The first failure that is noticed replaces the edition for all.
  if (await isCurrentOther()) return true;
  checking ??= readEntry(base).finally(() => {
    checking = undefined;
  });
  const newest = await checking.catch(() => used);
  if (await isCurrentOther()) return true;
  if (isSame(newest, used)) return false;
  forgetEdition();
  editions.set(base.href, Promise.resolve(newest));
  return true;
}

/**
 * Check whether an edition, with which a search began, has been forgotten since. The numbers of pages that came from it have
 * another meaning in what is read now.
 *
 * @param {URL} base the root of the site
 * @param {Entry | undefined} used
 */
export async function isForgotten(base, used) {
  return used !== undefined && !isSame(await loadEdition(base), used);
}

/**
 * @param {Entry} one
 * @param {Entry} other
 */
function isSame(one, other) {
  return one.list === other.list && one.program === other.program;
}
