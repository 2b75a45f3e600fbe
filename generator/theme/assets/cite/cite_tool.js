/*
 * Citations below "How to cite": a reader chooses the briefing, a statement or a paragraph, and a format, and copies the
 * text. The part that the address of the page leads to is chosen first.
 */

import { announce, createElement } from "../ui/elements.js";
import { CITE } from "../ui/messages.js";
import { FORMATS } from "./formats.js";
import { readBriefing } from "./page_data.js";

const WORDS_OF_PARAGRAPH = 6;

/**
 * A part of the page that can be cited.
 *
 * @typedef {object} Part
 * @property {string} label
 * @property {string} note for citations; empty except for a statement
 */

/** Return the parsed JSON-LD of the page. */
function readGraph() {
  const script = document.querySelector('script[type="application/ld+json"]');
  return script ? JSON.parse(script.textContent ?? "")["@graph"] : [];
}

/**
 * Return the words that a statement quotes, in quotation marks.
 *
 * @param {string} id
 */
function findWords(id) {
  return document.querySelector(`.footnote .words[href$="#${CSS.escape(id)}"]`)?.textContent ?? "";
}

/**
 * Return the parts of a briefing by fragment, without "#": itself, its statements, and its paragraphs.
 *
 * @param {import("./page_data.js").Statement[]} statements
 */
function listParts(statements) {
  /** @type {Map<string, Part>} */
  const parts = new Map([["", { label: CITE.whole, note: "" }]]);
  for (const { id, kind, speakers, denied } of statements) {
    const words = findWords(id);
    const note = CITE.statement(speakers, kind, words);
    parts.set(id, { label: note, note: denied ? `${note} ${denied}` : note });
  }
  for (const passage of document.querySelectorAll(".article [id]")) {
    if (!/^p\d+$/u.test(passage.id)) continue;
    const words = (passage.textContent ?? "").trim().split(/\s+/u);
    const start = words.slice(0, WORDS_OF_PARAGRAPH).join(" ");
    const label = CITE.paragraph(passage.id.slice(1), words.length > WORDS_OF_PARAGRAPH ? `${start} …` : start);
    parts.set(passage.id, { label, note: "" });
  }
  return parts;
}

/** Return the address of the page as it is published. */
function readAddress() {
  const canonical = document.querySelector('link[rel="canonical"]');
  return new URL(canonical instanceof HTMLLinkElement ? canonical.href : location.href);
}

/**
 * Create a list of choices with a label before it.
 *
 * @param {string} label
 * @param {Iterable<[string, string]>} choices values and their labels
 * @param {() => void} onChange
 */
function createChoice(label, choices, onChange) {
  const options = [...choices].map(([value, text]) => createElement("option", { value }, text));
  const select = createElement("select", { onchange: onChange }, ...options);
  return { select, element: createElement("label", {}, label, select) };
}

/**
 * Add the citations to their container.
 *
 * @param {Element} container
 */
export function addCitations(container) {
  const data = readBriefing(readGraph());
  if (!data) return;
  const { statements, isWithdrawn, ...briefing } = data;
  const parts = listParts(statements);
  const slug = readAddress().pathname.split("/").filter(Boolean).at(-1) ?? "";
  const part = createChoice(
    CITE.part,
    [...parts].map(([fragment, { label }]) => [fragment, label]),
    show,
  );
  const format = createChoice(CITE.format, Object.entries(CITE.formats), show);
  const text = createElement("pre", { className: "citation", tabIndex: 0 });
  const status = createElement("span", { role: "status" });

  function getAddress() {
    const address = readAddress();
    address.hash = part.select.value;
    return address.href;
  }

  function show() {
    const fragment = part.select.value;
    const write = FORMATS[/** @type {keyof typeof FORMATS} */ (format.select.value)];
    const note = parts.get(fragment)?.note ?? "";
    const warning = isWithdrawn ? CITE.withdrawn : "";
    text.textContent = write({ ...briefing, slug, fragment, note, warning, address: getAddress() });
    announce(status, "");
  }

  /** Choose the part that the address of the page leads to, if it is one; a note (`#fn:c01`) is that of a statement. */
  function followAddress() {
    const fragment = location.hash.slice(1).replace(/^fn:/u, "");
    if (parts.has(fragment)) part.select.value = fragment;
    show();
  }

  /** @param {string} copied */
  async function copy(copied) {
    try {
      await navigator.clipboard.writeText(copied);
      announce(status, CITE.copied);
    } catch {
      getSelection()?.selectAllChildren(text);
      announce(status, CITE.notCopied);
    }
  }

  const buttons = [
    createElement("button", { type: "button", onclick: () => copy(text.textContent ?? "") }, CITE.copy),
    createElement("button", { type: "button", onclick: () => copy(getAddress()) }, CITE.copyLink),
  ];
  container.append(
    createElement("p", {}, part.element, format.element),
    text,
    createElement("p", {}, ...buttons, status),
  );
  addEventListener("hashchange", followAddress);
  followAddress();
}
