/*
 * Loads the tools of a page, on the pages that have something for them: filters of lists, the list of statements, marks of
 * changes, the comparison, the network. All of it can be read without them.
 */

/**
 * Load a tool if the page has elements for it.
 *
 * @template Module
 * @param {string} selector
 * @param {() => Promise<Module>} load
 * @param {(module: Module, elements: HTMLElement[]) => unknown} start
 */
function addTool(selector, load, start) {
  const elements = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(selector)]);
  if (!elements.length) return;
  load().then(
    (module) => start(module, elements),
    // Without a connection the page stays as it was built.
    () => {},
  );
}

addTool(
  ".index-tool",
  () => import("./index_tool.js"),
  ({ IndexTool }, containers) => containers.map((container) => new IndexTool(container)),
);
addTool(
  "[data-change]",
  () => import("./changes/changes_tool.js"),
  ({ markNewChanges }) => markNewChanges(document.querySelector("[data-changes]")),
);
addTool(
  ".statement-list",
  () => import("./statements/tool.js"),
  ({ StatementTool }, lists) => lists.map((list) => new StatementTool(list)),
);
addTool(
  ".comparison",
  () => import("./compare/comparison.js"),
  ({ Comparison }, containers) => containers.map((container) => new Comparison(container)),
);
addTool(
  "figure.network:has(> .network-tool)",
  () => import("./network/network.js"),
  ({ addTools }, figures) => figures.map(addTools),
);
