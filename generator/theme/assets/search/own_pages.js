/*
 * Links to the pages of the entities that a search is for: those of the chosen ones, which have everything about them, and
 * the comparison of two actors whose names are searched for.
 */

import { resolveLink } from "../ui/address.js";
import { createElement } from "../ui/elements.js";
import { SEARCH } from "../ui/messages.js";
import { writeParameters } from "../ui/parameters.js";
import { foldForFilter } from "../ui/text.js";
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

/**
 * Link the comparison of two actors below the second result, if the first two results are actors whose names are in the
 * search.
 *
 * @param {HTMLElement | undefined} first the item of the first result
 * @param {HTMLElement | undefined} second
 * @param {string} words
 * @param {URL} base the root of the site
 */
export function linkComparison(first, second, words, base) {
  const ids = [first, second].map((item) => findNamedActor(item, foldForFilter(words), base));
  if (!second || !ids[0] || !ids[1]) return;
  const { href } = writeParameters(new URL("compare/", base), { a: [ids[0]], b: [ids[1]] });
  second.append(createElement("p", { className: "search-own" }, createElement("a", { href }, SEARCH.compare)));
}

/**
 * Return the id of the actor whose page a result is, if the name is in the words.
 *
 * @param {HTMLElement | undefined} item
 * @param {string} words folded
 * @param {URL} base
 */
function findNamedActor(item, words, base) {
  const link = item?.querySelector(".search-title a");
  const address = link && resolveLink(link)?.href;
  if (!address || !words.includes(foldForFilter(link.textContent))) return undefined;
  const actors = new URL("actors/", base).href;
  return address.startsWith(actors) ? address.slice(actors.length).split("/")[0] : undefined;
}
