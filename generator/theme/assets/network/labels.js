/*
 * Names beside the signs of actors. As in `generator.figures.labels`, a name covers neither a sign nor another name, and
 * the actor named most often comes first. When zoom or filter make room, names that had no place get one.
 */

/**
 * @typedef {import("./network.js").NetworkNode} NetworkNode
 * @typedef {{ left: number, right: number, top: number, bottom: number }} Box
 */

/**
 * A name with its measured size, in units of the picture, which are the same at every zoom.
 *
 * @typedef {object} Label
 * @property {NetworkNode} node
 * @property {SVGTextElement} text
 * @property {boolean} isBuilt whether the generator has placed it
 * @property {DOMRect} box
 * @property {number} radius of the sign
 */

/**
 * A place for a label: how far to move it, and what it then covers.
 *
 * @typedef {{ x: number, y: number, box: Box }} Place
 */

const GAP = 4;

/**
 * @param {Box} one
 * @param {Box} other
 */
function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/**
 * Add a name that had no room beside its sign.
 *
 * @param {NetworkNode} node
 */
function addText({ link, name, x, y }) {
  const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
  const attributes = { class: "network-name network-added", "font-size": 13, fill: "currentColor", x, y };
  for (const [key, value] of Object.entries(attributes)) text.setAttribute(key, String(value));
  const line = document.createElementNS("http://www.w3.org/2000/svg", "tspan");
  line.textContent = name;
  text.append(line);
  link.append(text);
  return text;
}

export class Labels {
  #nodes;
  #builtTexts;
  /** @type {Label[] | undefined} */
  #labels;

  /** @param {NetworkNode[]} nodes */
  constructor(nodes) {
    this.#nodes = nodes;
    this.#builtTexts = nodes.map(({ link }) => link.querySelector("text"));
  }

  /** Return the labels, measured at the first use. */
  #measure() {
    this.#labels ??= this.#nodes.map((node, index) => {
      const built = this.#builtTexts[index];
      const text = built ?? addText(node);
      return { node, text, isBuilt: Boolean(built), box: text.getBBox(), radius: node.sign.getBBox().width / 2 };
    });
    return this.#labels;
  }

  /** Restore all labels to how they were built. */
  restore() {
    for (const { text, isBuilt } of this.#labels ?? []) {
      text.removeAttribute("transform");
      text.classList.toggle("network-out", !isBuilt);
    }
  }

  /**
   * Place as many labels as have room at a zoom.
   *
   * @param {{ zoom: number, pictureWidth: number, pictureHeight: number }} view
   */
  place({ zoom, pictureWidth, pictureHeight }) {
    const shown = this.#measure().filter(({ node }) => !node.isHidden);
    const taken = shown.map((label) => signBox(label, zoom));
    const isInPicture = (/** @type {Box} */ { left, top, right, bottom }) =>
      left >= 0 && top >= 0 && right <= pictureWidth * zoom && bottom <= pictureHeight * zoom;
    for (const label of shown) {
      const places = listPlaces(label, zoom);
      const place = places.find(({ box }) => isInPicture(box) && !taken.some((other) => overlap(box, other)));
      label.text.classList.toggle("network-out", !place);
      if (place) {
        taken.push(place.box);
        label.text.setAttribute("transform", `translate(${place.x} ${place.y})`);
      }
    }
  }
}

/**
 * Return what the sign of a label covers.
 *
 * @param {Label} label
 * @param {number} zoom
 * @returns {Box}
 */
function signBox({ node: { x, y }, radius }, zoom) {
  return { left: x * zoom - radius, right: x * zoom + radius, top: y * zoom - radius, bottom: y * zoom + radius };
}

/**
 * Return the places that a label may have, the best first: as built, then right, left, below, and above its sign.
 *
 * @param {Label} label
 * @param {number} zoom
 * @returns {Place[]}
 */
function listPlaces({ node: { x, y }, isBuilt, box, radius }, zoom) {
  const center = { x: x - box.width / 2 - box.x, y: y - box.height / 2 - box.y };
  const beside = radius + GAP + box.width / 2;
  const below = radius + box.height / 2;
  const moves = [
    { x: center.x + beside, y: center.y },
    { x: center.x - beside, y: center.y },
    { x: center.x, y: center.y + below },
    { x: center.x, y: center.y - below },
  ];
  if (isBuilt) moves.unshift({ x: 0, y: 0 });
  return moves.map((move) => {
    const left = box.x + move.x + x * (zoom - 1);
    const top = box.y + move.y + y * (zoom - 1);
    return { ...move, box: { left, top, right: left + box.width, bottom: top + box.height } };
  });
}
