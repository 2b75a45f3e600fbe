/*
 * Index pages as tools: filter by typing, sort by name, date or count, over all rows of the index and not only the 50
 * that the page shows. The rows come from the page's own data file, at the first use; the state stands in the address
 * (`?filter=…&sort=count`). With nothing asked for, the page shows its own lists, as it does without this module.
 */

const AT_ONCE = 50;
const ORDERS = {
  name: (one, other) => one.name.localeCompare(other.name, document.documentElement.lang),
  date: (one, other) => (one.day < other.day) - (one.day > other.day),
  count: (one, other) => other.count - one.count,
};

/** An element with text or elements in it. */
function make(tag, attributes, ...content) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...content);
  return made;
}

/** Text as it is compared: without case, accents and vowel points. */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function rowOf([name, id, type, names, aliases, date, day, count]) {
  const sought = folded([name, type, ...Object.values(names), ...aliases].join(" "));
  return { name, id, type, names, date, day, count, sought };
}

function numbered(count, [one, many]) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

class Tool {
  constructor(place) {
    this.place = place;
    this.lists = [...place.parentElement.children].slice([...place.parentElement.children].indexOf(place) + 1);
    this.filter = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    this.sort = make("select", {}, ...[
      ["", "as listed"],
      ["name", "name"],
      ["date", "date, newest first"],
      ["count", `${place.dataset.counted}, most first`],
    ].map(([value, text]) => make("option", { value }, text)));
    this.status = make("p", { className: "meta" });
    this.status.setAttribute("role", "status");
    this.list = make("ul");
    this.more = make("button", { type: "button", className: "index-more", hidden: true });
    this.found = make("div", { className: "rows rows-entity", hidden: true }, this.list, this.more);
    this.build();
    this.arrive();
  }

  build() {
    const form = make("form", {},
      make("label", {}, "Filter ", this.filter),
      make("label", {}, "Sort by ", this.sort));
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", `Filter ${this.place.dataset.things}`);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.asked());
    this.more.addEventListener("click", () => this.showMore());
    addEventListener("popstate", () => this.arrive());
    this.place.append(form, this.status, this.found);
  }

  /** Takes the state from the address, unless that leads to a section of the page's own lists. */
  arrive() {
    const section = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const state = new URLSearchParams(section ? "" : location.search);
    this.filter.value = state.get("filter") ?? "";
    this.sort.value = Object.hasOwn(ORDERS, state.get("sort") ?? "") ? state.get("sort") : "";
    this.update();
    section?.scrollIntoView();
  }

  /** Puts the state into the address, which loses the fragment: it belongs to the page's own lists. */
  asked() {
    const url = new URL(location);
    url.hash = "";
    for (const [key, value] of [["filter", this.filter.value.trim()], ["sort", this.sort.value]]) {
      value ? url.searchParams.set(key, value) : url.searchParams.delete(key);
    }
    history.replaceState(history.state, "", url);
    this.update();
  }

  async update() {
    const words = folded(this.filter.value).split(/\s+/).filter(Boolean);
    const order = this.sort.value;
    const turn = this.turn = {};
    if (!words.length && !order) {
      this.show(false, "");
      return;
    }
    try {
      this.data ??= fetch(this.place.dataset.rows).then((answer) => answer.json());
      const data = await this.data;
      this.rows ??= data.rows.map(rowOf);
      if (turn === this.turn) {
        const matching = this.rows.filter((row) => words.every((word) => row.sought.includes(word)));
        this.result(data, order ? matching.sort(ORDERS[order]) : matching);
      }
    } catch {
      this.data = undefined;
      this.show(false, "The full list could not be loaded.");
    }
  }

  result(data, rows) {
    this.head = data;
    this.rest = rows;
    this.list.replaceChildren();
    this.append();
    this.show(true, `${rows.length.toLocaleString("en")} of ${numbered(this.rows.length, data.things)}`);
  }

  show(active, words) {
    this.found.hidden = !active;
    this.status.textContent = words;
    for (const one of this.lists) {
      one.hidden = active;
    }
  }

  append() {
    this.list.append(...this.rest.slice(0, AT_ONCE).map((row) => this.item(row)));
    this.rest = this.rest.slice(AT_ONCE);
    this.more.hidden = !this.rest.length;
    this.more.textContent = `Show ${Math.min(AT_ONCE, this.rest.length)} more`;
  }

  /** The reader goes on with the first of the rows that have come. */
  showMore() {
    const before = this.list.children.length;
    this.append();
    this.list.children[before].querySelector("a").focus();
  }

  item({ name, id, type, names, date, count }) {
    const notes = [type, date && this.head.dated + date, numbered(count, this.head.counted)];
    const others = Object.entries(names).flatMap(([lang, other]) => [" · ", make("bdi", { lang }, other)]);
    const small = make("small", {}, notes.filter(Boolean).join(" · "));
    return make("li", {}, make("a", { href: `${id}/` }, name), ...others, " · ", small);
  }
}

for (const place of document.querySelectorAll(".index-tool")) {
  new Tool(place);
}
