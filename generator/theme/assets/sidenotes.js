/*
 * Who says it, in the margin beside the passage, where a screen is wide enough (sidenotes.css): the number of each note
 * with its voice and verb. It repeats the head of a note, so that readers of screens and copies do without it; all that
 * a note says, and the words, are in the note itself.
 */

/** The voice, set off, and the verb: what a note says between the word of its kind and its first colon. */
function headOf(note) {
  const head = [];
  for (const node of note.querySelector("p").childNodes) {
    if (node.nodeType !== Node.TEXT_NODE) {
      if (!node.matches(".kind")) {
        head.push(as(node.matches("strong") ? "strong" : "span", node.textContent));
      }
      continue;
    }
    const [before, ...rest] = node.data.split(":");
    head.push(before);
    if (rest.length) {
      break;
    }
  }
  return head;
}

function as(name, text) {
  const written = document.createElement(name);
  written.textContent = text;
  return written;
}

for (const number of document.querySelectorAll(".article .footnote-ref")) {
  const note = document.getElementById(decodeURIComponent(number.hash.slice(1)));
  const kind = note?.querySelector("p > .kind");
  if (!kind || number.closest("table")) {
    continue;
  }
  const side = document.createElement("span");
  side.className = kind.className.replace("kind", "sidenote");
  side.setAttribute("aria-hidden", "true");
  side.append(as("b", number.textContent), ...headOf(note));
  number.after(side);
}
