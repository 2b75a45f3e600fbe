/*
 * The search as a dialog over any page. The browser's own <dialog> keeps the focus inside, closes at Esc, and gives the
 * focus back to where it was.
 */

import { element } from "./dom.js";
import { Search } from "./search.js";
import { NOTHING, toAddress } from "./state.js";

let dialog;
let search;

/** The search in its dialog, which is open; the caller gives it the focus. */
export function openDialog(base) {
  if (!dialog) build(base);
  dialog.showModal();
  return search;
}

function build(base) {
  const whole = element("a", { className: "search-whole", href: toAddress(NOTHING, base) }, "Open as a page");
  const close = element("button", { type: "button", className: "search-close" }, "Close");
  const place = element("div", {});
  const bar = element("div", { className: "search-bar" }, whole, close);
  dialog = element("dialog", { className: "search-dialog md-typeset", ariaLabel: "Search" }, bar, place);
  search = new Search(place, base, (state) => {
    whole.href = toAddress(state, base);
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    // A search field takes the first Esc to empty itself.
    if (event.key !== "Escape") return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("click", (event) => {
    // The backdrop counts as the dialog itself; a result may lead to the page that is under it.
    if (event.target === dialog || event.target.closest(".search-results a")) dialog.close();
  });
  document.body.append(dialog);
}
