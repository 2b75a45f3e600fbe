"""The networks: every actor once with its link, the same bytes for the same ties, safe and accessible."""

import json
import random
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from figure_reading import HOSTILE, SVG, assert_inert, assert_unchanged_by_markdown, list_links, parse_figures
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.figures import ego_network, network
from generator.figures.actors import ActorNode, Tie, compute_thicknesses
from generator.figures.network import WIDE
from generator.figures.svg import PHONE_WIDTH

TYPES = ["person", "organization", "public-body", "state", "media", "collective"]


def _build_actor(number: int, name: str = "", type_: str = "person", sentences: int = 1) -> ActorNode:
    return ActorNode(name=name or f"Actor {number}", href=f"../actors/{number}/", type=type_, sentences=sentences)


def _build_ring(count: int) -> list[Tie]:
    actors = [_build_actor(number, type_=TYPES[number % 6], sentences=number % 7) for number in range(count)]
    return [
        Tie(source=one, target=actors[(place + 1) % count], together=place % 4 + 1, about=place % 3 % 2)
        for place, one in enumerate(actors)
    ]


@st.composite
def _ties(draw: st.DrawFn, most: int = 7) -> list[Tie]:
    texts = st.one_of(st.text(max_size=60), st.sampled_from(HOSTILE))
    actors = [
        ActorNode(
            name=draw(texts),
            href=f'../a{number}/"onload="x&<',
            type=draw(st.sampled_from([*TYPES, '"<b>', ""])),
            sentences=draw(st.integers(0, 90)),
        )
        for number in range(draw(st.integers(2, most)))
    ]
    pairs = draw(st.lists(st.sampled_from(list(combinations(actors, 2))), unique=True))
    return [
        Tie(source=one, target=other, together=draw(st.integers(0, 9)), about=draw(st.integers(0, 2)))
        for one, other in pairs
    ]


def _draw_ego_network(ties: list[Tie]) -> str:
    subject = _build_actor(99)
    return ego_network.draw(
        subject, [Tie(source=subject, target=tie.target, together=tie.together, about=tie.about) for tie in ties]
    )


@settings(max_examples=60, deadline=None)
@given(_ties(), st.randoms(use_true_random=False))
def test_every_actor_is_drawn_once_for_any_order_of_ties(ties: list[Tie], chance: random.Random) -> None:
    figure = network.draw(ties)
    expected = {actor.href for tie in ties for actor in (tie.source, tie.target)}
    addresses = [href for href, _ in list_links(figure)]
    assert len(addresses) == len(set(addresses))
    assert set(addresses) == expected
    assert len(list(parse_figures(figure).findall(f".//{SVG}g[@class='network-ties']/{SVG}line"))) == len(ties)
    shuffled = list(ties)
    chance.shuffle(shuffled)
    assert network.draw(shuffled) == figure


@settings(max_examples=60, deadline=None)
@given(_ties(), st.randoms(use_true_random=False))
def test_neighbors_are_drawn_once_for_any_order_of_ties(ties: list[Tie], chance: random.Random) -> None:
    others = list({tie.target.href: tie for tie in ties}.values())
    figure = _draw_ego_network(others)
    assert sorted(href or "" for href, _ in list_links(figure)) == (
        sorted(tie.target.href for tie in others) if len(others) >= ego_network.MIN_NEIGHBORS else []
    )
    shuffled = list(others)
    chance.shuffle(shuffled)
    assert _draw_ego_network(shuffled) == figure


@settings(max_examples=60, deadline=None)
@given(_ties())
def test_nothing_in_them_is_active(ties: list[Tie]) -> None:
    assert_inert(network.draw(ties) + _draw_ego_network(ties))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text_and_markdown_leaves_the_block_alone(name: str) -> None:
    ties = [
        Tie(source=_build_actor(0, name or " "), target=_build_actor(number), together=1, about=0)
        for number in range(1, 4)
    ]
    for figure in (network.draw(ties), ego_network.draw(ties[0].source, ties)):
        assert len(list_links(figure)) == (4 if "network-scroll" in figure else 3)
        assert_unchanged_by_markdown(figure)


def test_two_processes_draw_the_same_bytes() -> None:
    here = Path(__file__)
    figures = "t.network.draw(t._build_ring(40)) + t._draw_ego_network(t._build_ring(9))"
    code = f"import test_network as t, sys; sys.stdout.write({figures})"
    path = f"{here.parent}:{here.parents[2]}"
    drawn = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": path, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert drawn == {network.draw(_build_ring(40)) + _draw_ego_network(_build_ring(9))}


def test_it_is_a_named_group_that_holds_a_list_the_most_often_named_first() -> None:
    ties = [
        Tie(
            source=_build_actor(1, "Guild", "public-body", 3),
            target=_build_actor(2, "Ada", sentences=1),
            together=2,
            about=1,
        )
    ]
    svg = parse_figures(network.draw(ties, left_out=1200)).find(f".//{SVG}svg")
    assert svg is not None
    assert svg.get("role") == "group"
    assert svg.findtext(f"{SVG}desc") == (
        "2 actors in 1 pair, the strongest of 1,201, the most often named first. The table has the pairs."
    )
    items = svg.findall(f"{SVG}g[@role='list']/{SVG}g[@role='listitem']/{SVG}a")
    assert [(item.findtext(f"{SVG}title"), item.findtext(f"{SVG}desc")) for item in items] == [
        ("Guild, public body", "Named in 3 sentences; joined here with 1 other."),
        ("Ada, person", "Named in 1 sentence; joined here with 1 other."),
    ]
    nodes = svg.findall(f"{SVG}g[@role='list']/{SVG}g")
    assert [(node.get("data-name"), node.get("data-type")) for node in nodes] == [
        ("Guild", "public-body"),
        ("Ada", "person"),
    ]


def test_neighbors_have_descriptions_strongest_first() -> None:
    subject = _build_actor(0, "Ada")
    numbers = [(1, 0, 0), (12, 2, 0), (0, 1, 0), (3, 0, 4)]
    ties = [
        Tie(source=subject, target=_build_actor(number), together=together, about=about, passages=passages)
        for number, (together, about, passages) in enumerate(numbers, 1)
    ]
    root = parse_figures(ego_network.draw(subject, ties, left_out=5))
    assert [item.text for item in root.findall(f".//{SVG}a/{SVG}desc")] == [
        "12 briefings with both, 2 statements about each other",
        "4 passages with both, 3 briefings with both",
        "1 briefing with both",
        "1 statement about each other",
    ]
    assert root.findtext(f".//{SVG}svg/{SVG}desc") == (
        "4 actors, by the passages and briefings with both and the statements about each other, most first."
        " 5 more are named with this actor."
    )


def test_signs_differ_by_actor_type_and_lines_by_kind_of_tie() -> None:
    subject = _build_actor(0)
    others = [_build_actor(number, type_=type_) for number, type_ in enumerate(TYPES, 1)]
    ties = [
        Tie(source=subject, target=other, together=1, about=at // 4, passages=at // 2)
        for at, other in enumerate(others)
    ]
    root = parse_figures(ego_network.draw(subject, ties))
    shapes = set()
    for link in root.iter(f"{SVG}a"):
        sign = next(part for part in link if "network-sign" in part.get("class", ""))
        shapes.add((sign.tag, sign.get("fill"), sign.get("d", "").count("L"), (link.findtext(f"{SVG}title") or "")[8:]))
    assert len(shapes) == len(TYPES)
    lines = root.findall(f".//{SVG}g[@class='network-ties']/{SVG}line")
    dashes = {line.get("class"): line.get("stroke-dasharray") for line in lines}
    assert dashes == {"network-spoken": None, "network-named": "6 3", "network-joined": "1.5 3.5"}
    legend = ["".join(item.itertext()) for item in root.iter("li")]
    assert legend == [
        *(type_.replace("-", " ") for type_ in TYPES),
        *("one speaks of the other", "named in the same passage", "only in the same briefing"),
    ]


@pytest.mark.parametrize("count", [2, 9, 30, 150])
def test_no_name_covers_a_sign_or_another_name_or_leaves_the_figure(count: int) -> None:
    root = parse_figures(network.draw(_build_ring(count)))
    svg = root.find(f".//{SVG}svg")
    assert svg is not None
    width, height = map(float, svg.get("viewBox", "").split()[2:])
    assert width == (PHONE_WIDTH if count <= 9 else WIDE)
    lines = [
        (span.get("y"), float(span.get("x", "")), text.get("text-anchor"), "".join(span.itertext()))
        for text in root.iter(f"{SVG}text")
        for span in text
    ]
    assert len(lines) >= min(count, 9)
    assert all(0 <= x <= width and 0 < float(y or 0) < height for y, x, _, _ in lines)
    signs = [(float(one.get("cx", "")), float(one.get("cy", ""))) for one in root.iter(f"{SVG}circle") if one.get("cx")]
    ends = [(x, float(y or 0) - 4.5) for y, x, anchor, _ in lines if anchor == "start"]
    assert not [(x, y) for x, y in ends for cx, cy in signs if x < cx < x + 20 and abs(cy - y) < 5]
    assert {text.get("font-size") for text in root.iter(f"{SVG}text")} == {"13"}


def test_a_small_network_keeps_to_a_phone() -> None:
    svg = parse_figures(_draw_ego_network(_build_ring(12))).find(f".//{SVG}svg")
    assert svg is not None
    assert PHONE_WIDTH <= 328
    assert svg.get("width") == "20.5em"


def test_no_figure_is_drawn_without_enough_ties() -> None:
    assert network.draw([]) == ""
    assert _draw_ego_network(_build_ring(2)) == ""


def test_an_actor_far_out_does_not_push_the_others_into_a_heap() -> None:
    placed = network.spread([0.0, 1.0, 2.0, 3.0, 100.0], 0, 100)
    assert placed == [0, 13, 26, 39, 100]
    assert network.spread([5.0, 5.0], 0, 100)[0] >= 0


def test_lines_are_as_thick_as_their_tie_is_strong_beside_the_others() -> None:
    def weighing(*weights: int) -> list[float]:
        return compute_thicknesses(
            [Tie(source=_build_actor(0), target=_build_actor(1), together=weight, about=0) for weight in weights]
        )

    assert weighing(7, 7, 7) == [1, 1, 1]
    assert weighing(1, 2, 4) == [1, 2.8, 4.5]
    assert weighing(0, 10, 100) == [1, 2.8, 4.5]
    assert weighing(8, 10) == [1, 1.6]


def test_filter_data_has_names_and_refers_to_them_by_number() -> None:
    ada, guild, gazette = (
        _build_actor(1, "Ada", sentences=3),
        _build_actor(2, "Guild", "public-body", 2),
        _build_actor(3, "Gazette", "media"),
    )
    ties = [
        Tie(source=ada, target=guild, together=2, about=1, themes=("tolls", "labour")),
        Tie(source=guild, target=gazette, together=1, about=0, themes=("tolls",)),
    ]
    root = parse_figures(network.draw(ties, themes={"labour": 'Dock "labour"', "tolls": "Tolls & <dues>"}))
    (tool,) = [div for div in root.iter("div") if div.get("class") == "network-tool"]
    assert json.loads(tool.get("data-themes", "")) == [["labour", 'Dock "labour"'], ["tolls", "Tolls & <dues>"]]
    nodes = root.findall(f".//{SVG}g[@role='listitem']")
    assert [node.get("data-type") for node in nodes] == ["person", "public-body", "media"]
    lines = root.findall(f".//{SVG}g[@class='network-ties']/{SVG}line")
    assert [(line.get("data-ends"), line.get("data-themes")) for line in lines] == [("1 2", "1"), ("0 1", "0 1")]
    assert [item.get("data-type") for item in root.iter("li")] == ["person", "public-body", "media", None, None]


def test_a_small_network_has_no_tools() -> None:
    assert "data-" not in _draw_ego_network(_build_ring(9))
