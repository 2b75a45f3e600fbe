/*
 * The tool beside a part that can be cited: a button that appears when the pointer rests on a paragraph, a side note, an
 * entry of a briefing's list of statements or a row of another page's, or when the keyboard focus is in one. It copies the
 * address or the citation of the part, and leads to all formats. There is one for the page, and it moves nothing: it lies in
 * the margin or at the end of the text.
 *
 * In the order of Tab it comes right before the link by which the focus came into the part. So Tab has no more stops on its
 * way down the page, and Shift-Tab leads to the tool.
 */

import { announce, createElement, requireElement } from "../ui/elements.js";
import { CITE } from "../ui/messages.js";
import { createCopyButtons } from "./copy_buttons.js";
import { findPlace } from "./part_place.js";

const OPEN_DELAY = 250; // milliseconds that a pointer rests on a part before its tool appears
const CLOSE_DELAY = 400; // milliseconds that a pointer may take to move from the part to the tool
const MARGIN = 8; // pixels between the panel and the edge of the window
const OVER_GUTTER = 6; // pixels of the gutter between two columns that the button may take
const SAME_LINE = 12; // pixels between the lower edges of text and numbers in one line

/**
 * A part that can be cited.
 *
 * @typedef {object} FoundPart
 * @property {string} fragment
 * @property {HTMLElement} element
 * @property {string} label
 */

/**
 * What a page has to cite.
 *
 * @typedef {object} Parts
 * @property {(node: EventTarget | null) => FoundPart | null} find
 * @property {(part: FoundPart) => Promise<import("./citations.js").Citations>} load
 * @property {(part: FoundPart) => void} openFormats
 */

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
  #parts;
  /** The citations of the shown part, once they are loaded. @type {import("./citations.js").Citations | null} */
  #citations = null;
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

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.button = createElement(
      "button",
      { type: "button", className: "part-button", onclick: () => this.#toggle() },
      "¶",
    );
    this.copyButtons = createCopyButtons(
      () => this.#citations?.getAddress(this.#shown?.fragment ?? "") ?? "",
      () => this.#citations?.write(this.#shown?.fragment ?? "") ?? "",
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
    return !this.panel.hidden || this.#has(focused) || (isResting && this.#parts.find(focused) !== null);
  }

  /** @param {PointerEvent} event */
  followPointer(event) {
    if (event.pointerType === "touch" || this.#isInUse(event)) return;
    clearTimeout(this.#timer);
    if (this.#has(event.target)) return;
    const part = this.#parts.find(event.target);
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
    const part = target instanceof HTMLElement && target.matches(":focus-visible") ? this.#parts.find(target) : null;
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
    this.button.ariaLabel = `${CITE.part}${part.label}`;
    this.button.title = CITE.tool;
    this.element.hidden = false;
    this.#place();
  }

  #hide() {
    clearTimeout(this.#timer);
    this.#closePanel();
    this.#shown = this.#origin = this.#citations = null;
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
    if (!this.panel.hidden) this.#closePanel();
    else if (this.#shown) this.#openPanel(this.#shown);
  }

  /**
   * Open the panel with the citations ready: a browser lets a script copy only right after a click.
   *
   * @param {FoundPart} part
   */
  async #openPanel(part) {
    const { link, citation, status } = this.copyButtons;
    const citations = await this.#parts.load(part).catch(() => null);
    if (part !== this.#shown) return;
    const isKnown = citations?.parts.has(part.fragment) ?? false;
    this.#citations = citations;
    link.hidden = citation.hidden = !isKnown;
    this.panel.hidden = false;
    this.button.ariaExpanded = "true";
    if (!isKnown) announce(status, CITE.notLoaded);
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
    const part = this.#shown;
    this.#hide();
    if (part) this.#parts.openFormats(part);
  }
}

/**
 * Add the tool to a page, and show it for the event that asked for it.
 *
 * @param {Parts} parts
 * @param {Event} event
 */
export function addPartTool(parts, event) {
  const tool = new PartTool(parts);
  if (event instanceof PointerEvent) tool.followPointer(event);
  else if (event instanceof FocusEvent) tool.followFocus(event);
}
