"""Bytes of a file to text: UTF-8, UTF-16 with its mark, the declared encoding, or Windows-1252 with a remark."""

import codecs
import re
from typing import NamedTuple

from generator.importing.result import Refusal, UnreadableError

SUPPORTED_FORMATS = "save it as text, HTML, Markdown or .docx"
_BINARY = Refusal(message="the file is binary data, not text", help=SUPPORTED_FORMATS)

_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?([\w:.-]{1,40})""", re.IGNORECASE
)
_DECLARATION_WITHIN = 4096
"""Bytes at the beginning of a file in which an encoding is declared."""
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CHARACTERS_PER_CONTROL = 100
"""Characters of a text for each control character at least."""


class DecodedText(NamedTuple):
    """The text with LF line ends, and remarks on its encoding."""

    text: str
    remarks: tuple[str, ...] = ()


def decode_text(data: bytes) -> DecodedText:
    """Return the text that `data` encodes; raise `UnreadableError` if it is not text."""
    decoded = _decode(data)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or len(_CONTROLS.findall(text)) * _CHARACTERS_PER_CONTROL > len(text):
        raise UnreadableError(_BINARY)
    return DecodedText(text, decoded.remarks)


def _decode(data: bytes) -> DecodedText:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data.removeprefix(mark), encoding)
    try:
        return DecodedText(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _decode_other(data, error)


def _decode_other(data: bytes, utf8_error: UnicodeDecodeError) -> DecodedText:
    """Return the text of data that is not UTF-8."""
    if declared := _find_declared_encoding(data):
        try:
            remark = f"the text was read as {declared}, which the file declares"
            return DecodedText(data.decode(declared), (remark,))
        except UnicodeDecodeError as error:
            raise _create_byte_error(error, declared) from error
    if b"\0" in data:
        raise UnreadableError(_BINARY)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise _create_byte_error(utf8_error, "UTF-8") from utf8_error
    remark = "the text is not UTF-8 and was read as Windows-1252; check its accents and quotes"
    return DecodedText(text, (remark,))


def _decode_marked(data: bytes, encoding: str) -> DecodedText:
    try:
        return DecodedText(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise _create_byte_error(error, encoding.upper().removesuffix("-LE").removesuffix("-BE")) from error


def _find_declared_encoding(data: bytes) -> str:
    """Return the encoding that HTML or XML declares, if browsers know it by that name."""
    match = _DECLARED.search(data[:_DECLARATION_WITHIN])
    if not match:
        return ""
    # Python's own registry has codecs that are not text encodings.
    import webencodings  # noqa: PLC0415  # most files are UTF-8

    encoding = webencodings.lookup(match[1].decode("ascii"))
    return str(encoding.codec_info.name) if encoding and encoding.name != "utf-8" else ""


def _create_byte_error(error: UnicodeDecodeError, encoding: str) -> UnreadableError:
    data = error.object
    preceding = data[: error.start]
    line = preceding.count(b"\n") + 1
    column = len(preceding) - (preceding.rfind(b"\n") + 1) + 1
    byte = data[error.start : error.start + 1].hex().upper()
    refusal = Refusal(
        message=f"the byte 0x{byte} is not {encoding}",
        help="save the file with the encoding UTF-8",
        line=line,
        column=column,
    )
    return UnreadableError(refusal)
