"""The JSON Schemas beside the content, in the folder that editors' tools read."""

from pathlib import Path

from generator.infra.files import DISK, Disk
from generator.model.schema import SCHEMA_FOLDER, build_schemas


def write_schemas(root: Path, *, missing: bool = False, disk: Disk = DISK) -> list[str]:
    """Write the schemas that are missing or not current; with `missing`, only those that are missing.

    Return their paths below `root`. Raise `OutputError` if the disk fails.
    """
    paths = []
    for name, text in build_schemas().items():
        file = root / "content" / SCHEMA_FOLDER / name
        if file.exists() if missing else _is_current(file, text):
            continue
        disk.put(file, text.encode())
        paths.append(f"content/{SCHEMA_FOLDER}/{name}")
    return paths


def _is_current(file: Path, text: str) -> bool:
    try:
        return file.read_bytes() == text.encode()
    except OSError:
        return False
