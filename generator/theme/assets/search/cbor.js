/*
 * Reads CBOR (RFC 8949) as far as the search bundle uses it: integers, text, bytes, and arrays of known length. Pure.
 */

const UNSIGNED = 0;
const NEGATIVE = 1;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;

/**
 * Return the value that bytes encode. Throw an error if they encode anything else.
 *
 * @param {Uint8Array} bytes
 * @returns {any}
 */
export function decode(bytes) {
  return decodeSequence(bytes).next().value;
}

/**
 * Yield the values that bytes encode, one after the other. Throw an error if they encode anything else.
 *
 * @param {Uint8Array} bytes
 * @returns {Generator<any, void>}
 */
export function* decodeSequence(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder();
  let offset = 0;

  function readUnsigned(/** @type {number} */ size) {
    const value = size === 1 ? view.getUint8(offset) : size === 2 ? view.getUint16(offset) : view.getUint32(offset);
    offset += size;
    return value;
  }

  /** @returns {any} */
  function readValue() {
    const head = readUnsigned(1);
    const type = head >> 5;
    const size = head & 31;
    if (![UNSIGNED, BYTES, TEXT, ARRAY].includes(type) || size > 26) {
      throw new TypeError(
        `the search index is damaged: no value in it begins with the byte ${head} (at ${offset - 1})`,
      );
    }
    const count = size < 24 ? size : readUnsigned(2 ** (size - 24));
    if (type === UNSIGNED) return count;
    if (type === ARRAY) return Array.from({ length: count }, readValue);
    offset += count;
    const content = bytes.subarray(offset - count, offset);
    return type === BYTES ? content : decoder.decode(content);
  }

  while (offset < bytes.length) yield readValue();
}

/**
 * Return the integers, negative ones too, of the single array that bytes encode.
 *
 * @param {Uint8Array} bytes
 */
export function decodeIntegers(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;

  function readArgument() {
    const size = view.getUint8(offset++) & 31;
    if (size < 24) return size;
    const count = 2 ** (size - 24);
    offset += count;
    if (count === 1) return view.getUint8(offset - 1);
    return count === 2 ? view.getUint16(offset - 2) : view.getUint32(offset - 4);
  }

  /** @type {number[]} */
  const integers = new Array(readArgument());
  for (let index = 0; index < integers.length; index++) {
    const isNegative = view.getUint8(offset) >> 5 === NEGATIVE;
    const value = readArgument();
    integers[index] = isNegative ? -1 - value : value;
  }
  return integers;
}
