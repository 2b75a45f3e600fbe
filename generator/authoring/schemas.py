"""Writes the JSON Schemas beside the content, where editors' tools look for them."""

from pathlib import Path

from generator.model.schema import FOLDER, schemas
from generator.site.files import DISK, Disk


def write_schemas(root: Path, *, missing: bool = False, disk: Disk = DISK) -> list[str]:
    """Writes the schemas that are not as they should be, or only those `missing`; gives their paths.

    Raises OutputError if the disk refuses.
    """
    written = []
    for name, text in schemas().items():
        file = root / "content" / FOLDER / name
        if file.exists() if missing else _has(file, text):
            continue
        disk.put(file, text.encode())
        written.append(f"content/{FOLDER}/{name}")
    return written


def _has(file: Path, text: str) -> bool:
    try:
        return file.read_bytes() == text.encode()
    except OSError:
        return False
