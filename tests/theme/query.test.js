import assert from "node:assert/strict";
import { test } from "node:test";
import { normalizeDate } from "../../generator/theme/assets/search/dates.js";
import { findNames, listNameSpans } from "../../generator/theme/assets/search/name_spans.js";
import { parseQuery } from "../../generator/theme/assets/search/query.js";
import { suggestNames } from "../../generator/theme/assets/search/spelling.js";
import { asName } from "../../generator/theme/assets/search/words.js";

/** @param {string} typed */
function describe(typed) {
  return parseQuery(typed).map(({ words, isQuoted, isExcluded, isOpen }) => {
    const marks = [isQuoted && "quoted", isExcluded && "excluded", isOpen && "open"].filter(Boolean);
    return [words.join(" "), ...marks].join(" | ");
  });
}

test("the last word is open, a quotation with its closing mark is not", () => {
  assert.deepEqual(describe("the toll"), ["the", "toll | open"]);
  assert.deepEqual(describe("“East Quay”"), ["east quay | quoted"]);
  assert.deepEqual(describe("“East Qu"), ["east qu | quoted | open"]);
});

test("a quotation may begin within a word and with any mark", () => {
  assert.deepEqual(describe('a„b c“ "d"'), ["a", "b c | quoted", "d | quoted"]);
  assert.deepEqual(describe("«ab» 「港口」"), ["ab | quoted", "港口 | quoted"]);
});

test("a minus excludes a term, within a word or alone it does not", () => {
  assert.deepEqual(describe("canal -toll"), ["canal", "toll | excluded"]);
  assert.deepEqual(describe("old-fashioned - x"), ["old fashioned", "x | open"]);
  assert.deepEqual(describe("-“East Quay”"), ["east quay | quoted | excluded"]);
});

test("signs alone are not a term", () => {
  assert.deepEqual(describe("?! “” "), []);
});

test("a character of a script without spaces is open even if others follow", () => {
  assert.deepEqual(describe("船 toll"), ["船 | open", "toll | open"]);
});

test("dates are read in the forms that readers type", () => {
  for (const typed of ["4 May 2019", "4th of may 2019", "May 4, 2019", "2019-5-4", "4-May-2019"]) {
    assert.equal(normalizeDate(typed), "2019-05-04", typed);
  }
});

test("what is not a date stays as it is", () => {
  for (const typed of ["May 2019", "32 May 2019", "4 Mai. 20190", "2019-13-01", "toll"]) {
    assert.equal(normalizeDate(typed), typed);
  }
});

/**
 * @param {string} typed
 * @param {string[]} names
 */
function find(typed, names) {
  const keys = new Set(names.map(asName));
  return findNames(listNameSpans(typed), (key) => keys.has(key)).map(({ from, to }) => [from, to]);
}

test("a text is one name or has several, the longest first", () => {
  assert.deepEqual(find("Nadia Haddad", ["Nadia", "Nadia Haddad"]), [[0, 2]]);
  assert.deepEqual(find("Haddad Peretz", ["Haddad", "Peretz"]), [
    [0, 1],
    [1, 2],
  ]);
});

test("a name among other words is not enough", () => {
  assert.deepEqual(find("Haddad said", ["Haddad"]), []);
});

test("similar spellings are suggested, the same one is not", () => {
  const names = ["Yahya Sinwar", "Nadia Haddad", "Mossad"];
  assert.deepEqual(suggestNames("Yehya Sinwar", names), ["Yahya Sinwar"]);
  assert.deepEqual(suggestNames("Mosad", names), ["Mossad"]);
  assert.deepEqual(suggestNames("haddod", names), ["Nadia Haddad"]);
  assert.deepEqual(suggestNames("Mossad", names), []);
  assert.deepEqual(suggestNames("completely other", names), []);
});
