/*
 * Reads the picture that the generator has drawn, and ties its tools together: what is seen of it (view.js, moved by
 * gestures.js), what is left out (filter.js), and the names that there is room for (names.js).
 */

import { Filter } from "./filter.js";
import { follow } from "./gestures.js";
import { Names } from "./names.js";
import { View } from "./view.js";

function pathOf(link) {
  return new URL(link.getAttribute("href"), document.baseURI).pathname;
}

function numbers(words) {
  return words.split(" ").filter(Boolean).map(Number);
}

function nodeOf(group) {
  const [touched, sign] = group.querySelectorAll("circle, path");
  return {
    group,
    link: group.querySelector("a"),
    sign,
    type: group.dataset.type,
    x: Number(touched.getAttribute("cx")),
    y: Number(touched.getAttribute("cy")),
    out: false,
  };
}

/** Actors with their names, which stand in the table, and ties with their rows there. */
function read(figure) {
  const nodes = [...figure.querySelectorAll(".network-node")].map(nodeOf);
  const links = [...figure.parentElement.querySelectorAll("table td:first-child")]
    .map((cell) => [cell.parentElement, ...cell.querySelectorAll("a")]);
  const names = new Map(links.flatMap(([, ...ends]) => ends.map((link) => [pathOf(link), link.textContent])));
  const rows = new Map(links.map(([row, ...ends]) => [ends.map(pathOf).join(" "), row]));
  const paths = new Map(nodes.map((node) => [node, pathOf(node.link)]));
  nodes.forEach((node) => { node.name = names.get(paths.get(node)) ?? ""; });
  const ties = [...figure.querySelectorAll(".network-ties > line")].map((line) => {
    const ends = numbers(line.dataset.ends).map((number) => nodes[number]);
    const row = rows.get(ends.map((node) => paths.get(node)).join(" "));
    return { line, row, ends, themes: new Set(numbers(line.dataset.themes)) };
  });
  return { nodes, ties };
}

export function equip(figure) {
  const { nodes, ties } = read(figure);
  const names = new Names(nodes);
  const view = new View(figure.querySelector(".network-scroll > svg"), nodes, () => draw());
  const filter = new Filter(figure, nodes, ties, () => narrow());

  /** As it was built wherever nothing is asked for, so that nothing moves when the tools come. */
  function draw() {
    if (view.paper || (view.zoom === 1 && !filter.narrows)) {
      names.restore();
    } else {
      names.place(view);
    }
  }

  /** What is asked for is not to be looked for: where some of it is out of sight, the whole is shown. */
  function narrow() {
    if (filter.narrows && !nodes.every((node) => node.out || view.holds(node))) {
      view.whole();
    }
    draw();
  }

  figure.classList.add("network-live");
  filter.arrive();
  follow(view, figure.querySelector(".network-tool > form"));
  for (const [type, paper] of [["beforeprint", true], ["afterprint", false]]) {
    addEventListener(type, () => {
      view.print(paper);
      draw();
    });
  }
}
