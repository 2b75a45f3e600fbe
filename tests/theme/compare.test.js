import assert from "node:assert/strict";
import { test } from "node:test";
import { findSharedQuestions, findStatements, intersect } from "../../generator/theme/assets/compare/pairs.js";
import { joinColumn } from "../../generator/theme/assets/statements/columns.js";

const BY = joinColumn([{ records: ["actors/guild", "actors/port"], rows: [1, [1, 2], 0, 2, 2, 1] }]);
const ABOUT = joinColumn([{ records: ["actors/port", "themes/tolls"], rows: [2, [1, 2], 1, 0, 0, 1] }]);
const QUESTIONS = joinColumn([{ records: ["questions/a", "questions/b", "questions/c"], rows: [1, 2, 2, 2, 1, 3] }]);

test("the statements of a record are found, also those that it shares with others", () => {
  assert.deepEqual([...findStatements(BY, "guild")], [0, 1, 5]);
  assert.deepEqual([...findStatements(BY, "port")], [1, 3, 4]);
  assert.deepEqual([...findStatements(BY, "nobody")], []);
});

test("statements of one actor about another are in both columns", () => {
  assert.deepEqual(intersect(findStatements(BY, "guild"), findStatements(ABOUT, "port")), [1, 5]);
});

test("questions that both answer come with the answers of each, those with most answers first", () => {
  assert.deepEqual(findSharedQuestions(QUESTIONS, findStatements(BY, "guild"), findStatements(BY, "port")), [
    { question: "b", first: [1], second: [1, 3] },
    { question: "a", first: [0], second: [4] },
  ]);
});
