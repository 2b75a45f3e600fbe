"""The comparison of two actors in a browser: the statements of each about the other, and their answers."""

import pytest
from playwright.sync_api import Page, Route, expect
from visitor import Visitor
from waiting import wait_until

from generator.index.model import Index, Statement
from generator.model.kinds import Kind, Ref
from generator.pages.shared_text import add_quotation_marks

PORT, COMPANY = Ref(Kind.ACTOR, "port-office"), Ref(Kind.ACTOR, "east-quay-company")


def read_sections(page: Page) -> dict[str, list[str]]:
    """Return the quoted words in each section, by its heading."""
    sections = {}
    for section in page.locator(".compared section").all():
        words = section.locator("a.words").all_inner_texts()
        sections[section.locator(".compared-title").inner_text()] = words
    return sections


def quote(statements: list[Statement]) -> list[str]:
    return [add_quotation_marks(statement.words) for statement in statements[:20]]


def test_both_actors_are_side_by_side(reader: Page, desk: str, index: Index) -> None:
    reader.goto(f"{desk}compare/?a={PORT.id}&b={COMPANY.id}")
    names = index.label(PORT), index.label(COMPANY)
    expect(reader.get_by_role("heading", name=f"{names[0]} on {names[1]}")).to_be_visible()
    statements = list(index.newest_statements)
    on_company = [one for one in statements if PORT in one.speakers and COMPANY in one.about]
    on_port = [one for one in statements if COMPANY in one.speakers and PORT in one.about]
    assert len(on_company) > 20
    sections = read_sections(reader)
    assert sections[f"{names[0]} on {names[1]}"] == quote(on_company)
    assert sections[f"{names[1]} on {names[0]}"] == quote(on_port)
    reader.get_by_role("link", name="In the list of all statements").first.click()
    status = reader.locator(".statement-list [role=status]")
    expect(status).to_have_text(f"{len(on_company)} of {len(statements)} statements")


def test_answers_to_the_same_question_are_side_by_side(reader: Page, desk: str, index: Index) -> None:
    answers: dict[Ref, set[Ref]] = {}
    for statement in index.newest_statements:
        for question in statement.answered:
            answers.setdefault(question, set()).update(statement.speakers)
    question, speakers = next((question, sorted(who)) for question, who in answers.items() if len(who) > 1)
    reader.goto(f"{desk}compare/?a={speakers[0].id}&b={speakers[1].id}")
    heading = reader.get_by_role("heading", name=index.label(question))
    expect(heading).to_be_visible()
    pair = heading.locator("xpath=following-sibling::div[1]")
    for speaker in speakers[:2]:
        given = [one for one in index.accounts[question] if speaker in one.speakers]
        section = pair.locator("section").filter(has=reader.get_by_role("heading", name=index.label(speaker)))
        assert section.locator("a.words").all_inner_texts() == quote(given)


def test_actors_are_chosen_by_name_and_kept_in_the_address(reader: Page, desk: str) -> None:
    reader.goto(f"{desk}compare/")
    status = reader.locator(".comparison [role=status]")
    expect(status).to_have_text("Choose two actors by their names.")
    reader.get_by_label("First actor").fill("Port Office")
    reader.get_by_label("Second actor").fill("Nobody")
    reader.get_by_label("Second actor").blur()
    expect(status).to_have_text("No actor has the name “Nobody”.")
    reader.get_by_label("Second actor").fill("East Quay Company")
    reader.get_by_label("Second actor").blur()
    expect(reader.get_by_role("heading", name="Port Office on East Quay Company")).to_be_visible()
    assert reader.url.endswith("compare/?a=port-office&b=east-quay-company")
    reader.go_back()
    expect(status).to_have_text("No actor has the name “Nobody”.")


def test_a_name_typed_before_the_data_has_loaded_is_kept(reader: Page, desk: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    reader.route("**/labels-actors.json", hold)
    reader.goto(f"{desk}compare/?a={PORT.id}")
    reader.get_by_label("Second actor").fill("East Quay Company")
    reader.get_by_label("Second actor").blur()
    wait_until(lambda: reader.evaluate("true") and held, "the request for the names")
    for route in held:
        route.continue_()
    expect(reader.get_by_role("heading", name="Port Office on East Quay Company")).to_be_visible()
    assert reader.url.endswith("compare/?a=port-office&b=east-quay-company")


def test_missing_data_is_reported(reader: Page, desk: str) -> None:
    reader.route("**/by-0.json", lambda route: route.fulfill(status=404))
    reader.goto(f"{desk}compare/?a={PORT.id}&b={COMPANY.id}")
    expect(reader.locator(".comparison [role=status]")).to_have_text("The statements could not be loaded.")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_comparison_fits_the_screen_and_is_accessible(visitor: Visitor, desk: str, width: int) -> None:
    visitor.widen(width)
    visitor.page.goto(f"{desk}compare/?a={PORT.id}&b={COMPANY.id}")
    expect(visitor.page.locator(".compared").first).to_be_visible()
    assert visitor.overflow() == []
    assert visitor.barriers_in_both_schemes() == []
