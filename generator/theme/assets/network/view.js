/*
 * The visible part of the picture: its viewBox. Signs and names keep their size on the screen, and so stay legible, while
 * the distances between them grow. At a zoom of one the picture is as it was built. On a small screen the frame shows a
 * part of it, and the whole picture has a zoom of less than one.
 */

/** @typedef {import("./network.js").NetworkNode} NetworkNode */

const MAX_ZOOM = 8;

/**
 * @param {number} value
 * @param {number} min
 * @param {number} max
 */
function clamp(value, min, max) {
  return Math.max(min, Math.min(value, max));
}

/**
 * Return where the visible part starts along a side: within the picture, or so that the picture is centered.
 *
 * @param {number} start
 * @param {number} visible the length of the visible part
 * @param {number} all the length of the side
 */
function clampStart(start, visible, all) {
  return visible >= all ? (all - visible) / 2 : clamp(start, 0, all - visible);
}

export class View {
  #svg;
  #onZoom;
  #builtBox;
  #x = 0;
  #y = 0;
  /** The scale of signs and names, which undoes the zoom. */
  #signScale = 1;
  /** The share of the image's width that the frame shows. */
  #share = 1;
  zoom = 1;
  isPrinted = false;
  /** The size of the image in pixels. */
  width = 0;
  height = 0;

  /**
   * @param {SVGSVGElement} svg
   * @param {NetworkNode[]} nodes
   * @param {() => void} onZoom called when the zoom has changed
   */
  constructor(svg, nodes, onZoom) {
    this.#svg = svg;
    this.nodes = nodes;
    this.#onZoom = onZoom;
    this.frame = /** @type {HTMLElement} */ (svg.parentElement);
    this.#builtBox = svg.getAttribute("viewBox") ?? "";
    const [, , width = 0, height = 0] = this.#builtBox.split(" ").map(Number);
    /** The size of the picture in its own units. */
    this.pictureWidth = width;
    this.pictureHeight = height;
    this.#measure();
    new ResizeObserver(() => {
      this.#measure();
      this.zoomTo(this.zoom);
    }).observe(this.frame);
  }

  /** Measure the image on the screen. The sizes are kept, because each measurement costs a layout. */
  #measure() {
    ({ width: this.width, height: this.height } = this.#svg.getBoundingClientRect());
    this.#share = Math.min(1, this.frame.getBoundingClientRect().width / this.width);
  }

  /** The size of the visible part, in units of the picture. */
  get #visible() {
    return { width: (this.pictureWidth / this.zoom) * this.#share, height: this.pictureHeight / this.zoom };
  }

  /** The pixels in a unit of the picture. */
  get #scale() {
    return (this.width / this.pictureWidth) * this.zoom;
  }

  /**
   * Show the part that starts at a point.
   *
   * @param {number} x
   * @param {number} y
   */
  #showFrom(x, y) {
    const visible = this.#visible;
    this.#x = clampStart(x, visible.width, this.pictureWidth);
    this.#y = clampStart(y, visible.height, this.pictureHeight);
    const isDeep = visible.height < this.pictureHeight;
    this.frame.classList.toggle("network-deep", isDeep);
    this.frame.classList.toggle("network-movable", isDeep || visible.width < this.pictureWidth);
    this.#write();
  }

  /**
   * Zoom to a factor around a point of the frame, in pixels, by default its center. Return whether the zoom has changed.
   *
   * @param {number} zoom
   * @param {number} [right]
   * @param {number} [down]
   */
  zoomTo(zoom, right = (this.width * this.#share) / 2, down = this.height / 2) {
    const [x, y] = [this.#x + right / this.#scale, this.#y + down / this.#scale];
    const target = clamp(zoom, this.#share, MAX_ZOOM);
    const hasChanged = target !== this.zoom;
    this.zoom = target;
    this.#showFrom(x - right / this.#scale, y - down / this.#scale);
    if (hasChanged) this.#onZoom();
    return hasChanged;
  }

  /**
   * Move the picture by pixels. Return whether it has moved.
   *
   * @param {number} right
   * @param {number} down
   */
  moveBy(right, down) {
    const [x, y] = [this.#x, this.#y];
    this.#showFrom(x - right / this.#scale, y - down / this.#scale);
    return this.#x !== x || this.#y !== y;
  }

  /** Zoom out until the frame shows the whole picture. */
  showWhole() {
    this.zoomTo(this.#share);
  }

  /**
   * Check whether an actor is visible.
   *
   * @param {{ x: number, y: number }} node
   */
  shows({ x, y }) {
    const { width, height } = this.#visible;
    return x >= this.#x && x <= this.#x + width && y >= this.#y && y <= this.#y + height;
  }

  /**
   * Move an actor to the center if it is not visible.
   *
   * @param {{ x: number, y: number }} node
   */
  reveal(node) {
    if (this.shows(node)) return;
    const { width, height } = this.#visible;
    this.#showFrom(node.x - width / 2, node.y - height / 2);
  }

  /**
   * Show the picture as it was built while it is printed.
   *
   * @param {boolean} isPrinted
   */
  setPrinted(isPrinted) {
    this.isPrinted = isPrinted;
    this.#write();
  }

  /** Write the visible part, and the size of signs, into the image. */
  #write() {
    const isAsBuilt = this.isPrinted || (this.zoom === 1 && !this.#x && !this.#y);
    const size = [this.pictureWidth / this.zoom, this.pictureHeight / this.zoom];
    const box = [this.#x, this.#y, ...size].map((value) => value.toFixed(2)).join(" ");
    this.#svg.setAttribute("viewBox", isAsBuilt ? this.#builtBox : box);
    const signScale = this.isPrinted ? 1 : 1 / this.zoom;
    if (signScale === this.#signScale) return;
    this.#signScale = signScale;
    for (const { group, x, y } of this.nodes) {
      group.setAttribute("transform", `translate(${x} ${y}) scale(${signScale}) translate(${-x} ${-y})`);
    }
  }
}
