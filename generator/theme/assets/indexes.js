/*
 * Loads the filter of index pages, and the marks of the list of changes, on these pages only. The lists can be read
 * without either.
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

if (document.querySelector("[data-change]")) {
  import("./changes/changes_tool.js").then(
    ({ markNewChanges }) => markNewChanges(document.querySelector("[data-changes]")),
    () => {},
  );
}
