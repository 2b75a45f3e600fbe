/*
 * The kinds of record. Written by tests/docs/test_kinds.py from `generator.model.entity_kinds`: do not edit.
 */

/** The folders in which records have their pages. */
export const FOLDERS = ["actors", "briefings", "events", "places", "questions", "sources", "themes"];

/** The kinds of entity that are facets of the search. */
export const ENTITY_FACETS = [
  { name: "actor", title: "Actor", widens: false, folder: "actors" },
  { name: "theme", title: "Theme", widens: false, folder: "themes" },
  { name: "source", title: "Source", widens: false, folder: "sources" },
];
