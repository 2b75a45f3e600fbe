"""The gold: annotations of articles by a person, which proposals are measured against.

Each `article.md` of corpus/ has a `gold.yml` beside it, with attributions as in metadata.yml, except those of the
author. `optional: true` marks an item that one editor would note and another would not: it counts neither way. So do
the names under `not_actors`. `as_written` is the pronoun or short form by which the text itself names an unnamed voice
that an editor writes out. `themes.yml` has the themes of all articles.

The seed, in the folder that the environment variable names, has the annotations of a whole desk for a text that may
not be copied here.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from generator.diagnostics.diagnostic import SourceFile
from generator.model.briefing import AUTHOR, Voice, Voices
from generator.model.dates import parse_date
from generator.model.kinds import AttributionKind, Kind, Ref
from generator.proposals.inputs import ArticleInput, EntityRegistry, KnownEntity
from generator.text.article import Article, parse_article

CORPUS = Path(__file__).parent / "corpus"
SETS = ("tune", "held")
"""Rules are developed on the first set and evaluated on the second."""

SEED = "BRIEFINGS_SEED"

ACTOR_TYPES = {"person", "organization", "public-body", "state", "media", "collective"}


class _GoldModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldActor(_GoldModel):
    """An actor that an editor would enter in the registry."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The name, and the aliases."""
        return (self.name, *self.aliases)


class GoldPlace(_GoldModel):
    """A place that an unnamed voice is in."""

    id: str
    name: str


class GoldAttribution(_GoldModel):
    """An attribution whose speaker is not the author."""

    kind: AttributionKind
    by: Voices
    quote: str
    as_written: str | None = None
    implied: bool = False
    direct: bool = False
    optional: bool = False


class GoldDate(_GoldModel):
    """A dated phrase of the text, with its date; the precision of the date counts, its marks do not."""

    phrase: str
    date: str
    optional: bool = False


class Gold(_GoldModel):
    """All annotations of an article."""

    title: str
    language: str
    published: str
    tags: frozenset[str]
    actors: tuple[GoldActor, ...]
    places: tuple[GoldPlace, ...] = ()
    not_actors: tuple[str, ...] = ()
    attributions: tuple[GoldAttribution, ...]
    dates: tuple[GoldDate, ...] = ()


class GoldArticle(_GoldModel):
    """An article of the corpus with its gold."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    set: str
    id: str
    markdown: str
    gold: Gold
    themes: tuple[KnownEntity, ...] = Field(default=())

    def parse(self) -> Article:
        """Parse the article."""
        return parse_article(SourceFile("article.md", self.markdown))

    def build_input(self) -> ArticleInput:
        """Build the input of proposals."""
        gold = self.gold
        return ArticleInput(self.parse(), gold.language, title=gold.title, published=gold.published)

    def build_registry(self) -> EntityRegistry:
        """Build a registry of the themes, without actors, so that all of them have to be found."""
        return EntityRegistry(entities=self.themes)


def load_corpus(folder: Path = CORPUS) -> Iterator[GoldArticle]:
    """Load the articles of each set that exists."""
    themes = _parse_themes(_load_yaml(folder / "themes.yml"))
    for name in SETS:
        for article in sorted((folder / name).glob("*/article.md")):
            gold = Gold.model_validate(_load_yaml(article.with_name("gold.yml")))
            text = article.read_text(encoding="utf-8")
            yield GoldArticle(set=name, id=article.parent.name, markdown=text, gold=gold, themes=themes)


def load_seed(folder: Path) -> GoldArticle:
    """Load the seed: the text of a web page, and the coverage of a desk."""
    coverage = folder / "coverage"
    title, markdown = _strip_boilerplate((folder / "article.txt").read_text(encoding="utf-8"))
    attributions = [
        _select_fields(entry, GoldAttribution) for entry in _load_yaml(coverage / "attributions.yml")["attributions"]
    ]
    themes = _load_yaml(coverage / "themes.yml")
    gold = Gold.model_validate(
        {
            "title": title,
            "language": "en-US",
            "published": "2017-03",
            "tags": [theme["id"] for theme in themes],
            "actors": [_select_fields(entry, GoldActor) for entry in _load_yaml(coverage / "actors.yml")],
            "attributions": [entry for entry in attributions if entry["by"] != AUTHOR],
        }
    )
    return GoldArticle(set="seed", id="seed", markdown=markdown, gold=gold, themes=_parse_themes(themes))


def load_all() -> Iterator[GoldArticle]:
    """Load the corpus, and the seed if the environment names its folder."""
    yield from load_corpus()
    if folder := os.environ.get(SEED):
        yield load_seed(Path(folder))


def use_words_of_text(attribution: GoldAttribution) -> tuple[Voice, ...]:
    """Return the speakers, with the text's own words for those that an editor describes in others."""
    if attribution.as_written is None:
        return attribution.by
    return tuple(voice.model_copy(update={"unnamed": attribution.as_written}) for voice in attribution.by)


def is_valid_date(text: str) -> bool:
    """Check whether content/ accepts the date in this form."""
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def _load_yaml(path: Path) -> Any:
    # Keep each value as it is written: a date stays text.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_TextLoader)  # noqa: S506  # of the safe loader's kind


class _TextLoader(yaml.CSafeLoader):
    """The safe loader, except that dates and numbers stay text."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag in {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"}]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _parse_themes(entries: list[dict[str, Any]]) -> tuple[KnownEntity, ...]:
    return tuple(
        KnownEntity(Ref(Kind.THEME, entry["id"]), (entry["name"], *entry.get("aliases", ()))) for entry in entries
    )


def _select_fields(entry: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key in model.model_fields}


def _strip_boilerplate(page: str) -> tuple[str, str]:
    """Return the title, and the text below its last repetition as Markdown: lines without a full stop are headings."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", page) if block.strip()]
    repeated = [block for block in blocks if blocks.count(block) > 1]
    title = repeated[-1]
    body = blocks[len(blocks) - blocks[::-1].index(title) :]
    return title, "\n\n".join(block if block[-1] in ".”" else f"## {block}" for block in body)
