/*
 * The pages of the things that are chosen: all there is of them stands there, and needs no search. Their addresses come
 * from the data of the indexes (`generator.pages.index_rows`).
 */

import { element } from "./dom.js";
import { FACETS } from "./facets.js";

/** A list item for each chosen thing that has a page. */
export async function ownPages(base, chosen) {
  const asked = FACETS.filter(({ name, folder }) => folder && chosen[name]?.length);
  const items = await Promise.all(asked.map((facet) => itemsOf(base, facet, chosen[facet.name])));
  return items.flat();
}

async function itemsOf(base, { title, folder }, names) {
  const response = await fetch(new URL(`${folder}/index.json`, base));
  if (!response.ok) return [];
  const { rows } = await response.json();
  return rows.filter(([name]) => names.includes(name)).map(([name, id]) => item(base, title, folder, name, id));
}

function item(base, title, folder, name, id) {
  const link = element("a", { href: new URL(`${folder}/${id}/`, base).href, dir: "auto" }, name);
  const facts = element("p", { className: "search-facts" }, `${title} · all there is of it stands on its page`);
  return element("li", {}, element("p", { className: "search-title" }, link), facts);
}
