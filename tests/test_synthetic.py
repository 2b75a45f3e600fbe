"""The synthetic content has the sizes of the benchmark, and each name occurs once."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from synthetic import ACTORS, ATTRIBUTIONS, PARAGRAPHS, TAGS, add_briefing, write_content

from generator.analysis.analyzer import analyze_all
from generator.checks import find_diagnostics
from generator.content.reader import read_content

SIZES = (1, 7, 60)


@pytest.fixture(scope="module", params=SIZES)
def content(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    root = tmp_path_factory.mktemp("synthetic")
    write_content(root, request.param)
    return request.param, root / "content"


def load(file: Path) -> dict[str, list[str]]:
    data: dict[str, list[str]] = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return data


def test_the_requested_number_of_briefings_is_written(content: tuple[int, Path]) -> None:
    size, folder = content

    assert len(list((folder / "briefings").iterdir())) == size
    assert len(list((folder / "actors").iterdir())) == max(ACTORS, -(-size // 5))


def test_articles_have_their_paragraphs_and_words(content: tuple[int, Path]) -> None:
    for article in content[1].glob("briefings/*/article.md"):
        blocks = article.read_text(encoding="utf-8").strip().split("\n\n")
        paragraphs = [block for block in blocks if not block.startswith("#")]
        assert [len(paragraph.split()) for paragraph in paragraphs] == [60] * PARAGRAPHS


def test_metadata_has_its_actors_tags_and_attributions(content: tuple[int, Path]) -> None:
    for file in content[1].glob("briefings/*/metadata.yml"):
        metadata = load(file)
        assert len(set(metadata["actors"])) == ACTORS
        assert len(set(metadata["tags"])) == TAGS
        assert len(metadata["attributions"]) == ATTRIBUTIONS


def test_every_actor_of_a_briefing_is_named_in_full_and_again(content: tuple[int, Path]) -> None:
    for file in content[1].glob("briefings/*/metadata.yml"):
        article = file.with_name("article.md").read_text(encoding="utf-8")
        for actor in load(file)["actors"]:
            record = load(content[1] / f"actors/{actor}.yml")
            assert str(record["name"]) in article
            assert len(re.findall(rf"\b{record['aliases'][0]}\b", article)) >= 2


def test_names_are_two_words_and_unlike_each_other(content: tuple[int, Path]) -> None:
    records = [load(file) for file in content[1].glob("actors/*.yml")]
    names = [str(record["name"]) for record in records]
    aliases = [record["aliases"][0] for record in records]

    assert {len(name.split()) for name in names} == {2}
    assert len({*names, *aliases}) == 2 * len(records)


def test_content_keeps_every_rule_without_a_warning(content: tuple[int, Path]) -> None:
    loaded = read_content(content[1].parent)

    assert find_diagnostics(loaded, analyze_all(loaded)) == []


def test_briefing_that_is_added_is_another_and_leaves_the_rest(tmp_path: Path) -> None:
    write_content(tmp_path, 9)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.*")}
    add_briefing(tmp_path, 9, 9, "2025-02-01")

    folder = tmp_path / "content/briefings/briefing-9"
    loaded = read_content(tmp_path)
    assert find_diagnostics(loaded, analyze_all(loaded)) == []
    assert {file for file in tmp_path.rglob("*.*") if before.get(file) != file.read_bytes()} == {
        folder / "article.md",
        folder / "metadata.yml",
    }
    metadata = load(folder / "metadata.yml")
    assert (len(metadata["actors"]), len(metadata["tags"])) == (ACTORS, TAGS)
    assert str(metadata["published"]) == "2025-02-01"


def test_seed_decides_the_bytes(tmp_path: Path) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        write_content(tmp_path / name, 5, seed=seed)
    trees = [{f.relative_to(tmp_path / n): f.read_bytes() for f in (tmp_path / n).rglob("*.*")} for n in "abc"]

    assert [one == other for one, other in pairwise(trees)] == [True, False]


def test_more_briefings_than_names_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"there are names for \d+ briefings"):
        write_content(tmp_path, 100_000)
