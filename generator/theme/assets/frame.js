/*
 * The frame around a page: the color scheme switch, the button back to the top, and the current section in the table of
 * contents. It replaces Material's own script, of which the site would use a twentieth. The markup and its classes are
 * Material's.
 */

import { findTarget } from "./ui/address.js";
import { requireElement } from "./ui/elements.js";

const TOP_BUTTON_AFTER = 1.5; // window heights that a reader scrolls down before the button to the top appears
const READING_LINE = 0.25; // of the window height: text above this line counts as read

const FOLLOWING = "(prefers-color-scheme)"; // the media of the option that follows the system

const header = requireElement(document, ".md-header", HTMLElement);
const title = requireElement(document, "[data-md-component='header-title']", HTMLElement);
const heading = document.querySelector("article h1");
const topButton = /** @type {HTMLElement | null} */ (document.querySelector("[data-md-component='top']"));
const drawer = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
const schemeOptions = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll(".md-option")]);
const contentsLinks = /** @type {HTMLAnchorElement[]} */ ([
  ...document.querySelectorAll(".md-nav--secondary a[href^='#']"),
]);
const contents = contentsLinks.map((link) => ({ link, target: findTarget(link.hash) }));

/** The option that the reader chose; the one that follows the system unless there is a choice. */
let chosenOption = schemeOptions.find(isSystem);

/**
 * Check whether an option follows the system.
 *
 * @param {HTMLInputElement} option
 */
function isSystem({ dataset }) {
  return dataset.mdColorMedia === FOLLOWING;
}

/** Return the scheme of the operating system, if the site has it. */
function getSystemScheme() {
  const option = schemeOptions.find((each) => !isSystem(each) && matchMedia(each.dataset.mdColorMedia ?? "").matches);
  return option?.dataset.mdColorScheme;
}

/** Apply the scheme of the chosen option, and show its switch, which leads to the next option. */
function applyChoice() {
  if (!chosenOption) return;
  for (const option of schemeOptions) {
    option.checked = option === chosenOption;
    const label = /** @type {HTMLElement} */ (option.nextElementSibling);
    label.hidden = !option.checked;
  }
  document.body.dataset.mdColorScheme = isSystem(chosenOption) ? getSystemScheme() : chosenOption.dataset.mdColorScheme;
}

/** Apply what the reader chose, in any tab. If the browser stores nothing, a choice on this page remains. */
function restoreChoice() {
  try {
    const scheme = __md_get("__palette")?.color?.scheme;
    const isStored = (/** @type {HTMLInputElement} */ option) => option.dataset.mdColorScheme === scheme;
    chosenOption = schemeOptions.find((option) => (scheme ? !isSystem(option) && isStored(option) : isSystem(option)));
  } catch {
    // The browser stores nothing.
  }
  applyChoice();
}

/**
 * Apply a choice and store it, for the theme's first script to apply on the next page (partials/javascripts/palette.html).
 *
 * @param {HTMLInputElement} option
 */
function chooseOption(option) {
  chosenOption = option;
  applyChoice();
  try {
    __md_set("__palette", isSystem(option) ? null : { color: { scheme: option.dataset.mdColorScheme } });
  } catch {
    // The browser stores nothing: the choice applies to this page only.
  }
}

schemeOptions.forEach((option, index) => {
  const next = /** @type {HTMLInputElement} */ (schemeOptions[(index + 1) % schemeOptions.length]);
  option.addEventListener("change", () => chooseOption(option));
  option.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      next.click();
      next.focus();
    }
  });
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", applyChoice);
restoreChoice();
// The scheme may have been chosen in another tab, or while the browser kept this page out of sight.
addEventListener("storage", ({ key }) => {
  if (key === null || key.endsWith(".__palette")) restoreChoice();
});
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) restoreChoice();
});

let lastScroll = scrollY;

/** Mark the current section, show the page's title in the header, and offer the button to the top while scrolling up. */
function updatePosition() {
  const line = innerHeight * READING_LINE;
  const current = contents.findLast(({ target }) => target && target.getBoundingClientRect().top <= line)?.link;
  for (const { link } of contents) {
    link.classList.toggle("md-nav__link--active", link === current);
    if (link === current) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
  header.classList.toggle("md-header--shadow", scrollY > 0);
  const isHeadingHidden = heading !== null && heading.getBoundingClientRect().bottom < header.offsetHeight;
  title.classList.toggle("md-header__title--active", isHeadingHidden);
  if (topButton) topButton.hidden = scrollY < TOP_BUTTON_AFTER * innerHeight || scrollY >= lastScroll;
  lastScroll = scrollY;
}

let frameRequest = 0;
addEventListener(
  "scroll",
  () => {
    cancelAnimationFrame(frameRequest);
    frameRequest = requestAnimationFrame(updatePosition);
  },
  { passive: true },
);
updatePosition();

topButton?.addEventListener("click", () => scrollTo({ top: 0 }));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawer) drawer.checked = false;
});
