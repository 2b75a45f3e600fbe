"""Desks of drawn briefings: articles and texts of YAML that no editor would write, many in one folder of content.

`draw_briefings` draws, `lay_desk` writes, and `expected_text` is the text that a page shows of an article, by its
parsed blocks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from laid_project import lay_project
from mangling import markdown
from prose import documents, soup, words

from generator.diagnostics.diagnostic import SourceFile
from generator.model.page_paths import RESERVED_FRAGMENTS
from generator.source.characters import HIDDEN, normalize_nfc
from generator.source.files import decode_source
from generator.text.article import Article, parse_article
from generator.text.blocks import Block, CodeBlock, Heading, ListBlock, Paragraph, Quotation, Table

ENTITIES_EVERY = 10
"""There is one record of each kind for that many briefings."""

_LATER = (
    "## Events\n\n## events\n\n## Events\n\nHeadings with one name.",
    "# p1\n\n## c0\n\n### Who says what\n\n###### Cite\n\n[Here](#p1), [there](#section-p1).",
    "المحلل قال «لا» في 2017-03-26، ثم **غادر** [المكان](https://example.org/خبر).\n\n- שלום\n- 2017-03",
    "A note[^a] and more[^b] of it[^a].\n\n[^a]: One.\n\n[^b]: Two, with `code`.\n\n    > And a quotation.",
    "| left | right |\n|:-----|------:|\n| a\\|b | `c\\|d` |\n| [x](https://example.org/?a|b) \\| | *y* |",
    "1. one\n   - two\n     1. three\n        > four\n        >\n        > ```\n        > five\n        > ```\n2. six",
    "&amp; &lt; &#35; &copy; &notanentity; &amp;amp; \\&amp; 1&nbsp;000",
    "```html\n<p>{{ x }} ~~y~~ [^z]</p>\n```\n\n    !!! note\n\n`~~x~~`",
    "lo" + "ng " * 3_000,
    "\u00adsoft\u200b zero\u2060 width\ufeff \U0001f6a2\ufe0f e\u0301 \ufb01 \uff21 \u202f. \u2028x",
    "[a](https://[::1]/x) [b](https://example.org:99999/) [c](mailto:a@b.example) [d](https://EXAMPLE.org/%zz)",
    "## *Head* with `code` and [a link](https://example.org/)\n\n### \\# \\[x] {y}\n\n## 1. One",
)
"""Text after a drawn article: cases that chance would rarely draw."""


def _with_notes(article: str) -> str:
    """The article with each footnote defined and referred to: few would pass the check otherwise."""
    labels = ("1", "two", "a")
    referred = [name for name in labels if article.count(f"[^{name}]") > article.count(f"[^{name}]:")]
    defined = [name for name in labels if f"[^{name}]:" in article]
    return "\n\n".join(
        [
            "".join(f"Words.[^{name}]" for name in defined if name not in referred),
            article,
            *(f"[^{name}]: A note." for name in referred if name not in defined),
        ]
    )


articles = st.one_of(
    documents().map(_with_notes),
    documents().map(_with_notes),
    soup().map(_with_notes),
    markdown.map(_with_notes),
    st.sampled_from(_LATER),
    st.builds("{}\n\n{}".format, documents().map(_with_notes), st.sampled_from(_LATER)),
)
_TITLE = 110
"""Characters of the shortest of the texts that are drawn."""

lines = st.one_of(words, words, soup(), st.text(min_size=1, max_size=20)).map(
    lambda text: " ".join(normalize_nfc(HIDDEN.sub("", text)).split())[:_TITLE] or "x"
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """An article and texts for the YAML beside it."""

    article: str
    texts: tuple[str, ...]


_DRAWN = st.builds(Drawn, articles, st.tuples(*[lines] * 12))


def draw_briefings(number: int, first_seed: int = 0) -> list[Drawn]:
    """Draw briefings until there are `number` or more; a greater number draws the same and then others.

    Hypothesis draws them, and nothing is shrunk, as they are built together.
    """
    drawn: dict[Drawn, None] = {}

    # A long run repeats its draws more and more, so there are many short ones. Each has a seed of its own:
    # without one, the settings of the tests would have all of them draw the same examples.
    @settings(
        max_examples=20, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck), deadline=None
    )
    @given(_DRAWN)
    def collect(briefing: Drawn) -> None:
        drawn[briefing] = None

    for number_of_run in count(first_seed):
        seed(number_of_run)(collect)()
        if len(drawn) >= number:
            break
    return list(drawn)


def _yaml(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=False, width=10_000)


def _write(root: Path, path: str, text: str) -> None:
    file = root / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8", "surrogatepass"))


def lay_desk(root: Path, drawn: dict[int, Drawn]) -> Path:
    """Write a project with these briefings, by number, and the records that they use."""
    lay_project(root, root / "nowhere")
    _write(root, "site.yml", _yaml({"name": "Desk", "publisher": "Desk", "contact": "desk@example.org"}))
    _write(root, "actors/hamas.yml", _yaml({"name": "An actor that articles link", "type": "organization"}))
    _write(root, "themes/theme.yml", _yaml({"name": "A theme of all briefings"}))
    for number, one in drawn.items():
        lead = f"These are the exact words of article {number}, and nobody else said them."
        _write(root, f"briefings/briefing-{number}/article.md", f"{lead}\n\n{one.article}\n")
        _write(root, f"briefings/briefing-{number}/metadata.yml", _yaml(_metadata(number, one.texts)))
        if number % ENTITIES_EVERY == 0:
            for path, record in _records(number, one.texts).items():
                _write(root, path, _yaml(record))
    return root


def _metadata(number: int, texts: Sequence[str]) -> dict[str, Any]:
    owner = number - number % ENTITIES_EVERY
    return {
        "title": texts[0],
        "type": "report",
        "published": "2017-03-26",
        "updated": "2017-04-01",
        # A summary that is the title is refused.
        "summary": f"In short: {texts[1]}",
        "tags": ["theme"],
        "actors": [f"actor-{owner}"],
        "authors": [texts[2]],
        "language": ("en", "ar", "he", "fr")[number % 4],
        "based_on": f"source-{owner}",
        "keywords": list(dict.fromkeys(texts[3:5])),
        "attributions": [
            {
                "id": "c0",
                "kind": "allegation",
                "by": {"unnamed": texts[5], "within": f"actor-{owner}"},
                "says": texts[6],
                "quote": f"the exact words of article {number}",
                "about": [f"actor-{owner}", f"event-{owner}", f"place-{owner}"],
                "answers": f"question-{owner}",
                "source": [f"source-{owner}"],
            }
        ],
        "corrections": [{"date": "2017-04-01", "kind": "correction", "text": texts[7], "attributions": ["c0"]}],
    }


def _records(number: int, texts: Sequence[str]) -> dict[str, dict[str, Any]]:
    return {
        f"actors/actor-{number}.yml": {
            "type": "person",
            "name": f"{texts[8][:90]} (actor {number})",
            "names": {"ar": f"{texts[9][:90]} {number}"},
            "description": texts[10],
        },
        f"sources/source-{number}.yml": {"type": "webpage", "title": texts[11], "authors": [texts[2]]},
        f"events/event-{number}.yml": {
            "name": f"{texts[9][:90]} (event {number})",
            "date_note": texts[3],
            "status": "alleged",
        },
        f"places/place-{number}.yml": {"name": f"{texts[10][:90]} (place {number})"},
        f"questions/question-{number}.yml": {"name": f"{texts[11]}?", "description": texts[4]},
    }


def parsed(root: Path, number: int) -> Article:
    """The article of a briefing, as the generator reads it."""
    name = f"content/briefings/briefing-{number}/article.md"
    source = decode_source((root / name).read_bytes(), name)
    assert isinstance(source, SourceFile)
    return parse_article(source, RESERVED_FRAGMENTS)


def expected_text(blocks: Sequence[Block]) -> str:
    """Return the text that a page shows of these blocks."""
    return " ".join(_texts(blocks))


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(inline) | Heading(inline=inline):
                yield inline.text
            case CodeBlock(text=text):
                yield text
            case ListBlock(items=items):
                for item in items:
                    yield from _texts(item)
            case Quotation(blocks=inner):
                yield from _texts(inner)
            case Table(rows=rows):
                for row in rows:
                    yield from _texts(row)
