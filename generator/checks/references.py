"""Rules of references: every id leads to something that exists, of the kind that is asked for."""

import re
from collections.abc import Iterator, Mapping

from generator.analysis import Analysis
from generator.checks.registry import Registry
from generator.content import Content, Record
from generator.diagnostics import Diagnostic
from generator.model.entities import Actor, Entity
from generator.model.fields import ID_FORM, ID_HELP
from generator.model.kinds import Kind, Ref
from generator.model.references import Reference, references
from generator.model.wording import suggestion
from generator.model.written import Written

_UNNAMED_FORM = re.compile(
    r"(?:\w+ )?(?:sources?|officials?|aides?|diplomats?|analysts?|observers?|insiders?|witness(?:es)?|residents"
    r"|commanders|members|leaders|reports?)\b",
    re.IGNORECASE,
)
"""How a voice without a name begins: "sources in …", "senior officials of …"."""


def check(content: Content, analyses: Mapping[Ref, Analysis], registry: Registry) -> Iterator[Diagnostic]:
    """Rules `unknown-id`, `name-for-id`, `wrong-kind` and `unnamed-as-actor`, over all records."""
    records: list[Record[Written]] = [
        *content.entities.values(),
        *(piece.metadata for piece in content.pieces.values()),
    ]
    for record in records:
        for reference in references(record.value):
            yield from _check_reference(registry, record, reference)
    for record in content.entities.values():
        yield from _check_actor_name(record)
    for piece in content.pieces.values():
        yield from _check_attribution_ids(content, piece.ref, piece.metadata)
    for analysis in analyses.values():
        yield from _check_links(registry, analysis)


def _check_reference(registry: Registry, record: Record[Written], reference: Reference) -> Iterator[Diagnostic]:
    found = registry.ids.get(reference.id, ())
    if any(ref.kind in reference.kinds for ref in found):
        return
    rule, message, advice = _judge(registry, reference, found)
    yield from record.diagnostic(rule, reference.path, message, advice)


def _judge(registry: Registry, reference: Reference, found: tuple[Ref, ...]) -> tuple[str, str, str]:
    """The rule that a reference breaks, with message and help."""
    word, wanted = reference.id, _either(reference.kinds)
    if found:
        message = f"`{word}` is {found[0].kind.phrase}, not {wanted}"
        return "wrong-kind", message, f"this key takes the id of {wanted}"
    if not ID_FORM.match(word):
        return _judge_name(registry, reference)
    near = registry.likely(reference)
    if word in registry.former and near:
        return "unknown-id", f"`{word}` is a former id", f"write `{near}`"
    create = f'`make new KIND={reference.kinds[0]} NAME="…" ID={word}` creates it'
    advice = f"did you mean `{near}`? If not, {create}" if near else create
    return "unknown-id", f"there is no {_either(reference.kinds, article=False)} `{word}`", advice


def _judge_name(registry: Registry, reference: Reference) -> tuple[str, str, str]:
    word, wanted = reference.id, _either(reference.kinds)
    ref = registry.names.get(word.casefold())
    if ref and ref.kind in reference.kinds:
        return "name-for-id", f"`{word}` is a name, not the id of {wanted}", f"write `{ref.id}`"
    if ref:
        message = f"`{word}` is the name of {ref.kind.phrase}, not the id of {wanted}"
        return "name-for-id", message, f"this key takes the id of {wanted}"
    if reference.path[-1] == "actor" and _UNNAMED_FORM.match(word):
        advice = f"write it over two lines: `unnamed: {word}` and `within: <actor>`"
        return "unnamed-as-actor", f"`{word}` is an unnamed voice, not an actor", advice
    near = registry.likely(reference)
    advice = f"did you mean `{near}`?" if near else ID_HELP
    return "name-for-id", f"`{word}` is not the id of {wanted}", advice


def _either(kinds: tuple[Kind, ...], *, article: bool = True) -> str:
    words = [kind.phrase if article else kind.value for kind in kinds]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _check_actor_name(record: Record[Entity]) -> Iterator[Diagnostic]:
    if isinstance(record.value, Actor) and _UNNAMED_FORM.match(record.value.name):
        message = f"`{record.value.name}` is an unnamed voice, not an actor"
        advice = "delete this file; in each briefing, write the voice as `unnamed: …` with `within: …`"
        yield from record.diagnostic("unnamed-as-actor", ("name",), message, advice)


def _check_attribution_ids(content: Content, briefing: Ref, record: Record[Written]) -> Iterator[Diagnostic]:
    metadata = content.pieces[briefing].metadata.value
    named = [
        *((("attributions", i, "disputes", j), word)
          for i, attribution in enumerate(metadata.attributions) for j, word in enumerate(attribution.disputes)),
        *((("corrections", i, "attributions", j), word)
          for i, correction in enumerate(metadata.corrections) for j, word in enumerate(correction.attributions)),
    ]  # fmt: skip
    for path, word in named:
        folder, _, attribution_id = word.rpartition("/")
        home = content.pieces.get(Ref(Kind.BRIEFING, folder)) if folder else content.pieces[briefing]
        if home is None:
            advice = suggestion(folder, [ref.id for ref in content.pieces])
            yield from record.diagnostic("unknown-id", path, f"there is no briefing `{folder}`", advice)
        elif not _hides_an_id(home.metadata):
            known = [attribution.id for attribution in home.metadata.value.attributions]
            if attribution_id not in known:
                advice = suggestion(attribution_id, known)
                yield from record.diagnostic("unknown-id", path, f"there is no attribution `{word}`", advice)


def _hides_an_id(record: Record[Written]) -> bool:
    """Whether an attribution, or its id, is not known because of a mistake that was told."""
    return any(path[:1] in {(), ("attributions",)} and (len(path) < 3 or path[2:] == ("id",)) for path in record.broken)


def _check_links(registry: Registry, analysis: Analysis) -> Iterator[Diagnostic]:
    for passage in analysis.passages:
        for link in passage.links:
            reference = Reference((), link.id, (Kind(link.kind),))
            found = registry.ids.get(link.id, ())
            if not any(ref.kind in reference.kinds for ref in found):
                rule, message, advice = _judge(registry, reference, found)
                if rule == "wrong-kind":
                    advice = f"write `{found[0].kind}:{link.id}`"
                yield analysis.source.diagnostic(rule, passage.span(link.start, link.end), message, advice=advice)
