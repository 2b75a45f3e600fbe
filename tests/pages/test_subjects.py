"""The subjects that the incremental build plans, and the functions that render them."""

from generator import pages
from generator.index.subjects import GENERAL


def test_each_page_of_the_site_itself_has_a_renderer() -> None:
    assert tuple(pages._GENERAL) == GENERAL  # noqa: SLF001  # a page without a subject would never be rendered
