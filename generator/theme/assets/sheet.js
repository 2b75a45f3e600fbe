/*
 * The sheet at the bottom of a small window, which previews.js loads at the first tap on the number of a note or on a name.
 * It shows the note or the head of the page, with links to go on, so that the reader keeps the place in the text; the link
 * and the citation of a statement can be copied. It is a modal dialog: Esc, the button and a tap beside it close it, and
 * the focus returns to the link.
 */

import { createCopyButtons } from "./cite/copy_buttons.js";
import { readCitations } from "./cite/page_citations.js";
import { findTarget } from "./ui/address.js";
import { createElement, requireElement } from "./ui/elements.js";
import { loadLines } from "./ui/link_content.js";
import { SHEET } from "./ui/messages.js";
import { writeParameters } from "./ui/parameters.js";

const content = createElement("div", { className: "sheet-content" });
const links = createElement("p", { className: "sheet-links" });
const close = createElement("button", { type: "button" }, SHEET.close);
const citations = readCitations();
/** The statement that the sheet shows, by its fragment; empty for another note and for the head of a page. */
let statement = "";
const copyButtons = createCopyButtons(
  () => citations?.getAddress(statement) ?? "",
  () => citations?.write(statement) ?? "",
);
const buttons = createElement("p", { className: "sheet-buttons" }, copyButtons.link, copyButtons.citation, close);
const sheet = createElement(
  "dialog",
  { className: "sheet", ariaLabel: SHEET.label },
  content,
  links,
  copyButtons.status,
  copyButtons.refused,
  buttons,
);

/**
 * Create the links that lead on from a note: to all that its speaker says, and to its place in the list.
 *
 * @param {HTMLElement} note
 * @param {string} address of the note
 */
function createNoteLinks(note, address) {
  const speaker = note.querySelector("[data-note-kind] > strong > a");
  const bySpeaker =
    speaker instanceof HTMLAnchorElement
      ? createElement("a", { href: findStatements(speaker.href) }, SHEET.allBy(speaker.textContent ?? ""))
      : null;
  return [bySpeaker, createElement("a", { href: address }, SHEET.toList)];
}

/**
 * Return the address of the list of all statements by an actor.
 *
 * @param {string} page the address of the actor's page, `…/actors/hamas/`
 */
function findStatements(page) {
  const id = page.split("/").at(-2) ?? "";
  return writeParameters(new URL("../../statements/", page), { by: [id] }).href;
}

/**
 * Offer to copy the address and the citation of a note if it is that of a statement.
 *
 * @param {HTMLElement | null} note
 */
function offerCopies(note) {
  const fragment = note?.id.slice("fn:".length) ?? "";
  statement = citations?.parts.has(fragment) ? fragment : "";
  copyButtons.link.hidden = copyButtons.citation.hidden = !statement;
  copyButtons.reset();
}

/**
 * Show the sheet of a link, or follow the link if it cannot be shown.
 *
 * @param {HTMLAnchorElement} link
 */
export async function openSheet(link) {
  const lines = await loadLines(link);
  const isNote = link.matches(".footnote-ref");
  const note = isNote ? findTarget(link.hash) : null;
  if (!lines.length) {
    location.assign(link.href);
    return;
  }
  const onward = note ? createNoteLinks(note, link.href) : [createElement("a", { href: link.href }, SHEET.toPage)];
  content.replaceChildren(...lines);
  links.replaceChildren(...onward.filter((item) => item !== null));
  offerCopies(note);
  if (!sheet.open) sheet.showModal();
}

close.addEventListener("click", () => sheet.close());
links.addEventListener("click", () => sheet.close());
sheet.addEventListener("click", (event) => {
  if (event.target === sheet) sheet.close();
});

requireElement(document, "main", HTMLElement).append(sheet);
