/*
 * Narrows picture and table to types of actors and to a theme; the state stands in the address
 * (`?type=person&theme=…`). The types are the items of the legend, each with a box to check; the themes stand in the
 * data of the tool. Whatever does not match is left out, but not on paper.
 */

function make(tag, attributes, ...content) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...content);
  return made;
}

export class Filter {
  constructor(figure, nodes, ties, changed) {
    Object.assign(this, { nodes, ties, changed, narrows: false });
    const tool = figure.querySelector(".network-tool");
    this.themes = JSON.parse(tool.dataset.themes);
    this.theme = make("select", {}, make("option", { value: "" }, "all"));
    this.theme.append(...this.themes.map(([value, name]) => make("option", { value }, name)));
    this.boxes = this.check(figure.querySelector(".figure-key"));
    this.status = make("p", { className: "meta" });
    this.status.setAttribute("role", "status");
    const form = make("form", {});
    if (this.themes.length) {
      form.append(make("label", {}, "Theme ", this.theme));
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    tool.append(form, this.status);
    for (const control of [this.theme, ...this.boxes]) {
      control.addEventListener("change", () => this.asked());
    }
    addEventListener("popstate", () => this.arrive());
  }

  /** A box for each type in the legend, which until now only the eyes needed. */
  check(key) {
    key.removeAttribute("aria-hidden");
    key.setAttribute("aria-label", "Show only these types of actors");
    return [...key.querySelectorAll("[data-type]")].map((item) => {
      const box = make("input", { type: "checkbox", value: item.dataset.type });
      item.append(make("label", {}, box, ...item.childNodes));
      return box;
    });
  }

  /** Takes the state from the address; what it does not know, it passes over. */
  arrive() {
    const state = new URLSearchParams(location.search);
    const types = state.getAll("type");
    this.boxes.forEach((box) => { box.checked = types.includes(box.value); });
    const known = this.themes.some(([id]) => id === state.get("theme"));
    this.theme.value = known ? state.get("theme") : "";
    this.update();
  }

  asked() {
    const url = new URL(location);
    url.searchParams.delete("type");
    url.searchParams.delete("theme");
    this.types().forEach((type) => url.searchParams.append("type", type));
    if (this.theme.value) {
      url.searchParams.set("theme", this.theme.value);
    }
    history.replaceState(history.state, "", url);
    this.update();
  }

  types() {
    return this.boxes.filter((box) => box.checked).map((box) => box.value);
  }

  /** An actor is shown with its type and a tie on the theme, a tie between two that are of the types. */
  update() {
    const types = new Set(this.types());
    const theme = this.themes.findIndex(([id]) => id === this.theme.value);
    const meant = (node) => !types.size || types.has(node.type);
    const onTheme = this.ties.filter((tie) => theme < 0 || tie.themes.has(theme));
    const named = new Set(onTheme.flatMap((tie) => tie.ends));
    const tied = new Set(onTheme.filter((tie) => tie.ends.every(meant)));
    this.narrows = types.size > 0 || theme >= 0;
    for (const node of this.nodes) {
      node.out = !meant(node) || !named.has(node);
      node.group.classList.toggle("network-out", node.out);
    }
    for (const tie of this.ties) {
      tie.line.classList.toggle("network-out", !tied.has(tie));
      tie.row?.classList.toggle("network-out", !tied.has(tie));
    }
    this.tell(tied.size);
    this.changed();
  }

  tell(pairs) {
    const actors = this.nodes.filter((node) => !node.out).length;
    const words = `${actors} of ${this.nodes.length} actors, ${pairs} of ${this.ties.length} pairs shown`;
    this.status.textContent = this.narrows ? words : "";
  }
}
