/*
 * What a page has to cite: the parts of a briefing, or rows of statements on other pages. The citation of a row is read from
 * the page of its briefing, which is loaded when a reader asks for it; so both pages write the same text.
 */

import { resolveLink } from "../ui/address.js";
import { fetchDocument, loadOnce } from "../ui/fetch.js";
import { openCitations } from "./cite_tool.js";
import { findPart, readCitations } from "./page_citations.js";
import { addPartTool } from "./part_tool.js";

/** The citations of other briefings, by address. @type {Map<string, Promise<import("./citations.js").Citations>>} */
const loaded = new Map();

/**
 * Return the link to the quoted words of a row.
 *
 * @param {Element} row
 */
function findWords(row) {
  return /** @type {HTMLAnchorElement | null} */ (
    row.querySelector(":scope > small > a.words, :scope > p > small > a.words")
  );
}

/**
 * Return the row of a statement at a node.
 *
 * @param {EventTarget | null} node
 */
function findRow(node) {
  let row = node instanceof Element ? node.closest("li") : null;
  while (row && !findWords(row)) row = row.parentElement?.closest("li") ?? null;
  const words = row && findWords(row);
  return words?.hash
    ? { fragment: words.hash.slice(1), element: /** @type {HTMLElement} */ (row), label: words.text }
    : null;
}

/** @param {string} address of a briefing */
async function loadCitations(address) {
  const citations = readCitations(await fetchDocument(address));
  if (!citations) throw new TypeError(`${address} is not a briefing`);
  return citations;
}

/**
 * Return the address of the page that a row leads to.
 *
 * @param {import("./part_tool.js").FoundPart} row
 */
function getPage({ element }) {
  const words = findWords(element);
  const url = words && resolveLink(words);
  return url?.pathname ?? "";
}

/** @type {import("./part_tool.js").Parts} */
const ROWS = {
  find: findRow,
  load: (row) => loadOnce(loaded, getPage(row), () => loadCitations(getPage(row))),
  openFormats: (row) => location.assign(`${getPage(row)}?cite=${row.fragment}`),
};

/**
 * Return the parts of the page of a briefing.
 *
 * @param {Element} container of the citations below "How to cite"
 * @param {import("./citations.js").Citations} citations
 * @returns {import("./part_tool.js").Parts}
 */
function createBriefingParts(container, citations) {
  return {
    find(node) {
      const part = findPart(node);
      const known = part && citations.parts.get(part.fragment);
      return known ? { ...part, label: known.label } : null;
    },
    load: async () => citations,
    openFormats: ({ fragment }) => openCitations(container, fragment),
  };
}

/**
 * Add the tool to the page, and show it for the event that asked for it.
 *
 * @param {Element | null} container of the citations below "How to cite"; null on other pages
 * @param {Event} event
 */
export function addCitableParts(container, event) {
  const citations = container && readCitations();
  if (container && !citations) return;
  addPartTool(container && citations ? createBriefingParts(container, citations) : ROWS, event);
}
