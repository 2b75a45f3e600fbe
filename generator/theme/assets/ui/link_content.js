/*
 * What a link of the article leads to, in short: the head of an entity's page, read from the page itself, once; or a note.
 * Both previews (previews.js) and the sheet of small screens (sheet.js) show it. It is text only, without links.
 */

import { findTarget, resolveLink } from "./address.js";
import { createElement } from "./elements.js";
import { fetchDocument, LoadError } from "./fetch.js";

const COPIED_TAGS = new Set(["BDI", "EM", "STRONG"]);
const LEFT_OUT = ".headerlink, .footnote-backref, .footnote small, li > small";

/** The lines of pages, by address. @type {Map<string, HTMLElement[]>} */
const heads = new Map();

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
 * Return the lines of a link's preview.
 *
 * @param {Element} link
 */
export async function loadLines(link) {
  const url = resolveLink(link);
  if (!url) return [];
  if (!link.matches(".footnote-ref")) return loadHead(url.pathname);
  const note = findTarget(url.hash);
  return [...createLines(note, "p", "preview-note"), ...createLines(note, "p > small", "preview-meta")];
}
