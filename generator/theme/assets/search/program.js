/*
 * Pagefind's WebAssembly, version 1.5, as it is called: numbers, and texts and bytes as places in its memory. The one
 * module that knows it.
 */

/** The program over the pages of one list; each call leaves it ready for the next. */
export class Program {
  #called;
  #index;

  /** `bytes` are the program; `list` is what it is to know of all pages. */
  static async started(bytes, list) {
    let called;
    // The one thing that it asks for: room for values of JavaScript, of which it is given none.
    const imports = { __wbindgen_init_externref_table: () => called.__wbindgen_externrefs.grow(4) };
    const { instance } = await WebAssembly.instantiate(bytes, { "./pagefind_web_bg.js": imports });
    called = instance.exports;
    called.__wbindgen_start();
    const program = new Program();
    program.#called = called;
    program.#index = program.#checked(called.init_pagefind(...program.#put(list)));
    return program;
  }

  /** The names of the ranges that have the words of a text. */
  ranges(text) {
    return JSON.parse(this.#taken(this.#called.request_indexes(this.#index, ...this.#text(text))));
  }

  /** Takes in the words of a range. */
  load(words) {
    this.#index = this.#checked(this.#called.load_index_chunk(this.#index, ...this.#put(words)));
  }

  /** Says what counts how much in the searches to come. */
  rank(weights) {
    this.#index = this.#called.set_ranking_weights(this.#index, ...this.#text(JSON.stringify(weights)));
  }

  /** The pages with all words, in no order: {p: its name, s: how good, l: places}; `spelt` is the text with its accents. */
  search(text, spelt, isExact) {
    const given = [text, spelt, "{}", ""].flatMap((one) => this.#text(one));
    return JSON.parse(this.#taken(this.#called.search(this.#index, ...given, Number(isExact), 0))).results;
  }

  #checked(index) {
    if (!index) throw new Error("the search index cannot be read");
    return index;
  }

  #text(text) {
    return this.#put(new TextEncoder().encode(text));
  }

  /** What is put into its memory becomes its own. */
  #put(bytes) {
    const place = this.#called.__wbindgen_malloc(bytes.length, 1) >>> 0;
    new Uint8Array(this.#called.memory.buffer).set(bytes, place);
    return [place, bytes.length];
  }

  /** What it returns becomes ours. */
  #taken([place, length]) {
    const text = new TextDecoder().decode(new Uint8Array(this.#called.memory.buffer, place >>> 0, length));
    this.#called.__wbindgen_free(place, length, 1);
    return text;
  }
}
