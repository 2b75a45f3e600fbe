/*
 * Links and addresses. Any text may follow the "#" of an address, and browsers limit how often a page may change its own.
 */

/**
 * Return the element that a fragment (`#…`) leads to, found as browsers find it.
 *
 * @param {string} fragment with its "#"
 * @returns {HTMLElement | null}
 */
export function findTarget(fragment) {
  const id = fragment.slice(1);
  return id ? (document.getElementById(id) ?? document.getElementById(decodeFragment(id))) : null;
}

/**
 * Return a fragment without percent-encoding, unchanged if it is not valid (`50%`).
 *
 * @param {string} text
 */
function decodeFragment(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Return the address that a link leads to, in HTML or SVG; null if it has none.
 *
 * @param {Element} link
 * @returns {URL | null}
 */
export function resolveLink(link) {
  try {
    return new URL(link.getAttribute("href") ?? "", document.baseURI);
  } catch {
    return null;
  }
}

/**
 * Replace the state of the current history entry, and its address if one is passed.
 *
 * @param {unknown} state
 * @param {string | URL} [address]
 */
export function replaceHistoryEntry(state, address = location.href) {
  try {
    history.replaceState(state, "", address);
  } catch {
    // Some browsers refuse frequent changes, as with every letter typed. The next change is written again.
  }
}

/**
 * Check whether a click opens a link in this tab. With a modifier key or another button it opens a tab or a window.
 *
 * @param {MouseEvent} event
 */
export function opensInThisTab(event) {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}
