/*
 * Previews: pointing at a link to an entity of this site, or moving the keyboard focus to it, shows the head of its page;
 * at the number of a note, the note. The head is read from the page itself, once. A preview is a tooltip with text only:
 * its content is also at the target of the link, so nothing is lost without previews or on a touch screen.
 */

import { findTarget, resolveLink } from "./ui/address.js";
import { createElement, requireElement } from "./ui/elements.js";
import { fetchDocument, LoadError } from "./ui/fetch.js";
import { FOLDERS } from "./ui/kinds.js";

const ENTITY_PAGE = new RegExp(`/(?:${FOLDERS.join("|")})/[^/]+/$`);
const OPEN_DELAY = 250; // milliseconds that a pointer rests on a link before its preview opens
const CLOSE_DELAY = 200; // milliseconds that a pointer may take to move from the link into the preview
const MARGIN = 8;
const COPIED_TAGS = new Set(["BDI", "EM", "STRONG"]);
const LEFT_OUT = ".headerlink, .footnote-backref, .footnote small, li > small";

/** The lines of pages, by address. @type {Map<string, HTMLElement[]>} */
const heads = new Map();
const card = createElement("div", { id: "__preview", className: "preview", hidden: true, role: "tooltip" });
requireElement(document, "main", HTMLElement).append(card);

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** The link whose preview opens soon, or is open. @type {Element | null} */
let wantedLink = null;
/** The link whose preview is open. @type {Element | null} */
let shownLink = null;

/**
 * Copy the text of a node into an element, without markup except emphasis and the language of names.
 *
 * @param {Node} source
 * @param {HTMLElement} target
 */
function copyText(source, target) {
  for (const node of source.childNodes) {
    // Nodes of a loaded page belong to another document, but to the same classes.
    if (node instanceof Text) {
      target.append(node.data);
    } else if (node instanceof HTMLElement && !node.matches(LEFT_OUT)) {
      copyText(node, COPIED_TAGS.has(node.tagName) ? appendEmpty(node, target) : target);
    }
  }
}

/**
 * Append an empty element like another one, with its language and its kind of attribution.
 *
 * @param {HTMLElement} like
 * @param {HTMLElement} parent
 */
function appendEmpty(like, parent) {
  const element = document.createElement(like.tagName);
  element.className = like.matches(".kind") ? like.className : "";
  element.lang = like.lang;
  parent.append(element);
  return element;
}

/**
 * Return a line for each of the first elements that match a selector.
 *
 * @param {Element | null} root
 * @param {string} selector
 * @param {string} className
 * @param {number} [limit]
 */
function createLines(root, selector, className, limit = Number.POSITIVE_INFINITY) {
  const elements = [...(root?.querySelectorAll(selector) ?? [])].slice(0, limit);
  return elements.map((element) => {
    const line = createElement("p", { className });
    copyText(element, line);
    return line;
  });
}

/**
 * Return the head of a page: its name, type and names, description, first facts, and its first statement.
 *
 * @param {Document} page
 */
function createHead(page) {
  const article = page.querySelector("article");
  return [
    ...createLines(article, "h1", "preview-title", 1),
    ...createLines(article, ".meta", "preview-meta", 1),
    ...createLines(article, ".summary", "preview-summary", 1),
    ...createLines(article, ".facts > ul > li:not(:has(a[href^='http']))", "preview-fact", 3),
    ...createLines(article, ":is(.ledger, .accounts) > ul > li", "preview-statement", 1),
  ];
}

/**
 * Return the head of the page at an address; empty if the page does not exist or cannot be reached.
 *
 * @param {string} address
 */
async function loadHead(address) {
  let head = heads.get(address);
  if (head) return head;
  try {
    head = createHead(await fetchDocument(address));
  } catch (error) {
    // Without a connection the next try may succeed, and the link itself still works.
    if (!(error instanceof LoadError)) return [];
    head = [];
  }
  heads.set(address, head);
  return head;
}

/**
 * Return the link at a node, if it has a preview.
 *
 * @param {EventTarget | null} node
 */
function findLink(node) {
  const link = node instanceof Element ? node.closest(".md-content a[href]") : null;
  if (!link || link.matches(LEFT_OUT)) return null;
  if (link.matches(".footnote-ref")) return link;
  const url = resolveLink(link);
  const isOtherPage = url?.origin === location.origin && url.pathname !== location.pathname;
  return isOtherPage && !url.hash && ENTITY_PAGE.test(url.pathname) ? link : null;
}

/**
 * Return the lines of a link's preview.
 *
 * @param {Element} link
 */
async function loadLines(link) {
  const url = resolveLink(link);
  if (!url) return [];
  if (!link.matches(".footnote-ref")) return loadHead(url.pathname);
  const note = findTarget(url.hash);
  return [...createLines(note, "p", "preview-note"), ...createLines(note, "p > small", "preview-meta")];
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
  const lines = await loadLines(link);
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
document.addEventListener("click", (event) => {
  if (!isInCard(event)) closePreview();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closePreview();
});
