/*
 * Reads CBOR (RFC 8949) as it is in the search bundle: whole numbers, texts, bytes and arrays of known length; and
 * writes what Pagefind is given of it.
 */

const UNSIGNED = 0;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;

/** The value that `bytes` hold. Throws where they hold anything else. */
export function decoded(bytes) {
  return sequence(bytes).next().value;
}

/** The values that `bytes` hold, one after the other. Throws where they hold anything else. */
export function* sequence(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder();
  let at = 0;

  function number(size) {
    const value = size === 1 ? view.getUint8(at) : size === 2 ? view.getUint16(at) : view.getUint32(at);
    at += size;
    return value;
  }

  function value() {
    const head = number(1);
    const [type, size] = [head >> 5, head & 31];
    if (![UNSIGNED, BYTES, TEXT, ARRAY].includes(type) || size > 26) {
      throw new TypeError(`no CBOR that is read here: ${head}`);
    }
    const count = size < 24 ? size : number(2 ** (size - 24));
    if (type === UNSIGNED) return count;
    if (type === ARRAY) return Array.from({ length: count }, value);
    at += count;
    const part = bytes.subarray(at - count, at);
    return type === BYTES ? part : decoder.decode(part);
  }

  while (at < bytes.length) yield value();
}

/** Writes values one after the other: call its methods, then `bytes`. */
export class Writer {
  #bytes = new Uint8Array(1 << 16);
  #at = 0;
  #encoder = new TextEncoder();

  array(length) {
    this.#head(ARRAY, length);
  }

  number(value) {
    this.#head(UNSIGNED, value);
  }

  text(value) {
    const bytes = this.#encoder.encode(value);
    this.#head(TEXT, bytes.length);
    this.raw(bytes);
  }

  /** Bytes that are written already. */
  raw(bytes) {
    while (this.#at + bytes.length > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  get bytes() {
    return this.#bytes.subarray(0, this.#at);
  }

  #head(type, count) {
    const [first, second, third, last] = [count >>> 24, (count >> 16) & 255, (count >> 8) & 255, count & 255];
    if (count < 24) this.raw([(type << 5) | count]);
    else if (count < 256) this.raw([(type << 5) | 24, last]);
    else if (count < 65536) this.raw([(type << 5) | 25, third, last]);
    else this.raw([(type << 5) | 26, first, second, third, last]);
  }
}
