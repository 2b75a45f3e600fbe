"""An article from a .docx: unsafe files are refused, mammoth gives the HTML, and the properties give the facts.

A .docx is a zip archive of XML. Before anything parses it, its parts are counted and their sizes added, including those
that relationships make a part of the text. XML that defines entities, with which a small file can become huge, is
refused.
"""

import fnmatch
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import filterfalse, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from generator.importing import dates
from generator.importing.blocks import (
    Block,
    Body,
    ImportedBreak,
    ImportedHeading,
    ImportedParagraph,
    find_highest_level,
    render_markdown,
)
from generator.importing.boilerplate import has_sentence_end, split_keywords
from generator.importing.inline_text import Prose, TextRun, get_text
from generator.importing.parser_errors import convert_parser_errors
from generator.importing.result import ImportedArticle, Omission, Refusal, UnreadableError
from generator.text.characters import count_words

if TYPE_CHECKING:
    from lxml.etree import _Element

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 1
"""The bit of a part's flags that says that it is encrypted (APPNOTE, 4.4.4)."""
_MAX_PARTS, _MAX_BYTES, _MAX_TAGS = 5_000, 16 << 20, 1_000_000
"""Parts of an archive, and bytes and tags of its XML, at most: a parser needs 0.5 KB or more for each tag."""
_MEDIA = "word/media/"
"""The folder of pictures, which no XML parser reads unless a relationship makes one a part of the text."""
_PICTURE_TYPES = ("/image", "/hyperlink", "/video", "/audio", "/media", "/hdphoto")
"""The ends of the types of relationships whose targets are not parsed."""

_SAVE = "open it in a word processor and save it as .docx"
_ENCRYPTED = Refusal(message="the document is encrypted", help=f"{_SAVE}, without a password")
_OLDER_FORMAT = Refusal(message="it is a document in Word’s older format, or another that is not .docx", help=_SAVE)
_NO_ARCHIVE = Refusal(message="it is not a .docx: not an archive, or a damaged one", help=_SAVE)
_OTHER_ARCHIVE = Refusal(message="it is an archive, but not a .docx", help=_SAVE)
_DEFINES_ENTITIES = Refusal(message="the document defines XML entities, which no word processor does", help=_SAVE)
_TOO_LARGE = Refusal(
    message=f"unpacked, the document has more than {_MAX_PARTS:,} parts, "
    f"{_MAX_BYTES >> 20} MiB of text or {_MAX_TAGS:,} tags",
    help="save the article alone as .docx, or as text",
)
_STYLES: Final = """\
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
r[style-name='Strong'] => strong
r[style-name='Emphasis'] => em
"""
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
}
_MAX_HEADING_WORDS = 14
_NO_TITLES = ("microsoft word -", "untitled", "document")
"""The beginnings of titles in the properties that programs write."""
_NO_BLOCK: Final = ImportedBreak()
"""The first block of a document without any."""
_PROPERTIES = ("dc:title", "dc:creator", "dc:language", "dc:description", "dcterms:created", "cp:keywords")


def is_docx(data: bytes) -> bool:
    """Check whether bytes are an archive, or a document in an older or encrypted format."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE))


def read_docx(data: bytes) -> ImportedArticle:
    """Return the article in a .docx; raise `UnreadableError` if it is damaged or not safe to open."""
    with convert_parser_errors("the .docx cannot be opened: its archive is damaged", _SAVE):
        _refuse_unsafe(data)
    with convert_parser_errors("the document is damaged and cannot be read", _SAVE):
        body, omissions = _read_body(data)
        properties = _read_properties(data)
    titled = _separate_title(body, properties.get("title", ""))
    created = dates.parse_edtf(properties.get("created", ""))
    authors = map(str.strip, properties.get("creator", "").split(";"))
    return ImportedArticle(
        markdown=render_markdown(titled.body),
        title=titled.title,
        published=created,
        language=properties.get("language") or None,
        authors=tuple(filter(None, authors)),
        keywords=split_keywords(properties.get("keywords", "")),
        description=properties.get("description", ""),
        remarks=("the date is that of the document’s creation",) if created else (),
        omissions=tuple(omissions),
    )


# What is not safe to open


def _refuse_unsafe(data: bytes) -> None:
    """Raise `UnreadableError` if the file must not be opened."""
    if data.startswith(_OLE):
        raise UnreadableError(_ENCRYPTED if _ENCRYPTED_STREAM in data else _OLDER_FORMAT)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise UnreadableError(_NO_ARCHIVE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "[Content_Types].xml" not in names or not fnmatch.filter(names, "word/*"):
            raise UnreadableError(_OTHER_ARCHIVE)
        _refuse_unsafe_parts(archive)


def _refuse_unsafe_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if any(map(_is_encrypted, parts)):
        raise UnreadableError(_ENCRYPTED)
    xml_parts = list(filterfalse(_is_picture, parts))
    if len(parts) > _MAX_PARTS or _sum_sizes(xml_parts) > _MAX_BYTES:
        raise UnreadableError(_TOO_LARGE)
    targets = _collect_targets(archive)
    # Through a relationship, a part with the name of a picture can be the text of the document.
    parsed = [part for part in parts if part in xml_parts or part.filename.rpartition("/")[2].lower() in targets]
    if _sum_sizes(parsed) > _MAX_BYTES:
        raise UnreadableError(_TOO_LARGE)
    tags = 0
    for part in parsed:
        # XML may be UTF-16, which has a zero byte in each of these letters.
        text = archive.read(part).replace(b"\0", b"")
        if b"<!DOCTYPE" in text:
            raise UnreadableError(_DEFINES_ENTITIES)
        tags += text.count(b"<")
    if tags > _MAX_TAGS:
        raise UnreadableError(_TOO_LARGE)


def _is_encrypted(part: zipfile.ZipInfo) -> bool:
    return bool(part.flag_bits & _ENCRYPTED_FLAG)


def _is_picture(part: zipfile.ZipInfo) -> bool:
    return part.filename.startswith(_MEDIA) and not part.filename.lower().endswith((".xml", ".rels"))


def _sum_sizes(parts: Sequence[zipfile.ZipInfo]) -> int:
    return sum(part.file_size for part in parts)


def _collect_targets(archive: zipfile.ZipFile) -> frozenset[str]:
    """Return the file names of the targets of relationships, except pictures (ECMA-376, part 2, 9.3)."""
    from lxml import etree  # noqa: PLC0415

    # It resolves no entities, so it is safe before it is known whether any are defined.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False)
    names: set[str] = set()
    for part in archive.infolist():
        if not part.filename.lower().endswith(".rels"):
            continue
        root = etree.fromstring(archive.read(part), parser)
        for relationship in root.iter("{*}Relationship") if root is not None else ():
            if not str(relationship.get("Type", "")).endswith(_PICTURE_TYPES):
                target = str(relationship.get("Target", "")).replace("\\", "/").rpartition("/")[2].lower()
                names |= {target, unquote(target)}
    return frozenset(names)


# The text


def _read_body(data: bytes) -> tuple[Body, Sequence[Omission]]:
    import mammoth  # noqa: PLC0415  # only for this format
    from lxml import html  # noqa: PLC0415

    from generator.importing.html_blocks import read_body  # noqa: PLC0415

    image = mammoth.images.img_element(lambda _: {"src": ""})
    page = mammoth.convert_to_html(io.BytesIO(data), style_map=_STYLES, convert_image=image).value
    if not page.strip():
        return Body(blocks=()), []
    root = html.document_fromstring(f"<html><body>{page}</body></html>")
    body, omissions = read_body(root)
    return replace(body, blocks=tuple(_mark_headings(body.blocks))), omissions


def _mark_headings(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return blocks in which short bold paragraphs above another are headings, as in documents without styles."""
    marked: list[Block] = list(blocks)
    for index, pair in enumerate(pairwise(blocks)):
        match pair:
            case ImportedParagraph(prose), ImportedParagraph() if _is_heading(prose):
                marked[index] = ImportedHeading(2, tuple(map(TextRun.remove_strong, prose)))
    return marked


def _is_heading(prose: Prose) -> bool:
    text = get_text(prose)
    if "\n" in text or has_sentence_end(text) or count_words(text) > _MAX_HEADING_WORDS:
        return False
    return all(run.strong or not run.text.strip() for run in prose)


class _TitledBody(NamedTuple):
    """A title, and a body without it."""

    title: str
    body: Body


def _separate_title(body: Body, stated: str) -> _TitledBody:
    """Return the title at the top of the text, or else the one in the properties."""
    first_block = next(iter(body.blocks), _NO_BLOCK)
    text = " ".join(first_block.line.split())
    if text and (_is_title(first_block, body) or text.casefold() == stated.casefold()):
        return _TitledBody(text, replace(body, blocks=body.blocks[1:]))
    return _TitledBody("" if stated.lower().startswith(_NO_TITLES) else stated, body)


def _is_title(first_block: Block, body: Body) -> bool:
    """Check whether the first block is a heading of level 1, or a heading and no other has level 1."""
    if not isinstance(first_block, ImportedHeading):
        return False
    return first_block.level == 1 or find_highest_level(body.blocks) > 1


# The properties


def _read_properties(data: bytes) -> Mapping[str, str]:
    """Return the core properties (ECMA-376, part 2) that have text, by their name without prefix."""
    from lxml import etree  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "docProps/core.xml" not in archive.namelist():
            return {}
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root: _Element = etree.fromstring(archive.read("docProps/core.xml"), parser)
    properties = {}
    for name in _PROPERTIES:
        if words := " ".join(root.findtext(name, "", _NAMESPACES).split()):
            properties[name.partition(":")[2]] = words
    return properties
