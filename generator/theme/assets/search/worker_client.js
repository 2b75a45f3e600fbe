/*
 * Sends searches to the worker, which starts at the first one.
 */

import { loadOnce } from "../ui/fetch.js";
import { isForgotten, loadEdition, onForget } from "./edition.js";

/**
 * A page that a search has found. `page` is its number in time, the oldest page first.
 *
 * @typedef {object} FoundPage
 * @property {number} page
 * @property {() => Promise<import("./worker.js").ResultData>} load
 */

/** @typedef {import("./bundle_files.js").Entry} Entry */

/** @type {Worker | undefined} */
let worker;
/** @type {TrustedTypePolicy | undefined} */
let policy;
/** By the root of the site. @type {Map<string, Promise<void>>} */
const starting = new Map();
let lastNumber = 0;
/** The calls that have no answer yet, by number. @type {Map<number, PromiseWithResolvers<any>>} */
const calls = new Map();

onForget(() => stopWorker("the search index was published again"));

/**
 * Load what every search needs. Rejects if that fails, and tries again when called again.
 *
 * @param {URL} base the root of the site
 * @param {boolean} [hasWords] whether the reader is about to type words, which need their stems
 */
export function prepareSearch(base, hasWords = true) {
  return loadOnce(starting, base.href, () => start(base, hasWords));
}

/**
 * Find the pages that have all words, the best first.
 *
 * @param {URL} base the root of the site
 * @param {string} words
 */
export async function findPages(base, words) {
  const edition = await loadEdition(base);
  await prepareSearch(base);
  const search = lastNumber + 1;
  /** @type {import("./worker.js").Found} */
  const { pages, ...notes } = await callWorker("find", words);
  return { ...notes, pages: createPages(base, edition, pages, search) };
}

/**
 * Return pages that no search has found.
 *
 * @param {URL} base the root of the site
 * @param {number[]} pages
 */
export async function listPages(base, pages) {
  return createPages(base, await loadEdition(base), pages, 0);
}

/**
 * Return searches for names that are spelled similarly.
 *
 * @param {URL} base the root of the site
 * @param {string} words
 * @param {string[]} absent the words that no page has
 * @returns {Promise<string[]>}
 */
export async function suggestSearches(base, words, absent) {
  await prepareSearch(base);
  return callWorker("suggest", words, absent);
}

/**
 * Return pages with a function that loads what the index has of them, unless the edition of their numbers was forgotten.
 *
 * @param {URL} base
 * @param {Entry} edition
 * @param {number[]} pages
 * @param {number} search the number of the search that found them, or 0
 * @returns {FoundPage[]}
 */
function createPages(base, edition, pages, search) {
  /** @param {number} page */
  async function load(page) {
    await prepareSearch(base, false);
    if (await isForgotten(base, edition)) throw new Error("the search index was published again");
    return callWorker("page", search, page);
  }
  return pages.map((page) => ({ page, load: () => load(page) }));
}

/**
 * Start the worker on the edition that the page reads.
 *
 * @param {URL} base
 * @param {boolean} hasWords
 * @returns {Promise<void>}
 */
async function start(base, hasWords) {
  return callWorker("start", base.href, await loadEdition(base), hasWords);
}

/**
 * @param {string} name
 * @param {...unknown} parameters
 * @returns {Promise<any>}
 */
function callWorker(name, ...parameters) {
  worker ??= startWorker();
  const number = ++lastNumber;
  worker.postMessage({ number, name, parameters });
  const call = createCall();
  calls.set(number, call);
  return call.promise;
}

/** @returns {PromiseWithResolvers<any>} */
function createCall() {
  /** @type {any} */
  const call = {};
  call.promise = new Promise((resolve, reject) => Object.assign(call, { resolve, reject }));
  return call;
}

/** Return the address of the worker in the form that the site's policy demands: no other address can become code. */
function workerAddress() {
  const address = new URL("worker.js", import.meta.url).href;
  policy ??= globalThis.trustedTypes?.createPolicy("briefings-search", { createScriptURL: () => address });
  return policy ? policy.createScriptURL(address) : address;
}

function startWorker() {
  const started = new Worker(workerAddress(), { type: "module" });
  started.addEventListener("message", ({ data: { number, answer, error } }) => {
    const call = calls.get(number);
    calls.delete(number);
    if (error === undefined) call?.resolve(answer);
    else call?.reject(new Error(error));
  });
  // If the worker itself cannot be loaded, no call will be answered.
  started.addEventListener("error", (event) => {
    // The search reports it: the console need not.
    event.preventDefault();
    if (started === worker) stopWorker("the search cannot be started");
  });
  return started;
}

/**
 * End the worker and reject the calls that wait for it.
 *
 * @param {string} reason
 */
function stopWorker(reason) {
  worker?.terminate();
  worker = undefined;
  starting.clear();
  const unanswered = [...calls.values()];
  calls.clear();
  for (const { reject } of unanswered) reject(new Error(reason));
}
