/*
 * Citations of a briefing, of one of its paragraphs, or of a statement in it, in the formats that readers paste or import.
 * Pure. What is not known is left out.
 */

/**
 * What is cited.
 *
 * @typedef {object} Cited
 * @property {string} title of the briefing
 * @property {string[]} authors
 * @property {string} site the name of the site
 * @property {string} publisher
 * @property {string} day in ISO 8601, as exact as it is known: 2019, 2019-05 or 2019-05-04; empty if it is not
 * @property {string} language
 * @property {string} address with the fragment of the paragraph or statement
 * @property {string} slug the id of the briefing
 * @property {string} fragment without its "#"; empty for the whole briefing
 * @property {string} note who says what in which words; empty except for a statement
 * @property {string} warning that the briefing was withdrawn; empty if it was not
 */

const MONTHS = new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" });

/** @param {string} day */
function splitDay(day) {
  return day ? day.split("-").map(Number) : [];
}

/**
 * Return a day as text: "4 May 2019", "May 2019", or "2019".
 *
 * @param {string} day
 */
export function formatDay(day) {
  const [year, month, date] = splitDay(day);
  if (!year) return "";
  return [date, month && MONTHS.format(new Date(Date.UTC(year, month - 1))), year].filter(Boolean).join(" ");
}

/**
 * Put a title in quotation marks, single ones if it has double ones, as `generator.pages` does.
 *
 * @param {string} title
 */
function addQuotationMarks(title) {
  return /["“”„«»]/u.test(title) ? `‘${title}’` : `“${title}”`;
}

/** @param {Cited} cited */
export function formatText({ title, authors, site, publisher, day, address, note, warning }) {
  const desk = authors.includes(publisher) || site === publisher ? "" : publisher;
  const parts = [authors.join(", "), addQuotationMarks(title), site, desk, formatDay(day), address];
  const source = parts.filter(Boolean).join(", ");
  return joinTexts(note && `${note} In:`, source, warning && `(${warning})`);
}

/**
 * Join texts with spaces, without empty ones.
 *
 * @param {...string} texts
 */
function joinTexts(...texts) {
  return texts.filter(Boolean).join(" ");
}

const BIBTEX_COMMANDS = new Map([
  ["\\", "\\textbackslash{}"],
  ["~", "\\textasciitilde{}"],
  ["^", "\\textasciicircum{}"],
]);

/**
 * Return a text as the value of a field of BibTeX, without characters that have a meaning there.
 *
 * @param {string} text
 */
function escapeBibtex(text) {
  return text.replace(/[\\{}$&#_%~^]/gu, (sign) => BIBTEX_COMMANDS.get(sign) ?? `\\${sign}`);
}

/** @param {Cited} cited */
export function formatBibtex(cited) {
  const { title, authors, site, publisher, day, language, address, slug, fragment, note, warning } = cited;
  const fields = {
    // Braces keep a name whole that has several words, or an "and".
    author: authors.map((name) => `{${escapeBibtex(name)}}`).join(" and "),
    title: `{${escapeBibtex(title)}}`,
    organization: escapeBibtex(publisher),
    journal: escapeBibtex(site),
    date: day,
    langid: escapeBibtex(language),
    url: address,
    note: escapeBibtex(joinTexts(note, warning)),
  };
  const lines = Object.entries(fields).filter(([, value]) => value);
  const key = [slug, fragment].filter(Boolean).join(":");
  return [`@online{${key},`, ...lines.map(([name, value]) => `  ${name} = {${value}},`), "}"].join("\n");
}

/** @param {Cited} cited */
export function formatRis({ title, authors, site, publisher, day, language, address, note, warning }) {
  const [year, month, date] = splitDay(day);
  const padded = [month, date].map((number) => (number ? String(number).padStart(2, "0") : ""));
  /** @type {[string, string][]} */
  const fields = [
    ["TY", "ELEC"],
    ...authors.map((name) => /** @type {[string, string]} */ (["AU", name])),
    ["TI", title],
    ["T2", site],
    ["PB", publisher],
    ["PY", year ? String(year) : ""],
    ["DA", year ? [year, ...padded, ""].join("/") : ""],
    ["LA", language],
    ["UR", address],
    ["N1", joinTexts(note, warning)],
  ];
  const lines = fields.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value.replace(/\s+/gu, " ")}`);
  return [...lines, "ER  - "].join("\n");
}

/** @param {Cited} cited */
export function formatCsl(cited) {
  const { title, authors, site, publisher, day, language, address, slug, fragment, note, warning } = cited;
  const item = {
    id: [slug, fragment].filter(Boolean).join("#"),
    type: "webpage",
    title,
    author: authors.length ? authors.map((literal) => ({ literal })) : undefined,
    "container-title": site,
    publisher: publisher || undefined,
    issued: day ? { "date-parts": [splitDay(day)] } : undefined,
    language,
    URL: address,
    note: joinTexts(note, warning) || undefined,
  };
  return JSON.stringify([item], null, 2);
}

/** The formats by name, in the order of the list. */
export const FORMATS = { text: formatText, bibtex: formatBibtex, ris: formatRis, csl: formatCsl };
