"""The files that the theme renders once for a site: 404.html, the sitemap, robots.txt. And a cache of templates."""

import gzip
import io
from collections.abc import Iterable, Iterator, MutableMapping
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import BytecodeCache, Environment, TemplateNotFound
from jinja2.bccache import Bucket
from mkdocs import utils
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from generator.infra.files import EngineError
from generator.site.engine.messages import RENDER_ERRORS, describe_error

_SITEMAP = "sitemap.xml"
_SECONDS_OF_A_DAY = 86_400


class TemplateCache(BytecodeCache):
    """A cache of compiled templates in a mapping that the caller can trust: wrong bytes would crash Python."""

    def __init__(self, compiled: MutableMapping[str, bytes]) -> None:
        self._compiled = compiled

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if its template is in the cache."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store the content of the bucket."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


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
