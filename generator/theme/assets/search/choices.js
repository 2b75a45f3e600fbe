/*
 * The facets to choose from: checkboxes with counts, and a field that finds a value where there are many.
 */

import { element } from "./dom.js";

const SHOWN = 20;

export class Choices {
  #list = element("ul", {});
  #field;
  #note = element("p", { className: "search-note" });
  #choose;
  #values = [];

  /** `choose` is called with a value when it is ticked or unticked. */
  constructor(title, choose) {
    this.#choose = choose;
    this.#field = element("input", { type: "search", placeholder: "Find…", ariaLabel: `Find: ${title}`, hidden: true });
    this.#field.addEventListener("input", () => this.#fill());
    const legend = element("legend", {}, title);
    this.element = element("fieldset", { hidden: true }, legend, this.#field, this.#list, this.#note);
  }

  /** Shows the values that lead anywhere, and those chosen; the fullest first. */
  show(counts, chosen) {
    const all = new Map([...chosen.map((value) => [value, 0]), ...Object.entries(counts)]);
    this.#values = [...all]
      .map(([value, count]) => ({ value, count, ticked: chosen.includes(value) }))
      .filter(({ count, ticked }) => count || ticked)
      .sort((one, other) => other.ticked - one.ticked || other.count - one.count || one.value.localeCompare(other.value));
    this.element.hidden = !this.#values.length;
    this.#field.hidden = this.#values.length <= SHOWN && !this.#field.value;
    this.#fill();
  }

  #fill() {
    const sought = folded(this.#field.value.trim());
    const fitting = this.#values.filter(({ value, ticked }) => ticked || folded(value).includes(sought));
    const focused = this.#list.contains(document.activeElement) ? document.activeElement.value : null;
    this.#list.replaceChildren(...fitting.slice(0, SHOWN).map((one) => this.#item(one)));
    const left = fitting.length - SHOWN;
    this.#note.textContent = left > 0 ? `${left} more: type to find them` : "";
    // The box that was just ticked is a new one now.
    if (focused !== null) [...this.#list.querySelectorAll("input")].find((box) => box.value === focused)?.focus();
  }

  #item({ value, count, ticked }) {
    const box = element("input", { type: "checkbox", value, checked: ticked });
    box.addEventListener("change", () => this.#choose(value));
    const name = element("span", { dir: "auto" }, value);
    const number = element("span", { className: "search-count" }, count ? String(count) : "");
    return element("li", {}, element("label", {}, box, name, number));
  }
}

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
