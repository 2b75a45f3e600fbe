"""Take the screenshots of README.md: `python tests/docs/take_screenshots.py`.

It builds the site from content/ in a temporary folder, serves it, and opens a briefing and an actor in the Chromium
that the tests use, with the light color scheme. The images are in documentation/images/.
"""

import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parents[2]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

import chromium  # noqa: E402  # found by the path above
from laid_project import lay_project  # noqa: E402
from playwright.sync_api import Browser  # noqa: E402
from serving import serve_site  # noqa: E402

from generator.build import pipeline  # noqa: E402

IMAGES = PROJECT / "documentation/images"
PAGES = {
    "briefing": "briefings/israeli-palestinian-coordination-against-hamas/",
    "actor": "actors/hamas/",
}
"""The file name of each image, with the address of its page."""

SCROLL = {"briefing": 500, "actor": 0}
"""Pixels above the visible part of a page."""

WIDTH, HEIGHT = 1280, 640
"""Wide enough for the speakers beside the text of a briefing."""


def main() -> None:
    """Build the site, and take a screenshot of each page."""
    program = chromium.find()
    if program is None:
        sys.exit(f"There is no Chromium. Name one in the environment variable {chromium.NAMED_BY}.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = lay_project(Path(folder))
        pipeline.build(root)
        with serve_site(root / "site") as address, chromium.launched(program) as browser:
            for name in PAGES:
                take_screenshot(browser, address, name)


def take_screenshot(browser: Browser, address: str, name: str) -> None:
    """Write the image of a page."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address + PAGES[name], wait_until="networkidle")
    page.mouse.wheel(0, SCROLL[name])
    page.wait_for_timeout(500)
    image = IMAGES / f"{name}.png"
    page.screenshot(path=str(image))
    context.close()
    sys.stdout.write(f"{image.relative_to(PROJECT)}: {image.stat().st_size // 1000} KB\n")


if __name__ == "__main__":
    main()
