"""Targets for fingers: controls, and links outside of sentences and lists, are 44 pixels high, with their rims."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from visitor import Visitor, visiting

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PAGES = (
    "",
    "briefings/israeli-palestinian-coordination-against-hamas/",
    "actors/hamas/",
    "actors/",
    "statements/",
    "network/",
    "compare/?a=hamas&b=israel",
    "search/?q=hamas",
    "changes/",
    "questions/responsibility/",
)

_SMALL_TARGETS = """() => {
    document.querySelectorAll("details").forEach(fold => { fold.open = true; });
    const controls = "button, input, select, summary, .md-header__button, .md-header a";
    const links = ".chip, .pager a, .more a, .feed a";
    const targets = [...document.querySelectorAll(`${controls}, ${links}`)]
        .filter(one => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        .map(one => one.matches("[type=checkbox], [type=radio]") ? one.closest("label") : one);
    return targets.filter(target => {
        target.scrollIntoView({ block: "center", inline: "center" });
        const box = target.getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        return [-21, 0, 21].some(away => !target.contains(document.elementFromPoint(x, y + away)));
    }).map(target => target.outerHTML);
}"""
"""The targets for which a finger that is 21 pixels above or below the middle hits something else."""


@pytest.fixture(scope="module")
def reader(browser: Browser, real: str) -> Iterator[Visitor]:
    with visiting(browser, real, **PHONE) as reader:
        yield reader


@pytest.mark.parametrize("path", PAGES)
def test_targets_are_44_pixels_high(reader: Visitor, path: str) -> None:
    reader.visit(path, until="networkidle")
    assert reader.page.locator("summary, select, button").count()
    assert reader.page.evaluate(_SMALL_TARGETS) == []
    assert reader.overflow() == []
