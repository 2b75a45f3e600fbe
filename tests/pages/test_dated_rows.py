"""Each row of a list of statements or sentences shows a date, and which date it is."""

import re
from pathlib import Path

import pytest
from laying import lay, lay_base

from generator import pages
from generator.build import checking
from generator.pages import pagination

DESK = {
    "content/actors/orla.yml": "name: Orla Finch\ntype: person\n",
    "content/sources/paper.yml": "type: post\ntitle: A paper\nissued: 2017-03-26/2017-03\nseen: true\n",
    "content/briefings/mill/article.md": (
        "Orla Finch said that the mill leaks in spring.\n\nOrla Finch wrote that the mill is dry.\n"
    ),
    "content/briefings/mill/metadata.yml": """\
title: The mill
type: report
published: 2020-02-02
summary: On the mill.
tags: [ferry-fares]
actors: [orla]
authors: [Jo Example]
attributions:
  - id: c01
    kind: report
    by: orla
    date: 1988-05
    says: It lets water in each year.
    quote: the mill leaks in spring
    source: [paper]
  - id: c02
    kind: report
    by: orla
    says: No water comes in.
    quote: the mill is dry
""",
}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The texts of all pages by path."""
    root = tmp_path_factory.mktemp("mill")
    lay_base(root)
    lay(root, DESK)
    diagnostics, index = checking.check(root)
    assert index, [diagnostic.full_message for diagnostic in diagnostics]
    return {page.path: page.text for page in pages.render(index)}


def list_small_print(text: str) -> list[str]:
    return re.findall(r"<small>(.*)</small>$", text, re.MULTILINE)


def test_a_statement_has_its_own_date_or_that_of_its_text(texts: dict[str, str]) -> None:
    section = texts["actors/orla.md"].partition("{ #says }")[2].partition("\n## ")[0]
    dated, undated = list_small_print(section)
    assert " · May 1988 · The mill · " in dated
    assert "in a text of" not in dated
    assert undated.endswith(" · in a text of 2 February 2020 · The mill")


def test_a_sentence_has_the_date_of_its_text(texts: dict[str, str]) -> None:
    section = texts["actors/orla.md"].partition("{ #mentions }")[2].partition("\n## ")[0]
    assert [small.rpartition(" · ")[2] for small in list_small_print(section)] == ["2 February 2020"] * 2


def test_the_page_of_the_text_does_not_repeat_its_date(texts: dict[str, str]) -> None:
    assert "in a text of" not in texts["briefings/mill.md"]
    assert " · May 1988 · " in texts["briefings/mill.md"]


def test_only_the_more_exact_end_of_an_interval_is_shown(texts: dict[str, str]) -> None:
    assert "**Issued** 26 March 2017\n" in texts["sources/paper.md"]


def test_a_list_with_groups_runs_in_time_on_all_of_its_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Statements by name and by unnamed speakers are mixed, so that the next page has older ones of both."""
    lay_base(tmp_path)
    lay(tmp_path, {"content/actors/orla.yml": DESK["content/actors/orla.yml"]})
    for year in (2018, 2019, 2020):
        metadata = f"""\
title: The mill in {year}
type: report
published: {year}
summary: On the mill.
tags: [ferry-fares]
actors: [orla]
authors: [Jo Example]
attributions:
  - id: c01
    kind: report
    by: orla
    says: It lets water in each year.
    quote: the mill leaks in spring
  - id: c02
    kind: report
    by:
      unnamed: a clerk
      within: orla
    says: No water comes in.
    quote: the mill is dry
"""
        article = DESK["content/briefings/mill/article.md"]
        folder = f"content/briefings/mill-{year}"
        lay(tmp_path, {f"{folder}/article.md": article, f"{folder}/metadata.yml": metadata})
    monkeypatch.setattr(pagination, "ROWS_PER_PAGE", 2)
    diagnostics, index = checking.check(tmp_path)
    assert index, [diagnostic.full_message for diagnostic in diagnostics]
    texts = {page.path: page.text for page in pages.render(index)}
    section = texts["actors/orla.md"].partition("{ #says }")[2].partition("\n## ")[0]
    pager = '1 to 2 of 6 · **2020**{ aria-current="page" } · [older](orla/says/2.md) · [oldest](orla/says/1.md)'
    for number, (text, year) in enumerate([(section, 2020), (texts["actors/orla/says/2.md"], 2019)]):
        headings = re.findall(r"^###? (.*)$", text, re.MULTILINE)
        unnamed = "Unnamed speakers within Orla Finch"
        assert headings == [f"By name, texts of {year}", f"{unnamed}, texts of {year}"]
        assert (pager in text) == (number == 0)
