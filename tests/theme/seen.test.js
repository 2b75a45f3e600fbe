import assert from "node:assert/strict";
import { test } from "node:test";
import { findNew, parseSeen, rememberVisit } from "../../generator/theme/assets/changes/seen.js";

/** @param {string} names each name is its own day: "5a" is a change of day 5 */
const list = (names) => names.split(" ").map((name) => ({ name, day: name.slice(0, 1) }));

/**
 * @param {string} now
 * @param {import("../../generator/theme/assets/changes/seen.js").Seen} seen
 */
const namesOfNew = (now, seen) => findNew(list(now), seen).map(({ name }) => name);

test("what the last visit did not show is new, on whichever day it is", () => {
  const seen = rememberVisit(list("5a 4a 3a"), true);
  assert.deepEqual(namesOfNew("6a 5a 5b 4a 4b 3a", seen), ["6a", "5b", "4b"]);
});

test("nothing is new if the list is as it was", () => {
  assert.deepEqual(namesOfNew("5a 4a 3a", rememberVisit(list("5a 4a 3a"), true)), []);
});

test("what was on a further page is not new when it moves up", () => {
  const seen = rememberVisit(list("5a 4a 3a"), true);
  assert.deepEqual(namesOfNew("5a 3a 3b 2a", seen), []);
});

test("if the last visit showed all changes, every other one is new", () => {
  const seen = rememberVisit(list("5a 4a"), false);
  assert.deepEqual(namesOfNew("5a 4a 1a", seen), ["1a"]);
});

test("after a visit to an empty list everything is new", () => {
  assert.deepEqual(namesOfNew("1a", rememberVisit([], false)), ["1a"]);
});

test("what is stored is read again", () => {
  const seen = rememberVisit(list("5a 4a"), true);
  assert.deepEqual(parseSeen(JSON.stringify(seen)), seen);
});

const DAMAGED = [null, "", "null", "7", "[]", "{", '{"names":[1],"since":""}', '{"names":["a"]}'];
for (const text of DAMAGED) {
  test(`${text} is not what a visit stored`, () => {
    assert.equal(parseSeen(text), null);
  });
}
