"""Pagination of long lists: each row is on one page, and a new row changes few pages."""

from dataclasses import replace

import pytest

from generator.index.contract import InMemoryRows
from generator.model.kinds import Ref
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


def describe_pager(list_page: ListPage) -> list[tuple[str, int | None]]:
    return [(item.text, item.number) for item in list_page.pager]


def test_the_pager_of_a_page_changes_only_with_its_neighbors() -> None:
    before = {list_page.number: list_page.pager for list_page in list_pages(9 * FULL)}
    after = {list_page.number: list_page.pager for list_page in list_pages(10 * FULL)}
    changed = {number for number in before if after[number] != before[number]}
    assert changed == {0, max(before)}


def test_pagers_link_the_neighbors_and_both_ends() -> None:
    pagers = {list_page.number: describe_pager(list_page) for list_page in list_pages(9 * FULL)}
    assert pagers[0] == [("next", 8), ("last", 1)]
    assert pagers[8] == [("previous", 0), ("part 8", None), ("next", 7), ("last", 1)]
    assert pagers[7] == [("first", 0), ("previous", 8), ("part 7", None), ("next", 6), ("last", 1)]
    assert pagers[2] == [("first", 0), ("previous", 3), ("part 2", None), ("next", 1)]
    assert pagers[1] == [("first", 0), ("previous", 2), ("part 1", None)]


def list_dated_pages(years: list[int], groups: list[str] | None = None) -> dict[int, ListPage]:
    """Return the pages of a list whose rows have these years, by number."""
    rows = InMemoryRows(map(Row, years, groups or [""] * len(years)))
    section = ListSection("says", "Says", "statement", rows, get_year=lambda year: year)
    return {list_page.number: list_page for list_page in paginate(section, "actors/a")}


def list_headings(list_page: ListPage) -> list[str | Ref]:
    return [heading for heading, _ in list_page.groups]


def test_a_dated_list_is_paged_by_years() -> None:
    dated_pages = list_dated_pages([2021] * FULL + [2020] * FULL + [2020, 2019] + [2018] * (FULL - 2))
    assert describe_pager(dated_pages[0]) == [("2021", None), ("older", 2), ("oldest", 1)]
    assert describe_pager(dated_pages[2]) == [("newer", 0), ("2020", None), ("older", 1)]
    assert describe_pager(dated_pages[1]) == [("newest", 0), ("newer", 2), ("2020–2018", None)]


def test_a_long_dated_list_has_subheadings_with_years() -> None:
    dated_pages = list_dated_pages([2021] * 2 + [2020] * FULL)
    assert list_headings(dated_pages[0]) == ["Texts of 2021", "Texts of 2020"]
    assert list_headings(dated_pages[1]) == ["Texts of 2020"]


def test_groups_of_a_page_have_a_fixed_order_and_run_in_time() -> None:
    groups = ["Unnamed", "By name", "Unnamed"] + ["Unnamed"] * FULL
    list_page = list_dated_pages([2021, 2021, 2020] + [2019] * FULL, groups)[0]
    section = replace(list_page.section, group_order=("By name", "Unnamed"))
    assert list_headings(replace(list_page, section=section)) == [
        "By name, texts of 2021",
        "Unnamed, texts of 2021",
        "Unnamed, texts of 2020",
        "Unnamed, texts of 2019",
    ]


def test_a_short_dated_list_has_no_years() -> None:
    (list_page,) = list_dated_pages([2021, 2020]).values()
    assert list_headings(list_page) == [""]
    assert not list_page.is_partial
