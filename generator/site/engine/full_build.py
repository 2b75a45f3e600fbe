"""A full build by MkDocs."""

from pathlib import Path

from jinja2 import TemplateError
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generator.infra.files import EngineError, wrap_os_error
from generator.site.engine.messages import capture_warnings, describe_error, set_build_date

CONFIG = "mkdocs.yml"


def build_site(root: Path, destination: Path, *, strict: bool = True, epoch: int | None = None) -> tuple[str, ...]:
    """Build the site of `root` into `destination`, which is emptied first; return the engine's warnings.

    With `strict`, a warning fails the build. `epoch` (seconds since 1970) is the date that the engine writes into the
    sitemap; with the same date, the same pages give the same bytes. One process can run only one build at a
    time, because the engine's log and environment are the process's.

    Raise `EngineError` if the engine fails, and `OutputError` if the disk refuses.
    """
    with capture_warnings() as lines, set_build_date(epoch):
        try:
            config = load_config(str(root / CONFIG), strict=strict, site_dir=str(destination.absolute()))
            _run(config)
        except (MkDocsException, TemplateError) as error:
            raise EngineError((*lines, describe_error(error))) from error
        except OSError as error:
            raise wrap_os_error("write", Path(error.filename or destination), error) from error
    return tuple(lines)


def _run(config: MkDocsConfig) -> None:
    """Run the build as the command line of MkDocs does, with the events of plugins for its start and its end."""
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build.build(config)
    finally:
        config.plugins.on_shutdown()
