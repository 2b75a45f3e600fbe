import assert from "node:assert/strict";
import { test } from "node:test";
import { joinColumn, joinFacts } from "../../generator/theme/assets/statements/columns.js";
import {
  parseDays,
  selectStatements,
  sortByDate,
  sortBySpeaker,
} from "../../generator/theme/assets/statements/selection.js";
import { isEmpty, readState, toggleValue, writeState } from "../../generator/theme/assets/statements/state.js";

const KINDS = ["statement", "report", "denial"];
/** The newer file has two briefings with three statements, the older one a briefing with two. */
const FACTS = joinFacts(
  [
    {
      kinds: "021",
      voices: "001",
      briefings: [
        ["b", 200, 2],
        ["c", 100, 1],
      ],
      dates: [[1, 40, 49]],
    },
    {
      kinds: "02",
      voices: "20",
      briefings: [["a", 50, 2]],
      dates: [
        [0, null, 10],
        [1, 30, null],
      ],
    },
  ],
  KINDS,
);
const BY = joinColumn([
  { records: ["actors/guild", "actors/port"], rows: [1, [1, 2], 0] },
  { records: ["actors/port"], rows: [0, 1] },
]);
const COLUMNS = new Map(Object.entries({ by: BY, kind: FACTS.kind, voice: FACTS.voice }));
const EVER = { first: Number.NEGATIVE_INFINITY, last: Number.POSITIVE_INFINITY };

/**
 * @param {Record<string, string[]>} chosen
 * @param {{ first: number, last: number }} [range]
 */
function select(chosen, range = EVER) {
  const { statements, counts } = selectStatements(COLUMNS, chosen, FACTS, range);
  return { statements, counts: Object.fromEntries([...counts].map(([name, numbers]) => [name, [...numbers]])) };
}

test("files that number their own records become one column", () => {
  assert.deepEqual(BY.values, ["guild", "port"]);
  assert.deepEqual([...BY.offsets], [0, 1, 3, 3, 3, 4]);
  assert.deepEqual([...BY.numbers], [0, 0, 1, 1]);
});

test("a statement without a date has that of its briefing", () => {
  assert.deepEqual([...FACTS.firstDays], [200, 40, 100, -1e9, 30]);
  assert.deepEqual([...FACTS.lastDays], [200, 49, 100, 10, 1e9]);
});

test("without a choice all statements are counted", () => {
  assert.deepEqual(select({}), {
    statements: [0, 1, 2, 3, 4],
    counts: { by: [2, 2], kind: [2, 1, 2], voice: [3, 1, 1, 0] },
  });
});

test("several values of a column widen the list, several columns narrow it", () => {
  assert.deepEqual(select({ by: ["port"] }).statements, [1, 4]);
  assert.deepEqual(select({ by: ["port", "guild"] }).statements, [0, 1, 4]);
  assert.deepEqual(select({ by: ["port"], kind: ["report"] }).statements, []);
  assert.deepEqual(select({ by: ["no-such-actor"] }).statements, []);
});

test("the values of a column are counted as if none of them were chosen", () => {
  const { counts } = select({ by: ["guild"], kind: ["statement"] });
  assert.deepEqual(counts, { by: [1, 0], kind: [1, 0, 1], voice: [1, 0, 0, 0] });
});

test("a range of days keeps each statement whose date may lie in it", () => {
  assert.deepEqual(select({}, { first: 45, last: 120 }).statements, [1, 2, 4]);
  assert.deepEqual(select({}, { first: Number.NEGATIVE_INFINITY, last: 20 }).statements, [3]);
  assert.deepEqual(select({}, { first: 201, last: Number.POSITIVE_INFINITY }).statements, [4]);
});

test("statements are sorted by date or by the name of the first speaker", () => {
  assert.deepEqual(sortByDate([0, 1, 2, 3, 4], FACTS), [0, 2, 1, 4, 3]);
  const labels = new Map([
    ["guild", "Rowers’ Guild"],
    ["port", "Álvaro Port"],
  ]);
  assert.deepEqual(sortBySpeaker([0, 1, 2, 3, 4], BY, labels, "en"), [4, 0, 1, 2, 3]);
});

test("dates are read as years, months and days", () => {
  assert.deepEqual(parseDays("1970"), { first: 0, last: 364 });
  assert.deepEqual(parseDays(" 1970-02 "), { first: 31, last: 58 });
  assert.deepEqual(parseDays("1970-12"), { first: 334, last: 364 });
  assert.deepEqual(parseDays("1970-01-02"), { first: 1, last: 1 });
  for (const text of ["", "May", "1970-1-1-1", "70"]) assert.equal(parseDays(text), null);
});

test("a list has an address, which leads to the same list", () => {
  const query = "?by=hamas&by=israel&kind=denial&words=two+words&from=2020&sort=speaker";
  const state = readState(query);
  assert.deepEqual(state.chosen.by, ["hamas", "israel"]);
  assert.equal(state.words, "two words");
  const address = writeState("https://example.org/statements/?to=2019&x=1#newest", state);
  assert.deepEqual(readState(address.search), state);
  assert.equal(address.hash, "");
  assert.equal(address.searchParams.get("x"), "1");
  assert.ok(isEmpty(readState("?x=1&sort=size")));
  assert.ok(!isEmpty(state));
});

test("a value is chosen, and not chosen again", () => {
  const chosen = toggleValue(readState("?by=hamas"), "by", "israel");
  assert.deepEqual(chosen.chosen.by, ["hamas", "israel"]);
  assert.deepEqual(toggleValue(chosen, "by", "hamas").chosen.by, ["israel"]);
});
