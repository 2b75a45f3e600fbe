/*
 * Loads the citations of a briefing when a reader comes near them, and the tool beside its parts when the pointer or the
 * focus is on one for the first time. The page can be read without either.
 */

const container = document.querySelector(".citations");
if (container) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      // Without a connection the page stays as it was built.
      import("./cite/cite_tool.js").then(
        ({ addCitations }) => addCitations(container),
        () => {},
      );
    },
    // One screen away: their room is reserved, and they are there when it is reached.
    { rootMargin: "100%" },
  );
  observer.observe(container);

  const listening = new AbortController();
  /** @param {PointerEvent | FocusEvent} event */
  const loadPartTool = (event) => {
    const isTouch = event instanceof PointerEvent && event.pointerType === "touch";
    if (isTouch || !(event.target instanceof Element && event.target.closest(".article, .footnote"))) return;
    listening.abort();
    import("./cite/part_tool.js").then(
      ({ addPartTool }) => addPartTool(container, event),
      () => {},
    );
  };
  document.addEventListener("pointerover", loadPartTool, { signal: listening.signal });
  document.addEventListener("focusin", loadPartTool, { signal: listening.signal });
}
