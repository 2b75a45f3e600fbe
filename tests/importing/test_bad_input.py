"""Files that are no articles: one clear message, never a traceback, and nothing is written."""

import io
import os
import tempfile
import zipfile
from pathlib import Path

import documents
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.diagnostics import Source
from generator.importing import foreign
from generator.importing.imported import Imported, Refused
from generator.importing.reading import SIZE_LIMIT, read_bytes, read_file
from generator.text.article import parse

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SUFFIXES = (".txt", ".html", ".md", ".docx", ".pdf", "")


def message(data: bytes, suffix: str) -> str:
    found = read_bytes(data, suffix)
    assert isinstance(found, Refused), found
    assert found.help
    return found.message


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "text")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "suffix", "wanted"),
    [
        (b"", ".txt", "the file is empty"),
        (b" \n\n", ".md", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ".txt", "this is no text, but binary data"),
        (b"\x01\x02\x03 words", ".txt", "this is no text, but binary data"),
        (b"\xff\xfea\0\x00\xd8", ".txt", "the byte 0x00 is not UTF-16"),
        (b"caf\x81 \xe9", ".txt", "the byte 0x81 is not UTF-8"),
        (b"%PDF-1.7 words", ".txt", "it is PDF, which is not read"),
        (b"{\\rtf1 words}", "", "it is RTF, which is not read"),
        (b"words", ".odt", "it is OpenDocument, which is not read"),
        (b"words", ".docx", "it is no .docx: no archive, or a damaged one"),
        (zipped("a.txt"), ".docx", "it is an archive, but no .docx"),
        (zipped("a.txt"), ".txt", "it is an archive, but no .docx"),
        (OLE + bytes(600), ".doc", "it is Word’s older form, which is not read"),
        (OLE + bytes(600), ".docx", "it is a document of Word’s older form, or another"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ".docx", "the document is encrypted"),
        (documents.word()[:-400], ".docx", "it is no .docx: no archive, or a damaged one"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused(data: bytes, suffix: str, wanted: str) -> None:
    assert message(data, suffix).startswith(wanted)


def test_a_docx_that_would_unpack_to_more_than_any_article() -> None:
    bomb = documents.word(extra={"word/document.xml": b" " * (17 << 20)})
    assert len(bomb) < 100_000
    assert message(bomb, ".docx") == "unpacked, the document has more than 5,000 parts or 16 MiB of text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_docx_that_defines_entities(encoding: str) -> None:
    xml = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    data = documents.word(extra={"word/document.xml": xml.encode(encoding)})
    assert message(data, ".docx") == "the document defines entities of XML, as no word processor does"


@pytest.mark.parametrize(
    "part",
    [b"<x>", b"", b"<w:document/>", b"<?xml version='1.0' encoding='none'?><x/>", b"<a>" * 3000 + b"</a>" * 3000],
)
def test_a_docx_whose_text_is_damaged(part: bytes) -> None:
    data = documents.word(extra={"word/document.xml": part})
    assert message(data, ".docx") == "the document is damaged and cannot be read"


def test_a_docx_of_lists_in_tables_in_tables_is_read() -> None:
    inner = documents.paragraph("The words at the bottom of it")
    for _ in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    found = read_bytes(documents.word(inner), ".docx")
    assert isinstance(found, Imported | Refused)


def test_a_page_nested_deeper_than_any() -> None:
    body = "<div>" * 5000 + f"<p>{documents.PARAGRAPHS[0]}</p>" + "</div>" * 5000
    assert isinstance(read_bytes(f"<html><body><article>{body}</article>".encode(), ".html"), Imported | Refused)


def test_encodings_that_are_read() -> None:
    text = "A title\n\nThe café’s owner said “no” to all of the plans.\n"
    plain = read_bytes(text.encode(), ".txt")
    for data in (text.encode("utf-8-sig"), b"\xff\xfe" + text.encode("utf-16-le"), text.encode("utf-16")):
        assert read_bytes(data, ".txt") == plain
    old = read_bytes(text.encode("cp1252"), ".txt")
    assert isinstance(old, Imported)
    assert isinstance(plain, Imported)
    assert old.markdown == plain.markdown
    assert old.remarks == ("the text is not UTF-8 and was read as Windows-1252; look at its accents and quotes",)


def test_files_that_are_none(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(SIZE_LIMIT + 1)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    wanted = {
        tmp_path: "it is a folder",
        tmp_path / "none.txt": "there is no such file",
        large: "the file has more than 10 MiB",
        pipe: "it is no regular file",
        loop: "it cannot be read: ",
        tmp_path / ("a" * 300): "it cannot be read: file name too long",
        Path("a\0b"): "it cannot be read: ",
    }
    for path, start in wanted.items():
        found = read_file(path)
        assert isinstance(found, Refused)
        assert found.message.startswith(start)


def test_only_what_parsers_raise_is_caught() -> None:
    with pytest.raises(foreign.UnreadableError), foreign.refusing("damaged", "mend it"):
        raise KeyError("x")
    with pytest.raises(KeyboardInterrupt), foreign.refusing("damaged", "mend it"):
        raise KeyboardInterrupt


# The command

SCRAPS = """\
<p> ¦ </p> ¦ <div> ¦ <b> ¦ </b> ¦ <em> ¦ * ¦ ** ¦ _ ¦ ` ¦ ``` ¦ ~~~ ¦ [ ¦ ]
( ¦ ) ¦ ![ ¦ ](http://a.b/c) ¦ <a href='http://x.y/'> ¦ </a> ¦ <li> ¦ <ul> ¦ </ul> ¦ <ol> ¦ <table> ¦ <tr> ¦ <td> ¦ |
--- ¦ # ¦ ## ¦ 1. ¦ 1) ¦ - ¦ + ¦ > ¦ = ¦ === ¦ &amp; ¦ & ¦ &#65; ¦ <
</ ¦ <!-- ¦ --> ¦ {{< x >}} ¦ {% y %} ¦ {#a} ¦ [^1] ¦ [^1]:
<sup><a href='#f' id='r'>1</a></sup> ¦ <li id='f'>x<a href='#r'>b</a></li>
<br> ¦ <pre> ¦ <code> ¦ <h2>
<blockquote> ¦ \\ ¦ ! ¦ ~ ¦ ^ ¦ © ¦ Tags: a ¦ By Jane Doe ¦ March 5, 2024 ¦ <script>
www.a.b ¦ a@b.cc ¦ <img src=x> ¦ actor:a
[x](actor:a) ¦ title: x ¦ Menu ¦ word
"""
SCRAP = st.sampled_from([*SCRAPS.replace("\n", " ¦ ").split(" ¦ "), "\n", "\n\n", " ", "    ", "\t", "\0", "\u202e"])
TEXT = st.lists(SCRAP | st.text(st.characters(codec="utf-8"), max_size=3), max_size=40).map("".join)
FRONT = st.sampled_from(
    [
        "",
        "---\ntitle: x\n---\n",
        "+++\n",
        "---\n",
        "<html><article><h1>T</h1><p>Some words that are enough to be prose.</p>",
    ]
)


@settings(max_examples=300)
@given(FRONT, TEXT, st.sampled_from(SUFFIXES))
def test_whatever_comes_of_a_text_is_an_article_without_mistakes(front: str, text: str, suffix: str) -> None:
    found = read_bytes((front + text).encode(), suffix)
    if isinstance(found, Imported):
        assert parse(Source("article.md", found.markdown)).diagnostics == ()


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "import", *arguments])


@settings(max_examples=60)
@given(
    st.binary(max_size=200) | TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")), st.sampled_from(SUFFIXES)
)
def test_any_file_is_written_whole_or_not_at_all(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "content").mkdir()
        file = root / f"file{suffix}"
        file.write_bytes(data)

        done = run(root, str(file), "--id", "made-up")

        assert done.exception is None or isinstance(done.exception, SystemExit)
        files = sorted(path.name for path in (root / "content").rglob("*") if path.is_file())
        if done.exit_code:
            assert done.output.startswith(f"error: {file}")
            assert files == []
            assert not (root / "content" / "briefings").exists()
        else:
            assert files == ["article.md", "metadata.yml"]


def test_a_refusal_names_the_file_its_place_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: a\n b: c\n---\nWords.\n", encoding="utf-8")

    done = run(tmp_path, str(tmp_path / "a.md"))

    assert done.exit_code == 1
    assert done.output == (
        f"error: {tmp_path}/a.md:3:3: the front matter is no YAML: mapping values are not allowed here\n"
        "  help: mend what stands above the text, or delete it\n"
    )
    assert not (tmp_path / "content").exists()
