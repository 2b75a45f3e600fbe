/*
 * Reads CBOR (RFC 8949) as Pagefind writes it: whole numbers, texts and arrays of known length.
 */

const UNSIGNED = 0;
const TEXT = 3;
const ARRAY = 4;

/** The value that `bytes` hold. Throws where they hold anything else. */
export function decoded(bytes) {
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
    if (![UNSIGNED, TEXT, ARRAY].includes(type) || size > 26) throw new TypeError(`no CBOR that is read here: ${head}`);
    const count = size < 24 ? size : number(2 ** (size - 24));
    if (type === UNSIGNED) return count;
    if (type === ARRAY) return Array.from({ length: count }, value);
    at += count;
    return decoder.decode(bytes.subarray(at - count, at));
  }

  return value();
}
