"""Pictures on pages say what the tables beside them say, and keep to their caps."""

import re
from pathlib import Path

import pytest
from figure_reading import SVG, assert_inert, list_links, parse_figures
from synthetic import write_content

from generator import pages
from generator.build import checking
from generator.pages.network import NEIGHBOR_LIMIT, PAIR_LIMIT

TESTS = Path(__file__).parents[1]


def _pages(root: Path) -> dict[str, str]:
    index = checking.check(root)[1]
    assert index
    return {page.path: page.text for page in pages.render(index)}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = tmp_path_factory.mktemp("large")
    write_content(root, 120)
    return _pages(root)


@pytest.fixture(scope="module")
def full() -> dict[str, str]:
    return _pages(TESTS / "golden/full")


def _figures(text: str) -> list[str]:
    """Return the figures that are drawn, without the photographs of articles."""
    return re.findall(r'<figure(?! class="photo").*?</figure>', text, re.DOTALL)


def test_the_network_draws_the_pairs_of_its_table_and_counts_the_rest(large: dict[str, str]) -> None:
    text = large["network.md"]
    (figure,) = _figures(text)
    rows = re.findall(r"^\| \[[^]]*\]\(([^)]*)\.md\) – \[[^]]*\]\(([^)]*)\.md\) \|", text, re.MULTILINE)
    assert len(rows) == PAIR_LIMIT
    assert len(parse_figures(figure).findall(f".//{SVG}g[@class='network-ties']/{SVG}line")) == PAIR_LIMIT
    assert {href for href, _ in list_links(figure)} == {f"../{stem}/" for row in rows for stem in row}
    left_out = re.search(r"^([\d,]+) weaker pairs", text, re.MULTILINE)
    assert left_out
    total = int(left_out[1].replace(",", "")) + PAIR_LIMIT
    assert f"in {PAIR_LIMIT} pairs, the strongest of {total:,}," in figure


def test_an_actor_has_its_nearest_in_a_picture(large: dict[str, str], full: dict[str, str]) -> None:
    (figure,) = _figures(large["actors/actor-1.md"])
    assert len(list_links(figure)) == NEIGHBOR_LIMIT == 8
    assert re.search(r"\d+ more are named with this actor", figure)
    assert all(href and href.startswith("../../actors/") for href, _ in list_links(figure))
    assert "actor-1/" not in [href for href, _ in list_links(figure)]
    drawn = [path for path, text in full.items() if path.startswith("actors/") and "network-near" in text]
    assert drawn


def test_an_actor_names_its_nearest_only_in_the_picture_and_the_list(large: dict[str, str]) -> None:
    section = large["actors/actor-1.md"].partition("{ #named-with }")[2].partition("\n## ")[0]
    (figure,) = _figures(section)
    listed = re.findall(r"^-   \[.*?\]\((\S+)\.md\)", section.partition("<details")[0], re.MULTILINE)
    assert len(listed) == NEIGHBOR_LIMIT
    assert {href for href, _ in list_links(figure)} == {f"../{path}/" for path in listed}
    assert re.search(r"The 8 most frequent; \[the search has \d+ more\]\(\S+\?kind=briefing&actor=actor-1\)", section)
    assert "[Network of all actors](../network.md)" in section


def test_a_briefing_shows_its_shares_above_its_ledger(full: dict[str, str]) -> None:
    text = full["briefings/quay-tolls.md"]
    start, ledger = text.index("## Who says what"), text.index("///Footnotes Go Here///")
    kinds, voices = _figures(text[start:ledger])
    for figure in (kinds, voices):
        assert_inert(figure)
        total = re.search(r"(\d+) statements by", figure)
        numbers = [int("".join(item.itertext()).rpartition(" ")[2]) for item in parse_figures(figure).iter("li")]
        assert total
        assert sum(numbers) == int(total[1])
    assert "named actors" in voices


def test_styles_load_nothing_and_take_their_colours_from_the_theme() -> None:
    assets = TESTS.parent / "generator/theme/assets"
    styles = (assets / "figures.css").read_text(encoding="utf-8")
    defined = set(re.findall(r"(--[a-z-]+):", (assets / "briefings.css").read_text(encoding="utf-8")))
    assert "url(" not in styles
    assert "@import" not in styles
    assert set(re.findall(r"var\((--[a-z-]+)", styles)) <= defined
    assert not re.findall(r"#[0-9a-f]{3,8}\b", styles)


def test_ids_on_a_page_are_its_own(full: dict[str, str]) -> None:
    for text in full.values():
        assert_inert("".join(_figures(text)))
