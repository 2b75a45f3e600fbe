/*
 * Previews: pointing at a link to a thing of this site, or coming to it by keyboard, shows the head of its page;
 * at the number of a note, the note. The head is read from the page itself, once. A preview holds words only and is
 * a tooltip: what it says is found by following the link too, so nothing is lost without it, nor on a touch screen.
 */

const KINDS = "actors|briefings|events|places|questions|sources|themes";
const PAGE = new RegExp(`/(?:${KINDS})/[^/]+/$`);
const INTENT = 250; // milliseconds that a pointer rests before it means to point
const GRACE = 200; // milliseconds that it may take to move from the link into the preview
const MARGIN = 8;
const KEPT = new Set(["BDI", "EM", "STRONG"]);
const LEFT_OUT = ".headerlink, .footnote-backref, .footnote small";

const heads = new Map();
const card = document.createElement("div");
card.id = "__preview";
card.className = "preview";
card.hidden = true;
card.setAttribute("role", "tooltip");
document.querySelector("main").append(card);

let timer = 0;
let wanted = null;
let shown = null;

/** Writes the words of a node into another, with no markup but names' languages and emphasis. */
function copy(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      to.append(node.data);
    } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(LEFT_OUT)) {
      const kept = KEPT.has(node.tagName) ? document.createElement(node.tagName) : to;
      if (kept !== to) {
        kept.className = node.matches(".kind") ? node.className : "";
        kept.lang = node.lang;
        to.append(kept);
      }
      copy(node, kept);
    }
  }
}

function line(source, style) {
  const written = document.createElement("p");
  written.className = `preview-${style}`;
  copy(source, written);
  return written;
}

/** The head of a page: its name, type and names, description, first facts, and how much is there. */
function headOf(page) {
  const article = page.querySelector("article");
  const first = (selector, style, most = 1) =>
    [...article.querySelectorAll(selector)].slice(0, most).map((one) => line(one, style));
  return [
    ...first("h1", "title"),
    ...first(".meta", "meta"),
    ...first(".summary", "summary"),
    ...first(".facts > ul > li:not(:has(a[href^='http']))", "fact", 3),
    ...first(".tally", "meta"),
  ];
}

async function headAt(address) {
  try {
    if (!heads.has(address)) {
      const answer = await fetch(address);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      heads.set(address, answer.ok ? headOf(page) : []);
    }
    return heads.get(address);
  } catch {
    return []; // no network: the link itself is still there
  }
}

/** The link at a node, where it has a preview. */
function linkAt(node) {
  const link = node instanceof Element ? node.closest(".md-content a[href]") : null;
  if (!link || link.matches(LEFT_OUT)) {
    return null;
  }
  const url = new URL(link.getAttribute("href"), document.baseURI);
  const elsewhere = url.origin === location.origin && url.pathname !== location.pathname;
  return link.matches(".footnote-ref") || (elsewhere && !url.hash && PAGE.test(url.pathname)) ? link : null;
}

async function partsOf(link) {
  const url = new URL(link.getAttribute("href"), document.baseURI);
  if (!link.matches(".footnote-ref")) {
    return headAt(url.pathname);
  }
  const note = document.getElementById(decodeURIComponent(url.hash.slice(1)));
  const lines = (selector, style) => [...note.querySelectorAll(selector)].map((one) => line(one, style));
  return note ? [...lines("p", "note"), ...lines("p > small", "meta")] : [];
}

/** Beside the line of the link that the pointer is on, within the window. */
function place(link, y) {
  const lines = [...link.getClientRects()];
  const at = lines.find((one) => one.top <= y && y <= one.bottom) ?? lines[0] ?? link.getBoundingClientRect();
  const room = document.documentElement.clientWidth - card.offsetWidth - MARGIN;
  const below = at.bottom + MARGIN / 2;
  const fits = below + card.offsetHeight + MARGIN <= innerHeight;
  const top = fits ? below : Math.max(MARGIN, at.top - MARGIN / 2 - card.offsetHeight);
  card.style.left = `${Math.max(MARGIN, Math.min(at.left, room)) + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

async function show(link, y) {
  const parts = await partsOf(link);
  if (link !== wanted || !parts.length) {
    return;
  }
  close();
  wanted = shown = link;
  card.replaceChildren(...parts);
  card.hidden = false;
  place(link, y);
  link.setAttribute("aria-describedby", card.id);
}

function close() {
  clearTimeout(timer);
  shown?.removeAttribute("aria-describedby");
  wanted = shown = null;
  card.hidden = true;
}

function want(link, y) {
  clearTimeout(timer);
  wanted = link;
  if (link !== shown) {
    timer = setTimeout(show, INTENT, link, y);
  }
}

function closeSoon() {
  clearTimeout(timer);
  wanted = shown;
  timer = setTimeout(close, GRACE);
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") {
    return;
  }
  const link = linkAt(event.target);
  if (link) {
    want(link, event.clientY);
  } else if (card.contains(event.target)) {
    clearTimeout(timer);
  } else if (wanted && !wanted.matches(":focus-visible")) {
    closeSoon();
  }
});

document.addEventListener("focusin", (event) => {
  const link = linkAt(event.target);
  // A tap focuses too, but is no wish for a preview.
  if (link?.matches(":focus-visible")) {
    want(link, -1);
  } else {
    close();
  }
});

document.addEventListener("focusout", close);
document.addEventListener("click", (event) => card.contains(event.target) || close());
document.addEventListener("keydown", (event) => event.key === "Escape" && close());
