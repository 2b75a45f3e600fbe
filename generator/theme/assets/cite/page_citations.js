/*
 * Reads the page of a briefing for its citations: data from its JSON-LD, quoted words from its notes, and the paragraphs.
 */

import { createCitations } from "./citations.js";
import { readBriefing } from "./page_data.js";

const PASSAGE_ID = /^p\d+$/u;

/**
 * Return the parsed JSON-LD of the page.
 *
 * @param {Document} page
 */
function readGraph(page) {
  const script = page.querySelector('script[type="application/ld+json"]');
  return script ? JSON.parse(script.textContent ?? "")["@graph"] : [];
}

/**
 * Return the statements of the notes that JSON-LD leaves out because they are not claims: who says nothing ("no comment").
 *
 * @param {Document} page
 * @param {import("./page_data.js").Statement[]} claims
 * @returns {import("./page_data.js").Statement[]}
 */
function readSilences(page, claims) {
  const known = new Set(claims.map(({ id }) => id));
  const heads = /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(".footnote [data-note-kind]"));
  return [...heads]
    .map((head) => ({
      id: head.closest("li")?.id.replace("fn:", "") ?? "",
      kind: head.dataset.noteKind ?? "",
      speakers: [...head.querySelectorAll("strong")].map((name) => name.textContent).join(", "),
      denied: "",
    }))
    .filter(({ id }) => !known.has(id));
}

/**
 * Return the words that each statement quotes, in quotation marks, by its id.
 *
 * @param {Document} page
 */
function readWords(page) {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (page.querySelectorAll(".footnote .words"));
  return new Map([...links].map((link) => [link.hash.slice(1), link.textContent ?? ""]));
}

/**
 * Return the text of a paragraph without numbers of notes and without side notes.
 *
 * @param {Element} passage
 */
function readPassageText(passage) {
  const copy = /** @type {Element} */ (passage.cloneNode(true));
  for (const note of copy.querySelectorAll(".footnote-ref, .sidenote")) note.remove();
  return copy.textContent ?? "";
}

/**
 * Return the address of the page as it is published.
 *
 * @param {Document} page
 */
function readAddress(page) {
  const canonical = page.querySelector('link[rel="canonical"]');
  const url = new URL(canonical instanceof HTMLLinkElement ? canonical.href : page.URL);
  url.hash = "";
  return url.href;
}

/**
 * Read the citations of a page, which may be loaded for it; null if it is not a briefing.
 *
 * @param {Document} [page]
 */
export function readCitations(page = document) {
  const data = readBriefing(readGraph(page));
  if (!data) return null;
  const passages = [...page.querySelectorAll(".article [id]")]
    .filter(({ id }) => PASSAGE_ID.test(id))
    .map((passage) => ({ id: passage.id, text: readPassageText(passage) }));
  const statements = [...data.statements, ...readSilences(page, data.statements)];
  return createCitations({ ...data, statements }, readWords(page), passages, readAddress(page));
}

/**
 * Return the part of the page at a node, as its fragment and its element: a side note, an entry of the list of statements,
 * or a paragraph. Null if there is none.
 *
 * @param {EventTarget | null} node
 * @returns {{ fragment: string, element: HTMLElement } | null}
 */
export function findPart(node) {
  if (!(node instanceof Element)) return null;
  const sidenote = /** @type {HTMLElement | null} */ (node.closest(".sidenote"));
  if (sidenote) {
    const number = sidenote.previousElementSibling;
    return { fragment: number instanceof HTMLAnchorElement ? number.hash.slice("#fn:".length) : "", element: sidenote };
  }
  const entry = /** @type {HTMLElement | null} */ (node.closest(".footnote ol > li"));
  if (entry) return { fragment: entry.id.slice("fn:".length), element: entry };
  let passage = /** @type {HTMLElement | null} */ (node.closest(".article [id]"));
  while (passage && !PASSAGE_ID.test(passage.id)) {
    passage = passage.parentElement?.closest(".article [id]") ?? null;
  }
  return passage && { fragment: passage.id, element: passage };
}
