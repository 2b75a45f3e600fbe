/*
 * The facets, by their names in the index and in addresses. A value is an id, which addresses hold, and a label, which
 * readers see (`generator.pages.facets`). A page has one kind and one year, so several of those widen the search; it has
 * many values of the other facets, so several of those narrow it. Entities of a facet with a `folder` have pages there.
 * Pure.
 */

import { ENTITY_FACETS } from "../ui/kinds.js";
import { FACET_TITLES } from "../ui/messages.js";

/**
 * @typedef {object} Facet
 * @property {string} name
 * @property {string} title
 * @property {boolean} widens whether several values match pages with any of them, not all
 * @property {string} [folder]
 */

/** The chosen ids of each facet, by its name. @typedef {Record<string, string[]>} Chosen */

/** The labels of values, by facet name and id. @typedef {Map<string, Map<string, string>>} Labels */

/** @type {readonly Facet[]} */
export const FACETS = [
  { name: "kind", title: FACET_TITLES.kind, widens: true },
  ...ENTITY_FACETS,
  { name: "year", title: FACET_TITLES.year, widens: true },
  { name: "attribution", title: FACET_TITLES.attribution, widens: false },
];

/**
 * The facet with all names of entities, which readers do not see: a value has the id of an entity and one of its names. As in
 * `generator/pages/facets.py`.
 */
export const ENTITY_NAMES = "called";

export const FACET_NAMES = FACETS.map(({ name }) => name);

/**
 * Replace labels among the chosen values by ids, as earlier versions of the site put labels into addresses. Values that
 * are not known stay as they are.
 *
 * @param {Chosen} chosen
 * @param {Labels} labels
 * @returns {Chosen}
 */
export function resolveLabels(chosen, labels) {
  const entries = Object.entries(chosen).map(([name, values]) => {
    const known = labels.get(name) ?? new Map();
    return [name, [...new Set(values.map((value) => resolveLabel(value, known)))]];
  });
  return Object.fromEntries(entries);
}

/**
 * @param {string} value
 * @param {Map<string, string>} labels by id
 */
function resolveLabel(value, labels) {
  if (labels.has(value)) return value;
  for (const [id, label] of labels) {
    if (label === value) return id;
  }
  return value;
}

/**
 * Return the names of the facets that have chosen values.
 *
 * @param {Chosen} chosen
 */
export function listChosenFacets(chosen) {
  return FACET_NAMES.filter((name) => chosen[name]?.length);
}
