"""The stamp that identifies a published file, and the walk through a folder."""

import os
from pathlib import Path

import pytest

from generator.site.output.staging import FolderWalk, get_stamp, list_files


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that was written in the past."""
    path = tmp_path / "page.html"
    path.write_bytes(b"text")
    os.utime(path, ns=(10**18, 10**18))
    return path


def test_a_stamp_changes_with_the_time_of_writing_alone(file: Path) -> None:
    before = file.stat()
    os.utime(file, ns=(10**18, 10**18 + 1000))
    after = file.stat()

    assert (after.st_size, after.st_ino) == (before.st_size, before.st_ino)
    assert get_stamp(after) != get_stamp(before)


def test_a_stamp_changes_with_the_size_alone(file: Path) -> None:
    before = file.stat()
    file.write_bytes(b"other")
    os.utime(file, ns=(10**18, 10**18))

    assert file.stat().st_ino == before.st_ino
    assert get_stamp(file.stat()) != get_stamp(before)


def test_a_stamp_changes_with_the_inode_alone(file: Path, tmp_path: Path) -> None:
    before = file.stat()
    copy = tmp_path / "copy.html"
    copy.write_bytes(b"text")
    os.utime(copy, ns=(10**18, 10**18))
    copy.replace(file)

    assert get_stamp(file.stat()) != get_stamp(before)


def test_a_new_link_leaves_the_stamp_as_it_is(file: Path, tmp_path: Path) -> None:
    before = get_stamp(file.stat())
    os.link(file, tmp_path / "link.html")

    assert get_stamp(file.stat()) == before


def test_a_walk_can_pause(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"folder-{number}").mkdir()
        (tmp_path / f"folder-{number}/page.html").write_text("")
    walk = FolderWalk(str(tmp_path), hidden=False)
    answers = iter([True, True, False])
    walk.walk_while(lambda: next(answers))

    assert walk.finish().files == list_files(tmp_path)
    assert len(list_files(tmp_path)) == 200
