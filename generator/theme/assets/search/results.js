/*
 * One page found, as a list item: title, kind, date, and its best passages with the words marked.
 */

import { element } from "./dom.js";
import { passages } from "./passages.js";

const PASSAGES = 2;

export async function resultItem(result) {
  const data = await result.data();
  const facts = [data.filters.kind?.[0], data.meta.date].filter(Boolean).join(" · ");
  const title = element("a", { href: data.url, dir: "auto" }, data.meta.title);
  return element(
    "li",
    {},
    element("p", { className: "search-title" }, title),
    element("p", { className: "search-facts" }, facts),
    ...passages(data, PASSAGES).map((passage) => passageOf(data.url, passage)),
  );
}

function passageOf(url, { id, heading, pieces, cutBefore, cutAfter }) {
  const words = pieces.flatMap(({ text, space, found }) => [found ? element("mark", {}, text) : text, space]);
  const address = id ? `${url}#${encodeURIComponent(id)}` : url;
  const link = element("a", { href: address, dir: "auto" }, cutBefore ? "… " : "", ...words, cutAfter ? "…" : "");
  const where = heading ? element("span", { className: "search-where" }, `${heading}: `) : "";
  return element("p", { className: "search-passage" }, where, link);
}
