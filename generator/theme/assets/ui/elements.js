/*
 * Elements of a page. Text is only ever text here: no script of the site sets HTML.
 */

/**
 * Create an element with properties and children. Children that are null or empty text are left out.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} [properties]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function createElement(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  for (const child of children) {
    if (child !== null && child !== "") element.append(child);
  }
  return element;
}

/**
 * Return the first element of a type that matches a selector. Throw an error if there is none.
 *
 * @template {Element} Type
 * @param {ParentNode} parent
 * @param {string} selector
 * @param {new () => Type} type
 * @returns {Type}
 */
export function requireElement(parent, selector, type) {
  const element = parent.querySelector(selector);
  if (element instanceof type) return element;
  throw new TypeError(`the page has no ${type.name} that matches ${selector}`);
}

/**
 * Return the closest element, from the target of an event upward, that matches a selector.
 *
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function closestToTarget(event, selector) {
  return event.target instanceof Element ? event.target.closest(selector) : null;
}

/**
 * Set the text of a live region. The same text again is not set, because screen readers would read it again.
 *
 * @param {Element} region
 * @param {string} text
 */
export function announce(region, text) {
  if (region.textContent !== text) region.textContent = text;
}
