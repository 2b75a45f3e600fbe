"""Lays files on the disk as a test case describes them.

A case maps a path to what shall be there: text, or a mapping for what text cannot say. `replace` and
`append` change the file that the base has, so that a case shows the mistake and nothing else.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

BASE = Path(__file__).parent / "rules" / "base"
"""A small root whose content keeps every rule, warnings included."""


def lay_base(root: Path) -> None:
    """The base, in the empty folder `root`."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)


def lay(root: Path, files: Mapping[str, Any]) -> None:
    """Each of `files` (path below `root`, with forward slashes) over what is there."""
    for path, what in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(what, str):
            file.write_bytes(what.encode())
        else:
            for form, value in what.items():
                _lay_other(file, form, value)


def _lay_other(file: Path, form: str, value: Any) -> None:
    match form:
        case "replace":
            text = file.read_text(encoding="utf-8")
            for old, new in value.items():
                assert text.count(old) == 1, f"{old!r} stands in {file.name} {text.count(old)} times"
                text = text.replace(old, new)
            file.write_bytes(text.encode())
        case "append":
            file.write_bytes(file.read_bytes() + value.encode())
        case "hex":
            file.write_bytes(bytes.fromhex(value))
        case "size":
            file.write_bytes(b"#" * value)
        case "symlink":
            file.unlink(missing_ok=True)
            file.symlink_to(value)
        case "fifo":
            file.unlink(missing_ok=True)
            os.mkfifo(file)
        case "move":
            file.rename(file.with_name(value))
        case "delete":
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        case _:
            raise ValueError(f"no such form: {form}")
