"""Files on the disk, as a test case describes them.

A case maps a path to its content: text, or a mapping for everything else. `replace`, `append` and `repeat` change the
file of the base, so that a case shows the error alone.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

BASE = Path(__file__).parent / "rules" / "base"
"""A small root whose content has no errors and no warnings."""


def lay_base(root: Path) -> None:
    """Copy the base into the empty folder `root`."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)


def lay(root: Path, files: Mapping[str, Any]) -> None:
    """Write each of `files` (path below `root`, with forward slashes) over what exists."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            file.write_bytes(content.encode())
        else:
            for form, value in content.items():
                _lay_form(file, form, value)


def _lay_form(file: Path, form: str, value: Any) -> None:
    match form:
        case "replace":
            text = file.read_text(encoding="utf-8")
            for old, new in value.items():
                assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {file.name}"
                text = text.replace(old, new)
            file.write_bytes(text.encode())
        case "append" | "repeat":
            addition = value if form == "append" else _repeat(value)
            file.write_bytes(file.read_bytes() + addition.encode())
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


def _repeat(counts: Mapping[str, int]) -> str:
    """Return a line with each text repeated by its count."""
    return "\n" + "".join(text * count for text, count in counts.items()) + "\n"
