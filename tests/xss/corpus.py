"""The corpus of published XSS vectors: what it holds and how it is read.

`vectors.jsonl` has one JSON object a line; JSON escapes keep every byte of a payload, whatever an editor or
Git does to line ends. Each entry names a collection that it is published in; hosts are changed to
`.example`. What a payload does when it gets into a page unescaped is its `context`, and test_vectors.py
proves that each one does it. This module judges no page: that is `inert`.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Context = Literal["html", "attribute", "breakout", "url", "markdown", "template", "inert", "refused"]
"""Where a payload is live when it is put there as it is.

html: the content of an element. attribute: an attribute's value, quoted or not. breakout: a title, script,
style, comment or other raw text that it ends. url: the value of `href`. markdown: text given to
Python-Markdown. template: a template engine's source. inert: nowhere in a browser of today, or only in a
tool (snippets, front matter, other charsets). refused: it holds control or direction-changing characters,
which are a diagnostic wherever they stand.
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
        """The payload as one line, runs of white space made single spaces, as the model reads values."""
        return " ".join(self.payload.split())


@cache
def vectors() -> list[Vector]:
    """All of them, in the order of the file."""
    text = Path(__file__).with_name("vectors.jsonl").read_text(encoding="utf-8")
    return [Vector(**json.loads(line)) for line in text.split("\n") if line]


def publishable() -> list[Vector]:
    """Those that may stand in content: no control and no direction-changing characters in them."""
    return [vector for vector in vectors() if vector.context != "refused"]


def refused() -> list[Vector]:
    """Those that the rule `hidden-direction` refuses."""
    return [vector for vector in vectors() if vector.context == "refused"]
