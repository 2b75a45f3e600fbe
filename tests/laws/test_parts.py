"""Parts of long lists that are made by themselves are those that a clean build makes, and few are made."""

import re
from random import Random
from unittest.mock import patch

import pytest
from edited_desk import Desk, desks
from synthetic import add_briefing, write_content

from generator import build, pages
from generator.diagnostics import has_errors
from generator.pages import listing
from generator.remembered import links, rendering

SIZE, EDITS = 30, 10


def anew(desk: Desk, number: int, random: Random) -> None:
    """A briefing more: the newest, the oldest, or one between the others."""
    add_briefing(desk.root, SIZE, SIZE + number, random.choice(("2001-01-01", "2024-06-06", "2031-01-01")))


def another_title(desk: Desk, number: int, random: Random) -> None:
    file = random.choice(sorted(desk.root.glob("content/briefings/*/metadata.yml")))
    file.write_text(re.sub(r"(?m)^title: .*$", f"title: Title {number}", file.read_text()), encoding="utf-8")


def another_name(desk: Desk, number: int, random: Random) -> None:
    file = random.choice(sorted(desk.root.glob("content/actors/*.yml")))
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}names:\n  fr: Nom {number}\n" if "names:" not in text else text, encoding="utf-8")


def called_otherwise(desk: Desk, number: int, random: Random) -> None:
    """The old name goes on as another form, so that the texts name the same."""
    file = random.choice(sorted(desk.root.glob("content/actors/*.yml")))
    text = file.read_text(encoding="utf-8")
    name = re.search(r"(?m)^name: (.*)$", text)
    assert name
    text = text.replace("aliases: [", f"aliases: [{name[1]}, ").replace(name[0], f"name: Aaron Called{number}")
    file.write_text(text, encoding="utf-8")


def another_actor(desk: Desk, number: int, _: Random) -> None:
    file = desk.root / f"content/actors/other-{number}.yml"
    file.write_text(f"type: person\nname: Benno Other{number}\n", encoding="utf-8")


def another_date(desk: Desk, _: int, random: Random) -> None:
    file = random.choice(sorted(desk.root.glob("content/briefings/*/metadata.yml")))
    date = f"20{random.randint(10, 40)}-05-05"
    file.write_text(re.sub(r"(?m)^published: .*$", f"published: {date}", file.read_text()), encoding="utf-8")


def other_words(desk: Desk, number: int, random: Random) -> None:
    """A paragraph goes, and its sentences with it; or one comes that names somebody."""
    file = random.choice(sorted(desk.root.glob("content/briefings/*/article.md")))
    name = re.search(r"(?m)^name: (.*)$", random.choice(sorted(desk.root.glob("content/actors/*.yml"))).read_text())
    assert name
    file.write_text(f"{file.read_text()}\n{name[1]} came by once more, it was time {number}.\n", encoding="utf-8")


def gone(desk: Desk, _: int, random: Random) -> None:
    folder = random.choice(sorted(desk.root.glob("content/briefings/*")))
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


ALL = (anew, another_title, another_name, called_otherwise, another_actor, another_date, other_words, gone)


@pytest.mark.parametrize(("rows", "block", "seed"), [(1, 2, 1), (3, 2, 2), (1, 7, 3), (3, 3, 4)])
def test_parts_are_those_of_a_clean_build(rows: int, block: int, seed: int) -> None:
    random = Random(seed)
    with patch.object(listing, "ROWS", rows), patch.object(links, "_BLOCK", block):
        for desk in desks():
            write_content(desk.root, SIZE)
            for number in range(EDITS):
                assert not has_errors(desk.updated())
                _, index = build.check(desk.root)
                assert index
                assert desk.all_pages == {page.path: page.text for page in pages.render(index)}
                for edit in random.sample(ALL, random.randint(1, 2)):
                    edit(desk, number, random)


def test_a_new_briefing_has_few_parts_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "ROWS", 3)
    monkeypatch.setattr(links, "_BLOCK", 3)
    made: list[rendering.Rendered] = []
    render = rendering.Renderer.render

    def noted(renderer: rendering.Renderer, task: rendering.Task) -> rendering.Rendered:
        made.append(render(renderer, task))
        return made[-1]

    for desk in desks():
        write_content(desk.root, SIZE)
        desk.updated()
        before = desk.all_pages
        monkeypatch.setattr(rendering.Renderer, "render", noted)
        add_briefing(desk.root, SIZE, SIZE, "2031-01-01")
        desk.updated()
        pages_made = {page.path: page.text for one in made for page in one.pages if "/mentions/" in page.path}
        known = [path for one in made for path in one.known]
        assert len(known) > 4 * len(pages_made) > 0
        # Nearly all that is made anew is another: what a part has read is what it shows.
        same = [path for path, text in pages_made.items() if before.get(path) == text]
        assert len(same) < len(pages_made) / 2
