"""Images on their way from content/ to the site: hidden with their briefing, and encoded once."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from laid_project import lay_project
from laying import BASE
from pictures import SECRET, draw_image

from generator.build import pipeline
from generator.incremental import rendering

FOLDER = "content/briefings/ferry-fare"
FIGURES = """\
figures:
  - file: boat.jpg
    alt: A boat.
    credit: The desk
  - file: quay.png
    alt: A quay.
    credit: The desk
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a briefing that has two images."""
    lay_project(tmp_path, BASE / "content")
    folder = tmp_path / FOLDER
    (folder / "boat.jpg").write_bytes(draw_image(900, 600))
    (folder / "quay.png").write_bytes(draw_image(50, 30, "PNG"))
    _append(folder / "article.md", "\n![](boat.jpg)\n\n![](quay.png)\n")
    _append(folder / "metadata.yml", FIGURES)
    return tmp_path


def _append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def build(root: Path) -> tuple[str, ...]:
    """Build the site, and return the files of docs/ that were written."""
    result = pipeline.build(root)
    assert result.pages, result.diagnostics
    return result.pages.written


def list_images(folder: Path) -> dict[str, bytes]:
    """Return all images of a briefing below a folder, by the name of the file."""
    files = sorted(folder.glob("briefings/*/*"))
    return {file.name: file.read_bytes() for file in files if file.suffix in {".avif", ".jpg", ".png"}}


def read_names(images: dict[str, bytes]) -> list[str]:
    """Return the names of images without their digests."""
    return ["-".join([name.split("-")[0], name.split("-")[2]]) for name in images]


def test_site_follows_the_images(root: Path) -> None:
    """One project walks through all edits, because each needs the build before it."""
    build(root)
    images = list_images(root / "site")
    assert read_names(images) == ["boat-640.avif", "boat-900.avif", "boat-900.jpg", "quay-50.avif", "quay-50.jpg"]
    assert images == list_images(root / "docs")
    page = (root / "site/briefings/ferry-fare/index.html").read_text(encoding="utf-8")
    assert all(f"../../briefings/ferry-fare/{name}" in page for name in images)
    for file in (root / "site").rglob("*"):
        assert not file.is_file() or SECRET not in file.read_bytes()

    # An edit of the text encodes no image again.
    article = root / FOLDER / "article.md"
    article.write_text(article.read_text(encoding="utf-8").replace("worn.", "worn out."), encoding="utf-8")
    written = build(root)
    assert "briefings/ferry-fare.md" in written
    assert not [path for path in written if path.endswith((".avif", ".jpg"))]

    # A changed image has other files, and another page.
    (root / FOLDER / "quay.png").write_bytes(draw_image(50, 30, "PNG", "navy"))
    written = build(root)
    assert [Path(path).name.split("-")[0] for path in written if path.endswith((".avif", ".jpg"))] == ["quay", "quay"]
    assert "briefings/ferry-fare.md" in written
    changed = list_images(root / "site")
    assert read_names(changed) == read_names(images)
    assert len(changed.keys() & images.keys()) == 3

    # A lost file is encoded again, with the same bytes.
    lost = next((root / "docs/briefings/ferry-fare").glob("boat-*-640.avif"))
    lost.unlink()
    assert build(root) == (lost.relative_to(root / "docs").as_posix(),)
    assert list_images(root / "docs") == changed
    pipeline.build(root, full=True)
    assert list_images(root / "site") == changed

    # A hidden briefing takes its images along.
    _append(root / FOLDER / "metadata.yml", "status: draft\n")
    build(root)
    assert list_images(root / "site") == list_images(root / "docs") == {}
    for folder in ("site", "docs"):
        for file in (root / folder).rglob("*"):
            assert "boat-" not in file.name
            assert not file.is_file() or b"boat.jpg" not in file.read_bytes()


def test_image_that_changes_during_a_build_stops_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: Callable[[Path, str], bytes] = rendering._read_image  # noqa: SLF001  # the moment of the change

    def change_before_reading(path: Path, digest: str) -> bytes:
        path.write_bytes(draw_image(10, 10, "PNG"))
        return read(path, digest)

    monkeypatch.setattr(rendering, "_read_image", change_before_reading)
    with pytest.raises(rendering.OutputError, match="changed while the site was built"):
        build(root)
    assert not (root / "site").exists()


def test_structured_data_and_other_sites_have_the_image(root: Path) -> None:
    build(root)
    page = (root / "docs/briefings/ferry-fare.md").read_text(encoding="utf-8")
    _, _, block = page.partition('<script type="application/ld+json">\n')
    graph = json.loads(block.partition("</script>")[0])["@graph"]
    images = next(node["image"] for node in graph if "headline" in node)
    built = (root / "site/briefings/ferry-fare/index.html").read_text(encoding="utf-8")
    name = next((root / "docs/briefings/ferry-fare").glob("boat-*.jpg")).name

    assert [image["creditText"] for image in images] == ["The desk", "The desk"]
    assert images[0]["contentUrl"] == f"./{name}"
    assert f'briefings/ferry-fare/{name}"' in built.partition('property="og:image" content="')[2].split(">")[0]


def test_preview_of_a_draft_leaves_out_missing_images(root: Path) -> None:
    folder = root / FOLDER
    (folder / "boat.jpg").unlink()
    (folder / "quay.png").write_bytes(b"damaged")
    text = (folder / "metadata.yml").read_text(encoding="utf-8")
    bound = text.replace("    disputes: [c02]\n", "    disputes: [c02]\n    figure: boat.jpg\n")
    assert bound != text
    (folder / "metadata.yml").write_text(f"{bound}status: draft\n", encoding="utf-8")

    result = pipeline.build(root, preview=True, out=root / "preview")

    assert result.pages, result.diagnostics
    assert {item.rule for item in result.diagnostics if item.path.startswith(FOLDER)} == {"unfinished"}
    page = (root / "preview/briefings/ferry-fare/index.html").read_text(encoding="utf-8")
    assert "photo" not in page
    assert "#fig:1" not in page
