"""The preview project: a project of its own that follows the desk's, and leaves everything of the desk's alone."""

from pathlib import Path

import pytest

from generator.build.preview import PREVIEW, check_target, prepare_preview
from generator.infra.files import OutputError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a page by hand, a generated page and its manifest."""
    root = tmp_path / "desk"
    for path, text in {
        "mkdocs.yml": "site_name: Desk\n",
        "content/site.yml": "name: Desk\n",
        "generator/theme/main.html": "",
        "docs/about.md": "# About\n",
        "docs/assets/logo.svg": "<svg/>",
        "docs/index.md": "# Generated\n",
        "docs/.manifest.json": '{"index.md": ["0123"]}',
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def list_docs(project: Path) -> set[str]:
    docs = project / "docs"
    return {path.relative_to(docs).as_posix() for path in docs.rglob("*") if not path.is_dir() or path.is_symlink()}


def test_hand_written_files_are_copied_and_generated_ones_are_not(root: Path) -> None:
    assert list_docs(prepare_preview(root)) == {"about.md", "assets/logo.svg"}


def test_changes_of_handwritten_files_are_copied(root: Path) -> None:
    prepare_preview(root)
    (root / "docs/about.md").write_text("# Changed\n", encoding="utf-8")
    (root / "docs/assets/logo.svg").unlink()
    (root / "docs/contact.md").write_text("# Contact\n", encoding="utf-8")

    project = prepare_preview(root)

    assert list_docs(project) == {"about.md", "contact.md"}
    assert (project / "docs/about.md").read_text(encoding="utf-8") == "# Changed\n"
    assert not (project / "docs/assets").exists()


def test_a_file_that_becomes_a_folder_and_a_file_again_is_followed(root: Path) -> None:
    (root / "docs/notes").write_text("text", encoding="utf-8")
    prepare_preview(root)
    (root / "docs/notes").unlink()
    (root / "docs/notes").mkdir()
    (root / "docs/notes/first.md").write_text("# First\n", encoding="utf-8")

    assert list_docs(prepare_preview(root)) == {"about.md", "assets/logo.svg", "notes/first.md"}
    (root / "docs/notes/first.md").unlink()
    (root / "docs/notes").rmdir()
    (root / "docs/notes").write_text("text again", encoding="utf-8")

    assert list_docs(prepare_preview(root)) == {"about.md", "assets/logo.svg", "notes"}


def test_pages_that_the_preview_generated_stay(root: Path) -> None:
    project = prepare_preview(root)
    (project / "docs/actors").mkdir()
    (project / "docs/actors/hamas.md").write_text("# Hamas\n", encoding="utf-8")
    (project / "docs/.manifest.json").write_text('{"actors/hamas.md": ["0123"]}', encoding="utf-8")

    prepare_preview(root)

    assert (project / "docs/actors/hamas.md").exists()


def test_a_link_in_docs_stays_a_link_that_the_build_can_refuse(root: Path) -> None:
    secret = root.parent / "secret.md"
    secret.write_text("secret", encoding="utf-8")
    (root / "docs/secret.md").symlink_to(secret)

    project = prepare_preview(root)

    assert (project / "docs/secret.md").is_symlink()


def test_other_folders_are_linked_and_updated(root: Path) -> None:
    project = prepare_preview(root)
    assert (project / "content").readlink() == root / "content"
    assert (project / "generator").readlink() == root / "generator"
    (root / "hooks").mkdir()
    prepare_preview(root)
    assert (project / "hooks").readlink() == root / "hooks"
    (root / "hooks").rmdir()
    prepare_preview(root)
    assert not (project / "hooks").is_symlink()


def test_another_configuration_is_another_preview(root: Path) -> None:
    before = (prepare_preview(root) / "mkdocs.yml").read_text(encoding="utf-8")
    assert "preview: true" in before
    (root / "mkdocs.yml").write_text("site_name: Other\n", encoding="utf-8")
    assert (prepare_preview(root) / "mkdocs.yml").read_text(encoding="utf-8") != before


def test_the_site_is_linked_to_the_requested_output_folder(root: Path) -> None:
    project = prepare_preview(root, root / "preview")
    assert (project / "site").readlink() == root / "preview"
    prepare_preview(root, root.parent / "elsewhere")
    assert (project / "site").readlink() == root.parent / "elsewhere"
    assert not (project / "preview").exists()
    prepare_preview(root)
    assert not (project / "site").is_symlink()


def test_nothing_of_the_desk_changes(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    prepare_preview(root, root / "preview")
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and PREVIEW not in path.parents}
    assert {path: data for path, data in after.items() if not path.is_relative_to(root / PREVIEW)} == before


@pytest.mark.parametrize(
    "out", ["", ".", "..", "content", "content/preview", "docs", "docs/preview", "site", "generator", ".git", ".cache"]
)
def test_a_folder_of_the_project_is_refused(root: Path, out: str) -> None:
    with pytest.raises(OutputError, match="cannot publish a preview to"):
        check_target(root, root / out)


@pytest.mark.parametrize("out", ["preview", "build/preview", "../preview"])
def test_another_folder_is_taken(root: Path, out: str) -> None:
    check_target(root, root / out)


def test_a_link_to_a_folder_of_the_project_is_refused(root: Path) -> None:
    (root.parent / "link").symlink_to(root / "docs")
    with pytest.raises(OutputError):
        check_target(root, root.parent / "link")


def test_a_missing_configuration_is_said(root: Path) -> None:
    (root / "mkdocs.yml").unlink()
    with pytest.raises(OutputError, match=r"cannot read .*mkdocs\.yml"):
        prepare_preview(root)
