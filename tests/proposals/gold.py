"""What a person found in an article: the gold that proposals are measured against, and how it is read.

Beside each `article.md` of corpus/ stands `gold.yml`, with attributions as in metadata.yml; those whose voice is the
author are left out. `optional: true` marks what one editor would note and another would not: it counts neither
way. So do the names under `not_actors`. `as_written` is the pronoun or short form with which the text itself names an
unnamed voice that an editor writes out. `themes.yml` holds the themes of all articles.

The seed, in the folder that the environment variable names, has the notes of a whole desk for a text that may not be
copied here.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from generator.diagnostics import Source
from generator.model.briefing import AUTHOR, Voice, Voices
from generator.model.dates import parse as parse_date
from generator.model.kinds import AttributionKind, Kind, Ref
from generator.proposals.given import Known, Registry, Text
from generator.text.article import Article, parse

CORPUS = Path(__file__).parent / "corpus"
SETS = ("tune", "held")
"""Rules are made on the first; what they are worth shows on the second."""

SEED = "BRIEFINGS_SEED"

ACTOR_TYPES = {"person", "organization", "public-body", "state", "media", "collective"}


class _Noted(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldActor(_Noted):
    """An actor that an editor would enter in the registry."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The name, and the aliases."""
        return (self.name, *self.aliases)


class GoldPlace(_Noted):
    """A place that an unnamed voice is in."""

    id: str
    name: str


class GoldAttribution(_Noted):
    """A statement whose voice is not the author."""

    kind: AttributionKind
    by: Voices
    quote: str
    as_written: str | None = None
    implied: bool = False
    direct: bool = False
    optional: bool = False


class GoldDate(_Noted):
    """A dated phrase of the text, with its date; how exact that is counts, its marks do not."""

    phrase: str
    date: str
    optional: bool = False


class Gold(_Noted):
    """All that is noted of an article."""

    title: str
    language: str
    published: str
    tags: frozenset[str]
    actors: tuple[GoldActor, ...]
    places: tuple[GoldPlace, ...] = ()
    not_actors: tuple[str, ...] = ()
    attributions: tuple[GoldAttribution, ...]
    dates: tuple[GoldDate, ...] = ()


class Noted(_Noted):
    """An article of the corpus, and what is noted of it."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    set: str
    id: str
    markdown: str
    gold: Gold
    themes: tuple[Known, ...] = Field(default=())

    def article(self) -> Article:
        """The article as read."""
        return parse(Source("article.md", self.markdown))

    def text(self) -> Text:
        """What a proposal is made from."""
        gold = self.gold
        return Text(self.article(), gold.language, title=gold.title, published=gold.published)

    def registry(self) -> Registry:
        """The themes; actors are none, so that all have to be found."""
        return Registry(things=self.themes)


def corpus(folder: Path = CORPUS) -> Iterator[Noted]:
    """The articles of each set that is there."""
    themes = _themes(_read(folder / "themes.yml"))
    for name in SETS:
        for article in sorted((folder / name).glob("*/article.md")):
            gold = Gold.model_validate(_read(article.with_name("gold.yml")))
            text = article.read_text(encoding="utf-8")
            yield Noted(set=name, id=article.parent.name, markdown=text, gold=gold, themes=themes)


def seed(folder: Path) -> Noted:
    """The seed: the text of a web page, and the coverage of a desk."""
    coverage = folder / "coverage"
    title, markdown = _without_chrome((folder / "article.txt").read_text(encoding="utf-8"))
    attributions = [_of_corpus(entry) for entry in _read(coverage / "attributions.yml")["attributions"]]
    themes = _read(coverage / "themes.yml")
    gold = Gold.model_validate(
        {
            "title": title,
            "language": "en-US",
            "published": "2017-03",
            "tags": [theme["id"] for theme in themes],
            "actors": [_only(entry, GoldActor) for entry in _read(coverage / "actors.yml")],
            "attributions": [entry for entry in attributions if entry["by"] != AUTHOR],
        }
    )
    return Noted(set="seed", id="seed", markdown=markdown, gold=gold, themes=_themes(themes))


def all_noted() -> Iterator[Noted]:
    """The corpus, and the seed where the environment names its folder."""
    yield from corpus()
    if folder := os.environ.get(SEED):
        yield seed(Path(folder))


def voices(attribution: GoldAttribution) -> tuple[Voice, ...]:
    """Who says it; with the words of the text for whom an editor describes in others."""
    if attribution.as_written is None:
        return attribution.by
    return tuple(voice.model_copy(update={"unnamed": attribution.as_written}) for voice in attribution.by)


def is_date(text: str) -> bool:
    """Whether content/ takes the date in this form."""
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def _read(path: Path) -> Any:
    # Each value is what was written: a date stays text.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_TextLoader)  # noqa: S506  # of the safe loader's kind


class _TextLoader(yaml.SafeLoader):
    """The safe loader, but dates and numbers stay text."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag in {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _themes(entries: list[dict[str, Any]]) -> tuple[Known, ...]:
    return tuple(Known(Ref(Kind.THEME, entry["id"]), (entry["name"], *entry.get("aliases", ()))) for entry in entries)


def _only(entry: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key in model.model_fields}


def _of_corpus(entry: dict[str, Any]) -> dict[str, Any]:
    return _only(entry, GoldAttribution)


def _without_chrome(page: str) -> tuple[str, str]:
    """The title, and the text below its last repetition as Markdown: a short line without a full stop is a heading."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", page) if block.strip()]
    repeated = [block for block in blocks if blocks.count(block) > 1]
    title = repeated[-1]
    last = len(blocks) - 1 - blocks[::-1].index(title)
    return title, "\n\n".join(block if block[-1] in ".”" else f"## {block}" for block in blocks[last + 1 :])
