"""Deferred pages of long lists are those of a clean build, and an update renders few of them."""

import datetime as dt
import os
import re
from dataclasses import dataclass
from random import Random
from unittest.mock import patch

import pytest
from edited_desk import Desk, open_desks
from plain_index import check_plainly
from synthetic import add_briefing, write_content

from generator import pages
from generator.diagnostics.diagnostic import has_errors
from generator.incremental import rendering, stale_subjects, stored_links
from generator.pages import pagination

EDITED_SIZE, SIZE, EDITS = 15, 30, 40 if "BRIEFINGS_SOAK" in os.environ else 6
"""The numbers of briefings that are edited and that one is added to, and the number of moments of edits."""
NOW = dt.datetime(2040, 1, 1, tzinfo=dt.UTC)
"""A moment after all dates of this content."""


def add_any_briefing(desk: Desk, number: int, random: Random) -> None:
    """Add a briefing: the newest, the oldest, or one in between."""
    add_briefing(
        desk.root, EDITED_SIZE, EDITED_SIZE + number, random.choice(("2001-01-01", "2024-06-06", "2031-01-01"))
    )


def change_title(desk: Desk, number: int, random: Random) -> None:
    file = random.choice(sorted(desk.root.glob("content/briefings/*/metadata.yml")))
    file.write_text(re.sub(r"(?m)^title: .*$", f"title: Title {number}", file.read_text()), encoding="utf-8")


def add_foreign_name(desk: Desk, number: int, random: Random) -> None:
    file = random.choice(sorted(desk.root.glob("content/actors/*.yml")))
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}names:\n  fr: Nom {number}\n" if "names:" not in text else text, encoding="utf-8")


def rename_actor(desk: Desk, number: int, random: Random) -> None:
    """Rename an actor; the old name stays as an alias, so that articles name the same actor."""
    file = random.choice(sorted(desk.root.glob("content/actors/*.yml")))
    text = file.read_text(encoding="utf-8")
    name = re.search(r"(?m)^name: (.*)$", text)
    assert name
    text = text.replace("aliases: [", f"aliases: [{name[1]}, ").replace(name[0], f"name: Aaron Called{number}")
    file.write_text(text, encoding="utf-8")


def add_actor(desk: Desk, number: int, _: Random) -> None:
    file = desk.root / f"content/actors/other-{number}.yml"
    file.write_text(f"type: person\nname: Benno Other{number}\n", encoding="utf-8")


def change_date(desk: Desk, _: int, random: Random) -> None:
    file = random.choice(sorted(desk.root.glob("content/briefings/*/metadata.yml")))
    date = f"20{random.randint(10, 39)}-05-05"
    file.write_text(re.sub(r"(?m)^published: .*$", f"published: {date}", file.read_text()), encoding="utf-8")


def add_paragraph(desk: Desk, number: int, random: Random) -> None:
    """Add a paragraph that names an actor."""
    file = random.choice(sorted(desk.root.glob("content/briefings/*/article.md")))
    name = re.search(r"(?m)^name: (.*)$", random.choice(sorted(desk.root.glob("content/actors/*.yml"))).read_text())
    assert name
    file.write_text(f"{file.read_text()}\n{name[1]} came by once more, it was time {number}.\n", encoding="utf-8")


def remove_briefing(desk: Desk, _: int, random: Random) -> None:
    folder = random.choice(sorted(desk.root.glob("content/briefings/*")))
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


ALL_EDITS = (
    add_any_briefing,
    change_title,
    add_foreign_name,
    rename_actor,
    add_actor,
    change_date,
    add_paragraph,
    remove_briefing,
)


@pytest.mark.parametrize(("rows", "block", "seed"), [(1, 2, 1), (3, 2, 2), (1, 7, 3), (3, 3, 4)])
def test_deferred_pages_are_those_of_a_clean_build(rows: int, block: int, seed: int) -> None:
    random = Random(seed)
    with patch.object(pagination, "ROWS_PER_PAGE", rows), patch.object(stored_links, "_BLOCK_SIZE", block):
        for desk in open_desks():
            write_content(desk.root, EDITED_SIZE)
            for number in range(EDITS):
                assert not has_errors(desk.update(NOW))
                _, index = check_plainly(desk.root, now=NOW)
                assert index
                assert desk.all_pages == {page.path: page.text for page in pages.render(index)}
                for edit in random.sample(ALL_EDITS, random.randint(1, 2)):
                    edit(desk, number, random)


@dataclass
class Renders:
    """The subjects that an update rendered, with the texts of all pages before it."""

    subjects: list[rendering.RenderedSubject]
    before: dict[str, str]

    def list_pages(self, part: str) -> dict[str, str]:
        """Return the rendered pages with this part of a path."""
        pages_made: dict[str, str] = {}
        for subject in self.subjects:
            pages_made |= {page.path: page.text for page in subject.pages if part in page.path}
        return pages_made

    def list_kept(self, part: str) -> list[str]:
        """Return the paths of pages with this part that are as they were, and were not rendered."""
        return [path for subject in self.subjects for path in subject.current_paths if part in path]


@pytest.fixture(scope="module")
def renders() -> Renders:
    """The renders of an update that adds the newest briefing to a desk with short pages."""
    renders = Renders([], {})
    render = rendering.Renderer.render

    def record_render(renderer: rendering.Renderer, task: stale_subjects.RenderTask) -> rendering.RenderedSubject:
        renders.subjects.append(render(renderer, task))
        return renders.subjects[-1]

    with patch.object(pagination, "ROWS_PER_PAGE", 3), patch.object(stored_links, "_BLOCK_SIZE", 3):
        for desk in open_desks():
            write_content(desk.root, SIZE)
            desk.update(NOW)
            renders.before = desk.all_pages
            add_briefing(desk.root, SIZE, SIZE, "2031-01-01")
            with patch.object(rendering.Renderer, "render", record_render):
                desk.update(NOW)
    return renders


def test_a_new_briefing_renders_few_deferred_pages(renders: Renders) -> None:
    pages_made = renders.list_pages("/mentions/")
    kept = [path for subject in renders.subjects for path in subject.current_paths]
    assert len(kept) > 4 * len(pages_made) > 0
    # Nearly all rendered pages changed: a deferred page shows everything that it reads.
    same = [path for path, text in pages_made.items() if renders.before.get(path) == text]
    assert len(same) < len(pages_made) / 2


def test_a_new_briefing_renders_few_pages_of_the_statements_of_a_theme(renders: Renders) -> None:
    pages_made = renders.list_pages("themes/theme-0/says/")
    assert len(renders.list_kept("themes/theme-0/says/")) > 4 * len(pages_made) > 0
