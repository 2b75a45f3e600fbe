/*
 * The state of a page in the query of its address (`?filter=…&sort=count`), so that it can be shared and bookmarked.
 * The search, the index pages, and the network all read and write it here. Pure.
 */

/**
 * The values of each parameter, by name.
 *
 * @typedef {Record<string, string[]>} Parameters
 */

/**
 * Return the values of parameters in a query, without empty and repeated ones. Each name has a list, which may be empty.
 *
 * @param {string} query
 * @param {readonly string[]} names
 * @returns {Parameters}
 */
export function readParameters(query, names) {
  const values = new URLSearchParams(query);
  return Object.fromEntries(names.map((name) => [name, [...new Set(values.getAll(name))].filter(Boolean)]));
}

/**
 * Return an address with the values of these parameters in place of the ones it had. Empty values are left out, and
 * parameters that are not named are kept.
 *
 * @param {string | URL} address
 * @param {Parameters} parameters
 * @returns {URL}
 */
export function writeParameters(address, parameters) {
  const result = new URL(address);
  for (const [name, values] of Object.entries(parameters)) {
    result.searchParams.delete(name);
    for (const value of values) {
      if (value) result.searchParams.append(name, value);
    }
  }
  return result;
}
