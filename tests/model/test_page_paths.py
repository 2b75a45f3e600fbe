"""The record to which a path below content/ or docs/ belongs."""

import pytest

from generator.model.kinds import Kind, Ref
from generator.model.page_paths import parse_path

TOLLS, GULL = Ref(Kind.BRIEFING, "quay-tolls"), Ref(Kind.ACTOR, "gull")


@pytest.mark.parametrize(
    ("path", "ref"),
    [
        ("actors/gull", GULL),
        ("actors/gull.md", GULL),
        ("actors/gull.yml", GULL),
        ("actors/gull/mentions/2.md", GULL),
        ("briefings/quay-tolls.md", TOLLS),
        ("briefings/quay-tolls/article.md", TOLLS),
        ("briefings/quay-tolls/metadata.yml", TOLLS),
        ("actors/index.md", None),
        ("actors/index", None),
        ("actors/index.json", None),
        ("actors/index/all/1.md", None),
        ("actors/", None),
        ("actors", None),
        ("index.md", None),
        ("actor/gull.md", None),
        ("site.yml", None),
        ("", None),
    ],
)
def test_a_path_belongs_to_a_record(path: str, ref: Ref | None) -> None:
    assert parse_path(path) == ref


@pytest.mark.parametrize("kind", Kind)
def test_the_stem_and_the_record_of_a_reference_lead_back_to_it(kind: Kind) -> None:
    ref = Ref(kind, "some-id")
    assert parse_path(ref.stem) == parse_path(ref.record) == ref
