"""The rules for articles: quotes and attributions of their words, and the Markdown that they are written in."""

from generator.diagnostics.rule import make_error, make_warning

QUOTE_RULES = (
    make_error(
        "quote-not-found",
        "A quote occurs in the article, word for word.",
        "It leads the reader to the exact words.",
        "quote: no rockets to be expected",
        "quote: not expected to fire rockets",
    ),
    make_error(
        "quote-ambiguous",
        "A quote occurs in the article only once.",
        "The reader could be led to the wrong place.",
        "quote: in the Gaza Strip",
        "quote:\n  exact: in the Gaza Strip\n  prefix: the first operation",
    ),
    make_error(
        "quote-bounds",
        "A quote has 3 to 25 words, all in one paragraph.",
        "Fewer are found by chance; more are a copy.",
        "quote: attack",
        "quote: an attack within the month",
    ),
    make_error(
        "direct-unquoted",
        "Direct speech is inside quotation marks in the article.",
        "Only the marks show a reader that the words are the speaker's.",
        "direct: true   # and no marks in article.md",
        "direct: true   # article.md: “… far worse …”",
    ),
    make_warning(
        "paraphrase-copies",
        "A paraphrase does not repeat eight words of the article in a row.",
        "`says` is the desk's own account of the statement.",
        "says: a response could come from Gaza in the next days",
        "says: Gaza is named as a likely origin.",
    ),
    make_error(
        "ambiguous-name",
        "A name that two entities share is marked in the text.",
        "The wrong actor would be linked.",
        "Sinwar spoke.",
        "[Sinwar](actor:yahya-sinwar) spoke.",
    ),
    make_warning(
        "unattributed-cue",
        "A sentence that reports speech has an attribution.",
        "The sentence quotes a speaker, and no attribution says whom.",
        "According to officials, talks resumed.   # no quote in it",
        "quote: According to officials, talks resumed",
    ),
    make_warning(
        "single-account",
        "A question has two accounts or more.",
        "A single account cannot be compared with another.",
        "answers: motive   # the only one",
        "answers: motive   # and another attribution too",
    ),
)

ARTICLE_RULES = (
    make_error(
        "unsafe-link",
        "Links in an article lead to http, https, mailto, an entity or a heading.",
        "Other links run code or lead out of the site's control.",
        "[here](javascript:alert)",
        "[here](https://example.org/)",
    ),
    make_error(
        "image",
        "An article contains no images.",
        "An image on another site would let that site see who reads.",
        "![map](https://example.org/map.png)",
        "[a map](https://example.org/map.png)",
    ),
    make_warning(
        "raw-html",
        "An article is Markdown; HTML in it is shown as text.",
        "Markup from outside could run code.",
        "<b>now</b>",
        "**now**",
    ),
    make_error(
        "empty-article",
        "An article has text.",
        "Attributions without the words that they rest on lead nowhere.",
        "(an empty article.md)",
        "(article.md with its text)",
    ),
    make_error(
        "footnote",
        "Each footnote is defined once, and the text refers to it.",
        "A reader would see a number without a note, or a note without a number.",
        "The fare rose.[^1]",
        "The fare rose.[^1]\n\n[^1]: By a tenth.",
    ),
    make_error(
        "table-cells",
        "A table row has no more cells than the header row, and no pipe in code.",
        "Words in a cell without a column would be lost.",
        "| a | b |\n|---|---|\n| 1 | 2 | 3 |",
        "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |",
    ),
    make_warning(
        "table-form",
        "A table row has as many cells as the header row.",
        "A paragraph without a blank line before it becomes a row; a header row of another length makes no table.",
        "| a | b |\n|---|---|\nThe next paragraph.",
        "| a | b |\n|---|---|\n\nThe next paragraph.",
    ),
    make_warning(
        "unprinted",
        "No link definition is unused, and links and code have no titles.",
        "These words would be in the file and not on the page.",
        '[here](https://example.org/ "The report")',
        "[the report](https://example.org/)",
    ),
    make_warning(
        "unclosed-code",
        "A code block is closed.",
        "All text after it would be code.",
        "```\nx = 1\n``` and then",
        "```\nx = 1\n```\n\nAnd then",
    ),
    make_warning(
        "foreign-markup",
        "An article has no markup of other programs.",
        "It is CommonMark with tables and footnotes; readers would see other markup as plain characters.",
        "~~cancelled~~",
        "The talks are off.",
    ),
    make_error(
        "too-much-markup",
        "A paragraph has at most 5,000 pieces of markup, an article 20,000 blocks and 1,000 footnotes.",
        "More would take minutes to build, and no reader reads that much.",
        "(a line of 150,000 `<`)",
        "(the same in a block of code)",
    ),
)
