/*
 * Reads the picture that the generator has drawn (`generator.figures.network`) and connects its tools: what is visible of
 * it (view.js, moved by gestures.js), what is filtered out (filter.js), and the names that have room (labels.js).
 */

import { resolveLink } from "../ui/address.js";
import { requireElement } from "../ui/elements.js";
import { Filter } from "./filter.js";
import { addGestures } from "./gestures.js";
import { Labels } from "./labels.js";
import { View } from "./view.js";

/**
 * An actor in the picture.
 *
 * @typedef {object} NetworkNode
 * @property {SVGGElement} group
 * @property {SVGAElement} link
 * @property {SVGGraphicsElement} sign
 * @property {string} name
 * @property {string} type
 * @property {number} x
 * @property {number} y
 * @property {boolean} isHidden whether the filter leaves it out
 */

/**
 * A pair of actors in the picture, with its row in the table.
 *
 * @typedef {object} NetworkTie
 * @property {SVGElement} line
 * @property {HTMLElement | undefined} row
 * @property {NetworkNode[]} ends
 * @property {Set<number>} themes the positions of its themes in the list of the tool
 */

/** @param {Element} link */
function readPath(link) {
  return resolveLink(link)?.pathname ?? "";
}

/**
 * Read the numbers of a `data-` attribute.
 *
 * @param {string | undefined} text
 */
function readNumbers(text = "") {
  return text.split(" ").filter(Boolean).map(Number);
}

/**
 * @param {SVGGElement} group
 * @returns {NetworkNode}
 */
function readNode(group) {
  // The first shape is the area to touch, the second the sign.
  const [area, sign] = /** @type {SVGGraphicsElement[]} */ ([...group.querySelectorAll("circle, path")]);
  if (!area || !sign) throw new TypeError("an actor of the network has no sign");
  return {
    group,
    link: requireElement(group, "a", SVGAElement),
    sign,
    name: group.dataset.name ?? "",
    type: group.dataset.type ?? "",
    x: Number(area.getAttribute("cx")),
    y: Number(area.getAttribute("cy")),
    isHidden: false,
  };
}

/**
 * Return the rows of the table below the picture, by the paths of their two actors.
 *
 * @param {HTMLElement} figure
 */
function readRows(figure) {
  /** @type {Map<string, HTMLElement>} */
  const rows = new Map();
  for (const cell of figure.parentElement?.querySelectorAll("table td:first-child") ?? []) {
    const paths = [...cell.querySelectorAll("a")].map(readPath);
    if (cell.parentElement) rows.set(paths.join(" "), cell.parentElement);
  }
  return rows;
}

/**
 * @param {HTMLElement} figure
 * @returns {{ nodes: NetworkNode[], ties: NetworkTie[] }}
 */
function readPicture(figure) {
  const groups = /** @type {SVGGElement[]} */ ([...figure.querySelectorAll(".network-node")]);
  const nodes = groups.map(readNode);
  const rows = readRows(figure);
  const lines = /** @type {SVGElement[]} */ ([...figure.querySelectorAll(".network-ties > line")]);
  const ties = lines.map((line) => {
    const ends = readNumbers(line.dataset.ends).flatMap((number) => nodes[number] ?? []);
    const row = rows.get(ends.map(({ link }) => readPath(link)).join(" "));
    return { line, row, ends, themes: new Set(readNumbers(line.dataset.themes)) };
  });
  return { nodes, ties };
}

/**
 * Add the tools to the picture.
 *
 * @param {HTMLElement} figure
 */
export function addTools(figure) {
  const { nodes, ties } = readPicture(figure);
  const labels = new Labels(nodes);
  const view = new View(requireElement(figure, ".network-scroll > svg", SVGSVGElement), nodes, () => placeLabels());
  const filter = new Filter(figure, nodes, ties, () => showMatches());

  /** Place the labels. Without a zoom or a filter they stay as built, so that nothing moves when the tools load. */
  function placeLabels() {
    if (view.isPrinted || (view.zoom === 1 && !filter.isActive)) labels.restore();
    else labels.place(view);
  }

  /** Show what the filter leaves; if some of it is out of sight, show the whole picture. */
  function showMatches() {
    const isAllVisible = nodes.every((node) => node.isHidden || view.shows(node));
    if (filter.isActive && !isAllVisible) view.showWhole();
    placeLabels();
  }

  figure.classList.add("network-live");
  filter.restore();
  addGestures(view, requireElement(figure, ".network-tool > form", HTMLFormElement));
  addEventListener("beforeprint", () => {
    view.setPrinted(true);
    placeLabels();
  });
  addEventListener("afterprint", () => {
    view.setPrinted(false);
    placeLabels();
  });
}
