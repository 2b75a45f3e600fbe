/*
 * The arrow keys move the focus from the field to the results and through them; Enter then opens the focused link.
 */

/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/**
 * Let ↓ and ↑ move the focus through the elements that `listStops` returns: the field, the title of each result, and the
 * button after them.
 *
 * @param {HTMLElement} container
 * @param {() => HTMLElement[]} listStops
 */
export function moveByArrowKeys(container, listStops) {
  container.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (!step || event.isComposing || hasModifier || !(event.target instanceof Element)) return;
    const stops = listStops();
    const position = stops.indexOf(findStop(event.target));
    const next = stops[position + step];
    if (position < 0 || !next) return;
    event.preventDefault();
    next.focus();
  });
}

/**
 * Return the stop that an element belongs to: a passage belongs to the title above it.
 *
 * @param {Element} element
 */
function findStop(element) {
  const title = element.closest(".search-results > li")?.querySelector("a, button");
  return /** @type {HTMLElement} */ (title ?? element);
}
