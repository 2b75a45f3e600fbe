/*
 * The search as a page of its own, whose address holds what is asked: it can be shared, bookmarked, and gone back to.
 */

import { Search } from "./search.js";
import { fromAddress, sameButWords, toAddress } from "./state.js";

/** The search on its page, which shows what the address asks. */
export function fillPage(place, base) {
  let shown = fromAddress(location.search);
  const search = new Search(place, base, (state) => {
    const address = toAddress(state, base);
    // Each choice is a step to go back; each letter typed is not.
    if (sameButWords(state, shown)) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    shown = state;
  });
  const show = () => {
    shown = fromAddress(location.search);
    search.show(shown);
  };
  addEventListener("popstate", show);
  show();
  search.focus();
  return search;
}
