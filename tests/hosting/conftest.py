"""The real content, built and served by nginx with the configuration that README.md shows."""

import re
from collections.abc import Iterator
from pathlib import Path

import nginx
import pytest
from asked import Asked
from laid_project import PROJECT, lay_project

from generator import build

SITE = "/srv/briefings/site"
"""Where README.md has the site."""


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is published, with files of the desk's own among the generator's."""
    root = lay_project(tmp_path_factory.mktemp("real"))
    (root / "docs/lines.txt").write_text("A line.\n" * 100)
    (root / "docs/picture.svg").write_text(f"<svg xmlns='http://www.w3.org/2000/svg'>{'<g/>' * 200}</svg>\n")
    assert build.build(root).published
    return root / "site"


@pytest.fixture(scope="package")
def shown() -> str:
    """The configuration as README.md shows it."""
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```nginx\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return str(block)


@pytest.fixture(scope="package")
def port() -> int:
    """Where nginx listens."""
    return nginx.free_port()


@pytest.fixture(scope="package")
def call(nginx_program: str, shown: str, port: int, site: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The call of nginx with the configuration, of which only the place of the site and the port are others."""
    assert shown.count("listen 80;") == shown.count(f"root {SITE};") == 1
    written = shown.replace("listen 80;", f"listen 127.0.0.1:{port};").replace(SITE, str(site))
    return nginx.lay(nginx_program, tmp_path_factory.mktemp("nginx"), written)


@pytest.fixture(scope="package")
def server(call: list[str], port: int) -> Iterator[Asked]:
    """The running server, to be asked."""
    with nginx.running(call, port):
        yield Asked(port)
