"""Pagination of long lists: each row is on one page, and a new row changes few pages."""

import pytest

from generator.index.contract import InMemoryRows
from generator.pages.pagination import ROWS_PER_PAGE, ListPage, ListSection, Row, paginate

FULL = ROWS_PER_PAGE


def list_pages(count: int) -> list[ListPage]:
    """Return the pages of a list whose newest row is first, as in most lists."""
    rows = InMemoryRows(Row(number) for number in range(count, 0, -1))
    return paginate(ListSection(slug="mentions", title="Mentions", macro="mention", rows=rows), "actors/a")


def get_values(list_page: ListPage) -> list[int]:
    return [row.value for row in list_page.rows]


@pytest.mark.parametrize("count", [0, 1, FULL, FULL + 1, 2 * FULL, 2 * FULL + 1, 7 * FULL, 7 * FULL + 20])
def test_each_row_is_on_one_page_in_the_order_of_the_list(count: int) -> None:
    values = [value for list_page in list_pages(count) for value in get_values(list_page)]
    assert values == list(range(count, 0, -1))
    assert all(len(list_page.rows) <= FULL for list_page in list_pages(count))


@pytest.mark.parametrize("count", range(FULL, 4 * FULL, 7))
def test_a_row_at_the_beginning_changes_the_first_two_pages_and_no_others(count: int) -> None:
    before = {list_page.number: get_values(list_page) for list_page in list_pages(count)}
    after = {list_page.number: get_values(list_page) for list_page in list_pages(count + 1)}
    changed = {number for number in after if after[number] != before.get(number)}
    assert changed == {0, max(after)}


def test_the_pager_of_a_page_changes_only_with_its_neighbors() -> None:
    before = {list_page.number: list_page.pager for list_page in list_pages(9 * FULL)}
    after = {list_page.number: list_page.pager for list_page in list_pages(10 * FULL)}
    changed = {number for number in before if after[number] != before[number]}
    assert changed == {0, max(before) - 1, max(before)}


def test_pagers_link_the_neighbors_and_both_ends() -> None:
    pagers = {list_page.number: list_page.pager for list_page in list_pages(9 * FULL)}
    assert pagers[0] == [0, 8, None, 1]
    assert pagers[8] == [0, 8, 7, None, 1]
    assert pagers[4] == [0, None, 5, 4, 3, None, 1]
    assert pagers[1] == [0, None, 2, 1]
