/*
 * Names beside their signs, as the generator sets them (figures/labels.py): where they cover neither a sign nor another
 * name, the most often named first. Where zoom or filter make room, those have a place that had none.
 */

const GAP = 4;

function meet(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** A name that had no room, beside its sign. */
function added({ link, name, x, y }) {
  const text = document.createElementNS(link.namespaceURI, "text");
  const face = { class: "network-name network-added", "font-size": 13, fill: "currentColor", x, y };
  Object.entries(face).forEach(([key, value]) => text.setAttribute(key, value));
  const line = document.createElementNS(link.namespaceURI, "tspan");
  line.textContent = name;
  text.append(line);
  link.append(text);
  return text;
}

export class Names {
  constructor(nodes) {
    this.nodes = nodes;
    this.set = nodes.map((node) => node.link.querySelector("text"));
  }

  /** Sizes are measured at the first use, in units, which are the same at any zoom. */
  measure() {
    this.labels ??= this.nodes.map((node, place) => {
      const text = this.set[place] ?? added(node);
      return { node, text, own: Boolean(this.set[place]), box: text.getBBox(), reach: node.sign.getBBox().width / 2 };
    });
    return this.labels;
  }

  /** All of them as they were built. */
  restore() {
    for (const { text, own } of this.labels ?? []) {
      text.removeAttribute("transform");
      text.classList.toggle("network-out", !own);
    }
  }

  place({ zoom, broad, high }) {
    const shown = this.measure().filter(({ node }) => !node.out);
    const taken = shown.map(({ node: { x, y }, reach }) => ({
      left: x * zoom - reach, right: x * zoom + reach, top: y * zoom - reach, bottom: y * zoom + reach,
    }));
    const fits = (box) => box.left >= 0 && box.top >= 0 && box.right <= broad * zoom && box.bottom <= high * zoom
      && !taken.some((other) => meet(box, other));
    for (const label of shown) {
      const side = this.sides(label, zoom).find(({ box }) => fits(box));
      label.text.classList.toggle("network-out", !side);
      if (side) {
        taken.push(side.box);
        label.text.setAttribute("transform", `translate(${side.across} ${side.down})`);
      }
    }
  }

  /** Where a name can stand, the best first: how far it moves, and what it covers, with its sign at this zoom. */
  sides({ node: { x, y }, own, box, reach }, zoom) {
    const middle = { across: x - box.width / 2 - box.x, down: y - box.height / 2 - box.y };
    const [aside, above] = [reach + GAP + box.width / 2, reach + box.height / 2];
    const ways = [[aside, 0], [-aside, 0], [0, above], [0, -above]];
    const moves = ways.map(([right, low]) => ({ across: middle.across + right, down: middle.down + low }));
    return [...(own ? [{ across: 0, down: 0 }] : []), ...moves].map(({ across, down }) => {
      const left = box.x + across + x * (zoom - 1);
      const top = box.y + down + y * (zoom - 1);
      return { across, down, box: { left, top, right: left + box.width, bottom: top + box.height } };
    });
  }
}
