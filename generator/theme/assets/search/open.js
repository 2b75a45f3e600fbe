/*
 * The one module that every page loads: it opens the search by click, `/`, `s` and Ctrl-K, and puts it on the search
 * page. Everything else, the index included, is fetched when the search is first used.
 */

const link = document.querySelector("[data-search-open]");
const place = document.querySelector("[data-search-page]");
// The link leads to the search page, which stands at the root of the site.
const base = link && new URL("..", link.href);

async function open() {
  if (place) {
    place.querySelector("input")?.focus();
    return;
  }
  const { openDialog } = await import("./dialog.js");
  openDialog(base);
}

function writes(target) {
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

function asks(event) {
  if (event.key.toLowerCase() === "k") return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  return plain && ["/", "s"].includes(event.key) && !writes(event.target);
}

link?.addEventListener("click", (event) => {
  // With a key held, a link opens a tab or a window.
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open();
});
document.addEventListener("keydown", (event) => {
  if (!asks(event) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  open();
});

if (place) {
  const { fillPage } = await import("./page.js");
  fillPage(place, base);
}
