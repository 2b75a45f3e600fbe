/*
 * Speakers in the margin beside the passage, if the screen is wide enough (sidenotes.css): the number of each note, the word
 * of its kind, its speaker and verb, and the paraphrase if it fits before the next note. They repeat a note, whose
 * head the page marks with its kind (`describe_note` of `generator.pages.page_context`), so copies leave them out, and
 * screen readers too: for them, the name of each number has the speaker.
 */

import { findTarget } from "./ui/address.js";
import { createElement } from "./ui/elements.js";

const ROOMY = "sidenote-roomy";
const GAP = 4; // pixels between two notes

/**
 * Copy the text of a head, with the emphasis on the speaker, and without links.
 *
 * @param {HTMLElement} head
 */
function copyHead(head) {
  const parts = [...head.childNodes].map((node) => {
    const tag = node instanceof Element && node.matches("strong") ? "strong" : "span";
    return createElement(tag, {}, node.textContent ?? "");
  });
  return createElement("span", { className: "sidenote-head" }, ...parts);
}

/**
 * Return the paraphrase that follows the head of a note in its line, from the colon on.
 *
 * @param {HTMLElement} head
 */
function readParaphrase(head) {
  let text = "";
  for (let node = head.nextSibling; node && !(node instanceof HTMLBRElement); node = node.nextSibling) {
    text += node.textContent ?? "";
  }
  return text.trimEnd();
}

/**
 * Create the side note of a number in the text.
 *
 * @param {HTMLAnchorElement} number
 * @param {HTMLElement} head of its note
 */
function createSidenote(number, head) {
  const kind = head.dataset.noteKind ?? "";
  return createElement(
    "span",
    { className: `sidenote k-${kind}`, ariaHidden: "true" },
    createElement("b", {}, number.textContent),
    createElement("span", { className: "sidenote-kind" }, kind),
    copyHead(head),
    createElement("span", { className: "sidenote-paraphrase" }, readParaphrase(head)),
  );
}

/** @type {HTMLElement[]} */
const sidenotes = [];
const article = document.querySelector(".article");

/**
 * Show or hide the paraphrases of all side notes.
 *
 * @param {(sidenote: HTMLElement, place: number) => boolean} isShown
 */
function showParaphrases(isShown) {
  sidenotes.forEach((sidenote, place) => {
    sidenote.classList.toggle(ROOMY, isShown(sidenote, place));
  });
}

/** Show the paraphrases that have room before the next note. So no note is moved away from its passage. */
function fitParaphrases() {
  showParaphrases(() => true);
  const heights = sidenotes.map((sidenote) => sidenote.offsetHeight);
  showParaphrases(() => false);
  const tops = sidenotes.map((sidenote) => sidenote.getBoundingClientRect().top);
  const end = article?.getBoundingClientRect().bottom ?? 0;
  showParaphrases((_, place) => (tops[place] ?? 0) + (heights[place] ?? 0) + GAP <= (tops[place + 1] ?? end));
}

for (const number of document.querySelectorAll(".article .footnote-ref")) {
  if (!(number instanceof HTMLAnchorElement)) continue;
  const head = findTarget(number.hash)?.querySelector("[data-note-kind]");
  if (!(head instanceof HTMLElement)) continue;
  // A screen reader tells who speaks before the reader goes to the note.
  number.ariaLabel = `${number.textContent}: ${head.textContent}`;
  if (number.closest("table")) continue;
  const sidenote = createSidenote(number, head);
  number.after(sidenote);
  sidenotes.push(sidenote);
}
if (sidenotes.length) import("./ledger.js").catch(() => {}); // without a connection, the list stays as it was built
if (article && sidenotes.length) new ResizeObserver(fitParaphrases).observe(article);
