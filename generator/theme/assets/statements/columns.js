/*
 * The columns of the list of all statements: what each statement can be filtered by (`generator.pages.statement_columns`).
 * Statements are numbered from the newest, 0; the files of a column from the oldest.
 */

import { fetchJson, loadOnce } from "../ui/fetch.js";

/**
 * The values of each statement: those of statement `n` are `numbers[offsets[n]]` up to `numbers[offsets[n + 1]]`, each the
 * position of a value in `values`.
 *
 * @typedef {object} Column
 * @property {string[]} values ids, as addresses have them
 * @property {string[]} paths of the records of the ids, such as `actors/hamas`; empty if they are no records
 * @property {Uint32Array} offsets
 * @property {Uint32Array} numbers
 */

/**
 * What each statement has one value of. Days are counted from 1970; an open end of an interval is far away.
 *
 * @typedef {object} Facts
 * @property {Column} kind
 * @property {Column} voice
 * @property {Int32Array} firstDays of the dates of statements, or else of the publication of their briefings
 * @property {Int32Array} lastDays
 */

/**
 * @typedef {object} FactsFile
 * @property {string} kinds
 * @property {string} voices
 * @property {[string, number, number][]} briefings
 * @property {[number, number | null, number | null][]} dates
 */

/** @typedef {{ records: string[], rows: (number | number[])[] }} ColumnFile */

/** The sorts of voices, in the order of their digits (`generator.index.model.VoiceSort`). */
export const VOICES = ["named", "unnamed", "author", "none"];

const FAR = 1e9;

/** The error of files that belong to different editions of the site, because it was published between two requests. */
export class EditionError extends Error {}

export class Columns {
  #base;
  #fileCount;
  #kinds;
  /** @type {Map<string, Promise<any>>} */
  #loaded = new Map();

  /**
   * @param {URL} base the folder of the files
   * @param {number} fileCount the number of files of each column
   * @param {string[]} kinds the kinds of attribution, in the order of their digits
   */
  constructor(base, fileCount, kinds) {
    this.#base = base;
    this.#fileCount = fileCount;
    this.#kinds = kinds;
  }

  /** @returns {Promise<Facts>} */
  loadFacts() {
    return loadOnce(this.#loaded, "facts", async () => joinFacts(await this.#fetchFiles("facts"), this.#kinds));
  }

  /**
   * Return a column of records.
   *
   * @param {string} name
   * @returns {Promise<Column>}
   */
  async loadColumn(name) {
    const load = async () => joinColumn(await this.#fetchFiles(name));
    const [facts, column] = await Promise.all([this.loadFacts(), loadOnce(this.#loaded, name, load)]);
    if (column.offsets.length !== facts.kind.offsets.length) {
      this.#loaded.clear();
      throw new EditionError();
    }
    return column;
  }

  /**
   * Return the labels of the values of a column, by id.
   *
   * @param {Column} column
   * @returns {Promise<Map<string, string>>}
   */
  async loadLabels(column) {
    const folders = new Set(column.paths.map((path) => path.split("/")[0] ?? ""));
    const labels = await Promise.all([...folders].map((folder) => this.loadFolder(folder)));
    return new Map(labels.flatMap((ofFolder) => [...ofFolder]));
  }

  /**
   * Return the labels of all records in a folder by id, in the order of the labels.
   *
   * @param {string} folder
   * @returns {Promise<Map<string, string>>}
   */
  async loadFolder(folder) {
    return new Map(Object.entries(await this.#fetch(`labels-${folder}`)));
  }

  /** @param {string} name */
  #fetch(name) {
    return loadOnce(this.#loaded, `${name}.json`, () => fetchJson(new URL(`${name}.json`, this.#base)));
  }

  /**
   * Return the files of a column, that of the newest statements first.
   *
   * @param {string} name
   * @returns {Promise<any[]>}
   */
  async #fetchFiles(name) {
    const numbers = Array.from({ length: this.#fileCount }, (_, position) => this.#fileCount - 1 - position);
    return Promise.all(numbers.map((number) => this.#fetch(`${name}-${number}`)));
  }
}

/**
 * @param {FactsFile[]} files
 * @param {string[]} kinds
 * @returns {Facts}
 */
export function joinFacts(files, kinds) {
  const kindDigits = files.map((file) => file.kinds).join("");
  const firstDays = new Int32Array(kindDigits.length);
  const lastDays = new Int32Array(kindDigits.length);
  let start = 0;
  for (const { briefings, dates, kinds: digits } of files) {
    let end = start;
    for (const [, day, count] of briefings) {
      firstDays.fill(day, end, end + count);
      lastDays.fill(day, end, end + count);
      end += count;
    }
    for (const [position, first, last] of dates) {
      firstDays[start + position] = first ?? -FAR;
      lastDays[start + position] = last ?? FAR;
    }
    start += digits.length;
  }
  return {
    kind: splitDigits(kindDigits, kinds),
    voice: splitDigits(files.map((file) => file.voices).join(""), VOICES),
    firstDays,
    lastDays,
  };
}

/**
 * Return a column with one value for each digit.
 *
 * @param {string} digits
 * @param {string[]} values
 * @returns {Column}
 */
function splitDigits(digits, values) {
  const offsets = Uint32Array.from({ length: digits.length + 1 }, (_, position) => position);
  return { values, paths: [], offsets, numbers: Uint32Array.from(digits, Number) };
}

/**
 * Join the files of a column, each of which numbers its own records.
 *
 * @param {ColumnFile[]} files
 * @returns {Column}
 */
export function joinColumn(files) {
  const paths = [...new Set(files.flatMap(({ records }) => records))];
  const positions = new Map(paths.map((path, position) => [path, position]));
  /** @type {number[]} */
  const numbers = [];
  const offsets = [0];
  for (const { records, rows } of files) {
    const own = records.map((path) => positions.get(path) ?? 0);
    for (const row of rows) {
      for (const number of typeof row === "number" ? [row] : row) {
        if (number) numbers.push(own[number - 1] ?? 0);
      }
      offsets.push(numbers.length);
    }
  }
  const values = paths.map((path) => path.split("/")[1] ?? "");
  return { values, paths, offsets: Uint32Array.from(offsets), numbers: Uint32Array.from(numbers) };
}
