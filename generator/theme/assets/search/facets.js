/*
 * The facets: their names in the index and in addresses, and their titles. A page has one kind and one year, so
 * several of those widen the search; of the others it has many, so several narrow it.
 */

export const FACETS = [
  { name: "kind", title: "Kind of page", widens: true },
  { name: "actor", title: "Actor", widens: false },
  { name: "theme", title: "Theme", widens: false },
  { name: "source", title: "Source", widens: false },
  { name: "year", title: "Year", widens: true },
  { name: "attribution", title: "Attribution", widens: false },
];

/** The filters that Pagefind is given for the chosen values. */
export function filters(chosen) {
  const used = FACETS.filter(({ name }) => chosen[name]?.length);
  return Object.fromEntries(used.map(({ name, widens }) => [name, { [widens ? "any" : "all"]: chosen[name] }]));
}

/** Whether any value of any facet is chosen. */
export function narrowed(chosen) {
  return FACETS.some(({ name }) => chosen[name]?.length);
}
