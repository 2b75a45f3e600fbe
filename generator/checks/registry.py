"""The registry of ids and names: the records that they refer to, and a guess for a reference that leads nowhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    by_kind: Mapping[Kind, Sequence[str]]
    labels: Mapping[Ref, str]
    attributions: Mapping[str, Speakers | None]
    moved: Mapping[str, tuple[str, ...]]
    urls: Mapping[str, Ref]

    @classmethod
    def from_content(cls, content: Content) -> "Registry":
        """Build the registry of all records, valid or not."""
        attributions: dict[str, Speakers | None] = {}
        moved: dict[str, tuple[str, ...]] = {}
        for ref, briefing in content.briefings.items():
            attributions[ref.id] = get_speakers(briefing.metadata)
            former_ids = briefing.metadata.value.formerly
            if former_ids:
                moved[ref.id] = former_ids
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
        by_kind: dict[Kind, list[str]] = {kind: [] for kind in Kind}
        for ref in sorted((*entities, *map(Ref.of_briefing, attributions))):
            ids[ref.id] = (*ids.get(ref.id, ()), ref)
            by_kind[ref.kind].append(ref.id)
        former_ids: dict[Ref, tuple[str, ...]] = {}
        names: dict[str, Ref] = {}
        labels: dict[Ref, str] = {}
        urls: dict[str, Ref] = {}
        for ref, record in sorted(entities.items()):
            value = record.value
            former_ids[ref] = value.formerly
            labels[ref] = value.label
            if not record.is_invalid(("name",)):
                names.update(dict.fromkeys(map(fold_name, value.forms or (value.label,)), ref))
            if isinstance(value, Source):
                urls.update(dict.fromkeys(filter(None, (value.url, value.archived)), ref))
        for id_, briefing_ids in sorted(moved.items()):
            former_ids[Ref.of_briefing(id_)] = briefing_ids
        return cls(ids, _map_to_first(former_ids), names, by_kind, labels, attributions, moved, urls)

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
        candidates = [ref.id for ref in self.list_refs(kinds)]
        return find_nearest("-".join(word.casefold().split()), candidates)

    def list_refs(self, kinds: Iterable[Kind]) -> Iterator[Ref]:
        """Yield the records of some kinds."""
        for kind in kinds:
            for id_ in self.by_kind[kind]:
                yield Ref(kind, id_)

    def leads_to_record(self, reference: Reference) -> bool:
        """Check whether a record of a required kind has the id of a reference."""
        return not set(self.ids.get(reference.id, ())).isdisjoint(reference.refs)

    def resolve(self, reference: Reference) -> tuple[Ref, ...]:
        """Return the records that a reference uses: those that it leads to, or those that it probably means."""
        if self.leads_to_record(reference):
            return reference.refs
        id_ = self.guess_id(reference)
        return reference._replace(id=id_).refs if id_ else ()


def _map_to_first(former_ids: Mapping[Ref, tuple[str, ...]]) -> dict[str, Ref]:
    """Return for each former id the record that has it, the first one if there are several."""
    former: dict[str, Ref] = {}
    for ref, ids in former_ids.items():
        for former_id in ids:
            former.setdefault(former_id, ref)
    return former


def get_briefing_speakers(registry: Registry, briefing: str) -> Speakers:
    """Return the speakers of a briefing's attributions; empty if they are unknown."""
    return registry.attributions.get(briefing) or {}


def get_speakers(record: Record[Metadata]) -> Speakers | None:
    """Return the speakers of a briefing's attributions; None if an error hides an attribution or its id."""
    if any(map(_hides_attribution, record.invalid_paths)):
        return None
    speakers: dict[str, tuple[str, ...]] = {}
    for position, attribution in enumerate(record.value.attributions):
        is_invalid = record.is_invalid(("attributions", position, "by"))
        speakers[attribution.id] = () if is_invalid else attribution.named_speakers
    return speakers


def _hides_attribution(invalid_path: KeyPath) -> bool:
    """Check whether an invalid path is that of all attributions, of one of them, or of its id."""
    if invalid_path[:1] not in {(), ("attributions",)}:
        return False
    return len(invalid_path) < 3 or invalid_path[2:] == ("id",)
