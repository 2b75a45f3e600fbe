"""The schemas of content/.schemas/ are current, and agree with the check on what is valid."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from laying import lay, lay_base
from test_renaming import Tree, trees

from generator.authoring.reference import TABLES, list_keys
from generator.build import checking
from generator.cli import main
from generator.model.kinds import Kind
from generator.model.schema import MODELS, SCHEMA_FOLDER, build_schemas

PROJECT = Path(__file__).parents[2]
TESTS = PROJECT / "tests"
SCHEMAS = {name.removesuffix(".json"): json.loads(text) for name, text in build_schemas().items()}
CHECKERS = {name: jsonschema.Draft7Validator(schema) for name, schema in SCHEMAS.items()}


def get_schema_name(path: str) -> str:
    """Return the name of a file's schema by its path below content/."""
    folder = path.split("/", maxsplit=1)[0]
    return "site" if folder == "site.yml" else folder.removesuffix("s")


class Core(yaml.CSafeLoader):
    """YAML 1.2 with its core schema, as editors read it: 2017 is a number there, `no` and 2017-03-26 are texts."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # as PyYAML has it


for tag, form, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{form})\Z"), list(first))


def parse_as_tools_do(text: str) -> Any:
    return yaml.load(text, Loader=Core)  # noqa: S506  # a safe one


def list_violations(path: str, text: str) -> list[str]:
    return [error.message for error in CHECKERS[get_schema_name(path)].iter_errors(parse_as_tools_do(text))]


def iter_records(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((root / "content").rglob("*.yml")):
        yield path.relative_to(root / "content").as_posix(), path.read_text(encoding="utf-8")


def test_schemas_that_are_handed_out_are_current(*, update_golden: bool) -> None:
    folder = PROJECT / "content" / SCHEMA_FOLDER
    if update_golden:
        CliRunner().invoke(main, ["--root", str(PROJECT), "schema"])
    files = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert files == build_schemas(), "update them with `python -m generator schema`"


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name])
    assert name in {"site", *Kind}


def test_every_key_is_explained() -> None:
    explained: dict[str, dict[str, Any]] = {}
    for name, schema in SCHEMAS.items():
        explained[MODELS[name].__name__] = schema["properties"]
        explained |= {
            name: definition["properties"]
            for name, definition in schema.get("definitions", {}).items()
            if "properties" in definition
        }
    assert explained.keys() == {model.__name__ for model in TABLES}
    for model in TABLES:
        assert set(explained[model.__name__]) == set(list_keys(model)), model
        assert all(schema.get("description") for schema in explained[model.__name__].values()), model


def test_choices_are_listed() -> None:
    assert SCHEMAS["actor"]["properties"]["type"]["enum"][0] == "person"
    assert "denial" in SCHEMAS["briefing"]["definitions"]["AttributionKind"]["enum"]
    assert SCHEMAS["briefing"]["additionalProperties"] is False


# What the check accepts, the schemas accept

ENTRY = "attributions:\n- id: c1\n  kind: report\n  says: x\n"

ROOTS = [PROJECT, TESTS / "rules/base", *(path.parent for path in sorted((TESTS / "golden").glob("*/content")))]


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_content_that_keeps_the_rules_is_taken(root: Path) -> None:
    for path, text in iter_records(root):
        assert list_violations(path, text) == [], path


GOOD = [
    (file.stem, number, case["passes"])
    for file in sorted((TESTS / "rules/cases").glob("*.yml"))
    for number, case in enumerate(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader), 1)
]


@pytest.mark.parametrize(("rule", "number", "files"), GOOD, ids=lambda value: value if isinstance(value, str) else "")
def test_schemas_accept_records_that_pass_the_rules(
    tmp_path: Path, rule: str, number: int, files: dict[str, Any]
) -> None:
    del rule, number
    lay_base(tmp_path)
    lay(tmp_path, files)
    for path, text in iter_records(tmp_path):
        assert list_violations(path, text) == [], path


@settings(
    max_examples=20,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(trees())
def test_any_good_content_is_taken(files: Tree) -> None:
    for path, text in files.items():
        if path.endswith(".yml"):
            assert list_violations(path.removeprefix("content/"), text) == []


@pytest.mark.parametrize(
    "text",
    [
        "title: 1984\npublished: 2017\n",
        "title: true\n",
        "summary: NO\n",
        "title: 1.5\n",
        "keywords: [2017, yes]\n",
        f"{ENTRY}  by: [author, tessa-varga]\n  quote: a b c\n  implied: true\n",
        f'{ENTRY}  by: author\n  quote: 1 2 3\n  implied: "false"\n',
        f"{ENTRY}  by:\n  - unnamed: officials\n    place: old-pier\n  quote:\n    exact: a b\n",
    ],
)
def test_schemas_accept_text_that_yaml_reads_as_another_type(tmp_path: Path, text: str) -> None:
    """The errors that the check reports in them are not about their shape."""
    head = "title: T\ntype: report\npublished: 2017\nsummary: S\ntags: [ferry-fares]\nactors: []\nauthors: [J]\n"
    given_keys = {line.split(":")[0] for line in text.splitlines() if line[0] not in " -"}
    rest = "".join(f"{line}\n" for line in head.splitlines() if line.split(":")[0] not in given_keys)
    lay_base(tmp_path)
    lay(
        tmp_path, {"content/briefings/xx/metadata.yml": rest + text, "content/briefings/xx/article.md": "a b c 1 2 3\n"}
    )

    rules = {
        diagnostic.rule
        for diagnostic in checking.check(tmp_path)[0]
        if diagnostic.path.startswith("content/briefings/xx")
    }
    assert rules <= {"quote-not-found", "quote-bounds", "quote-ambiguous", "unnamed-as-actor"}
    assert list_violations("briefings/xx/metadata.yml", rest + text) == []


# Errors of editors are reported


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("actors/x.yml", "type: person\nnmae: X\n", "'nmae' was unexpected"),
        ("actors/x.yml", "type: human\nname: X\n", "'human' is not one of"),
        ("actors/x.yml", "name: X\n", "'type' is a required property"),
        ("actors/x.yml", "type: person\nname:\n", "None is not of type"),
        ("actors/x.yml", "type: person\nname: X\naliases: Y\n", "'Y' is not of type 'array'"),
        ("actors/x.yml", "type: person\nname: X\nreligion: none\n", "'religion' was unexpected"),
        ("actors/x.yml", f"type: person\nname: {'X' * 121}\n", "is too long"),
        ("actors/x.yml", "type: person\nname: X\npart_of: Hamas\n", "does not match"),
        ("actors/x.yml", "type: person\nname: X\nsame_as:\n  wikidata: 42\n  url: javascript:x\n", "does not match"),
        ("actors/x.yml", "type: person\nname: X\nroles:\n- of: hamas\n", "'as' is a required property"),
        ("events/x.yml", "name: X\nstatus: occurred\n", "is not valid under any of the given schemas"),
        ("sources/x.yml", "type: report\n", "is not valid under any of the given schemas"),
        ("site.yml", "name: X\npublisher: Y\n", "'contact' is a required property"),
        ("briefings/x/metadata.yml", "tags: []\n", "[] should be non-empty"),
        ("briefings/x/metadata.yml", "attributions:\n- kind: claim\n", "'claim' is not one of"),
        ("briefings/x/metadata.yml", "attributions:\n- by:\n    within: hamas\n", "is not valid under any"),
        ("briefings/x/metadata.yml", "attributions:\n- by: []\n", "is not valid under any"),
        ("briefings/x/metadata.yml", "attributions:\n- quote: [a]\n", "is not valid under any"),
        ("briefings/x/metadata.yml", "attributions:\n- implied: yes\n", "'yes' is not one of"),
        ("briefings/x/metadata.yml", "formerly: [Old Name]\n", "does not match"),
    ],
)
def test_typical_errors_are_reported(path: str, text: str, message: str) -> None:
    assert any(message in violation for violation in list_violations(path, text)), list_violations(path, text)


# The command


def test_command_writes_only_outdated_schemas(tmp_path: Path) -> None:
    lay_base(tmp_path)
    schema = ["--root", str(tmp_path), "schema"]

    first = CliRunner().invoke(main, schema)
    (tmp_path / "content" / SCHEMA_FOLDER / "actor.json").write_text("{}", encoding="utf-8")
    second = CliRunner().invoke(main, schema)
    third = CliRunner().invoke(main, schema)

    assert [run.output for run in (first, second, third)] == [
        f"wrote {number} to content/.schemas/\n" for number in (f"{len(SCHEMAS)} schemas", "1 schema", "0 schemas")
    ]
    assert (tmp_path / "content" / SCHEMA_FOLDER / "actor.json").read_text(encoding="utf-8") == build_schemas()[
        "actor.json"
    ]


def test_schemas_are_no_content(tmp_path: Path) -> None:
    lay_base(tmp_path)
    before = checking.check(tmp_path)[0]
    CliRunner().invoke(main, ["--root", str(tmp_path), "schema"])
    assert checking.check(tmp_path)[0] == before


def test_folder_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    lay_base(tmp_path)
    lay(tmp_path, {"content/.schemas": "a file\n"})
    result = CliRunner().invoke(main, ["--root", str(tmp_path), "schema"])
    assert result.exit_code == 1
    assert result.stderr.startswith("error: cannot write `")
