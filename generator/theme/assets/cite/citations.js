/*
 * The citations of a briefing and of its parts. The tool below "How to cite", the tool beside a part, and the sheet of small
 * screens write the same texts with them. Pure.
 */

import { CITE } from "../ui/messages.js";
import { FORMATS } from "./formats.js";

/**
 * A paragraph of the article.
 *
 * @typedef {object} Passage
 * @property {string} id `p1` for the first one
 * @property {string} text
 */

/**
 * A part of a briefing that can be cited.
 *
 * @typedef {object} Part
 * @property {string} label
 * @property {string} note for citations; empty except for a statement
 */

/**
 * The citations of a briefing. A part is named by its fragment, without "#": empty for the whole briefing, `c01` for a
 * statement, `p1` for a paragraph.
 *
 * @typedef {object} Citations
 * @property {Map<string, Part>} parts
 * @property {(fragment: string) => string} getAddress
 * @property {(fragment: string, format?: string) => string} write
 */

const WORDS_OF_PARAGRAPH = 6;

/** @param {Passage} passage */
function createPassagePart({ id, text }) {
  const words = text.trim().split(/\s+/u);
  const start = words.slice(0, WORDS_OF_PARAGRAPH).join(" ");
  return { label: CITE.paragraph(id.slice(1), words.length > WORDS_OF_PARAGRAPH ? `${start} …` : start), note: "" };
}

/**
 * @param {import("./page_data.js").Statement} statement
 * @param {string} words that it quotes, in quotation marks
 */
function createStatementPart({ kind, speakers, denied }, words) {
  const label = CITE.statement(speakers, kind, words);
  return { label, note: denied ? `${label} ${denied}` : label };
}

/**
 * Create the citations of a briefing.
 *
 * @param {import("./page_data.js").BriefingData} data
 * @param {Map<string, string>} words that each statement quotes, in quotation marks, by id
 * @param {Passage[]} passages
 * @param {string} page the address of the page as it is published
 * @returns {Citations}
 */
export function createCitations({ statements, isWithdrawn, ...briefing }, words, passages, page) {
  /** @type {Map<string, Part>} */
  const parts = new Map([["", { label: CITE.whole, note: "" }]]);
  for (const statement of statements) {
    parts.set(statement.id, createStatementPart(statement, words.get(statement.id) ?? ""));
  }
  for (const passage of passages) parts.set(passage.id, createPassagePart(passage));
  const slug = new URL(page).pathname.split("/").filter(Boolean).at(-1) ?? "";
  const warning = isWithdrawn ? CITE.withdrawn : "";

  /** @param {string} fragment */
  function getAddress(fragment) {
    const address = new URL(page);
    address.hash = fragment;
    return address.href;
  }

  /**
   * @param {string} fragment
   * @param {string} format
   */
  function write(fragment, format = "text") {
    const note = parts.get(fragment)?.note ?? "";
    const address = getAddress(fragment);
    const writeFormat = FORMATS[/** @type {keyof typeof FORMATS} */ (format)];
    return writeFormat({ ...briefing, slug, fragment, note, warning, address });
  }

  return { parts, getAddress, write };
}
