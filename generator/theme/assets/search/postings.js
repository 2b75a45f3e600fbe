/*
 * The words of the index, read range by range, and where they occur. Pure; the format is that of
 * `generator.site.search_index.postings` and `generator.site.search_index.chunks`.
 */

import { decodeIntegers, decodeSequence } from "./cbor.js";

/**
 * A part of a spelling's postings, from one shard: the number of its pages, the first of them as the shard counts its pages,
 * the numbers of all pages of the shard, and the packed postings.
 *
 * @typedef {{ count: number, first: number, shardPages: number[], packed: Uint8Array }} Part
 */

/**
 * A spelling of a word. `length` is the number of places it takes: one, or more if it joins several words. `count` is the
 * number of its pages.
 *
 * @typedef {{ word: string, length: number, count: number, parts: Part[] }} Spelling
 */

/** A place of a word, with its weight. @typedef {[place: number, weight: number]} WeightedPlace */

/** The weight of a word in running text. */
export const FULL_WEIGHT = 24;

export class Words {
  #ranges;
  #shardPages;
  /** The parts of each spelling, by stem and spelling. @type {Map<string, Map<string, Part[]>>} */
  #stems = new Map();
  /** @type {[string, Part[]][] | null} */
  #spellings = [];

  /**
   * @param {{ first: string, last: string }[]} ranges the first and the last word of each range, in order
   * @param {number[][]} shardPages the numbers of the pages of each shard
   */
  constructor(ranges, shardPages) {
    this.#ranges = ranges;
    this.#shardPages = shardPages;
  }

  /**
   * Return the number of the range that has a word; -1 if no range can have it.
   *
   * @param {string} word
   */
  findRange(word) {
    const range = this.#findNearest(word);
    return compareCodePoints(word, this.#ranges[range]?.last ?? "") <= 0 ? range : -1;
  }

  /**
   * Return the numbers of the ranges that have words with a prefix.
   *
   * @param {string} prefix
   */
  findRanges(prefix) {
    const nearest = this.#findNearest(prefix);
    let next = nearest + 1;
    while (this.#ranges[next]?.first.startsWith(prefix)) next += 1;
    const all = Array.from({ length: next - nearest }, (_, offset) => nearest + offset);
    return all.filter((range) => compareCodePoints(prefix, this.#ranges[range]?.last ?? "") <= 0);
  }

  /**
   * Return the number of the last range that begins with a word or before it; -1 if all begin after it.
   *
   * @param {string} word
   */
  #findNearest(word) {
    let [low, high] = [0, this.#ranges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareCodePoints(this.#ranges[middle]?.first ?? "", word) <= 0) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /**
   * Add the words of a range.
   *
   * @param {Uint8Array} bytes
   */
  add(bytes) {
    for (const [shard, words] of decodeSequence(bytes)) {
      const shardPages = this.#shardPages[shard] ?? [];
      for (const [stem, forms] of words) {
        const spellings = getOrCreate(this.#stems, stem, () => new Map());
        for (const [form, count, first, packed] of forms) {
          const parts = getOrCreate(spellings, form || stem, () => /** @type {Part[]} */ ([]));
          parts.push({ count, first, shardPages, packed });
        }
      }
    }
    this.#spellings = null;
  }

  /**
   * Return the spellings of the words with a stem.
   *
   * @param {string} stem
   */
  listSpellings(stem) {
    return [...(this.#stems.get(stem) ?? [])].map(([form, parts]) => createSpelling(form, parts));
  }

  /**
   * Return the spellings that begin with a prefix and are longer.
   *
   * @param {string} prefix
   */
  listLonger(prefix) {
    this.#spellings ??= [...this.#stems].flatMap(([, forms]) => [...forms]);
    return this.#spellings
      .filter(([form]) => form.startsWith(prefix))
      .map(([form, parts]) => createSpelling(form, parts))
      .filter(({ word }) => word !== prefix);
  }
}

/**
 * @template Value
 * @param {Map<string, Value>} map
 * @param {string} key
 * @param {() => Value} create
 */
function getOrCreate(map, key, create) {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}

/**
 * @param {string} form the word, followed by its length if that is not one
 * @param {Part[]} parts
 * @returns {Spelling}
 */
function createSpelling(form, parts) {
  const [word = "", length = "1"] = form.split(" ");
  return { word, length: Number(length), count: parts.reduce((sum, { count }) => sum + count, 0), parts };
}

/**
 * Call a function with the number of each page of a spelling, its places there, and the fields of the page that have it.
 *
 * @param {Spelling} spelling
 * @param {(page: number, places: WeightedPlace[], fields: number[]) => void} visit
 */
export function visitPages({ parts }, visit) {
  for (const { first, shardPages, packed } of parts) {
    const integers = decodeIntegers(packed);
    let rank = first;
    let index = 0;
    const next = () => integers[index++] ?? 0;
    while (index < integers.length) {
      rank += next();
      /** @type {WeightedPlace[]} */
      const places = [];
      let [place, weight] = [0, FULL_WEIGHT];
      for (let left = next(); left > 0; left--) {
        const value = next();
        if (value < 0) {
          // A negative number begins the places of another weight.
          [place, weight] = [0, -1 - value];
        } else {
          place += value;
          places.push([place, weight]);
        }
      }
      const fieldCount = next();
      const fields = integers.slice(index, index + fieldCount);
      index += fieldCount;
      visit(shardPages[rank] ?? -1, places, fields);
    }
  }
}

/**
 * Compare texts by code points, as the index is sorted.
 *
 * @param {string} one
 * @param {string} other
 */
function compareCodePoints(one, other) {
  const [left, right] = [[...one], [...other]];
  for (let index = 0; index < left.length && index < right.length; index++) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference) return difference;
  }
  return left.length - right.length;
}
