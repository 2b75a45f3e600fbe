/*
 * A result as a list item: title, kind, date, and its best passages with the words marked.
 */

import { createElement } from "../ui/elements.js";
import { SEARCH_LOADING } from "../ui/first_messages.js";
import { SEARCH } from "../ui/messages.js";
import { findPassages } from "./passages.js";

/**
 * @typedef {import("./passages.js").Passage} Passage
 * @typedef {import("./run_search.js").Result} Result
 * @typedef {import("./worker.js").ResultData} ResultData
 */

const PASSAGE_LIMIT = 2;
const PATIENCE = 4000; // milliseconds that the other results wait for one

/**
 * Return the item of a result. If the result's data does not load, or takes too long, the item says so and is filled when
 * the data arrives; the other results are not affected. `isOutdated` is called after a failure and resolves with whether
 * the whole list is about to be replaced.
 *
 * @param {Result} result
 * @param {() => Promise<boolean>} isOutdated
 */
export async function createResultItem(result, isOutdated) {
  const item = createElement("li");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE);
  });
  await Promise.race([fillItem(item, result, isOutdated), patience]);
  clearTimeout(timer);
  if (!item.hasChildNodes()) item.append(createNote(SEARCH.resultLate));
  return item;
}

/**
 * Check whether an item says that its result could not be loaded.
 *
 * @param {HTMLElement} item
 */
export function hasFailed(item) {
  return item.querySelector(".search-again") !== null;
}

/**
 * @param {HTMLElement} item
 * @param {Result} result
 * @param {() => Promise<boolean>} isOutdated
 */
async function fillItem(item, result, isOutdated) {
  try {
    item.replaceChildren(...createContent(await result.load(), result.focus));
  } catch {
    // Another try may have filled the item in the meantime.
    if ((await isOutdated()) || item.querySelector(".search-title")) return;
    const retry = createRetryButton(() => fillItem(item, result, isOutdated), item);
    item.replaceChildren(createNote(SEARCH.resultFailed, retry));
  }
}

/**
 * @param {string} text
 * @param {...HTMLElement} children
 */
function createNote(text, ...children) {
  return createElement("p", { className: "search-facts" }, text, ...children);
}

/**
 * Return a button that tries again. The focus then moves to what has loaded.
 *
 * @param {() => Promise<void>} retry
 * @param {HTMLElement} item
 */
function createRetryButton(retry, item) {
  const button = createElement("button", { type: "button", className: "search-again" }, SEARCH_LOADING.tryAgain);
  button.addEventListener("click", async () => {
    await retry();
    if (document.activeElement !== document.body && !item.contains(document.activeElement)) return;
    const target = /** @type {HTMLElement | null} */ (item.querySelector("a, button"));
    target?.focus();
  });
  return button;
}

/**
 * @param {ResultData} data
 * @param {Result["focus"]} focus
 */
function createContent(data, focus) {
  const facts = [data.meta.kind, data.meta.date].filter(Boolean).join(" · ");
  const title = createElement("a", { href: data.url, dir: "auto" }, data.meta.title ?? "");
  return [
    createElement("p", { className: "search-title" }, title),
    createElement("p", { className: "search-facts" }, facts),
    ...findPassages(data, PASSAGE_LIMIT, focus).map((passage) => createPassage(data.url, passage)),
  ];
}

/**
 * @param {string} url
 * @param {Passage} passage
 */
function createPassage(url, { id, heading, pieces, isCutBefore, isCutAfter }) {
  const words = pieces.flatMap(({ text, space, isMatch }) => [isMatch ? createElement("mark", {}, text) : text, space]);
  const address = id ? `${url}#${encodeURIComponent(id)}` : url;
  const properties = { href: address, dir: "auto" };
  const link = createElement("a", properties, isCutBefore ? "… " : "", ...words, isCutAfter ? "…" : "");
  const where = heading ? createElement("span", { className: "search-where" }, `${heading}: `) : null;
  return createElement("p", { className: "search-passage" }, where, link);
}
