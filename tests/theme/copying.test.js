import assert from "node:assert/strict";
import { test } from "node:test";
import { createCitations } from "../../generator/theme/assets/cite/citations.js";
import { findPlace } from "../../generator/theme/assets/cite/part_place.js";

const PAGE = "https://example.org/briefings/quay-tolls/";
const DATA = {
  title: "The toll",
  authors: ["Lena Moreau"],
  site: "Estuary briefings",
  publisher: "Estuary desk",
  day: "2019-05-04",
  language: "en",
  isWithdrawn: false,
  statements: [
    { id: "c01", kind: "statement", speakers: "Nadia Haddad", denied: "" },
    { id: "c03", kind: "denial", speakers: "Noam Peretz", denied: "Denied “The ship” and said: No ship." },
  ],
};
const WORDS = new Map([
  ["c01", "“will not stand”"],
  ["c03", "“did not load”"],
]);
const PASSAGES = [
  { id: "p1", text: " The walls of the quay will not\n stand. " },
  { id: "p2", text: "Short." },
];
const SOURCE = "Lena Moreau, “The toll”, Estuary briefings, Estuary desk, 4 May 2019, ";

function cite(fragment, format, data = DATA) {
  return createCitations(data, WORDS, PASSAGES, PAGE).write(fragment, format);
}

test("the parts are the briefing, its statements and its paragraphs", () => {
  const { parts } = createCitations(DATA, WORDS, PASSAGES, PAGE);
  assert.deepEqual([...parts.keys()], ["", "c01", "c03", "p1", "p2"]);
  assert.equal(parts.get("p1")?.label, "paragraph 1: The walls of the quay will …");
  assert.equal(parts.get("p2")?.label, "paragraph 2: Short.");
  assert.equal(parts.get("c01")?.label, "Nadia Haddad (statement): “will not stand”.");
});

test("a citation has speaker, words, briefing, desk, date and address", () => {
  assert.equal(cite("c01"), `Nadia Haddad (statement): “will not stand”. In: ${SOURCE}${PAGE}#c01`);
  assert.equal(cite("p1"), `${SOURCE}${PAGE}#p1`);
  assert.equal(cite(""), SOURCE + PAGE);
});

test("a denial is cited with what it denies, and a withdrawn briefing as withdrawn", () => {
  assert.match(cite("c03"), /^Noam Peretz \(denial\): “did not load”\. Denied “The ship” and said: No ship\. In: /u);
  assert.match(cite("c01", "text", { ...DATA, isWithdrawn: true }), / \(The briefing was withdrawn\.\)$/u);
});

test("other formats are of the same part", () => {
  assert.match(cite("c01", "bibtex"), /^@online\{quay-tolls:c01,/u);
  assert.match(cite("p1", "ris"), /^UR {2}- https:.*#p1$/mu);
  assert.equal(JSON.parse(cite("c03", "csl"))[0].id, "quay-tolls#c03");
});

test("an address has the fragment in place of another", () => {
  const { getAddress } = createCitations(DATA, WORDS, PASSAGES, `${PAGE}#p9`);
  assert.deepEqual(["", "c01"].map(getAddress), [PAGE, `${PAGE}#c01`]);
});

const PART = { left: 100, top: 200, right: 700, bottom: 260 };
const WIDE = {
  part: PART,
  block: PART,
  lastLine: { left: 100, top: 230, right: 400, bottom: 260 },
  room: { left: 0, right: 1200 },
  lineHeight: 30,
  size: 24,
};

test("the tool is in the margin where the text begins, or else where it ends, beside the first line", () => {
  assert.deepEqual(findPlace(WIDE), { left: 72, top: 203 });
  assert.deepEqual(findPlace({ ...WIDE, room: { left: 80, right: 1200 } }), { left: 704, top: 203 });
});

test("the tool of a part of a list or table is in the margin of all of it", () => {
  const block = { ...PART, left: 60, right: 800 };
  assert.equal(findPlace({ ...WIDE, block }).left, 32);
  assert.equal(findPlace({ ...WIDE, block, room: { left: 60, right: 1200 } }).left, 804);
});

test("without a margin the tool is after the last word, or below a full line", () => {
  const narrow = { ...WIDE, room: { left: 90, right: 710 } };
  assert.deepEqual(findPlace(narrow), { left: 404, top: 233 });
  const lastLine = { ...WIDE.lastLine, right: 690 };
  assert.deepEqual(findPlace({ ...narrow, lastLine }), { left: 676, top: 260 });
});

test("text from right to left has it on the other side", () => {
  assert.deepEqual(findPlace(WIDE, true), { left: 704, top: 203 });
  const narrow = { ...WIDE, room: { left: 90, right: 710 }, lastLine: { ...WIDE.lastLine, left: 400, right: 700 } };
  assert.deepEqual(findPlace(narrow, true), { left: 372, top: 233 });
});
