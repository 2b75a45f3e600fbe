"""The corpus of published XSS vectors.

`vectors.jsonl` has one JSON object a line; JSON escapes preserve every byte of a payload, even if an editor
or Git changes line ends. Each entry names a collection that it is published in; hosts are changed to
`.example`. The `context` of a payload is where it is live without escaping, and
test_vectors.py proves that each one is. The module `inert` judges pages.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Context = Literal["html", "attribute", "breakout", "url", "markdown", "template", "inert", "refused"]
"""The contexts in which a payload is live if it is not escaped.

html: the content of an element. attribute: an attribute's value, quoted or not. breakout: a title, script,
style, comment or other raw text that it ends. url: the value of `href`. markdown: text given to
Python-Markdown. template: a template engine's source. inert: nowhere in a browser of today, or only in a
tool (snippets, front matter, other charsets). refused: it holds control or direction-changing characters,
which cause a diagnostic everywhere.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """One published payload, with a label that is unique in the corpus."""

    label: str
    origin: str
    context: Context
    payload: str

    @property
    def line(self) -> str:
        """The payload as one line with single spaces, as the model reads values."""
        return " ".join(self.payload.split())


@cache
def vectors() -> list[Vector]:
    """Return all vectors, in the order of the file."""
    text = Path(__file__).with_name("vectors.jsonl").read_text(encoding="utf-8")
    return [Vector(**json.loads(line)) for line in text.split("\n") if line]


def publishable() -> list[Vector]:
    """Return the vectors that content may have: without control characters and direction-changing characters."""
    return [vector for vector in vectors() if vector.context != "refused"]


def refused() -> list[Vector]:
    """Return the vectors that the rule `hidden-direction` refuses."""
    return [vector for vector in vectors() if vector.context == "refused"]
