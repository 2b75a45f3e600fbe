/*
 * The reader's choice of marks: none, quiet or full (marks.css), and the line that explains them on a first visit. Both are
 * attributes of the root element, which the theme's first script sets before the page is painted (main.html). Nothing but
 * this browser knows them. Without storage, they apply to this page.
 */

import { createElement } from "./ui/elements.js";
import { MARKS } from "./ui/first_messages.js";

const DEFAULT = "quiet";

const state = document.documentElement.dataset;
const container = document.querySelector(".marks-choice");
/** The choices, by value. @type {Map<string, HTMLInputElement>} */
const inputs = new Map();

function storeState() {
  try {
    __md_set("reading", { marks: state.marks, hint: state.hint });
  } catch {
    // The browser stores nothing: the choice applies to this page only.
  }
}

/** Apply what the reader chose on another page or in another tab. */
function restoreState() {
  try {
    Object.assign(state, __md_get("reading"));
  } catch {
    // The browser stores nothing.
  }
  const input = inputs.get(state.marks ?? DEFAULT);
  if (input) input.checked = true;
}

/**
 * Create the label of a choice.
 *
 * @param {[string, string]} choice its value and its name
 */
function createChoice([value, name]) {
  const input = createElement("input", { type: "radio", name: "marks", value });
  input.addEventListener("change", () => {
    state.marks = value;
    storeState();
  });
  inputs.set(value, input);
  return createElement("label", {}, input, name);
}

if (container) {
  const choices = Object.entries(MARKS.choices).map(createChoice);
  const fieldset = createElement("fieldset", { ariaLabel: MARKS.label }, ...choices);
  container.append(fieldset);
  restoreState();
  addEventListener("storage", restoreState);
  addEventListener("pageshow", restoreState);
}

document.querySelector(".hint-close")?.addEventListener("click", () => {
  state.hint = "closed";
  storeState();
});
