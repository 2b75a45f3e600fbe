"""Every kind of entity has a specification; scripts and configuration, which cannot read it, agree with it."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from generator.model.entities import ENTITIES
from generator.model.entity_kinds import ENTITY_KINDS, FACET_KINDS, MENU, NAMED_KINDS, get_index_path
from generator.model.kinds import Kind
from generator.model.page_paths import SECTIONS
from generator.model.references import collect_kinds_by_key
from generator.pages import entity_facts, entity_lists

PROJECT = Path(__file__).parents[2]
SCRIPT = PROJECT / "generator/theme/assets/ui/kinds.js"

every_kind = pytest.mark.parametrize("kind", ENTITY_KINDS)

HEAD = """\
/*
 * The kinds of record. Written by tests/docs/test_kinds.py from `generator.model.entity_kinds`: do not edit.
 */

"""


def render_script() -> str:
    """Return the text of the module that tells scripts of the kinds."""
    folders = json.dumps([kind.folder for kind in sorted(Kind)])
    facets = [
        f'  {{ name: "{kind}", title: "{kind.capitalize()}", widens: false, folder: "{kind.folder}" }},\n'
        for kind in FACET_KINDS
    ]
    return (
        f"{HEAD}/** The folders in which records have their pages. */\n"
        f"export const FOLDERS = {folders};\n\n"
        "/** The kinds of entity that are facets of the search. */\n"
        f"export const ENTITY_FACETS = [\n{''.join(facets)}];\n"
    )


def test_scripts_know_the_kinds(*, update_golden: bool) -> None:
    if update_golden:
        SCRIPT.write_text(render_script(), encoding="utf-8")
    message = "update it with `python -m pytest tests/docs --update-golden`"
    assert SCRIPT.read_text(encoding="utf-8") == render_script(), message


def test_each_kind_has_a_model_and_a_specification() -> None:
    entities = set(Kind) - {Kind.BRIEFING}
    assert set(ENTITIES) == set(ENTITY_KINDS) == entities
    assert sorted(MENU) == sorted(Kind)
    assert set(NAMED_KINDS) <= entities


@every_kind
def test_facts_details_terms_and_facets_are_fields(kind: Kind) -> None:
    entity_kind, fields = ENTITY_KINDS[kind], set(ENTITIES[kind].model_fields)
    details = entity_kind.index.details if entity_kind.index else ()
    chain = {entity_kind.chain} - {""}
    assert set(entity_kind.facts.values()) - fields <= entity_facts.COMPUTED_FACTS.keys()
    assert {*details, *entity_kind.facet_fields, *entity_kind.json_ld.terms.values(), *chain} <= fields


@every_kind
def test_lists_have_a_source_and_a_title_and_follow_keys_that_exist(kind: Kind) -> None:
    lists = ENTITY_KINDS[kind].lists
    assert len({entity_list.slug for entity_list in lists}) == len(lists)
    for entity_list in lists:
        assert entity_list.source in entity_lists.BUILDERS
        assert entity_list.title or entity_list.slug in SECTIONS
        assert bool(entity_list.key) is bool(entity_list.kinds)
        for referrer in entity_list.kinds:
            assert kind in collect_kinds_by_key(ENTITIES[referrer])[entity_list.key]


@every_kind
def test_indexes_by_type_have_a_heading_for_each_type(kind: Kind) -> None:
    index = ENTITY_KINDS[kind].index
    if index and index.types:
        assert index.types.keys() == set(get_args(ENTITIES[kind].model_fields["type"].annotation))


@every_kind
def test_a_kind_has_one_index_page(kind: Kind) -> None:
    """It is made by its specification, or has a module and a path of its own."""
    entity_kind = ENTITY_KINDS[kind]
    assert (entity_kind.index is None) is bool(entity_kind.index_path)


def test_configuration_names_every_kind() -> None:
    """The navigation links each index, and the pages of each kind are not committed."""
    menu = re.findall(r"^ +- \w+: (.+)$", (PROJECT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    ignored = (PROJECT / ".gitignore").read_text(encoding="utf-8").split("\n")
    assert [kind for kind in Kind if get_index_path(kind) not in menu] == []
    assert [kind for kind in Kind if f"/docs/{kind.folder}/" not in ignored] == []
