/*
 * The tool beside a part of a briefing: a button that appears when the pointer rests on a paragraph, a side note or an entry
 * of the list of statements, or when the keyboard focus is in one. It copies the address or the citation of the part, and
 * leads to all formats. There is one for the page, and it moves nothing: it lies in the margin or at the end of the text.
 *
 * In the order of Tab it comes right before the link by which the focus came into the part. So Tab has no more stops on its
 * way down the page, and Shift-Tab leads to the tool.
 */

import { createElement, requireElement } from "../ui/elements.js";
import { CITE } from "../ui/messages.js";
import { openCitations } from "./cite_tool.js";
import { createCopyButtons } from "./copy_buttons.js";
import { findPart, readCitations } from "./page_citations.js";
import { findPlace } from "./part_place.js";

const OPEN_DELAY = 250; // milliseconds that a pointer rests on a part before its tool appears
const CLOSE_DELAY = 400; // milliseconds that a pointer may take to move from the part to the tool
const MARGIN = 8; // pixels between the panel and the edge of the window
const OVER_GUTTER = 6; // pixels of the gutter between two columns that the button may take
const SAME_LINE = 12; // pixels between the lower edges of text and numbers in one line

/** @typedef {NonNullable<ReturnType<typeof findPart>>} FoundPart */

/**
 * Return the box around the last line of an element.
 *
 * @param {Element} element
 * @returns {import("./part_place.js").Box}
 */
function measureLastLine(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
  const lowest = Math.max(...boxes.map(({ bottom }) => bottom));
  const line = boxes.filter(({ bottom }) => bottom > lowest - SAME_LINE);
  return {
    left: Math.min(...line.map(({ left }) => left)),
    top: Math.min(...line.map(({ top }) => top)),
    right: Math.max(...line.map(({ right }) => right)),
    bottom: lowest,
  };
}

/**
 * Return the room beside an element, from the edge of the window to the column after the text. Before a side note there is
 * none, as the text is there.
 *
 * @param {Element} element
 * @param {boolean} isRightToLeft
 */
function measureRoom(element, isRightToLeft) {
  const width = document.documentElement.clientWidth;
  const column = requireElement(document, ".md-content", HTMLElement).getBoundingClientRect();
  const room = { left: 0, right: Math.min(width, column.right + OVER_GUTTER) };
  if (!element.matches(".sidenote")) return room;
  return isRightToLeft ? { ...room, right: Number.NEGATIVE_INFINITY } : { ...room, left: Number.POSITIVE_INFINITY };
}

/**
 * Return the block of the article, or the list, beside which there is only margin.
 *
 * @param {Element} element
 */
function findBlock(element) {
  if (element.matches(".sidenote")) return element;
  return element.closest(".article > *, .footnote ol") ?? element;
}

class PartTool {
  #container;
  #citations;
  /** The part whose tool is shown. @type {FoundPart | null} */
  #shown = null;
  /** The link by which the focus came into the part. @type {HTMLElement | null} */
  #origin = null;
  /** The part whose tool the reader closed by Escape. @type {Element | null} */
  #dismissed = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #pointerX = -1;
  #pointerY = -1;

  /**
   * @param {Element} container of the citations below "How to cite"
   * @param {import("./citations.js").Citations} citations
   */
  constructor(container, citations) {
    this.#container = container;
    this.#citations = citations;
    this.button = createElement(
      "button",
      { type: "button", className: "part-button", onclick: () => this.#toggle() },
      "¶",
    );
    this.copyButtons = createCopyButtons(
      () => citations.getAddress(this.#shown?.fragment ?? ""),
      () => citations.write(this.#shown?.fragment ?? ""),
    );
    const { link, citation, status, refused } = this.copyButtons;
    const more = createElement("button", { type: "button", onclick: () => this.#openFormats() }, CITE.more);
    this.panel = createElement("div", { className: "part-panel", hidden: true }, link, citation, more, status, refused);
    this.element = createElement("div", { className: "part-tool", hidden: true }, this.button, this.panel);
    this.button.ariaExpanded = "false";
    requireElement(document, "main", HTMLElement).append(this.element);
    this.#listen();
  }

  #listen() {
    document.addEventListener("pointerover", (event) => this.followPointer(event));
    document.addEventListener("focusin", (event) => this.followFocus(event));
    document.addEventListener("pointerdown", (event) => {
      if (!this.#has(event.target)) this.#hide();
    });
    document.addEventListener("keydown", (event) => {
      if (this.#shown && event.key === "Escape") this.#closeByEscape();
      else if (this.#shown && event.key === "Tab") this.#moveFocus(event);
    });
    addEventListener("resize", () => this.#place());
  }

  /** @param {EventTarget | null} node */
  #has(node) {
    return node instanceof Node && this.element.contains(node);
  }

  /**
   * Return the part at a node, if it can be cited.
   *
   * @param {EventTarget | null} node
   */
  #find(node) {
    const part = findPart(node);
    return part && this.#citations.parts.has(part.fragment) ? part : null;
  }

  /**
   * Check whether the tool is in use, so that the pointer does not take it to another part. A page that the keyboard scrolls
   * below a resting pointer is not pointed at.
   *
   * @param {PointerEvent} event
   */
  #isInUse({ clientX, clientY }) {
    const isResting = this.#pointerX === clientX && this.#pointerY === clientY;
    this.#pointerX = clientX;
    this.#pointerY = clientY;
    const focused = document.querySelector(":focus-visible");
    return !this.panel.hidden || this.#has(focused) || (isResting && this.#find(focused) !== null);
  }

  /** @param {PointerEvent} event */
  followPointer(event) {
    if (event.pointerType === "touch" || this.#isInUse(event)) return;
    clearTimeout(this.#timer);
    if (this.#has(event.target)) return;
    const part = this.#find(event.target);
    if (part?.element === this.#shown?.element) return;
    this.#timer = part
      ? setTimeout(() => this.#show(part, null), OPEN_DELAY)
      : setTimeout(() => this.#hide(), CLOSE_DELAY);
  }

  /** @param {FocusEvent} event */
  followFocus(event) {
    const { target } = event;
    if (this.#has(target)) return;
    clearTimeout(this.#timer);
    // A click moves the focus too, but does not ask for the tool.
    const part = target instanceof HTMLElement && target.matches(":focus-visible") ? this.#find(target) : null;
    if (!part || !(target instanceof HTMLElement)) this.#hide();
    else if (part.element !== this.#dismissed && (part.element !== this.#shown?.element || !this.#origin)) {
      this.#show(part, target);
    }
    if (part?.element !== this.#dismissed) this.#dismissed = null;
  }

  /**
   * @param {FoundPart} part
   * @param {HTMLElement | null} origin
   */
  #show(part, origin) {
    this.#hide();
    this.#shown = part;
    this.#origin = origin;
    const label = this.#citations.parts.get(part.fragment)?.label ?? "";
    this.button.ariaLabel = `${CITE.part}${label}`;
    this.button.title = CITE.tool;
    this.element.hidden = false;
    this.#place();
  }

  #hide() {
    clearTimeout(this.#timer);
    this.#closePanel();
    this.#shown = this.#origin = null;
    this.element.hidden = true;
  }

  /** Place the tool beside its part, and the panel within the window. */
  #place() {
    if (!this.#shown) return;
    const { element } = this.#shown;
    const style = getComputedStyle(element);
    const isRightToLeft = style.direction === "rtl";
    const place = findPlace(
      {
        part: element.getBoundingClientRect(),
        block: findBlock(element).getBoundingClientRect(),
        lastLine: measureLastLine(element),
        room: measureRoom(element, isRightToLeft),
        lineHeight: Number.parseFloat(style.lineHeight),
        size: this.button.offsetWidth,
      },
      isRightToLeft,
    );
    // A transform changes no layout: the page does not shift when the tool goes to another part.
    this.element.style.transform = `translate(${Math.round(place.left + scrollX)}px, ${Math.round(place.top + scrollY)}px)`;
    if (!this.panel.hidden) this.#placePanel();
  }

  #placePanel() {
    const button = this.button.getBoundingClientRect();
    const rightmost = document.documentElement.clientWidth - this.panel.offsetWidth - MARGIN;
    const left = Math.max(MARGIN, Math.min(button.left, rightmost));
    const isBelow = button.bottom + this.panel.offsetHeight + MARGIN <= innerHeight;
    this.panel.style.left = `${left - button.left}px`;
    // It grows away from the button.
    this.panel.style.top = isBelow ? `${button.height}px` : "auto";
    this.panel.style.bottom = isBelow ? "auto" : `${button.height}px`;
  }

  #toggle() {
    if (!this.panel.hidden) {
      this.#closePanel();
      return;
    }
    this.panel.hidden = false;
    this.button.ariaExpanded = "true";
    this.#placePanel();
  }

  #closePanel() {
    this.panel.hidden = true;
    this.button.ariaExpanded = "false";
    this.copyButtons.reset();
  }

  #closeByEscape() {
    const hasFocus = this.#has(document.activeElement);
    if (!this.panel.hidden) {
      this.#closePanel();
      if (hasFocus) this.button.focus();
      return;
    }
    const origin = this.#origin;
    this.#dismissed = this.#shown?.element ?? null;
    this.#hide();
    if (hasFocus) origin?.focus();
  }

  /**
   * Keep the tool right before its link in the order of Tab, wherever it is in the document.
   *
   * @param {KeyboardEvent} event
   */
  #moveFocus(event) {
    const origin = this.#origin ?? this.#shown?.element.querySelector("a");
    /** @type {NodeListOf<HTMLElement>} */
    const candidates = this.element.querySelectorAll("button, pre");
    const stops = [...candidates].filter((stop) => stop.checkVisibility());
    if (event.shiftKey && event.target === this.#origin) {
      event.preventDefault();
      this.button.focus();
    } else if (!event.shiftKey && event.target === stops.at(-1)) {
      event.preventDefault();
      origin?.focus();
    } else if (event.shiftKey && event.target === stops[0]) {
      // The browser moves on from here to the stop before the link.
      origin?.focus();
    }
  }

  #openFormats() {
    const fragment = this.#shown?.fragment ?? "";
    this.#hide();
    openCitations(this.#container, fragment);
  }
}

/**
 * Add the tool to the page of a briefing, and show it for the event that asked for it.
 *
 * @param {Element} container of the citations below "How to cite"
 * @param {Event} event
 */
export function addPartTool(container, event) {
  const citations = readCitations();
  if (!citations) return;
  const tool = new PartTool(container, citations);
  if (event instanceof PointerEvent) tool.followPointer(event);
  else if (event instanceof FocusEvent) tool.followFocus(event);
}
