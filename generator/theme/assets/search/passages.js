/*
 * Where in a page the words stand: its best passages, each with the fragment that leads there. Pure; from the data that
 * Pagefind keeps of a page, in which places are counted in words.
 */

import { asRead } from "./words.js";

const INLINE = ["a", "em", "mark", "span", "strong", "sup"];
const BEFORE = 8;
const LENGTH = 32;

/**
 * The passages that are most about the words, best first:
 * {id, heading, pieces: [{text, space, found}], cutBefore, cutAfter}.
 */
export function passages(data, limit) {
  const words = data.content.split(/\s+/);
  const blocks = blocksOf(data, words.length);
  const found = blocks.map((block) => ({ ...block, hits: hitsIn(data.weighted_locations, block) }));
  const good = found.filter((block) => block.hits.length);
  // The text of an article, whose paragraphs have addresses, comes before the lists that repeat it.
  good.sort((one, other) => one.section - other.section || score(other) - score(one));
  return (good.length ? good : found.slice(0, 1)).slice(0, limit).map((block) => cut(block, words));
}

function blocksOf(data, last) {
  const anchors = data.anchors.filter(({ element }) => !INLINE.includes(element));
  anchors.sort((one, other) => one.location - other.location);
  let heading = "";
  const blocks = anchors.map(({ element, id, text, location }, at) => {
    const end = anchors[at + 1]?.location ?? last;
    if (!/^h[1-6]$/.test(element)) return { id, heading, start: location, end, section: false };
    // The title and the heading stand over the passage: they are no part of it.
    heading = element === "h1" ? "" : readable(text);
    return { id, heading, start: location + text.split(/\s+/).length, end, section: true };
  });
  const top = { id: "", heading: "", start: 0, end: anchors[0]?.location ?? last, section: true };
  return [top, ...blocks].filter((one) => one.end > one.start);
}

/** Words of headings weigh more than one; they stand over a passage, not in it. */
function hitsIn(locations, { start, end }) {
  return locations.filter(({ location, weight }) => weight <= 1 && location >= start && location < end);
}

function score({ hits, start, end }) {
  // A long passage has more of everything: what counts is how much of it the words are.
  return hits.reduce((sum, { balanced_score: value }) => sum + value, 0) / Math.sqrt(end - start);
}

function cut({ id, heading, start, end, hits }, words) {
  const places = new Set(hits.map(({ location }) => location));
  const read = asRead(words.slice(start, end));
  // Of a pair that was found, the second character stands in the next.
  for (const place of [...places]) if (read[place - start].isPair) places.add(place + 1);
  const first = hits.length ? Math.min(...places) : start;
  const from = Math.max(start, Math.min(first - BEFORE, end - LENGTH));
  const to = Math.min(end, from + LENGTH);
  const pieces = read.slice(from - start, to - start).map((piece, at) => ({ ...piece, found: places.has(from + at) }));
  return { id, heading, pieces: joined(pieces), cutBefore: from > start, cutAfter: to < end };
}

/** Pieces that touch each other as one, where both were found or neither. */
function joined(pieces) {
  const runs = [];
  for (const { text, space, found } of pieces) {
    const last = runs.at(-1);
    if (last && last.space === "" && last.found === found) Object.assign(last, { text: last.text + text, space });
    else runs.push({ text, space, found });
  }
  return runs;
}

function readable(text) {
  const read = asRead(text.split(/\s+/));
  return read.map(({ text: word, space }) => word + space).join("").trim();
}
