"""A .docx to an article: what is unsafe to open is refused first, mammoth gives its HTML, and its properties the facts.

A .docx is a zip archive of XML. Before anything parses it, its parts are counted and weighed, and XML that defines
entities, with which a small file can become a huge one, is refused.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from generator.importing import dates
from generator.importing.blocks import Block, Body, Heading, Paragraph, markdown_of
from generator.importing.chrome import ends_sentence, split_keywords
from generator.importing.foreign import UnreadableError, refusing
from generator.importing.imported import Imported, LeftOut, Refused
from generator.importing.prose import Prose, text_of
from generator.text.characters import word_count

if TYPE_CHECKING:
    from lxml.etree import _Element

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_PARTS, _WEIGHT = 5_000, 16 << 20
"""Parts of an archive, and bytes of XML in it, at most."""

_SAVE = "open it in a word processor and save it as .docx"
_ENCRYPTED = Refused(message="the document is encrypted", help=f"{_SAVE}, without a password")
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
_HEADING_WORDS = 14
_NO_TITLES = ("microsoft word -", "untitled", "document")


def is_word(data: bytes) -> bool:
    """Whether bytes are an archive, or a document of an older or encrypted form."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE))


def read_word(data: bytes) -> Imported | Refused:
    """The article in a .docx."""
    try:
        with refusing("it is no .docx that can be opened: the archive is damaged", _SAVE):
            refused = _unsafe(data)
        if refused:
            return refused
        with refusing("the document is damaged and cannot be read", _SAVE):
            body, left_out = _body(data)
            properties = _properties(data)
    except UnreadableError as error:
        return error.refused
    title, body = _title(body, properties.get("title", ""))
    created = dates.edtf(properties.get("created", ""))
    return Imported(
        markdown=markdown_of(body),
        title=title,
        published=created,
        language=properties.get("language") or None,
        authors=tuple(filter(None, (name.strip() for name in properties.get("creator", "").split(";")))),
        keywords=split_keywords(properties.get("keywords", "")),
        description=properties.get("description", ""),
        remarks=("the date is that of the document’s creation",) if created else (),
        left_out=tuple(left_out),
    )


def _unsafe(data: bytes) -> Refused | None:
    """Why the file should not be opened."""
    if data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            return _ENCRYPTED
        return Refused(message="it is a document of Word’s older form, or another that is no .docx", help=_SAVE)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return Refused(message="it is no .docx: no archive, or a damaged one", help=_SAVE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
            return Refused(message="it is an archive, but no .docx", help=_SAVE)
        return _unsafe_parts(archive)


def _unsafe_parts(archive: zipfile.ZipFile) -> Refused | None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        return _ENCRYPTED
    xml = [part for part in parts if not part.filename.startswith("word/media/")]
    if len(parts) > _PARTS or sum(part.file_size for part in xml) > _WEIGHT:
        message = f"unpacked, the document has more than {_PARTS:,} parts or {_WEIGHT >> 20} MiB of text"
        return Refused(message=message, help="save the article alone as .docx, or as text")
    # XML may be UTF-16, which has a zero byte in each of these letters.
    if any(b"<!DOCTYPE" in archive.read(part).replace(b"\0", b"") for part in xml):
        return Refused(message="the document defines entities of XML, as no word processor does", help=_SAVE)
    return None


def _body(data: bytes) -> tuple[Body, Sequence[LeftOut]]:
    import mammoth  # noqa: PLC0415  # only for this format
    from lxml import html  # noqa: PLC0415

    from generator.importing.bodies import read_body  # noqa: PLC0415

    image = mammoth.images.img_element(lambda _: {"src": ""})
    page = mammoth.convert_to_html(io.BytesIO(data), style_map=_STYLES, convert_image=image).value
    if not page.strip():
        return Body(blocks=()), []
    root = html.document_fromstring(f"<html><body>{page}</body></html>")
    body, left_out = read_body(root)
    return replace(body, blocks=tuple(_with_headings(body.blocks))), left_out


def _with_headings(blocks: Sequence[Block]) -> Sequence[Block]:
    """Short paragraphs all in bold are headings, as they are written without styles."""
    found: list[Block] = list(blocks)
    for at, block in enumerate(blocks[:-1]):
        if isinstance(block, Paragraph) and _is_heading(block.prose) and isinstance(blocks[at + 1], Paragraph):
            found[at] = Heading(2, tuple(replace(run, strong=False) for run in block.prose))
    return found


def _is_heading(prose: Prose) -> bool:
    text = text_of(prose)
    return (
        all(run.strong or not run.text.strip() for run in prose)
        and word_count(text) <= _HEADING_WORDS
        and not ends_sentence(text)
        and "\n" not in text
    )


def _title(body: Body, stated: str) -> tuple[str, Body]:
    """The title that stands at the top, else the one in the properties; and the body without it."""
    first = body.blocks[0] if body.blocks else None
    if isinstance(first, Heading | Paragraph):
        text = " ".join(text_of(first.prose).split())
        others = any(isinstance(block, Heading) and block.level == 1 for block in body.blocks[1:])
        is_title = isinstance(first, Heading) and (first.level == 1 or not others)
        if text and (is_title or text.casefold() == stated.casefold()):
            return text, replace(body, blocks=body.blocks[1:])
    return ("" if stated.lower().startswith(_NO_TITLES) else stated), body


def _properties(data: bytes) -> Mapping[str, str]:
    """The core properties (ECMA-376, part 2) that have text."""
    from lxml import etree  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "docProps/core.xml" not in archive.namelist():
            return {}
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root: _Element = etree.fromstring(archive.read("docProps/core.xml"), parser)
    names = ("dc:title", "dc:creator", "dc:language", "dc:description", "dcterms:created", "cp:keywords")
    found = {name.partition(":")[2]: root.findtext(name, "", _NAMESPACES) for name in names}
    return {name: " ".join(text.split()) for name, text in found.items() if text and text.strip()}
