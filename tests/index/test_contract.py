"""Both indexes, in memory and over the store, answer every call of the contract alike, after updates too.

The calls are not listed here by hand: `Index` and the types of its parts say which there are. A new part or method
fails until `CALLS` or `OWN_CALLS` says how to compare it.
"""

import dataclasses
import datetime as dt
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, get_origin, get_type_hints
from unittest.mock import patch

import pytest
from laying import lay
from plain_index import check_plainly
from stored_index import update_index
from synthetic import add_briefing, write_content

from generator.incremental import dependency_tracker
from generator.index.contract import LazyRows, Links, ListedLinks, Lookup
from generator.index.dependencies import ReadTracker, hash_read
from generator.index.model import Index, StatementKey, VoiceSort
from generator.infra.store import Store
from generator.model.kinds import Kind, Ref
from generator.model.site import Site

GOLDEN = sorted(path.parent for path in (Path(__file__).parents[1] / "golden").glob("*/content"))
SIZE = 30
NOW = dt.datetime(2040, 1, 1, tzinfo=dt.UTC)
"""A moment after all dates of the content."""

PARTS: dict[str, Any] = {name: get_origin(hint) or hint for name, hint in get_type_hints(Index).items()}
"""The types of the parts of an index, by name."""
OTHER_PARTS = {Site, str, ReadTracker}
"""Types of parts that are values themselves, and the record of reads, which an index in memory leaves empty."""


class Arguments(NamedTuple):
    """The arguments of calls: references to all records of the content, at any time, and to records that never were."""

    refs: list[Ref]
    statements: list[StatementKey]

    def list_keys(self, part: str) -> list[Any]:
        """Return the keys to ask a part for."""
        match part:
            case "by_id":
                return [ref.id for ref in self.refs]
            case "statements" | "disputed_by":
                return self.statements
            case "voice_counts":
                return list(VoiceSort)
            case "last_changed":
                return [None, *self.refs]
            case _:
                return self.refs


Call = Callable[..., object]


ROW_COUNT = 7
"""A number of rows that many lists have, and around which rows are asked for."""


def list_row_calls(length: int = ROW_COUNT) -> Iterator[tuple[str, Call, tuple[Any, ...]]]:
    """Yield the name, the call and the arguments of each call on rows."""
    for position in sorted({-1, 0, 1, 50, length - 1, length}):
        yield "__getitem__", lambda rows, position: rows[position], (position,)
        yield "has_position", lambda rows, position: rows.has_position(position), (max(0, position),)
    for position in (0, length // 2):
        yield "__contains__", lambda rows, position: rows[position] in rows, (position,)
        yield "index", lambda rows, position: rows.index(rows[position]), (position,)
        yield "count", lambda rows, position: rows.count(rows[position]), (position,)
    for start, stop in ((0, 50), (1, length // 2), (length // 2, length + 1), (length, 0)):
        yield "__getitem__", lambda rows, start, stop: list(rows[start:stop]), (start, stop)
        yield "__getitem__", lambda rows, start, stop: list(rows[start:stop:-2]), (stop, start)
        yield "take_from_end", lambda rows, start, stop: list(rows.take_from_end(start, stop)), (start, stop)
    yield "__len__", len, ()
    # Of an iterator, as `list` asks rows for their number, which is another read.
    yield "__iter__", lambda rows: list(iter(rows)), ()
    yield "__reversed__", lambda rows: list(reversed(rows)), ()
    yield "map_values", lambda rows: [list(rows.map_values(str)), rows.map_values(str)[:1]], ()


ROW_CALLS = [(f"{name} {arguments}", call, arguments) for name, call, arguments in list_row_calls()]
"""The same calls, with names that are different for different arguments."""


def resolve_fields(index: Index, ref: Ref) -> dict[str, list[Ref]]:
    """Return the references in each field of an entity."""
    entity = index.entities[ref]
    return {name: index.resolve_field(entity, name) for name in type(entity).model_fields}


LOOKUP: dict[str, Call] = {
    "__getitem__": lambda part, key: part[key],
    "__contains__": lambda part, key: key in part,
    "get": lambda part, key: (part.get(key), part.get(key, "default")),
}
"""Calls that are given a key."""
LISTED: dict[str, Call] = {
    "count": lambda part, key: part.count(key),
    "take_first": lambda part, key: [list(part.take_first(key, limit)) for limit in (0, 1, 3, 1000)],
    "get_rows": lambda part, key: isinstance(part.get_rows(key), LazyRows),
}
WHOLE: dict[str, Call] = {
    "__iter__": list,
    "__len__": len,
    "keys": lambda part: list(part.keys()),
    "values": lambda part: list(part.values()),
    "items": lambda part: list(part.items()),
    "__eq__": lambda part: part == dict(part.items()),
}
"""Calls without arguments; lists, so that their order is compared."""
CALLS: dict[Any, dict[str, Call]] = {
    Lookup: LOOKUP,
    Links: LOOKUP,
    ListedLinks: LOOKUP | LISTED | {"count_all": lambda part: list(part.count_all().items())},
    Mapping: LOOKUP | WHOLE,
    LazyRows: {name: call for name, call, _ in list_row_calls()},
}
"""How to make each call of a type of part."""
OWN_CALLS: dict[str, Callable[[Index, Ref], object]] = {
    "label": lambda index, ref: index.label(ref),
    "resolve_ids": lambda index, ref: index.resolve_ids([ref.id, None]),
    "resolve_field": resolve_fields,
    "sort_by_name": lambda index, _: index.sort_by_name([*index.entities, *index.cards]),
    "select_kind": lambda index, ref: index.select_kind(ref.kind),
    "list_referrers": lambda index, ref: index.list_referrers(ref, "of", "about", "part_of", "actors", "publisher"),
}
"""How to make each call of the index itself, for each reference."""
NEVER_THERE = "never-there"


def ask(call: Call, *arguments: Any) -> object:
    """Return the answer to a call; an error is an answer, too."""
    try:
        answer = call(*arguments)
    except LookupError as error:
        return type(error)
    return answer


def list_methods(part: Any) -> set[str]:
    """Return the names of all methods that a type adds to those of every object, except private ones."""
    methods: set[str] = set()
    for name in dir(part):
        is_own = getattr(part, name) is not getattr(object, name, None)
        if is_own and callable(getattr(part, name)) and (name.startswith("__") or not name.startswith("_")):
            methods.add(name)
    return methods - {"__class__", "__class_getitem__", "__init_subclass__", "__subclasshook__"}


def list_calls(index: Index, arguments: Arguments) -> Iterator[tuple[str, Call, tuple[Any, ...]]]:
    """Yield every call of the contract: a name for messages, the call, and its arguments."""
    for part_name, part_type in PARTS.items():
        part = getattr(index, part_name)
        if part_type is LazyRows:
            for name, call, row_arguments in ROW_CALLS:
                yield f"{part_name}.{name}", call, (part, *row_arguments)
            continue
        if part_type is ListedLinks:
            yield from list_calls_on_rows(part_name, part, arguments)
        for name, call in CALLS.get(part_type, {}).items():
            keys = arguments.list_keys(part_name) if name in LOOKUP | LISTED else [()]
            for key in keys:
                yield f"{part_name}.{name} {key}", call, (part,) if key == () else (part, key)
    for ref in arguments.refs:
        for name, own_call in OWN_CALLS.items():
            # These two are the same for all references of a kind.
            if ref.id == NEVER_THERE or name not in {"sort_by_name", "select_kind"}:
                yield f"{name} {ref}", own_call, (index, ref)


def list_calls_on_rows(
    part_name: str, part: ListedLinks[Any, Any], arguments: Arguments
) -> Iterator[tuple[str, Call, tuple[Any, ...]]]:
    """Yield every call on the rows of each key, as `list_calls` does."""
    for key in arguments.list_keys(part_name):
        prefix = f"{part_name} {key}"
        for name, call, row_arguments in ROW_CALLS:
            yield f"{prefix} {name}", call, (part.get_rows(key), *row_arguments)


class Answer(NamedTuple):
    """The answer to a call, and the hashes of what was read for it."""

    value: object
    reads: frozenset[int]


def collect_answers(index: Index, arguments: Arguments) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for name, call, call_arguments in list_calls(index, arguments):
        reads: set[int] = set()
        index.tracker.recorded = reads
        value = ask(call, *call_arguments)
        answers[name] = Answer(value, frozenset(reads))
    return answers


def find_other_answers(index: Index, arguments: Arguments, answers: Mapping[str, Answer]) -> list[str]:
    """Return the names of calls that an index answers in another way than in `answers`, which has all of them."""
    calls = list_calls(index, arguments)
    return [name for name, call, call_arguments in calls if ask(call, *call_arguments) != answers[name].value]


def find_differences(answers: Mapping[str, Answer], others: Mapping[str, Answer]) -> list[str]:
    """Return the names of calls with another answer among `others`, which has all of them."""
    return [name for name, answer in answers.items() if answer.value != others[name].value]


class Desk:
    """A project whose content is edited; after each edit, both indexes are compared."""

    def __init__(self, root: Path, now: dt.datetime | None = None) -> None:
        self.root = root
        self._now = now
        self._store = Store.in_memory()
        self._refs = {Ref(kind, NEVER_THERE) for kind in Kind}
        self._statements = {StatementKey(Ref(Kind.BRIEFING, NEVER_THERE), "c1")}
        self._before: dict[str, Answer] = {}
        """The answers of the index over the store, before the update."""
        self._spaces: dict[int, str] = {}
        """The space of each read by its hash."""
        self.essential: set[str] = set()
        """Spaces of which a read was the only one that noticed some change."""
        self.filled: set[str] = set()
        """The parts of which a call gave more than nothing."""

    def compare(self) -> None:
        """Update the store, and compare both indexes, and the index over the store with the one before the update."""
        diagnostics, in_memory = check_plainly(self.root, now=self._now)
        update = update_index(self.root, self._store, self._now)
        assert update.diagnostics == diagnostics
        assert in_memory, [diagnostic.full_message for diagnostic in diagnostics]
        assert update.index
        self._add_keys(in_memory)
        arguments = self._list_arguments()
        with patch.object(dependency_tracker, "hash_read", self._note_space):
            stored = collect_answers(update.index, arguments)
        assert update.index.site == in_memory.site
        assert find_other_answers(in_memory, arguments, stored) == []
        for name in find_differences(self._before, stored):
            noticed = self._before[name].reads & (update.result.changed or set())
            assert noticed, f"no page reads {name} again"
            spaces = {self._spaces[read] for read in noticed}
            if len(spaces) == 1:
                self.essential |= spaces
        self._before = stored
        self.filled |= set(find_filled(stored))

    @property
    def spaces(self) -> set[str]:
        """The spaces of all reads."""
        return set(self._spaces.values())

    def _note_space(self, space: str, key: object = "") -> int:
        read = hash_read(space, key)
        self._spaces[read] = space
        return read

    def _add_keys(self, index: Index) -> None:
        self._refs |= {*index.entities, *index.cards, *index.notices}
        for briefing in index.briefings.values():
            self._statements |= {statement.key for statement in briefing.statements}

    def _list_arguments(self) -> Arguments:
        # A reference of another kind with the id of a record refers to nothing.
        other_kinds = {Ref(Kind.PLACE, "actor-0"), Ref(Kind.ACTOR, "briefing-0"), Ref(Kind.BRIEFING, "actor-0")}
        return Arguments(sorted(self._refs | other_kinds), sorted(self._statements))


def find_filled(answers: Mapping[str, Answer]) -> Iterator[str]:
    """Yield the parts of which there is a value at some key, or a row at some position."""
    for name, answer in answers.items():
        part, _, call = name.partition(".")
        if call.startswith("__getitem__") and not isinstance(answer.value, type):
            yield part


# What is compared


@pytest.mark.parametrize("part", PARTS)
def test_every_call_of_a_part_is_compared(part: str) -> None:
    part_type = PARTS[part]
    assert part_type in {*CALLS, *OTHER_PARTS}
    if part_type not in OTHER_PARTS:
        assert list_methods(part_type) == CALLS[part_type].keys()


def test_every_call_of_the_index_itself_is_compared() -> None:
    inherited = {name for name in vars(Index) if name.startswith("_")}
    fields = {field.name for field in dataclasses.fields(Index)}
    assert vars(Index).keys() - inherited - fields == OWN_CALLS.keys()


@pytest.mark.parametrize("part_type", [Lookup, Links, ListedLinks])
def test_values_that_cannot_be_listed_cannot_be_iterated(part_type: Any) -> None:
    assert part_type.__iter__ is None


# The comparison


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case.name)
def test_both_indexes_are_alike_in_a_golden_case(case: Path) -> None:
    Desk(case).compare()


def replace_in_all(root: Path, pattern: str, replacement: str) -> None:
    for file in [*root.rglob("*.yml"), *root.rglob("*.md")]:
        text = file.read_text(encoding="utf-8")
        replaced = re.sub(pattern, replacement, text)
        if replaced != text:
            file.write_text(replaced, encoding="utf-8")


def rename_record(root: Path) -> None:
    replace_in_all(root, r"\bactor-3\b", "other-actor")
    (root / "content/actors/actor-3.yml").rename(root / "content/actors/other-actor.yml")


def change_label(root: Path) -> None:
    lay(root, {"content/actors/actor-2.yml": {"append": "names:\n  fr: Autre Nom\n"}})
    replace_in_all(root / "content/themes", "Bridge", "Arch")


def change_attributions(root: Path) -> None:
    """Change who says something, what it is about, its source, what it disputes, and its question."""
    path = root / "content/briefings/briefing-7/metadata.yml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"about: \[actor-\d+, ", "about: [", text, count=1)
    text = re.sub(r"(- id: c1\n  kind: statement\n)  by: \S+", r"\1  by: unattributed\n  source: [source-3]", text)
    dispute = "  answers: question-1\n  disputes: [briefing-10/c1]"
    path.write_text(text.replace("  disputes: [c1]", dispute), encoding="utf-8")


def change_event_themes(root: Path) -> None:
    """Change the theme of an event, which statements about it and accounts of its question bear."""
    path = root / "content/events/event-2.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("[theme-1]", "[theme-9]"), encoding="utf-8")


def change_question_themes(root: Path) -> None:
    """Add a theme to a question, which its accounts then bear."""
    path = root / "content/questions/question-1.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("[event-1]", "[event-1, theme-7]"), encoding="utf-8")


def change_article(root: Path) -> None:
    """Add a paragraph that names others, and move the sentences of one briefing."""
    name = re.search(r"(?m)^name: (.*)$", (root / "content/actors/actor-5.yml").read_text(encoding="utf-8"))
    assert name
    path = root / "content/briefings/briefing-11/article.md"
    path.write_text(f"{name[1]} came by.\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def correct_briefing(root: Path) -> None:
    correction = "updated: 2030-02-01\ncorrections:\n- date: 2030-02-01\n  kind: correction\n  text: It was wrong.\n"
    lay(root, {"content/briefings/briefing-5/metadata.yml": {"append": correction}})


def change_correction(root: Path) -> None:
    replace_in_all(root / "content/briefings/briefing-5", "It was wrong", "It was quite wrong")


def withdraw_briefing(root: Path) -> None:
    correction = "corrections:\n- date: 2030-01-01\n  kind: withdrawal\n  text: It was wrong.\n"
    metadata = "content/briefings/briefing-4/metadata.yml"
    lay(root, {metadata: {"append": f"status: withdrawn\n{correction}"}})


def remove_briefing(root: Path) -> None:
    shutil.rmtree(root / "content/briefings/briefing-20")


def add_newest(root: Path) -> None:
    add_briefing(root, SIZE, SIZE, "2031-01-01")


def add_oldest(root: Path) -> None:
    add_briefing(root, SIZE, SIZE + 1, "1999-01-01")


def change_nothing(_: Path) -> None:
    """Edit no file."""


EDITS: Iterable[Callable[[Path], None]] = (
    change_nothing,
    change_label,
    change_attributions,
    change_event_themes,
    change_question_themes,
    change_article,
    correct_briefing,
    change_correction,
    withdraw_briefing,
    remove_briefing,
    add_newest,
    add_oldest,
    rename_record,
)


def test_both_indexes_are_alike_after_updates(tmp_path: Path) -> None:
    write_content(tmp_path, SIZE)
    desk = Desk(tmp_path, NOW)
    desk.compare()
    for edit in EDITS:
        edit(tmp_path)
        desk.compare()
    assert {part for part, part_type in PARTS.items() if part_type not in OTHER_PARTS} - desk.filled == set()
    assert desk.essential == desk.spaces, "some change would be noticed without these reads"
