"""A complete content folder in which every text that reaches a page carries a vector.

`hostile_content` writes it; all of it keeps the rules, so that a site is built from it. What a rule refuses
(`build_article.is_refused_in_article`, the corpus's `refused`) goes through `minimal_content`, one vector at a
time, for tests of the diagnostics. Nothing here reads what it writes, or knows how pages are made.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import crc32

import yaml
from build_article import build_hostile_article, is_refused_in_article
from corpus import Vector

from generator.checks.placeholders import is_placeholder
from generator.text.folding import fold_name

NAME, TITLE, DESCRIPTION, LINE, PARAPHRASE, SUMMARY, PROSE = 120, 110, 160, 200, 240, 300, 2000
"""Lengths of the model's texts; a vector that is longer is left out of the field, never cut."""

ADDRESSES = (
    "https://example.org/'onmouseover='alert(1)",
    "https://example.org/)[x](javascript:alert(1)",
    "https://example.org/?a=1&quot;onclick=alert(1)&b=2",
    "https://example.org/#&lt;script&gt;alert(1)&lt;/script&gt;",
    "https://example.org/*[a]*_b_~~c~~:skull:",
    "https://example.org/%22%3E%3Csvg%20onload=alert(1)%3E",
)
"""Web addresses that are valid by RFC 3986, or near enough for a rule to let them through."""

_KINDS = ("statement", "report", "assessment", "hypothesis", "allegation", "motive")


@dataclass(frozen=True)
class Feed:
    """Hands out the vectors, to each field in another order."""

    vectors: Sequence[Vector]

    @cached_property
    def _lines(self) -> list[str]:
        lines = dict.fromkeys(vector.line for vector in self.vectors)
        return [line for line in lines if not is_placeholder(line)]

    @cached_property
    def alike(self) -> Counter[str]:
        """The number of lines for each name, without hidden characters and forms of letters."""
        return Counter(fold_name(line) for line in self._lines)

    def text(self, field: str, number: int, limit: int, mark: str = "") -> str:
        """Return the vector of record `number` for a field of at most `limit` characters, with `mark` after it.

        Over as many records as there are vectors, each that fits is returned. Repetitions get a number.
        """
        room = [line for line in self._lines if len(line) + len(mark) + 4 <= limit] or ["word"]
        round_, position = divmod(number, len(room))
        again = f" {round_ + 1}" if round_ else ""
        return f"{room[(position + crc32(field.encode())) % len(room)]}{again}{mark}"


def hostile_content(
    root: Path, vectors: Sequence[Vector], *, prose: Sequence[Vector] | None = None, records: int | None = None
) -> None:
    """Write `root`/content with a briefing, actor, theme, source, question, event and place for each vector.

    Every free text of every file has a vector. Over all files, each vector is complete and unchanged in each
    field of each kind for which it is short enough, except placeholders (`---`). Ids are deterministic:
    `briefing-0`, `actor-0` and so on. Two fields have only some vectors, because they exclude another key: every
    second source has a `title_note`, every third briefing an `author_note`. The policies in site.yml have as many
    vectors as fit, its other fields the first ones that do; pass vectors in another order for others.

    With fewer `records` than vectors, there are so many records of each kind, and each field has as many vectors:
    those that follow each other, from another one on in each field.

    `vectors` are any of `corpus.publishable()`; `prose` are those that go into articles, by default the same
    without those that a rule refuses there. ValueError where one is refused everywhere.

    A harmless twin, for the baseline of `inert.assert_inert` and for `inert.assert_same_shape`, is the same
    call with as many vectors whose payload is a plain word each.
    """
    if any(vector.context == "refused" for vector in vectors):
        raise ValueError("vectors with hidden characters go through minimal_content")
    articles = [v for v in vectors if not is_refused_in_article(v.payload)] if prose is None else prose
    feed = Feed(vectors)
    _write(root, "site.yml", _yaml(_site(feed)))
    for number in range(len(vectors) if records is None else records):
        for kind, record in _entities(feed, number).items():
            _write(root, f"{kind}s/{kind}-{number}.yml", _yaml(record))
        article = build_hostile_article(articles, number)
        _write(root, f"briefings/briefing-{number}/article.md", article.text)
        _write(root, f"briefings/briefing-{number}/metadata.yml", _yaml(_metadata(feed, number, article.quotes)))


def minimal_content(root: Path, *, title: str = "Title", article: str = "Words of an article.\n") -> None:
    """Write the smallest valid content, with this title and this article, whatever is in them."""
    _write(root, "site.yml", _yaml({"name": "Site", "publisher": "Desk", "contact": "desk@quayside.test"}))
    _write(root, "themes/theme-0.yml", _yaml({"name": "Theme"}))
    write_briefing(root, "briefing-0", title=title, article=article)


def write_briefing(root: Path, folder: str, *, title: str = "Title", article: str = "Words of an article.\n") -> None:
    """Write the smallest valid briefing to content that has its theme."""
    _write(root, f"briefings/{folder}/article.md", article)
    metadata = {"title": title, "type": "report", "published": "2017-03-26", "summary": "Summary."}
    rest = {"authors": ["Author"], "tags": ["theme-0"], "actors": []}
    _write(root, f"briefings/{folder}/metadata.yml", _yaml(metadata | rest))


def _write(root: Path, name: str, text: str) -> None:
    path = root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def _yaml(data: Mapping[str, Any]) -> str:
    """Every scalar in double quotation marks, with YAML's escapes for what cannot be seen."""
    return yaml.dump(
        dict(data),
        Dumper=yaml.CSafeDumper,
        default_style='"',
        default_flow_style=False,
        width=10_000,
        sort_keys=False,
    )


def _site(feed: Feed) -> dict[str, Any]:
    lines = iter(sorted({vector.line for vector in feed.vectors}))
    return {
        "name": feed.text("site.name", 0, NAME),
        "publisher": feed.text("site.publisher", 0, NAME),
        "contact": ADDRESSES[0],
        "description": feed.text("site.description", 0, DESCRIPTION),
        "policies": {key: _packed(lines) for key in ("corrections", "sourcing", "ethics")},
    }


def _packed(lines: Iterator[str]) -> str:
    """As many of the next lines as a policy has room for."""
    text = "Policy"
    for line in lines:
        if len(text) + len(line) >= PROSE:
            break
        text = f"{text} {line}"
    return text


def _entities(feed: Feed, number: int) -> dict[str, dict[str, Any]]:
    """Return a file of each kind. Names have a mark of their kind, because a name in an article must be unambiguous."""
    return {
        "actor": _actor(feed, number),
        "theme": {
            "name": feed.text("theme.name", number, NAME, " (theme)"),
            "names": {"ar": feed.text("theme.names", number, NAME, " (theme’s name)")},
            "aliases": [feed.text("theme.aliases", number, NAME, " (theme’s alias)")],
            "description": feed.text("theme.description", number, LINE),
        },
        "source": _source(feed, number),
        "question": {
            "name": feed.text("question.name", number, NAME, "?"),
            "description": feed.text("question.description", number, LINE),
            "about": [f"actor-{number}", f"event-{number}", f"theme-{number}"],
        },
        "event": {
            "name": feed.text("event.name", number, NAME, " (event)"),
            "aliases": [feed.text("event.aliases", number, NAME, " (event’s alias)")],
            "date_note": feed.text("event.date_note", number, LINE),
            "place": f"place-{number}",
            "actors": [f"actor-{number}"],
            "tags": [f"theme-{number}"],
            "status": "alleged",
            "source": f"source-{number}",
        },
        "place": {
            "name": feed.text("place.name", number, NAME, " (place)"),
            "names": {"he": feed.text("place.names", number, NAME, " (place’s name)")},
            "aliases": [feed.text("place.aliases", number, NAME, " (place’s alias)")],
            "same_as": {"url": ADDRESSES[number % len(ADDRESSES)]},
        },
    }


def _actor_name(feed: Feed, number: int) -> str:
    """Return a name that no other actor has."""
    name = feed.text("actor.name", number, NAME)
    return f"{name} (actor {number})" if feed.alike[fold_name(name)] > 1 else name


def _actor(feed: Feed, number: int) -> dict[str, Any]:
    return {
        "type": "person",
        "name": _actor_name(feed, number),
        "names": {"ar": feed.text("actor.names", number, NAME, " (name)")},
        "aliases": [feed.text("actor.aliases", number, NAME, " (alias)")],
        "description": feed.text("actor.description", number, DESCRIPTION),
        "roles": [
            {
                "as": feed.text("actor.roles.as", number, LINE),
                "of": "actor-0",
                "from": "2017",
                "source": f"source-{number}",
            }
        ],
        "same_as": {
            "opensanctions": feed.text("actor.same_as.opensanctions", number, LINE),
            "url": ADDRESSES[number % len(ADDRESSES)],
        },
    }


def _source(feed: Feed, number: int) -> dict[str, Any]:
    return {
        "type": "webpage",
        **({"title_note": feed.text("source.title_note", number, LINE)} if number % 2 else {}),
        **({} if number % 2 else {"title": feed.text("source.title", number, LINE)}),
        "authors": [feed.text(f"source.authors.{turn}", number, NAME) for turn in range(2)],
        "publisher": f"actor-{number}",
        "issued": "2017-03",
        "url": ADDRESSES[number % len(ADDRESSES)],
        "archived": ADDRESSES[(number + 1) % len(ADDRESSES)],
    }


def _metadata(feed: Feed, number: int, quotes: Sequence[str]) -> dict[str, Any]:
    return {
        "title": feed.text("briefing.title", number, TITLE),
        "type": "analysis",
        "published": f"2017-03-{number % 28 + 1:02}",
        "updated": "2017-04-01",
        "summary": feed.text("briefing.summary", number, SUMMARY, " (summary)"),
        "tags": [f"theme-{number}"],
        "actors": [f"actor-{number}"],
        **_signature(feed, number),
        "based_on": f"source-{number}",
        "keywords": [feed.text(f"briefing.keywords.{turn}", number, NAME) for turn in range(2)],
        "attributions": [_attribution(feed, number, *each) for each in enumerate(quotes)],
        "corrections": [
            {
                "date": "2017-04-01",
                "kind": "correction",
                "text": feed.text("briefing.corrections.text", number, PROSE),
                "attributions": ["c0"],
            }
        ],
    }


def _signature(feed: Feed, number: int) -> dict[str, Any]:
    """Two names each, so that two thirds of the briefings have room for every vector."""
    if number % 3 == 0:
        return {"author_note": feed.text("briefing.author_note", number, LINE)}
    turns = (number - number // 3 - 1) * 2
    return {"authors": [feed.text("briefing.authors", turns + turn, NAME) for turn in range(2)]}


def _attribution(feed: Feed, number: int, position: int, quote: str) -> dict[str, Any]:
    unnamed = {"unnamed": feed.text("briefing.by.unnamed", number, LINE), "within": f"actor-{number}"}
    return {
        "id": f"c{position}",
        "kind": _KINDS[(number + position) % len(_KINDS)],
        "by": (unnamed, f"actor-{number}", "author")[position],
        "says": feed.text(f"briefing.says.{position}", number, PARAPHRASE),
        "quote": quote,
        "about": [f"actor-{number}", f"event-{number}", f"place-{number}"],
        "answers": f"question-{number}",
        "source": [f"source-{number}"],
    }
