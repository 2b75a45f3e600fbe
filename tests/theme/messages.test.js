import assert from "node:assert/strict";
import { test } from "node:test";
import { describeResults, INDEX } from "../../generator/theme/assets/ui/messages.js";
import { foldForFilter, formatCount } from "../../generator/theme/assets/ui/text.js";

const NOTES = { isListed: false, absent: [], short: "", all: 0 };

test("counts have their noun and groups of digits", () => {
  assert.deepEqual(
    [0, 1, 1200].map((count) => formatCount(count, "page", "pages")),
    ["0 pages", "1 page", "1,200 pages"],
  );
});

test("a filter ignores case, accents, and vowel points", () => {
  assert.equal(foldForFilter("Wałęsa ÉTÉ מִצְרַיִם"), "wałesa ete מצרים");
});

test("the number of matches has the noun of the rows", () => {
  assert.equal(INDEX.matches(3, 1200, ["actor", "actors"]), "3 of 1,200 actors");
});

test("results are described in a sentence, with notes if words are missing", () => {
  assert.equal(describeResults("toll", 1, { ...NOTES, all: 1 }), "1 page found for “toll”");
  assert.equal(
    describeResults("toll", 0, { ...NOTES, all: 2 }),
    "0 pages found for “toll”. Without the chosen filters: 2 pages.",
  );
  assert.equal(
    describeResults("a b", 0, { ...NOTES, absent: ["a", "b"], short: "b" }),
    "0 pages found for “a b”. No page has “a” or “b”. Type more letters for words that begin with “b”.",
  );
});

test("without words there is nothing to say unless pages are listed", () => {
  assert.equal(describeResults("", 0, NOTES), "");
  assert.equal(describeResults("", 2, { ...NOTES, isListed: true }), "2 pages, the newest first");
});
