"""All that MkDocs does, in one go."""

from pathlib import Path

from jinja2 import TemplateError
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generator.site.engine.saying import captured, dated, sentence
from generator.site.files import EngineError, refusal

CONFIG = "mkdocs.yml"


def build_site(root: Path, destination: Path, *, strict: bool = True, epoch: int | None = None) -> tuple[str, ...]:
    """Builds the site of `root` into `destination`, which is emptied first; returns the engine's warnings.

    With `strict`, a warning fails the build. `epoch` (seconds since 1970) is the date that the engine writes
    into the sitemap; with the same one, the same pages give the same bytes. Raises `EngineError`, and
    `OutputError` if the disk refuses. Not to be run twice at a time in one process: the engine's log and
    environment are the process's.
    """
    with captured() as lines, dated(epoch):
        try:
            config = load_config(str(root / CONFIG), strict=strict, site_dir=str(destination.absolute()))
            _run(config)
        except (MkDocsException, TemplateError) as error:
            raise EngineError((*lines, sentence(error))) from error
        except OSError as error:
            raise refusal("write", Path(error.filename or destination), error) from error
    return tuple(lines)


def _run(config: MkDocsConfig) -> None:
    """What the command line of MkDocs does: plugins are told of the start and the end."""
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build.build(config)
    finally:
        config.plugins.on_shutdown()
