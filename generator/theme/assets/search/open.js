/*
 * The one module that every page loads: it opens the search by click, `/`, `s` and Ctrl-K, and puts it on the search
 * page. Everything else, the index included, is fetched when the search is first used; what is typed until then is kept.
 */

const link = document.querySelector("[data-search-open]");
const place = document.querySelector("[data-search-page]");
// The link leads to the search page, which stands at the root of the site.
const base = link && new URL("..", link.href);
const filled = place && import("./page.js").then(({ fillPage }) => fillPage(place, base));

/** What has been typed since the search was asked for; null where it is open or not asked for. */
let typed = null;

async function open() {
  if (typed !== null) return;
  typed = "";
  // Beside the dialog, not after it: something is about to be typed. Where it fails, the search says so.
  import("./index.js").then(({ load }) => load(base)).catch(() => {});
  try {
    const search = await (filled ?? import("./dialog.js").then(({ openDialog }) => openDialog(base)));
    search.focus(typed);
  } catch (error) {
    // The page of the search says what else leads everywhere.
    if (!place) location.assign(link.href);
    throw error;
  } finally {
    typed = null;
  }
}

function writes(target) {
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

function isPlain(event) {
  return !event.ctrlKey && !event.metaKey && !event.altKey;
}

function asks(event) {
  if (event.key.toLowerCase() === "k") return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  return isPlain(event) && ["/", "s"].includes(event.key) && !writes(event.target);
}

/** Whether the key belongs to what is typed while there is no field to type into yet. */
function keeps(event) {
  if (!isPlain(event)) return false;
  if (event.key === "Backspace") typed = [...typed].slice(0, -1).join("");
  else if ([...event.key].length === 1) typed += event.key;
  else return false;
  return true;
}

link?.addEventListener("click", (event) => {
  // With a key held, a link opens a tab or a window.
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open();
});
document.addEventListener("keydown", (event) => {
  const isOpening = typed !== null;
  if (isOpening ? !keeps(event) : !asks(event) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  if (!isOpening) open();
});
