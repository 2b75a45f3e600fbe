"""The files that the theme renders once for a site: 404.html, the sitemap, robots.txt. And a cache of templates."""

import contextlib
import gzip
import importlib.metadata
import io
import os
import pickle
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemBytecodeCache, TemplateNotFound
from jinja2.bccache import Bucket
from mkdocs import utils
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from generator.infra.files import EngineError
from generator.site.engine.messages import RENDER_ERRORS, describe_error

FOLDER = Path(__file__).parents[2] / "__pycache__"
"""The folder for compiled templates."""

_PREFIX = "theme-"
_COMPILERS = ("jinja2", "mkdocs")
"""The distributions that decide what a template is compiled to: Jinja, and MkDocs with its filters."""

_SITEMAP = "sitemap.xml"
_SECONDS_OF_A_DAY = 86_400


class TemplateCache(FileSystemBytecodeCache):
    """Compiled templates of the theme, by name and text, in the folder where Python keeps the compiled program.

    They are code, so they must not come from `.cache/`, which may have been restored from another machine. Who can
    write to `FOLDER` can change the program too. Templates that were compiled by other versions are removed.
    """

    def __init__(self) -> None:
        versions = "-".join(map(importlib.metadata.version, _COMPILERS))
        super().__init__(os.fspath(FOLDER / f"{_PREFIX}{versions}"), "%s.bin")

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the compiled template, empty if it is not in the cache."""
        # The key has the text in place of the file: each project may have its own copy of the theme.
        bucket = super().get_bucket(environment, name, source, source)
        if bucket.code:
            bucket.code = bucket.code.replace(co_filename=filename or name)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if its template is in the cache; a damaged file counts as missing."""
        with contextlib.suppress(OSError, EOFError, ValueError, pickle.UnpicklingError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store the content of the bucket, unless Python is to write no compiled code, or cannot."""
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                self._create_folder()
                super().dump_bytecode(bucket)

    def _create_folder(self) -> None:
        folder = Path(self.directory)
        if not folder.is_dir():
            for outdated in FOLDER.glob(f"{_PREFIX}*"):
                shutil.rmtree(outdated, ignore_errors=True)
            folder.mkdir(parents=True, exist_ok=True)


def render_templates(
    config: MkDocsConfig, environment: Environment, navigation: Navigation, dates: Iterable[tuple[str, Any]]
) -> dict[str, bytes]:
    """Return the files by name, as MkDocs renders them; `dates` as for `Engine.render_templates`.

    Raise `EngineError` if the engine fails.
    """
    pages: Any = tuple(_list_pages(config, dates))
    files: dict[str, bytes] = {}
    for name in sorted(config.theme.static_templates):
        # As in MkDocs, addresses on error pages are absolute, because these pages are served at any depth.
        relative_root = utils.get_relative_url(".", name)
        base = urlsplit(config.site_url or "/").path if utils.is_error_template(name) else relative_root
        try:
            output = environment.get_template(name).render(build.get_context(navigation, pages, config, base_url=base))
        except TemplateNotFound as error:
            raise EngineError((f"error: Error building template '{name}': there is no `{error}`",)) from error
        except RENDER_ERRORS as error:
            raise EngineError((f"error: Error building template '{name}': {describe_error(error)}",)) from error
        if output.strip():
            files[name] = output.encode()
    if _SITEMAP in files:
        files[f"{_SITEMAP}.gz"] = _compress(files[_SITEMAP])
    return files


def _list_pages(config: MkDocsConfig, dates: Iterable[tuple[str, Any]]) -> Iterator[SimpleNamespace]:
    """Yield a substitute for the file of each page, with the attributes that a sitemap reads, and no others."""
    site = config.site_url
    base = f"{site.rstrip('/')}/" if site else None
    root = urlsplit(base).path if base else None
    today = utils.get_build_date()
    for dest, modified in dates:
        url = _get_url(config, dest)
        page = SimpleNamespace(
            is_link=False,
            url=url,
            abs_url=_join(root, url),
            canonical_url=_join(base, url),
            meta={} if modified is None else {"modified": modified},
            update_date=today,
        )
        yield SimpleNamespace(url=url or "./", dest_uri=dest, page=page)


def _join(base: str | None, url: str) -> str | None:
    return None if base is None else base + url


def _get_url(config: MkDocsConfig, dest: str) -> str:
    is_folder = config.use_directory_urls and dest.rpartition("/")[2] == "index.html"
    return quote(dest.removesuffix("index.html") if is_folder else dest)


def _compress(sitemap: bytes) -> bytes:
    """Return the sitemap as MkDocs compresses it, with the day of the build in its header."""
    output = io.BytesIO()
    day = int(utils.get_build_datetime().timestamp()) // _SECONDS_OF_A_DAY * _SECONDS_OF_A_DAY
    with gzip.GzipFile(fileobj=output, filename=f"{_SITEMAP}.gz", mode="wb", mtime=day) as file:
        file.write(sitemap)
    return output.getvalue()
