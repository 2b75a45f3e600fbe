/*
 * The facets: their names in the index and in addresses, and their titles. A page has one kind and one year, so
 * several of those widen the search; of the others it has many, so several narrow it. Things of a facet with a `folder`
 * have pages there.
 */

export const FACETS = [
  { name: "kind", title: "Kind of page", widens: true },
  { name: "actor", title: "Actor", widens: false, folder: "actors" },
  { name: "theme", title: "Theme", widens: false, folder: "themes" },
  { name: "source", title: "Source", widens: false, folder: "sources" },
  { name: "year", title: "Year", widens: true },
  { name: "attribution", title: "Attribution", widens: false },
];

export const NAMES = FACETS.map(({ name }) => name);

/** The names of the facets of which a value is chosen. */
export function narrowed(chosen) {
  return NAMES.filter((name) => chosen[name]?.length);
}
