"""The generated pages in docs/: which are written, removed and refused, and the state after an interrupted run."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.infra import files
from generator.infra.file_digests import compute_digest
from generator.infra.files import Disk, OutputError
from generator.site.output import docs_tree, manifest
from generator.site.output.docs_tree import WriteSummary, remove_pages, write_pages

PAGES = {
    "index.md": "# Home\n",
    "actors/hamas.md": "# Hamas\n",
    "actors/hamas/mentions/2.md": "# Hamas – mentions\n",
    "actors/old-name/index.html": "<!doctype html>\n",
}
LATER = {
    "index.md": "# Home, later\n",
    "actors/hamas.md": "# Hamas\n",
    "themes/truce.md": "# Truce\n",
}
ADVICE = "move your text into `content/` or a page of your own, then delete the file: "


class PowerOffError(BaseException):
    """A power failure: no code runs after it, not even error handlers."""


class StoppingDisk(Disk):
    """A disk that fails after the given number of changes."""

    def __init__(self, remaining: int) -> None:
        self.remaining = remaining

    def step(self) -> None:
        if self.remaining == 0:
            raise PowerOffError
        self.remaining -= 1

    def put(self, path: Path, data: bytes, *, durable: bool = False) -> None:
        if self.remaining == 0:
            path.parent.mkdir(parents=True, exist_ok=True)
            files.get_scratch_path(path).write_bytes(data[: len(data) // 2])
        self.step()
        super().put(path, data, durable=durable)

    def remove(self, path: Path) -> None:
        self.step()
        super().remove(path)

    def remove_scratch(self, path: Path) -> None:
        self.step()
        super().remove_scratch(path)

    def remove_empty(self, folder: Path) -> None:
        self.step()
        super().remove_empty(folder)


class CountingDisk(Disk):
    def __init__(self) -> None:
        self.puts: list[str] = []

    def put(self, path: Path, data: bytes, *, durable: bool = False) -> None:
        self.puts.append(path.name)
        super().put(path, data, durable=durable)


def read_pages(docs: Path) -> dict[str, str]:
    """Return the text of every file below `docs` except the manifest."""
    return {
        path.relative_to(docs).as_posix(): path.read_text()
        for path in docs.rglob("*")
        if path.is_file() and path.name != manifest.MANIFEST
    }


def list_folders(docs: Path) -> set[str]:
    return {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_dir()}


def write_all(docs: Path, pages: Mapping[str, str]) -> WriteSummary:
    result = write_pages(docs, pages)
    assert isinstance(result, WriteSummary), result
    return result


def list_refusals(docs: Path, pages: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return the diagnostics of a `write_pages` that must change nothing."""
    before = {path: path.lstat() for path in sorted(docs.rglob("*"))}
    result = write_pages(docs, pages)
    assert not isinstance(result, WriteSummary)
    assert {path: path.lstat() for path in sorted(docs.rglob("*"))}.keys() == before.keys()
    assert all(path.lstat().st_mtime_ns == status.st_mtime_ns for path, status in before.items())
    assert {diagnostic.rule for diagnostic in result} <= {"page-in-the-way"}
    return [(diagnostic.path, diagnostic.message, diagnostic.help) for diagnostic in result]


def test_first_run_writes_all_pages(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    assert write_all(docs, PAGES) == WriteSummary(written=tuple(sorted(PAGES)))
    assert read_pages(docs) == PAGES


def test_second_run_writes_nothing(tmp_path: Path) -> None:
    write_pages(tmp_path, PAGES)
    disk = CountingDisk()
    assert write_pages(tmp_path, PAGES, disk=disk) == WriteSummary(unchanged=4)
    assert disk.puts == []


def test_only_changed_pages_are_written_and_stale_pages_are_removed(tmp_path: Path) -> None:
    write_pages(tmp_path, PAGES)
    disk = CountingDisk()
    assert write_pages(tmp_path, LATER, disk=disk) == WriteSummary(
        written=("index.md", "themes/truce.md"),
        removed=("actors/hamas/mentions/2.md", "actors/old-name/index.html"),
        unchanged=1,
    )
    assert disk.puts == [manifest.MANIFEST, "index.md", "truce.md", manifest.MANIFEST]
    assert read_pages(tmp_path) == LATER
    assert list_folders(tmp_path) == {"actors", "themes"}


def test_deleted_page_is_written_again(tmp_path: Path) -> None:
    write_pages(tmp_path, PAGES)
    (tmp_path / "index.md").unlink()
    assert write_all(tmp_path, PAGES).written == ("index.md",)
    assert read_pages(tmp_path) == PAGES


def test_manifest_has_one_sorted_page_a_line(tmp_path: Path) -> None:
    write_pages(tmp_path, {"b.md": "b", "a.md": "a"})
    assert (tmp_path / ".manifest.json").read_text() == (
        '{\n"a.md": ["27c35e6e9373877f29e562464e46497e"],\n"b.md": ["bab8f02ee5a5c9ce55ca8c2d3b2a3e8e"]\n}\n'
    ).replace("bab8f02ee5a5c9ce55ca8c2d3b2a3e8e", compute_digest(b"b"))


def test_manifest_does_not_depend_on_the_order_of_pages(tmp_path: Path) -> None:
    write_pages(tmp_path / "one", PAGES)
    write_pages(tmp_path / "other", dict(reversed(PAGES.items())))
    assert (tmp_path / "one/.manifest.json").read_text() == (tmp_path / "other/.manifest.json").read_text()


def test_handwritten_file_at_the_path_of_a_page_is_refused(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "actors").mkdir(parents=True)
    (docs / "actors/hamas.md").write_text("by hand")
    (docs / "index.md").write_text("by hand too")
    assert list_refusals(docs, PAGES) == [
        (
            "docs/actors/hamas.md",
            "`docs/actors/hamas.md` was not written by the generator, which needs this path for a page",
            "move or rename the file; delete it if it is a leftover of an earlier build",
        ),
        (
            "docs/index.md",
            "`docs/index.md` was not written by the generator, which needs this path for a page",
            "move or rename the file; delete it if it is a leftover of an earlier build",
        ),
    ]
    assert read_pages(docs) == {"actors/hamas.md": "by hand", "index.md": "by hand too"}


def test_file_with_the_same_bytes_is_adopted(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text(PAGES["index.md"])
    assert write_all(tmp_path, PAGES).unchanged == 1
    assert write_all(tmp_path, LATER).written == ("index.md", "themes/truce.md")


def test_manually_edited_page_is_not_overwritten(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    (docs / "index.md").write_text("# Home, by hand\n")
    assert (
        list_refusals(docs, LATER)
        == list_refusals(docs, PAGES)
        == [
            (
                "docs/index.md",
                "`docs/index.md` was changed by hand since the generator wrote it",
                ADVICE + "the next build writes it again",
            )
        ]
    )


def test_manually_edited_page_is_not_removed(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    (docs / "actors/old-name/index.html").write_text("by hand")
    assert list_refusals(docs, LATER) == [
        (
            "docs/actors/old-name/index.html",
            "`docs/actors/old-name/index.html` was changed by hand since the generator wrote it",
            ADVICE + "the page is no longer generated",
        )
    ]


def test_folder_at_the_path_of_a_page_is_refused(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "index.md").mkdir(parents=True)
    assert list_refusals(docs, PAGES) == [
        ("docs/index.md", "`docs/index.md` is a folder where a page belongs", "move or rename it")
    ]


def test_file_at_the_path_of_a_folder_is_reported_once(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "actors").write_text("by hand")
    assert list_refusals(docs, PAGES) == [
        ("docs/actors", "`docs/actors` is a file where a folder of pages belongs", "move or rename it")
    ]


@pytest.mark.parametrize("link", ["index.md", "actors", "actors/hamas.md"])
@pytest.mark.parametrize("outside", ["secret.md", "secrets", "nowhere"])
def test_nothing_is_written_through_a_symbolic_link(tmp_path: Path, link: str, outside: str) -> None:
    docs, secrets = tmp_path / "docs", tmp_path / "secrets"
    secrets.mkdir()
    (tmp_path / "secret.md").write_text("# Home\n")
    (secrets / "hamas.md").write_text("# Hamas\n")
    (docs / link).parent.mkdir(parents=True)
    (docs / link).symlink_to(tmp_path / outside)
    before = read_pages(tmp_path)
    message = f"`docs/{link}` is a symbolic link, and the generator does not write through symbolic links"
    assert list_refusals(docs, PAGES) == [(f"docs/{link}", message, "move or rename it")]
    assert read_pages(tmp_path) == before


def test_stale_page_is_not_removed_through_a_symbolic_link(tmp_path: Path) -> None:
    docs, outside = tmp_path / "docs", tmp_path / "outside"
    write_pages(docs, PAGES)
    (docs / "actors").rename(outside)
    (docs / "actors").symlink_to(outside)
    assert write_all(docs, {"index.md": "# Home\n"}).removed == ()
    assert (outside / "hamas.md").read_text() == "# Hamas\n"


def test_named_pipe_does_not_block_the_build(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    os.mkfifo(docs / "index.md")
    assert list_refusals(docs, PAGES) == [
        ("docs/index.md", "`docs/index.md` is not a regular file", "move or rename it")
    ]


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", "\x00\xff", "{" * 100_000, '{"index.md": 7}'])
def test_damaged_manifest_loses_no_pages(tmp_path: Path, damage: str) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    (docs / ".manifest.json").write_bytes(damage.encode("latin-1"))
    assert [path for path, *_ in list_refusals(docs, LATER)] == ["docs/index.md"]
    assert write_all(docs, PAGES).unchanged == 4
    assert read_pages(docs) == PAGES


def test_truncated_manifest_keeps_its_complete_lines(tmp_path: Path) -> None:
    write_pages(tmp_path, PAGES)
    text = (tmp_path / ".manifest.json").read_text()
    for length in range(len(text)):
        assert manifest.parse_manifest(text[:length]).items() <= manifest.parse_manifest(text).items()
    last = text.index('"index.md"')
    assert set(manifest.parse_manifest(text[:last])) == PAGES.keys() - {"index.md"}


def test_manifest_cannot_name_files_outside_docs(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / "precious.md").write_text("precious")
    paths = ["../precious.md", str(tmp_path / "precious.md"), "a/../../precious.md", ".git/config"]
    entries = {path: frozenset({compute_digest(b"precious")}) for path in paths}
    (docs / ".manifest.json").write_text(manifest.render_manifest(entries))
    assert write_all(docs, {"index.md": "x"}).removed == ()
    assert (tmp_path / "precious.md").read_text() == "precious"


@pytest.mark.parametrize("path", ["", "/etc/x.md", "../x.md", "a//b.md", ".manifest.json", "a/.x.md", "a\\b.md"])
def test_invalid_page_path_raises_value_error(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not the path of a page"):
        write_pages(tmp_path, {path: ""})
    assert read_pages(tmp_path) == {}


@pytest.mark.parametrize("third", [PAGES, LATER, {}, LATER | {"index.md": "# Home, last\n"}])
def test_stopped_run_is_completed_by_the_next(tmp_path: Path, third: Mapping[str, str]) -> None:
    stops = 0
    while True:
        docs = tmp_path / f"docs{stops}"
        write_pages(docs, PAGES)
        (docs / "about.md").write_text("by hand")
        try:
            write_pages(docs, LATER, disk=StoppingDisk(stops))
        except PowerOffError:
            assert isinstance(write_pages(docs, third), WriteSummary)
            assert read_pages(docs) == {**third, "about.md": "by hand"}
            assert write_pages(docs, third) == WriteSummary(unchanged=len(third))
            stops += 1
        else:
            break
    assert stops > 6


def test_stopped_first_run_is_completed_by_the_next(tmp_path: Path) -> None:
    for stop in range(6):
        docs = tmp_path / f"docs{stop}"
        with pytest.raises(PowerOffError):
            write_pages(docs, PAGES, disk=StoppingDisk(stop))
        write_all(docs, LATER)
        assert read_pages(docs) == LATER
        assert remove_pages(docs).edited == ()
        assert read_pages(docs) == {}


def test_emptied_page_is_written_again(tmp_path: Path) -> None:
    write_pages(tmp_path, PAGES)
    (tmp_path / "index.md").write_text("")
    assert write_all(tmp_path, LATER).written == ("index.md", "themes/truce.md")


def test_clean_removes_only_generated_files(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors/note.md").write_text("by hand")
    write_pages(tmp_path, PAGES)
    assert remove_pages(tmp_path).removed == tuple(sorted(PAGES))
    assert read_pages(tmp_path) == {"actors/note.md": "by hand"}
    assert list_folders(tmp_path) == {"actors"}
    assert not (tmp_path / ".manifest.json").exists()


def test_clean_keeps_manually_edited_pages(tmp_path: Path) -> None:
    write_pages(tmp_path, PAGES)
    (tmp_path / "index.md").write_text("by hand")
    assert remove_pages(tmp_path).edited == ("index.md",)
    assert read_pages(tmp_path) == {"index.md": "by hand"}
    assert remove_pages(tmp_path).edited == ("index.md",)


def test_clean_without_a_docs_folder_does_nothing(tmp_path: Path) -> None:
    assert remove_pages(tmp_path / "docs") == docs_tree.CleanSummary()


OPEN = os.open


def raise_disk_full(*_: object) -> int:
    raise OSError(28, "No space left on device")


def open_read_only(path: str, flags: int, mode: int = 0o777) -> int:
    if flags & os.O_WRONLY:
        raise OSError(30, "Read-only file system")
    return OPEN(path, flags, mode)


@pytest.mark.parametrize(
    ("call", "broken", "message"),
    [
        ("pathlib.Path.replace", raise_disk_full, "cannot write `{docs}/.manifest.json`: no space left on device"),
        ("os.fsync", raise_disk_full, "cannot write `{docs}/.manifest.json`: no space left on device"),
        ("os.open", open_read_only, "cannot write `{docs}/.manifest.json`: read-only file system"),
    ],
)
def test_disk_error_is_reported_and_leaves_no_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, broken: Callable[..., int], message: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(call, broken)
        with pytest.raises(OutputError) as caught:
            write_pages(tmp_path, {"index.md": "x"})
    assert str(caught.value) == message.format(docs=tmp_path.as_posix())
    assert list(tmp_path.iterdir()) == []


def test_full_disk_in_the_middle_of_a_run_is_recovered_by_the_next(tmp_path: Path) -> None:
    class Filling(CountingDisk):
        def put(self, path: Path, data: bytes, *, durable: bool = False) -> None:
            super().put(path, data, durable=durable)
            if len(self.puts) == 3:
                raise OutputError("full")

    write_pages(tmp_path, PAGES)
    with pytest.raises(OutputError):
        write_pages(tmp_path, LATER, disk=Filling())
    write_all(tmp_path, LATER)
    assert read_pages(tmp_path) == LATER


def test_failed_write_leaves_no_temporary_file(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.mkdir()
    with pytest.raises(OutputError, match=r"^cannot write `.*page\.md`: is a directory$"):
        Disk().put(page, b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]


def test_symbolic_link_at_the_scratch_path_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / ".page.md.tmp").symlink_to(tmp_path / "precious")
    Disk().put(tmp_path / "page.md", b"x")
    assert (tmp_path / "precious").read_text() == "precious"
    assert (tmp_path / "page.md").read_text() == "x"


SETS = st.dictionaries(
    st.sampled_from(["a.md", "b.md", "f/a.md", "f/b.md", "f/g/a.md", "h/index.html"]),
    st.sampled_from(["one\n", "two\n", ""]),
)


@settings(max_examples=60, deadline=None)
@given(sets=st.lists(SETS, min_size=1, max_size=4), stops=st.lists(st.integers(0, 12), max_size=4))
def test_law_interrupted_runs_do_not_affect_the_last_result(
    tmp_path_factory: pytest.TempPathFactory, sets: list[dict[str, str]], stops: list[int]
) -> None:
    docs = tmp_path_factory.mktemp("docs")
    (docs / "f").mkdir()
    (docs / "f/mine.md").write_text("by hand")
    for pages, stop in zip(sets, stops, strict=False):
        try:
            result = write_pages(docs, pages, disk=StoppingDisk(stop))
        except PowerOffError:
            continue
        assert isinstance(result, WriteSummary)
    write_all(docs, sets[-1])
    assert read_pages(docs) == {**sets[-1], "f/mine.md": "by hand"}
