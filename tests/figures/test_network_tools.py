"""The tools of the network in a browser: what zoom, pan and filter show is what was built, and the page comes first."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import serve_content
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect
from serving import serve_site
from shared_sites import SharedSites
from synthetic import write_content
from visitor import visiting_well
from waiting import wait_until
from windows import Windows

from generator.build import checking
from generator.index.model import Index
from generator.model.kinds import Kind, Ref

BRIEFINGS = 80
ACTORS, PAIRS = 16, 120
THEME = "theme-3"
BUILT = "0 0 760 456"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("content")
    write_content(folder, BRIEFINGS)
    return folder


@pytest.fixture(scope="module")
def index(root: Path) -> Index:
    """What the content says."""
    found = checking.check(root)[1]
    assert found
    return found


@pytest.fixture(scope="module")
def desk(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of its site."""
    with serve_content(root / "content", tmp_path_factory.mktemp("desk")) as address:
        yield address


@pytest.fixture(scope="module")
def real(sites: SharedSites) -> Iterator[str]:
    """The address of a site in which only the same briefing joins most pairs."""
    with serve_site(sites.real() / "site") as address:
        yield address


@pytest.fixture
def reader(windows: Windows, desk: str) -> Iterator[Page]:
    """The page of the network on a wide screen, with a mouse."""
    with windows.visiting_well(desk, viewport={"width": 1280, "height": 900}) as visitor:
        arrive(visitor.page, desk)
        yield visitor.page


def arrive(page: Page, desk: str, state: str = "") -> None:
    page.goto(f"{desk}network/{state}")
    expect(page.locator("figure.network-live")).to_be_visible()


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


def frame(page: Page) -> Locator:
    return page.locator(".network-scroll")


def part(page: Page) -> list[float]:
    """What is seen of the picture: left, top, breadth, height."""
    written = page.locator(".network-scroll > svg").get_attribute("viewBox")
    return [float(number) for number in (written or "").split()]


def at_rest(page: Page) -> bool:
    return part(page) == [float(number) for number in BUILT.split()]


def status(page: Page) -> Locator:
    return page.locator(".network-tool [role=status]")


def actors(page: Page) -> list[str]:
    """The addresses of the actors shown."""
    return page.locator(".network-node:visible > a").evaluate_all("all => all.map(one => one.getAttribute('href'))")


def rows(page: Page) -> set[tuple[str, str]]:
    """The pairs that the table shows, as names."""
    shown = page.locator("article table tbody tr:visible td:first-child").all_inner_texts()
    return {(one, other) for one, _, other in (text.partition(" – ") for text in shown)}


def get_middle(element: Locator) -> tuple[float, float]:
    box = element.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def amid(page: Page) -> Locator:
    """The link of the actor that is nearest to the middle of what is seen."""
    x, y = get_middle(frame(page))
    links = page.locator(".network-node > a").all()
    points = [get_middle(link.locator(".network-sign")) for link in links]
    return links[min(range(len(links)), key=lambda at: abs(points[at][0] - x) + abs(points[at][1] - y))]


def test_nothing_asked_for_shows_the_picture_as_it_was_built(reader: Page) -> None:
    assert at_rest(reader)
    assert len(actors(reader)) == ACTORS
    assert len(rows(reader)) == PAIRS
    expect(status(reader)).to_have_text("")
    assert reader.locator(".network-node[transform], .network-added, .network-out").count() == 0


def test_buttons_zoom_and_names_keep_their_size(reader: Page) -> None:
    name = reader.locator(".network-name").first
    before = name.bounding_box()
    button(reader, "Zoom in").click()
    button(reader, "Zoom in").click()
    assert part(reader)[2] == pytest.approx(760 / 1.5**2, abs=0.1)
    after = name.bounding_box()
    assert before
    assert after
    assert after["height"] == pytest.approx(before["height"], abs=1)
    button(reader, "Zoom out").click()
    assert part(reader)[2] == pytest.approx(760 / 1.5, abs=0.1)
    button(reader, "Whole picture").click()
    assert at_rest(reader)
    button(reader, "Zoom out").click()
    assert at_rest(reader)


def test_keys_zoom_and_move_within_the_picture(reader: Page) -> None:
    frame(reader).focus()
    reader.keyboard.press("+")
    left = part(reader)[0]
    reader.keyboard.press("ArrowRight")
    assert part(reader)[0] > left
    for _ in range(20):
        reader.keyboard.press("ArrowLeft")
        reader.keyboard.press("ArrowUp")
    assert part(reader)[:2] == [0, 0]
    for _ in range(20):
        reader.keyboard.press("+")
    assert part(reader)[2] == pytest.approx(760 / 8, abs=0.1)
    reader.keyboard.press("-")
    assert part(reader)[2] == pytest.approx(760 / 8 * 1.5, abs=0.1)
    reader.keyboard.press("0")
    assert at_rest(reader)


def test_the_wheel_scrolls_the_page_until_the_picture_is_meant(reader: Page) -> None:
    reader.mouse.move(*get_middle(frame(reader)))
    reader.mouse.wheel(0, 120)
    wait_until(lambda: reader.evaluate("scrollY > 0"))
    assert at_rest(reader)
    reader.keyboard.down("Control")
    reader.mouse.wheel(0, -120)
    expect(reader.locator(".network-deep")).to_be_visible()
    reader.keyboard.up("Control")
    button(reader, "Whole picture").click()
    frame(reader).focus()
    scrolled = reader.evaluate("scrollY")
    reader.mouse.move(*get_middle(frame(reader)))
    reader.mouse.wheel(0, -120)
    expect(reader.locator(".network-deep")).to_be_visible()
    assert reader.evaluate("scrollY") == scrolled


def test_the_wheel_is_the_pages_again_where_zoom_ends(reader: Page) -> None:
    frame(reader).focus()
    scrolled = reader.evaluate("scrollY")
    reader.mouse.move(*get_middle(frame(reader)))
    reader.mouse.wheel(0, 120)
    wait_until(lambda: reader.evaluate("before => scrollY > before", scrolled))
    assert at_rest(reader)


def test_double_click_zooms_in_where_it_is_made(reader: Page) -> None:
    box = frame(reader).bounding_box()
    assert box
    reader.mouse.dblclick(box["x"] + 3, box["y"] + 3)
    assert part(reader)[2] == pytest.approx(760 / 1.5, abs=0.1)
    assert max(part(reader)[:2]) < 3


def test_a_drag_moves_the_figure_and_is_not_a_click(reader: Page) -> None:
    button(reader, "Zoom in").click()
    link = amid(reader)
    x, y = get_middle(link.locator(".network-sign"))
    before = part(reader)
    reader.mouse.move(x, y)
    reader.mouse.down()
    reader.mouse.move(x + 40, y + 30, steps=4)
    reader.mouse.up()
    after = part(reader)
    assert after[0] < before[0]
    assert after[1] < before[1]
    expect(reader).to_have_url(re.compile("/network/$"))
    reader.mouse.click(*get_middle(link.locator(".network-sign")))
    expect(reader).to_have_url(re.compile(r"/actors/actor-\d+/$"))


def test_after_a_drag_a_link_is_followed_by_keyboard(reader: Page) -> None:
    button(reader, "Zoom in").click()
    x, y = get_middle(frame(reader))
    reader.mouse.move(x, y)
    reader.mouse.down()
    reader.mouse.move(x + 60, y, steps=3)
    reader.mouse.up()
    reader.locator(".network-node > a").first.focus()
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(re.compile(r"/actors/actor-\d+/$"))


def test_the_focus_is_never_out_of_sight(reader: Page) -> None:
    frame(reader).focus()
    for _ in range(4):
        reader.keyboard.press("+")
    for _ in range(ACTORS):
        reader.keyboard.press("Tab")
        box, edge = reader.locator(":focus .network-sign").bounding_box(), frame(reader).bounding_box()
        assert box
        assert edge
        assert edge["x"] <= box["x"] + box["width"] / 2 <= edge["x"] + edge["width"]
        assert edge["y"] <= box["y"] + box["height"] / 2 <= edge["y"] + edge["height"]


def test_types_narrow_picture_and_table(reader: Page, index: Index) -> None:
    reader.get_by_label("organization").check()
    meant = {
        ref.id for ref in index.select_kind(Kind.ACTOR) if getattr(index.entities[ref], "type", None) == "organization"
    }
    assert set(actors(reader)) == {f"../actors/{id_}/" for id_ in meant}
    names = {index.label(Ref(Kind.ACTOR, id_)) for id_ in meant}
    assert {name for pair in rows(reader) for name in pair} <= names
    expect(status(reader)).to_have_text(f"{len(meant)} of {ACTORS} actors, {len(rows(reader))} of {PAIRS} pairs shown")
    assert reader.locator(".network-ties > line:visible").count() == len(rows(reader))
    reader.get_by_label("person").check()
    expect(status(reader)).to_have_text(f"{ACTORS} of {ACTORS} actors, {PAIRS} of {PAIRS} pairs shown")


@pytest.mark.parametrize("scripts", [True, False])
def test_pairs_of_a_briefing_alone_are_drawn_if_the_reader_asks(browser: Browser, real: str, *, scripts: bool) -> None:
    with visiting_well(browser, real, java_script_enabled=scripts) as visitor:
        visitor.visit("network/")
        weak = visitor.page.locator(".network-ties > .network-joined")
        others = visitor.page.locator(".network-ties > line:not(.network-joined):visible")
        assert others.count()
        assert weak.count()
        expect(weak.and_(visitor.page.locator(":visible"))).to_have_count(0)
        visitor.page.get_by_label("only in the same briefing").check()
        expect(weak.and_(visitor.page.locator(":visible"))).to_have_count(weak.count())


def test_a_theme_narrows_to_the_pairs_of_its_briefings(reader: Page, index: Index) -> None:
    everything = rows(reader)
    reader.get_by_label("Theme").select_option(THEME)
    on_theme = [one for one in index.cards.values() if Ref(Kind.THEME, THEME) in one.concerns]
    together = [{index.label(ref) for ref in one.select_kind(Kind.ACTOR)} for one in on_theme]
    expected = {pair for pair in everything if any(set(pair) <= named for named in together)}
    assert 0 < len(expected) < len(everything)
    assert rows(reader) == expected
    named = {name for pair in expected for name in pair}
    expect(status(reader)).to_have_text(f"{len(named)} of {ACTORS} actors, {len(expected)} of {PAIRS} pairs shown")


def test_themes_are_offered_by_name(reader: Page, index: Index) -> None:
    labels = reader.get_by_label("Theme").locator("option").all_inner_texts()
    assert labels[0] == "all"
    assert labels[1:] == sorted(labels[1:], key=str.casefold)
    assert set(labels[1:]) <= {index.label(ref) for ref in index.select_kind(Kind.THEME)}


def test_the_state_is_in_the_address_and_survives_reload(reader: Page, desk: str) -> None:
    reader.get_by_label("person").check()
    reader.get_by_label("Theme").select_option(THEME)
    expect(reader).to_have_url(re.compile(rf"/network/\?type=person&theme={THEME}$"))
    shown, words = rows(reader), status(reader).inner_text()
    reader.reload()
    expect(status(reader)).to_have_text(words)
    assert rows(reader) == shown
    reader.get_by_label("person").uncheck()
    reader.get_by_label("Theme").select_option("")
    expect(reader).to_have_url(f"{desk}network/")
    expect(status(reader)).to_have_text("")
    assert len(rows(reader)) == PAIRS


@pytest.mark.parametrize(
    "state", ["?type=constructor&theme=__proto__", "?theme=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E"]
)
def test_unknown_filters_in_the_url_are_ignored(reader: Page, desk: str, state: str) -> None:
    arrive(reader, desk, state)
    expect(status(reader)).to_have_text("")
    assert len(rows(reader)) == PAIRS
    assert reader.locator("figure.network img").count() == 0


def test_no_name_covers_another_however_far_the_zoom(reader: Page) -> None:
    for _ in range(3):
        boxes = reader.locator(".network-name:visible").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect()).map(({x, y, right, bottom}) => [x, y, right, bottom])"
        )
        pairs = [(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :]]
        assert not [
            (a, b) for a, b in pairs if a[0] < b[2] - 1 and b[0] < a[2] - 1 and a[1] < b[3] - 2 and b[1] < a[3] - 2
        ]
        button(reader, "Zoom in").click()
    assert reader.locator(".network-name:visible").count() == ACTORS


def test_paper_has_the_picture_as_it_was_built(reader: Page, desk: str) -> None:
    arrive(reader, desk, f"?type=person&theme={THEME}")
    button(reader, "Zoom in").click()
    reader.evaluate("dispatchEvent(new Event('beforeprint'))")
    reader.emulate_media(media="print")
    assert at_rest(reader)
    assert len(rows(reader)) == PAIRS
    assert len(actors(reader)) == ACTORS
    expect(reader.locator(".network-tool")).to_be_hidden()
    expect(reader.locator(".figure-key input").first).to_be_hidden()
    reader.emulate_media(media="screen")
    reader.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not at_rest(reader)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_tools_have_no_accessibility_errors(browser: Browser, desk: str, scheme: str, width: int) -> None:
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    with visiting_well(browser, desk, **options) as visitor:
        arrive(visitor.page, desk, f"?type=person&theme={THEME}")
        button(visitor.page, "Zoom in").click()
        assert visitor.barriers() == []
        assert visitor.seen() == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_does_not_move_when_the_tools_appear(browser: Browser, desk: str, width: int) -> None:
    with visiting_well(browser, desk, viewport={"width": width, "height": 900}) as visitor:
        arrive(visitor.page, desk)
        visitor.page.wait_for_load_state("networkidle")
        assert visitor.page.evaluate("window.shifted") == 0
        assert visitor.overflow() == []


def swipe(session: CDPSession, *ways: tuple[float, float, float, float]) -> None:
    """Fingers that go down at a point, each moves so far, and all leave."""

    def points(share: float) -> list[dict[str, float]]:
        return [{"x": x + share * right, "y": y + share * low, "id": at} for at, (x, y, right, low) in enumerate(ways)]

    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points(0)})
    for step in range(1, 11):
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points(step / 10)})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_fingers_pinch_and_one_scrolls_the_page_until_then(browser: Browser, desk: str) -> None:
    options = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
    with visiting_well(browser, desk, **options) as visitor:
        page = visitor.page
        arrive(page, desk)
        devtools = page.context.new_cdp_session(page)
        swipe(devtools, (180, 700, 0, -200))
        wait_until(lambda: page.evaluate("scrollY > 100"))
        assert at_rest(page)
        x, y = get_middle(frame(page))
        swipe(devtools, (x, y, -150, 0))
        assert part(page)[0] > 50
        swipe(devtools, (x - 40, y, -60, 0), (x + 40, y, 60, 0))
        assert part(page)[2] == pytest.approx(760 / 2.5, rel=0.1)
        assert page.evaluate("visualViewport.scale") == 1
        scrolled, before = page.evaluate("scrollY"), part(page)
        swipe(devtools, (x, y, 0, -60))
        assert page.evaluate("scrollY") == scrolled
        assert part(page)[1] > before[1]


def test_a_small_screen_reaches_all_of_the_picture(windows: Windows, desk: str) -> None:
    with windows.visiting_well(desk, viewport={"width": 1280, "height": 900}) as visitor:
        visitor.widen(320)
        page = visitor.page
        arrive(page, desk)
        signs = page.locator(".network-sign")
        edge = frame(page).bounding_box()
        assert edge
        button(page, "Whole picture").click()
        boxes = [box for box in (one.bounding_box() for one in signs.all()) if box and box["width"] > 0]
        held = [box for box in boxes if edge["x"] <= box["x"] and box["x"] + box["width"] <= edge["x"] + edge["width"]]
        in_legend = page.locator(".figure-key .network-sign").count()
        assert len(held) == len(boxes) == ACTORS + in_legend
        assert visitor.overflow() == []


def test_filtered_nodes_are_within_the_visible_frame(windows: Windows, desk: str) -> None:
    with windows.visiting_well(desk, viewport={"width": 1280, "height": 900}) as visitor:
        visitor.widen(390)
        page = visitor.page
        arrive(page, desk, "?type=organization")
        edge = frame(page).bounding_box()
        assert edge
        points = [get_middle(sign) for sign in page.locator(".network-node:visible .network-sign").all()]
        assert points
        assert all(edge["x"] <= x <= edge["x"] + edge["width"] for x, _ in points)


def test_without_scripts_the_picture_is_whole_and_has_no_controls(browser: Browser, desk: str) -> None:
    with visiting_well(browser, desk, java_script_enabled=False) as visitor:
        page = visitor.page
        page.goto(f"{desk}network/?type=person")
        assert page.locator(".network-tool").inner_html() == ""
        box = page.locator(".network-tool").bounding_box()
        assert not box or box["height"] == 0
        assert page.locator("article :is(input, select, button)").count() == 0
        assert len(actors(page)) == ACTORS
        assert len(rows(page)) == PAIRS
        assert at_rest(page)


def test_other_pages_fetch_none_of_it(browser: Browser, desk: str) -> None:
    with visiting_well(browser, desk) as visitor:
        fetched: list[str] = []
        visitor.page.on("request", lambda request: fetched.append(request.url))
        visitor.visit("actors/actor-1/", until="networkidle")
        assert not [url for url in fetched if "/assets/network/" in url]
