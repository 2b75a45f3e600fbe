import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatBibtex,
  formatCsl,
  formatDay,
  formatRis,
  formatText,
} from "../../generator/theme/assets/cite/formats.js";
import { readBriefing } from "../../generator/theme/assets/cite/page_data.js";

const BRIEFING = {
  title: "Tolls & {fares}: 5 %",
  authors: ["Lena Moreau", "Quay and Sons"],
  site: "Estuary briefings",
  publisher: "Estuary desk",
  day: "2019-05-04",
  language: "en",
  address: "https://example.org/briefings/quay-tolls/",
  slug: "quay-tolls",
  fragment: "",
  note: "",
  warning: "",
};
const STATEMENT = {
  ...BRIEFING,
  address: `${BRIEFING.address}#c01`,
  fragment: "c01",
  note: "Nadia Haddad (statement): “will not stand”.",
};
const WITHDRAWN = { ...STATEMENT, warning: "The briefing was withdrawn." };
const UNKNOWN = { ...BRIEFING, authors: [], publisher: "", day: "" };

test("days are written as exactly as they are known", () => {
  assert.deepEqual(["2019-05-04", "2019-05", "2019", ""].map(formatDay), ["4 May 2019", "May 2019", "2019", ""]);
});

test("a text names the speaker and the words before the briefing", () => {
  const source =
    "Lena Moreau, Quay and Sons, “Tolls & {fares}: 5 %”, Estuary briefings, Estuary desk, 4 May 2019, https://example.org";
  assert.equal(formatText(BRIEFING), `${source}/briefings/quay-tolls/`);
  assert.equal(
    formatText(STATEMENT),
    `Nadia Haddad (statement): “will not stand”. In: ${source}/briefings/quay-tolls/#c01`,
  );
  assert.match(formatText({ ...BRIEFING, title: "“Tolls”: a digest" }), /, ‘“Tolls”: a digest’, /u);
  assert.equal(formatText(UNKNOWN), `“Tolls & {fares}: 5 %”, Estuary briefings, ${BRIEFING.address}`);
});

test("BibTeX has no character with another meaning, and keeps names whole", () => {
  assert.equal(
    formatBibtex(STATEMENT),
    `@online{quay-tolls:c01,
  author = {{Lena Moreau} and {Quay and Sons}},
  title = {{Tolls \\& \\{fares\\}: 5 \\%}},
  organization = {Estuary desk},
  journal = {Estuary briefings},
  date = {2019-05-04},
  langid = {en},
  url = {https://example.org/briefings/quay-tolls/#c01},
  note = {Nadia Haddad (statement): “will not stand”.},
}`,
  );
  assert.equal(formatBibtex({ ...UNKNOWN, title: "a\\b~c^d_e" }).includes("author"), false);
  assert.match(formatBibtex({ ...UNKNOWN, title: "a\\b~c" }), /\{a\\textbackslash\{\}b\\textasciitilde\{\}c\}/);
});

test("RIS has one line a field, and pads days", () => {
  assert.equal(
    formatRis(BRIEFING),
    `TY  - ELEC
AU  - Lena Moreau
AU  - Quay and Sons
TI  - Tolls & {fares}: 5 %
T2  - Estuary briefings
PB  - Estuary desk
PY  - 2019
DA  - 2019/05/04/
LA  - en
UR  - https://example.org/briefings/quay-tolls/
ER  - `,
  );
  assert.match(formatRis({ ...BRIEFING, day: "2019-05" }), /^DA {2}- 2019\/05\/\/$/mu);
  assert.match(formatRis({ ...BRIEFING, title: "Tolls\nER  - " }), /^TI {2}- Tolls ER - $/mu);
  assert.doesNotMatch(formatRis(UNKNOWN), /^(AU|PB|PY|DA|N1)/mu);
});

test("CSL-JSON has names as they are written, and the parts of a day that are known", () => {
  const [item] = JSON.parse(formatCsl(STATEMENT));
  assert.equal(item.id, "quay-tolls#c01");
  assert.deepEqual(item.author, [{ literal: "Lena Moreau" }, { literal: "Quay and Sons" }]);
  assert.deepEqual(item.issued, { "date-parts": [[2019, 5, 4]] });
  assert.equal(item.URL, STATEMENT.address);
  assert.equal(item.note, STATEMENT.note);
  assert.deepEqual(Object.keys(JSON.parse(formatCsl(UNKNOWN))[0]), [
    "id",
    "type",
    "title",
    "container-title",
    "language",
    "URL",
  ]);
});

test("every format says that a briefing was withdrawn", () => {
  for (const format of [formatText, formatBibtex, formatRis, formatCsl]) {
    assert.match(format(WITHDRAWN), /stand”\..*The briefing was withdrawn\./su);
    assert.match(format({ ...WITHDRAWN, note: "" }), /The briefing was withdrawn\./u);
  }
});

test("the data of a page is read from its JSON-LD", () => {
  const graph = [
    { "@type": "BreadcrumbList", itemListElement: [{ name: "Estuary briefings" }, { name: "Briefings" }] },
    {
      "@id": "./",
      headline: "Tolls",
      author: [{ name: "Lena Moreau" }],
      publisher: { name: "Desk" },
      inLanguage: "en",
    },
    { "@type": "Claim", "@id": "./#c01", genre: "statement", author: { "@id": "../../actors/nadia/" } },
    {
      "@type": "Claim",
      "@id": "./#c02",
      genre: "denial",
      description: "Denied “A” and said: B.",
      author: [{ "@id": "../../actors/noam/" }],
      creditText: "a clerk (unnamed)",
    },
    { "@type": "Person", "@id": "../../actors/nadia/", name: "Nadia Haddad" },
    { "@type": "Person", "@id": "../../actors/noam/", name: "Noam Peretz" },
  ];
  assert.deepEqual(readBriefing(graph), {
    title: "Tolls",
    authors: ["Lena Moreau"],
    site: "Estuary briefings",
    publisher: "Desk",
    day: "",
    language: "en",
    isWithdrawn: false,
    statements: [
      { id: "c01", kind: "statement", speakers: "Nadia Haddad", denied: "" },
      { id: "c02", kind: "denial", speakers: "Noam Peretz, a clerk (unnamed)", denied: "Denied “A” and said: B." },
    ],
  });
  const [breadcrumbs, { author, ...article }] = graph;
  assert.deepEqual(readBriefing([breadcrumbs, article])?.authors, ["Desk"]);
  assert.equal(readBriefing([breadcrumbs, { ...article, creativeWorkStatus: "Withdrawn" }])?.isWithdrawn, true);
  assert.equal(readBriefing([{ "@type": "Person", name: "Nadia" }]), null);
});
