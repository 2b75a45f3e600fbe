"""One id in the place of another, wherever content refers to it: as texts of files, none of which is written here.

Records are changed at the places of the model's references, articles at the links that an editor set. What could not
be changed is `left`, with file and line: a file whose syntax is broken, and pages written by hand.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.authoring.desk import Desk, Leaf, RefusedError, data_of, text_of
from generator.diagnostics import Source, Span, has_errors
from generator.model.kinds import Kind, Ref
from generator.model.references import written_references
from generator.paths import RESERVED_FRAGMENTS
from generator.site import manifest
from generator.source import tree
from generator.source.files import as_source
from generator.source.places import locate
from generator.source.rewriting import BrokenError, UnwritableError, YamlText
from generator.text.article import parse

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Swapped:
    """Texts of files by path below content/, the number of places changed in them, and what was left, as lines."""

    texts: dict[str, str]
    places: int
    left: tuple[str, ...]


def swapped(desk: Desk, old: Ref, new: str, *, once: bool = False) -> Swapped:
    """Every reference to `old` with the id `new`; `once` it stands in lists that had both.

    Raises RefusedError where a place is written in a way that no program should change.
    """
    texts: dict[str, str] = {}
    left: list[str] = []
    places = 0
    for leaf in desk.leaves():
        if leaf.text is None or old.id not in leaf.text:
            continue
        text, number = in_record(leaf, old, new, once=once)
        if number:
            texts[leaf.file.relative], places = text, places + number
        if _is_broken(leaf) and (row := _row(text, old.id)):
            left.append(f"{leaf.path}:{row}: `{old.id}` stands in what cannot be read; mend it, and change it by hand")
    for file in desk.layout.articles.values():
        article = text_of(file)
        if article and f"{old.kind}:{old.id}" in article:
            text, number, unchanged = in_article(article, old, new)
            if number:
                texts[file.relative], places = text, places + number
            left += [f"content/{file.relative}:{row}: a link to `{old.id}` was not understood" for row in unchanged]
    return Swapped(texts, places, (*left, *_by_hand(desk.root, old, new)))


def in_record(leaf: Leaf, old: Ref, new: str, *, once: bool = False) -> tuple[str, int]:
    """The text of a record with the id changed, and in how many places."""
    data, before = leaf.data, leaf.text or ""
    paths = [] if data is None else list(places_of(leaf, data, old))
    wanted, text = copy.deepcopy(data), YamlText(before)
    for path in paths:
        try:
            text = _replaced(text, path, old.id, new)
        except UnwritableError:
            row = _row(before, old.id)
            message = f"{leaf.path}:{row}: write the id `{old.id}` as plain text there; nothing was changed"
            raise RefusedError(message) from None
        put(wanted, path, at(wanted, path).replace(old.id, new, 1))
    for path in doubled(wanted, paths) if once else ():
        text = text.without_item(path)
        del at(wanted, path[:-1])[path[-1]]
    return verified(leaf, text.text, wanted), len(paths)


def _replaced(text: YamlText, path: KeyPath, old: str, new: str) -> YamlText:
    """With the id at a path changed; in a file whose syntax has mistakes, where its diagnostics would point to."""
    try:
        return text.replaced(path, old, new)
    except BrokenError:
        source = as_source(text.text.encode(), "content/x.yml")
        span = locate(source, path) if isinstance(source, Source) else Span()
        lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text.text)
        word = re.compile(rf"([\"']?){re.escape(old)}(?![\w-])")
        line = lines[span.line - 1]
        if not word.match(line, span.column - 1):
            raise
        lines[span.line - 1] = line[: span.column - 1] + word.sub(rf"\g<1>{new}", line[span.column - 1 :], count=1)
        return YamlText("".join(lines))


def places_of(leaf: Leaf, data: dict[str, Any], ref: Ref) -> Iterator[KeyPath]:
    """Where a record refers to a thing; of a briefing also where it names one of its attributions."""
    for reference in written_references(leaf.model, data):
        if reference.id == ref.id and ref.kind in reference.kinds:
            yield reference.path
    if ref.kind is Kind.BRIEFING:
        for outer, inner in (("attributions", "disputes"), ("corrections", "attributions")):
            yield from _attributions(data, outer, inner, ref.id)


def _attributions(data: dict[str, Any], outer: str, inner: str, id_: str) -> Iterator[KeyPath]:
    entries = data.get(outer)
    for i, entry in enumerate(entries if isinstance(entries, list) else []):
        words = entry.get(inner) if isinstance(entry, dict) else None
        for j, word in enumerate(words if isinstance(words, list) else []):
            if isinstance(word, str) and word.strip().startswith(f"{id_}/"):
                yield (outer, i, inner, j)


def doubled(data: Any, paths: list[KeyPath]) -> list[KeyPath]:
    """Items of the lists that these places are in, which an earlier item says already; the last ones first."""
    lists = dict.fromkeys(path[:-1] for path in paths if isinstance(path[-1], int))
    changed = {path: at(data, path) for path in paths if isinstance(path[-1], int)}
    found = []
    for one in lists:
        items = at(data, one)
        words = {text for path, text in changed.items() if path[:-1] == one}
        found += [(*one, i) for i, item in enumerate(items) if item in words and item in items[:i]]
    return sorted(found, key=lambda path: int(path[-1]), reverse=True)


def verified(leaf: Leaf, text: str, wanted: dict[str, Any] | None) -> str:
    """`text`, if it says what was wanted."""
    if wanted is not None and data_of(text) != wanted:
        raise RefusedError(f"{leaf.path} is written in a way that could not be changed safely; nothing was changed")
    return text


def in_article(before: str, old: Ref, new: str) -> tuple[str, int, list[int]]:
    """An article with its links changed, how many places that took, and the lines of links that were not changed.

    The same letters in code or in the prose are no link: a place is changed only if links change by it and no words.
    """
    text, number = before, 0
    words, _ = _read(before)
    for match in reversed(list(re.finditer(rf"(?<![\w-]){old.kind}:{re.escape(old.id)}(?![a-z0-9-])", before))):
        trial = f"{text[: match.start()]}{old.kind}:{new}{text[match.end() :]}"
        if _read(trial) != _read(text) and _read(trial)[0] == words:
            text, number = trial, number + 1
    _, links = _read(text)
    rows = [row for row, kind, id_ in links if (kind, id_) == (old.kind.value, old.id)]
    return text, number, rows


def _read(text: str) -> tuple[list[str], list[tuple[int, str, str]]]:
    """The words of an article's passages, and its links: row, kind and id."""
    source = as_source(text.encode(), "content/article.md")
    if not isinstance(source, Source):
        return [], []
    passages = parse(source, RESERVED_FRAGMENTS).passages
    links = [(one.span(link.start, link.end).line, link.kind, link.id) for one in passages for link in one.links]
    return [passage.text for passage in passages], links


def _by_hand(root: Path, old: Ref, new: str) -> Iterator[str]:
    """Links to the page of a thing in what the desk wrote itself: pages of docs/, and the navigation."""
    docs = root / "docs"
    generated = manifest.read(docs).keys()
    pages = [page for page in sorted(docs.rglob("*.md")) if page.relative_to(docs).as_posix() not in generated]
    link = re.compile(rf"(?<![\w-]){old.kind.folder}/{re.escape(old.id)}(?![a-z0-9-])")
    for page in [*pages, root / "mkdocs.yml"]:
        try:
            lines = page.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        for row, line in enumerate(lines, 1):
            if link.search(line):
                where = page.relative_to(root).as_posix()
                yield f"{where}:{row}: it links to `{old.stem}`; write `{Ref(old.kind, new).stem}` there by hand"


def at(data: Any, path: KeyPath) -> Any:
    """What stands at a path."""
    for step in path:
        data = data[step]
    return data


def put(data: Any, path: KeyPath, value: Any) -> None:
    """Puts a value in the place of what stands at a path."""
    at(data, path[:-1])[path[-1]] = value


def _is_broken(leaf: Leaf) -> bool:
    """Whether something in a record is passed over when it is read."""
    source = as_source((leaf.text or "").encode(), leaf.path)
    return not isinstance(source, Source) or has_errors(tree.parse(source).diagnostics)


def _row(text: str, id_: str) -> int:
    """The first line in which an id stands as a word, 0 for none."""
    word = re.compile(rf"(?<![\w-]){re.escape(id_)}(?![\w-])")
    return next((row for row, line in enumerate(text.splitlines(), 1) if word.search(line)), 0)
