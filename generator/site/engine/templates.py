"""What the theme makes of its own, once for a site: 404.html, the sitemap, robots.txt. And templates that are kept."""

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

from generator.site.engine.saying import MISTAKES, sentence
from generator.site.files import EngineError

_SITEMAP = "sitemap.xml"


class Compiled(BytecodeCache):
    """Keeps compiled templates where the caller keeps what it can trust: wrong bytes would crash Python."""

    def __init__(self, kept: MutableMapping[str, bytes]) -> None:
        self._kept = kept

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills the bucket, if its template is there."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what is in the bucket."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


def fill(
    config: MkDocsConfig, environment: Environment, navigation: Navigation, dates: Iterable[tuple[str, Any]]
) -> dict[str, bytes]:
    """The files by name, as MkDocs makes them; `dates` as for `Engine.templates`. Raises `EngineError`."""
    listed: Any = tuple(_listed(config, dates))
    made: dict[str, bytes] = {}
    for name in sorted(config.theme.static_templates):
        # As MkDocs does: addresses on error pages are absolute, as these stand at any depth.
        at_root = utils.get_relative_url(".", name)
        base = urlsplit(config.site_url or "/").path if utils.is_error_template(name) else at_root
        try:
            output = environment.get_template(name).render(build.get_context(navigation, listed, config, base_url=base))
        except TemplateNotFound as error:
            raise EngineError((f"error: Error building template '{name}': there is no `{error}`",)) from error
        except MISTAKES as error:
            raise EngineError((f"error: Error building template '{name}': {sentence(error)}",)) from error
        if output.strip():
            made[name] = output.encode()
    if _SITEMAP in made:
        made[f"{_SITEMAP}.gz"] = _packed(made[_SITEMAP])
    return made


def _listed(config: MkDocsConfig, dates: Iterable[tuple[str, Any]]) -> Iterator[SimpleNamespace]:
    """Stands for the files of pages in templates: what a sitemap asks of them, and no more."""
    site = config.site_url
    base = f"{site.rstrip('/')}/" if site else ""
    root = urlsplit(base).path
    today = utils.get_build_date()
    for dest, modified in dates:
        url = _address(config, dest)
        page = SimpleNamespace(
            is_link=False,
            url=url,
            abs_url=root + url if site else None,
            canonical_url=base + url if site else None,
            meta={} if modified is None else {"modified": modified},
            update_date=today,
        )
        yield SimpleNamespace(url=url or "./", dest_uri=dest, page=page)


def _address(config: MkDocsConfig, dest: str) -> str:
    is_folder = config.use_directory_urls and dest.rpartition("/")[2] == "index.html"
    return quote(dest.removesuffix("index.html") if is_folder else dest)


def _packed(text: bytes) -> bytes:
    """The sitemap as MkDocs packs it: the day of the build is in its head."""
    packed = io.BytesIO()
    day = int(utils.get_build_datetime().timestamp()) // 86_400 * 86_400
    with gzip.GzipFile(fileobj=packed, filename=f"{_SITEMAP}.gz", mode="wb", mtime=day) as file:
        file.write(text)
    return packed.getvalue()
