"""Where other people's parsers are called: whatever they raise on hostile input becomes a `Refused`."""

import contextlib
from collections.abc import Iterator

from generator.importing.imported import Refused


class UnreadableError(Exception):
    """A parser gave up; `refused` says so to the editor."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.message)
        self.refused = refused


@contextlib.contextmanager
def refusing(message: str, advice: str) -> Iterator[None]:
    """Turns what a parser raises inside into an UnreadableError.

    The parsers of HTML and .docx promise nothing about files that are none: they fail with whatever their code runs
    into. So, here alone, all exceptions are caught, and nothing but the call of the parser belongs inside.
    """
    try:
        yield
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(Refused(message=message, help=advice)) from error
