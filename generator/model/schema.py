"""JSON Schemas of the content files, for editors' tools: made from the model, so that they are never out of step."""

import json

from pydantic import BaseModel

from generator.model.briefing import Metadata
from generator.model.entities import ENTITIES
from generator.model.kinds import Kind
from generator.model.site import Site

MODELS: dict[str, type[BaseModel]] = {
    "site": Site,
    Kind.BRIEFING.value: Metadata,
    **{kind.value: model for kind, model in ENTITIES.items()},
}
"""The type of each sort of file."""


def schemas() -> dict[str, str]:
    """The text of each schema, by file name."""
    return {f"{name}.schema.json": _text(model) for name, model in MODELS.items()}


def _text(model: type[BaseModel]) -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
