/*
 * Previews: pointing at a link to an entity of this site, or moving the keyboard focus to it, shows the head of its page;
 * at the number of a note, the note. The head is read from the page itself, once, by ui/link_content.js, which is loaded
 * for the first preview. A preview is a tooltip with text only: its content is also at the target of the link, so nothing is
 * lost without previews. On touch screens and in narrow windows, a tap in an article opens a sheet with the same content
 * instead (sheet.js).
 */

import { opensInThisTab, resolveLink } from "./ui/address.js";
import { createElement, requireElement } from "./ui/elements.js";
import { FOLDERS } from "./ui/kinds.js";

const OPEN_DELAY = 250; // milliseconds that a pointer rests on a link before its preview opens
const CLOSE_DELAY = 200; // milliseconds that a pointer may take to move from the link into the preview
const MARGIN = 8;
const ENTITY_PAGE = new RegExp(`/(?:${FOLDERS.join("|")})/[^/]+/$`);
/** Windows that have a sheet. */
const small = matchMedia("(hover: none), (max-width: 59.99em)");

const card = createElement("div", { id: "__preview", className: "preview", hidden: true, role: "tooltip" });
requireElement(document, "main", HTMLElement).append(card);

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** The link whose preview opens soon, or is open. @type {Element | null} */
let wantedLink = null;
/** The link whose preview is open. @type {Element | null} */
let shownLink = null;

/**
 * Return the link at a node, if it has a preview.
 *
 * @param {EventTarget | null} node
 */
function findLink(node) {
  const link = node instanceof Element ? node.closest(".md-content a[href]") : null;
  if (!link || link.matches(".footnote-ref")) return link;
  const url = resolveLink(link);
  const isOtherPage = url?.origin === location.origin && url.pathname !== location.pathname;
  return isOtherPage && !url.hash && ENTITY_PAGE.test(url.pathname) ? link : null;
}

/**
 * Place the preview within the window, beside the line of the link that the pointer is on.
 *
 * @param {Element} link
 * @param {number} y of the pointer
 */
function placeCard(link, y) {
  const lines = [...link.getClientRects()];
  const line = lines.find(({ top, bottom }) => top <= y && y <= bottom) ?? lines[0] ?? link.getBoundingClientRect();
  const rightmost = document.documentElement.clientWidth - card.offsetWidth - MARGIN;
  const below = line.bottom + MARGIN / 2;
  const above = Math.max(MARGIN, line.top - MARGIN / 2 - card.offsetHeight);
  const top = below + card.offsetHeight + MARGIN <= innerHeight ? below : above;
  card.style.left = `${Math.max(MARGIN, Math.min(line.left, rightmost)) + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

/**
 * Open the preview of a link, unless the reader has moved on.
 *
 * @param {Element} link
 * @param {number} y of the pointer
 */
async function openPreview(link, y) {
  // Without a connection there is no preview.
  const content = await import("./ui/link_content.js").catch(() => null);
  const lines = (await content?.loadLines(link)) ?? [];
  if (link !== wantedLink || !lines.length) return;
  closePreview();
  wantedLink = shownLink = link;
  card.replaceChildren(...lines);
  card.hidden = false;
  placeCard(link, y);
  link.setAttribute("aria-describedby", card.id);
}

function closePreview() {
  clearTimeout(timer);
  shownLink?.removeAttribute("aria-describedby");
  wantedLink = shownLink = null;
  card.hidden = true;
}

/**
 * @param {Element} link
 * @param {number} y of the pointer
 */
function openSoon(link, y) {
  clearTimeout(timer);
  wantedLink = link;
  if (link !== shownLink) timer = setTimeout(openPreview, OPEN_DELAY, link, y);
}

function closeSoon() {
  clearTimeout(timer);
  wantedLink = shownLink;
  timer = setTimeout(closePreview, CLOSE_DELAY);
}

/** @param {Event} event */
function isInCard(event) {
  return event.target instanceof Node && card.contains(event.target);
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const link = findLink(event.target);
  if (link) openSoon(link, event.clientY);
  else if (isInCard(event)) clearTimeout(timer);
  else if (wantedLink && !wantedLink.matches(":focus-visible")) closeSoon();
});

document.addEventListener("focusin", (event) => {
  const link = findLink(event.target);
  // A tap moves the focus too, but does not ask for a preview.
  if (link?.matches(":focus-visible")) openSoon(link, -1);
  else closePreview();
});

document.addEventListener("focusout", closePreview);
/**
 * Return the link of the article that was tapped, if the window has a sheet. A click by keyboard, which has no detail,
 * follows the link, as everywhere.
 *
 * @param {MouseEvent} event
 */
function findTappedLink(event) {
  if (!small.matches || !event.detail || !opensInThisTab(event)) return null;
  const link = findLink(event.target);
  return link instanceof HTMLAnchorElement && link.closest(".article") ? link : null;
}

document.addEventListener("click", (event) => {
  if (!isInCard(event)) closePreview();
  const link = findTappedLink(event);
  if (!link) return;
  event.preventDefault();
  import("./sheet.js").then(
    ({ openSheet }) => openSheet(link),
    // Without a connection, notes of this page can still be reached.
    () => location.assign(link.href),
  );
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closePreview();
});
