"""A desk with the golden case that has something of every kind, and with statements that fill several files."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import serve_content
from playwright.sync_api import Page
from visitor import Visitor
from windows import Windows

from generator.build import checking
from generator.index.model import Index

BRIEFINGS = 30
WORDS = "The harbor master said that the ferry of day {number} was late. The clerk denied that."


def write_ferry_briefing(content: Path, number: int) -> None:
    """Write a briefing with two statements on the ferry of one day, the first by the Port Office."""
    folder = content / f"briefings/ferry-{number:02}"
    folder.mkdir()
    (folder / "article.md").write_text(WORDS.format(number=number) + "\n", encoding="utf-8")
    (folder / "metadata.yml").write_text(
        f"""title: The ferry of day {number}
type: report
published: 2018-01-{number:02}
summary: The ferry was late.
tags: [tolls]
actors: [port-office]
author_note: The author is not named.
attributions:
- id: c01
  by: port-office
  kind: report
  says: The ferry of day {number} was late.
  quote: the ferry of day {number} was late
  about: [east-quay-company]
  date: 2017-{number % 12 + 1:02}
- id: c02
  by:
    unnamed: a clerk
  kind: denial
  says: It was on time.
  denies: The ferry was late.
  quote: The clerk denied that
""",
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of the golden case, with briefings on a ferry that are older than all others."""
    folder = tmp_path_factory.mktemp("many") / "content"
    shutil.copytree(Path(__file__).parents[1] / "golden/full/content", folder)
    for number in range(1, BRIEFINGS + 1):
        write_ferry_briefing(folder, number)
    return folder


@pytest.fixture(scope="module")
def index(content: Path) -> Index:
    """The index of the content."""
    found = checking.check(content.parent)[1]
    assert found
    return found


@pytest.fixture(scope="module")
def desk(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of this content."""
    with serve_content(content, tmp_path_factory.mktemp("desk")) as address:
        yield address


@pytest.fixture
def visitor(windows: Windows, desk: str) -> Iterator[Visitor]:
    """A window on a wide screen, with a mouse, that must see no fault."""
    with windows.visiting_well(desk, viewport={"width": 1280, "height": 900}) as visitor:
        yield visitor


@pytest.fixture
def reader(visitor: Visitor) -> Page:
    """The page of this window."""
    return visitor.page
