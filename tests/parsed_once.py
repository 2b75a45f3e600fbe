"""A cache of the theme's parsed style sheets and compiled templates, for one process of tests.

Parsing them takes more than half of the time of a small build, and tests run hundreds of builds. The key of the cache
is the text, so that a changed style sheet or template is parsed again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import CodeType
from typing import Any

import pytest
import tinycss2
from jinja2 import Environment


@contextmanager
def parse_once() -> Iterator[None]:
    """Cache parsed style sheets and compiled templates inside the block."""
    compile_template = Environment.compile
    compiled: dict[tuple[object, ...], CodeType | str] = {}

    def compile_once(self: Environment, source: Any, *args: Any, **options: Any) -> CodeType | str:
        if not isinstance(source, str):
            return compile_template(self, source, *args, **options)
        key = (source, *args, *sorted(options.items()), type(self), *sorted(self.extensions), self.finalize)
        if key not in compiled:
            compiled[key] = compile_template(self, source, *args, **options)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Environment, "compile", compile_once)
        patched.setattr(tinycss2, "parse_stylesheet", cache(tinycss2.parse_stylesheet))
        yield
