/*
 * Loads the filter of index pages on these pages only. The lists can be read without it.
 */

const containers = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".index-tool"));
if (containers.length) {
  // Without a connection the page stays as it was built.
  import("./index_tool.js").then(
    ({ IndexTool }) => {
      for (const container of containers) new IndexTool(container);
    },
    () => {},
  );
}
