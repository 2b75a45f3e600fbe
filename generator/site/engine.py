"""Drives MkDocs in this process; the one module that imports it.

Takes `docs/` and `mkdocs.yml` as they are: no plugin, no hook, so that `mkdocs build` by hand gives the same
pages. Another engine would need another module of this size. Which tree is built where, and what becomes of
it, is decided by the callers.
"""

import contextlib
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

# Read by Material when it is imported: its notice about the engine's next version is not the desk's concern.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from jinja2 import TemplateError
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from generator.site.files import refusal

CONFIG = "mkdocs.yml"


class EngineError(Exception):
    """The site could not be built; `lines` are what the engine said, in its order."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def build_site(root: Path, destination: Path, *, strict: bool = True, epoch: int | None = None) -> tuple[str, ...]:
    """Builds the site of `root` into `destination`, which is emptied first; returns the engine's warnings.

    With `strict`, a warning fails the build. `epoch` (seconds since 1970) is the date that the engine writes
    into the sitemap; with the same one, the same pages give the same bytes. Raises `EngineError`, and
    `OutputError` if the disk refuses. Not to be run twice at a time in one process: the engine's log and
    environment are the process's.
    """
    with _captured() as lines, _epoch(epoch):
        try:
            config = load_config(str(root / CONFIG), strict=strict, site_dir=str(destination.absolute()))
            _run(config)
        except (MkDocsException, TemplateError) as error:
            raise EngineError((*lines, _sentence(error))) from error
        except OSError as error:
            raise refusal("write", Path(error.filename or destination), error) from error
    return tuple(lines)


def address_path(root: Path) -> str:
    """The path of the address that the site of `root` is published at: `/`, or a folder of a host.

    Raises `EngineError` where the configuration cannot be read.
    """
    try:
        with (root / CONFIG).open("rb") as file:
            address = yaml_load(file).get("site_url") or ""
        return urlsplit(str(address)).path.rstrip("/") + "/"
    except (OSError, ValueError, AttributeError, MkDocsException) as error:
        raise EngineError((str(error),)) from error


def _run(config: MkDocsConfig) -> None:
    """What the command line of MkDocs does: plugins are told of the start and the end."""
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build.build(config)
    finally:
        config.plugins.on_shutdown()


def _sentence(error: MkDocsException | TemplateError) -> str:
    return str(error).strip() or type(error).__name__


class _Lines(logging.Handler):
    """Keeps what is logged, each line once: several pages may share a fault."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.lines[f"{record.levelname.lower()}: {record.getMessage()}"] = None


@contextlib.contextmanager
def _captured() -> Iterator[dict[str, None]]:
    """The engine's warnings, kept from the terminal."""
    logger = logging.getLogger("mkdocs")
    handler, level, propagate = _Lines(), logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield handler.lines
    finally:
        logger.propagate = propagate
        logger.setLevel(level)
        logger.removeHandler(handler)


@contextlib.contextmanager
def _epoch(epoch: int | None) -> Iterator[None]:
    """Sets SOURCE_DATE_EPOCH (reproducible-builds.org), which MkDocs reads instead of the clock."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None:
        os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    try:
        yield
    finally:
        if epoch is not None:
            os.environ.pop("SOURCE_DATE_EPOCH", None)
            if before is not None:
                os.environ["SOURCE_DATE_EPOCH"] = before
