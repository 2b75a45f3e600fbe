/*
 * The marks "new" in the list of changes, for what was not there at the reader's last visit. What was there is stored in
 * this browser and sent nowhere. A visit lasts as long as its tab, so that loading the page again keeps the marks.
 */

import { createElement } from "../ui/elements.js";
import { CHANGES } from "../ui/messages.js";
import { findNew, parseSeen, rememberVisit } from "./seen.js";

const KEY = `${new URL("../../", import.meta.url).pathname}.changes`;

/**
 * A row of the list: a change with its element.
 *
 * @typedef {import("./seen.js").Change & { element: HTMLElement }} Row
 */

/** Return the rows of this page, the newest first. @returns {Row[]} */
function listRows() {
  const elements = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-change]"));
  return [...elements].map((element) => {
    const { change = "", day = "" } = element.dataset;
    return { name: change, day, element };
  });
}

/**
 * Return what the visit before this one showed. Null if there was none. Throw an error if the browser stores nothing.
 */
function readLastVisit() {
  return parseSeen(sessionStorage.getItem(KEY)) ?? parseSeen(localStorage.getItem(KEY));
}

/**
 * Store what this visit showed, and keep what the one before it showed for as long as this one lasts.
 *
 * @param {import("./seen.js").Seen} visit
 * @param {import("./seen.js").Seen | null} lastVisit
 */
function storeVisit(visit, lastVisit) {
  localStorage.setItem(KEY, JSON.stringify(visit));
  sessionStorage.setItem(KEY, JSON.stringify(lastVisit ?? visit));
}

/** @param {Row[]} rows */
function markRows(rows) {
  for (const { element } of rows) {
    element.after(createElement("span", { className: "new-mark" }, " · ", createElement("strong", {}, CHANGES.mark)));
  }
}

/** Remove the marks and everything that is stored. */
function forgetVisits() {
  for (const mark of document.querySelectorAll(".new-mark")) mark.remove();
  localStorage.removeItem(KEY);
  sessionStorage.removeItem(KEY);
}

/**
 * Show in the page's own element how many rows are new, and a button to forget the visits.
 *
 * @param {Element} container
 * @param {string} text
 * @param {boolean} isStored
 */
function showStatus(container, text, isStored) {
  const status = createElement("p", { role: "status" }, text);
  const button = createElement("button", { type: "button", hidden: !isStored }, CHANGES.forget);
  button.addEventListener("click", () => {
    forgetVisits();
    status.textContent = CHANGES.forgotten;
  });
  container.append(status, button);
}

/**
 * Mark the new rows of this page. Only its first page, which has a `container`, counts as a visit.
 *
 * @param {Element | null} container
 */
export function markNewChanges(container) {
  const rows = listRows();
  try {
    const lastVisit = readLastVisit();
    const newRows = lastVisit ? findNew(rows, lastVisit) : [];
    if (container) {
      storeVisit(rememberVisit(rows, document.querySelector(".pager") !== null), lastVisit);
      showStatus(container, lastVisit ? CHANGES.countNew(newRows.length) : CHANGES.firstVisit, true);
    }
    markRows(newRows);
  } catch {
    // The browser stores nothing for this site.
    if (container) showStatus(container, CHANGES.notStored, false);
  }
}
