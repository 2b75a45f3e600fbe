"""An actor with 100,000 mentions, and the most of everything that the model allows: the size of pages is bounded."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from laid_project import PROJECT
from laying import lay
from plain_index import check_plainly
from site_tree import SiteTree, get_text

from generator import pages
from generator.index.model import Index
from generator.model.kinds import Kind, Ref
from generator.pages.pagination import ROWS_PER_PAGE
from generator.site.engine import build_site

LIMIT = 200_000
MENTIONS = 100_000
ARTICLES, SENTENCES = 4, 25_100
ACTOR = Ref(Kind.ACTOR, "ovel")
STEM = ACTOR.stem

ATTRIBUTIONS = 150
"""A number of mentions in the newest article, whose long sentences fill the first pages."""


def long_article() -> str:
    """Return a sentence of some 800 characters for each attribution; every second character must be escaped."""
    sentences = [f"Ovel *spoke* in hall h{n} of the town {'[x] ' * 190}." for n in range(ATTRIBUTIONS)]
    return "\n\n".join(sentences)


def short_article(number: int) -> str:
    """Return short sentences that name the actor, in paragraphs of a hundred."""
    sentences = [f"Ovel saw {number} and {n}." for n in range(SENTENCES)]
    return "\n\n".join(" ".join(sentences[start : start + 100]) for start in range(0, SENTENCES, 100))


def metadata(number: int, attributions: str = "") -> str:
    return f"""\
title: {number} {"T" * 100}
type: report
published: 200{9 - number}
summary: {"S " * 140}
tags: [theme-one]
actors: [ovel]
authors: [Jo Example]
{attributions}"""


def attributions() -> str:
    says = "_w_ " * 55
    entries = [
        f"  - id: c{n}\n    kind: allegation\n    by: [ovel, ovel-a]\n    about: [ovel-b, ovel-c, ovel-d]\n"
        f"    says: {says}{n}\n    quote: Ovel spoke in hall h{n} of\n"
        for n in range(ATTRIBUTIONS)
    ]
    return "attributions:\n" + "".join(entries)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Index:
    root = tmp_path_factory.mktemp("large")
    boards = {f"ovel-{x}": f"Board {x.upper()} {'N' * 100}" for x in "abcd"}
    files = {
        "content/site.yml": "name: Site\npublisher: Desk\ncontact: desk@quayside.test\n",
        "content/themes/theme-one.yml": "name: Theme one\n",
        "content/actors/ovel.yml": "type: person\nname: Ovel\n",
        **{f"content/actors/{id_}.yml": f"type: collective\nname: {name}\n" for id_, name in boards.items()},
        "content/briefings/piece-0/article.md": long_article(),
        "content/briefings/piece-0/metadata.yml": metadata(0, attributions()),
    }
    for number in range(1, ARTICLES + 1):
        files[f"content/briefings/piece-{number}/article.md"] = short_article(number)
        files[f"content/briefings/piece-{number}/metadata.yml"] = metadata(number)
    lay(root, files)
    diagnostics, index = check_plainly(root)
    assert index, diagnostics
    return index


@pytest.fixture(scope="module")
def rendered(everything: Index) -> dict[str, str]:
    return {page.path: page.text for page in pages.render(everything)}


def mentions(rendered: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    """Return number, path and text of the pages that list the actor's mentions, in the order of the list."""
    yield 0, f"{STEM}.md", rendered[f"{STEM}.md"].partition("{ #mentions }")[2].partition("\n## ")[0]
    parts = sum(path.startswith(f"{STEM}/mentions/") for path in rendered)
    for part in range(parts, 0, -1):
        path = f"{STEM}/mentions/{part}.md"
        yield part, path, rendered[path]


def test_all_mentions_are_listed_fifty_a_page(rendered: dict[str, str], everything: Index) -> None:
    mentions_of_actor = everything.occurrences[ACTOR]
    assert len(mentions_of_actor) == ATTRIBUTIONS + ARTICLES * SENTENCES > MENTIONS

    rows = [len(re.findall(r"^-   ", text, flags=re.MULTILINE)) for _, _, text in mentions(rendered)]
    assert sum(rows) == len(mentions_of_actor)
    assert {*rows[:1], *rows[2:]} == {ROWS_PER_PAGE} == {50}
    assert 0 < rows[1] <= ROWS_PER_PAGE
    listed = [line for _, _, text in mentions(rendered) for line in re.findall(r"^-   (.*) {2}$", text, re.MULTILINE)]
    assert [line for line in listed if "**Ovel**" not in line] == []
    assert len({line for line in listed if " saw " in line}) == ARTICLES * SENTENCES


def test_every_page_of_the_actor_is_small(rendered: dict[str, str]) -> None:
    sizes = {path: len(text.encode()) for path, text in rendered.items() if path.startswith(STEM)}

    assert len(sizes) > 2 * MENTIONS / 100
    assert {path: size for path, size in sizes.items() if size >= LIMIT} == {}
    assert max(sizes.values()) > 50_000, "the content is too light to show anything"


def test_pagers_link_to_the_neighboring_pages(rendered: dict[str, str]) -> None:
    list_pages = list(mentions(rendered))
    top = len(list_pages) - 1
    total = f"{ATTRIBUTIONS + ARTICLES * SENTENCES:,}"
    for part, path, text in list_pages:
        (pager,) = re.findall(r"^(.*)\n\{ \.pager \}$", text, re.MULTILINE)
        assert pager.startswith(f"1 to 50 of {total} · ") == (part == 0)
        links = dict(re.findall(r"\[(\w+)\]\(([^)]+)\)", pager))
        targets = {word: resolve_link(path, target) for word, target in links.items()}
        newer = part + 1 if part < top else 0
        numbers = {"newest": 0, "newer": newer, "older": part - 1, "oldest": 1} if part else {"older": top, "oldest": 1}
        if part and newer == 0:
            del numbers["newest"]
        if part == 1:
            del numbers["older"]
        if part in {1, 2}:
            del numbers["oldest"]
        assert targets == {word: get_list_path(number) for word, number in numbers.items()}
        (years,) = re.findall(r"\*\*([\d–]+)\*\*\{ aria-current=\"page\" \}", pager)
        assert years == years_of(text)


def get_list_path(number: int) -> str:
    return f"{STEM}/mentions/{number}.md" if number else f"{STEM}.md#mentions"


def years_of(text: str) -> str:
    """Return the years of the rows of a page: the last word of each row."""
    years = sorted(set(re.findall(r" · (\d{4})</small>$", text, re.MULTILINE)), reverse=True)
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def resolve_link(page: str, target: str) -> str:
    """Return the path below docs/ to which a link on a page leads."""
    path, mark, fragment = target.partition("#")
    parts = page.split("/")[:-1] if path else page.split("/")
    for step in path.split("/") if path else ():
        parts = parts[:-1] if step == ".." else [*parts, step]
    return f"{'/'.join(parts)}{mark}{fragment}"


def test_further_pages_link_back_to_the_first(rendered: dict[str, str]) -> None:
    for part, path, text in mentions(rendered):
        if part:
            assert "back to [Ovel](" in text
            assert resolve_link(path, text.partition("back to [Ovel](")[2].partition(")")[0]) == f"{STEM}.md"


def test_other_long_lists_have_further_pages_too(rendered: dict[str, str]) -> None:
    for list_of in (f"{STEM}/says/2.md", "actors/ovel-b/said-of/2.md"):
        assert list_of in rendered
        assert list_of.replace("2.md", "3.md") not in rendered


def test_built_pages_are_small(rendered: dict[str, str], tmp_path: Path) -> None:
    """Build the first page, one in the middle, the last, and the largest."""
    list_pages = [path for _, path, _ in mentions(rendered)]
    heaviest = max((path for path in rendered if path.startswith(STEM)), key=lambda path: len(rendered[path]))
    chosen = dict.fromkeys([list_pages[0], list_pages[1], list_pages[len(list_pages) // 2], list_pages[-1], heaviest])
    lay(tmp_path, {"mkdocs.yml": (PROJECT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0]})
    lay(tmp_path, {"generator/theme/main.html": '{% extends "base.html" %}\n'})
    lay(tmp_path, {f"docs/{path}": rendered[path] for path in chosen})
    build_site(tmp_path, tmp_path / "site", strict=False)

    tree = SiteTree(tmp_path / "site")
    for path in chosen:
        address = f"{path.removesuffix('.md')}/"
        assert (tmp_path / "site" / address / "index.html").stat().st_size < LIMIT
        page = tree.pages[address]
        for rows in page.css("article .rows, article .ledger"):
            assert 0 < len(rows.css("li")) <= ROWS_PER_PAGE
        current = page.css_first("article .pager [aria-current]")
        assert get_text(current) == years_of(rendered[path])
