"""The boundary around third-party parsers: whatever they raise on hostile input becomes a `Refusal`."""

import contextlib
from collections.abc import Iterator

from generator.importing.result import Refusal, UnreadableError


@contextlib.contextmanager
def convert_parser_errors(message: str, advice: str) -> Iterator[None]:
    """Convert whatever a parser raises inside into an UnreadableError.

    The parsers of HTML and .docx promise nothing about invalid files: they fail with any exception of their own code.
    So here, and only here, all exceptions are caught. Nothing except the call of the parser belongs inside.
    """
    try:
        yield
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(Refusal(message=message, help=advice)) from error
