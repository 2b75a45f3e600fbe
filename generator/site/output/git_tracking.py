"""A check whether git tracks a folder, by git's own list of files, the index.

The cache has texts that may be hidden or withdrawn, and states that are right for one machine alone, so that it must
not be in a repository. Git itself is not called: it may be missing, and it runs commands that a repository configures.
"""

import re
import struct
from collections.abc import Generator, Iterator
from itertools import product
from pathlib import Path

from generator.infra.files import OutputError
from generator.site.output.state import CACHE

_HEADER = struct.Struct(">4sII")
_EXTENSION = struct.Struct(">4sI")
_STATUS_SIZE = 40
"""The bytes of an entry before the name of its object: times, device, mode, owner, size."""
_EXTENDED = 0x4000
_SHA1, _SHA256 = 20, 32
_IS_SHA256 = re.compile(r"^\s*objectformat\s*=\s*sha256\s*$", re.IGNORECASE | re.MULTILINE)


def ensure_untracked(root: Path) -> None:
    """Raise `OutputError` if git tracks the cache of `root`."""
    if is_tracked(root / CACHE):
        raise OutputError(
            f"git tracks `{CACHE}/`, which may hold hidden texts: remove it from the repository with "
            f"`git rm -r --cached {CACHE}`, add `/{CACHE}/` to `.gitignore`, and delete the folder"
        )


def is_tracked(folder: Path) -> bool:
    """Check whether the index of the repository around `folder` has it, its target, or a file below it."""
    top = next((parent for parent in folder.absolute().parents if (parent / ".git").exists()), None)
    if top is None:
        return False
    names = set()
    for path, root in product({folder.absolute(), folder.resolve()}, {top, top.resolve()}):
        if root in path.parents:
            names.add(path.relative_to(root).as_posix().encode(errors="surrogateescape"))
    return any(_is_below(path, name) for path in _list_tracked(_find_git_folder(top)) for name in names)


def _is_below(path: bytes, folder: bytes) -> bool:
    return (path + b"/").startswith(folder + b"/")


def _find_git_folder(top: Path) -> Path:
    """Return the folder with the index: `.git`, or the target of the file of that name, as in a worktree."""
    git = top / ".git"
    text = _read_bytes(git).decode(errors="surrogateescape") if git.is_file() else ""
    return top / text.removeprefix("gitdir:").strip() if text else git


def _list_tracked(git: Path) -> Iterator[bytes]:
    """Yield all paths of the index, and of the index that it shares with others; nothing if it is unreadable."""
    digest_size = _SHA256 if _IS_SHA256.search(_read_bytes(git / "config").decode(errors="replace")) else _SHA1
    index = _read_bytes(git / "index")
    try:
        end = yield from _read_entries(index, digest_size)
        if shared := _find_shared_index(index, end, digest_size):
            yield from _read_entries(_read_bytes(git / f"sharedindex.{shared}"), digest_size)
    except (struct.error, ValueError, IndexError):
        # Git could not read it either.
        return


def _read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; none if it is missing or not readable."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _read_entries(index: bytes, digest_size: int) -> Generator[bytes, None, int]:
    """Yield the paths of an index (gitformat-index(5)), and return the offset of its extensions."""
    if not index:
        return 0
    _, version, count = _HEADER.unpack_from(index)
    offset, name = _HEADER.size, b""
    for _ in range(count):
        flags_offset = offset + _STATUS_SIZE + digest_size
        flags = int.from_bytes(index[flags_offset : flags_offset + 2])
        start = flags_offset + (4 if version > 2 and flags & _EXTENDED else 2)
        if version == 4:
            # Such an entry has only the end of its path, after the number of bytes to drop from the previous path.
            dropped, start = _read_number(index, start)
            end = index.index(b"\0", start)
            name = name[: len(name) - dropped] + index[start:end]
            offset = end + 1
        else:
            end = index.index(b"\0", start)
            name = index[start:end]
            offset += (end - offset + 8) // 8 * 8
        yield name
    return offset


def _read_number(data: bytes, offset: int) -> tuple[int, int]:
    """Return a number in git's encoding of variable length, and the offset after it."""
    value = data[offset] & 0x7F
    while data[offset] & 0x80:
        offset += 1
        value = ((value + 1) << 7) | (data[offset] & 0x7F)
    return value, offset + 1


def _find_shared_index(index: bytes, offset: int, digest_size: int) -> str:
    """Return the digest of the index that a split index shares; empty if there is none."""
    while 0 < offset < len(index) - digest_size:
        name, length = _EXTENSION.unpack_from(index, offset)
        if name == b"link":
            return index[offset + 8 : offset + 8 + digest_size].hex()
        offset += 8 + length
    return ""
