/*
 * The rows of the list of all statements: their texts come from files of 50 (`generator.pages.statement_rows`), and are shown
 * as the page's own rows are. Statements are numbered from the newest, 0; the files from the oldest.
 */

import { createElement } from "../ui/elements.js";
import { fetchJson, loadOnce } from "../ui/fetch.js";
import { EditionError } from "./columns.js";

/** A piece of text: plain, or with the address that it leads to, and a style. @typedef {string | [string, string, string]} Run */

/**
 * @typedef {object} Row
 * @property {string} kind
 * @property {Run[]} head the speakers and the verb
 * @property {string} says the paraphrase
 * @property {string} words the quoted words, in quotation marks
 * @property {string} language of the words
 * @property {string} address of the words
 * @property {Run[][]} details
 */

const ROWS_IN_FILE = 50;

export class Rows {
  #base;
  #total;
  /** @type {Map<string, Promise<Row[]>>} */
  #loaded = new Map();

  /**
   * @param {URL} base the folder of the files
   * @param {number} total the number of all statements
   */
  constructor(base, total) {
    this.#base = base;
    this.#total = total;
  }

  /**
   * Return the number of the file that has a statement.
   *
   * @param {number} statement
   */
  findFile(statement) {
    return Math.floor((this.#total - 1 - statement) / ROWS_IN_FILE);
  }

  /**
   * Return the rows of statements.
   *
   * @param {number[]} statements
   * @returns {Promise<Row[]>}
   */
  async load(statements) {
    const files = await Promise.all(statements.map((statement) => this.#loadFile(this.findFile(statement))));
    return statements.map((statement, position) => {
      const rows = files[position] ?? [];
      const row = rows[rows.length - 1 - ((this.#total - 1 - statement) % ROWS_IN_FILE)];
      if (!row) throw new EditionError();
      return row;
    });
  }

  /** @param {number} number */
  #loadFile(number) {
    const name = `rows-${number}.json`;
    return loadOnce(this.#loaded, name, () => fetchJson(new URL(name, this.#base)));
  }
}

/**
 * Return the text of a row: what a reader may look for in it.
 *
 * @param {Row} row
 */
export function getText({ head, says, words }) {
  const texts = head.map((run) => (typeof run === "string" ? run : run[0]));
  return `${texts.join("")} ${says} ${words}`;
}

/**
 * Create the element of a row.
 *
 * @param {Row} row
 * @param {URL} base the address that links of rows are relative to
 */
export function createRow({ kind, head, says, words, language, address, details }, base) {
  const isForeign = language !== document.documentElement.lang;
  const quoted = isForeign ? createElement("bdi", { lang: language }, words) : words;
  const place = createElement("a", { className: "words", href: new URL(address, base).href }, quoted);
  const detailNodes = details.flatMap((detail) => [" · ", ...createRuns(detail, base)]);
  return createElement(
    "li",
    {},
    createElement("em", { className: `kind k-${kind}` }, kind),
    " ",
    ...createRuns(head, base),
    ": ",
    createElement("bdi", {}, says),
    createElement("br"),
    createElement("small", {}, place, ...detailNodes),
  );
}

/**
 * @param {Run[]} runs
 * @param {URL} base
 */
function createRuns(runs, base) {
  return runs.map((run) => {
    if (typeof run === "string") return run;
    const [text, address, style] = run;
    const name = createElement("bdi", {}, text);
    const content = address ? createElement("a", { href: new URL(address, base).href }, name) : name;
    return style ? createElement(style === "strong" ? "strong" : "em", {}, content) : content;
  });
}
