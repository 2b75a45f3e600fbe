/*
 * Filters picture and table by types of actors and by a theme; the state is in the address (`?type=person&theme=…`). The
 * types are the items of the legend, each with a checkbox; the themes are in the data of the tool. What does not match is
 * hidden on the screen, but not on paper.
 */

import { replaceHistoryEntry } from "../ui/address.js";
import { announce, createElement, requireElement } from "../ui/elements.js";
import { NETWORK } from "../ui/messages.js";
import { readParameters, writeParameters } from "../ui/parameters.js";

/**
 * @typedef {import("./network.js").NetworkNode} NetworkNode
 * @typedef {import("./network.js").NetworkTie} NetworkTie
 */

export class Filter {
  #nodes;
  #ties;
  #onChange;
  /** The ids and names of themes. @type {[string, string][]} */
  #themes;
  #themeSelect;
  #checkboxes;
  #status = createElement("p", { className: "meta", role: "status" });
  /** Whether a type or a theme is chosen. */
  isActive = false;

  /**
   * @param {HTMLElement} figure
   * @param {NetworkNode[]} nodes
   * @param {NetworkTie[]} ties
   * @param {() => void} onChange called after each change of what is shown
   */
  constructor(figure, nodes, ties, onChange) {
    const tool = requireElement(figure, ".network-tool", HTMLElement);
    this.#nodes = nodes;
    this.#ties = ties;
    this.#onChange = onChange;
    this.#themes = JSON.parse(tool.dataset.themes ?? "[]");
    const options = this.#themes.map(([value, name]) => createElement("option", { value }, name));
    this.#themeSelect = createElement(
      "select",
      {},
      createElement("option", { value: "" }, NETWORK.allThemes),
      ...options,
    );
    this.#checkboxes = addCheckboxes(requireElement(figure, ".figure-key", HTMLElement));
    const form = createElement("form");
    if (this.#themes.length) form.append(createElement("label", {}, NETWORK.theme, this.#themeSelect));
    form.addEventListener("submit", (event) => event.preventDefault());
    tool.append(form, this.#status);
    for (const control of [this.#themeSelect, ...this.#checkboxes]) {
      control.addEventListener("change", () => this.#store());
    }
    addEventListener("popstate", () => this.restore());
  }

  /** Restore the state from the address, and ignore what the page does not have. */
  restore() {
    const { type: types, theme } = readParameters(location.search, ["type", "theme"]);
    for (const checkbox of this.#checkboxes) checkbox.checked = types?.includes(checkbox.value) ?? false;
    const chosen = theme?.[0] ?? "";
    this.#themeSelect.value = this.#themes.some(([id]) => id === chosen) ? chosen : "";
    this.#update();
  }

  #store() {
    const parameters = { type: this.#chosenTypes(), theme: [this.#themeSelect.value] };
    replaceHistoryEntry(history.state, writeParameters(location.href, parameters));
    this.#update();
  }

  #chosenTypes() {
    return this.#checkboxes.filter(({ checked }) => checked).map(({ value }) => value);
  }

  /** Show actors of the chosen types that have a tie on the theme, and ties on the theme between two such actors. */
  #update() {
    const types = new Set(this.#chosenTypes());
    const theme = this.#themes.findIndex(([id]) => id === this.#themeSelect.value);
    const isChosen = (/** @type {NetworkNode} */ node) => !types.size || types.has(node.type);
    const onTheme = this.#ties.filter((tie) => theme < 0 || tie.themes.has(theme));
    const nodesOnTheme = new Set(onTheme.flatMap(({ ends }) => ends));
    const shownTies = new Set(onTheme.filter(({ ends }) => ends.every(isChosen)));
    this.isActive = types.size > 0 || theme >= 0;
    for (const node of this.#nodes) {
      node.isHidden = !isChosen(node) || !nodesOnTheme.has(node);
      node.group.classList.toggle("network-out", node.isHidden);
    }
    for (const tie of this.#ties) {
      tie.line.classList.toggle("network-out", !shownTies.has(tie));
      tie.row?.classList.toggle("network-out", !shownTies.has(tie));
    }
    this.#announceCounts(shownTies.size);
    this.#onChange();
  }

  /** @param {number} pairs */
  #announceCounts(pairs) {
    const actors = this.#nodes.filter((node) => !node.isHidden).length;
    const text = NETWORK.shown(actors, this.#nodes.length, pairs, this.#ties.length);
    announce(this.#status, this.isActive ? text : "");
  }
}

/**
 * Add a checkbox to each type in the legend, which only sighted readers needed until now.
 *
 * @param {HTMLElement} legend
 */
function addCheckboxes(legend) {
  legend.removeAttribute("aria-hidden");
  legend.setAttribute("aria-label", NETWORK.typesLabel);
  const items = /** @type {HTMLElement[]} */ ([...legend.querySelectorAll("[data-type]")]);
  return items.map((item) => {
    const checkbox = createElement("input", { type: "checkbox", value: item.dataset.type ?? "" });
    item.append(createElement("label", {}, checkbox, ...item.childNodes));
    return checkbox;
  });
}
