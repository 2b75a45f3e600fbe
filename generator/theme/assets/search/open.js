/*
 * Opens the search by click, `/`, and Ctrl-K, and fills the search page. Every page loads this module and the helpers
 * that it imports; the others, and the index, are fetched when the search is first used. What is typed until then is
 * kept.
 */

import { opensInThisTab, replaceHistoryEntry } from "../ui/address.js";
import { announce, createElement } from "../ui/elements.js";
import { SEARCH_LOADING } from "../ui/first_messages.js";
import { isShortcutOn, onShortcutChange } from "./shortcut.js";

const CONTROL_K = "Control+K";

/** The container that the search page has for the search. @type {HTMLElement | null} */
const container = document.querySelector("[data-search-page]");
/** @type {HTMLAnchorElement | null} */
const searchLink = document.querySelector("[data-search-open]");
if (searchLink) connect(searchLink);

/**
 * Connect the link to the search page, and the keys, to the search.
 *
 * @param {HTMLAnchorElement} link
 */
function connect(link) {
  // The search page is at the root of the site.
  const base = new URL("..", link.href);
  const filled = container ? import("./page.js").then(({ fillPage }) => fillPage(container, base)) : undefined;
  filled?.catch(() => container && offerReload(container));

  /** What was typed since the reader asked for the search; null if it is open or was not asked for. @type {string | null} */
  let typed = null;

  async function open() {
    if (typed !== null) return;
    typed = "";
    link.ariaBusy = "true";
    // Loads at the same time as the dialog, because the reader is about to type. The search reports a failure.
    import("./worker_client.js").then(({ prepareSearch }) => prepareSearch(base)).catch(() => {});
    try {
      const search = await (filled ?? import("./dialog.js"));
      // Meanwhile the reader may have pressed Escape.
      if (typed !== null) ("openDialog" in search ? search.openDialog(base) : search).focus(typed);
    } catch (error) {
      console.error(error);
      await leadToPage(link);
    } finally {
      typed = null;
      link.ariaBusy = null;
    }
  }

  /** Restore the search from which a result was opened, now that the reader comes back. */
  function reopen() {
    const stored = history.state?.search;
    if (!stored || container || document.querySelector("dialog[open]")) return;
    import("./dialog.js").then(({ resumeDialog }) => resumeDialog(base, stored)).catch(() => {});
  }

  /**
   * Keep a key that was meant for the field, which is not there yet. Return whether it was.
   *
   * @param {KeyboardEvent} event
   * @param {string} before
   */
  function keepTyped(event, before) {
    if (hasModifier(event)) return false;
    if (event.key === "Backspace") typed = [...before].slice(0, -1).join("");
    else if (event.key === "Escape") typed = null;
    else if ([...event.key].length === 1) typed = before + event.key;
    else return false;
    return true;
  }

  function showShortcuts() {
    link.setAttribute("aria-keyshortcuts", isShortcutOn(base) ? `/ ${CONTROL_K}` : CONTROL_K);
  }

  link.addEventListener("click", (event) => {
    if (!opensInThisTab(event)) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if (typed !== null) {
      if (keepTyped(event, typed)) event.preventDefault();
    } else if (isOpeningKey(event, base) && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      open();
    }
  });
  showShortcuts();
  onShortcutChange(showShortcuts);
  addEventListener("popstate", reopen);
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) reopen();
  });
  const [navigation] = performance.getEntriesByType("navigation");
  if (navigation instanceof PerformanceNavigationTiming && navigation.type === "back_forward") reopen();
  else if (history.state?.search) replaceHistoryEntry({ ...history.state, search: undefined });
}

/**
 * Lead to the search page, which links to all indexes, if the search cannot be loaded. Without a connection, say so.
 *
 * @param {HTMLAnchorElement} link
 */
async function leadToPage(link) {
  // Without a connection, this may fail to load, too.
  const requests = await import("../ui/fetch.js").catch(() => null);
  if (!(await requests?.isReachable(link.href))) showNotice(SEARCH_LOADING.offline);
  else if (container) location.reload();
  else location.assign(link.href);
}

/**
 * Show a notice below the header until the next key or click.
 *
 * @param {string} text
 */
function showNotice(text) {
  const notice = createElement("p", { className: "search-told", role: "status" });
  document.body.append(notice);
  announce(notice, text);
  const listeners = new AbortController();
  for (const type of ["keydown", "pointerdown"]) {
    addEventListener(
      type,
      () => {
        notice.remove();
        listeners.abort();
      },
      { signal: listeners.signal },
    );
  }
}

/**
 * Offer to reload a search page whose search could not be loaded.
 *
 * @param {HTMLElement} page
 */
function offerReload(page) {
  const again = createElement("a", { href: location.href }, SEARCH_LOADING.tryAgain);
  again.addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
  page.prepend(createElement("p", {}, SEARCH_LOADING.pageFailed, again, "."));
}

/** @param {EventTarget | null} target */
function isEditable(target) {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

/** @param {KeyboardEvent} event */
function hasModifier(event) {
  return event.ctrlKey || event.metaKey || event.altKey;
}

/**
 * Check whether a key opens the search.
 *
 * @param {KeyboardEvent} event
 * @param {URL} base
 */
function isOpeningKey(event, base) {
  if (event.isComposing || event.defaultPrevented) return false;
  if (event.key.toLowerCase() === "k") return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  return event.key === "/" && !hasModifier(event) && !isEditable(event.target) && isShortcutOn(base);
}
