/*
 * The stems of words, by Pagefind's WebAssembly, version 1.5: the program that made the stems in the index. It is called
 * with numbers, and with texts as positions in its memory. No other module knows it.
 */

// An index without pages: the program is asked only what it makes of a query.
const EMPTY_INDEX = [0x86, 0x65, ...new TextEncoder().encode("1.5.2"), 0x80, 0x80, 0x80, 0x80, 0x80];

/**
 * What the WebAssembly exports. A text goes in as a position and a length.
 *
 * @typedef {object} Program
 * @property {WebAssembly.Memory} memory
 * @property {WebAssembly.Table} __wbindgen_externrefs
 * @property {() => void} __wbindgen_start
 * @property {(size: number, align: number) => number} __wbindgen_malloc
 * @property {(position: number, size: number, align: number) => void} __wbindgen_free
 * @property {(position: number, length: number) => number} init_pagefind returns the index, or 0
 * @property {(index: number) => number} enter_playground_mode returns the index
 * @property {(index: number, ...texts: number[]) => [position: number, length: number]} search
 */

export class Stemmer {
  #program;
  #index;
  /** @type {Map<string, string>} */
  #stems = new Map();

  /**
   * Start the program.
   *
   * @param {BufferSource} bytes of the WebAssembly
   */
  static async start(bytes) {
    /** @type {Program} */
    let program;
    // The program's only import: it asks for room for values of JavaScript, and gets none of them.
    const imports = { __wbindgen_init_externref_table: () => program.__wbindgen_externrefs.grow(4) };
    const { instance } = await WebAssembly.instantiate(bytes, { "./pagefind_web_bg.js": imports });
    program = /** @type {Program} */ (/** @type {unknown} */ (instance.exports));
    program.__wbindgen_start();
    return new Stemmer(program);
  }

  /** @param {Program} program */
  constructor(program) {
    this.#program = program;
    const index = program.init_pagefind(...this.#write(new Uint8Array(EMPTY_INDEX)));
    if (!index) throw new Error("the program of the search cannot be started");
    // The program names the stems that it looks for in this mode only.
    this.#index = program.enter_playground_mode(index);
  }

  /**
   * Return the stem of a word of the index.
   *
   * @param {string} word
   */
  stem(word) {
    const known = this.#stems.get(word);
    if (known !== undefined) return known;
    const stem = this.#search(word);
    this.#stems.set(word, stem);
    return stem;
  }

  /**
   * @param {string} word
   * @returns {string}
   */
  #search(word) {
    const texts = [word, word, "{}", ""].flatMap((text) => this.#write(new TextEncoder().encode(text)));
    const [position, length] = this.#program.search(this.#index, ...texts, 0, 0);
    const answer = new TextDecoder().decode(new Uint8Array(this.#program.memory.buffer, position >>> 0, length));
    this.#program.__wbindgen_free(position, length, 1);
    return JSON.parse(answer).search_keywords[0] ?? word;
  }

  /**
   * Write bytes into the program's memory, which then owns them.
   *
   * @param {Uint8Array} bytes
   * @returns {[position: number, length: number]}
   */
  #write(bytes) {
    const position = this.#program.__wbindgen_malloc(bytes.length, 1) >>> 0;
    new Uint8Array(this.#program.memory.buffer).set(bytes, position);
    return [position, bytes.length];
  }
}
