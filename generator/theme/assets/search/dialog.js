/*
 * The search as a dialog over any page. The browser's own `<dialog>` keeps the focus inside, closes on Escape, and returns
 * the focus. When a result is opened, the history entry stores the search and its results, so that going back restores
 * them.
 */

import { opensInThisTab, replaceHistoryEntry } from "../ui/address.js";
import { closestToTarget, createElement } from "../ui/elements.js";
import { SEARCH } from "../ui/messages.js";
import { Search } from "./search.js";
import { EMPTY, writeState } from "./search_state.js";
import { createShortcutCheckbox } from "./shortcut_checkbox.js";

/**
 * What the history stores: the search, the number of its rows, how far they were scrolled, and the position of the result
 * that was opened.
 *
 * @typedef {object} StoredSearch
 * @property {import("./search_state.js").SearchState} state
 * @property {number} rows
 * @property {number} top
 * @property {number} opened
 */

/** @type {SearchDialog | undefined} */
let opened;

/**
 * Open the dialog and return its search. The caller moves the focus.
 *
 * @param {URL} base the root of the site
 */
export function openDialog(base) {
  opened ??= new SearchDialog(base);
  return opened.open();
}

/**
 * Open the dialog with the search that the history has stored.
 *
 * @param {URL} base the root of the site
 * @param {StoredSearch} stored
 */
export function resumeDialog(base, stored) {
  opened ??= new SearchDialog(base);
  opened.resume(stored);
}

class SearchDialog {
  #base;
  #dialog;
  #search;
  #pageLink;

  /** @param {URL} base */
  constructor(base) {
    this.#base = base;
    this.#pageLink = createElement(
      "a",
      { className: "search-whole", href: writeState(EMPTY, base) },
      SEARCH.openAsPage,
    );
    const close = createElement("button", { type: "button", className: "search-close" }, SEARCH.close);
    const bar = createElement("div", { className: "search-bar" }, this.#pageLink, createShortcutCheckbox(base), close);
    const container = createElement("div");
    const properties = { className: "search-dialog md-typeset", ariaLabel: SEARCH.dialogLabel };
    this.#dialog = createElement("dialog", properties, bar, container);
    this.#search = new Search(container, base, (state) => this.#linkTo(state));
    close.addEventListener("click", () => this.#close());
    this.#closeOnEscape();
    this.#closeOnClick();
    // The reader may go back or forward on the page below.
    addEventListener("popstate", () => {
      if (!history.state?.search) this.#dialog.close();
    });
    document.body.append(this.#dialog);
  }

  open() {
    if (!this.#dialog.open) this.#dialog.showModal();
    return this.#search;
  }

  /** @param {StoredSearch} stored */
  resume({ state, rows, top, opened: position }) {
    this.open();
    this.#linkTo(state);
    const onComplete = () => {
      this.#dialog.scrollTop = top;
      this.#search.links[position]?.focus({ preventScroll: true });
    };
    this.#search.show(state, { rows, onComplete });
  }

  /** @param {import("./search_state.js").SearchState} state */
  #linkTo(state) {
    this.#pageLink.href = writeState(state, this.#base);
  }

  #closeOnEscape() {
    this.#dialog.addEventListener("keydown", (event) => {
      // By default, a search field uses the first Escape to empty itself. Escape may also end the composition of a character.
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      this.#close();
    });
  }

  /** Close on a click that begins and ends beside the dialog, and on a click that opens a result in this tab. */
  #closeOnClick() {
    let hasBegunOutside = false;
    this.#dialog.addEventListener("pointerdown", (event) => {
      hasBegunOutside = this.#isOutside(event);
    });
    this.#dialog.addEventListener("click", (event) => {
      if (hasBegunOutside && this.#isOutside(event)) this.#close();
      const link = closestToTarget(event, ".search-results a");
      if (!(link instanceof HTMLAnchorElement) || !opensInThisTab(event)) return;
      this.#store(link);
      // The result may be on the page below the dialog.
      this.#dialog.close();
    });
  }

  /**
   * Check whether an event happened on the backdrop. Its target is then the dialog, as for the dialog's padding.
   *
   * @param {MouseEvent} event
   */
  #isOutside({ target, clientX, clientY }) {
    if (target !== this.#dialog) return false;
    const { left, right, top, bottom } = this.#dialog.getBoundingClientRect();
    return clientX < left || clientX > right || clientY < top || clientY > bottom;
  }

  /** @param {HTMLAnchorElement} link the result that the reader opens */
  #store(link) {
    const position = { top: this.#dialog.scrollTop, opened: this.#search.links.indexOf(link) };
    replaceHistoryEntry({ ...history.state, search: { ...this.#search.shown, ...position } });
  }

  /** Close the dialog, and do not restore it when the reader comes back. */
  #close() {
    this.#dialog.close();
    // If nothing had the focus before, the field keeps it until the browser paints, and would take the next key.
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && this.#dialog.contains(activeElement)) activeElement.blur();
    if (history.state?.search) replaceHistoryEntry({ ...history.state, search: undefined });
  }
}
