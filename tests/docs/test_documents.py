"""What the documents say is so: commands exist, keys and rules are all explained, names lead to files."""

import ast
import pkgutil
import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest
from laying import lay_base

from generator import build
from generator.authoring.reference import STANDARDS, TABLES, filled, keys
from generator.cli import main
from generator.model.kinds import USAGE
from generator.model.schema import MODELS
from generator.pages import methodology
from generator.pages.standpoint import Standpoints
from generator.rules import RULES

PROJECT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "content/README.md")

MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][\w-]*):(?!=)", MAKEFILE, flags=re.MULTILINE))
COMMANDS = main.commands

FENCE = re.compile(r"^```(?:sh|shell|bash|console|text|)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"(?:^ {4}.*\n)+", re.MULTILINE)
INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
CALLS = re.compile(r"(?:(?:\.venv/bin/)?python3? -m generator|make)(?= |\Z)")


def text_of(document: str) -> str:
    return (PROJECT / document).read_text(encoding="utf-8")


def calls(text: str) -> list[list[str]]:
    """The calls of make and of the generator in code, each as its words from the program on."""
    code = [*FENCE.findall(text), *INDENTED.findall(text), *INLINE.findall(text)]
    lines = [line.partition(" #")[0].strip().removeprefix("$ ") for piece in code for line in piece.splitlines()]
    return [shlex.split(line[found.start() :]) for line in lines if (found := CALLS.match(line))]


def of_make(text: str) -> list[list[str]]:
    return [words[1:] for words in calls(text) if words[0] == "make"]


def of_generator(text: str) -> list[list[str]]:
    return [words[3:] for words in calls(text) if words[0] != "make"]


def table_rows(text: str) -> dict[str, str]:
    """First cell without backticks → the rest of the row."""
    rows = re.findall(r"^\| `([^`|]+)` \|(.*)\|$", text, flags=re.MULTILINE)
    return {first: rest.strip() for first, rest in rows}


# Commands


def test_readme_begins_with_the_two_commands() -> None:
    assert of_make(text_of("README.md"))[:2] == [["build"], ["test"]]


def test_readme_explains_every_target() -> None:
    assert {words[0] for words in of_make(text_of("README.md")) if words} == TARGETS
    rows = table_rows(text_of("README.md"))
    assert {f"make {target}" for target in TARGETS} == {row for row in rows if row.startswith("make ")}


def test_readme_explains_every_command() -> None:
    rows = table_rows(text_of("README.md"))
    assert [name for name in COMMANDS if not rows.get(name)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_that_are_shown_exist(document: str) -> None:
    text = text_of(document)
    assert {words[0] for words in of_make(text) if words} <= TARGETS
    for words in of_generator(text):
        if words[:2] != ["[--root", "DIR]"]:
            name, *arguments = words
            COMMANDS[name].make_context(name, arguments, obj=PROJECT)


def test_options_that_readme_names_exist() -> None:
    rows = table_rows(text_of("README.md"))
    for name, command in COMMANDS.items():
        known = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"--[a-z][a-z-]*", rows[name])) <= known, name


@pytest.mark.parametrize("command", COMMANDS.values(), ids=list(COMMANDS))
def test_every_command_and_option_explains_itself(command: click.Command) -> None:
    assert command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_commands_in_help_and_messages_exist() -> None:
    """What diagnostics advise an editor to type."""
    for file in (PROJECT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for target, rest in re.findall(r"`make ([a-z]+)([^`]*)", node.value):
                    assert target in TARGETS, f"{file.name}: make {target}"
                    for variable in re.findall(r"([A-Z]+)=", rest):
                        assert re.search(rf"\$\$?\(?{variable}\b", MAKEFILE), f"{file.name}: {variable}"


# Keys, kinds and rules


def test_every_key_stands_in_the_guide(*, update_golden: bool) -> None:
    text = text_of("content/README.md")
    wanted = filled(text)
    if update_golden:
        (PROJECT / "content/README.md").write_text(wanted, encoding="utf-8")
    else:
        assert text == wanted, "write it anew with `python -m pytest tests/docs --update-golden`"


def test_tables_are_of_all_types() -> None:
    waiting = list(MODELS.values())
    found = set()
    while waiting:
        model = waiting.pop()
        found.add(model)
        schema = model.model_json_schema().get("$defs", {})
        nested = [one for one in TABLES if one.__name__ in schema and one not in found]
        waiting += [one for one in nested if one not in waiting]
    assert {model.__name__ for model in TABLES} == {model.__name__ for model in found}


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_every_key_has_its_row_with_form_and_meaning(model: type) -> None:
    section = filled(text_of("content/README.md")).partition(f"### {TABLES[model]}\n")[2].partition("\n### ")[0]
    rows = re.findall(r"^\| `([^`]+)`(\*?) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", section, flags=re.MULTILINE)

    assert [row[0] for row in rows] == list(keys(model))
    assert all(form.strip() and meaning.strip() for _, _, form, meaning, _ in rows)
    assert not STANDARDS.get(model, {}).keys() - keys(model).keys()


@pytest.mark.parametrize(
    ("begin", "form"),
    [
        ("| `title`* |", "text, at most 110 characters"),
        ("| `tags`* |", "list: id of a theme, at least one"),
        ("| `about` |", "list: id of an actor, an event or a place"),
        ("| `names` |", "for each language tag: text, at most 120 characters"),
        ("| `implied` |", "`true` or `false`"),
        ("| `died` |", "date"),
        ("| `status`* |", "`occurred`, `ongoing`, `planned`, `cancelled` or `alleged`"),
        ("| `same_as` |", "keys of its own"),
    ],
)
def test_forms_are_read_off_the_types(begin: str, form: str) -> None:
    assert f"{begin} {form} |" in filled("<!-- kinds --><!-- /kinds --><!-- fields --><!-- /fields -->")


def test_filling_twice_changes_nothing() -> None:
    once = filled("a\n<!-- kinds -->\nold\n<!-- /kinds -->\nb\n<!-- fields -->\n<!-- /fields -->\nc\n")
    assert filled(once) == once
    assert "old" not in once
    assert [line for line in once.splitlines() if line in {"a", "b", "c"}] == ["a", "b", "c"]


@pytest.mark.parametrize("text", ["", "<!-- fields -->", "<!-- kinds --><!-- /kinds --><!-- fields -->"])
def test_a_document_without_markers_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="there is no `<!-- "):
        filled(text)


def test_methodology_explains_every_rule_and_kind(tmp_path: Path) -> None:
    lay_base(tmp_path)
    _, everything = build.check(tmp_path)
    assert everything
    (page,) = methodology.render(Standpoints(everything))

    rules = [line.split("|")[1].strip() for line in page.text.splitlines() if line.startswith("| `")]
    assert rules == [f"`{rule}`" for rule in RULES]
    kinds = re.findall(r"^\| \*(\w+)\*\{ \.kind \.k-\1 \} \| (.+?) \| (.+?) \|$", page.text, flags=re.MULTILINE)
    assert kinds == [(kind.value, usage.verb, usage.means) for kind, usage in USAGE.items()]


def test_rules_named_in_documents_exist() -> None:
    for document in DOCUMENTS:
        text = text_of(document)
        named = {*re.findall(r"(?:error|warning)\[([a-z-]+)\]", text), *re.findall(r"rules ([a-z]+-[a-z-]+)`", text)}
        assert named <= RULES.keys(), document


# Files


def test_architecture_names_every_package() -> None:
    text = text_of("ARCHITECTURE.md")
    parts = [path for path in (PROJECT / "generator").iterdir() if path.name[0] not in "_."]
    names = {path.stem for path in parts if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert {name for name in names if not re.search(rf"\b{name}\b", text)} == set()


def test_modules_that_architecture_names_exist() -> None:
    parts = {path.stem for path in (PROJECT / "generator").iterdir()}
    words = [word.removeprefix("generator.") for word in INLINE.findall(text_of("ARCHITECTURE.md"))]
    dotted = [word for word in words if re.fullmatch(r"[a-z_]+(?:\.[a-z_]+)+", word) and word.split(".")[0] in parts]
    dotted = [word for word in dotted if not (PROJECT / word).exists()]

    assert len(dotted) > 5
    for word in dotted:
        pkgutil.resolve_name(f"generator.{word}")


def test_files_that_documents_name_exist() -> None:
    for document in DOCUMENTS:
        text = text_of(document)
        linked = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
        linked = [target for target in linked if not re.match(r"[a-z]+:", target)]
        assert [one for one in linked if not (PROJECT / document).parent.joinpath(one).exists()] == [], document
        written = [
            word for word in INLINE.findall(text) if re.fullmatch(r"(?:generator|tests|docs)/[\w./-]*\w/?", word)
        ]
        assert [one for one in written if not (PROJECT / one).exists()] == [], document


def test_documents_know_the_version() -> None:
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    headings = re.findall(r"^## (\S+)", text_of("CHANGELOG.md"), flags=re.MULTILINE)
    assert headings[0] == version
    assert headings == sorted(set(headings), key=lambda one: [int(part) for part in one.split(".")], reverse=True)


def test_every_dependency_has_its_reason() -> None:
    text = text_of("ARCHITECTURE.md").lower()
    wanted = tomllib.loads(text_of("pyproject.toml"))["project"]["dependencies"]
    names = [re.split(r"[<>=]", one)[0] for one in wanted]
    assert [name for name in names if name not in text] == []
