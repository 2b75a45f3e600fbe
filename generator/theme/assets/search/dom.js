/*
 * Elements made from values. Text is only ever text here: nothing in the search sets HTML.
 */

export function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}
