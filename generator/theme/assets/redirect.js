/*
 * Redirects from a former address to the page, and keeps the fragment and the query: addresses of attributions and
 * paragraphs outlive a rename. A plain script, which runs before the page is shown.
 */

{
  const canonical = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel='canonical']"));
  const target = new URL(canonical.href);
  target.search = location.search;
  target.hash = location.hash;
  location.replace(target);
}
