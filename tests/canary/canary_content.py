"""Content in which each text field of each record contains an invented word, as stories.

A story is a briefing in one state (a draft, an embargoed one …) with records of every kind that it alone reaches,
directly or through another record. `write_stories` writes all stories into one content folder.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from canary_words import Vocabulary
from PIL import Image

Keys = Mapping[str, Any]


class _PlainDumper(yaml.SafeDumper):
    """Writes equal lists twice rather than as an anchor and an alias, which content/ may not have."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # part of the interface
        return True


_ARTICLE = """\
## Heading {heading}

![]({file}.png)

The clerk wrote {quote_0} into the book of the harbor.[^1]

It names {actor}, {alias}, {theme} and [{event}](event:{event_id}).

The guild answered: “{quote_1} will not be paid this year.” [A link {link}](https://{address}.example/) is in it.

Some say {quote_2} was the cause of the delay.

| head {head} | other |
|-------------|-------|
| cell {cell} | x     |

[^1]: A note {note}.
"""
_ARTICLE_WORDS = ("file", "heading", "quote_0", "quote_1", "quote_2", "link", "address", "head", "cell", "note")
_QUOTES = ("wrote {} into the book", "{} will not be paid", "say {} was the cause")


@dataclass(frozen=True)
class Story:
    """A briefing with the keys that put it into its state; without `has_briefing`, its records alone."""

    name: str
    keys: Keys = field(default_factory=dict)
    record_keys: Keys = field(default_factory=dict)
    has_briefing: bool = True


class StoryWriter:
    """Writes the files of one story; words come from the vocabulary that all stories share."""

    def __init__(self, root: Path, story: Story, vocabulary: Vocabulary) -> None:
        self._content = root / "content"
        self._story = story
        self._vocabulary = vocabulary

    def write(self) -> None:
        """Write the records of the story, and its briefing."""
        for kind, record in self._records().items():
            folder = kind.rpartition("-")[2]
            self._write(f"{folder}s/{self.make_id(kind)}.yml", {**record, **self._story.record_keys})
        if self._story.has_briefing:
            folder = f"briefings/{self.make_id('briefing')}"
            self._write_text(f"{folder}/article.md", self._article())
            self._write(f"{folder}/metadata.yml", {**self._metadata(), **self._story.keys})
            Image.new("1", (2, 2)).save(self._content / folder / f"{self._word('briefing', 'file')}.png")

    def make_id(self, kind: str) -> str:
        """Return the id of the story's record of this kind, with a word of its own."""
        return f"{kind}-{self._word(kind, 'id')}"

    def _word(self, kind: str, field_name: str) -> str:
        return self._vocabulary.invent(self._story.name, kind, field_name)

    def _text(self, kind: str, field_name: str) -> str:
        return f"Words {self._word(kind, field_name)} of a {field_name.replace('.', ' ')}"

    def _name(self, kind: str, field_name: str) -> str:
        return self._word(kind, field_name).capitalize()

    def _named(self, kind: str) -> dict[str, Any]:
        """Return the names of a record that is found in the prose by them, and its former id."""
        return {
            "name": self._name(kind, "name"),
            "names": {"fr": self._name(kind, "names")},
            "aliases": [self._name(kind, "aliases")],
            "formerly": [f"{kind}-{self._word(kind, 'formerly')}"],
        }

    def _same_as(self, kind: str) -> dict[str, Any]:
        return {"wikidata": "Q42", "url": f"https://{self._word(kind, 'same_as.url')}.example/"}

    def _records(self) -> dict[str, dict[str, Any]]:
        """Return the records that the briefing reaches, and for each kind one that only a record reaches."""
        return {
            "actor": self._actor(),
            "parent-actor": {"type": "organization", **self._named("parent-actor"), "match": "marked"},
            "theme": {
                **self._named("theme"),
                "description": self._text("theme", "description"),
                "broader": self.make_id("broader-theme"),
                "related": [self.make_id("related-theme")],
                "same_as": self._same_as("theme"),
            },
            "broader-theme": {**self._named("broader-theme"), "match": "marked"},
            "related-theme": self._named("related-theme"),
            "source": self._source(),
            "cited-source": {"type": "report", "title": self._text("cited-source", "title")},
            "question": {
                "name": f"{self._text('question', 'name')}?",
                "description": self._text("question", "description"),
                "about": [self.make_id("actor"), self.make_id("event")],
                "formerly": [f"question-{self._word('question', 'formerly')}"],
            },
            "event": self._event(),
            "place": {
                **self._named("place"),
                "part_of": self.make_id("wider-place"),
                "same_as": self._same_as("place"),
            },
            "wider-place": {**self._named("wider-place"), "match": "marked"},
        }

    def _actor(self) -> dict[str, Any]:
        role = {
            "as": self._text("actor", "roles.as"),
            "of": self.make_id("parent-actor"),
            "from": "2017",
            "to": "2018",
            "source": self.make_id("source"),
        }
        return {
            "type": "person",
            **self._named("actor"),
            "description": self._text("actor", "description"),
            "roles": [role],
            "part_of": self.make_id("parent-actor"),
            "died": "2018-05-01",
            "same_as": {**self._same_as("actor"), "opensanctions": self._word("actor", "same_as.opensanctions")},
        }

    def _source(self) -> dict[str, Any]:
        return {
            "type": "webpage",
            "title": self._text("source", "title"),
            "title_note": self._text("source", "title_note"),
            "authors": [self._name("source", "authors")],
            "publisher": self.make_id("parent-actor"),
            "issued": "2017-03-26",
            "url": f"https://{self._word('source', 'url')}.example/",
            "archived": f"https://{self._word('source', 'archived')}.example/",
            "accessed": "2018-01-01",
            "language": "en",
            "seen": False,
            "cited_in": self.make_id("cited-source"),
            "formerly": [f"source-{self._word('source', 'formerly')}"],
        }

    def _event(self) -> dict[str, Any]:
        return {
            "name": self._name("event", "name"),
            "match": "marked",
            "aliases": [self._name("event", "aliases")],
            "date": "2017-03-26",
            "date_note": self._text("event", "date_note"),
            "place": self.make_id("place"),
            "actors": [self.make_id("actor")],
            "tags": [self.make_id("theme")],
            "status": "occurred",
            "source": self.make_id("source"),
            "formerly": [f"event-{self._word('event', 'formerly')}"],
        }

    def _article(self) -> str:
        """Return an article with the quotes of the attributions, a heading, a table, a note and the records' names."""
        words = {name: self._word("briefing", name) for name in _ARTICLE_WORDS}
        names = {kind: self._name(kind, "name") for kind in ("actor", "event", "theme")}
        return _ARTICLE.format(alias=self._name("place", "aliases"), event_id=self.make_id("event"), **words, **names)

    def _metadata(self) -> dict[str, Any]:
        text = self._text
        return {
            "title": text("briefing", "title"),
            "type": "analysis",
            "published": "2020-01-02",
            "updated": "2020-03-01",
            "summary": text("briefing", "summary"),
            "tags": [self.make_id("theme")],
            "actors": [self.make_id("actor")],
            "language": "en",
            "authors": [self._name("briefing", "authors")],
            "author_note": text("briefing", "author_note"),
            "based_on": self.make_id("source"),
            "keywords": [self._word("briefing", "keywords")],
            "figures": [self._figure()],
            "attributions": self._attributions(),
            "corrections": self._corrections(),
            "formerly": [f"briefing-{self._word('briefing', 'formerly')}"],
        }

    def _figure(self) -> dict[str, str]:
        return {
            "file": f"{self._word('briefing', 'file')}.png",
            "alt": self._text("briefing", "figures.alt"),
            "caption": self._text("briefing", "figures.caption"),
            "credit": self._text("briefing", "figures.credit"),
            "license": self._text("briefing", "figures.license"),
            "source": self.make_id("source"),
        }

    def _attributions(self) -> list[dict[str, Any]]:
        unnamed = {
            "unnamed": self._text("briefing", "by.unnamed"),
            "within": self.make_id("parent-actor"),
            "place": self.make_id("place"),
        }
        everything = {
            "about": [self.make_id("actor"), self.make_id("event"), self.make_id("place")],
            "answers": self.make_id("question"),
            "source": [self.make_id("source")],
        }
        return [
            self._attribution(
                0,
                "statement",
                unnamed,
                {**everything, "figure": self._figure()["file"], "date": "2017-03-25", "implied": True},
            ),
            self._denial(),
            self._attribution(2, "allegation", "author", {**everything, "quote": self._long_quote()}),
        ]

    def _denial(self) -> dict[str, Any]:
        keys = {"disputes": ["c0"], "denies": self._text("briefing", "denies"), "direct": True}
        return self._attribution(1, "denial", self.make_id("actor"), keys)

    def _attribution(self, number: int, kind: str, by: object, keys: Keys) -> dict[str, Any]:
        return {
            "id": f"c{number}",
            "kind": kind,
            "by": by,
            "says": self._text("briefing", f"says-{number}"),
            "quote": _QUOTES[number].format(self._word("briefing", f"quote_{number}")),
            **keys,
        }

    def _long_quote(self) -> dict[str, str]:
        return {
            "exact": _QUOTES[2].format(self._word("briefing", "quote_2")),
            "prefix": "Some ",
            "suffix": " of the delay",
        }

    def _corrections(self) -> list[dict[str, Any]]:
        return [
            {
                "date": "2020-02-01",
                "kind": "correction",
                "text": self._text("briefing", "corrections.text"),
                "attributions": ["c0"],
            },
            {"date": "2020-03-01", "kind": "withdrawal", "text": self._text("briefing", "corrections.reason")},
        ]

    def _write(self, path: str, record: Keys) -> None:
        values = {key: value for key, value in record.items() if value is not None}
        self._write_text(path, yaml.dump(values, Dumper=_PlainDumper, sort_keys=False, default_flow_style=False))

    def _write_text(self, path: str, text: str) -> None:
        file = self._content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def write_stories(root: Path, stories: list[Story]) -> Vocabulary:
    """Write content/ with all stories below `root`; return the words in it."""
    vocabulary = Vocabulary()
    site = root / "content/site.yml"
    site.parent.mkdir(parents=True, exist_ok=True)
    site.write_text("name: Harbor desk\npublisher: Harbor desk\ncontact: desk@harbor.example\n", encoding="utf-8")
    for story in stories:
        StoryWriter(root, story, vocabulary).write()
    return vocabulary
