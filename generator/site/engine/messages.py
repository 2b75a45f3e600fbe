"""The warnings and errors of MkDocs, kept from the terminal, and the date that it takes for that of the build."""

import contextlib
import logging
import os
from collections.abc import Iterator

# Material reads this when it is imported: its notice about the engine's next version does not concern a site's owner.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from jinja2 import TemplateError
from mkdocs.exceptions import MkDocsException

_DATE_VARIABLE = "SOURCE_DATE_EPOCH"

RENDER_ERRORS = (MkDocsException, TemplateError, LookupError, TypeError, ValueError)
"""The errors that a page, a template or an extension of the owner may raise."""


def describe_error(error: Exception) -> str:
    """Return the message of an error, or its type if it has none."""
    return str(error).strip() or type(error).__name__


class _Lines(logging.Handler):
    """A log handler that keeps each line once: several pages may share an error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.lines[f"{record.levelname.lower()}: {record.getMessage()}"] = None


@contextlib.contextmanager
def capture_warnings() -> Iterator[dict[str, None]]:
    """Collect the engine's warnings in place of printing them."""
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
def set_build_date(epoch: int | None) -> Iterator[None]:
    """Set SOURCE_DATE_EPOCH (reproducible-builds.org), which MkDocs reads instead of the clock."""
    if epoch is None:
        yield
        return
    previous = os.environ.get(_DATE_VARIABLE)
    os.environ[_DATE_VARIABLE] = str(epoch)
    try:
        yield
    finally:
        os.environ.pop(_DATE_VARIABLE, None)
        if previous is not None:
            os.environ[_DATE_VARIABLE] = previous
