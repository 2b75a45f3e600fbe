/*
 * Reads the files of the search bundle (`generator.site.bundle`).
 */

import { decoded } from "./cbor.js";

const SIGNATURE = "pagefind_dcd".length;

/** What leads to the others: the list's name, the program's, and characters that words may have. */
export async function entry(base) {
  // The one file whose name does not change with what it says.
  const { languages, include_characters: included } = JSON.parse(
    new TextDecoder().decode(await bytes(base, "pagefind-entry.json", { cache: "no-cache" })),
  );
  const [{ hash, wasm }] = Object.values(languages);
  return { list: `pagefind.${hash}.pf_meta`, program: `wasm.${wasm}.pagefind`, included };
}

/** The value that a file holds. */
export async function read(base, path) {
  return decoded(await content(base, path));
}

/** The bytes that a file of Pagefind's holds. */
export async function content(base, path) {
  const data = await bytes(base, path);
  // A server that knows of gzip has had it unpacked already.
  return (data[0] === 0x1f ? await unpacked(data, "gzip") : data).subarray(SIGNATURE);
}

/** The bytes of the pieces of a range of words. */
export async function range(base, name) {
  return unpacked(await bytes(base, `index/${name}.pf_index`), "deflate-raw");
}

async function bytes(base, path, options) {
  const address = new URL(`pagefind/${path}`, base);
  let response = await fetch(address, options);
  // That there was nothing in one moment of a publication may have been kept, on some hosts for as long as the file.
  if (!response.ok) response = await fetch(address, { cache: "reload" });
  if (!response.ok) throw new Error(`${response.status}: ${path}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function unpacked(data, form) {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream(form));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
