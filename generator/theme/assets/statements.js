/*
 * Loads the filters of the list of all statements on its page only. The newest statements can be read without them.
 */

const lists = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".statement-list"));
if (lists.length) {
  // Without a connection the page stays as it was built.
  import("./statements/tool.js").then(
    ({ StatementTool }) => {
      for (const list of lists) new StatementTool(list);
    },
    () => {},
  );
}
