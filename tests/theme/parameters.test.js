import assert from "node:assert/strict";
import { test } from "node:test";
import { readParameters, writeParameters } from "../../generator/theme/assets/ui/parameters.js";

test("each parameter has its values, without empty and repeated ones", () => {
  const values = readParameters("?type=person&type=&type=person&type=state&other=x", ["type", "theme"]);
  assert.deepEqual(values, { type: ["person", "state"], theme: [] });
});

test("values replace the ones of the address, and other parameters stay", () => {
  const address = writeParameters("https://a.test/network/?type=person&q=1#part", { type: ["state", "", "group"] });
  assert.equal(address.href, "https://a.test/network/?q=1&type=state&type=group#part");
});

test("what is written is read again", () => {
  const values = { filter: ["a&b = “c”"], sort: ["date"] };
  assert.deepEqual(readParameters(writeParameters("https://a.test/", values).search, ["filter", "sort"]), values);
});

test("an address is not changed in place", () => {
  const address = new URL("https://a.test/?type=person");
  writeParameters(address, { type: [] });
  assert.equal(address.search, "?type=person");
});
