/*
 * The search itself, in a dialog or on a page: a field, facets, results. It holds what is asked and tells of changes;
 * where that is kept is the caller's affair.
 */

import { newestFirst, numbers, values } from "./bundle.js";
import { Choices } from "./choices.js";
import { counts, narrowing } from "./counting.js";
import { element } from "./dom.js";
import { FACETS, NAMES, narrowed } from "./facets.js";
import { find, load } from "./index.js";
import { ownPages } from "./own_pages.js";
import { resultItem } from "./results.js";
import { NOTHING, toggled } from "./state.js";

const PAUSE = 80;
const SHEET = 10;
const HINT = "Type a word, a name in any script, or several words.";
const ORDERS = { "": "best first", date: "newest first" };
const FAILED = "The search could not be loaded. The indexes in the menu lead everywhere.";

export class Search {
  #place;
  #base;
  #changed;
  #state = NOTHING;
  #asked = 0;
  #timer;
  #found = [];
  #field = element("input", { type: "search", name: "q", autocomplete: "off", ariaLabel: "Search for" });
  #status = element("p", { className: "search-status", role: "status" }, HINT);
  #order = element("select", { name: "sort", ariaLabel: "Order" });
  #results = element("ol", { className: "search-results" });
  #more = element("button", { type: "button", className: "search-more", hidden: true }, "More results");
  #choices = new Map();

  /** Fills `place`; `changed` is called with what is asked whenever the reader changes it. */
  constructor(place, base, changed) {
    this.#place = place;
    this.#base = base;
    this.#changed = changed;
    for (const { name, title } of FACETS) {
      this.#choices.set(name, new Choices(title, (value) => this.#change(toggled(this.#state, name, value))));
    }
    this.#order.append(...Object.entries(ORDERS).map(([value, text]) => element("option", { value }, text)));
    this.#order.addEventListener("change", () => this.#change({ ...this.#state, sort: this.#order.value }));
    const head = element("div", { className: "search-head" }, this.#status, this.#order);
    place.replaceChildren(this.#form(), head, this.#body());
    this.#more.addEventListener("click", () => this.#showMore());
    load(base).catch(() => this.#say(FAILED));
  }

  /** Puts the cursor into the field, and what was `typed` before there was one. */
  focus(typed = "") {
    this.#field.focus();
    this.#field.select();
    if (!typed) return;
    this.#field.value = typed;
    this.#change({ ...this.#state, words: typed });
  }

  /** Asks for `state`, which came from outside. */
  show(state) {
    this.#state = state;
    this.#field.value = state.words;
    this.#order.value = state.sort;
    return this.#ask();
  }

  #form() {
    const form = element("form", { className: "search-form", role: "search" }, this.#field);
    this.#field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#change({ ...this.#state, words: this.#field.value }), PAUSE);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.#timer);
      this.#change({ ...this.#state, words: this.#field.value });
    });
    return form;
  }

  #body() {
    const facets = element("div", {}, ...[...this.#choices.values()].map((one) => one.element));
    // Open where there is room beside the results.
    const open = matchMedia("(min-width: 45em)").matches;
    const narrow = element("details", { className: "search-facets", open }, element("summary", {}, "Narrow"), facets);
    return element("div", { className: "search-body" }, narrow, element("div", {}, this.#results, this.#more));
  }

  #change(state) {
    this.#state = state;
    this.#changed(state);
    this.#ask();
  }

  async #ask() {
    const number = ++this.#asked;
    const state = { ...this.#state, words: this.#state.words.trim() };
    // Results and counts come one after the other, and may still change their order.
    this.#place.ariaBusy = "true";
    try {
      for await (const show of this.#answers(state)) {
        if (number !== this.#asked) return;
        show();
      }
    } catch (error) {
      if (number === this.#asked) this.#say(FAILED);
      throw error;
    } finally {
      if (number === this.#asked) this.#place.ariaBusy = "false";
    }
  }

  /** What is to be shown, step by step: the first result as soon as it is there, at last the facets. */
  async *#answers(state) {
    // Without a word, Pagefind would fetch the whole index.
    const ranked = state.words ? await find(this.#base, state.words) : [];
    const found = ranked.length && state.sort ? await newestFirst(this.#base, ranked) : ranked;
    const left = await this.#narrowed(found, state.chosen);
    const items = state.words ? left.slice(0, SHEET).map(resultItem) : await ownPages(this.#base, state.chosen);
    const others = Promise.all(items.slice(1));
    const first = await Promise.all(items.slice(0, 1));
    yield () => this.#fill(state, left, first);
    const rest = await others;
    yield () => this.#append(rest);
    const [pages, all] = await Promise.all([numbers(this.#base), values(this.#base, NAMES)]);
    const among = state.words ? found.map(({ id }) => pages.get(id)) : [...pages.values()];
    yield () => this.#offer(state, counts(all, state.chosen, among));
    const fitting = among.filter(narrowing(all, state.chosen)).length;
    if (!state.words && narrowed(state.chosen).length) yield () => this.#say(`Type a word to search ${inPages(fitting)}.`);
  }

  async #narrowed(found, chosen) {
    const names = narrowed(chosen);
    if (!found.length || !names.length) return found;
    const pages = await numbers(this.#base);
    const fits = narrowing(await values(this.#base, names), chosen);
    return found.filter(({ id }) => fits(pages.get(id)));
  }

  #fill(state, found, items) {
    this.#found = found.slice(SHEET);
    this.#results.replaceChildren(...items);
    this.#more.hidden = true;
    if (state.words) this.#say(`${inPages(found.length)} found for “${state.words}”`);
    else this.#say(HINT);
  }

  #append(items) {
    this.#results.append(...items);
    this.#more.hidden = !this.#found.length;
  }

  #offer({ chosen }, left) {
    for (const [name, choices] of this.#choices) choices.show(left[name], chosen[name] ?? []);
  }

  async #showMore() {
    const number = this.#asked;
    const items = await Promise.all(this.#found.slice(0, SHEET).map(resultItem));
    if (number !== this.#asked) return;
    this.#found = this.#found.slice(SHEET);
    this.#append(items);
    items[0]?.querySelector("a").focus();
  }

  #say(text) {
    this.#status.textContent = text;
  }
}

function inPages(number) {
  return `${number} ${number === 1 ? "page" : "pages"}`;
}
