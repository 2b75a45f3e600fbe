/*
 * Two actors side by side: the statements of each about the other, and their answers to the same questions. The actors are in
 * the address (`?a=hamas&b=israel`), so that each comparison can be shared.
 */

import { Columns } from "../statements/columns.js";
import { createRow, Rows } from "../statements/rows.js";
import { announce, createElement } from "../ui/elements.js";
import { COMPARE } from "../ui/messages.js";
import { readParameters, writeParameters } from "../ui/parameters.js";
import { findSharedQuestions, findStatements, intersect } from "./pairs.js";

const ROWS_LIMIT = 20;

export class Comparison {
  #base = new URL("../statements/", location.href);
  #columns;
  #rows;
  #request = 0;
  #choices = createElement("datalist", { id: "__actors" });
  /** The names that the address gave to the fields. */
  #names = ["", ""];
  #fields = [createField(), createField()];
  #status = createElement("p", { className: "meta", role: "status" });
  #results = createElement("div");

  /** @param {HTMLElement} container the element that the page has for the comparison */
  constructor(container) {
    const total = Number(container.dataset.statements);
    const files = Math.ceil(total / Number(container.dataset.fileSize));
    this.#columns = new Columns(this.#base, files, (container.dataset.kinds ?? "").split(" "));
    this.#rows = new Rows(this.#base, total);
    const labels = [COMPARE.first, COMPARE.second];
    const form = createElement(
      "form",
      {},
      ...this.#fields.map((field, position) => createElement("label", {}, labels[position] ?? "", field)),
    );
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => this.#store());
    container.replaceChildren(form, this.#choices, this.#status, this.#results);
    addEventListener("popstate", () => this.#restore());
    this.#restore();
  }

  /** Put the actors whose names the reader typed into the address. */
  async #store() {
    const labels = await this.#loadLabels();
    const { a, b } = readParameters(location.search, ["a", "b"]);
    const [first, second] = [a?.[0] ?? "", b?.[0] ?? ""].map((id, position) => {
      const typed = this.#readTyped(position);
      return typed === undefined ? id : (findId(labels, typed) ?? typed);
    });
    history.pushState(null, "", writeParameters(location.href, { a: [first ?? ""], b: [second ?? ""] }));
    this.#names.forEach((_, position) => {
      this.#names[position] = this.#fields[position]?.value ?? "";
    });
    this.#restore();
  }

  /**
   * Return what the reader typed into a field; undefined if it still has the name that the address gave it.
   *
   * @param {number} position
   */
  #readTyped(position) {
    const value = this.#fields[position]?.value ?? "";
    return value === this.#names[position] ? undefined : value.trim();
  }

  /**
   * Show the names of the actors in the fields, except where the reader has typed in the meantime.
   *
   * @param {string[]} names
   */
  #fillFields(names) {
    for (const [position, field] of this.#fields.entries()) {
      if (this.#readTyped(position) !== undefined) continue;
      field.value = this.#names[position] = names[position] ?? "";
    }
  }

  /** Show the comparison of the address. */
  async #restore() {
    const request = ++this.#request;
    const { a, b } = readParameters(location.search, ["a", "b"]);
    try {
      const results = await this.#compare(a?.[0] ?? "", b?.[0] ?? "");
      if (request === this.#request) this.#results.replaceChildren(...results);
    } catch {
      if (request === this.#request) announce(this.#status, COMPARE.failed);
    }
  }

  async #loadLabels() {
    const labels = await this.#columns.loadFolder("actors");
    if (!this.#choices.childElementCount) {
      this.#choices.append(...[...labels.values()].map((value) => createElement("option", { value })));
    }
    return labels;
  }

  /**
   * @param {string} first the id of an actor
   * @param {string} second
   */
  async #compare(first, second) {
    const labels = await this.#loadLabels();
    const names = [first, second].map((id) => labels.get(id) ?? id);
    this.#fillFields(names);
    const unknown = [first, second].find((id) => id && !labels.has(id));
    announce(this.#status, unknown ? COMPARE.unknown(unknown) : first && second ? "" : COMPARE.choose);
    if (unknown || !first || !second) return [];
    const [by, about, questions] = await Promise.all(
      ["by", "about", "question"].map((name) => this.#columns.loadColumn(name)),
    );
    if (!by || !about || !questions) return [];
    const spoken = [findStatements(by, first), findStatements(by, second)];
    const [ofFirst, ofSecond] = /** @type {[Set<number>, Set<number>]} */ (spoken);
    const [firstName, secondName] = /** @type {[string, string]} */ (names);
    const onSecond = intersect(ofFirst, findStatements(about, second));
    const onFirst = intersect(ofSecond, findStatements(about, first));
    const pair = createElement(
      "div",
      { className: "compared" },
      await this.#createList("h2", COMPARE.title(firstName, secondName), onSecond, { by: [first], about: [second] }),
      await this.#createList("h2", COMPARE.title(secondName, firstName), onFirst, { by: [second], about: [first] }),
    );
    const shared = findSharedQuestions(questions, ofFirst, ofSecond);
    if (!shared.length) return [pair];
    const questionLabels = await this.#columns.loadLabels(questions);
    const answers = shared.map(async ({ question, ...answered }) => {
      const title = createElement("h3", {}, this.#linkQuestion(question, questionLabels.get(question) ?? question));
      const lists = createElement(
        "div",
        { className: "compared" },
        await this.#createList("h4", firstName, answered.first, { by: [first], question: [question] }),
        await this.#createList("h4", secondName, answered.second, { by: [second], question: [question] }),
      );
      return [title, lists];
    });
    const heading = createElement("h2", {}, COMPARE.sameQuestions);
    return [pair, heading, ...(await Promise.all(answers)).flat()];
  }

  /**
   * @param {string} question
   * @param {string} label
   */
  #linkQuestion(question, label) {
    return createElement("a", { href: new URL(`../questions/${question}/`, this.#base).href }, label);
  }

  /**
   * Create a list of statements, with a link to all of them if there are many.
   *
   * @param {"h2" | "h4"} heading
   * @param {string} title
   * @param {number[]} statements
   * @param {Record<string, string[]>} filters of the list of all statements
   */
  async #createList(heading, title, statements, filters) {
    const rows = await this.#rows.load(statements.slice(0, ROWS_LIMIT));
    const list = createElement("ul", {}, ...rows.map((row) => createRow(row, this.#base)));
    const all = writeParameters(this.#base, filters).href;
    return createElement(
      "section",
      {},
      createElement(heading, { className: "compared-title" }, title),
      statements.length ? createElement("div", { className: "ledger" }, list) : COMPARE.none,
      statements.length
        ? createElement("p", { className: "more" }, createElement("a", { href: all }, COMPARE.all))
        : null,
    );
  }
}

function createField() {
  const field = createElement("input", { type: "text", autocomplete: "off", spellcheck: false });
  field.setAttribute("list", "__actors");
  return field;
}

/**
 * Return the id of the record with a label.
 *
 * @param {Map<string, string>} labels by id
 * @param {string} wanted
 */
function findId(labels, wanted) {
  return [...labels].find(([, label]) => label === wanted)?.[0];
}
