"""Read one file into an `ImportedArticle`: its name and first bytes give its format, and its language is completed."""

import stat
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.importing.decoding import SUPPORTED_FORMATS, decode_text
from generator.importing.docx_reader import is_docx, read_docx
from generator.importing.html_reader import is_html, read_html
from generator.importing.language import detect_language
from generator.importing.markdown_reader import read_markdown
from generator.importing.result import ImportedArticle, Refusal, UnreadableError
from generator.importing.text_reader import read_plain_text
from generator.model.fields import LANGUAGE_FORM

SIZE_LIMIT = 10 << 20
"""Bytes of a file at most."""

_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_UNSUPPORTED: Mapping[str, str] = {
    ".pdf": "PDF",
    ".doc": "Word’s older format .doc",
    ".odt": "OpenDocument",
    ".rtf": "RTF",
    ".mht": "MHTML",
    ".mhtml": "MHTML",
    ".epub": "EPUB",
}
"""The names of formats that cannot be read, by the suffix of the file."""
_UNSUPPORTED_SIGNATURES = ((b"%PDF-", "PDF"), (b"{\\rtf", "RTF"))


def read_file(path: Path, language: str | None = None) -> ImportedArticle | Refusal:
    """Return the article in the file at `path`; a `language` that the editor states takes precedence."""
    try:
        article = _read_article(_read_data(path), path.suffix.lower(), language)
    except UnreadableError as error:
        return error.refusal
    if not article.markdown.strip():
        return Refusal(message="the file has no article text", help="open the file and check its contents")
    return article


def read_bytes(data: bytes, suffix: str, language: str | None = None) -> ImportedArticle | Refusal:
    """Return the article in `data`; the suffix of the file and the first bytes give the format."""
    try:
        return _read_article(data, suffix, language)
    except UnreadableError as error:
        return error.refusal


def _read_article(data: bytes, suffix: str, language: str | None) -> ImportedArticle:
    if not data.strip():
        raise UnreadableError(Refusal(message="the file is empty", help=SUPPORTED_FORMATS))
    if unsupported := _find_unsupported_format(data, suffix):
        raise UnreadableError(Refusal(message=f"{unsupported} cannot be imported", help=SUPPORTED_FORMATS))
    is_archive = suffix == ".docx" or is_docx(data)
    article = read_docx(data) if is_archive else _read_encoded(data, suffix, language)
    return _complete_language(article, language)


def _find_unsupported_format(data: bytes, suffix: str) -> str | None:
    if suffix in _UNSUPPORTED:
        return _UNSUPPORTED[suffix]
    return next((name for signature, name in _UNSUPPORTED_SIGNATURES if data.startswith(signature)), None)


def _read_encoded(data: bytes, suffix: str, language: str | None) -> ImportedArticle:
    decoded = decode_text(data)
    article = _read_text(decoded.text, suffix, language)
    return replace(article, remarks=(*decoded.remarks, *article.remarks))


def _read_text(text: str, suffix: str, language: str | None) -> ImportedArticle:
    if suffix in _HTML_SUFFIXES or is_html(text):
        return read_html(text)
    if suffix in _MARKDOWN_SUFFIXES:
        return read_markdown(text)
    return read_plain_text(text, language or detect_language(text))


def _complete_language(article: ImportedArticle, editors_language: str | None) -> ImportedArticle:
    stated = editors_language
    if not stated and article.language and LANGUAGE_FORM.match(article.language):
        stated = article.language
    if stated:
        return replace(article, language=stated, language_is_detected=False)
    detected = detect_language(article.markdown)
    return replace(article, language=detected, language_is_detected=detected is not None)


def _read_data(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableError(
                Refusal(message="it is a folder", help="name a single file; folders cannot be imported")
            )
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError(Refusal(message="it is not a regular file", help="name a file with an article"))
        with path.open("rb") as stream:
            data = stream.read(SIZE_LIMIT + 1)
    except FileNotFoundError as error:
        refusal = Refusal(message="there is no such file", help="check its name and the folder that you are in")
        raise UnreadableError(refusal) from error
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        refusal = Refusal(message=f"it cannot be read: {reason}", help="check its name and its permissions")
        raise UnreadableError(refusal) from error
    if len(data) > SIZE_LIMIT:
        message = f"the file is larger than {SIZE_LIMIT >> 20} MiB"
        raise UnreadableError(Refusal(message=message, help="save the article alone, without pictures, or as text"))
    return data
