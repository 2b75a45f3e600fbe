"""What MkDocs says, kept from the terminal, and the date that it believes the build to have."""

import contextlib
import logging
import os
from collections.abc import Iterator

# Read by Material when it is imported: its notice about the engine's next version is not the desk's concern.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from jinja2 import TemplateError
from mkdocs.exceptions import MkDocsException

MISTAKES = (MkDocsException, TemplateError, LookupError, TypeError, ValueError)
"""What a page, a template or an extension of the owner's may end with."""


def sentence(error: Exception) -> str:
    """What an error says; its kind, where it says nothing."""
    return str(error).strip() or type(error).__name__


class _Lines(logging.Handler):
    """Keeps what is logged, each line once: several pages may share a fault."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.lines[f"{record.levelname.lower()}: {record.getMessage()}"] = None


@contextlib.contextmanager
def captured() -> Iterator[dict[str, None]]:
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
def dated(epoch: int | None) -> Iterator[None]:
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
