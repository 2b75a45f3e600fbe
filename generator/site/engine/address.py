"""The address of the site in the engine's configuration."""

from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from generator.infra.files import EngineError
from generator.site.engine.full_build import CONFIG


def read_address_path(root: Path) -> str:
    """Return the path of the address at which the site of `root` is published: `/`, or a folder of a host.

    Raise `EngineError` if the configuration cannot be read.
    """
    try:
        with (root / CONFIG).open("rb") as file:
            address = yaml_load(file).get("site_url") or ""
        return urlsplit(str(address)).path.rstrip("/") + "/"
    except (OSError, ValueError, AttributeError, MkDocsException) as error:
        raise EngineError((str(error),)) from error
