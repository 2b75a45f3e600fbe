/*
 * Loads the citations of a briefing when a reader comes near them, and the tool beside what can be cited when the pointer or
 * the focus is on it for the first time: parts of a briefing, or rows of statements on other pages. The page can be read
 * without either.
 */

const container = document.querySelector(".citations");
if (container) {
  // A row on another page leads here with its statement chosen.
  const chosen = new URLSearchParams(location.search).get("cite");
  const observer = new IntersectionObserver(
    (entries) => {
      if (!chosen && !entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      // Without a connection the page stays as it was built.
      import("./cite/cite_tool.js").then(
        ({ addCitations, openCitations }) => (chosen ? openCitations(container, chosen) : addCitations(container)),
        () => {},
      );
    },
    // One screen away: their room is reserved, and they are there when it is reached.
    { rootMargin: "100%" },
  );
  observer.observe(container);
}

const listening = new AbortController();
const citable = container ? ".article, .footnote" : "li:has(> small > .words, > p > small > .words)";
/** @param {PointerEvent | FocusEvent} event */
const loadPartTool = (event) => {
  const isTouch = event instanceof PointerEvent && event.pointerType === "touch";
  if (isTouch || !(event.target instanceof Element && event.target.closest(citable))) return;
  listening.abort();
  import("./cite/citable_parts.js").then(
    ({ addCitableParts }) => addCitableParts(container, event),
    () => {},
  );
};
document.addEventListener("pointerover", loadPartTool, { signal: listening.signal });
document.addEventListener("focusin", loadPartTool, { signal: listening.signal });
