import assert from "node:assert/strict";
import { test } from "node:test";
import { readFacet, readList, readNames } from "../../generator/theme/assets/search/bundle_files.js";
import { decode, decodeIntegers, decodeSequence } from "../../generator/theme/assets/search/cbor.js";
import { matchTerm } from "../../generator/theme/assets/search/matching.js";
import { findPassages } from "../../generator/theme/assets/search/passages.js";
import { mapPlacesToTokens } from "../../generator/theme/assets/search/places.js";
import { FULL_WEIGHT, visitPages, Words } from "../../generator/theme/assets/search/postings.js";

/**
 * Encode as CBOR what the search bundle has of it.
 *
 * @param {unknown} value
 * @returns {number[]}
 */
function encode(value) {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (Array.isArray(value)) return [...head(4, value.length), ...value.flatMap(encode)];
  if (value instanceof Uint8Array) return [...head(2, value.length), ...value];
  const bytes = new TextEncoder().encode(String(value));
  return [...head(3, bytes.length), ...bytes];
}

/**
 * @param {number} type
 * @param {number} value
 */
function head(type, value) {
  if (value < 24) return [(type << 5) + value];
  if (value < 256) return [(type << 5) + 24, value];
  if (value < 65536) return [(type << 5) + 25, value >> 8, value & 255];
  return [(type << 5) + 26, value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** @param {unknown} value */
const bytesOf = (value) => new Uint8Array(encode(value));

test("integers, texts, bytes, and arrays of every size are read", () => {
  const value = [0, 23, 24, 255, 256, 65535, 65536, "", "é".repeat(300), [], [[1]], new Uint8Array([1, 2])];
  assert.deepEqual(decode(bytesOf(value)), value);
});

test("values after each other are read one by one", () => {
  assert.deepEqual([...decodeSequence(new Uint8Array([...encode([1]), ...encode("b")]))], [[1], "b"]);
});

test("anything else is an error", () => {
  for (const byte of [0xf4, 0xf6, 0xfb, 0xa0, 0x9f]) assert.throws(() => decode(new Uint8Array([byte])), /damaged/);
});

test("an array of integers may have negative ones", () => {
  const integers = [0, -1, 24, -25, 300, -301, 70000, -70001];
  assert.deepEqual(decodeIntegers(bytesOf(integers)), integers);
});

const BASE = new URL("https://a.test/");

/**
 * Answer all requests with a file of the bundle.
 *
 * @param {import("node:test").TestContext} context
 * @param {Uint8Array | number[]} content
 */
function serve(context, content) {
  context.mock.method(globalThis, "fetch", async () => new Response(new Uint8Array(content)));
}

/** @param {unknown} value */
const fileOf = (value) => [...new TextEncoder().encode("pagefind_dcd"), ...encode(value)];

test("the list has the pages of each shard, by their numbers in time", async (context) => {
  serve(context, fileOf([[1, 0, 1, 3], ["n"], [["a", "b", "f"]], [["kind", "k"]]]));
  const list = await readList(BASE, { list: "l", program: "p" });
  assert.equal(list.pageCount, 4);
  assert.deepEqual({ ...list.shardPages }, { 0: [1], 1: [0, 2], 3: [3] });
  assert.deepEqual(list.ranges, [{ first: "a", last: "b", file: "f" }]);
  assert.equal(list.facetFiles.get("kind"), "k");
});

test("a facet has its values, and the steps between their pages in one text for each digit", async (context) => {
  const values = [
    ["a", "A “one”", 2],
    ["b", "B", 1],
  ];
  // 3, 69997 and 300 in base 64. The first page of a site has the number 0.
  serve(context, new TextEncoder().encode(JSON.stringify({ values, steps: ["0A0", "054", "3]\\"] })));
  assert.deepEqual(await readFacet(BASE, "f"), [
    { id: "a", label: "A “one”", pages: [3, 70000] },
    { id: "b", label: "B", pages: [300] },
  ]);
  serve(context, new TextEncoder().encode('{"values":[["a","A",1]],"steps":[]}'));
  assert.deepEqual(await readFacet(BASE, "f"), [{ id: "a", label: "A", pages: [0] }]);
});

test("names of pages are ten digits each", async (context) => {
  serve(context, [0, 1, 2, 0xab, 0xff, 9, 8, 7, 6, 5]);
  assert.deepEqual(await readNames(BASE, "f"), ["000102abff", "0908070605"]);
});

/**
 * Return words of one range and one shard. A page has its number, places, and fields.
 *
 * @param {Record<string, [page: number, places: number[], fields: number[]][]>} postings by spelling
 */
function createWords(postings) {
  const stems = Object.entries(postings).map(([spelling, pages]) => {
    let before = 0;
    const integers = pages.flatMap(([page, places, fields]) => {
      const step = page - before;
      before = page;
      const steps = places.map((place, index) => place - (places[index - 1] ?? 0));
      return [step, steps.length, ...steps, fields.length, ...fields];
    });
    const form = [spelling, pages.length, 0, bytesOf(integers)];
    return [spelling.split(" ")[0], [form]];
  });
  const words = new Words([{ first: "a", last: "z" }], [Array.from({ length: 10 }, (_, page) => page)]);
  words.add(bytesOf([0, stems]));
  return words;
}

/** @param {Parameters<typeof createWords>[0]} postings */
function createIndex(postings) {
  const stem = (/** @type {string} */ word) => word;
  return { words: createWords(postings), stem, pageCount: 10, weights: [6, 0.3] };
}

test("a range is found by its first and last word; between two ranges there is none", () => {
  const ranges = [
    { first: "a", last: "d" },
    { first: "da", last: "da" },
    { first: "daz", last: "do" },
    { first: "e", last: "f" },
  ];
  const words = new Words(ranges, [[]]);
  assert.deepEqual(
    ["A", "a", "d", "da", "dax", "do", "e", "z"].map((word) => words.findRange(word)),
    [-1, 0, 0, 1, -1, 2, 3, -1],
  );
  assert.deepEqual(words.findRanges("da"), [1, 2]);
  assert.deepEqual(words.findRanges("dax"), []);
  assert.deepEqual(words.findRanges("d"), [0, 1, 2]);
  assert.deepEqual(words.findRanges("A"), []);
  assert.deepEqual(words.findRanges("z"), []);
});

test("words are compared by code points, as the index is sorted", () => {
  const ranges = [
    { first: "\uff41", last: "\uff42" },
    { first: "\u{10400}", last: "\u{10401}" },
  ];
  assert.equal(new Words(ranges, [[]]).findRange("\u{10400}"), 1);
  assert.equal(new Words(ranges, [[]]).findRange("\uff43"), -1);
});

test("places of several weights are read, and the pages of a shard have the numbers of the site", () => {
  const words = new Words([{ first: "a", last: "z" }], [[], Array.from({ length: 10 }, (_, rank) => 100 + 2 * rank)]);
  words.add(bytesOf([1, [["toll", [["", 2, 1, bytesOf([2, 4, 3, 4, -13, 9, 1, 0, 5, 1, 1, 0])]]]]]));
  const [spelling] = words.listSpellings("toll");
  /** @type {unknown[]} */
  const pages = [];
  assert.ok(spelling);
  visitPages(spelling, (...page) => pages.push(page));
  assert.deepEqual(pages, [
    [
      106,
      [
        [3, FULL_WEIGHT],
        [7, FULL_WEIGHT],
        [9, 12],
      ],
      [0],
    ],
    [116, [[1, FULL_WEIGHT]], []],
  ]);
});

const TERM = { isQuoted: false, isOpen: false };

test("a page matches if words follow each other, or are written as one", () => {
  const index = createIndex({
    east: [
      [1, [4], []],
      [2, [4], []],
    ],
    quay: [
      [1, [5], []],
      [2, [6], []],
    ],
    eastquay: [[3, [1], []]],
  });
  assert.deepEqual([...matchTerm({ ...TERM, words: ["east", "quay"] }, index).keys()], [1, 3]);
  assert.deepEqual([...matchTerm({ ...TERM, isQuoted: true, words: ["east", "quay"] }, index).keys()], [1]);
});

test("an open term matches longer words, which count less", () => {
  const index = createIndex({ toll: [[1, [1], []]], tollgate: [[2, [1], []]] });
  const matches = matchTerm({ ...TERM, isOpen: true, words: ["toll"] }, index);
  const [whole, longer] = [matches.get(1), matches.get(2)];
  assert.ok(whole && longer);
  assert.deepEqual([whole.isWhole, longer.isWhole], [true, false]);
  assert.ok(whole.score > longer.score);
  assert.equal(matchTerm({ ...TERM, words: ["toll"] }, index).size, 1);
});

test("a word in the name of a page is noticed", () => {
  const index = createIndex({
    toll: [
      [1, [1], [0]],
      [2, [1], [1]],
    ],
  });
  const matches = matchTerm({ ...TERM, words: ["toll"] }, index);
  assert.deepEqual([matches.get(1)?.isInName, matches.get(2)?.isInName], [true, false]);
});

test("places count words in tokens, and a gap between blocks", () => {
  const page = { content: "One e-mail Two", anchors: [{ element: "p", id: "p2", text: "", location: 2 }] };
  assert.deepEqual(
    [...mapPlacesToTokens(page)],
    [
      [0, 0],
      [1, 1],
      [2, 1],
      [4, 2],
    ],
  );
});

test("a passage is the sentence with the words, and leads to its paragraph", () => {
  const before = "It rained. ".repeat(20).trim();
  const content = `Title ${before} The toll rose again.`;
  const tokens = content.split(" ");
  const data = {
    content,
    anchors: [
      { element: "h1", id: "t", text: "Title", location: 0 },
      { element: "p", id: "p1", text: "", location: 1 },
    ],
    weighted_locations: [{ location: tokens.indexOf("toll"), weight: 1, balanced_score: 1 }],
  };
  const [passage] = findPassages(data, 2);
  assert.ok(passage);
  assert.equal(passage.id, "p1");
  assert.deepEqual([passage.isCutBefore, passage.isCutAfter], [true, false]);
  assert.deepEqual(
    passage.pieces.filter(({ isMatch }) => isMatch).map(({ text }) => text),
    ["toll"],
  );
});

test("a mark has the word, not the signs that are written onto it", () => {
  const content = "They met “Hamas, in (Gaza) 1.5 km away.";
  const tokens = content.split(" ");
  const data = {
    content,
    anchors: [{ element: "p", id: "p1", text: "", location: 0 }],
    weighted_locations: [2, 4, 7].map((location) => ({ location, weight: 1, balanced_score: 1 })),
  };
  const [passage] = findPassages(data, 1);
  assert.ok(passage);
  assert.deepEqual(
    passage.pieces.filter(({ isMatch }) => isMatch).map(({ text }) => text),
    ["Hamas", "Gaza", "away"],
  );
  assert.equal(
    passage.pieces
      .map(({ text, space }) => text + space)
      .join("")
      .trim(),
    tokens.join(" "),
  );
});

test("a passage may be about what is chosen instead of what is typed", () => {
  const data = {
    content: "Nadia Haddad spoke. Others did not.",
    anchors: [
      { element: "p", id: "p1", text: "", location: 0 },
      { element: "p", id: "p2", text: "", location: 3 },
    ],
    weighted_locations: [],
  };
  assert.deepEqual(
    findPassages(data, 2, { names: ["Nadia Haddad"], kinds: [] }).map(({ id }) => id),
    ["p1"],
  );
});
