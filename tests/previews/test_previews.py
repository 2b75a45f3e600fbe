"""Previews of links and notes in a browser: what they show, when they come and go, and that they move nothing."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect
from visitor import visiting_well

BRIEFING = "briefings/quay-tolls/"
ACTOR = '.article a[href$="/actors/port-office/"]'
NOTES = ".article .footnote-ref"
THINGS = '.article a[href^="../../"]'
RESTED = 700
"""Milliseconds after which a preview would long be there."""

LINKS = {
    "actor": '.chips a[href$="/actors/port-office/"]',
    "theme": '.chips a[href$="/themes/tolls/"]',
    "question": '#competing-accounts ~ div h3 a[href$="/questions/toll-cause/"]',
    "event": '.article a[href$="/events/quay-strike/"]',
    "place": '.article a[href$="/places/east-quay/"]',
    "source": '.footnote a[href$="/sources/gazette-tolls/"]',
}


@pytest.fixture
def briefing(reader: Page, desk: str) -> Page:
    """The page of the briefing, with the pointer at its corner."""
    reader.goto(desk + BRIEFING)
    reader.mouse.move(0, 0)
    return reader


def preview(page: Page) -> Locator:
    return page.get_by_role("tooltip")


def shifted(page: Page) -> float:
    page.wait_for_timeout(100)
    return float(page.evaluate("window.shifted"))


@pytest.mark.parametrize("kind", LINKS)
def test_pointing_at_a_link_shows_the_head_of_its_page(briefing: Page, kind: str) -> None:
    link = briefing.locator(LINKS[kind]).first
    target = str(link.evaluate("link => link.href"))
    link.hover()
    expect(preview(briefing)).to_be_visible()
    text = preview(briefing).inner_text()

    briefing.goto(target)
    for part in ("h1", ".meta", ".summary"):
        for found in briefing.locator(f"article {part}").all()[:1]:
            assert found.inner_text().replace("¶", "").strip() in text, part


def test_an_actor_has_name_type_roles_description_and_its_first_statement(briefing: Page) -> None:
    briefing.locator('a[href$="/actors/noam-peretz/"]').first.hover()
    expect(preview(briefing)).to_contain_text("Actor · נועם פרץ")
    for words in ("Noam Peretz", "spokesman of the quay workers", "Type person", "Roles spokesman, Quay Workers"):
        expect(preview(briefing)).to_contain_text(words)
    expect(preview(briefing)).to_contain_text(re.compile(r"By name \d+ statements?, in a text of \d+ \w+ \d{4}"))
    statement = preview(briefing).locator(".preview-statement")
    expect(statement).to_have_text("report Noam Peretz reported: The walls are as sound as they were. ")
    assert preview(briefing).locator("bdi").get_attribute("lang") == "he"
    assert preview(briefing).locator("a").count() == 0


@pytest.mark.parametrize(
    ("note", "kind", "words"),
    [
        (
            "c01",
            "statement",
            "Nadia Haddad said: The quay needs repair before the cold season.",
        ),
        (
            "c03",
            "denial",
            (
                "Noam Peretz and Quay Workers denied “The company had a ship loaded in the dark” and said: "
                "No ship was loaded in the dark."
            ),
        ),
        ("c08", "allegation", "A clerk (unnamed, in Estuary Town) alleged: The company had a ship loaded in the dark."),
    ],
)
def test_pointing_at_the_number_of_a_note_shows_the_note(briefing: Page, note: str, kind: str, words: str) -> None:
    briefing.locator(f'a.footnote-ref[href="#fn:{note}"]').first.hover()
    expect(preview(briefing)).to_contain_text(f"{kind} {words}")
    assert "↩" not in preview(briefing).inner_text()
    expect(preview(briefing).locator(f"em.kind.k-{kind}")).to_be_visible()


def test_the_sidenote_names_the_denied_words(briefing: Page) -> None:
    """Beside the speaker's words, “denied” alone would read as if these were denied."""
    expect(briefing.locator("[id='fnref:c03'] .sidenote-head")).to_have_text(
        "Noam Peretz and Quay Workers denied “The company had a ship loaded in the dark” and said"
    )


def test_the_margin_repeats_the_head_of_each_note(briefing: Page) -> None:
    pairs = briefing.evaluate(
        """() => [...document.querySelectorAll(".sidenote")].map((sidenote) => {
            const note = document.getElementById(sidenote.previousElementSibling.hash.slice(1));
            const [head, paraphrase] = [...sidenote.children].slice(2).map((part) => part.textContent);
            const text = note.querySelector("p").textContent;
            return [head, note.querySelector("[data-note-kind]").textContent, text.includes(head + paraphrase)];
        })"""
    )
    assert len(pairs) == 8
    assert all(margin == head and is_whole for margin, head, is_whole in pairs)
    assert all(head and not head.endswith(":") for _, head, _ in pairs)


def test_a_note_shows_its_date_and_words_too(briefing: Page) -> None:
    briefing.locator('a.footnote-ref[href="#fn:c01"]').first.hover()
    expect(preview(briefing).locator(".preview-meta")).to_contain_text("2 May 2019")
    expect(preview(briefing).locator(".preview-meta")).to_contain_text("“")


def test_passing_over_a_link_shows_nothing(briefing: Page) -> None:
    briefing.locator(ACTOR).first.hover()
    briefing.mouse.move(0, 0)
    briefing.wait_for_timeout(RESTED)
    expect(preview(briefing)).to_be_hidden()


def test_the_pointer_can_move_into_it_and_away(briefing: Page) -> None:
    briefing.locator(ACTOR).first.hover()
    expect(preview(briefing)).to_be_visible()
    preview(briefing).hover()
    briefing.wait_for_timeout(RESTED)
    expect(preview(briefing)).to_be_visible()
    briefing.mouse.move(0, 0)
    expect(preview(briefing)).to_be_hidden()


def test_focus_shows_it_and_escape_closes_it(briefing: Page) -> None:
    link = briefing.locator(LINKS["actor"])
    briefing.locator("article h1 a").focus()
    for _ in range(9):
        briefing.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(preview(briefing)).to_contain_text("Port Office")
    assert link.get_attribute("aria-describedby") == preview(briefing).get_attribute("id")
    briefing.keyboard.press("Escape")
    expect(preview(briefing)).to_be_hidden()
    assert link.get_attribute("aria-describedby") is None
    expect(link).to_be_focused()


def test_leaving_by_keyboard_closes_it(briefing: Page) -> None:
    briefing.locator(".gist a").last.focus()
    briefing.keyboard.press("Tab")
    expect(preview(briefing)).to_be_visible()
    briefing.locator("footer a").first.focus()
    expect(preview(briefing)).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_and_it_stays_in_the_window(browser: Browser, desk: str, width: int) -> None:
    with visiting_well(browser, desk, viewport={"width": width, "height": 600}) as visitor:
        page = visitor.page
        page.goto(desk + BRIEFING)
        for link in page.locator(f"{NOTES}, {THINGS}").all():
            link.hover()
            expect(preview(page)).to_be_visible()
            box = preview(page).bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= 600
            page.mouse.move(0, 0)
            expect(preview(page)).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert shifted(page) == 0


@pytest.fixture
def phone(browser: Browser, desk: str) -> Iterator[Page]:
    with visiting_well(
        browser, desk, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    ) as visitor:
        yield visitor.page


def test_a_tap_shows_none_and_follows_the_link(phone: Page, desk: str) -> None:
    phone.goto(desk + BRIEFING)
    phone.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    phone.locator(ACTOR).first.tap()
    phone.wait_for_timeout(RESTED)
    expect(preview(phone)).to_be_hidden()

    phone.reload()
    phone.locator(LINKS["actor"]).tap()
    phone.wait_for_url("**/desk/actors/port-office/")


def test_each_page_is_asked_for_once(briefing: Page) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        # The browser asks for the page's icon in its own time, and the first hover loads the tool of citations.
        if "favicon" not in request.url and request.resource_type != "script":
            asked.append(request.url)

    briefing.on("request", note)
    for _ in range(2):
        briefing.locator(ACTOR).first.hover()
        expect(preview(briefing)).to_be_visible()
        briefing.mouse.move(0, 0)
        expect(preview(briefing)).to_be_hidden()
    assert [url.partition("/desk/")[2] for url in asked] == ["actors/port-office/"]


def test_links_within_a_page_have_no_preview(briefing: Page) -> None:
    for link in ("article h1 .headerlink", ".footnote a.words"):
        briefing.locator(link).first.hover()
        briefing.wait_for_timeout(RESTED)
        expect(preview(briefing)).to_be_hidden()


def test_without_a_network_the_links_are_still_there(briefing: Page) -> None:
    briefing.wait_for_load_state("networkidle")
    briefing.context.set_offline(True)
    briefing.locator(ACTOR).first.hover()
    briefing.wait_for_timeout(RESTED)
    expect(preview(briefing)).to_be_hidden()
    expect(briefing.locator(ACTOR).first).to_be_visible()


def test_a_reader_who_wants_no_motion_gets_none(browser: Browser, desk: str) -> None:
    animation = "card => getComputedStyle(card).animationName"
    for wish, name in (("reduce", "none"), ("no-preference", "preview-appears")):
        with visiting_well(browser, desk, reduced_motion=wish) as visitor:
            page = visitor.page
            page.goto(desk + BRIEFING)
            page.locator(ACTOR).first.hover()
            expect(preview(page)).to_be_visible()
            assert preview(page).evaluate(animation) == name


def test_without_scripts_the_page_reads(browser: Browser, desk: str) -> None:
    with visiting_well(browser, desk, java_script_enabled=False) as visitor:
        page = visitor.page
        page.goto(desk + BRIEFING)
        page.locator(ACTOR).first.hover()
        assert page.locator(".preview").count() == 0
        page.locator(ACTOR).first.click()
        expect(page.locator("h1")).to_contain_text("Port Office")
        expect(page.locator(".tally")).to_contain_text("In the text")
