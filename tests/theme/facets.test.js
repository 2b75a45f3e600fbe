import assert from "node:assert/strict";
import { test } from "node:test";
import { countValues, createFilter } from "../../generator/theme/assets/search/facet_counts.js";
import { listChosenFacets, resolveLabels } from "../../generator/theme/assets/search/facets.js";
import {
  differInWordsOnly,
  EMPTY,
  isEmpty,
  readState,
  toggleValue,
  writeState,
} from "../../generator/theme/assets/search/search_state.js";

const BASE = new URL("https://a.test/desk/");
const PAGES = new Map([
  [
    "kind",
    new Map([
      ["briefing", [1, 2]],
      ["actor", [3]],
    ]),
  ],
  [
    "actor",
    new Map([
      ["hamas", [1, 2]],
      ["israel", [2, 3]],
    ]),
  ],
]);

test("values of a page's kind widen, values of others narrow", () => {
  const matching = (/** @type {Record<string, string[]>} */ chosen) => [1, 2, 3].filter(createFilter(PAGES, chosen));
  assert.deepEqual(matching({ kind: ["briefing", "actor"] }), [1, 2, 3]);
  assert.deepEqual(matching({ actor: ["hamas", "israel"] }), [2]);
  assert.deepEqual(matching({ actor: ["nobody"] }), []);
});

test("counts say what a value would leave, or add", () => {
  const counts = countValues(PAGES, { kind: ["briefing"] }, [1, 2, 3]);
  assert.deepEqual(counts.kind, { briefing: 2, actor: 1 });
  assert.deepEqual(counts.actor, { hamas: 2, israel: 1 });
  assert.deepEqual(counts.theme, {});
});

test("labels in old addresses become ids", () => {
  const labels = new Map([["actor", new Map([["hamas", "Hamas of Gaza"]])]]);
  const chosen = { actor: ["Hamas of Gaza", "hamas", "nobody"], year: ["2017"] };
  assert.deepEqual(resolveLabels(chosen, labels), { actor: ["hamas", "nobody"], year: ["2017"] });
  assert.deepEqual(listChosenFacets(chosen), ["actor", "year"]);
});

test("a search is written into an address and read again", () => {
  const state = { words: "toll & “canal”", chosen: { actor: ["a", "b"], year: ["2019"] }, sort: "date" };
  const address = writeState(state, BASE);
  assert.ok(address.startsWith("https://a.test/desk/search/?q="));
  assert.deepEqual(readState(new URL(address).search), state);
  assert.equal(writeState(EMPTY, BASE), "https://a.test/desk/search/");
});

test("an address may hold anything", () => {
  assert.deepEqual(readState("?sort=other&actor=&nonsense=1&q="), EMPTY);
});

test("a search without words and values asks for nothing", () => {
  assert.equal(isEmpty({ ...EMPTY, words: " ", sort: "date" }), true);
  assert.equal(isEmpty(toggleValue(EMPTY, "year", "2019")), false);
});

test("a value is toggled, and only words may differ", () => {
  const chosen = toggleValue(EMPTY, "year", "2019");
  assert.deepEqual(toggleValue(chosen, "year", "2019").chosen, { year: [] });
  assert.equal(differInWordsOnly(EMPTY, { ...EMPTY, words: "a" }), true);
  assert.equal(differInWordsOnly(EMPTY, chosen), false);
});
