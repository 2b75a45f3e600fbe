/*
 * Loads the tools of the network of actors (zoom, pan, filter) on its page only. The picture can be read without them.
 */

const figure = document.querySelector("figure.network:has(> .network-tool)");
if (figure instanceof HTMLElement) {
  // Without a connection the picture stays as it was built.
  import("./network/network.js").then(
    ({ addTools }) => addTools(figure),
    () => {},
  );
}
