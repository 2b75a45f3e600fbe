import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { fetchBytes, fetchJson, isReachable, LoadError, loadOnce } from "../../generator/theme/assets/ui/fetch.js";

const { fetch } = globalThis;
/** The options of each request, in order. @type {(RequestInit | undefined)[]} */
let requests = [];

afterEach(() => {
  globalThis.fetch = fetch;
  requests = [];
});

/**
 * Answer requests with responses in turn; an error is thrown, as without a connection.
 *
 * @param {...(Response | Error)} answers
 */
function answerWith(...answers) {
  globalThis.fetch = async (_, options) => {
    requests.push(options);
    const answer = answers.shift();
    if (answer instanceof Response) return answer;
    throw answer;
  };
}

const missing = () => new Response("", { status: 404 });

test("the content of a file is its bytes or its JSON", async () => {
  answerWith(new Response("ab"), new Response("[1]"));
  assert.deepEqual(await fetchBytes("https://a.test/b"), new Uint8Array([97, 98]));
  assert.deepEqual(await fetchJson("https://a.test/c"), [1]);
});

test("an error is asked for once more, past the cache", async () => {
  answerWith(missing(), new Response("ab"));
  assert.equal((await fetchBytes("https://a.test/b", { cache: "no-cache" })).length, 2);
  assert.deepEqual(requests, [{ cache: "no-cache" }, { cache: "reload" }]);
});

test("a second error rejects with its status", async () => {
  answerWith(missing(), missing());
  await assert.rejects(fetchJson("https://a.test/b"), (error) => error instanceof LoadError && error.status === 404);
});

test("without a connection there is no second request", async () => {
  answerWith(new TypeError("offline"));
  await assert.rejects(fetchBytes("https://a.test/b"), TypeError);
  assert.equal(requests.length, 1);
});

test("a page is reachable if it answers without an error", async () => {
  answerWith(new Response(""), missing(), missing(), new TypeError("offline"));
  assert.equal(await isReachable("https://a.test/"), true);
  assert.equal(await isReachable("https://a.test/"), false);
  assert.equal(await isReachable("https://a.test/"), false);
});

test("a value is loaded once for each key, and again after a failure", async () => {
  const cache = new Map();
  let loads = 0;
  const load = async () => {
    loads += 1;
    if (loads === 1) throw new TypeError("no connection");
    return loads;
  };

  await assert.rejects(loadOnce(cache, "a", load), TypeError);
  assert.equal(await loadOnce(cache, "a", load), 2);
  assert.equal(await loadOnce(cache, "a", load), 2);
  assert.equal(await loadOnce(cache, "b", load), 3);
});
