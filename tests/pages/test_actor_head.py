"""The head of an actor's page: its statements with the dates of the first and the last text, and its ids elsewhere."""

import re
from pathlib import Path

import pytest
from laying import lay, lay_base

from generator import pages
from generator.build import checking

ACTOR = """\
name: Orla Finch
type: person
same_as:
  wikidata: Q4242
  opensanctions: NK-orla
"""


def write_briefing(name: str, published: str, statements: int) -> dict[str, str]:
    """Return the files of a briefing in which the actor makes a number of statements."""
    lines = [f"Orla Finch said that mill {number} leaks in spring." for number in range(statements)]
    attributions = [
        f"  - id: c{number}\n    kind: statement\n    by: orla\n    says: Mill {number} leaks.\n"
        f"    quote: mill {number} leaks in spring\n"
        for number in range(statements)
    ]
    metadata = (
        f"title: The mill of {name}\ntype: report\npublished: {published}\nsummary: On the mill.\n"
        f"tags: [ferry-fares]\nactors: [orla]\nauthors: [Jo Example]\nattributions:\n{''.join(attributions)}"
    )
    folder = f"content/briefings/{name}"
    return {f"{folder}/article.md": "\n\n".join(lines) + "\n", f"{folder}/metadata.yml": metadata}


def read_facts(root: Path, *briefings: dict[str, str]) -> dict[str, str]:
    """Return the facts of the actor, whose statements are in these briefings, by their labels."""
    lay_base(root)
    lay(root, {"content/actors/orla.yml": ACTOR})
    for files in briefings:
        lay(root, files)
    index = checking.check(root)[1]
    assert index
    texts = {page.path: page.text for page in pages.render(index)}
    return dict(re.findall(r"^-   \*\*([^*]+)\*\* (.*)", texts["actors/orla.md"], re.MULTILINE))


@pytest.mark.parametrize(
    ("briefings", "dates"),
    [
        ([("one", "2020-02-02", 1)], ("1 statement", "in a text of 2 February 2020")),
        ([("one", "2020-02-02", 2)], ("2 statements", "in a text of 2 February 2020")),
        ([("one", "2020-02-02", 1), ("two", "2020-02-02", 1)], ("2 statements", "in texts of 2 February 2020")),
        (
            [("one", "2020-02-02", 2), ("two", "2018-01-03", 1), ("three", "2019-05-05", 1)],
            ("4 statements", "the first in a text of 3 January 2018, the last in one of 2 February 2020"),
        ),
    ],
)
def test_the_first_and_the_last_statement_have_the_dates_of_their_texts(
    tmp_path: Path, briefings: list[tuple[str, str, int]], dates: tuple[str, str]
) -> None:
    facts = read_facts(tmp_path, *(write_briefing(*briefing) for briefing in briefings))
    number, words = dates
    assert facts["By name"] == f"[{number}](../statements/index.md?by=orla), {words}"


def test_the_ids_in_registers_can_be_read(tmp_path: Path) -> None:
    facts = read_facts(tmp_path, write_briefing("one", "2020-02-02", 1))
    assert re.findall(r"\[(.*?)\]", facts["Elsewhere"]) == ["Wikidata Q4242", "OpenSanctions NK-orla"]


def test_an_actor_without_statements_has_no_such_fact(tmp_path: Path) -> None:
    files = write_briefing("one", "2020-02-02", 1)
    folder = "content/briefings/one"
    metadata = files[f"{folder}/metadata.yml"].replace("by: orla", "by: author")
    facts = read_facts(tmp_path, files | {f"{folder}/metadata.yml": metadata})
    assert "Type" in facts
    assert "By name" not in facts
