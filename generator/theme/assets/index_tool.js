/*
 * The filter of an index page: over all rows of the index, not only the 50 that the page shows, sorted by name, date, or
 * count. The rows come from the page's own data file at the first use (`generator.pages.index_rows`); the state is in the
 * address (`?filter=…&sort=count`). With no filter and no order, the page shows its own lists, as without this module.
 */

import { findTarget, replaceHistoryEntry } from "./ui/address.js";
import { announce, createElement } from "./ui/elements.js";
import { fetchJson } from "./ui/fetch.js";
import { INDEX } from "./ui/messages.js";
import { readParameters, writeParameters } from "./ui/parameters.js";
import { foldForFilter, formatCount } from "./ui/text.js";

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} id
 * @property {string} type
 * @property {Record<string, string>} names in other languages, by language
 * @property {string} date as readers see it
 * @property {string} day for sorting
 * @property {number} count
 * @property {string} text everything that the filter searches, folded
 */

/**
 * The data file of an index page.
 *
 * @typedef {object} IndexData
 * @property {[string, string]} things what a row is, singular and plural
 * @property {[string, string]} counted what the number of a row counts, singular and plural
 * @property {string} dated what comes before the date of a row
 * @property {[string, string, string, Record<string, string>, string[], string, string, number][]} rows
 */

const ROWS_AT_ONCE = 50;

/** @type {Record<string, (one: Row, other: Row) => number>} */
const ORDERS = {
  name: (one, other) => one.name.localeCompare(other.name, document.documentElement.lang),
  date: (one, other) => Number(one.day < other.day) - Number(one.day > other.day),
  count: (one, other) => other.count - one.count,
};

/**
 * Read a row of the data file.
 *
 * @param {IndexData["rows"][number]} values
 * @returns {Row}
 */
function readRow([name, id, type, names, aliases, date, day, count]) {
  const text = foldForFilter([name, type, ...Object.values(names), ...aliases].join(" "));
  return { name, id, type, names, date, day, count, text };
}

export class IndexTool {
  #container;
  #ownLists;
  #sort;
  /** @type {Promise<IndexData> | undefined} */
  #loading;
  /** @type {IndexData | undefined} */
  #data;
  /** @type {Row[] | undefined} */
  #rows;
  /** The matches that are not shown yet. @type {Row[]} */
  #remaining = [];
  #request = 0;
  #filter = createElement("input", { type: "search", autocomplete: "off", spellcheck: false });
  #status = createElement("p", { className: "meta", role: "status" });
  #list = createElement("ul");
  #more = createElement("button", { type: "button", className: "index-more", hidden: true });
  #results = createElement("div", { className: "rows rows-entity", hidden: true }, this.#list, this.#more);

  /** @param {HTMLElement} container the element that the page has for the tool, before the page's own lists */
  constructor(container) {
    const siblings = [...(container.parentElement?.children ?? [])];
    this.#container = container;
    this.#ownLists = /** @type {HTMLElement[]} */ (siblings.slice(siblings.indexOf(container) + 1));
    this.#sort = createElement("select", {}, ...this.#createOptions());
    container.append(this.#createForm(), this.#status, this.#results);
    this.#more.addEventListener("click", () => this.#showMore());
    addEventListener("popstate", () => this.#restore());
    this.#restore();
  }

  #createOptions() {
    const texts = [
      ["", INDEX.orders.listed],
      ["name", INDEX.orders.name],
      ["date", INDEX.orders.date],
      ["count", INDEX.orderByCount(this.#container.dataset.counted ?? "")],
    ];
    return texts.map(([value, text]) => createElement("option", { value }, text ?? ""));
  }

  #createForm() {
    const form = createElement(
      "form",
      { role: "search", ariaLabel: INDEX.filterLabel(this.#container.dataset.things ?? "") },
      createElement("label", {}, INDEX.filter, this.#filter),
      createElement("label", {}, INDEX.sortBy, this.#sort),
    );
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.#store());
    return form;
  }

  /** Restore the state from the address, unless its fragment leads to a section of the page's own lists. */
  #restore() {
    const section = findTarget(location.hash);
    const { filter, sort } = readParameters(section ? "" : location.search, ["filter", "sort"]);
    this.#filter.value = filter?.[0] ?? "";
    this.#sort.value = Object.hasOwn(ORDERS, sort?.[0] ?? "") ? (sort?.[0] ?? "") : "";
    this.#update();
    section?.scrollIntoView();
  }

  /** Store the state in the address, without the fragment, which belongs to the page's own lists. */
  #store() {
    const address = writeParameters(location.href, { filter: [this.#filter.value.trim()], sort: [this.#sort.value] });
    address.hash = "";
    replaceHistoryEntry(history.state, address);
    this.#update();
  }

  async #update() {
    const words = foldForFilter(this.#filter.value).split(/\s+/).filter(Boolean);
    const order = ORDERS[this.#sort.value];
    const request = ++this.#request;
    if (!words.length && !order) {
      this.#show(false, "");
      return;
    }
    try {
      this.#loading ??= fetchJson(this.#container.dataset.rows ?? "");
      const data = await this.#loading;
      this.#rows ??= data.rows.map(readRow);
      if (request !== this.#request) return;
      const matches = this.#rows.filter(({ text }) => words.every((word) => text.includes(word)));
      this.#showMatches(data, order ? matches.sort(order) : matches);
    } catch {
      this.#loading = undefined;
      // A newer request has an answer of its own.
      if (request === this.#request) this.#show(false, INDEX.failed);
    }
  }

  /**
   * @param {IndexData} data
   * @param {Row[]} matches
   */
  #showMatches(data, matches) {
    this.#data = data;
    this.#remaining = matches;
    this.#list.replaceChildren();
    this.#appendRows();
    this.#show(true, INDEX.matches(matches.length, data.rows.length, data.things));
  }

  /**
   * Show the results in place of the page's own lists, or the lists again.
   *
   * @param {boolean} isActive
   * @param {string} status
   */
  #show(isActive, status) {
    this.#results.hidden = !isActive;
    announce(this.#status, status);
    for (const list of this.#ownLists) list.hidden = isActive;
  }

  #appendRows() {
    const rows = this.#remaining.slice(0, ROWS_AT_ONCE);
    this.#remaining = this.#remaining.slice(ROWS_AT_ONCE);
    this.#list.append(...rows.map((row) => this.#createItem(row)));
    this.#more.hidden = !this.#remaining.length;
    this.#more.textContent = INDEX.showMore(Math.min(ROWS_AT_ONCE, this.#remaining.length));
  }

  /** Show the next rows and move the focus to the first of them. */
  #showMore() {
    const shown = this.#list.children.length;
    this.#appendRows();
    this.#list.children[shown]?.querySelector("a")?.focus();
  }

  /** @param {Row} row */
  #createItem({ name, id, type, names, date, count }) {
    const { dated, counted } = /** @type {IndexData} */ (this.#data);
    const facts = [type, date && dated + date, formatCount(count, ...counted)].filter(Boolean);
    const otherNames = Object.entries(names).flatMap(([lang, text]) => [" · ", createElement("bdi", { lang }, text)]);
    return createElement(
      "li",
      {},
      createElement("a", { href: `${id}/` }, name),
      ...otherNames,
      " · ",
      createElement("small", {}, facts.join(" · ")),
    );
  }
}
