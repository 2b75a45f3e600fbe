"""The rules that content keeps, as one declared table.

Each rule says what it asks, why, and shows a wrong and a right example. The methodology page, `briefings rules` and
the tests (one failing and one passing case for each) are made from this table. Where a rule is checked is found by
searching for its id.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule; `wrong` and `right` are excerpts of content files."""

    id: str
    severity: Severity
    asks: str
    why: str
    wrong: str
    right: str


def _error(rule_id: str, asks: str, why: str, wrong: str, right: str) -> Rule:
    return Rule(id=rule_id, severity=Severity.ERROR, asks=asks, why=why, wrong=wrong, right=right)


def _warning(rule_id: str, asks: str, why: str, wrong: str, right: str) -> Rule:
    return Rule(id=rule_id, severity=Severity.WARNING, asks=asks, why=why, wrong=wrong, right=right)


_TABLE = (
    # How a file is written
    _error(
        "unknown-key",
        "Keys are those of the model.",
        "A misspelt key would be dropped without a word.",
        "titel: Talks resume",
        "title: Talks resume",
    ),
    _error(
        "flow-mapping",
        "Mappings are written over several lines, not in braces.",
        "A comma inside a value in braces ends the value without a word.",
        "by: {unnamed: officials, within: hamas}",
        "by:\n  unnamed: officials\n  within: hamas",
    ),
    _error(
        "duplicate-key",
        "A key stands once in its mapping.",
        "YAML keeps the last of two and loses the first.",
        "name: Hamas\nname: Fatah",
        "name: Hamas",
    ),
    _error(
        "unquoted-colon",
        "Text with a colon and a space after it stands in quotation marks.",
        "YAML reads the colon as the end of a key.",
        "says: One condition: a truce.",
        'says: "One condition: a truce."',
    ),
    _error(
        "bad-indentation",
        "Lines are indented with plain spaces.",
        "Tabs and no-break spaces look like spaces and are none.",
        "roles:\n\t- as: speaker",
        "roles:\n  - as: speaker",
    ),
    _warning(
        "comment-cuts-value",
        "Text with ` #` in it stands in quotation marks.",
        "YAML takes the rest of the line for a comment.",
        "says: Ranked #1 in the list, and #2 later.",
        'says: "Ranked #1 in the list, and #2 later."',
    ),
    _error(
        "text-after-quote",
        "Nothing follows a closing quotation mark.",
        "YAML ends the value at the mark.",
        'says: "Not now" was the reply.',
        "says: '\"Not now\" was the reply.'",
    ),
    _error(
        "yaml-syntax",
        "The file is well-formed YAML.",
        "What cannot be read cannot be checked.",
        "tags: [talks, truce",
        "tags: [talks, truce]",
    ),
    _error(
        "yaml-feature",
        "No anchors, aliases, tags, merge keys or further documents.",
        "They make a file say something else than it seems to say.",
        "by: *same",
        "by: hamas",
    ),
    _error(
        "too-deep",
        "Nesting is at most 20 levels deep.",
        "The model needs five.",
        "[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]",
        "[hamas]",
    ),
    _error(
        "too-large",
        "A file has at most 1 MiB.",
        "A larger one is none that an editor wrote.",
        "(a 2 MiB metadata.yml)",
        "(a 20 KiB metadata.yml)",
    ),
    _error(
        "not-utf8",
        "Files are UTF-8 text.",
        "Other encodings turn names into other names.",
        "(a file saved as Windows-1252)",
        "(the file saved as UTF-8)",
    ),
    _error(
        "hidden-direction",
        "No invisible characters that change the direction of writing, and no control characters.",
        "They make text read otherwise than it is stored.",
        'name: "Ha\\u202Esam"',
        "name: Hamas",
    ),
    # What a key may hold
    _error(
        "missing-key",
        "Required keys are there.",
        "A page would have a hole where the reader looks first.",
        "kind: denial\nby: hamas",
        "kind: denial\nby: hamas\ndisputes: [c12]",
    ),
    _error(
        "wrong-shape",
        "Text stands where text belongs, a list where a list belongs.",
        "Each key has one form, so that nothing is guessed.",
        "tags:\n  first: truce",
        "tags: [truce]",
    ),
    _error(
        "bad-value",
        "A value is one of those that its key takes.",
        "Pages and search filters are made from these values.",
        "kind: claim",
        "kind: statement",
    ),
    _error(
        "bad-length",
        "Text keeps within its key's length.",
        "Pages, search results and previews have room for that much.",
        "title: (111 characters)",
        "title: (110 characters)",
    ),
    _error(
        "private-key",
        "No key for religion, ethnicity, health, family or home address.",
        "The desk does not collect such facts about people.",
        "religion: none",
        "description: former minister",
    ),
    _error(
        "bad-url",
        "Addresses begin with https:// or http:// and name a host.",
        "Other addresses lead nowhere for a reader, or run code.",
        "url: javascript:alert(1)",
        "url: https://example.org/report",
    ),
    _error(
        "date-form",
        "Dates are written in EDTF.",
        "26/03/2017 and 03/26/2017 are the same to nobody but the writer.",
        "date: 26 March 2017",
        "date: 2017-03-26",
    ),
    _error(
        "impossible-date",
        "A date exists, and an interval runs forwards.",
        "An impossible date is a typing mistake.",
        "date: 2017-02-30",
        "date: 2017-02-28",
    ),
    _error(
        "relative-date",
        "A date is absolute.",
        "“Next month” is another month for each reader.",
        "date: next month",
        "date: 2017-04~",
    ),
    # What names what
    _error(
        "bad-id",
        "An id, and so a file's name, is 2 to 64 of a–z, 0–9 and the hyphen.",
        "Ids stand in addresses, which outlive the desk's file system.",
        "actors/Yahya Sinwar.yml",
        "actors/yahya-sinwar.yml",
    ),
    _error(
        "duplicate-id",
        "An id names one thing in all of the content, or one attribution in its briefing.",
        "A reference would mean two things.",
        "- id: c01\n- id: c01",
        "- id: c01\n- id: c02",
    ),
    _error(
        "unknown-id",
        "Every reference leads to something that exists.",
        "A link would lead nowhere.",
        "by: yahya-sinvar",
        "by: yahya-sinwar",
    ),
    _error(
        "name-for-id",
        "A reference is an id, not a name.",
        "Names change and are shared, ids do not.",
        "by: Yahya Sinwar",
        "by: yahya-sinwar",
    ),
    _error(
        "wrong-kind",
        "A reference leads to the kind of thing that its key asks for.",
        "A page would list an actor among its themes.",
        "tags: [hamas]",
        "tags: [targeted-killing]",
    ),
    _error(
        "unnamed-as-actor",
        "An unnamed voice is written as `unnamed`, never as an actor.",
        "“Sources in Hamas” in two articles are two voices.",
        "by: sources in Hamas",
        "by:\n  unnamed: sources in Hamas\n  within: hamas",
    ),
    _error(
        "circle",
        "broader, part_of and cited_in never lead back to where they began.",
        "A tree has no page for a circle.",
        "# a.yml\nbroader: b\n# b.yml\nbroader: a",
        "# b.yml\nbroader: a",
    ),
    # Words and their attribution
    _error(
        "quote-not-found",
        "A quote stands in the article, word for word.",
        "It is what leads the reader to the exact words.",
        "quote: no rockets to be expected",
        "quote: not expected to fire rockets",
    ),
    _error(
        "quote-ambiguous",
        "A quote stands in the article once.",
        "The reader would be led to the wrong place.",
        "quote: in the Gaza Strip",
        "quote:\n  exact: in the Gaza Strip\n  prefix: the first operation",
    ),
    _error(
        "quote-bounds",
        "A quote has 3 to 25 words, all in one paragraph.",
        "Fewer are found by chance; more are a copy.",
        "quote: attack",
        "quote: an attack within the month",
    ),
    _error(
        "direct-unquoted",
        "Direct speech stands inside quotation marks in the article.",
        "Only the marks tell a reader that the words are the speaker's.",
        "direct: true   # and no marks in article.md",
        "direct: true   # article.md: “… far worse …”",
    ),
    _warning(
        "paraphrase-copies",
        "A paraphrase does not repeat eight words of the article in a row.",
        "`says` is the desk's own account of what was said.",
        "says: a response could come from Gaza in the next days",
        "says: Gaza is named as a likely origin.",
    ),
    _error(
        "ambiguous-name",
        "A name that two entities share is marked in the text.",
        "The wrong actor would be linked.",
        "Sinwar spoke.",
        "[Sinwar](actor:yahya-sinwar) spoke.",
    ),
    _warning(
        "unattributed-cue",
        "A sentence that reports speech has an attribution.",
        "Someone is quoted there, and the ledger does not say who.",
        "According to officials, talks resumed.   # no quote in it",
        "quote: According to officials, talks resumed",
    ),
    _warning(
        "single-account",
        "A question has two accounts or more.",
        "With one account nothing is side by side.",
        "answers: motive   # the only one",
        "answers: motive   # and another attribution too",
    ),
    _error(
        "unsafe-link",
        "Links in an article lead to http, https, mailto, an entity or a heading.",
        "Other links run code or lead out of the site's control.",
        "[here](javascript:alert)",
        "[here](https://example.org/)",
    ),
    _error(
        "image",
        "An article carries no images.",
        "An image from another site would tell that site who reads.",
        "![map](https://example.org/map.png)",
        "[a map](https://example.org/map.png)",
    ),
    _warning(
        "raw-html",
        "An article is Markdown; HTML in it is shown as text.",
        "Markup from outside could run code.",
        "<b>now</b>",
        "**now**",
    ),
    # Files and the whole
    _error(
        "lone-file",
        "article.md and metadata.yml stand beside each other.",
        "One without the other is half a briefing.",
        "briefings/truce/article.md",
        "briefings/truce/article.md\nbriefings/truce/metadata.yml",
    ),
    _error(
        "missing-file",
        "content/site.yml is there.",
        "Publisher, contact and language stand on every page.",
        "content/briefings/",
        "content/site.yml\ncontent/briefings/",
    ),
    _warning(
        "stray-file",
        "content/ holds only files that are read.",
        "A file with another ending is not on the site.",
        "actors/hamas.yaml",
        "actors/hamas.yml",
    ),
    _error(
        "unreadable",
        "Files can be opened.",
        "What cannot be read cannot be published.",
        "(a file without read permission)",
        "(the permission given)",
    ),
    _error(
        "symlink-outside",
        "Links in content/ stay inside content/.",
        "A link could publish any file of the machine.",
        "actors/x.yml -> /etc/passwd",
        "actors/x.yml",
    ),
    _warning(
        "unused-entity",
        "Every actor, source, question, event and place is used by a briefing.",
        "A page that nothing leads to has nothing to say.",
        "places/tubas.yml   # named nowhere",
        "The family lives in Tubas.",
    ),
    _warning(
        "unused-theme",
        "Every theme is the tag of a briefing, or above one that is.",
        "A theme without briefings leads readers to an empty page.",
        "themes/trade.yml   # no tag",
        "tags: [trade]",
    ),
    _error(
        "page-in-the-way",
        "The generator's pages have no hand-written page in their place.",
        "It never overwrites what it did not write.",
        "docs/actors/hamas.md   # written by hand",
        "docs/notes/hamas.md",
    ),
)

RULES: dict[str, Rule] = {rule.id: rule for rule in _TABLE}
"""All rules by id, in the order of the table."""
