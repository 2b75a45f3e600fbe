"""JSON Schemas of the content files, for editors' tools: made from the model, so that they are never out of step.

They take what the check takes. Tools read YAML with numbers and truth values in it, where this program reads text; so a
number is right wherever a text is. They know less than the check: which ids there are, that a quote stands in the
article, that a date exists. And they are stricter in two ways that nobody writes: a text that is the word `null`, and
one that is too long but for runs of spaces.
"""

import json
from typing import Any

from pydantic import BaseModel

from generator.model.briefing import Metadata
from generator.model.entities import ENTITIES
from generator.model.kinds import Kind
from generator.model.site import Site

FOLDER = ".schemas"
"""Where they lie, below content/."""

MODELS: dict[str, type[BaseModel]] = {
    "site": Site,
    Kind.BRIEFING.value: Metadata,
    **{kind.value: model for kind, model in ENTITIES.items()},
}
"""The type of each sort of file."""


def schemas() -> dict[str, str]:
    """The text of each schema, by file name."""
    return {f"{name}.json": _text(name, model) for name, model in MODELS.items()}


def schema_line(name: str, depth: int) -> str:
    """The first line of a file `depth` folders below content/, by which an editor finds its schema."""
    return f"# yaml-language-server: $schema={'../' * depth}{FOLDER}/{name}.json\n"


def _text(name: str, model: type[BaseModel]) -> str:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": name,
        **_as_tools_read(model.model_json_schema(ref_template="#/definitions/{model}")),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _as_tools_read(schema: Any) -> Any:
    """A schema, or a part of one, for values as YAML gives them, and without what only fills the help that is shown."""
    if isinstance(schema, list):
        return [_as_tools_read(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "anyOf" in schema:
        schema = _without_null(schema)
    made = {key: _as_tools_read(part) for key, part in schema.items() if not _is_filling(key, part)}
    if made.get("type") == "string" and "enum" not in made:
        made["type"] = ["string", "number", "boolean"]
    if made.get("type") == "boolean":
        made = {**made, "type": ["boolean", "string"], "enum": [True, False, "true", "false"]}
    if "$defs" in made:
        made["definitions"] = made.pop("$defs")
    return made


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """An optional value is left out, never empty."""
    kept = [part for part in schema["anyOf"] if part != {"type": "null"}]
    rest = {key: part for key, part in schema.items() if key != "anyOf"}
    if len(kept) == len(schema["anyOf"]):
        return schema
    return {**kept[0], **rest} if len(kept) == 1 else {**rest, "anyOf": kept}


def _is_filling(key: str, part: Any) -> bool:
    """Titles made of keys, defaults that say nothing, and examples that stand in for what is wrong."""
    is_example = key == "examples" and isinstance(part, list) and not str(part[0])[:1].isdigit()
    return (key == "title" and isinstance(part, str)) or (key == "default" and part in (None, [], {})) or is_example
