"""The search for invented words in every byte of a folder: in file names, in files, and in compressed data."""

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from canary_words import DISTINCT, Origin, Vocabulary

_RUN = re.compile(rb"(?=([a-z]{%d}))" % DISTINCT)


def find_words(folder: Path, vocabulary: Vocabulary) -> dict[Origin, set[str]]:
    """Return the origins of all words that occur below `folder`, each with the paths of the files that hold it."""
    known = {word.encode(): origin for word, origin in vocabulary.origins.items()}
    places: dict[Origin, set[str]] = {}
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        for data in _contents(file, path):
            for match in _RUN.finditer(data.lower()):
                origin = known.get(match[1])
                if origin:
                    places.setdefault(origin, set()).add(path)
    return places


def _contents(file: Path, path: str) -> Iterator[bytes]:
    """Yield the name of a file, its bytes, and its bytes uncompressed if they are a stream of gzip or deflate."""
    yield path.encode()
    if file.is_file():
        data = file.read_bytes()
        yield data
        if data.startswith(b"\x1f\x8b"):
            yield gzip.decompress(data)
        else:
            yield _inflate(data)


def _inflate(data: bytes) -> bytes:
    """Decompress a raw deflate stream, the format of the search index; return nothing for any other file."""
    try:
        return zlib.decompressobj(wbits=-zlib.MAX_WBITS).decompress(data)
    except zlib.error:
        return b""
