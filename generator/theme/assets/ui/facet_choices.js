/*
 * The values of a facet as checkboxes with counts, and a field that filters them if there are many.
 */

import { createElement } from "./elements.js";
import { FACETS } from "./messages.js";
import { foldForFilter } from "./text.js";

/**
 * @typedef {object} FacetValue
 * @property {string} value
 * @property {string} label
 * @property {number} count
 * @property {boolean} isChosen
 */

const SHOWN_AT_ONCE = 20;

export class FacetChoices {
  #list = createElement("ul");
  #field;
  #note = createElement("p", { className: "facet-note" });
  #onToggle;
  /** @type {FacetValue[]} */
  #values = [];

  /**
   * @param {string} title
   * @param {(value: string) => void} onToggle called when the reader checks or unchecks a value
   * @param {{ folds?: boolean }} [options] whether readers open and close the facet, which is closed at first
   */
  constructor(title, onToggle, { folds = false } = {}) {
    this.#onToggle = onToggle;
    this.#field = createElement("input", {
      type: "search",
      placeholder: FACETS.find,
      ariaLabel: FACETS.findLabel(title),
      hidden: true,
    });
    this.#field.addEventListener("input", () => this.#fillList());
    const content = [this.#field, this.#list, this.#note];
    this.element = folds
      ? createElement("details", { className: "facet" }, createElement("summary", {}, title), ...content)
      : createElement("fieldset", { hidden: true }, createElement("legend", {}, title), ...content);
  }

  /**
   * Show the values that some result has, and the chosen ones; those with the most results first. A chosen value without
   * a label is shown as it is.
   *
   * @param {Record<string, number>} counts
   * @param {string[]} chosen
   * @param {Map<string, string>} labels by id
   */
  show(counts, chosen, labels) {
    const all = new Map([...chosen.map((value) => /** @type {const} */ ([value, 0])), ...Object.entries(counts)]);
    this.#values = [...all]
      .map(([value, count]) => ({ value, label: labels.get(value) ?? value, count, isChosen: chosen.includes(value) }))
      .filter(({ count, isChosen }) => count || isChosen)
      .sort(compareValues);
    this.element.hidden = !this.#values.length;
    this.#field.hidden = this.#values.length <= SHOWN_AT_ONCE && !this.#field.value;
    this.#fillList();
  }

  /** Hide the facet, because nothing is known about its values. */
  hide() {
    this.#values = [];
    this.element.hidden = true;
  }

  #fillList() {
    const filter = foldForFilter(this.#field.value.trim());
    const matches = this.#values.filter(({ label, isChosen }) => isChosen || foldForFilter(label).includes(filter));
    const { activeElement } = document;
    const isFocusInside = activeElement instanceof HTMLInputElement && this.#list.contains(activeElement);
    const focusedValue = isFocusInside ? activeElement.value : null;
    this.#list.replaceChildren(...matches.slice(0, SHOWN_AT_ONCE).map((value) => this.#createItem(value)));
    const hiddenCount = matches.length - SHOWN_AT_ONCE;
    this.#note.textContent = hiddenCount > 0 ? FACETS.more(hiddenCount) : "";
    // The checkbox that had the focus has been replaced.
    if (focusedValue !== null) {
      const checkboxes = [...this.#list.querySelectorAll("input")];
      checkboxes.find(({ value }) => value === focusedValue)?.focus();
    }
  }

  /** @param {FacetValue} value */
  #createItem({ value, label, count, isChosen }) {
    const checkbox = createElement("input", { type: "checkbox", value, checked: isChosen });
    checkbox.addEventListener("change", () => this.#onToggle(value));
    const name = createElement("span", { dir: "auto" }, label);
    const number = createElement("span", { className: "facet-count" }, count ? count.toLocaleString("en") : "");
    return createElement("li", {}, createElement("label", {}, checkbox, name, number));
  }
}

/**
 * @param {FacetValue} one
 * @param {FacetValue} other
 */
function compareValues(one, other) {
  const byChoice = Number(other.isChosen) - Number(one.isChosen);
  return byChoice || other.count - one.count || one.label.localeCompare(other.label);
}
