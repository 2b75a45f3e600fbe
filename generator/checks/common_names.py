"""The rule for names that are too common to search for: one letter, a month, a weekday, a common word."""

from collections.abc import Collection, Iterator, Mapping

from generator.analysis.analyzer import list_forms
from generator.content.reader import Record
from generator.diagnostics.diagnostic import Diagnostic
from generator.model.entities import Entity, NamedEntity, NamedInTexts
from generator.model.kinds import Ref
from generator.model.messages import KeyPath
from generator.text.common_words import classify_word
from generator.text.folding import fold


def check(entities: Mapping[Ref, Record[Entity]], languages: Collection[str]) -> Iterator[Diagnostic]:
    """Check rule `common-name`; `languages` are those of the articles."""
    for ref, record in entities.items():
        value = record.value
        if not (isinstance(value, NamedInTexts) and list_forms(ref, record)):
            continue
        for path, form, named_in in _list_name_forms(value):
            description = _describe_common(form, sorted({*languages, *named_in}))
            if description:
                yield from record.diagnose("common-name", path, f"`{form}` is {description}", _format_help(ref, form))


def _list_name_forms(value: NamedInTexts) -> Iterator[tuple[KeyPath, str, tuple[str, ...]]]:
    """Yield the path of each form of a name, the form, and the language that it is known to be in."""
    yield ("name",), value.name, ()
    for position, alias in enumerate(value.aliases):
        yield ("aliases", position), alias, ()
    if isinstance(value, NamedEntity):
        for language, name in value.names.items():
            yield ("names", language), name, (language,)


def _describe_common(form: str, languages: Collection[str]) -> str:
    """Return what the form is besides a name, as "also a month"; empty if it is only a name."""
    word = fold(form).text.strip()
    letters = word.removesuffix(".")
    if len(letters) == 1:
        if letters.isalpha():
            return "a single letter"
        if letters.isnumeric():
            return "a single digit"
    word_classes = {classify_word(word, language) for language in languages}
    # The most specific one is the most useful.
    for word_class in ("month", "weekday", "common word"):
        if word_class in word_classes:
            return f"also a {word_class}"
    return ""


def _format_help(ref: Ref, form: str) -> str:
    mark = f"[{form}]({ref.kind}:{ref.id})"
    return f"add `match: marked` and write `{mark}` where it is meant, or use a longer form"
