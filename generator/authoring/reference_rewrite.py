"""Every reference to one id, rewritten to another: as new texts of files, none of which is written here.

Records are changed at the references of the model, articles at the links that an editor set. References that could
not be changed are reported with file and line: in parts with broken syntax, and on hand-written pages.
"""

import copy
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from generator.authoring.snapshot import ContentSnapshot, RecordFile, RefusedError, parse_data, parse_text, read_text
from generator.diagnostics.diagnostic import SourceFile, Span, has_errors
from generator.model.kinds import Kind, Ref
from generator.model.page_paths import RESERVED_FRAGMENTS
from generator.model.references import find_raw_references
from generator.site.output import manifest
from generator.source.files import decode_source
from generator.source.yaml_edits import InvalidYamlError, KeyPath, UnwritableError, YamlText
from generator.source.yaml_positions import locate
from generator.text.article import parse_article

_ATTRIBUTION_LISTS = (("attributions", "disputes"), ("corrections", "attributions"))
"""Lists in a metadata.yml that name attributions of other briefings as `briefing/attribution`."""


@dataclass(frozen=True, slots=True)
class ReferenceRewrite:
    """New texts by path below content/, the number of references changed in them, and a line for each that remains."""

    texts: dict[str, str]
    references: int
    remaining: tuple[str, ...]


class RewrittenRecord(NamedTuple):
    """The new text of a record, and how many references changed."""

    text: str
    references: int


class RewrittenArticle(NamedTuple):
    """The new text of an article, how many links changed, and the lines of those that did not (from 1)."""

    text: str
    references: int
    unchanged_lines: list[int]


def rewrite_references(
    snapshot: ContentSnapshot, old: Ref, new_id: str, *, merge_items: bool = False
) -> ReferenceRewrite:
    """Return all files that refer to `old`, with `new_id` in its place.

    With `merge_items`, a list that had both ids has the new one once. Raise `RefusedError` if a reference is written in
    a way that no program should change.
    """
    texts: dict[str, str] = {}
    remaining: list[str] = []
    references = 0
    for record in snapshot.iter_records():
        if old.id not in record.text:
            continue
        rewritten = rewrite_record(record, old, new_id, merge_items=merge_items)
        if rewritten.references:
            texts[record.file.relative_path] = rewritten.text
            references += rewritten.references
        line = _find_line(rewritten.text, old.id)
        if line and has_errors(parse_text(record.text).diagnostics):
            message = f"`{old.id}` is in a part that cannot be read; fix it, and change the id by hand"
            remaining.append(f"{record.path}:{line}: {message}")
    for file in snapshot.layout.articles.values():
        article = read_text(file.path)
        if f"{old.kind}:{old.id}" not in article:
            continue
        changed = rewrite_article(article, old, new_id)
        if changed.references:
            texts[file.relative_path] = changed.text
            references += changed.references
        message = f"change the link to `{old.id}` by hand"
        remaining += [f"content/{file.relative_path}:{line}: {message}" for line in changed.unchanged_lines]
    return ReferenceRewrite(texts, references, (*remaining, *_find_handwritten_links(snapshot.root, old, new_id)))


# Records


def rewrite_record(record: RecordFile, old: Ref, new_id: str, *, merge_items: bool = False) -> RewrittenRecord:
    """Return the text of a record with the references to `old` changed, and their number."""
    data = record.data
    paths = list(find_reference_paths(record, data, old))
    new_data, new_text = copy.deepcopy(data), YamlText(record.text)
    for path in paths:
        try:
            new_text = _replace_id(new_text, path, old.id, new_id)
        except UnwritableError:
            line = _find_line(record.text, old.id)
            message = f"{record.path}:{line}: write the id `{old.id}` as plain text there; nothing was changed"
            raise RefusedError(message) from None
        set_value(new_data, path, get_value(new_data, path).replace(old.id, new_id, 1))
    if merge_items:
        for path in find_duplicate_items(new_data, paths):
            new_text = new_text.remove_item(path)
            del get_value(new_data, path[:-1])[path[-1]]
    return RewrittenRecord(verify_text(record, new_text.text, new_data), len(paths))


def _replace_id(text: YamlText, path: KeyPath, old: str, new: str) -> YamlText:
    """Return the text with the id at `path` changed.

    If the syntax of the file has errors, the id is changed at the position of a diagnostic for this path.
    """
    try:
        return text.replace_id(path, old, new)
    except InvalidYamlError:
        source = decode_source(text.text.encode(), "content/x.yml")
        span = locate(source, path) if isinstance(source, SourceFile) else Span()
        lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text.text)
        pattern = re.compile(rf"([\"']?){re.escape(old)}(?![\w-])")
        line, start = lines[span.line - 1], span.column - 1
        if not pattern.match(line, start):
            raise
        lines[span.line - 1] = line[:start] + pattern.sub(rf"\g<1>{new}", line[start:], count=1)
        return YamlText("".join(lines))


def find_reference_paths(record: RecordFile, data: dict[str, Any], ref: Ref) -> Iterator[KeyPath]:
    """Yield the paths at which a record refers to `ref`: for a briefing also those that name its attributions."""
    for reference in find_raw_references(record.model, data):
        if ref in reference.refs:
            yield reference.path
    if ref.kind is Kind.BRIEFING:
        for list_key, item_key in _ATTRIBUTION_LISTS:
            yield from _find_attribution_paths(data, list_key, item_key, ref.id)


def _find_attribution_paths(data: dict[str, Any], list_key: str, item_key: str, id_: str) -> Iterator[KeyPath]:
    for entry_index, entry in enumerate(_get_list(data, list_key)):
        for value_index, value in enumerate(_get_list(entry, item_key)):
            if isinstance(value, str) and value.strip().startswith(f"{id_}/"):
                yield (list_key, entry_index, item_key, value_index)


def _get_list(mapping: Any, key: str) -> list[Any]:
    """Return the list under a key of the data of a file; empty if there is none."""
    value = mapping.get(key) if isinstance(mapping, dict) else None
    return value if isinstance(value, list) else []


def find_duplicate_items(data: Any, paths: list[KeyPath]) -> list[KeyPath]:
    """Return the list items with a changed value that an earlier item of the list has as well, the last ones first."""
    changed_values: dict[KeyPath, set[Any]] = defaultdict(set)
    for path in paths:
        if isinstance(path[-1], int):
            changed_values[path[:-1]].add(get_value(data, path))
    duplicates: list[KeyPath] = []
    for list_path, values in changed_values.items():
        items = get_value(data, list_path)
        for index, item in enumerate(items):
            if item in values and items.index(item) < index:
                duplicates.append((*list_path, index))
    return sorted(duplicates, key=lambda path: int(path[-1]), reverse=True)


def verify_text(record: RecordFile, text: str, data: dict[str, Any]) -> str:
    """Return `text` if it reads as `data`; raise RefusedError if not."""
    if parse_data(text) != data:
        raise RefusedError(f"{record.path} is written in a way that could not be changed safely; nothing was changed")
    return text


# Articles


class _ArticleLink(NamedTuple):
    """A link of an article: its line, from 1, and the record that it leads to."""

    line: int
    ref: Ref


class _ArticleContents(NamedTuple):
    """The texts of the passages and headings of an article, and its links."""

    texts: list[str]
    links: list[_ArticleLink]


def rewrite_article(article: str, old: Ref, new_id: str) -> RewrittenArticle:
    """Return an article with its links to `old` changed.

    The same letters in code or in prose are not a link: an occurrence is changed only if that changes the links of the
    article and none of its text.
    """
    text, references = article, 0
    original_texts = _read_contents(article).texts
    pattern = re.compile(rf"(?<![\w-]){old.kind}:{re.escape(old.id)}(?![a-z0-9-])")
    for match in reversed(list(pattern.finditer(article))):
        trial = f"{text[: match.start()]}{old.kind}:{new_id}{text[match.end() :]}"
        contents = _read_contents(trial)
        if contents != _read_contents(text) and contents.texts == original_texts:
            text = trial
            references += 1
    links = _read_contents(text).links
    unchanged = [link.line for link in links if link.ref == old]
    return RewrittenArticle(text, references, unchanged)


def _read_contents(text: str) -> _ArticleContents:
    source = decode_source(text.encode(), "content/article.md")
    if not isinstance(source, SourceFile):
        return _ArticleContents([], [])
    article = parse_article(source, RESERVED_FRAGMENTS)
    texts = [segment.text for segment in article.segments]
    links = [_ArticleLink(link.span.line, Ref(Kind(link.kind), link.id)) for link in article.links]
    return _ArticleContents(texts, links)


# Hand-written pages


def _find_handwritten_links(root: Path, old: Ref, new_id: str) -> Iterator[str]:
    """Yield a line for each link to the page of `old` in the desk's own pages of docs/ and in the navigation."""
    docs = root / "docs"
    generated = manifest.read_manifest(docs).keys()
    pages = [page for page in sorted(docs.rglob("*.md")) if page.relative_to(docs).as_posix() not in generated]
    link = re.compile(rf"(?<![\w-]){old.kind.folder}/{re.escape(old.id)}(?![a-z0-9-])")
    new_stem = Ref(old.kind, new_id).stem
    for page in [*pages, root / "mkdocs.yml"]:
        path = page.relative_to(root).as_posix()
        for number in _iter_matching_lines(read_text(page), link):
            yield f"{path}:{number}: change the link to `{old.stem}` to `{new_stem}` by hand"


# Data


def get_value(data: Any, path: KeyPath) -> Any:
    """Return the value at a path."""
    for step in path:
        data = data[step]
    return data


def set_value(data: Any, path: KeyPath, value: Any) -> None:
    """Replace the value at a path."""
    get_value(data, path[:-1])[path[-1]] = value


def _find_line(text: str, id_: str) -> int:
    """Return the number of the first line that has an id as a word, 0 if none has."""
    word = re.compile(rf"(?<![\w-]){re.escape(id_)}(?![\w-])")
    return next(_iter_matching_lines(text, word), 0)


def _iter_matching_lines(text: str, pattern: re.Pattern[str]) -> Iterator[int]:
    """Return the numbers of the lines that contain a match, from 1."""
    return (number for number, line in enumerate(text.splitlines(), 1) if pattern.search(line))
