/*
 * The frame around a page: the color scheme switch, the button back to the top, and the current section in the table of
 * contents. It replaces Material's own script, of which the site would use a twentieth. The markup and its classes are
 * Material's.
 */

import { findTarget } from "./ui/address.js";
import { requireElement } from "./ui/elements.js";

const TOP_BUTTON_AFTER = 1.5; // window heights that a reader scrolls down before the button to the top appears
const READING_LINE = 0.25; // of the window height: text above this line counts as read

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

/** Show the switch that leads to the scheme after the current one. */
function updateSwitch() {
  for (const option of schemeOptions) {
    option.checked = option.dataset.mdColorScheme === document.body.dataset.mdColorScheme;
    const label = /** @type {HTMLElement} */ (option.nextElementSibling);
    label.hidden = !option.checked;
  }
}

/**
 * Apply a color scheme to the page.
 *
 * @param {string | undefined} scheme
 */
function applyScheme(scheme) {
  document.body.dataset.mdColorScheme = scheme;
  updateSwitch();
}

/** Return the scheme that the reader chose, in any tab; undefined if there is none or the browser stores nothing. */
function getChosenScheme() {
  try {
    return __md_get("__palette")?.color?.scheme;
  } catch {
    return undefined;
  }
}

/** Return the scheme of the operating system, if the site has it. */
function getSystemScheme() {
  const option = schemeOptions.find(({ dataset }) => matchMedia(dataset.mdColorMedia ?? "").matches);
  return option?.dataset.mdColorScheme;
}

/** Apply the scheme that the reader chose, or else the one of the system. */
function restoreScheme() {
  const scheme = getChosenScheme() ?? getSystemScheme();
  if (scheme) applyScheme(scheme);
}

/**
 * Apply a choice and store it, for Material's own inline script to apply on the next page. Choosing the scheme of the
 * system means to follow the system again.
 *
 * @param {HTMLInputElement} option
 * @param {number} index
 */
function chooseScheme({ dataset }, index) {
  applyScheme(dataset.mdColorScheme);
  const color = {
    media: dataset.mdColorMedia,
    scheme: dataset.mdColorScheme,
    primary: dataset.mdColorPrimary,
    accent: dataset.mdColorAccent,
  };
  try {
    __md_set("__palette", color.scheme === getSystemScheme() ? null : { index, color });
  } catch {
    // The browser stores nothing: the choice applies to this page only.
  }
}

schemeOptions.forEach((option, index) => {
  const next = /** @type {HTMLInputElement} */ (schemeOptions[(index + 1) % schemeOptions.length]);
  option.addEventListener("change", () => chooseScheme(option, index));
  matchMedia(option.dataset.mdColorMedia ?? "").addEventListener("change", restoreScheme);
  option.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      next.click();
      next.focus();
    }
  });
});
restoreScheme();
// The scheme may have been chosen in another tab, or while the browser kept this page out of sight.
addEventListener("storage", ({ key }) => {
  if (key === null || key.endsWith(".__palette")) restoreScheme();
});
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) restoreScheme();
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
