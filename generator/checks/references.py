"""Rules for references: every id leads to a record that exists, of the required kind."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.analysis.analyzer import Analysis
from generator.checks.registry import Registry, get_speakers
from generator.content.reader import BriefingSource, Record
from generator.diagnostics.diagnostic import Diagnostic, make_id_cause
from generator.diagnostics.phrases import join_words
from generator.model.briefing import Metadata
from generator.model.entities import Actor, Entity
from generator.model.fields import ID_FORM, ID_HELP, check_new_id
from generator.model.kinds import Kind
from generator.model.lenient import ContentModel
from generator.model.messages import KeyPath, format_list_help, format_suggestion, split_entries
from generator.model.references import Reference, find_references
from generator.model.slug import make_slug
from generator.source.yaml_lines import shorten
from generator.text.folding import fold_name

_UNNAMED_FORM = re.compile(
    r"(?:\w+ )?(?:sources?|officials?|aides?|diplomats?|analysts?|observers?|insiders?|witness(?:es)?|residents"
    r"|commanders|members|leaders|reports?)\b",
    re.IGNORECASE,
)
"""How an unnamed speaker begins: "sources in …", "senior officials of …"."""
_DETERMINERS = frozenset({"a", "an", "the", "one", "two", "three", "some", "several", "many", "most", "other"})
_URL_FORM = re.compile(r"(?:https?:)?//|www\.", re.IGNORECASE)

_NOT_AN_ID = frozenset({"name-for-id", "unnamed-as-actor"})
"""Rules for references that are not ids."""


class _Problem(NamedTuple):
    """The rule that a reference breaks, with message and help."""

    rule: str
    message: str
    help: str


def check_entity(record: Record[Entity], registry: Registry) -> Iterator[Diagnostic]:
    """Check rules `unknown-id`, `name-for-id`, `wrong-kind` and `unnamed-as-actor` in the record of an entity."""
    for reference in find_references(record.value):
        yield from _check_reference(registry, record, reference)
    yield from _check_actor_name(record)


def check_briefing(briefing: BriefingSource, analysis: Analysis, registry: Registry) -> Iterator[Diagnostic]:
    """Check the same rules in a briefing: in its metadata, and in the links of its article."""
    for reference in find_references(briefing.metadata.value):
        yield from _check_reference(registry, briefing.metadata, reference)
    yield from _check_attribution_ids(registry, briefing)
    yield from _check_former_ids(registry, briefing)
    yield from _check_links(registry, analysis)


def find_attribution_references(metadata: Metadata) -> Iterator[tuple[KeyPath, str]]:
    """Yield the paths at which metadata refers to attributions: to its own as `c12`, to others as `briefing/c12`."""
    for position, attribution in enumerate(metadata.attributions):
        for number, name in enumerate(attribution.disputes):
            yield ("attributions", position, "disputes", number), name
    for position, correction in enumerate(metadata.corrections):
        for number, name in enumerate(correction.attributions):
            yield ("corrections", position, "attributions", number), name


def _check_reference(registry: Registry, record: Record[ContentModel], reference: Reference) -> Iterator[Diagnostic]:
    if registry.leads_to_record(reference):
        return
    problem = _explain(registry, reference)
    cause = _get_cause(registry, reference, problem.rule)
    yield from record.diagnose(problem.rule, reference.path, problem.message, problem.help, cause=cause)


def _get_cause(registry: Registry, reference: Reference, rule: str) -> str:
    """Return the common cause of all references to a record that is missing or not read; empty for other rules."""
    is_missing = rule == "unknown-id" or (rule in _NOT_AN_ID and not registry.guess_id(reference))
    slug = make_slug(reference.id)
    return make_id_cause(slug) if is_missing and slug else ""


def _explain(registry: Registry, reference: Reference) -> _Problem:
    """Explain why a reference leads to no record of the required kind."""
    word, required = reference.id, _format_kinds(reference.kinds)
    holder = registry.get_holder(word)
    if holder:
        message = f"`{word}` is {holder.kind.phrase}, not {required}"
        return _Problem("wrong-kind", message, f"use the id of {required}")
    if not ID_FORM.match(word):
        return _explain_name(registry, reference)
    guess = registry.guess_id(reference)
    if word in registry.former and guess:
        return _Problem("unknown-id", f"`{word}` is a former id", f"use `{guess}`")
    if check_new_id(word):
        # No new record can have this id.
        create = "use another id"
    else:
        create = f'create it with `make new KIND={reference.kinds[0]} NAME="…" ID={word}`'
    advice = f"did you mean `{guess}`? If not, {create}" if guess else create
    kinds = join_words(reference.kinds, "or")
    return _Problem("unknown-id", f"there is no {kinds} `{word}`", advice)


def _explain_name(registry: Registry, reference: Reference) -> _Problem:
    """Explain a reference that is not an id, but a URL, a list of ids, a name or a description."""
    word, required = reference.id, _format_kinds(reference.kinds)
    if _URL_FORM.match(word):
        return _explain_url(registry, reference)
    ids = split_entries(word)
    if len(ids) > 1 and all(map(ID_FORM.match, ids)):
        return _explain_several(reference, len(ids))
    ref = registry.names.get(fold_name(word))
    if ref and ref.kind in reference.kinds:
        return _Problem("name-for-id", f"`{word}` is a name, not the id of {required}", f"use `{ref.id}`")
    if ref:
        message = f"`{word}` is the name of {ref.kind.phrase}, not the id of {required}"
        return _Problem("name-for-id", message, f"use the id of {required}")
    guess = registry.guess_id(reference)
    if reference.path[-1:] == ("actor",):
        return _explain_speaker(word, required, guess)
    advice = f"did you mean `{guess}`?" if guess else ID_HELP
    return _Problem("name-for-id", f"`{shorten(word)}` is not the id of {required}", advice)


def _explain_speaker(word: str, required: str, guess: str | None) -> _Problem:
    """Explain words in place of the id of a speaker: an unnamed speaker, or a name that no record has."""
    shown = shorten(word)
    if _UNNAMED_FORM.match(word) or (not guess and _is_description(word)):
        advice = f"write it on two lines: `unnamed: {shown}` and `within: <actor>`"
        return _Problem("unnamed-as-actor", f"`{shown}` is an unnamed speaker, not an actor", advice)
    if guess:
        advice = f"did you mean `{guess}`?"
    else:
        unnamed = f"`unnamed: {shown}`"
        advice = f"use the id of an actor (perhaps `{make_slug(word)}`), or write an unnamed speaker as {unnamed}"
    return _Problem("name-for-id", f"`{shown}` is not the id of {required}", advice)


def _explain_url(registry: Registry, reference: Reference) -> _Problem:
    """Explain a URL in place of an id; if a source has the URL, the help is its id."""
    url, required = reference.id, _format_kinds(reference.kinds)
    message = f"`{shorten(url)}` is a URL, not the id of {required}"
    source = registry.urls.get(url)
    if Kind.SOURCE not in reference.kinds:
        advice = f"use the id of {required}"
    elif source:
        advice = f"use `{source.id}`"
    else:
        advice = 'create a source with this `url` (`make new KIND=source NAME="…"`), and use its id here'
    return _Problem("name-for-id", message, advice)


def _explain_several(reference: Reference, number: int) -> _Problem:
    """Explain several ids in one text."""
    message = f"`{shorten(reference.id)}` is one text, not {number} ids"
    advice = "use one id"
    match reference.path:
        case (*_, int()):
            advice = f"make each an entry of the list: {format_list_help(reference.id)}"
        case (*_, "actor"):
            advice = format_list_help(reference.id)
    return _Problem("name-for-id", message, advice)


def _is_description(word: str) -> bool:
    """Check whether words describe a speaker, unlike a name: "people familiar with …", "A Western diplomat"."""
    beginning, _, rest = word.partition(" ")
    return bool(rest) and (beginning.lower() in _DETERMINERS or beginning[:1].islower())


def _format_kinds(kinds: tuple[Kind, ...]) -> str:
    return join_words([kind.phrase for kind in kinds], "or")


def _check_actor_name(record: Record[Entity]) -> Iterator[Diagnostic]:
    if isinstance(record.value, Actor) and _UNNAMED_FORM.match(record.value.name):
        message = f"`{record.value.name}` is an unnamed speaker, not an actor"
        advice = "delete this file; in each briefing, write the speaker as `unnamed: …` with `within: …`"
        yield from record.diagnose("unnamed-as-actor", ("name",), message, advice)


def _check_attribution_ids(registry: Registry, briefing: BriefingSource) -> Iterator[Diagnostic]:
    for path, name in find_attribution_references(briefing.metadata.value):
        folder, _, attribution_id = name.rpartition("/")
        if folder and folder not in registry.attributions:
            problem = _explain_briefing(registry, folder, attribution_id)
            cause = make_id_cause(folder)
            yield from briefing.metadata.diagnose(problem.rule, path, problem.message, problem.help, cause=cause)
            continue
        speakers = registry.attributions[folder] if folder else get_speakers(briefing.metadata)
        if speakers is not None and attribution_id not in speakers:
            advice = format_suggestion(attribution_id, speakers)
            cause = f"attribution {folder or briefing.ref.id}/{attribution_id}"
            message = f"there is no attribution `{name}`"
            yield from briefing.metadata.diagnose("unknown-id", path, message, advice, cause=cause)


def _explain_briefing(registry: Registry, folder: str, attribution_id: str) -> _Problem:
    """Explain the id of a briefing that does not exist, in the reference to an attribution."""
    renamed = registry.former.get(folder)
    if renamed and renamed.kind is Kind.BRIEFING:
        return _Problem("unknown-id", f"`{folder}` is a former id", f"use `{renamed.id}/{attribution_id}`")
    message = f"there is no briefing `{folder}`"
    return _Problem("unknown-id", message, format_suggestion(folder, registry.attributions))


def _check_former_ids(registry: Registry, briefing: BriefingSource) -> Iterator[Diagnostic]:
    """Check rule `duplicate-id` for the former ids of a briefing; of two records, the later one is reported."""
    seen: set[str] = set()
    for position, former_id in enumerate(briefing.metadata.value.formerly):
        holder = registry.get_holder(former_id) or registry.former.get(former_id, briefing.ref)
        if holder != briefing.ref or holder.id == former_id or former_id in seen:
            role = "the id" if holder.id == former_id else "a former id"
            message = f"`{former_id}` is already {role} of {holder.kind.phrase}: `content/{holder.record}`"
            advice = "delete it in one of the two; an id is never used again"
            yield from briefing.metadata.diagnose("duplicate-id", ("formerly", position), message, advice)
        seen.add(former_id)


def _check_links(registry: Registry, analysis: Analysis) -> Iterator[Diagnostic]:
    for link in analysis.article.links:
        reference = Reference((), link.id, (Kind(link.kind),))
        if registry.leads_to_record(reference):
            continue
        problem = _explain(registry, reference)
        holder = registry.get_holder(link.id)
        if holder:
            problem = problem._replace(help=f"use `{holder.kind}:{link.id}`")
        cause = _get_cause(registry, reference, problem.rule)
        yield analysis.source.diagnose(problem.rule, link.span, problem.message, advice=problem.help, cause=cause)
