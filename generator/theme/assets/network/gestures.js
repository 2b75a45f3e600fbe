/*
 * Moves the picture by buttons, keys, wheel, mouse, and fingers. The page comes first: the wheel scrolls the page unless
 * a key is held or the picture has the focus, and one finger scrolls the page up and down until the picture is zoomed.
 */

import { createElement } from "../ui/elements.js";
import { NETWORK } from "../ui/messages.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {[x: number, y: number]} Point in pixels from the corner of the frame
 */

const ZOOM_STEP = 1.5;
const CLICK_SLACK = 5; // pixels that a pointer may move and still click
const LINE_HEIGHT = 16; // pixels to a line, for a wheel that counts lines

/** What each key does; false if nothing has moved. @type {Record<string, (view: View) => boolean>} */
const KEYS = {
  "+": (view) => view.zoomTo(view.zoom * ZOOM_STEP),
  "=": (view) => view.zoomTo(view.zoom * ZOOM_STEP),
  "-": (view) => view.zoomTo(view.zoom / ZOOM_STEP),
  0: (view) => {
    view.showWhole();
    return true;
  },
  ArrowLeft: (view) => view.moveBy(view.width / 8, 0),
  ArrowRight: (view) => view.moveBy(-view.width / 8, 0),
  ArrowUp: (view) => view.moveBy(0, view.height / 8),
  ArrowDown: (view) => view.moveBy(0, -view.height / 8),
};

const BUTTONS = [
  { ...NETWORK.zoomIn, key: "+" },
  { ...NETWORK.zoomOut, key: "-" },
  { ...NETWORK.whole, key: "0" },
];

/**
 * Add the buttons and listen to gestures.
 *
 * @param {View} view
 * @param {HTMLFormElement} form
 */
export function addGestures(view, form) {
  const { frame } = view;
  const buttons = BUTTONS.map(({ text, title, key }) => {
    const button = createElement("button", { type: "button", title, ariaLabel: title }, text);
    button.addEventListener("click", () => KEYS[key]?.(view));
    return button;
  });
  form.append(createElement("div", { className: "network-zoom" }, ...buttons));
  new Pointers(view);
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", NETWORK.pictureLabel);
  frame.addEventListener("keydown", (event) => handleKey(view, event));
  frame.addEventListener("wheel", (event) => handleWheel(view, event), { passive: false });
  frame.addEventListener("dblclick", (event) => view.zoomTo(view.zoom * ZOOM_STEP, ...locate(view, event)));
  frame.addEventListener("focusin", (event) => {
    const node = view.nodes.find(({ link }) => link === event.target);
    if (node?.link.matches(":focus-visible")) view.reveal(node);
  });
}

/**
 * Return where in the frame an event happened.
 *
 * @param {View} view
 * @param {MouseEvent} event
 * @returns {Point}
 */
function locate(view, event) {
  const { left, top } = view.frame.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}

/**
 * @param {View} view
 * @param {WheelEvent} event
 */
function handleWheel(view, event) {
  const isKeyHeld = event.ctrlKey || event.metaKey;
  if (!isKeyHeld && !view.frame.contains(document.activeElement)) return;
  const pixels = event.deltaY * (event.deltaMode ? LINE_HEIGHT : 1);
  const hasChanged = view.zoomTo(view.zoom * Math.exp(-pixels / 400), ...locate(view, event));
  // At the smallest and the largest zoom the wheel scrolls the page again.
  if (hasChanged || isKeyHeld) event.preventDefault();
}

/**
 * @param {View} view
 * @param {KeyboardEvent} event
 */
function handleKey(view, event) {
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
  if (!hasModifier && Object.hasOwn(KEYS, event.key) && KEYS[event.key]?.(view)) event.preventDefault();
}

/** The pointers on the picture: one drags, two pinch. */
class Pointers {
  #view;
  /** Where each pointer is. @type {Map<number, Point>} */
  #positions = new Map();
  #hasDragged = false;

  /** @param {View} view */
  constructor(view) {
    this.#view = view;
    const { frame } = view;
    frame.addEventListener("pointerdown", (event) => this.#press(event));
    frame.addEventListener("pointermove", (event) => this.#move(event));
    frame.addEventListener("pointerup", (event) => this.#release(event));
    frame.addEventListener("pointercancel", (event) => this.#release(event));
    // Otherwise a link would be dragged out of the page.
    frame.addEventListener("dragstart", (event) => event.preventDefault());
    // A drag that ends on a link is not a click. A click by keyboard (detail 0) always is.
    frame.addEventListener(
      "click",
      (event) => {
        if (this.#hasDragged && event.detail) event.preventDefault();
      },
      true,
    );
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (event.button !== 0) return;
    this.#hasDragged = this.#positions.size > 0;
    this.#positions.set(event.pointerId, locate(this.#view, event));
  }

  /** @param {PointerEvent} event */
  #move(event) {
    // The button was released outside the frame.
    if (!event.buttons) this.#release(event);
    const before = this.#positions.get(event.pointerId);
    if (!before) return;
    const now = locate(this.#view, event);
    const [right, down] = [now[0] - before[0], now[1] - before[1]];
    if (!this.#hasDragged && Math.hypot(right, down) < CLICK_SLACK) return;
    this.#hasDragged = true;
    this.#view.frame.setPointerCapture(event.pointerId);
    const [other] = [...this.#positions].filter(([id]) => id !== event.pointerId);
    this.#positions.set(event.pointerId, now);
    if (other) this.#pinch(other[1], before, now);
    else this.#view.moveBy(right, down);
  }

  /**
   * Follow the middle between two fingers, of which one moves, and the distance between them.
   *
   * @param {Point} resting
   * @param {Point} before
   * @param {Point} now
   */
  #pinch(resting, before, now) {
    const distance = (/** @type {Point} */ point) => Math.hypot(point[0] - resting[0], point[1] - resting[1]) || 1;
    this.#view.moveBy((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    const zoom = (this.#view.zoom * distance(now)) / distance(before);
    this.#view.zoomTo(zoom, (now[0] + resting[0]) / 2, (now[1] + resting[1]) / 2);
  }

  /** @param {PointerEvent} event */
  #release(event) {
    this.#positions.delete(event.pointerId);
    if (this.#positions.size) return;
    // The click that follows at once is still part of the drag; a later one is not.
    setTimeout(() => {
      this.#hasDragged = false;
    });
  }
}
