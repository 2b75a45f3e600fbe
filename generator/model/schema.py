"""JSON Schemas of the content files for editors' tools, built from the model so that they cannot differ from it.

They accept the same files as the check. Tools read numbers and truth values from YAML, and this program reads text; so
a number is valid wherever text is. The schemas know less than the check: they do not know which ids exist, whether a
quote is in the article, or whether a date exists. They are stricter in two cases that do not occur in practice: a text
that is the word `null`, and a text that is too long only because of runs of spaces.
"""

import json
from typing import Any

from pydantic import BaseModel

from generator.infra.mappings import remove_keys
from generator.model.briefing import Metadata
from generator.model.entities import ENTITIES
from generator.model.kinds import Kind
from generator.model.site import Site

SCHEMA_FOLDER = ".schemas"
"""The folder of the schemas, below content/."""

MODELS: dict[str, type[BaseModel]] = {
    "site": Site,
    Kind.BRIEFING.value: Metadata,
    **{kind.value: model for kind, model in ENTITIES.items()},
}
"""The model of each kind of file."""

_NULL = {"type": "null"}


def build_schemas() -> dict[str, str]:
    """Return the text of each schema by its file name."""
    return {f"{name}.json": _build_schema(name, model) for name, model in MODELS.items()}


def format_schema_line(name: str, depth: int) -> str:
    """Return the first line of a file `depth` folders below content/, by which an editor finds its schema."""
    return f"# yaml-language-server: $schema={'../' * depth}{SCHEMA_FOLDER}/{name}.json\n"


def _build_schema(name: str, model: type[BaseModel]) -> str:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": name,
        **_adapt_to_tools(model.model_json_schema(ref_template="#/definitions/{model}")),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _adapt_to_tools(schema: Any) -> Any:
    """Return a schema, or a part of one, for values as YAML types them, without noise in the tools' help."""
    if isinstance(schema, list):
        return [_adapt_to_tools(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "anyOf" in schema:
        schema = _remove_null(schema)
    adapted = {key: _adapt_to_tools(value) for key, value in schema.items() if not _is_noise(key, value)}
    if adapted.get("type") == "string" and "enum" not in adapted:
        adapted["type"] = ["string", "number", "boolean"]
    if adapted.get("type") == "boolean":
        adapted |= {"type": ["boolean", "string"], "enum": [True, False, "true", "false"]}
    if "$defs" in adapted:
        adapted["definitions"] = adapted.pop("$defs")
    return adapted


def _remove_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Remove `null` from the alternatives: an optional value is left out and never empty."""
    if _NULL not in schema["anyOf"]:
        return schema
    alternatives = [alternative for alternative in schema["anyOf"] if alternative != _NULL]
    rest = remove_keys(schema, {"anyOf"})
    if len(alternatives) == 1:
        return {**alternatives[0], **rest}
    return {**rest, "anyOf": alternatives}


def _is_noise(key: str, value: Any) -> bool:
    """Check for titles made from keys, empty defaults, and examples that only replace invalid values."""
    if key == "title":
        return isinstance(value, str)
    if key == "default":
        return value in (None, [], {})
    return key == "examples" and isinstance(value, list) and not str(value[0])[:1].isdigit()
