/*
 * Loads the citations of a briefing when a reader comes near them. The section can be read without them.
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
}
