"""One file to an `Imported`: read once, its form told by its name and its first bytes, its language completed."""

import stat
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.importing.decoding import READ, decoded
from generator.importing.imported import Imported, Refused
from generator.importing.language import detect
from generator.importing.marked import read_marked
from generator.importing.page import is_page, read_page
from generator.importing.plain import read_plain
from generator.importing.word import is_word, read_word
from generator.model.fields import LANGUAGE_FORM

SIZE_LIMIT = 10 << 20
"""Bytes of a file at most."""

_PAGES = frozenset({".html", ".htm", ".xhtml"})
_MARKED = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_OTHERS: Mapping[str, str] = {
    ".pdf": "PDF",
    ".doc": "Word’s older form",
    ".odt": "OpenDocument",
    ".rtf": "RTF",
    ".mht": "MHTML",
    ".mhtml": "MHTML",
    ".epub": "EPUB",
}
_SIGNS = ((b"%PDF-", "PDF"), (b"{\\rtf", "RTF"))


def read_file(path: Path, language: str | None = None) -> Imported | Refused:
    """The article in the file at `path`; `language` is the editor's word, which stands before all else."""
    data = _bytes(path)
    if isinstance(data, Refused):
        return data
    found = read_bytes(data, path.suffix.lower(), language)
    if isinstance(found, Refused):
        return found
    if not found.markdown.strip():
        return Refused(message="no text of an article is found in it", help="look at what is in the file")
    return found


def read_bytes(data: bytes, suffix: str, language: str | None = None) -> Imported | Refused:
    """The article that `data` are, in the form that the suffix of its file and its first bytes tell."""
    if not data.strip():
        return Refused(message="the file is empty", help=READ)
    other = _OTHERS.get(suffix) or next((name for sign, name in _SIGNS if data.startswith(sign)), None)
    if other:
        return Refused(message=f"it is {other}, which is not read", help=READ)
    if suffix == ".docx" or is_word(data):
        found = read_word(data)
    else:
        text = decoded(data)
        if isinstance(text, Refused):
            return text
        found = _read_text(text.text, suffix, language)
        if isinstance(found, Imported) and text.remark:
            found = replace(found, remarks=(text.remark, *found.remarks))
    return found if isinstance(found, Refused) else _with_language(found, language)


def _read_text(text: str, suffix: str, language: str | None) -> Imported | Refused:
    if suffix in _PAGES or is_page(text):
        return read_page(text)
    return read_marked(text) if suffix in _MARKED else read_plain(text, language or detect(text))


def _with_language(found: Imported, given: str | None) -> Imported:
    stated = given or (found.language if found.language and LANGUAGE_FORM.match(found.language) else None)
    if stated:
        return replace(found, language=stated, language_is_detected=False)
    detected = detect(found.markdown)
    return replace(found, language=detected, language_is_detected=detected is not None)


def _bytes(path: Path) -> bytes | Refused:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return Refused(message="it is a folder", help="name one file; folders are not gone through")
        if not stat.S_ISREG(status.st_mode):
            return Refused(message="it is no regular file", help="name a file with an article")
        with path.open("rb") as stream:
            data = stream.read(SIZE_LIMIT + 1)
    except FileNotFoundError:
        return Refused(message="there is no such file", help="look at its name, and at the folder that you are in")
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        return Refused(message=f"it cannot be read: {reason}", help="look at its name and its permissions")
    if len(data) > SIZE_LIMIT:
        message = f"the file has more than {SIZE_LIMIT >> 20} MiB"
        return Refused(message=message, help="save the article alone, without pictures, or as text")
    return data
