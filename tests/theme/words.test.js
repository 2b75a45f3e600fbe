import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, wordsOf } from "../../generator/theme/assets/search/folding.js";
import { asIndexed, asName, asRead, isLone, isName } from "../../generator/theme/assets/search/words.js";

test("words are folded to plain letters and separated by signs", () => {
  assert.deepEqual(wordsOf("Wałęsa’s ŒUVRE, e-mail"), ["walesa", "s", "oeuvre", "e", "mail"]);
  assert.equal(fold("ΣΟΦΟΣ"), fold("σοφός"));
});

test("scripts without spaces become pairs of characters", () => {
  assert.equal(asIndexed("委员会"), "委员 员会");
  assert.equal(asIndexed("船"), "船");
  assert.equal(isLone("船"), true);
  assert.equal(isLone("委员"), false);
});

test("a name is one word that no text has", () => {
  assert.equal(isName(asName("Nadia Haddad")), true);
  assert.equal(isName("nadiahaddad"), false);
});

test("words of the index are read as they were written", () => {
  const read = asRead(["委员", "员会", "会", "(", "l’`Union", ")", "ال`سفينة"]);
  assert.equal(read.map(({ text, space }) => text + space).join(""), "委员会 (l’Union) السفينة ");
  assert.deepEqual(
    read.map(({ isPair }) => isPair),
    [true, true, false, false, false, false, false],
  );
});
