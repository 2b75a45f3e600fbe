"""The hostile content has every vector in every field, and quotes that occur in its articles."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from build_article import build_hostile_article, is_refused_in_article
from build_content import ADDRESSES, hostile_content, minimal_content
from corpus import Vector, publishable, refused

FIELDS = {
    "actors": {"name": 120, "names.ar": 120, "aliases": 120, "description": 160, "roles.as": 200},
    "themes": {"name": 120, "names.ar": 120, "aliases": 120, "description": 200},
    "sources": {"authors": 120},
    "questions": {"name": 120, "description": 200},
    "events": {"name": 120, "aliases": 120, "date_note": 200},
    "places": {"name": 120, "names.he": 120, "aliases": 120},
    "briefings": {
        "title": 110,
        "summary": 300,
        "authors": 120,
        "keywords": 120,
        "attributions.by.unnamed": 200,
        "attributions.says": 240,
        "corrections.text": 2000,
    },
}
LONGEST_MARK = 24


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    hostile_content(root, publishable())
    return root / "content"


def scalars(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from scalars(value, (*path, key))
    elif isinstance(data, list):
        for value in data:
            yield from scalars(value, path)
    else:
        yield ".".join(path), data


def texts(content: Path, folder: str) -> dict[str, list[str]]:
    found = defaultdict(list)
    for file in sorted((content / folder).rglob("*.yml")):
        for path, text in scalars(yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)):
            found[path].append(text)
    return found


def harmless() -> list[Vector]:
    return [Vector(label=f"plain-{n}", origin="none", context="inert", payload=f"word{n}") for n in range(12)]


@pytest.mark.parametrize("folder", FIELDS)
def test_each_vector_reaches_each_field_that_has_room(content: Path, folder: str) -> None:
    found = texts(content, folder)

    for field, limit in FIELDS[folder].items():
        assert max(map(len, found[field])) <= limit
        joined = "\n".join(found[field])
        fits = [vector.line for vector in publishable() if len(vector.line) <= limit - LONGEST_MARK]
        assert [line for line in fits if line not in joined] == [], field


def test_alternative_fields_carry_vectors(content: Path) -> None:
    sources, briefings = texts(content, "sources"), texts(content, "briefings")
    lines = {vector.line for vector in publishable()}

    assert len(sources["title"]) + len(sources["title_note"]) == len(publishable())
    assert len(lines & {*sources["title"], *sources["title_note"]}) > len(lines) * 0.7
    assert len(lines & set(briefings["author_note"])) > len(lines) * 0.3
    assert set(ADDRESSES) == set(sources["url"])


def test_site_carries_vectors_in_every_text(content: Path) -> None:
    site = yaml.load((content / "site.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)

    for text in (site["name"], site["publisher"], site["description"], *site["policies"].values()):
        assert any(vector.line in text for vector in publishable())
        assert len(text) <= 2000


def test_names_are_unlike_each_other(content: Path) -> None:
    names = [
        name
        for folder in ("actors", "themes", "events", "places")
        for field, found in texts(content, folder).items()
        if field.split(".")[0] in {"name", "names", "aliases"}
        for name in found
    ]
    assert len(names) == len(set(names))


def test_each_article_vector_occurs_unchanged_in_the_articles(content: Path) -> None:
    articles = "\n".join(file.read_text(encoding="utf-8") for file in content.rglob("article.md"))
    wanted = [vector.payload for vector in publishable() if not is_refused_in_article(vector.payload)]

    assert len(wanted) >= 160
    assert [payload for payload in wanted if payload not in articles] == []


def test_quotes_occur_once_in_their_article() -> None:
    vectors = [vector for vector in publishable() if not is_refused_in_article(vector.payload)]
    articles = [build_hostile_article(vectors, number) for number in range(len(vectors))]

    assert {len(article.quotes) for article in articles} == {2, 3}
    for article in articles:
        assert {article.text.count(quote) for quote in article.quotes} == {1}
        assert all(3 <= len(quote.split()) <= 25 for quote in article.quotes)


def test_articles_have_no_refused_link_or_image() -> None:
    vectors = [vector for vector in publishable() if not is_refused_in_article(vector.payload)]
    numbers = range(0, len(vectors), 7)

    assert [n for n in numbers if is_refused_in_article(build_hostile_article(vectors, n).text)] == []


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("[a](javascript:alert(1))", True),
        ("<javascript:alert(1)>", True),
        ("[x]\n\n[x]: data:text/html,x", True),
        ("![x](https://example.org/x.png)", True),
        ("[a](https://example.org/)", False),
        ("<a href=javascript:alert(1)>a</a>", False),
        ("javascript:alert(1)", False),
    ],
)
def test_refused_in_article(payload: str, *, expected: bool) -> None:
    assert is_refused_in_article(payload) is expected


def test_hidden_characters_are_refused_but_can_be_written_alone(tmp_path: Path) -> None:
    vector = refused()[0]
    with pytest.raises(ValueError, match="hidden characters"):
        hostile_content(tmp_path, refused())

    minimal_content(tmp_path, title=vector.payload, article=vector.payload)

    briefing = tmp_path / "content/briefings/briefing-0"
    metadata = yaml.load((briefing / "metadata.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert metadata["title"] == vector.payload
    assert (briefing / "article.md").read_bytes() == vector.payload.encode()


def test_same_vectors_give_the_same_bytes(tmp_path: Path) -> None:
    trees = []
    for name in ("a", "b"):
        hostile_content(tmp_path / name, harmless())
        files = sorted((tmp_path / name).rglob("*.*"))
        trees.append([(file.relative_to(tmp_path / name), file.read_bytes()) for file in files])
    assert trees[0] == trees[1]
