/*
 * The checkbox that turns the key `/` on and off.
 */

import { createElement } from "../ui/elements.js";
import { SEARCH } from "../ui/messages.js";
import { isShortcutOn, onShortcutChange, setShortcut } from "./shortcut.js";

/** @param {URL} base the root of the site */
export function createShortcutCheckbox(base) {
  const checkbox = createElement("input", { type: "checkbox", name: "search-key", checked: isShortcutOn(base) });
  checkbox.addEventListener("change", () => setShortcut(base, checkbox.checked));
  onShortcutChange(() => {
    checkbox.checked = isShortcutOn(base);
  });
  return createElement("label", { className: "search-key" }, checkbox, SEARCH.shortcut);
}
