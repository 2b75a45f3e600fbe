"""Rules of references: every id leads to something that exists, of the kind that is asked for."""

import re
from collections.abc import Iterator

from generator.analysis import Analysis
from generator.checks.registry import Registry, attributions_of
from generator.content import Piece, Record
from generator.diagnostics import Diagnostic
from generator.model.briefing import Metadata
from generator.model.entities import Actor, Entity
from generator.model.fields import ID_FORM, ID_HELP
from generator.model.kinds import Kind, Ref
from generator.model.references import Reference, references
from generator.model.wording import Path, suggestion
from generator.model.written import Written

_UNNAMED_FORM = re.compile(
    r"(?:\w+ )?(?:sources?|officials?|aides?|diplomats?|analysts?|observers?|insiders?|witness(?:es)?|residents"
    r"|commanders|members|leaders|reports?)\b",
    re.IGNORECASE,
)
"""How a voice without a name begins: "sources in …", "senior officials of …"."""


def check_entity(record: Record[Entity], registry: Registry) -> Iterator[Diagnostic]:
    """Rules `unknown-id`, `name-for-id`, `wrong-kind` and `unnamed-as-actor`, in the record of an entity."""
    for reference in references(record.value):
        yield from _check_reference(registry, record, reference)
    yield from _check_actor_name(record)


def check_piece(piece: Piece, analysis: Analysis, registry: Registry) -> Iterator[Diagnostic]:
    """The same rules in a briefing: in its metadata, and in the links of its article."""
    for reference in references(piece.metadata.value):
        yield from _check_reference(registry, piece.metadata, reference)
    yield from _check_attribution_ids(registry, piece)
    yield from _check_former_ids(registry, piece)
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


def _check_attribution_ids(registry: Registry, piece: Piece) -> Iterator[Diagnostic]:
    for path, word in named_attributions(piece.metadata.value):
        folder, _, attribution_id = word.rpartition("/")
        if folder and folder not in registry.attributions:
            yield from piece.metadata.diagnostic("unknown-id", path, *_judge_briefing(registry, folder, attribution_id))
            continue
        known = registry.attributions[folder] if folder else attributions_of(piece.metadata)
        if known is not None and attribution_id not in known:
            advice = suggestion(attribution_id, known)
            yield from piece.metadata.diagnostic("unknown-id", path, f"there is no attribution `{word}`", advice)


def _judge_briefing(registry: Registry, folder: str, attribution_id: str) -> tuple[str, str]:
    """Message and help for an attribution of a briefing that is not there."""
    now = registry.former.get(folder)
    if now and now.kind is Kind.BRIEFING:
        return f"`{folder}` is a former id", f"write `{now.id}/{attribution_id}`"
    return f"there is no briefing `{folder}`", suggestion(folder, registry.attributions)


def _check_former_ids(registry: Registry, piece: Piece) -> Iterator[Diagnostic]:
    """Rule `duplicate-id`, for what the briefing was called before; of two that claim an id, the later one is told."""
    seen: set[str] = set()
    for position, old in enumerate(piece.metadata.value.formerly):
        holder = next(iter(registry.ids.get(old, ())), registry.former.get(old, piece.ref))
        if holder != piece.ref or holder.id == old or old in seen:
            sort = "the id" if holder.id == old else "a former id"
            message = f"`{old}` is {sort} of {holder.kind.phrase} already: `content/{holder.record}`"
            advice = "delete it in one of the two; an id is never used again"
            yield from piece.metadata.diagnostic("duplicate-id", ("formerly", position), message, advice)
        seen.add(old)


def named_attributions(metadata: Metadata) -> Iterator[tuple[Path, str]]:
    """Where metadata names attributions: its own as `c12`, another briefing's as `other/c12`."""
    for i, attribution in enumerate(metadata.attributions):
        yield from ((("attributions", i, "disputes", j), word) for j, word in enumerate(attribution.disputes))
    for i, correction in enumerate(metadata.corrections):
        yield from ((("corrections", i, "attributions", j), word) for j, word in enumerate(correction.attributions))


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
