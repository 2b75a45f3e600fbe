/*
 * Links to the pages of the chosen entities, which have everything about them.
 */

import { createElement } from "../ui/elements.js";
import { loadLabels } from "./bundle.js";
import { FACETS } from "./facets.js";

/**
 * Return a paragraph for each chosen entity that has a page.
 *
 * @param {URL} base the root of the site
 * @param {import("./facets.js").Chosen} chosen
 */
export async function createEntityLinks(base, chosen) {
  const facets = FACETS.filter(({ name, folder }) => folder && chosen[name]?.length);
  const labels = await loadLabels(
    base,
    facets.map(({ name }) => name),
  );
  return facets.flatMap(({ name, title, folder }) =>
    (chosen[name] ?? []).flatMap((id) => {
      const label = labels.get(name)?.get(id);
      return label === undefined ? [] : [createParagraph(title, new URL(`${folder}/${id}/`, base), label)];
    }),
  );
}

/**
 * @param {string} title
 * @param {URL} address
 * @param {string} label
 */
function createParagraph(title, { href }, label) {
  const link = createElement("a", { href, dir: "auto" }, label);
  return createElement("p", { className: "search-own" }, `${title}: `, link);
}
