"""A date of publication in the future, as editors write it: refused, hidden until then, or in a draft."""

import datetime as dt
from pathlib import Path

import pytest
from laying import lay

from generator import pages
from generator.build import checking
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.report import render_text
from generator.index.model import Index

NOW = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)

DESK = {
    "content/site.yml": "name: Desk\npublisher: Desk\ncontact: desk@quayside.test\nlanguage: en\n",
    "content/themes/trade.yml": "name: Trade\n",
    "content/actors/mill-desk.yml": 'name: "Mill Desk"\ntype: organization\n',
    "content/briefings/embargo/article.md": "Mill Desk has an embargoed text.\n",
}
METADATA = (
    'title: "embargo"\ntype: report\nauthors: ["Desk"]\nsummary: About embargo.\ntags: [trade]\nactors: [mill-desk]\n'
)

WITHDRAWN = "status: withdrawn\ncorrections:\n  - date: {}\n    kind: withdrawal\n    text: Gone."


def checked(root: Path, keys: str, now: dt.datetime = NOW) -> tuple[list[Diagnostic], Index | None]:
    lay(root, DESK | {"content/briefings/embargo/metadata.yml": f"{METADATA}{keys}\n"})
    return checking.check(root, now=now)


def test_a_day_years_ahead_is_refused_with_the_line_that_allows_it(tmp_path: Path) -> None:
    diagnostics, index = checked(tmp_path, "published: 2031-05-05")

    assert index is None
    assert render_text(diagnostics) == (
        "content/briefings/embargo/metadata.yml:7:12: error[future-date] `2031-05-05` is after today, but the briefing"
        " would be public at once\n"
        "  7 | published: 2031-05-05\n"
        "    |            ^^^^^^^^^^\n"
        "  help: to hide the briefing until then, add `embargo: 2031-05-05T06:00+00:00`, with your own time and UTC"
        " offset\n\n1 error"
    )


def test_the_line_of_the_help_hides_it_until_then(tmp_path: Path) -> None:
    keys = "published: 2031-05-05\nembargo: 2031-05-05T06:00+00:00"
    before = checked(tmp_path, keys)[1]
    after = checked(tmp_path, keys, dt.datetime(2031, 5, 5, 6, tzinfo=dt.UTC))[1]

    assert before
    assert after
    hidden = ("About embargo", "embargoed text", "Mill", "Trade", "briefings/embargo")
    assert not [page.path for page in pages.render(before) if any(word in page.text for word in hidden)]
    assert [card.title for card in after.cards.values()] == ["embargo"]


@pytest.mark.parametrize(
    "keys",
    [
        "published: 2026-11-29",
        "published: 2026-12",
        "published: 2027",
        "published: 2031~",
        "published: 2026-11-01/2031-05-05",
        "published: 2026-11-01\nupdated: 2031-05-05",
        "published: 2026-11-01\n" + WITHDRAWN.format("2031-05-05"),
        "published: 2031-05-05\nembargo: 2026-12-01T06:00+01:00",
        "published: 2031-05-05\n" + WITHDRAWN.format("2026-11-02?"),
    ],
)
def test_its_neighbors_are_refused(tmp_path: Path, keys: str) -> None:
    assert [one.rule for one in checked(tmp_path, keys)[0]] == ["future-date"]


@pytest.mark.parametrize(
    "keys",
    [
        "published: 2026-11-28",
        "published: 2026-11",
        "published: 2026",
        "published: 2026-11-01/..",
        "published: 2031-05-05\nstatus: draft",
        "published: 2031-05-05\nstatus: review",
        "published: 2026-11-29\nembargo: 2026-11-29T00:30+14:00",
    ],
)
def test_no_page_says_to_machines_that_it_was_changed_in_the_future(tmp_path: Path, keys: str) -> None:
    _, index = checked(tmp_path, keys)

    assert index
    days = [index.last_changed[ref] for ref in (None, *index.cards, *index.entities) if ref in index.last_changed]
    assert days or "status" in keys
    for day in days:
        assert day <= NOW.date().isoformat()
