/*
 * The key `/`, which opens the search. Readers who dictate, or press keys unintentionally, can turn it off (WCAG 2.1.4).
 * The choice is stored for the whole site, in all tabs.
 */

const OFF = "off";
const SUFFIX = ".search-key";

/** @type {Set<() => void>} */
const listeners = new Set();
/** The choice on this page, if the browser stores nothing. @type {boolean | null} */
let unstoredChoice = null;

/**
 * Check whether the key opens the search.
 *
 * @param {URL} base the root of the site
 */
export function isShortcutOn(base) {
  try {
    return unstoredChoice ?? localStorage.getItem(base.pathname + SUFFIX) !== OFF;
  } catch {
    return true;
  }
}

/**
 * Turn the key on or off.
 *
 * @param {URL} base the root of the site
 * @param {boolean} isOn
 */
export function setShortcut(base, isOn) {
  try {
    if (isOn) localStorage.removeItem(base.pathname + SUFFIX);
    else localStorage.setItem(base.pathname + SUFFIX, OFF);
    unstoredChoice = null;
  } catch {
    unstoredChoice = isOn;
  }
  notify();
}

/**
 * Call a function whenever the key is turned on or off, in this tab or another.
 *
 * @param {() => void} listener
 */
export function onShortcutChange(listener) {
  listeners.add(listener);
}

function notify() {
  for (const listener of listeners) listener();
}

addEventListener("storage", ({ key }) => {
  if (key === null || key.endsWith(SUFFIX)) notify();
});
