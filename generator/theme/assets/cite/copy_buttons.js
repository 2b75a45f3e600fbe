/*
 * The buttons that copy the address of a part of a briefing and its citation.
 */

import { announce, createElement } from "../ui/elements.js";
import { CITE } from "../ui/messages.js";

/**
 * Create the buttons, the live region that says what they did, and the text that appears, selected, if the browser does
 * not allow to copy.
 *
 * @param {() => string} getLink
 * @param {() => string} getCitation
 * @param {HTMLElement} [text] an element that shows the citation anyway
 */
export function createCopyButtons(getLink, getCitation, text) {
  const refused = text ?? createElement("pre", { className: "citation", tabIndex: 0, hidden: true });
  const status = createElement("span", { role: "status" });

  /** @param {string} copied */
  async function copy(copied) {
    // So that screen readers read the same words again.
    announce(status, "");
    try {
      await navigator.clipboard.writeText(copied);
      refused.hidden = refused !== text;
      announce(status, CITE.copied);
    } catch {
      refused.textContent = copied;
      refused.hidden = false;
      getSelection()?.selectAllChildren(refused);
      announce(status, CITE.notCopied);
    }
  }

  function reset() {
    refused.hidden = refused !== text;
    announce(status, "");
  }

  return {
    link: createElement("button", { type: "button", onclick: () => copy(getLink()) }, CITE.copyLink),
    citation: createElement("button", { type: "button", onclick: () => copy(getCitation()) }, CITE.copy),
    status,
    refused,
    reset,
  };
}
