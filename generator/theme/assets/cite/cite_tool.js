/*
 * Citations below "How to cite": a reader chooses the briefing, a statement or a paragraph, and a format, and copies the
 * text. The part that the address of the page leads to is chosen first.
 */

import { createElement } from "../ui/elements.js";
import { CITE } from "../ui/messages.js";
import { createCopyButtons } from "./copy_buttons.js";
import { readCitations } from "./page_citations.js";

/** Chooses a part and moves the focus to it, if the citations are on the page. @type {((fragment: string) => void) | null} */
let choosePart = null;

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
 * Add the citations to their container, once.
 *
 * @param {Element} container
 */
export function addCitations(container) {
  const citations = choosePart ? null : readCitations();
  if (!citations) return;
  const { parts, getAddress, write } = citations;
  const part = createChoice(
    CITE.part,
    [...parts].map(([fragment, { label }]) => [fragment, label]),
    show,
  );
  const format = createChoice(CITE.format, Object.entries(CITE.formats), show);
  const text = createElement("pre", { className: "citation", tabIndex: 0 });
  const copyButtons = createCopyButtons(() => getAddress(part.select.value), writeChosen, text);

  function writeChosen() {
    return write(part.select.value, format.select.value);
  }

  function show() {
    text.textContent = writeChosen();
    copyButtons.reset();
  }

  /** Choose the part that the address of the page leads to, if it is one; a note (`#fn:c01`) is that of a statement. */
  function followAddress() {
    const fragment = location.hash.slice(1).replace(/^fn:/u, "");
    if (parts.has(fragment)) part.select.value = fragment;
    show();
  }

  choosePart = (fragment) => {
    // An address may be old: without that statement, the briefing stays chosen.
    if (parts.has(fragment)) part.select.value = fragment;
    show();
    part.select.focus();
  };
  container.append(
    createElement("p", {}, part.element, format.element),
    text,
    createElement("p", {}, copyButtons.citation, copyButtons.link, copyButtons.status),
  );
  addEventListener("hashchange", followAddress);
  followAddress();
}

/**
 * Unfold the citations, choose a part, and move the focus there.
 *
 * @param {Element} container
 * @param {string} fragment
 */
export function openCitations(container, fragment) {
  const fold = container.closest("details");
  if (fold) fold.open = true;
  addCitations(container);
  choosePart?.(fragment);
}
