"""Hugo gets the same articles and taxonomies, and builds a page for each of them."""

from pathlib import Path

import peers
import pytest
import yaml
from hugo_site import write_hugo_site
from synthetic import write_content

SIZE = 5


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hugo")
    write_content(root, SIZE)
    return root


def metadata(project: Path, number: int) -> dict[str, list[str]]:
    file = project / f"content/briefings/briefing-{number}/metadata.yml"
    data: dict[str, list[str]] = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return data


def test_all_articles_are_written_in_full(project: Path, tmp_path: Path) -> None:
    write_hugo_site(tmp_path / "source", project / "content")

    for number in range(SIZE):
        page = (tmp_path / f"source/content/briefings/briefing-{number}.md").read_text(encoding="utf-8")
        assert page.endswith((project / f"content/briefings/briefing-{number}/article.md").read_text(encoding="utf-8"))


def test_hugo_builds_a_page_for_each_article_tag_and_actor(project: Path, tmp_path: Path) -> None:
    figures = dict(peers.hugo(project, tmp_path))

    tags = {tag for number in range(SIZE) for tag in metadata(project, number)["tags"]}
    actors = {actor for number in range(SIZE) for actor in metadata(project, number)["actors"]}
    # Besides: the first page, and the lists of briefings, tags and actors.
    assert figures["Hugo: pages"] == SIZE + len(tags) + len(actors) + 4
    text = (tmp_path / "site/briefings/briefing-2/index.html").read_text(encoding="utf-8")
    for words in ("<h1>Works and stores, part 3</h1>", "2000-01-03", "Part 3 of a series", ">Background</h2>"):
        assert words in text
    for kind in ("tags", "actors"):
        for thing in metadata(project, 2)[kind]:
            assert f'href="/{kind}/{thing}/"' in text
            assert "/briefings/briefing-2/" in (tmp_path / f"site/{kind}/{thing}/index.html").read_text(
                encoding="utf-8"
            )
            assert f"/{kind}/{thing}/" in (tmp_path / f"site/{kind}/index.html").read_text(encoding="utf-8")
