"""Unknown words: the message suggests the nearest known word, or the word that is probably meant."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from laying import lay, lay_base

from generator import __version__
from generator.build import checking
from generator.cli import main

METADATA = "content/briefings/ferry-fare/metadata.yml"


def said(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, list(words))
    return done.exit_code, done.output.splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("rules", "quote-ambigous"), "there is no rule `quote-ambigous`; did you mean `quote-ambiguous`?"),
        (("rules", "Missing-Key"), "there is no rule `Missing-Key`; did you mean `missing-key`?"),
        (("rules", "zzz"), "there is no rule `zzz`; `rules` lists all of them"),
        (("new", "acter", "Ann Lee"), "there is no kind `acter`; did you mean `actor`?"),
        (("new", "person", "Ann Lee"), "there is no kind `person`; did you mean `actor`?"),
        (("new", "Tag", "Talks"), "there is no kind `Tag`; did you mean `theme`?"),
        (("new", "actors", "Ann Lee"), "there is no kind `actors`; did you mean `actor`?"),
        (("rename", "sorce", "a1", "a2"), "there is no kind `sorce`; did you mean `source`?"),
        (("merge", "city", "a1", "a2"), "there is no kind `city`; did you mean `place`?"),
        (("biuld",), "there is no command `biuld`; did you mean `build`?"),
        (("chek", "--strict"), "there is no command `chek`; did you mean `check`?"),
    ],
)
def test_the_nearest_is_suggested(words: tuple[str, ...], answer: str) -> None:
    assert said(*words) == (2, f"Error: {answer}")


def test_a_word_that_is_like_none_lists_a_few_or_says_where_they_are() -> None:
    code, answer = said("new", "zzz", "X")
    assert code == 2
    assert answer.startswith("Error: there is no kind `zzz`; use one of `briefing`, `actor`")


def test_the_version_option_prints_the_version() -> None:
    assert said("--version") == (0, f"briefings {__version__}")


@pytest.mark.parametrize(
    ("old", "new", "message", "advice"),
    [
        (
            "source: [guild-letter]",
            "source: [https://quayside.test/letter]",
            "`https://quayside.test/letter` is a URL, not the id of a source",
            'create a source with this `url` (`make new KIND=source NAME="…"`), and use its id here',
        ),
        (
            "authors: [Ines Okafor]",
            "authors: [Ines Okafor]\nbased_on: https://quayside.test/known",
            "`https://quayside.test/known` is a URL, not the id of a source",
            "use `guild-letter`",
        ),
        (
            "    about: [tessa-varga]",
            "    about: [www.quayside.test]",
            "`www.quayside.test` is a URL, not the id of an actor, an event or a place",
            "use the id of an actor, an event or a place",
        ),
        ("tags: [ferry-fares]", "tags: ferry-fares, ferry-fares", "`tags` must be a list, not text", None),
        (
            "actors: [tessa-varga, rowers-guild]",
            "actors: tessa-varga, rowers-guild",
            "`actors` must be a list, not text",
            "write `[tessa-varga, rowers-guild]`",
        ),
        (
            "authors: [Ines Okafor]",
            "authors: Ines Okafor; Jo Example",
            "`authors` must be a list, not text",
            "write `[Ines Okafor, Jo Example]`",
        ),
        (
            "by: author",
            "by: tessa-varga, rowers-guild",
            "`tessa-varga, rowers-guild` is one text, not 2 ids",
            "write `[tessa-varga, rowers-guild]`",
        ),
        (
            "actors: [tessa-varga, rowers-guild]",
            'actors: ["tessa-varga, rowers-guild"]',
            "`tessa-varga, rowers-guild` is one text, not 2 ids",
            "make each an entry of the list: write `[tessa-varga, rowers-guild]`",
        ),
        (
            "answers: fare-cause\n  - id: c03",
            "answers: fare-cause, fare-effect\n  - id: c03",
            "`fare-cause, fare-effect` is one text, not 2 ids",
            "use one id",
        ),
        (
            "by: author",
            "by: people familiar with the talks",
            "`people familiar with the talks` is an unnamed speaker, not an actor",
            "write it on two lines: `unnamed: people familiar with the talks` and `within: <actor>`",
        ),
        (
            "by: author",
            "by: A Western diplomat",
            "`A Western diplomat` is an unnamed speaker, not an actor",
            "write it on two lines: `unnamed: A Western diplomat` and `within: <actor>`",
        ),
        (
            "by: author",
            "by: Zora Quist",
            "`Zora Quist` is not the id of an actor",
            "use the id of an actor (perhaps `zora-quist`), or write an unnamed speaker as `unnamed: Zora Quist`",
        ),
        ("kind: report\n    by: author", "kind: Denied\n    by: author", None, "did you mean `denial`?"),
        ("kind: report\n    by: author", "kind: rumour\n    by: author", None, "did you mean `hypothesis`?"),
        ("kind: report\n    by: author", "kind: reprot\n    by: author", None, "did you mean `report`?"),
    ],
)
def test_help_fits_the_text_of_the_editor(
    tmp_path: Path, old: str, new: str, message: str | None, advice: str | None
) -> None:
    lay_base(tmp_path)
    lay(tmp_path, {"content/sources/guild-letter.yml": {"append": "url: https://quayside.test/known\n"}})
    lay(tmp_path, {METADATA: {"replace": {old: new}}})

    found = [one for one in checking.check(tmp_path)[0] if one.severity == "error"]

    assert len(found) == 1, [one.full_message for one in found]
    assert message in (None, found[0].message)
    assert advice in (None, found[0].help)
