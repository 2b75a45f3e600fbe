"""The registry of ids and names: the records that they refer to, and a guess for a reference that leads nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.content.reader import Content, Record
from generator.model.briefing import Metadata
from generator.model.entities import Entity, Source
from generator.model.kinds import Kind, Ref
from generator.model.messages import KeyPath, find_nearest
from generator.model.references import Reference
from generator.text.folding import fold_name

Speakers = Mapping[str, tuple[str, ...]]
"""The ids of the actors who speak in each attribution of a briefing, by id of the attribution."""


@dataclass(frozen=True, slots=True)
class Registry:
    """All records by id, by former id, and by name as `fold_name` returns it; `by_kind` has the ids of each kind.

    `labels` has the labels of entities. `attributions` has the speakers of each briefing's attributions, None if an
    error hides one. `moved` has the former ids of briefings that have any, and `urls` the sources by URL.
    """

    ids: Mapping[str, tuple[Ref, ...]]
    former: Mapping[str, Ref]
    names: Mapping[str, Ref]
    by_kind: Mapping[Kind, tuple[str, ...]]
    labels: Mapping[Ref, str]
    attributions: Mapping[str, Speakers | None]
    moved: Mapping[str, tuple[str, ...]]
    urls: Mapping[str, Ref]

    @classmethod
    def from_content(cls, content: Content) -> "Registry":
        """Build the registry of all records, valid or not."""
        attributions = {ref.id: get_speakers(briefing.metadata) for ref, briefing in content.briefings.items()}
        moved: dict[str, tuple[str, ...]] = {}
        for ref, briefing in content.briefings.items():
            if briefing.metadata.value.formerly:
                moved[ref.id] = briefing.metadata.value.formerly
        return cls.build(content.entities, attributions, moved)

    @classmethod
    def build(
        cls,
        entities: Mapping[Ref, Record[Entity]],
        attributions: Mapping[str, Speakers | None],
        moved: Mapping[str, tuple[str, ...]],
    ) -> "Registry":
        """Build the registry of entities and of briefings with these attributions and former ids."""
        ids: dict[str, tuple[Ref, ...]] = {}
        by_kind: dict[Kind, tuple[str, ...]] = {}
        former: dict[str, Ref] = {}
        names: dict[str, Ref] = {}
        for ref in sorted((*entities, *(Ref(Kind.BRIEFING, id_) for id_ in attributions))):
            ids[ref.id] = (*ids.get(ref.id, ()), ref)
        for kind in Kind:
            by_kind[kind] = tuple(id_ for id_, refs in ids.items() if any(ref.kind is kind for ref in refs))
        for ref, record in sorted(entities.items()):
            former = dict.fromkeys(record.value.formerly, ref) | former
            if not record.invalid_paths & {(), ("name",)}:
                names |= {fold_name(form): ref for form in record.value.forms or (record.value.label,)}
        for id_, former_ids in sorted(moved.items()):
            former = dict.fromkeys(former_ids, Ref(Kind.BRIEFING, id_)) | former
        labels = {ref: record.value.label for ref, record in entities.items()}
        sources = sorted((ref, record.value) for ref, record in entities.items() if isinstance(record.value, Source))
        urls = {url: ref for ref, source in sources for url in (source.url, source.archived) if url}
        return cls(ids, former, names, by_kind, labels, attributions, moved, urls)

    def get_holder(self, id_: str) -> Ref | None:
        """Return the record that has an id; None if no record has it."""
        refs = self.ids.get(id_)
        return refs[0] if refs else None

    def guess_id(self, reference: Reference) -> str | None:
        """Return the id that a word probably means: of the record with this former id or name, or the nearest id."""
        word, kinds = reference.id, reference.kinds
        for ref in (self.former.get(word), self.names.get(fold_name(word))):
            if ref and ref.kind in kinds:
                return ref.id
        candidates = [id_ for kind in kinds for id_ in self.by_kind[kind]]
        return find_nearest("-".join(word.casefold().split()), candidates)

    def resolve(self, reference: Reference) -> tuple[Ref, ...]:
        """Return the records that a reference uses: those that it leads to, or those that it probably means."""
        matches = self.ids.get(reference.id, ())
        exists = any(ref.kind in reference.kinds for ref in matches)
        id_ = reference.id if exists else self.guess_id(reference)
        return tuple(Ref(kind, id_) for kind in reference.kinds) if id_ else ()


def get_briefing_speakers(registry: Registry, briefing: str) -> Speakers:
    """Return the speakers of a briefing's attributions; empty if they are unknown."""
    return registry.attributions.get(briefing) or {}


def get_speakers(record: Record[Metadata]) -> Speakers | None:
    """Return the speakers of a briefing's attributions; None if an error hides an attribution or its id."""
    if any(_hides_attribution(path) for path in record.invalid_paths):
        return None
    speakers: dict[str, tuple[str, ...]] = {}
    for position, attribution in enumerate(record.value.attributions):
        is_invalid = record.is_invalid(("attributions", position, "by"))
        named = tuple(voice.named for voice in attribution.by if voice.named)
        speakers[attribution.id] = () if is_invalid else named
    return speakers


def _hides_attribution(invalid_path: KeyPath) -> bool:
    """Check whether an invalid path is that of all attributions, of one of them, or of its id."""
    if invalid_path[:1] not in {(), ("attributions",)}:
        return False
    return len(invalid_path) < 3 or invalid_path[2:] == ("id",)
