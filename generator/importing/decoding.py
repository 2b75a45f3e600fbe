"""Bytes of a file to text: UTF-8, UTF-16 with its mark, what the file declares, last Windows-1252 with a remark."""

import codecs
import re
from typing import NamedTuple

from generator.importing.imported import Refused

_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?([\w:.-]{1,40})""", re.IGNORECASE
)
_LOOKED_AT = 4096
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MANY = 100
"""A text has less than one control character in so many."""


class Decoded(NamedTuple):
    """The text with LF line ends, and what there is to say of its encoding."""

    text: str
    remark: str = ""


def decoded(data: bytes) -> Decoded | Refused:
    """The text that `data` are."""
    found = _decoded(data)
    if isinstance(found, Refused):
        return found
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or len(_CONTROLS.findall(text)) * _MANY > len(text):
        return Refused(message="this is no text, but binary data", help=READ)
    return Decoded(text, found.remark)


READ = "text, HTML, Markdown and .docx are read: save it as one of these"


def _decoded(data: bytes) -> Decoded | Refused:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _marked(data.removeprefix(mark), name)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _otherwise(data, error)


def _otherwise(data: bytes, problem: UnicodeDecodeError) -> Decoded | Refused:
    """The text of what is not UTF-8."""
    if declared := _declared(data):
        try:
            return Decoded(data.decode(declared), f"the text was read as {declared}, which the file declares")
        except UnicodeDecodeError as error:
            return _wrong(data, error, declared)
    if b"\0" in data:
        return Refused(message="this is no text, but binary data", help=READ)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return _wrong(data, problem, "UTF-8")
    return Decoded(text, "the text is not UTF-8 and was read as Windows-1252; look at its accents and quotes")


def _marked(data: bytes, name: str) -> Decoded | Refused:
    try:
        return Decoded(data.decode(name))
    except UnicodeDecodeError as error:
        return _wrong(data, error, name.upper().removesuffix("-LE").removesuffix("-BE"))


def _declared(data: bytes) -> str:
    """The encoding that HTML or XML says it is in, if browsers know it by that name."""
    found = _DECLARED.search(data[:_LOOKED_AT])
    if not found:
        return ""
    # Python's own registry has codecs that are no encodings of text.
    import webencodings  # noqa: PLC0415  # most files are UTF-8

    known = webencodings.lookup(found[1].decode("ascii"))
    return str(known.codec_info.name) if known and known.name != "utf-8" else ""


def _wrong(data: bytes, error: UnicodeDecodeError, name: str) -> Refused:
    before = data[: error.start]
    line = before.count(b"\n") + 1
    column = len(before) - (before.rfind(b"\n") + 1) + 1
    byte = data[error.start : error.start + 1].hex().upper()
    return Refused(
        message=f"the byte 0x{byte} is not {name}",
        help="save the file with the encoding UTF-8",
        line=line,
        column=column,
    )
