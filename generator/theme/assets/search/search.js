/*
 * The search itself, in a dialog or on a page: a field, facets, results. It holds the state of the search and reports
 * changes; where the state is stored is up to its caller.
 */

import { opensInThisTab } from "../ui/address.js";
import { announce, createElement } from "../ui/elements.js";
import { FacetChoices } from "../ui/facet_choices.js";
import { SEARCH_LOADING } from "../ui/first_messages.js";
import { describeResults, SEARCH } from "../ui/messages.js";
import { moveByArrowKeys } from "./arrow_keys.js";
import { loadFacetPages, loadLabels, loadPages } from "./bundle.js";
import { forgetEdition, isForgotten, isSuperseded, loadEdition } from "./edition.js";
import { countValues, createFilter } from "./facet_counts.js";
import { FACET_NAMES, FACETS, listChosenFacets, resolveLabels } from "./facets.js";
import { createEntityLinks, linkComparison } from "./own_pages.js";
import { createResultItem, hasFailed } from "./result_item.js";
import { runSearch } from "./run_search.js";
import { differInWordsOnly, EMPTY, isEmpty, toggleValue, writeState } from "./search_state.js";
import { prepareSearch, suggestSearches } from "./worker_client.js";

/**
 * @typedef {import("./run_search.js").Result} Result
 * @typedef {import("./run_search.js").SearchResults} SearchResults
 * @typedef {import("./search_state.js").SearchState} SearchState
 */

/**
 * Called when the reader changes the search; `isSame` if only its writing changed, from labels to ids.
 *
 * @callback OnChange
 * @param {SearchState} state
 * @param {{ isSame?: boolean }} [options]
 * @returns {void}
 */

/** How many results to show, and what to call when they are there. @typedef {{ rows: number, onComplete: () => void }} View */

/**
 * What facets offer.
 *
 * @typedef {object} Offer
 * @property {Record<string, Record<string, number>>} counts by facet name and value
 * @property {import("./facets.js").Labels} labels
 */

const TYPING_PAUSE = 80; // milliseconds without a new letter after which the words are searched for
const ROWS_AT_ONCE = 10;

export class Search {
  #container;
  #base;
  #onChange;
  /** @type {SearchState} */
  #state = EMPTY;
  /** The number of the last request, and of the one whose results are shown. */
  #request = 0;
  #shownRequest = 0;
  /** Whether the reader pressed Enter, to open the first result. */
  #opensFirst = false;
  /** @type {import("./bundle_files.js").Entry | undefined} */
  #edition;
  /** @type {View} */
  #view = { rows: 0, onComplete: () => {} };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** The results that are not shown yet. @type {Result[]} */
  #remaining = [];
  /** Resolves when all results that the reader asked for are appended. @type {Promise<void>} */
  #appending = Promise.resolve();
  #field = createElement("input", {
    type: "search",
    name: "q",
    autocomplete: "off",
    enterKeyHint: "search",
    ariaLabel: SEARCH.fieldLabel,
  });
  #status = createElement("p", { className: "search-status", role: "status" });
  #again = createElement(
    "button",
    { type: "button", className: "search-again", hidden: true },
    SEARCH_LOADING.tryAgain,
  );
  #order = createElement(
    "select",
    { name: "sort", ariaLabel: SEARCH.orderLabel },
    createElement("option", { value: "" }, SEARCH.orders.best),
    createElement("option", { value: "date" }, SEARCH.orders.date),
  );
  #results = createElement("ol", { className: "search-results" });
  #leads = createElement("div", { className: "search-leads" });
  #more = createElement("button", { type: "button", className: "search-more", hidden: true }, SEARCH.more);
  /** @type {Map<string, FacetChoices>} */
  #choices = new Map();
  #facetsNote = createElement("p", { className: "search-note" });
  #facets = createElement("details", { className: "facets" });
  /** The search whose facets are not loaded, because they are closed. @type {{ state: SearchState, results: Result[] } | null} */
  #closed = null;

  /**
   * Fill a container with the search.
   *
   * @param {HTMLElement} container
   * @param {URL} base the root of the site
   * @param {OnChange} onChange
   * @param {boolean} [hasWords] whether the reader is about to type words
   */
  constructor(container, base, onChange, hasWords = true) {
    this.#container = container;
    this.#base = base;
    this.#onChange = onChange;
    for (const { name, title } of FACETS) {
      this.#choices.set(name, new FacetChoices(title, (value) => this.#change(toggleValue(this.#state, name, value))));
    }
    const head = createElement("div", { className: "search-head" }, this.#status, this.#again, this.#order);
    container.replaceChildren(this.#createForm(), head, this.#createBody());
    this.#listen();
    announce(this.#status, SEARCH.hint);
    prepareSearch(base, hasWords).catch(() => {
      if (!this.#request) this.#showFailure();
    });
  }

  /**
   * Move the focus to the field, with what was typed before it was there.
   *
   * @param {string} [typed]
   */
  focus(typed = "") {
    this.#field.focus();
    this.#field.select();
    if (!typed) return;
    this.#field.value = typed;
    this.#change({ ...this.#state, words: typed });
  }

  /**
   * Run a search that comes from outside, and show a number of its results.
   *
   * @param {SearchState} state
   * @param {Partial<View>} [view]
   */
  show(state, view = {}) {
    clearTimeout(this.#timer);
    this.#state = state;
    this.#field.value = state.words;
    this.#order.value = state.sort;
    // The status is announced once, with the results.
    if (!this.#shownRequest && !isEmpty(state)) announce(this.#status, "");
    return this.#run(view);
  }

  /** The search, and how many of its results are shown: what `show` needs to show it again. */
  get shown() {
    return { state: this.#state, rows: this.#view.rows };
  }

  /** The links of the results, in order. */
  get links() {
    return [...this.#results.querySelectorAll("a")];
  }

  #createForm() {
    const form = createElement("form", { className: "search-form", role: "search" }, this.#field);
    this.#field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#opensFirst = false;
      this.#timer = setTimeout(() => this.#change({ ...this.#state, words: this.#field.value }), TYPING_PAUSE);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    return form;
  }

  #createBody() {
    const fieldsets = [...this.#choices.values()].map(({ element }) => element);
    // The facets are open if there is room for them beside the results.
    this.#facets.open = matchMedia("(min-width: 45em)").matches;
    this.#facets.append(
      createElement("summary", {}, SEARCH.facets),
      createElement("div", {}, ...fieldsets, this.#facetsNote),
    );
    const results = createElement("div", {}, this.#leads, this.#results, this.#more);
    return createElement("div", { className: "facet-layout" }, this.#facets, results);
  }

  #listen() {
    this.#order.addEventListener("change", () => this.#change({ ...this.#state, sort: this.#order.value }));
    this.#more.addEventListener("click", () => this.#showMore());
    this.#again.addEventListener("click", () => this.#tryAgain());
    this.#facets.addEventListener("toggle", () => this.#openFacets());
    addEventListener("online", () => {
      if (!this.#again.hidden) this.#tryAgain();
    });
    // A reader who comes back to the tab searches the current index.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) isSuperseded(this.#base, this.#edition);
    });
    moveByArrowKeys(this.#container, () => this.#listStops());
  }

  /** Return where the arrow keys lead. */
  #listStops() {
    const items = [...this.#results.children];
    const results = items.flatMap((item) => /** @type {HTMLElement[]} */ (item.querySelector("a, button") ?? []));
    return [this.#field, ...results, ...(this.#more.hidden ? [] : [this.#more])];
  }

  /** Open the first result, as soon as it is there. */
  #submit() {
    if (this.#field.value !== this.#state.words) this.#change({ ...this.#state, words: this.#field.value });
    // On a screen keyboard the key is labeled "search": closing the keyboard makes room for the results.
    if (matchMedia("(pointer: coarse)").matches) {
      this.#field.blur();
      return;
    }
    this.#opensFirst = true;
    if (this.#shownRequest === this.#request) this.#openFirst();
  }

  #openFirst() {
    const isWanted = this.#opensFirst && document.activeElement === this.#field;
    this.#opensFirst = false;
    const link = /** @type {HTMLElement | null} */ (this.#results.querySelector(".search-title a"));
    if (isWanted) link?.click();
  }

  /** @param {SearchState} state */
  #change(state) {
    // Words that were typed since then are searched for in their turn.
    if (state.words === this.#field.value) clearTimeout(this.#timer);
    this.#state = state;
    this.#onChange(state);
    this.#run();
  }

  /** @param {Partial<View>} [view] */
  async #run({ rows = ROWS_AT_ONCE, onComplete = () => {} } = {}) {
    const request = ++this.#request;
    this.#closed = null;
    this.#view = { rows: Math.max(rows, ROWS_AT_ONCE), onComplete };
    // Results and counts arrive one after the other.
    this.#container.ariaBusy = "true";
    try {
      await this.#showResults(request).catch(async (error) => {
        if (request !== this.#request || !(await isSuperseded(this.#base, this.#edition))) throw error;
        await this.#showResults(request);
      });
    } catch (error) {
      if (request === this.#request) {
        console.error(error);
        this.#showFailure();
      }
    } finally {
      if (request === this.#request) this.#container.ariaBusy = "false";
    }
  }

  /** @param {number} request */
  async #showResults(request) {
    this.#edition = await loadEdition(this.#base);
    const state = await this.#resolveLabels({ ...this.#state, words: this.#state.words.trim() });
    if (request !== this.#request) return;
    for await (const showStep of this.#loadSteps(state, this.#view)) {
      if (request !== this.#request) return;
      showStep();
    }
  }

  /**
   * Replace the labels in a search by ids. An address with labels is rewritten.
   *
   * @param {SearchState} state
   */
  async #resolveLabels(state) {
    const names = listChosenFacets(state.chosen);
    if (!names.length) return state;
    const request = this.#request;
    const resolved = { ...state, chosen: resolveLabels(state.chosen, await loadLabels(this.#base, names)) };
    if (request !== this.#request || differInWordsOnly(resolved, state)) return state;
    this.#state = { ...this.#state, chosen: resolved.chosen };
    this.#onChange(this.#state, { isSame: true });
    return resolved;
  }

  /**
   * Yield functions that show the results step by step: the first result as soon as it is there, the facets last.
   *
   * @param {SearchState} state
   * @param {View} view
   * @returns {AsyncGenerator<() => void, void>}
   */
  async *#loadSteps(state, { rows, onComplete }) {
    const { results: all, ...notes } = await runSearch(this.#base, state);
    const results = await this.#filterResults(all, state.chosen);
    if (state.words && !results.length) await this.#requireCurrentEdition();
    const [entityLinks, suggestions] = await Promise.all([
      state.words ? [] : createEntityLinks(this.#base, state.chosen),
      state.words && !all.length ? suggestSearches(this.#base, state.words, notes.absent) : [],
    ]);
    const items = this.#createItems(results.slice(0, rows));
    const others = Promise.all(items.slice(1));
    const first = await Promise.all(items.slice(0, 1));
    yield () => {
      this.#showLeads(entityLinks, suggestions);
      this.#showFirst(first, describeResults(state.words, results.length, { ...notes, all: all.length }));
    };
    const rest = await others;
    if (rest.length && [...first, ...rest].every(hasFailed)) throw new Error("no result can be loaded");
    linkComparison(first[0], rest[0], state.words, this.#base);
    yield () => this.#append(rest, results.slice(rows));
    yield onComplete;
    this.#closed = this.#facets.open ? null : { state, results: all };
    if (this.#closed) return;
    const offer = await this.#loadOffer(state, all);
    yield () => this.#showFacets(state, offer);
  }

  /** Load the facets of the search that is shown, when the reader opens them for the first time. */
  async #openFacets() {
    if (!this.#facets.open || !this.#closed) return;
    const request = this.#request;
    const { state, results } = this.#closed;
    this.#closed = null;
    try {
      const offer = await this.#loadOffer(state, results);
      if (request === this.#request) this.#showFacets(state, offer);
    } catch {
      // The index was published again, or a chosen filter did not load: the search is repeated, and reports a failure.
      if (request === this.#request) this.#run(this.#view);
    }
  }

  /** Throw an error if the index was published again. This is checked before a reader is told that nothing was found. */
  async #requireCurrentEdition() {
    if (await isSuperseded(this.#base, this.#edition)) throw new Error("the search index was published again");
  }

  /** Throw an error if the edition of the results was forgotten while facets loaded, which are then of another edition. */
  async #requireSameEdition() {
    if (await isForgotten(this.#base, this.#edition)) throw new Error("the search index was published again");
  }

  /**
   * Return the facets of the results, or of all pages if there are no words; null if they cannot be loaded, which affects
   * nothing else.
   *
   * @param {SearchState} state
   * @param {Result[]} results
   * @returns {Promise<Offer | null>}
   */
  async #loadOffer({ words, chosen }, results) {
    try {
      const [facetPages, labels] = await Promise.all([
        loadFacetPages(this.#base, FACET_NAMES),
        loadLabels(this.#base, FACET_NAMES),
      ]);
      const pages = words ? results.map(({ page }) => page) : await loadPages(this.#base);
      await this.#requireSameEdition();
      return { counts: countValues(facetPages, chosen, pages), labels };
    } catch (error) {
      if (listChosenFacets(chosen).length || (await isSuperseded(this.#base, this.#edition))) throw error;
      return null;
    }
  }

  /**
   * @param {Result[]} results
   * @param {import("./facets.js").Chosen} chosen
   */
  async #filterResults(results, chosen) {
    const names = listChosenFacets(chosen);
    if (!results.length || !names.length) return results;
    const matches = createFilter(await loadFacetPages(this.#base, names), chosen);
    await this.#requireSameEdition();
    return results.filter(({ page }) => matches(page));
  }

  /**
   * Return the items of results, each as soon as it is there. If the index was published again, the search is run again.
   *
   * @param {Result[]} results
   */
  #createItems(results) {
    const edition = this.#edition;
    const request = this.#request;
    const isOutdated = async () => {
      const isNew = await isSuperseded(this.#base, edition);
      if (isNew && request === this.#request) this.#run(this.#view);
      return isNew;
    };
    return results.map((result) => createResultItem(result, isOutdated));
  }

  /**
   * Show links to the pages of what is chosen, and to similar searches.
   *
   * @param {HTMLElement[]} entityLinks
   * @param {string[]} suggestions
   */
  #showLeads(entityLinks, suggestions) {
    this.#leads.replaceChildren(...entityLinks);
    if (!suggestions.length) return;
    const items = suggestions.map((words) => createElement("li", {}, this.#createSuggestion(words)));
    const heading = createElement("p", { className: "search-asked" }, SEARCH.didYouMean);
    this.#leads.append(heading, createElement("ul", {}, ...items));
  }

  /** @param {string} words */
  #createSuggestion(words) {
    const href = writeState({ ...this.#state, words }, this.#base);
    const link = createElement("a", { href, dir: "auto" }, words);
    link.addEventListener("click", (event) => {
      if (!opensInThisTab(event)) return;
      event.preventDefault();
      this.#field.value = words;
      this.#field.focus();
      this.#change({ ...this.#state, words });
    });
    return link;
  }

  /**
   * Show the first result in place of the results before.
   *
   * @param {HTMLElement[]} items
   * @param {string} status
   */
  #showFirst(items, status) {
    this.#shownRequest = this.#request;
    this.#again.hidden = true;
    this.#results.replaceChildren(...items);
    this.#remaining = [];
    this.#more.hidden = true;
    announce(this.#status, status || SEARCH.hint);
    this.#openFirst();
  }

  /**
   * @param {HTMLElement[]} items
   * @param {Result[]} remaining the results after them
   */
  #append(items, remaining) {
    this.#remaining = remaining;
    this.#results.append(...items);
    this.#more.hidden = !remaining.length;
  }

  /**
   * @param {SearchState} state
   * @param {Offer | null} offer
   */
  #showFacets({ chosen }, offer) {
    this.#facetsNote.textContent = offer ? "" : SEARCH.facetsFailed;
    for (const [name, choices] of this.#choices) {
      choices.show(offer?.counts[name] ?? {}, chosen[name] ?? [], offer?.labels.get(name) ?? new Map());
    }
  }

  /** Show the next results. If the button is pressed several times, they are still appended in order. */
  #showMore() {
    const request = this.#request;
    const loading = Promise.all(this.#createItems(this.#remaining.slice(0, ROWS_AT_ONCE)));
    this.#remaining = this.#remaining.slice(ROWS_AT_ONCE);
    this.#view.rows += ROWS_AT_ONCE;
    const isLast = !this.#remaining.length;
    this.#appending = this.#appending.then(async () => {
      const items = await loading;
      if (request !== this.#request) return;
      const hadFocus = document.activeElement === this.#more;
      this.#results.append(...items);
      this.#more.hidden ||= isLast;
      // The focus moves to the first of the new results.
      const first = /** @type {HTMLElement | null | undefined} */ (items[0]?.querySelector("a, button"));
      if (hadFocus) first?.focus();
    });
  }

  /** Say that the search failed, and remove the results of earlier searches. */
  #showFailure() {
    const hadFocus = this.#container.contains(document.activeElement);
    this.#opensFirst = false;
    this.#remaining = [];
    this.#leads.replaceChildren();
    this.#results.replaceChildren();
    this.#more.hidden = true;
    this.#again.hidden = false;
    this.#facetsNote.textContent = "";
    for (const choices of this.#choices.values()) choices.hide();
    announce(this.#status, SEARCH.failed);
    if (hadFocus && !this.#container.contains(document.activeElement)) this.#field.focus();
  }

  /** Read the whole index again and repeat the search. */
  async #tryAgain() {
    const hadFocus = document.activeElement === this.#again;
    forgetEdition();
    await this.#run();
    if (hadFocus && this.#again.hidden) this.#field.focus();
  }
}
