"""Long lists over several pages: each row once, and a new one changes few of them."""

import pytest

from generator.index.links import Plain
from generator.pages.listing import ROWS, Listing, Row, Sheet, sheets


def listed(count: int) -> list[Sheet]:
    """The pages of a list of which the newest is first, as most are."""
    rows = Plain(Row(number) for number in range(count, 0, -1))
    return sheets(Listing(slug="mentions", title="Mentions", macro="mention", rows=rows), "actors/a")


def values(sheet: Sheet) -> list[int]:
    return [row.value for row in sheet.rows]


@pytest.mark.parametrize("count", [0, 1, ROWS, ROWS + 1, 2 * ROWS, 2 * ROWS + 1, 7 * ROWS, 7 * ROWS + 20])
def test_each_row_stands_once_in_the_order_of_the_list(count: int) -> None:
    found = [value for sheet in listed(count) for value in values(sheet)]
    assert found == list(range(count, 0, -1))
    assert all(len(sheet.rows) <= ROWS for sheet in listed(count))


@pytest.mark.parametrize("count", range(ROWS, 4 * ROWS, 7))
def test_a_row_at_the_beginning_changes_the_first_two_pages_and_no_others(count: int) -> None:
    before, after = ({sheet.part: values(sheet) for sheet in listed(number)} for number in (count, count + 1))
    changed = {part for part in after if after[part] != before.get(part)}
    assert changed == {0, max(after)}


def test_what_leads_from_page_to_page_changes_with_the_pages_beside_it() -> None:
    before, after = ({sheet.part: sheet.pager for sheet in listed(number * ROWS)} for number in (9, 10))
    assert {part for part in before if after[part] != before[part]} == {0, max(before) - 1, max(before)}


def test_pages_lead_to_those_beside_them_and_to_both_ends() -> None:
    pagers = {sheet.part: sheet.pager for sheet in listed(9 * ROWS)}
    assert pagers[0] == [0, 8, None, 1]
    assert pagers[8] == [0, 8, 7, None, 1]
    assert pagers[4] == [0, None, 5, 4, 3, None, 1]
    assert pagers[1] == [0, None, 2, 1]
