"""Reading of content files in any state of the file system."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostic import Diagnostic, SourceFile
from generator.source.characters import HIDDEN, normalize_nfc
from generator.source.files import ContentListing, decode_source, list_files, read_source


def write(content: Path, *names: str) -> None:
    for name in names:
        file = content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("name: x\n", encoding="utf-8")


def list_names(listing: ContentListing) -> list[str]:
    return [file.relative_path for file in listing.files]


def describe(result: SourceFile | tuple[Diagnostic, ...]) -> list[tuple[str, int, int, str, str]]:
    assert not isinstance(result, SourceFile)
    return [
        (diagnostic.rule, diagnostic.line, diagnostic.column, diagnostic.message, diagnostic.help)
        for diagnostic in result
    ]


def read_text(data: bytes) -> str:
    result = decode_source(data, "content/site.yml")
    assert isinstance(result, SourceFile)
    return result.text


def test_files_are_listed_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, "site.yml", "actors/b.yml", "actors/a.yml", "briefings/x/article.md", "actors.yml")
    assert list_names(list_files(tmp_path)) == [
        "actors.yml",
        "actors/a.yml",
        "actors/b.yml",
        "briefings/x/article.md",
        "site.yml",
    ]
    assert list_files(tmp_path).files[1].path == tmp_path / "actors" / "a.yml"


def test_the_order_does_not_depend_on_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/1.yml", "a/2.yml", "b/1.yml", "c.yml")
    (tmp_path / "x").symlink_to("/")
    (tmp_path / "y").symlink_to("/")
    forwards = list_files(tmp_path)

    class Backwards:
        def __init__(self, folder: Path) -> None:
            with scandir(folder) as entries:
                self.entries = sorted(entries, key=lambda entry: entry.name, reverse=True)

        def __enter__(self) -> list[os.DirEntry[str]]:
            return self.entries

        def __exit__(self, *_: object) -> None:
            pass

    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", Backwards)
    assert list_files(tmp_path) == forwards


def test_hidden_files_backup_copies_and_notes_are_passed_over(tmp_path: Path) -> None:
    passed = [".git/config", "actors/.hamas.yml.swp", "actors/hamas.yml~", "actors/#hamas.yml#", "actors/.#hamas.yml"]
    write(tmp_path, *passed, "README.md", "actors/README.md", "actors/hamas.yml", "actors/#1.yml")
    assert list_names(list_files(tmp_path)) == ["actors/#1.yml", "actors/hamas.yml"]


def test_links_that_lead_out_are_reported_and_not_followed(tmp_path: Path) -> None:
    content = tmp_path / "content"
    write(tmp_path, "secret.yml", "folder/secret.yml", "contents/beside.yml")
    write(content, "actors/a.yml")
    (content / "actors" / "file.yml").symlink_to(tmp_path / "secret.yml")
    (content / "actors" / "beside.yml").symlink_to(tmp_path / "contents" / "beside.yml")
    (content / "folder").symlink_to(tmp_path / "folder")
    (content / "nowhere.yml").symlink_to(tmp_path / "nowhere.yml")
    listing = list_files(content)
    assert list_names(listing) == ["actors/a.yml"]
    assert [(diagnostic.rule, diagnostic.path, diagnostic.message) for diagnostic in listing.diagnostics] == [
        ("symlink-outside", f"content/{name}", "the link points outside `content/`")
        for name in ("actors/beside.yml", "actors/file.yml", "folder", "nowhere.yml")
    ]
    assert listing.diagnostics[0].help == "replace it with a copy"


def test_links_that_stay_inside_are_read(tmp_path: Path) -> None:
    content = tmp_path / "content"
    write(content, "actors/a.yml")
    (content / "actors" / "b.yml").symlink_to("a.yml")
    (tmp_path / "link").symlink_to(content)
    assert list_names(list_files(content)) == ["actors/a.yml", "actors/b.yml"]
    assert list_files(content).diagnostics == ()
    assert list_names(list_files(tmp_path / "link")) == ["actors/a.yml", "actors/b.yml"]


def test_links_to_folders_and_in_circles_end(tmp_path: Path) -> None:
    write(tmp_path, "actors/a.yml")
    (tmp_path / "actors" / "up").symlink_to(tmp_path)
    (tmp_path / "self.yml").symlink_to("self.yml")
    (tmp_path / "gone.yml").symlink_to("nothing.yml")
    listing = list_files(tmp_path)
    assert list_names(listing) == ["actors/a.yml"]
    assert [
        (diagnostic.rule, diagnostic.path, diagnostic.message, diagnostic.help) for diagnostic in listing.diagnostics
    ] == [
        (
            "stray-file",
            "content/actors/up",
            "links to folders are not followed",
            "remove the link; the folder is read in its own place",
        ),
        (
            "unreadable",
            "content/gone.yml",
            "it cannot be read: no such file or directory",
            "remove the link, whose target does not exist",
        ),
        (
            "unreadable",
            "content/self.yml",
            "it cannot be read: too many levels of symbolic links",
            "remove the link, which points to itself",
        ),
    ]


def test_special_files_are_never_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yml"
    os.mkfifo(pipe)
    special = ("unreadable", "it cannot be read: it is not a regular file", "remove it")
    assert [
        (diagnostic.rule, diagnostic.message, diagnostic.help) for diagnostic in list_files(tmp_path).diagnostics
    ] == [special]
    result = read_source(pipe, "content/pipe.yml")
    assert not isinstance(result, SourceFile)
    assert [(diagnostic.rule, diagnostic.message, diagnostic.help) for diagnostic in result] == [special]


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "actors/a.yml", "site.yml")
    scandir = os.scandir

    def closed(folder: str) -> object:
        if Path(folder).name == "actors":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", closed)
    listing = list_files(tmp_path)
    assert list_names(listing) == ["site.yml"]
    assert [
        (diagnostic.rule, diagnostic.path, diagnostic.message, diagnostic.help) for diagnostic in listing.diagnostics
    ] == [
        (
            "unreadable",
            "content/actors",
            "it cannot be read: permission denied",
            "grant permission to read it",
        )
    ]


def test_content_that_is_missing_is_reported(tmp_path: Path) -> None:
    listing = list_files(tmp_path / "content")
    assert listing.files == ()
    assert [(diagnostic.rule, diagnostic.path) for diagnostic in listing.diagnostics] == [("unreadable", "content")]


def test_names_that_are_no_text_are_rendered(tmp_path: Path) -> None:
    content = os.fsencode(tmp_path)
    for name in (b"\xff.yml", b"\x1b[31m.yml", "Ha\u202esam.yml".encode(), "حماس.yml".encode()):
        os.close(os.open(os.path.join(content, name), os.O_CREAT | os.O_WRONLY))  # noqa: PTH118 - bytes
    listing = list_files(tmp_path)
    assert list_names(listing) == ["Ha\\u202esam.yml", "\\udcff.yml", "\\x1b[31m.yml", "حماس.yml"]
    for file in listing.files:
        assert isinstance(read_source(file.path, f"content/{file.relative_path}"), SourceFile)
        assert file.relative_path.encode()


def test_a_file_is_read_as_text(tmp_path: Path) -> None:
    write(tmp_path, "a.yml")
    assert read_source(tmp_path / "a.yml", "content/a.yml") == SourceFile("content/a.yml", "name: x\n")


def test_files_that_cannot_be_read_are_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = describe(read_source(tmp_path / "gone.yml", "content/gone.yml"))
    assert [diagnostic[0] for diagnostic in gone] == ["unreadable"]
    write(tmp_path, "a.yml")

    def closed(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)
    assert describe(read_source(tmp_path / "a.yml", "content/a.yml")) == [
        ("unreadable", 1, 1, "it cannot be read: permission denied", "grant permission to read it")
    ]


def test_a_file_of_one_mebibyte_is_read_and_a_larger_one_is_not(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"x" * (1 << 20))
    assert isinstance(read_source(file, "content/a.md"), SourceFile)
    file.write_bytes(b"x" * ((1 << 20) + 1))
    large = (
        "too-large",
        1,
        1,
        "the file has 1,048,577 bytes; the limit is 1,048,576 (1 MiB)",
        "keep only text in content files",
    )
    assert describe(read_source(file, "content/a.md")) == [large]


def test_a_file_that_grows_while_it_is_read_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"x" * ((1 << 20) + 5))
    status = os.stat_result((stat.S_IFREG, 0, 0, 1, 0, 0, 5, 0, 0, 0))
    monkeypatch.setattr(Path, "stat", lambda _: status)
    assert [diagnostic[0] for diagnostic in describe(read_source(file, "content/a.md"))] == ["too-large"]


@pytest.mark.parametrize(
    ("data", "line", "column", "message", "advice"),
    [
        (
            b"name: Mahmoud Abbas\r\nalias: Fran\xe7ois\n",
            2,
            12,
            "the byte 0xE7 is not UTF-8",
            "save the file as UTF-8; in Windows-1252 this byte would be `ç`",
        ),
        (
            b"\xef\xbb\xbf\xc3\xa9: \x81",
            1,
            4,
            "the byte 0x81 is not UTF-8",
            "save the file as UTF-8",
        ),
        (
            "name: x".encode("utf-16"),
            1,
            1,
            "the byte 0xFF is not UTF-8",
            "save the file as UTF-8; it seems to be UTF-16",
        ),
    ],
)
def test_bytes_that_are_no_utf8_are_placed(data: bytes, line: int, column: int, message: str, advice: str) -> None:
    assert describe(decode_source(data, "content/a.yml")) == [("not-utf8", line, column, message, advice)]


def test_byte_order_mark_and_line_ends_are_read_without_a_word() -> None:
    assert read_text(b"\xef\xbb\xbfa: b\r\nc: d\re: f\n") == "a: b\nc: d\ne: f\n"


def test_text_is_composed() -> None:
    assert read_text("e\u0301".encode()) == "\u00e9"


def test_marks_without_end_do_not_take_time_without_end() -> None:
    many = "\u0301\u0316" * 100_000
    assert normalize_nfc(f"e\u0301 e{many} e\u0301") == f"\u00e9 e{many} \u00e9"


@pytest.mark.parametrize(
    ("data", "places"),
    [
        ("a: Ha\u202esam", [(1, 6, "U+202E right-to-left override invisibly changes the writing direction")]),
        (
            "\u2066a\nb\u2069",
            [
                (1, 1, "U+2066 left-to-right isolate invisibly changes the writing direction"),
                (2, 2, "U+2069 pop directional isolate invisibly changes the writing direction"),
            ],
        ),
        (
            "a\0\0\0b\x1b",
            [(1, 2, "U+0000 is a control character, not text"), (1, 6, "U+001B is a control character, not text")],
        ),
        ("\x7f", [(1, 1, "U+007F is a control character, not text")]),
        ("x\x85", [(1, 2, "U+0085 is a control character, not text")]),
        ("x\x0c", [(1, 2, "U+000C is a control character, not text")]),
    ],
)
def test_hidden_characters_are_reported_at_each_position(data: str, places: list[tuple[int, int, str]]) -> None:
    advice = "delete it; it may come from pasted text"
    assert describe(decode_source(data.encode(), "content/a.yml")) == [
        ("hidden-direction", *diagnostic, advice) for diagnostic in places
    ]


def test_a_run_of_one_hidden_character_is_one_place() -> None:
    result = decode_source(b"a\0\0\0b", "content/a.yml")
    assert not isinstance(result, SourceFile)
    assert [(diagnostic.column, diagnostic.width) for diagnostic in result] == [(2, 3)]


def test_hidden_characters_are_reported_at_fifty_positions_at_most() -> None:
    result = describe(decode_source(b"\0a" * 51, "content/a.yml"))
    assert len(result) == 51
    assert result[-1] == ("hidden-direction", 1, 101, "1 more place with such characters from here on", "")
    more = describe(decode_source(b"\0a" * 2_000, "content/a.yml"))
    assert more[-1][3] == "1,950 more places with such characters from here on"


@pytest.mark.parametrize("legitimate", ["\u200e", "\u200f", "\u200d", "\u200c", "\t", "\u00a0", "حماس", "😀"])
def test_characters_that_scripts_need_are_text(legitimate: str) -> None:
    assert read_text(f"a{legitimate}b".encode()) == f"a{legitimate}b"


@given(st.binary(max_size=200))
def test_any_bytes_are_text_in_one_form_or_a_diagnostic(data: bytes) -> None:
    result = decode_source(data, "content/a.yml")
    if isinstance(result, SourceFile):
        assert not HIDDEN.search(result.text)
        assert decode_source(result.text.encode(), "content/a.yml") == result or result.text.startswith("\ufeff")
    else:
        assert result


@given(st.text())
def test_text_is_read_as_it_was_written(written: str) -> None:
    result = decode_source(written.encode(errors="replace"), "content/a.yml")
    if isinstance(result, SourceFile):
        assert normalize_nfc(written.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")) == result.text
