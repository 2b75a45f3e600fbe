/*
 * Listens to `make serve`, which adds this script to each page that it sends, and to no file. A new site reloads the page;
 * errors are shown over it, as text. A hidden page disconnects, because a browser has few connections to one host, and
 * connects again when it becomes visible.
 */

{
  /**
   * An error with the line that has it: the text before the place, the place, and the text after it, or an empty list.
   *
   * @typedef {object} BuildError
   * @property {string} location
   * @property {number} line
   * @property {string} rule
   * @property {string} message
   * @property {string} help
   * @property {[before: string, place: string, after: string] | []} excerpt
   */

  /**
   * Why the site was not rebuilt, as `generator.serve.live_reload` sends it.
   *
   * @typedef {object} Report
   * @property {string} failure of the build itself, or ""
   * @property {string[]} lines about the failure
   * @property {BuildError[]} errors
   * @property {number} more the number of errors that are left out
   */

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { build } = script.dataset;
  const styles = new URL("live.css", script.src).href;
  const events = new URL("events", script.src).href;

  /** @type {EventSource | null} */
  let source = null;
  /** @type {HTMLElement | null} */
  let overlay = null;
  /** The report that was shown last, as text. */
  let shownReport = "";

  /**
   * Create an element. Strings in it become text.
   *
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag
   * @param {string} className
   * @param {...(Node | string)} children
   */
  function createElement(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  /** @param {BuildError} error */
  function createExcerpt({ line, excerpt: [before = "", place = "", after = ""] }) {
    const number = createElement("span", "line", `${line} | `);
    return createElement("pre", "", number, before, createElement("mark", "", place || " "), after);
  }

  /** @param {BuildError} error */
  function createEntry(error) {
    const entry = createElement(
      "li",
      "",
      createElement("p", "place", createElement("code", "", error.location), ` ${error.rule}`),
      createElement("p", "message", error.message),
    );
    if (error.excerpt.length) entry.append(createExcerpt(error));
    if (error.help) entry.append(createElement("p", "help", error.help));
    return entry;
  }

  /** @param {Report} report */
  function describe({ failure, errors, more }) {
    if (failure) return "The site could not be built";
    const count = errors.length + more;
    return `${count} ${count === 1 ? "error" : "errors"}: the site was not rebuilt`;
  }

  /** @param {Report} report */
  function createEntries({ failure, lines, errors, more }) {
    const entries = errors.map(createEntry);
    if (failure) {
      const details = lines.map((line) => createElement("p", "", line));
      entries.push(createElement("li", "", createElement("p", "message", failure), ...details));
    }
    if (more) {
      const note = `${more} more; see the terminal for all of them.`;
      entries.push(createElement("li", "", createElement("p", "help", note)));
    }
    return entries;
  }

  /**
   * Show a report over the page, unless the reader has just closed the same one.
   *
   * @param {string} text
   */
  function show(text) {
    if (text === shownReport) return;
    hide();
    shownReport = text;
    /** @type {Report} */
    const report = JSON.parse(text);
    const heading = createElement("h2", "", describe(report));
    const close = createElement("button", "", "Close");
    close.type = "button";
    close.addEventListener("click", hide);
    const link = createElement("link", "");
    link.rel = "stylesheet";
    link.href = styles;
    // Screen readers announce the alert, though the focus does not move.
    const alert = createElement("div", "", heading);
    alert.setAttribute("role", "alert");
    overlay = createElement("div", "");
    overlay.id = "briefings-errors";
    overlay.setAttribute("role", "dialog");
    overlay.setAttribute("aria-label", heading.textContent);
    overlay.setAttribute("lang", "en");
    overlay.setAttribute("dir", "ltr");
    overlay.tabIndex = 0; // lets the keyboard scroll it
    overlay
      .attachShadow({ mode: "open" })
      .append(link, createElement("div", "head", alert, close), createElement("ol", "", ...createEntries(report)));
    document.body.append(overlay);
  }

  function hide() {
    overlay?.remove();
    overlay = null;
  }

  function connect() {
    if (source) return;
    source = new EventSource(events);
    source.addEventListener("errors", (event) => show(event.data));
    source.addEventListener("built", (event) => {
      hide();
      shownReport = "";
      if (JSON.parse(event.data) !== build) {
        disconnect();
        location.reload();
      }
    });
  }

  function disconnect() {
    source?.close();
    source = null;
  }

  document.addEventListener("keydown", (event) => {
    // What the page itself has opened closes first.
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) hide();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) disconnect();
    else connect();
  });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  if (!document.hidden) connect();
}
