/*
 * Makes one index of the shards', for the words of one range. Pure.
 */

import { sequence, Writer } from "./cbor.js";

/** The words of the range, as Pagefind reads them; `starts` has the number of each shard's first page. */
export function merged(pieces, starts) {
  const words = new Map();
  for (const [shard, found] of sequence(pieces)) {
    for (const [word, forms] of found) {
      const all = words.get(word) ?? words.set(word, []).get(word);
      for (const [form, pages, first, places] of forms) all.push([form || word, pages, starts[shard] + first, places]);
    }
  }
  return written(words);
}

/**
 * Each word with its forms as spellings of it: there may be several of one spelling, one for each shard. So the pages of
 * a form need to be written anew in nothing but the number of the first, from which the others are counted.
 */
function written(words) {
  const writer = new Writer();
  writer.array(1);
  writer.array(words.size);
  for (const [word, forms] of words) {
    writer.array(3);
    writer.text(word);
    writer.array(0);
    writer.array(forms.length);
    for (const [form, pages, first, places] of forms) {
      writer.array(2);
      writer.text(form);
      writer.array(pages);
      writer.array(3);
      writer.number(first);
      writer.raw(places);
    }
  }
  return writer.bytes;
}
