"""Files that are not articles: one clear message, never a traceback, and nothing is written."""

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
from generator.diagnostics.diagnostic import SourceFile
from generator.importing import parser_errors
from generator.importing.markdown_repair import ACCEPTED_RULES
from generator.importing.reader import SIZE_LIMIT, read_bytes, read_file
from generator.importing.result import ImportedArticle, Refusal
from generator.text.article import parse_article

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SUFFIXES = (".txt", ".html", ".md", ".docx", ".pdf", "")


TOO_LARGE = "unpacked, the document has more than 5,000 parts, 16 MiB of text or 1,000,000 tags"


def get_message(data: bytes, suffix: str) -> str:
    article = read_bytes(data, suffix)
    assert isinstance(article, Refusal), article
    assert article.help
    return article.message


def zip_files(*names: str) -> bytes:
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
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ".txt", "the file is binary data, not text"),
        (b"\x01\x02\x03 words", ".txt", "the file is binary data, not text"),
        (b"\xff\xfea\0\x00\xd8", ".txt", "the byte 0x00 is not UTF-16"),
        (b"caf\x81 \xe9", ".txt", "the byte 0x81 is not UTF-8"),
        (b"%PDF-1.7 words", ".txt", "PDF cannot be imported"),
        (b"{\\rtf1 words}", "", "RTF cannot be imported"),
        (b"words", ".odt", "OpenDocument cannot be imported"),
        (b"words", ".docx", "it is not a .docx: not an archive, or a damaged one"),
        (zip_files("a.txt"), ".docx", "it is an archive, but not a .docx"),
        (zip_files("a.txt"), ".txt", "it is an archive, but not a .docx"),
        (OLE + bytes(600), ".doc", "Word’s older format .doc cannot be imported"),
        (OLE + bytes(600), ".docx", "it is a document in Word’s older format, or another"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ".docx", "the document is encrypted"),
        (documents.build_docx()[:-400], ".docx", "it is not a .docx: not an archive, or a damaged one"),
    ],
)  # fmt: skip
def test_unsupported_and_damaged_files_are_refused(data: bytes, suffix: str, wanted: str) -> None:
    assert get_message(data, suffix).startswith(wanted)


def test_a_docx_that_would_unpack_to_more_than_any_article() -> None:
    bomb = documents.build_docx(extra={"word/document.xml": b" " * (17 << 20)})
    assert len(bomb) < 100_000
    assert get_message(bomb, ".docx") == TOO_LARGE


@pytest.mark.parametrize("name", ["word/media/image1.png", "word/media/deep/text.bin", "word/media/Text%2E.PNG"])
@pytest.mark.parametrize("type_", ["officeDocument", "footnotes"])
def test_text_that_is_called_a_picture_has_its_weight(name: str, type_: str) -> None:
    """By the relationships of a document, any part can be its text."""
    source = "" if type_ == "officeDocument" else "word/"
    relations = f"{source}_rels/{'.rels' if not source else 'document.xml.rels'}"
    target = (name if not source else name.removeprefix("word/")).replace("Text%2E", "Text%252E")
    extra = {name: b" " * (17 << 20), relations: documents.build_relations(type_, target).encode()}
    bomb = documents.build_docx(extra=extra)
    assert get_message(bomb, ".docx") == TOO_LARGE


def test_a_picture_has_no_weight() -> None:
    extra = {"word/media/image1.png": bytes(17 << 20)}
    assert isinstance(read_bytes(documents.build_docx(extra=extra), ".docx"), ImportedArticle)


def test_a_docx_of_more_tags_than_any_article() -> None:
    bomb = documents.build_docx(extra={"word/document.xml": b"<a>" + b"<b/>" * 1_000_000 + b"</a>"})
    assert get_message(bomb, ".docx") == TOO_LARGE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_docx_that_defines_entities(encoding: str) -> None:
    xml = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    data = documents.build_docx(extra={"word/document.xml": xml.encode(encoding)})
    assert get_message(data, ".docx") == "the document defines XML entities, which no word processor does"


@pytest.mark.parametrize(
    "part",
    [b"<x>", b"", b"<w:document/>", b"<?xml version='1.0' encoding='none'?><x/>", b"<a>" * 3000 + b"</a>" * 3000],
)
def test_a_docx_whose_text_is_damaged(part: bytes) -> None:
    data = documents.build_docx(extra={"word/document.xml": part})
    assert get_message(data, ".docx") == "the document is damaged and cannot be read"


def test_a_docx_of_lists_in_tables_in_tables_is_read() -> None:
    inner = documents.build_paragraph("The words at the bottom of it")
    for _ in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    article = read_bytes(documents.build_docx(inner), ".docx")
    assert isinstance(article, ImportedArticle | Refusal)


def test_a_page_nested_deeper_than_any() -> None:
    body = "<div>" * 5000 + f"<p>{documents.PARAGRAPHS[0]}</p>" + "</div>" * 5000
    assert isinstance(read_bytes(f"<html><body><article>{body}</article>".encode(), ".html"), ImportedArticle | Refusal)


def test_encodings_that_are_read() -> None:
    text = "A title\n\nThe café’s owner said “no” to all of the plans.\n"
    plain = read_bytes(text.encode(), ".txt")
    for data in (text.encode("utf-8-sig"), b"\xff\xfe" + text.encode("utf-16-le"), text.encode("utf-16")):
        assert read_bytes(data, ".txt") == plain
    old = read_bytes(text.encode("cp1252"), ".txt")
    assert isinstance(old, ImportedArticle)
    assert isinstance(plain, ImportedArticle)
    assert old.markdown == plain.markdown
    assert old.remarks == ("the text is not UTF-8 and was read as Windows-1252; check its accents and quotes",)


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
        large: "the file is larger than 10 MiB",
        pipe: "it is not a regular file",
        loop: "it cannot be read: ",
        tmp_path / ("a" * 300): "it cannot be read: file name too long",
        Path("a\0b"): "it cannot be read: ",
    }
    for path, start in wanted.items():
        article = read_file(path)
        assert isinstance(article, Refusal)
        assert article.message.startswith(start)


def test_only_parser_errors_are_converted() -> None:
    with pytest.raises(parser_errors.UnreadableError), parser_errors.convert_parser_errors("damaged", "repair it"):
        raise KeyError("x")
    with pytest.raises(KeyboardInterrupt), parser_errors.convert_parser_errors("damaged", "repair it"):
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
def test_every_text_becomes_an_article_without_errors(front: str, text: str, suffix: str) -> None:
    article = read_bytes((front + text).encode(), suffix)
    if isinstance(article, ImportedArticle):
        diagnostics = parse_article(SourceFile("article.md", article.markdown)).diagnostics
        # Markup of other programs is left to the editor.
        assert [diagnostic for diagnostic in diagnostics if diagnostic.rule not in ACCEPTED_RULES] == []


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


def test_a_refusal_names_the_file_its_position_and_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: a\n b: c\n---\nWords.\n", encoding="utf-8")

    done = run(tmp_path, str(tmp_path / "a.md"))

    assert done.exit_code == 1
    assert done.output == (
        f"error: {tmp_path}/a.md:3:3: the front matter is not valid YAML: mapping values are not allowed here\n"
        "  help: correct the front matter, or delete it\n"
    )
    assert not (tmp_path / "content").exists()
