/*
 * The tools of the network of actors: zoom, pan, filter. Fetched on its page alone; the picture reads without them.
 */

const figure = document.querySelector("figure.network:has(> .network-tool)");
if (figure) {
  const { equip } = await import("./network/network.js");
  equip(figure);
}
