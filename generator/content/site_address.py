"""The address of the site, `site_url` of mkdocs.yml, read as the engines read it and without loading one.

A configuration may inherit another (`INHERIT`), and take values from the environment (`!ENV`).
"""

import os
import re
from pathlib import Path
from typing import Any

import yaml

_CONFIG = "mkdocs.yml"
_INHERITED = "INHERIT"
_ADDRESS = "site_url"
_MAX_INHERITED = 8
"""The number of configurations that may inherit one another; more are taken for a circle."""

_FORM = re.compile(r"https?://[^\s/?#]+[^\s?#]*")


class _SettingsLoader(yaml.CSafeLoader):
    """A loader in which tags other than `!ENV` have no value: the address needs none of them."""


def _read_environment(_: yaml.CSafeLoader, node: yaml.Node) -> str:
    """Return the value of the first variable that exists, or else the last item, which is the default.

    If there is no default, the last item is the name of a variable, and not an address.
    """
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    texts = [str(item.value) for item in nodes]
    return next(filter(None, map(os.environ.get, texts)), texts[-1])


_SettingsLoader.add_constructor("!ENV", _read_environment)
_SettingsLoader.add_multi_constructor("!", lambda *_: None)
_SettingsLoader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)


def read_address(root: Path) -> str:
    """Return the address at which the site of `root` is published, with a slash at its end.

    Return an empty text if it has none, or if the configuration cannot be read, which the engine reports.
    """
    match = _FORM.match(_find_address(root / _CONFIG))
    return f"{match[0].rstrip('/')}/" if match else ""


def _find_address(path: Path) -> str:
    for _ in range(_MAX_INHERITED):
        settings = _read_settings(path)
        if _ADDRESS in settings:
            return str(settings[_ADDRESS])
        path = path.parent / str(settings.get(_INHERITED))
    return ""


def _read_settings(path: Path) -> dict[Any, Any]:
    try:
        return dict(_SettingsLoader(path.read_bytes()).get_single_data())
    except (OSError, ValueError, TypeError, IndexError, yaml.YAMLError):
        return {}
