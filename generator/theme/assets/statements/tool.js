/*
 * The list of all statements as readers filter, search, and sort it. The state is in the address, so that each list can be
 * shared. With no choice, the page shows its own rows, the newest, as without this module.
 */

import { normalizeDate } from "../search/dates.js";
import { replaceHistoryEntry } from "../ui/address.js";
import { announce, createElement, requireElement } from "../ui/elements.js";
import { FacetChoices } from "../ui/facet_choices.js";
import { STATEMENTS } from "../ui/messages.js";
import { foldForFilter } from "../ui/text.js";
import { Columns, EditionError } from "./columns.js";
import { createRow, getText, Rows } from "./rows.js";
import { parseDays, selectStatements, sortByDate, sortBySpeaker } from "./selection.js";
import { COLUMNS, isEmpty, readState, toggleValue, writeState } from "./state.js";

/** @typedef {import("./columns.js").Column} Column */

const ROWS_AT_ONCE = 50;
const FILES_AT_ONCE = 10;
/** With words to search for: the number of matches after which a search pauses, and of batches of files. */
const ENOUGH = 10;
const BATCHES_AT_ONCE = 5;
const OPEN_AT_FIRST = ["by", "kind"];
/** Of more statements, the column of subjects is so large that it is loaded only if a reader opens its filter. */
const SMALL_TOTAL = 10_000;

export class StatementTool {
  #base = new URL(".", location.href);
  #columns;
  #rows;
  #total;
  #state = readState(location.search);
  #request = 0;
  /** The statements that are not shown yet, in order. @type {number[]} */
  #remaining = [];
  #selected = 0;
  #searched = 0;
  #shown = 0;
  #filters = createElement("details", { className: "facets" });
  /** Hidden until the first values are there, so that nothing moves when they come. */
  #form = createElement("form", { role: "search", ariaLabel: STATEMENTS.filters, hidden: true });
  #words = createElement("input", { type: "search", autocomplete: "off", spellcheck: false });
  #from = createElement("input", { type: "text", autocomplete: "off", placeholder: STATEMENTS.datePlaceholder });
  #to = createElement("input", { type: "text", autocomplete: "off", placeholder: STATEMENTS.datePlaceholder });
  #sort = createElement("select", {}, ...createOptions());
  #status = createElement("p", { className: "meta", role: "status" });
  #clear = createElement("button", { type: "button", hidden: true }, STATEMENTS.clear);
  #list = createElement("ul");
  #more = createElement("button", { type: "button", hidden: true });
  #ownRows;
  #results = createElement(
    "div",
    { hidden: true },
    createElement("div", { className: "ledger" }, this.#list),
    this.#more,
  );
  /** @type {Map<string, FacetChoices>} */
  #facets = new Map();

  /** @param {HTMLElement} container the element that the page has for the list */
  constructor(container) {
    const { statements, fileSize, kinds } = container.dataset;
    this.#total = Number(statements);
    this.#columns = new Columns(this.#base, Math.ceil(this.#total / Number(fileSize)), (kinds ?? "").split(" "));
    this.#rows = new Rows(this.#base, this.#total);
    const results = requireElement(container, ".statement-results", HTMLElement);
    this.#ownRows = /** @type {HTMLElement[]} */ ([...results.children]);
    const sort = createElement("label", {}, STATEMENTS.sortBy, this.#sort);
    results.prepend(createElement("div", { className: "statement-head" }, this.#status, sort, this.#clear));
    results.append(this.#results);
    requireElement(container, ".statement-filters", HTMLElement).replaceChildren(this.#createFilters());
    this.#listen();
    this.#restore();
  }

  #createFilters() {
    const openAtFirst = this.#total > SMALL_TOTAL ? OPEN_AT_FIRST : [...OPEN_AT_FIRST, "about"];
    for (const name of COLUMNS) {
      const toggle = (/** @type {string} */ value) => this.#change(toggleValue(this.#state, name, value));
      const facet = new FacetChoices(STATEMENTS.columns[name] ?? name, toggle, { folds: true });
      this.#facets.set(name, facet);
      facet.element.toggleAttribute("open", openAtFirst.includes(name) || Boolean(this.#state.chosen[name]?.length));
      facet.element.addEventListener("toggle", () => this.#update());
    }
    this.#form.append(
      createElement("label", {}, STATEMENTS.words, this.#words),
      createElement("label", {}, STATEMENTS.from, this.#from),
      createElement("label", {}, STATEMENTS.to, this.#to),
      ...[...this.#facets.values()].map(({ element }) => element),
    );
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    // The filters are open if there is room for them beside the statements.
    this.#filters.open = matchMedia("(min-width: 45em)").matches;
    this.#filters.append(createElement("summary", {}, STATEMENTS.filters), this.#form);
    this.#filters.addEventListener("toggle", () => this.#update());
    return this.#filters;
  }

  #listen() {
    this.#words.addEventListener("input", () => this.#change({ ...this.#state, words: this.#words.value }));
    this.#from.addEventListener("change", () => this.#change({ ...this.#state, from: this.#from.value.trim() }));
    this.#to.addEventListener("change", () => this.#change({ ...this.#state, to: this.#to.value.trim() }));
    this.#sort.addEventListener("change", () => this.#change({ ...this.#state, sort: this.#sort.value }));
    this.#clear.addEventListener("click", () => this.#change(readState("")));
    this.#more.addEventListener("click", () => this.#showMore());
    addEventListener("popstate", () => this.#restore());
  }

  /** Restore the state from the address. */
  #restore() {
    this.#state = readState(location.search);
    this.#update();
  }

  /**
   * Show the list of another state. Each choice is a step to go back to; each letter typed is not.
   *
   * @param {import("./state.js").ListState} state
   */
  #change(state) {
    const address = writeState(location.href, state);
    if (state.words === this.#state.words) history.pushState(null, "", address);
    else replaceHistoryEntry(null, address);
    this.#state = state;
    this.#update();
  }

  #fillFields() {
    const { words, from, to, sort } = this.#state;
    if (this.#words.value.trim() !== words.trim()) this.#words.value = words;
    this.#from.value = from;
    this.#to.value = to;
    this.#sort.value = sort;
    this.#clear.hidden = isEmpty(this.#state);
  }

  async #update() {
    const request = ++this.#request;
    this.#fillFields();
    try {
      await this.#show(request);
    } catch (error) {
      if (request === this.#request) this.#showFailure(error);
    }
    this.#form.hidden = false;
  }

  /** @param {number} request which a newer one replaces */
  async #show(request) {
    const { chosen, sort } = this.#state;
    if (isEmpty(this.#state) && !this.#filters.open) {
      this.#showOwnRows(STATEMENTS.matches(this.#total, this.#total));
      return;
    }
    const facts = await this.#columns.loadFacts();
    const columns = await this.#loadColumns(facts);
    const labels = new Map(await Promise.all([...columns].map(([name, column]) => this.#loadLabels(name, column))));
    if (request !== this.#request) return;
    const { statements, counts } = selectStatements(columns, chosen, facts, this.#readRange());
    for (const [name, column] of columns) this.#showFacet(name, column, counts.get(name), labels.get(name));
    if (isEmpty(this.#state)) {
      this.#showOwnRows(STATEMENTS.matches(statements.length, this.#total));
      return;
    }
    this.#remaining = statements;
    if (sort === "date") this.#remaining = sortByDate(statements, facts);
    const speakers = columns.get("by");
    if (sort === "speaker" && speakers) {
      this.#remaining = sortBySpeaker(
        statements,
        speakers,
        labels.get("by") ?? new Map(),
        document.documentElement.lang,
      );
    }
    [this.#selected, this.#searched, this.#shown] = [statements.length, 0, 0];
    await this.#appendRows(request, true);
  }

  /**
   * Load the columns whose filters are shown or have choices, and that of the speakers to sort by them.
   *
   * @param {import("./columns.js").Facts} facts
   */
  async #loadColumns({ kind, voice }) {
    const { chosen, sort } = this.#state;
    const isNeeded = (/** @type {string} */ name) =>
      (this.#filters.open && this.#facets.get(name)?.element.hasAttribute("open")) ||
      chosen[name]?.length ||
      (name === "by" && sort === "speaker");
    const own = new Map(Object.entries({ kind, voice }));
    const load = async (/** @type {string} */ name) =>
      /** @type {const} */ ([name, own.get(name) ?? (await this.#columns.loadColumn(name))]);
    return new Map(await Promise.all(COLUMNS.filter(isNeeded).map(load)));
  }

  /**
   * @param {string} name
   * @param {Column} column
   */
  async #loadLabels(name, column) {
    const labels = column.paths.length
      ? await this.#columns.loadLabels(column)
      : new Map(column.values.map((value) => [value, STATEMENTS.values[value] ?? value]));
    return /** @type {const} */ ([name, labels]);
  }

  /**
   * @param {string} name
   * @param {Column} column
   * @param {Uint32Array | undefined} counts
   * @param {Map<string, string>} [labels]
   */
  #showFacet(name, { values }, counts, labels = new Map()) {
    /** @type {Record<string, number>} */
    const countsById = {};
    for (const [position, value] of values.entries()) countsById[value] = counts?.[position] ?? 0;
    this.#facets.get(name)?.show(countsById, this.#state.chosen[name] ?? [], labels);
  }

  #readRange() {
    const first = parseDays(normalizeDate(this.#state.from))?.first ?? Number.NEGATIVE_INFINITY;
    const last = parseDays(normalizeDate(this.#state.to))?.last ?? Number.POSITIVE_INFINITY;
    for (const [field, text] of /** @type {const} */ ([
      [this.#from, this.#state.from],
      [this.#to, this.#state.to],
    ])) {
      field.setCustomValidity(text && !parseDays(normalizeDate(text)) ? STATEMENTS.notADate : "");
      field.reportValidity();
    }
    return { first, last };
  }

  /** @param {string} status */
  #showOwnRows(status) {
    this.#results.hidden = true;
    for (const element of this.#ownRows) element.hidden = false;
    announce(this.#status, status);
  }

  /** @param {unknown} error */
  #showFailure(error) {
    this.#showOwnRows(error instanceof EditionError ? STATEMENTS.updated : STATEMENTS.failed);
  }

  /**
   * Show the next rows; of a search for words, those of the next files that have them.
   *
   * @param {number} request
   * @param {boolean} isFirst whether they replace the rows that are shown
   */
  async #appendRows(request, isFirst) {
    const words = foldForFilter(this.#state.words).split(/\s+/).filter(Boolean);
    const limit = this.#shown + ENOUGH;
    /** @type {HTMLElement[]} */
    const items = [];
    let batches = 0;
    do {
      const batch = this.#takeBatch();
      const rows = await this.#rows.load(batch);
      if (request !== this.#request) return;
      const matches = rows.filter((row) => words.every((word) => foldForFilter(getText(row)).includes(word)));
      items.push(...matches.map((row) => createRow(row, this.#base)));
      this.#searched += batch.length;
      this.#shown += matches.length;
    } while (this.#shown < limit && this.#remaining.length && ++batches < BATCHES_AT_ONCE);
    if (isFirst) this.#list.replaceChildren(...items);
    else this.#list.append(...items);
    this.#results.hidden = false;
    for (const element of this.#ownRows) element.hidden = true;
    this.#more.hidden = !this.#remaining.length;
    this.#more.textContent = words.length ? STATEMENTS.searchOlder : STATEMENTS.showMore(this.#peekBatch().length);
    announce(
      this.#status,
      words.length
        ? STATEMENTS.found(this.#shown, this.#searched, this.#selected)
        : STATEMENTS.matches(this.#selected, this.#total),
    );
  }

  /** Return the next statements: as many as can be shown at once, from as many files as are loaded at once. */
  #peekBatch() {
    const files = new Set();
    const batch = [];
    for (const statement of this.#remaining) {
      files.add(this.#rows.findFile(statement));
      if (files.size > FILES_AT_ONCE || batch.length === ROWS_AT_ONCE) break;
      batch.push(statement);
    }
    return batch;
  }

  #takeBatch() {
    const batch = this.#peekBatch();
    this.#remaining = this.#remaining.slice(batch.length);
    return batch;
  }

  /** Show the next rows and move the focus to the first of them. */
  async #showMore() {
    const shown = this.#list.children.length;
    const request = this.#request;
    try {
      await this.#appendRows(request, false);
    } catch (error) {
      if (request === this.#request) this.#showFailure(error);
      return;
    }
    this.#list.children[shown]?.querySelector("a")?.focus();
  }
}

function createOptions() {
  return Object.entries(STATEMENTS.orders).map(([value, text]) => createElement("option", { value }, text));
}
