"""The documents are true: commands exist, keys and rules are all explained, names lead to files."""

import ast
import importlib
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from laying import lay_base

from generator import cli
from generator.authoring.reference import STANDARDS, TABLES, fill_references, list_keys
from generator.build import checking
from generator.checks import quotes
from generator.cli import main
from generator.diagnostics.rules import RULES
from generator.model.kinds import USAGE
from generator.model.schema import MODELS
from generator.pages import methodology
from generator.pages.page_context import SiteContext

PROJECT = Path(__file__).parents[2]
DOCUMENTS = (
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "README.md",
    "content/README.md",
    *sorted(path.relative_to(PROJECT).as_posix() for path in (PROJECT / "documentation").rglob("*.md")),
)
COMMANDS_PAGE = "documentation/commands.md"
WORD_LIMITS = {"README.md": 900, "ARCHITECTURE.md": 2500}

MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][\w-]*):(?!=)", MAKEFILE, flags=re.MULTILINE))
COMMANDS = {name: command for name in cli.COMMANDS if (command := main.get_command(click.Context(main), name))}

FENCE = re.compile(r"^```(?:sh|shell|bash|console|text|)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"(?:^ {4}.*\n)+", re.MULTILINE)
INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
CALLS = re.compile(r"(?:(?:\.venv/bin/)?python3? -m generator|make)(?= |\Z)")


def text_of(document: str) -> str:
    return (PROJECT / document).read_text(encoding="utf-8")


def list_calls(text: str) -> list[list[str]]:
    """Return the calls of make and of the generator in code, each as its words, the program first."""
    calls = []
    for code in [*FENCE.findall(text), *INDENTED.findall(text), *INLINE.findall(text)]:
        for line in code.splitlines():
            command = line.partition(" #")[0].strip().removeprefix("$ ")
            if CALLS.match(command):
                calls.append(shlex.split(command))
    return calls


def list_make_calls(text: str) -> list[list[str]]:
    return [words[1:] for words in list_calls(text) if words[0] == "make"]


def list_generator_calls(text: str) -> list[list[str]]:
    return [words[3:] for words in list_calls(text) if words[0] != "make"]


def read_table(text: str) -> dict[str, str]:
    """Return the first cell of each row without its backticks, with the rest of the row."""
    rows = re.findall(r"^\| `([^`|]+)` \|(.*)\|$", text, flags=re.MULTILINE)
    return {name: rest.strip() for name, rest in rows}


# Commands


def test_readme_begins_with_the_two_commands() -> None:
    assert list_make_calls(text_of("README.md"))[:2] == [["build"], ["test"]]


def test_every_target_is_explained() -> None:
    assert {words[0] for words in list_make_calls(text_of(COMMANDS_PAGE)) if words} == TARGETS
    rows = read_table(text_of(COMMANDS_PAGE))
    assert {f"make {target}" for target in TARGETS} == {row for row in rows if row.startswith("make ")}


def test_every_command_is_explained() -> None:
    rows = read_table(text_of(COMMANDS_PAGE))
    assert [name for name in COMMANDS if not rows.get(name)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_that_are_shown_exist(document: str) -> None:
    text = text_of(document)
    assert {words[0] for words in list_make_calls(text) if words} <= TARGETS
    for words in list_generator_calls(text):
        if words[:2] != ["[--root", "DIR]"]:
            name, *arguments = words
            COMMANDS[name].make_context(name, arguments, obj=PROJECT)


def test_options_that_are_explained_exist() -> None:
    rows = read_table(text_of(COMMANDS_PAGE))
    for name, command in COMMANDS.items():
        options = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"--[a-z][a-z-]*", rows[name])) <= options, name


@pytest.mark.parametrize("command", COMMANDS.values(), ids=list(COMMANDS))
def test_every_command_and_option_explains_itself(command: click.Command) -> None:
    assert command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_commands_in_help_and_messages_exist() -> None:
    """Diagnostics advise editors to type existing targets and variables."""
    for file in (PROJECT / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for target, rest in re.findall(r"`make ([a-z]+)([^`]*)", node.value):
                    assert target in TARGETS, f"{file.name}: make {target}"
                    for variable in re.findall(r"([A-Z]+)=", rest):
                        assert re.search(rf"\$\$?\(?{variable}\b", MAKEFILE), f"{file.name}: {variable}"


# Keys, kinds and rules


def test_the_guide_has_every_key(*, update_golden: bool) -> None:
    text = text_of("content/README.md")
    expected = fill_references(text)
    if update_golden:
        (PROJECT / "content/README.md").write_text(expected, encoding="utf-8")
    else:
        assert text == expected, "update it with `python -m pytest tests/docs --update-golden`"


def test_tables_are_of_all_types() -> None:
    queue = list(MODELS.values())
    reachable = set()
    while queue:
        model = queue.pop()
        reachable.add(model)
        schema = model.model_json_schema().get("$defs", {})
        nested = [table for table in TABLES if table.__name__ in schema and table not in reachable]
        queue += [table for table in nested if table not in queue]
    assert {model.__name__ for model in TABLES} == {model.__name__ for model in reachable}


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_every_key_has_its_row_with_form_and_meaning(model: type) -> None:
    section = (
        fill_references(text_of("content/README.md")).partition(f"### {TABLES[model]}\n")[2].partition("\n### ")[0]
    )
    rows = re.findall(r"^\| `([^`]+)`(\*?) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", section, flags=re.MULTILINE)

    assert [row[0] for row in rows] == list(list_keys(model))
    assert all(form.strip() and meaning.strip() for _, _, form, meaning, _ in rows)
    assert not STANDARDS.get(model, {}).keys() - list_keys(model).keys()


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
    assert f"{begin} {form} |" in fill_references(
        "<!-- limits --><!-- /limits --><!-- kinds --><!-- /kinds --><!-- rules --><!-- /rules -->"
        "<!-- fields --><!-- /fields -->"
    )


def test_filling_twice_changes_nothing() -> None:
    once = fill_references(
        "<!-- limits -->\n<!-- /limits -->\n"
        "a\n<!-- kinds -->\nformer\n<!-- /kinds -->\nb\n"
        "<!-- rules --><!-- /rules --><!-- fields -->\n<!-- /fields -->\nc\n"
    )
    assert fill_references(once) == once
    assert "former\n" not in once
    assert [line for line in once.splitlines() if line in {"a", "b", "c"}] == ["a", "b", "c"]


@pytest.mark.parametrize("text", ["", "<!-- fields -->", "<!-- kinds --><!-- /kinds --><!-- rules -->"])
def test_a_document_without_markers_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="the markers `<!-- "):
        fill_references(text)


def test_guide_lists_every_rule() -> None:
    table = text_of("content/README.md").partition("<!-- rules -->")[2].partition("<!-- /rules -->")[0]
    listed = re.findall(r"^\| `([a-z0-9-]+)` \| (\w+) \|", table, flags=re.MULTILINE)
    expected = [(rule.id, rule.severity.value) for rule in RULES.values()]
    assert listed == expected, "update it with `python -m pytest tests/docs --update-golden`"


def test_methodology_is_for_readers(tmp_path: Path) -> None:
    lay_base(tmp_path)
    _, everything = checking.check(tmp_path)
    assert everything
    (page,) = methodology.render(SiteContext(everything))

    assert f"{quotes.MIN_WORDS} to {quotes.MAX_WORDS} words" in page.text
    for promise in (
        "exactly once",
        "direct speech",
        "name the accused",
        "unnamed speakers",
        "corrections",
        "private facts",
    ):
        assert promise in page.text.lower()
    # Names that only editors see do not belong there.
    assert not [rule for rule in RULES if "-" in rule and rule in page.text]
    assert not re.search(r"YAML|Markdown|\.yml|\.md\)|`", page.text)
    linked_kind = r"\[\*(\w+)\*\{ \.kind \.k-\1 \}\]\(statements/index\.md\?kind=\1\)"
    kinds = re.findall(rf"^\| {linked_kind} \| (.+?) \| (.+?) \|$", page.text, flags=re.MULTILINE)
    assert kinds == [(kind.value, usage.verb, usage.meaning) for kind, usage in USAGE.items()]


def test_guide_has_an_example_of_each_kind_that_keeps_the_rules(tmp_path: Path) -> None:
    section = text_of("content/README.md").partition("### One example of each kind")[2]
    (article,) = re.findall(r"^```markdown\n(.*?)^```", section, flags=re.MULTILINE | re.DOTALL)
    entries = re.findall(r"^```yaml\n(.*?)^```", section, flags=re.MULTILINE | re.DOTALL)[0]
    lay_base(tmp_path)
    folder = tmp_path / "content/briefings/ferry-fare"
    head = (folder / "metadata.yml").read_text(encoding="utf-8").partition("attributions:")[0]
    (folder / "metadata.yml").write_text(head + entries, encoding="utf-8")
    (folder / "article.md").write_text(article, encoding="utf-8")
    office = "type: public-body\nname: Office of the mayor\n"
    (tmp_path / "content/actors/mayors-office.yml").write_text(office, encoding="utf-8")

    diagnostics = checking.check(tmp_path)[0]

    assert [diagnostic for diagnostic in diagnostics if diagnostic.path.startswith("content/briefings")] == []
    assert re.findall(r"kind: (\w+)", entries) == [kind.value for kind in USAGE]


def test_rules_named_in_documents_exist() -> None:
    for document in DOCUMENTS:
        text = text_of(document)
        named = {*re.findall(r"(?:error|warning)\[([a-z-]+)\]", text), *re.findall(r"rules ([a-z]+-[a-z-]+)`", text)}
        assert named <= RULES.keys(), document


def test_readme_shows_a_real_diagnostic(tmp_path: Path, *, update_golden: bool) -> None:
    """The example is what the check says of the real content with one changed quote."""
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    (metadata,) = (tmp_path / "content/briefings").glob("*/metadata.yml")
    content = metadata.read_text(encoding="utf-8")
    changed = content.replace("allege that Israel’s Mossad conducted a", "allege that Israels Mossad led a")
    assert changed != content
    metadata.write_text(changed, encoding="utf-8")

    command = [sys.executable, "-m", "generator", "--root", str(tmp_path), "check", "--quiet"]
    result = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    lines = re.sub(r"content/briefings/[^/]+/", "content/briefings/…/", result.stdout).splitlines()
    first = next(number for number, line in enumerate(lines) if "error[quote-not-found]" in line)
    expected = "\n".join(lines[first : first + 4])

    text = text_of("README.md")
    shown = re.search(r"(?<=^```text\n).*?(?=\n```$)", text, flags=re.MULTILINE | re.DOTALL)
    assert shown
    if update_golden:
        (PROJECT / "README.md").write_text(text.replace(shown[0], expected), encoding="utf-8")
    else:
        assert shown[0] == expected, "update it with `python -m pytest tests/docs --update-golden`"


# Files


def test_architecture_names_every_package() -> None:
    text = text_of("ARCHITECTURE.md")
    paths = [path for path in (PROJECT / "generator").iterdir() if path.name[0] not in "_."]
    names = {path.stem for path in paths if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert [name for name in sorted(names) if f"`{name}`" not in text] == []


def test_architecture_shows_the_floors_of_the_contract() -> None:
    """The table of floors has the packages of the import contract, in its order."""
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = contracts[0]["layers"]
    floors = {
        str(number): {name.strip().removeprefix("generator.") for name in layer.split("|")}
        for number, layer in enumerate(layers, 1)
    }
    shown: dict[str, set[str]] = {}
    for number, name in re.findall(r"^\| (\d+) \| `(\w+)` \|", text_of("ARCHITECTURE.md"), flags=re.MULTILINE):
        shown.setdefault(number, set()).add(name)
    assert shown == floors


def test_architecture_says_where_to_change() -> None:
    text = text_of("ARCHITECTURE.md")
    section = text.partition("## Where do I change …?")[2].partition("\n## ")[0]
    answers = re.findall(r"^\*\*([^*]+)\.\*\*", section, flags=re.MULTILINE)
    questions = ["field", "rule", "section", "kind", "language", "look", "search", "figure"]
    assert [word for word in questions if not any(word in answer for answer in answers)] == []


def test_the_glossary_has_twenty_terms() -> None:
    section = text_of("ARCHITECTURE.md").partition("## Glossary")[2].partition("\n## ")[0]
    assert len(re.findall(r"^\| (?!term|---)", section, flags=re.MULTILINE)) == 20


def list_module_names(document: str) -> list[str]:
    """Return the dotted names of modules, and of objects in them, in code of a document, without `generator.`."""
    packages = {path.stem for path in (PROJECT / "generator").iterdir() if path.is_dir()}
    names = []
    for word in INLINE.findall(text_of(document)):
        name = word.removeprefix("generator.")
        is_dotted = re.fullmatch(r"[a-z_]+(?:\.[a-z_]+)+", name)
        if is_dotted and name.split(".")[0] in packages and not re.search(r"\.(?:yml|md|html)$", name):
            names.append(name)
    return names


@pytest.mark.parametrize("document", DOCUMENTS)
def test_modules_that_documents_name_exist(document: str) -> None:
    for name in list_module_names(document):
        pkgutil.resolve_name(f"generator.{name}")


def test_names_of_modules_are_recognized_in_documents() -> None:
    """If none were recognized, the test above could not fail."""
    assert len(list_module_names("ARCHITECTURE.md")) > 40
    documents = [document for document in DOCUMENTS if list_module_names(document)]
    assert len(documents) > 20


@pytest.mark.parametrize("document", WORD_LIMITS)
def test_documents_are_short(document: str) -> None:
    assert len(text_of(document).split()) <= WORD_LIMITS[document]


def test_every_page_of_the_documentation_is_in_its_index() -> None:
    index = text_of("documentation/README.md")
    pages = [path.name for path in (PROJECT / "documentation").glob("*.md") if path.name != "README.md"]
    assert [page for page in pages if f"]({page})" not in index] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_that_documents_name_exist(document: str) -> None:
    text = text_of(document)
    prose = INLINE.sub("", text)  # `[May](none)` is an example, not a link
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", prose)
    linked = [target for target in targets if not re.match(r"[a-z]+:", target)]
    named = [
        word
        for word in INLINE.findall(text)
        if re.fullmatch(r"(?:generator|tests|docs|documentation)/[\w./-]*\w/?", word)
    ]
    assert [target for target in linked if not (PROJECT / document).parent.joinpath(target).exists()] == []
    assert [path for path in named if not (PROJECT / path).exists()] == []


def test_every_folder_of_tests_is_explained() -> None:
    text = text_of("documentation/testing.md")
    folders = [path.name for path in (PROJECT / "tests").iterdir() if any(path.glob("*test*.py"))]
    assert [name for name in sorted(folders) if f"`tests/{name}`" not in text] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_scripts_and_styles_that_documents_name_exist(document: str) -> None:
    files = {path.name for path in (PROJECT / "generator").rglob("*") if path.suffix in {".css", ".js"}}
    words = [word for word in INLINE.findall(text_of(document)) if re.fullmatch(r"[\w/]+\.(?:css|js)", word)]
    assert [word for word in words if word.rpartition("/")[2] not in files] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_headings_that_documents_link_to_exist(document: str) -> None:
    """The address of a heading is GitHub's: lower case, without punctuation, with hyphens for spaces."""
    prose = INLINE.sub("", text_of(document))
    for target, fragment in re.findall(r"\]\(([^):#]*)#([^)]+)\)", prose):
        path = (PROJECT / document).parent / target if target else PROJECT / document
        headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        addresses = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
        assert fragment in addresses, f"{target}#{fragment}"


@pytest.mark.parametrize("name", ["actor", "briefing"])
def test_screenshots_are_small_and_shown_in_readme(name: str) -> None:
    """They are taken by `tests/docs/take_screenshots.py`."""
    assert name in importlib.import_module("take_screenshots").PAGES
    path = f"documentation/images/{name}.png"
    image = (PROJECT / path).read_bytes()
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    assert 10_000 < len(image) < 200_000
    assert f"]({path})" in text_of("README.md")


def test_documents_know_the_version() -> None:
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    headings = re.findall(r"^## (\S+)", text_of("CHANGELOG.md"), flags=re.MULTILINE)
    assert headings[0] == version
    numbers = [[int(number) for number in heading.split(".")] for heading in headings]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(headings)) == len(headings)


def test_every_dependency_has_its_reason() -> None:
    text = text_of("documentation/packages.md").lower()
    dependencies = tomllib.loads(text_of("pyproject.toml"))["project"]["dependencies"]
    names = [re.split(r"[<>=]", dependency)[0] for dependency in dependencies]
    assert [name for name in names if name not in text] == []
