/*
 * The order of the ledger, the list of a briefing's notes: as in the text, or grouped by speaker or by kind. Groups are
 * folded, so that a long list fits a small screen, which has it by speaker at first. Notes keep their numbers. Paper has the
 * order of the text. `sidenotes.js` loads this module on pages that have statements.
 */

import { findTarget } from "./ui/address.js";
import { createElement } from "./ui/elements.js";
import { LEDGER } from "./ui/first_messages.js";

/** Lists of fewer notes are not grouped at first. */
const LONG = 12;
const HEAD = "[data-note-kind]";

const list = document.querySelector(".footnote > ol");
/** The notes in the order of the text. @type {HTMLLIElement[]} */
const notes = [...document.querySelectorAll(".footnote > ol > li")].filter((note) => note instanceof HTMLLIElement);
/** @type {HTMLDetailsElement[]} */
let groups = [];

/** How notes are grouped: the name of the group of a note, by the name of the order. */
const GROUP_NAMES = new Map([
  ["speaker", readSpeakers],
  ["kind", (/** @type {Element} */ note) => note.querySelector(`.kind:has(~ ${HEAD})`)?.textContent ?? LEDGER.others],
]);

/**
 * Return the speakers of a note, as its head names them.
 *
 * @param {Element} note
 */
function readSpeakers(note) {
  const names = [...note.querySelectorAll(`${HEAD} > strong`)].map(({ textContent }) => textContent ?? "");
  return names.length ? names.join(", ") : LEDGER.others;
}

/**
 * Return the notes by the names of their groups; the group with the most notes first.
 *
 * @param {(note: Element) => string} readName
 */
function groupNotes(readName) {
  /** @type {Map<string, HTMLLIElement[]>} */
  const byName = new Map();
  for (const note of notes) {
    const name = readName(note);
    byName.set(name, [...(byName.get(name) ?? []), note]);
  }
  return [...byName].sort(([, one], [, other]) => other.length - one.length);
}

/**
 * @param {[string, HTMLLIElement[]]} group its name and its notes
 */
function createGroup([name, members]) {
  const count = createElement("span", { className: "ledger-count" }, String(members.length));
  const summary = createElement("summary", {}, createElement("bdi", {}, name), " ", count);
  return createElement("details", { className: "ledger-group fold" }, summary, createElement("ol", {}, ...members));
}

/**
 * Show the notes in an order.
 *
 * @param {string} order a name of `GROUP_NAMES`; the order of the text if it is none
 */
function showOrder(order) {
  const readName = GROUP_NAMES.get(order);
  const before = groups;
  groups = readName ? groupNotes(readName).map(createGroup) : [];
  if (!readName) list?.append(...notes);
  for (const group of before) group.remove();
  list?.after(...groups);
}

/** Unfold the group of the note that the address leads to. */
function revealNote() {
  const note = findTarget(location.hash);
  const group = note?.closest("details.ledger-group");
  if (!note || !(group instanceof HTMLDetailsElement) || group.open) return;
  group.open = true;
  note.scrollIntoView();
}

function addChoice() {
  const options = Object.entries(LEDGER.orders).map(([value, text]) => createElement("option", { value }, text));
  const select = createElement("select", {}, ...options);
  const isSmall = matchMedia("(max-width: 44.9em)").matches;
  select.value = isSmall && notes.length >= LONG ? "speaker" : "text";
  select.addEventListener("change", () => showOrder(select.value));
  list?.before(createElement("p", { className: "ledger-order" }, createElement("label", {}, LEDGER.order, select)));
  showOrder(select.value);
  addEventListener("beforeprint", () => showOrder("text"));
  addEventListener("afterprint", () => showOrder(select.value));
  addEventListener("hashchange", revealNote);
  revealNote();
}

for (const [position, note] of notes.entries()) note.value = position + 1;
if (list && notes.length > 1) addChoice();
