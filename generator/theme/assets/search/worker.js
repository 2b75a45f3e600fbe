/*
 * The search beside the page, so that a page answers while it is searched: loads the bundle, and of the words what is
 * asked for. It is told {number, call, given} and says {number, answer} or {number, error}.
 */

import { decoded } from "./cbor.js";
import { merged } from "./merging.js";
import { Program } from "./program.js";
import { content, entry, range } from "./reading.js";
import { asIndexed, asName, normal } from "./words.js";

// How long a page is says nothing here, as of a thing only the head is searched. Where the words are a thing's name, its
// page comes first anyway, and then what says much of it; else what has them in its name.
const NAMED = { page_length: 0, meta_weights: { name: 0, title: 0, date: 0 } };
const OTHER = { page_length: 0, meta_weights: { name: 6, title: 0.3, date: 0 } };

// Of how many searches the places are kept; what is shown is of the last.
const KEPT = 3;

const calls = { start, find, page };
const loaded = new Map();
const searches = new Map();
let base;
let loading;

addEventListener("message", async ({ data: { number, call, given } }) => {
  try {
    postMessage({ number, answer: await calls[call](number, ...given) });
  } catch (error) {
    postMessage({ number, error: String(error) });
  }
});

/** Loads what all searches begin with. */
async function start(_, address) {
  base = new URL(address);
  loading ??= opened();
  try {
    await loading;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

async function opened() {
  const { list, program, included } = await entry(base);
  const [listed, bytes] = await Promise.all([content(base, list), content(base, program)]);
  const starts = [0];
  for (const pages of decoded(listed)[6]) starts.push(starts.at(-1) + pages);
  return { program: await Program.started(bytes, listed), starts, included };
}

/** The names of the pages with all words, the best first. */
async function find(number, words) {
  const { program, included } = await loading;
  const [asked, name] = [normal(asIndexed(words), included), normal(asName(words), included)];
  // Without a word, it would be all of the index.
  if (!asked.text) return [];
  await Promise.all([...new Set([asked, name].flatMap(({ text }) => program.ranges(text)))].map(load));
  // From here on nothing is waited for: there is one ranking for all searches.
  program.rank(OTHER);
  const named = sought(program, name, true);
  if (named.length) program.rank(NAMED);
  const found = namedFirst(named, sought(program, asked, false));
  searches.set(number, new Map(found.map(({ p, l }) => [p, l])));
  searches.delete([...searches.keys()].at(-1 - KEPT));
  return found.map(({ p }) => p);
}

/** Has the words of a range taken in, once. */
function load(name) {
  if (!loaded.has(name)) loaded.set(name, taken(name).catch((error) => {
    loaded.delete(name);
    throw error;
  }));
  return loaded.get(name);
}

async function taken(name) {
  const { program, starts } = await loading;
  program.load(merged(await range(base, name), starts));
}

function sought(program, { text, spelt }, isExact) {
  const found = text ? program.search(text, spelt, isExact) : [];
  // However the pages are spread over shards, what is equally good comes in one order: that of the names of the pages.
  const rounded = found.map((one) => ({ ...one, s: Number(one.s.toPrecision(5)) }));
  return rounded.sort((one, other) => other.s - one.s || (one.p < other.p ? -1 : 1));
}

/** What is called by exactly these words comes before what has them. */
function namedFirst(named, found) {
  const names = new Set(named.map(({ p }) => p));
  const marked = found.filter(({ p }) => names.has(p));
  const both = new Set(marked.map(({ p }) => p));
  return [...marked, ...named.filter(({ p }) => !both.has(p)), ...found.filter(({ p }) => !names.has(p))];
}

/** What is kept of a page, with the places of what a search found there. */
async function page(_, search, name) {
  const data = JSON.parse(new TextDecoder().decode(await content(base, `fragment/${name}.pf_fragment`)));
  const places = searches.get(search)?.get(name) ?? [];
  return {
    ...data,
    url: base.pathname.replace(/\/$/, "") + data.url,
    content: data.content.replaceAll("\u200b", ""),
    weighted_locations: places.map(({ w, s, l }) => ({ weight: w / 24, balanced_score: s, location: l })),
  };
}
