"""Strategies: damaged and misplaced content.

Everything starts from the base, which has no errors, so that a damaged value passes through all checks after the one
that reports it.
"""

import copy
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st
from laying import BASE

FILES: Mapping[str, str] = {
    path.relative_to(BASE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(BASE.rglob("*"))
    if path.is_file()
}
"""The base: path → text."""

YAML_FILES = [path for path in FILES if path.endswith(".yml")]
METADATA = "content/briefings/ferry-fare/metadata.yml"
ARTICLE = "content/briefings/ferry-fare/article.md"

_IDS = ("tessa-varga", "rowers-guild", "ferry-fares", "guild-letter", "fare-cause", "pier-walkout", "old-pier", "c02")
_KEYS = sorted(
    {line.strip(" -").partition(":")[0] for text in FILES.values() for line in text.splitlines() if ":" in line}
)
_MORE_KEYS = [
    "names",
    "same_as",
    "url",
    "formerly",
    "part_of",
    "broader",
    "cited_in",
    "seen",
    "exact",
    "prefix",
    "of",
    "to",
]
_ODD_TEXTS = (
    "",
    " ",
    "?",
    "..",
    "2019-02-30",
    "2019/2018",
    "next month",
    "author",
    "../../etc/passwd",
    "ferry-fare/c02",
    "/",
    "a/b/c",
    "javascript:alert(1)",
    "https://[::1",
    "https://example.org:99999/",
    "Sources in the port",
    "x" * 400,
    "\u0301" * 40,
    "\u202e",
    "\x00",
    "\x85",
    "\u2028",
    "نقود ״ 钱",
    "İ" * 20,
)
_YAML_BITS = (
    ": ", "- ", "? ", "[", "]", "{", "}", ",", "#", " #", "&a ", "*a", "!!str ", "!", "|", ">", "|+\n", "%YAML 1.2\n",
    "---\n", "...\n", '"', "'", "\\", '"\\x', '"\\uD800"', "\t", "\n", "\n\n", "\n  ", "\n- ", "<<: ", "@", "`",
    "\u00a0", "\ufeff", "\r", "\u2028", "\u0085", "\x07", "a: b: c", "{a: b}", "[a: b]", "~", "=",
)  # fmt: skip
_MARKDOWN_BITS = (
    "*", "**", "_", "`", "```\n", "~~~", "[", "]", "(", ")", "![", "](", "](actor:tessa-varga)", "](place:old-pier)",
    "](#p1)", "](javascript:x)", "[^", "[^a]", "[^a]: ", "\n[a]: https://example.org\n", "<", ">", "<b>", "<!--",
    "<https://example.org>", "|", "\n| a | b |\n| - | - |\n", "# ", "\n## ", "\n- ", "\n1. ", "\n> ", "    ", "\n",
    "\n\n", "  \n", "\\", "&amp;", "&#0;", "“", "”", '"', "said", "According to ", "Tessa Varga", "Old Pier", "walkout",
    "Rowers'", "’s", "the boats are old and need new engines", "ناديا", "שלום", "钱", "\u0301", "\u200d", "🚢",
    "{ #p1 }", "</div>", "---", "\t", "\u00a0", "{{ x }}", "{% raw %}", "$", "^", "~", ":::", "!!! note\n",
)  # fmt: skip

texts = st.one_of(st.sampled_from(_IDS), st.sampled_from(_ODD_TEXTS), st.text(max_size=12))
keys = st.one_of(st.sampled_from(_KEYS + _MORE_KEYS), texts)
values: st.SearchStrategy[Any] = st.recursive(
    texts,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=8,
)
"""Any data that a YAML file may hold."""

markdown = st.lists(st.one_of(st.sampled_from(_MARKDOWN_BITS), texts), max_size=40).map("".join)
yaml_bits = st.lists(st.one_of(st.sampled_from(_YAML_BITS), texts), min_size=1, max_size=5).map("".join)


def loaded(path: str) -> Any:
    """A file of the base as plain data, every scalar as text."""
    return yaml.load(FILES[path], yaml.BaseLoader)


def _places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path]
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, inner in steps:
        found += _places(inner, (*path, step))
    return found


@st.composite
def changed(draw: st.DrawFn, data: Any) -> Any:
    """Return `data` with other values, keys or gaps in a few places."""
    data = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(_places(data)[1:] or [()]))
        if not path:
            return draw(values)
        parent = data
        for step in path[:-1]:
            parent = parent[step]
        deed = draw(st.sampled_from(("replace", "replace", "delete", "rename")))
        if deed == "replace":
            parent[path[-1]] = draw(values)
        elif deed == "rename" and isinstance(parent, dict):
            parent[draw(keys)] = parent.pop(path[-1])
        else:
            del parent[path[-1]]
    return data


@st.composite
def changed_files(draw: st.DrawFn) -> dict[str, str]:
    """Some YAML files of the base, with other data in them."""
    chosen = draw(st.lists(st.sampled_from(YAML_FILES), min_size=1, max_size=3, unique=True))
    return {
        path: yaml.safe_dump(
            draw(changed(loaded(path))), allow_unicode=True, sort_keys=False, default_flow_style=False, width=1_000
        )
        for path in chosen
    }


@st.composite
def torn_files(draw: st.DrawFn) -> dict[str, Any]:
    """Some files of the base, cut off, with bits put in, or with bytes that are no text."""
    laid: dict[str, Any] = {}
    for path in draw(st.lists(st.sampled_from(list(FILES)), min_size=1, max_size=3, unique=True)):
        text = FILES[path]
        at = draw(st.integers(0, len(text)))
        match draw(st.sampled_from(("cut", "put", "swap", "bytes"))):
            case "cut":
                laid[path] = text[:at]
            case "put":
                laid[path] = text[:at] + draw(yaml_bits) + text[at:]
            case "swap":
                lines = text.splitlines(keepends=True)
                laid[path] = "".join(draw(st.permutations(lines)))
            case _:
                data = text.encode()
                laid[path] = {"hex": (data[:at] + draw(st.binary(min_size=1, max_size=4)) + data[at:]).hex()}
    return laid


_TARGETS = (
    "..",
    "/",
    "/dev/null",
    "/dev/zero",
    ".",
    "loop.yml",
    "../..",
    "../actors",
    "nowhere",
    "old-pier.yml",
    "x" * 300,
)
_FOLDERS = (
    "",
    "actors/",
    "actor/",
    "places/",
    "briefings/",
    "briefings/ferry-fare/",
    "briefings/x/",
    "briefings/new-one/",
)
_ENDINGS = ("", ".yml", ".yaml", ".md", "/article.md", "/metadata.yml")

_stems = st.one_of(
    st.sampled_from(
        ("site", "article", "metadata", "README", "old-pier", "index", "con", "a" * 65, "a" * 64, "..x", "-")
    ),
    st.binary(min_size=1, max_size=30).map(lambda data: os.fsdecode(data.replace(b"/", b"_").replace(b"\0", b"_"))),
)


@st.composite
def odd_files(draw: st.DrawFn) -> list[tuple[str, Any]]:
    """Files of any name under content/, and links that lead anywhere."""
    found = []
    for _ in range(draw(st.integers(1, 6))):
        name = f"content/{draw(st.sampled_from(_FOLDERS))}{draw(_stems)}{draw(st.sampled_from(_ENDINGS))}"
        text = st.one_of(st.sampled_from(sorted(FILES.values())), texts)
        link = st.sampled_from(_TARGETS).map(lambda target: {"symlink": target})
        found.append((name, draw(st.one_of(text, link, st.just({"fifo": True})))))
    return found


def lay_what_can_be(root: Path, files: list[tuple[str, Any]], lay: Any) -> None:
    """Lays each file that the file system takes, over none that is there."""
    for name, what in files:
        if set(Path(name).parts) & {"..", "."} or os.path.lexists(root / name):
            continue
        try:
            lay(root, {name: what})
        except (OSError, UnicodeError):
            continue
