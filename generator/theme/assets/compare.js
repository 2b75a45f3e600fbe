/*
 * Loads the comparison of two actors on its page only.
 */

const comparisons = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".comparison"));
if (comparisons.length) {
  // Without a connection the page stays as it was built.
  import("./compare/comparison.js").then(
    ({ Comparison }) => {
      for (const container of comparisons) new Comparison(container);
    },
    () => {},
  );
}
