"""The timeline: every event once and in order, safe in a page, and readable without being seen."""

import random
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import markdown
import pytest
from figure_reading import HOSTILE, SVG
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.figures.svg import PHONE_WIDTH
from generator.figures.timeline import TimelineEvent, draw
from generator.model.date_words import format_date
from generator.model.dates import parse_date

DATES = [
    "1973",
    "1988",
    "../2017-03-26",
    "2017-03~",
    "2017-03-26",
    "2017-04?",
    "2018/2019-02-01%",
    "2020-05/..",
]


def _event(title: str, date: str, status: str = "occurred", href: str = "") -> TimelineEvent:
    words = format_date(parse_date(date))
    return TimelineEvent(
        title=title, href=href or f"../events/{date}/", date=parse_date(date), words=words, status=status
    )


def _tree(figure: str) -> ET.Element:
    return ET.fromstring(figure)  # noqa: S314 - our own markup


def _links(figure: str) -> list[tuple[str | None, str | None]]:
    return [(link.get("href"), link.findtext(f"{SVG}title")) for link in _tree(figure).iter(f"{SVG}a")]


events = st.lists(
    st.builds(
        _event,
        st.one_of(st.text(max_size=120), st.sampled_from(HOSTILE)),
        st.sampled_from(DATES),
        st.sampled_from(["occurred", "ongoing", "planned", "cancelled", "alleged", '"<b>']),
        st.sampled_from(["../a/", '../b/"onload="x', "../c/?d=<e>&f"]),
    ),
    max_size=8,
)


@settings(max_examples=60)
@given(events)
def test_every_event_is_drawn_once_with_its_link_in_order(some: list[TimelineEvent]) -> None:
    if not some:
        assert draw(some) == ""
        return
    ordered = sorted(some, key=lambda event: event.order)
    linked = _links(draw(some))
    assert [href for href, _ in linked] == [event.href for event in ordered]
    assert len(list(_tree(draw(some)).iter(f"{SVG}tspan"))) >= 2 * len(some)
    dates = [event.date.sort_key for event in ordered]
    assert dates == sorted(dates)


@settings(max_examples=60)
@given(events, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(some: list[TimelineEvent], chance: random.Random) -> None:
    shuffled = list(some)
    chance.shuffle(shuffled)
    assert draw(shuffled) == draw(some)
    assert draw(shuffled, limit=2) == draw(some, limit=2)


@settings(max_examples=60)
@given(events)
def test_it_is_a_raw_block_of_markup_and_nothing_of_it_is_active(some: list[TimelineEvent]) -> None:
    figure = draw(some)
    lines = figure.splitlines()
    assert all(line.startswith("<") for line in lines)
    for found in _tree(figure).iter() if lines else ():
        assert found.tag.removeprefix(SVG) in {
            *("figure", "svg", "title", "desc", "g", "line", "circle", "path", "rect", "text", "tspan", "a")
        }
        for attribute in found.attrib:
            assert attribute != "style"
            assert not attribute.startswith("on")


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_are_text_and_markdown_leaves_the_block_alone(title: str) -> None:
    figure = draw([_event(title, "2017")])
    assert len(_links(figure)) == 1
    page = f"# Title\n\n{figure}\nText *after*.\n"
    extensions = ["attr_list", "md_in_html", "footnotes", "def_list", "tables"]
    assert figure.strip() in markdown.markdown(page, extensions=extensions)
    assert figure.strip() in MarkdownIt().render(page)


def test_it_is_a_named_group_that_holds_a_list() -> None:
    root = _tree(draw([_event("a", "1973"), _event("b", "2017")], name="strip", title="Latest events"))
    svg = root.find(f"{SVG}svg")
    assert svg is not None
    assert svg.get("role") == "group"
    assert svg.findtext(f"{SVG}title[@id='{svg.get('aria-labelledby')}']") == "Latest events"
    assert svg.findtext(f"{SVG}desc[@id='{svg.get('aria-describedby')}']") == (
        "2 events, by date, the earliest first. Distances are not to scale. The line is broken where years are skipped."
    )
    listing = svg.find(f"{SVG}g[@role='list']")
    assert listing is not None
    assert [item.get("role") for item in listing] == ["listitem", "listitem"]
    assert {found.get("id") for found in root.iter() if found.get("id")} == {"strip-title", "strip-desc"}


@pytest.mark.parametrize(
    ("limit", "expected", "description"),
    [
        (None, ["a", "b", "c"], "3 events, by date, the earliest first. Distances are not to scale."),
        (2, ["b", "c"], "The latest 2 events of 3, by date, the earliest first. Distances are not to scale."),
        (1, ["c"], "The latest of 3 events."),
    ],
)
def test_a_strip_shows_the_latest_events(limit: int | None, expected: list[str], description: str) -> None:
    figure = draw([_event("c", "2019"), _event("a", "2017"), _event("b", "2018")], limit=limit)
    assert [title for _, title in _links(figure)] == expected
    assert _tree(figure).findtext(f".//{SVG}desc") == description


def test_no_events_are_no_figure() -> None:
    assert draw([]) == ""
    assert draw([_event("a", "2017")], limit=0) == ""


@pytest.mark.parametrize(
    ("dates", "broken"),
    [
        (["1973", "1988"], True),
        (["2017-12-31", "2018-01-01"], False),
        (["2016", "2018"], True),
        (["2010/2017", "2012", "2018"], False),
        (["2010/..", "2018"], False),
        (["1993", "../2017"], True),
    ],
)
def test_the_line_is_broken_where_years_are_skipped(dates: list[str], broken: bool) -> None:  # noqa: FBT001 - outcome
    figure = draw([_event("a", date) for date in dates])
    assert ("The line is broken" in figure) is broken
    slanted = [line for line in _tree(figure).iter(f"{SVG}line") if line.get("x1") != line.get("x2")]
    strokes = [line for line in slanted if line.get("y1") != line.get("y2")]
    assert len(strokes) == (2 if broken else 0)


@pytest.mark.parametrize("status", ["ongoing", "planned", "cancelled", "alleged"])
def test_a_status_is_in_words(status: str) -> None:
    texts = _tree(draw([_event("a", "2017", status)])).itertext()
    assert status in "".join(texts)


def test_signs_differ_by_status_and_by_how_exact_the_date_is() -> None:
    kinds = [(date, "occurred") for date in DATES]
    kinds += [("2017", status) for status in ("planned", "cancelled", "alleged")]
    signs = {
        tuple(
            (mark.tag, mark.get("fill"), mark.get("stroke-dasharray"), mark.get("d"))
            for mark in _tree(draw([_event("a", date, status)], legend=False)).findall(f".//{SVG}a/*")
            if mark.get("class") in {"timeline-mark", "timeline-bar", "timeline-open"}
        )
        for date, status in kinds
    }
    # 1973 and 1988 are alike, and so are the two dates with a qualifier.
    assert len(signs) == len(kinds) - 2


def test_the_legend_explains_only_drawn_signs() -> None:
    legends = {
        ("2017-03-26",): [],
        ("2017",): ["month or year"],
        ("2017-03-26", "2018~"): ["exact day", "about, possibly"],
        ("2017/2018", "2019-01-01/.."): ["exact day", "month or year", "from – to", "open-ended"],
    }
    for dates, expected in legends.items():
        root = _tree(draw([_event("a", date) for date in dates]))
        meanings = root.findall(f".//{SVG}text[@class='timeline-meaning']")
        assert ["".join(meaning.itertext()) for meaning in meanings] == expected
        key = root.find(f".//{SVG}g[@class='timeline-key']")
        assert (key is not None and key.get("aria-hidden") == "true") == bool(expected)


@settings(max_examples=60)
@given(events)
def test_nothing_overlaps_or_leaves_the_figure(some: list[TimelineEvent]) -> None:
    if not some:
        return
    root = _tree(draw(some))
    svg = root.find(f"{SVG}svg")
    assert svg is not None
    height = float(svg.get("viewBox", "").split()[3])
    lines = [float(span.get("y", "")) for span in root.iter(f"{SVG}tspan")]
    assert 0 < min(lines) < max(lines) + 3 <= height
    sizes = [float(text.get("font-size", "")) for text in root.iter(f"{SVG}text")]
    assert min(sizes) >= 12
    areas = [(float(rect.get("y", "")), float(rect.get("height", ""))) for rect in root.iter(f"{SVG}rect")]
    assert all(extent >= 24 for _, extent in areas)
    assert all(y + extent <= later for (y, extent), (later, _) in pairwise(areas))


@pytest.mark.parametrize("date", [*DATES, "2018/2019"])
def test_the_signs_of_a_date_are_within_its_touch_area(date: str) -> None:
    link = _tree(draw([_event("a", date)])).find(f".//{SVG}a")
    assert link is not None
    area = link.find(f"{SVG}rect")
    assert area is not None
    top = float(area.get("y", ""))
    end = top + float(area.get("height", ""))
    circles = [float(sign.get("cy", "")) for sign in link.iter(f"{SVG}circle")]
    ends = [float(line.get(key, "")) for line in link.iter(f"{SVG}line") for key in ("y1", "y2")]
    assert top <= min(circles) - 6
    assert max(circles) + 6 <= end
    assert all(top <= y <= end for y in ends)


def test_at_a_phone_the_type_keeps_its_size() -> None:
    svg = _tree(draw([_event("a", "2017")])).find(f"{SVG}svg")
    assert svg is not None
    assert PHONE_WIDTH <= 328
    assert svg.get("width") == "20.5em"


def test_the_real_events_are_drawn_as_they_were_approved(request: pytest.FixtureRequest) -> None:
    figure = draw(
        [
            _event("Killing of Mazen Fuqha", "../2017-03-26"),
            _event("Closure of Gaza and Hamas inquiry", "2017-03~", "ongoing"),
            _event("Killing of three Fatah leaders in Beirut", "1973"),
        ]
    )
    approved = Path(request.path).with_name("timeline.svg.html")
    assert figure == approved.read_text(encoding="utf-8")
