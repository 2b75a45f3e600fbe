"""Where the site is to stand, by the engine's configuration."""

from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from generator.site.engine.whole import CONFIG
from generator.site.files import EngineError


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
