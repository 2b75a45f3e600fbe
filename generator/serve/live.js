/*
 * Listens to `make serve`, which puts this script into each page that it sends, and into no file. A new site reloads the
 * page; mistakes are laid over it, as text. A hidden page hangs up, as a browser has few connections to one host, and
 * asks again when it is looked at.
 */

{
  const script = document.currentScript;
  const { build } = script.dataset;
  const styles = new URL("live.css", script.src).href;
  const events = new URL("events", script.src).href;

  let source = null;
  let overlay = null;
  let shown = "";

  /** An element with what is in it; strings become text. */
  function element(name, className, ...inside) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...inside);
    return made;
  }

  function excerpt(mistake) {
    const [before, place, behind] = mistake.excerpt;
    const number = element("span", "line", `${mistake.line} | `);
    return element("pre", "", number, before, element("mark", "", place || " "), behind);
  }

  function entry(mistake) {
    return element("li", "",
      element("p", "place", element("code", "", mistake.place), ` ${mistake.rule}`),
      element("p", "message", mistake.message),
      ...(mistake.excerpt.length ? [excerpt(mistake)] : []),
      ...(mistake.help ? [element("p", "help", mistake.help)] : []));
  }

  function title({ failure, mistakes, more }) {
    if (failure) return "The site could not be built";
    const number = mistakes.length + more;
    return `${number} ${number === 1 ? "mistake keeps" : "mistakes keep"} the site from being built`;
  }

  function entries({ failure, lines, mistakes, more }) {
    const found = mistakes.map(entry);
    if (failure) found.push(element("li", "", element("p", "message", failure), ...lines.map(line => element("p", "", line))));
    if (more) found.push(element("li", "", element("p", "help", `${more} more: the terminal has all of them.`)));
    return found;
  }

  /** Lays what keeps the site back over the page, unless a reader has just closed the same. */
  function show(data) {
    if (data === shown) return;
    hide();
    shown = data;
    const what = JSON.parse(data);
    const heading = element("h2", "", title(what));
    const close = element("button", "", "Close");
    const link = element("link");
    overlay = element("div");
    link.rel = "stylesheet";
    link.href = styles;
    close.type = "button";
    close.addEventListener("click", hide);
    // Told to those who do not see it, though the focus stays where it is.
    const alert = element("div", "", heading);
    alert.setAttribute("role", "alert");
    overlay.id = "briefings-mistakes";
    overlay.setAttribute("role", "dialog");
    overlay.setAttribute("aria-label", heading.textContent);
    overlay.setAttribute("lang", "en");
    overlay.setAttribute("dir", "ltr");
    overlay.tabIndex = 0; // it scrolls, by keyboard as well
    overlay.attachShadow({ mode: "open" }).append(
      link, element("div", "head", alert, close), element("ol", "", ...entries(what)));
    document.body.append(overlay);
  }

  function hide() {
    overlay?.remove();
    overlay = null;
  }

  function listen() {
    if (source) return;
    source = new EventSource(events);
    source.addEventListener("mistakes", event => show(event.data));
    source.addEventListener("built", event => {
      hide();
      shown = "";
      if (JSON.parse(event.data) !== build) {
        hangUp();
        location.reload();
      }
    });
  }

  function hangUp() {
    source?.close();
    source = null;
  }

  document.addEventListener("keydown", event => {
    // What the page itself has opened is closed first.
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) hide();
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? hangUp() : listen()));
  addEventListener("pagehide", hangUp);
  addEventListener("pageshow", listen);
  if (!document.hidden) listen();
}
