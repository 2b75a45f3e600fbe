/*
 * The data of a briefing that its page carries as JSON-LD (`generator.jsonld`), as citations need it. Pure.
 */

/** @typedef {Record<string, any>} JsonNode */

/**
 * A statement of a briefing.
 *
 * @typedef {object} Statement
 * @property {string} id
 * @property {string} kind
 * @property {string} speakers
 * @property {string} denied what it rejects and says instead; empty unless it is a denial
 */

/**
 * @typedef {object} BriefingData
 * @property {string} title
 * @property {string[]} authors
 * @property {string} site
 * @property {string} publisher
 * @property {string} day
 * @property {string} language
 * @property {boolean} isWithdrawn whether the text is shown although the desk withdrew it
 * @property {Statement[]} statements
 */

/**
 * Return the values of a property, which JSON-LD has as one value or as a list.
 *
 * @param {any} values
 * @returns {any[]}
 */
function asList(values) {
  return [values ?? []].flat();
}

/**
 * Read the data of a briefing; null if the page is not a briefing.
 *
 * @param {JsonNode[]} graph
 * @returns {BriefingData | null}
 */
export function readBriefing(graph) {
  const article = graph.find((node) => node.headline !== undefined);
  if (!article) return null;
  const breadcrumbs = graph.find((node) => node["@type"] === "BreadcrumbList");
  const names = new Map(graph.filter((node) => node.name).map((node) => [node["@id"], node.name]));
  const claims = graph.filter((node) => node["@type"] === "Claim");
  return {
    title: article.headline,
    // A briefing without authors is cited as its publisher's, as the page says it.
    authors: asList(article.author ?? article.publisher).map((author) => author.name),
    site: asList(breadcrumbs?.itemListElement)[0]?.name ?? "",
    publisher: article.publisher?.name ?? "",
    day: article.datePublished ?? "",
    language: article.inLanguage ?? "",
    isWithdrawn: article.creativeWorkStatus === "Withdrawn",
    statements: claims.map((claim) => ({
      id: claim["@id"].split("#")[1] ?? "",
      kind: claim.genre,
      speakers: [...asList(claim.author).map((author) => names.get(author["@id"]) ?? ""), ...asList(claim.creditText)]
        .filter(Boolean)
        .join(", "),
      denied: claim.genre === "denial" ? (claim.description ?? "") : "",
    })),
  };
}
