/*
 * Everything that the site's scripts request. One rule of failure: a function resolves with the content, or rejects. It
 * rejects with a `LoadError` if the server answered with an error, and with a `TypeError` if it could not be reached.
 */

/** The error of a server that answered, but not with the content. */
export class LoadError extends Error {
  /**
   * @param {string | URL} address
   * @param {number} status the HTTP status code
   */
  constructor(address, status) {
    super(`${status}: ${address}`);
    this.name = "LoadError";
    this.status = status;
  }
}

/**
 * Request an address. An error is asked for once more past the HTTP cache: a host may have cached, for as long as the
 * file itself, that a file was missing for a moment while the site was published.
 *
 * @param {string | URL} address
 * @param {RequestInit} [options]
 */
async function request(address, options) {
  let response = await fetch(address, options);
  if (!response.ok) response = await fetch(address, { cache: "reload" });
  if (!response.ok) throw new LoadError(address, response.status);
  return response;
}

/**
 * Return the bytes of a file.
 *
 * @param {string | URL} address
 * @param {RequestInit} [options]
 */
export async function fetchBytes(address, options) {
  const response = await request(address, options);
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * Return the value of a JSON file.
 *
 * @param {string | URL} address
 * @returns {Promise<any>}
 */
export async function fetchJson(address) {
  const response = await request(address);
  return response.json();
}

/**
 * Return a page of the site as a document. The browser parses it, as the site's policy does not let a script turn a
 * string into markup; that takes an `XMLHttpRequest`, which cannot bypass the HTTP cache and so does not try again.
 *
 * @param {string} address
 * @returns {Promise<Document>}
 */
export function fetchDocument(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.addEventListener("load", () => {
      if (request.status === 200 && request.response) resolve(request.response);
      else reject(new LoadError(address, request.status));
    });
    request.addEventListener("error", () => reject(new TypeError(`${address} could not be reached`)));
    request.open("GET", address);
    request.send();
  });
}

/**
 * Return what is loaded once for each key. If that fails, it is loaded again at the next call.
 *
 * @template Value
 * @param {Map<string, Promise<Value>>} cache
 * @param {string} key
 * @param {() => Promise<Value>} load
 */
export function loadOnce(cache, key, load) {
  const cached = cache.get(key);
  if (cached) return cached;
  const loading = load();
  loading.catch(() => {
    if (cache.get(key) === loading) cache.delete(key);
  });
  cache.set(key, loading);
  return loading;
}

/**
 * Check whether a page can be reached right now.
 *
 * @param {string | URL} address
 */
export function isReachable(address) {
  return request(address, { cache: "no-cache" }).then(
    () => true,
    () => false,
  );
}
