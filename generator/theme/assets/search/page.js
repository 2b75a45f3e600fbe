/*
 * The search as a page of its own, whose address holds the search: it can be shared, bookmarked, and returned to. The
 * history entry holds how many results were shown and how far the reader had scrolled.
 */

import { opensInThisTab, replaceHistoryEntry } from "../ui/address.js";
import { closestToTarget } from "../ui/elements.js";
import { listChosenFacets } from "./facets.js";
import { Search } from "./search.js";
import { differInWordsOnly, isEmpty, readState, writeState } from "./search_state.js";
import { createShortcutCheckbox } from "./shortcut_checkbox.js";

const REST = 150; // milliseconds without scrolling after which a page is at rest

/**
 * Fill the search page and show the search of its address.
 *
 * @param {HTMLElement} container
 * @param {URL} base the root of the site
 */
export function fillPage(container, base) {
  let query = location.search;
  let state = readState(query);
  let isComplete = false;

  /** @type {import("./search.js").OnChange} */
  const storeState = (changed, { isSame = false } = {}) => {
    const address = writeState(changed, base);
    // Each choice is a step to go back to; each letter typed is not.
    if (isSame || differInWordsOnly(changed, state)) replaceHistoryEntry(isSame ? history.state : null, address);
    else history.pushState(null, "", address);
    state = changed;
    query = location.search;
  };
  const hasWords = Boolean(state.words) || !listChosenFacets(state.chosen).length;
  const search = new Search(container, base, storeState, hasWords);
  container.after(createShortcutCheckbox(base));

  const restoreState = () => {
    query = location.search;
    state = readState(query);
    isComplete = false;
    const { rows, top, opened } = history.state?.list ?? {};
    const onComplete = () => {
      isComplete = true;
      if (top === undefined) return;
      scrollTo({ top, behavior: "instant" });
      search.links[opened]?.focus({ preventScroll: true });
    };
    search.show(state, { rows, onComplete });
  };
  /** @param {number} [opened] the position of the result that the reader opens */
  const storePosition = (opened) => {
    if (!isComplete) return;
    replaceHistoryEntry({ ...history.state, list: { rows: search.shown.rows, top: scrollY, opened } });
  };
  // The browser would restore the scroll position before the results are there.
  history.scrollRestoration = "manual";
  watchPosition(container, search, storePosition);
  addEventListener("popstate", () => {
    // A change of the fragment only is the same search.
    if (location.search !== query || history.state?.list) restoreState();
  });
  restoreState();
  // Readers who follow an address with a search want to read its results.
  if (isEmpty(state)) search.focus();
  return search;
}

/**
 * Call a function when the page is at rest, and with the position of the result when one is opened.
 *
 * @param {HTMLElement} container
 * @param {Search} search
 * @param {(opened?: number) => void} storePosition
 */
function watchPosition(container, search, storePosition) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  addEventListener(
    "scroll",
    () => {
      clearTimeout(timer);
      timer = setTimeout(storePosition, REST);
    },
    { passive: true },
  );
  container.addEventListener("click", (event) => {
    const link = closestToTarget(event, ".search-results a");
    if (!(link instanceof HTMLAnchorElement) || !opensInThisTab(event)) return;
    clearTimeout(timer);
    storePosition(search.links.indexOf(link));
  });
}
