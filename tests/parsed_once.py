"""A cache of parsed configurations, style sheets and templates, versions and themes, for one process of tests.

Parsing them takes more than half of the time of a small build, and tests run hundreds of builds. The key of the cache
is the text, so that a changed configuration, style sheet or template is parsed again.
"""

import importlib.metadata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from types import CodeType
from typing import IO, Any

import mkdocs.config.defaults
import mkdocs.utils
import pytest
import tinycss2
import yaml
from jinja2 import Environment

from generator.site.postprocess import css_purge
from generator.site.postprocess.css_bundle import CssBundle


@contextmanager
def parse_once() -> Iterator[None]:
    """Cache what is parsed and compiled, and the versions and themes of distributions, inside the block."""
    compile_template = Environment.compile
    compiled: dict[tuple[object, ...], CodeType] = {}

    def compile_once(
        self: Environment, source: Any, name: str | None = None, filename: str | None = None, **options: Any
    ) -> CodeType | str:
        if options or not isinstance(source, str):
            return compile_template(self, source, name, filename, **options)
        key = (source, name, type(self), *sorted(self.extensions), self.finalize)
        if key not in compiled:
            compiled[key] = compile_template(self, source, name, filename)
        # Each project has its own copy of the theme, so one template comes from many files.
        return _set_filename(compiled[key], filename or "<template>")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Environment, "compile", compile_once)
        patched.setattr(tinycss2, "parse_stylesheet", cache(tinycss2.parse_stylesheet))
        patched.setattr(importlib.metadata, "version", cache(importlib.metadata.version))
        # MkDocs searches all distributions for themes each time that it reads a configuration.
        patched.setattr(mkdocs.utils, "entry_points", cache(mkdocs.utils.entry_points))
        patched.setattr(css_purge, "join_css", _cache_joined(css_purge.join_css))
        patched.setattr(mkdocs.config.defaults, "yaml_load", _cache_nodes(mkdocs.config.defaults.yaml_load))
        yield


def _cache_nodes(load: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Return the function of MkDocs that reads a configuration, with a cache of parsed texts.

    Only their nodes are cached: each configuration gets its own values.
    """
    nodes: dict[bytes, yaml.Node | None] = {}

    def load_once(source: IO[bytes], loader: type[yaml.Loader]) -> dict[str, Any]:
        text = source.read()
        source.seek(0)
        if text not in nodes:
            try:
                nodes[text] = yaml.compose(text, loader)
            except yaml.YAMLError:
                return load(source, loader)  # it describes the error
        node = nodes[text]
        values = loader("").construct_document(node) if node else None
        # The function itself reads what is empty, or inherits from another file.
        return values if isinstance(values, dict) and "INHERIT" not in values else load(source, loader)

    return load_once


def _cache_joined(join: Callable[..., CssBundle | None]) -> Callable[..., CssBundle | None]:
    """Return the function with a cache. Only arguments with the same items in the same order share a result."""
    joined: dict[tuple[object, ...], CssBundle | None] = {}

    def join_once(
        sheets: Mapping[str, str], scripts: Iterable[str], page_names: Iterable[str], layers: Mapping[str, str]
    ) -> CssBundle | None:
        scripts, page_names = tuple(scripts), tuple(page_names)
        key = (tuple(sheets.items()), scripts, page_names, tuple(layers.items()))
        if key not in joined:
            joined[key] = join(sheets, scripts, page_names, layers)
        return joined[key]

    return join_once


def _set_filename(code: CodeType, filename: str) -> CodeType:
    """Return the code of a template, and of the functions in it, as if it had been compiled from another file."""
    constants = [_set_filename(value, filename) if isinstance(value, CodeType) else value for value in code.co_consts]
    return code.replace(co_filename=filename, co_consts=tuple(constants))
