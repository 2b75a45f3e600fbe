/*
 * Asks the worker that searches; it is started when first asked.
 */

let worker;
let loading;
let last = 0;
const waiting = new Map();

/** Loads what each search needs; rejects where there is no bundle, and tries again when asked again. */
export function load(base) {
  loading ??= ask("start", base.href).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** The pages with all words, the best first; each has an `id`, and loads its text when asked for `data()`. */
export async function find(base, words) {
  await load(base);
  const search = last + 1;
  const names = await ask("find", words);
  return names.map((id) => ({ id, data: () => ask("page", search, id) }));
}

function ask(call, ...given) {
  worker ??= started();
  const number = ++last;
  worker.postMessage({ number, call, given });
  return new Promise((resolve, reject) => waiting.set(number, { resolve, reject }));
}

function started() {
  const made = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  made.addEventListener("message", ({ data: { number, answer, error } }) => {
    const { resolve, reject } = waiting.get(number);
    waiting.delete(number);
    if (error === undefined) resolve(answer);
    else reject(new Error(error));
  });
  // Where it cannot even be loaded, nothing will be answered.
  made.addEventListener("error", () => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(new Error("the search cannot be started"));
    waiting.clear();
  });
  return made;
}
