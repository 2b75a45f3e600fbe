"""What ids and names lead to, and what a reference that leads nowhere is likely to mean."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.content import Content, Record
from generator.model.briefing import Metadata
from generator.model.entities import Entity
from generator.model.kinds import Kind, Ref
from generator.model.references import Reference
from generator.model.wording import nearest


@dataclass(frozen=True, slots=True)
class Registry:
    """All things by id, by former id, and by name in small letters; `by_kind` has the ids of each kind.

    `labels` has what entities are called, `attributions` the ids of each briefing's; None where a mistake hides one.
    `moved` has the former ids of briefings that have any.
    """

    ids: Mapping[str, tuple[Ref, ...]]
    former: Mapping[str, Ref]
    names: Mapping[str, Ref]
    by_kind: Mapping[Kind, tuple[str, ...]]
    labels: Mapping[Ref, str]
    attributions: Mapping[str, tuple[str, ...] | None]
    moved: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, content: Content) -> "Registry":
        """The registry of all that was read, whole or not."""
        attributions = {ref.id: attributions_of(piece.metadata) for ref, piece in content.pieces.items()}
        former = {ref.id: piece.metadata.value.formerly for ref, piece in content.pieces.items()}
        return cls.made(content.entities, attributions, {id_: ids for id_, ids in former.items() if ids})

    @classmethod
    def made(
        cls,
        entities: Mapping[Ref, Record[Entity]],
        attributions: Mapping[str, tuple[str, ...] | None],
        moved: Mapping[str, tuple[str, ...]],
    ) -> "Registry":
        """The registry of these entities and of briefings with these attributions and former ids."""
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
            if not record.broken & {(), ("name",)}:
                names |= {form.casefold(): ref for form in record.value.forms or (record.value.label,)}
        for id_, old in sorted(moved.items()):
            former = dict.fromkeys(old, Ref(Kind.BRIEFING, id_)) | former
        labels = {ref: record.value.label for ref, record in entities.items()}
        return cls(ids, former, names, by_kind, labels, attributions, moved)

    def likely(self, reference: Reference) -> str | None:
        """The id that a word is likely to stand for: of the thing that was or is called so, or the nearest."""
        word, kinds = reference.id, reference.kinds
        called = (self.former.get(word), self.names.get(word.casefold()))
        known = next((ref.id for ref in called if ref and ref.kind in kinds), None)
        near = "-".join(word.casefold().split())
        return known or nearest(near, [id_ for kind in kinds for id_ in self.by_kind[kind]])

    def meant(self, reference: Reference) -> tuple[Ref, ...]:
        """What a reference uses: what it leads to, else what it is likely to mean."""
        found = self.ids.get(reference.id, ())
        id_ = reference.id if any(ref.kind in reference.kinds for ref in found) else self.likely(reference)
        return tuple(Ref(kind, id_) for kind in reference.kinds) if id_ else ()


def attributions_of(record: Record[Metadata]) -> tuple[str, ...] | None:
    """The ids of a briefing's attributions; None where one, or its id, is not known because of a mistake."""
    if any(path[:1] in {(), ("attributions",)} and (len(path) < 3 or path[2:] == ("id",)) for path in record.broken):
        return None
    return tuple(attribution.id for attribution in record.value.attributions)
