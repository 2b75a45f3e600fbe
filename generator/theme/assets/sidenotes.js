/*
 * Speakers in the margin beside the passage, if the screen is wide enough (sidenotes.css): the number of each note with
 * its speaker and verb. They repeat the head of a note, which the page marks with its kind (`describe_note` of
 * `generator.pages.page_context`), so screen readers and copies leave them out.
 */

import { findTarget } from "./ui/address.js";
import { createElement } from "./ui/elements.js";

/**
 * Copy the text of a head, with the emphasis on the speaker, and without links.
 *
 * @param {HTMLElement} head
 */
function copyHead(head) {
  return [...head.childNodes].map((node) => {
    const tag = node instanceof Element && node.matches("strong") ? "strong" : "span";
    return createElement(tag, {}, node.textContent ?? "");
  });
}

for (const number of document.querySelectorAll(".article .footnote-ref")) {
  if (!(number instanceof HTMLAnchorElement) || number.closest("table")) continue;
  const head = findTarget(number.hash)?.querySelector("[data-note-kind]");
  if (!(head instanceof HTMLElement)) continue;
  const className = `sidenote k-${head.dataset.noteKind}`;
  const label = createElement("b", {}, number.textContent);
  number.after(createElement("span", { className, ariaHidden: "true" }, label, " ", ...copyHead(head)));
}
