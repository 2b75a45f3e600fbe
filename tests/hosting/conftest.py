"""The real content, built and served by nginx with the configuration in documentation/hosting.md."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import nginx
import pytest
from http_client import Client
from laid_project import PROJECT
from ports import reserve_port
from shared_sites import SharedSites

from generator.build import pipeline

SITE = "/srv/briefings/site"
"""The folder of the site in the example of documentation/hosting.md."""


@pytest.fixture(scope="package")
def site(sites: SharedSites, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published folder, with the owner's files among the generated ones."""
    root = tmp_path_factory.mktemp("hosted") / "real"
    shutil.copytree(sites.real(), root, symlinks=True)
    (root / "docs/lines.txt").write_text("A line.\n" * 100)
    (root / "docs/picture.svg").write_text(f"<svg xmlns='http://www.w3.org/2000/svg'>{'<g/>' * 200}</svg>\n")
    assert pipeline.build(root).published
    return root / "site"


@pytest.fixture(scope="package")
def shown() -> str:
    """The nginx configuration in documentation/hosting.md."""
    text = (PROJECT / "documentation/hosting.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```nginx\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return str(block)


@pytest.fixture(scope="package")
def port() -> Iterator[int]:
    """The port of nginx."""
    with reserve_port() as port:
        yield port


@pytest.fixture(scope="package")
def call(nginx_program: str, shown: str, port: int, site: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command that runs nginx with that configuration; only the folder of the site and the port are changed."""
    assert shown.count("listen 80;") == shown.count(f"root {SITE};") == 1
    configuration = shown.replace("listen 80;", f"listen 127.0.0.1:{port} reuseport;").replace(SITE, str(site))
    return nginx.write_config(nginx_program, tmp_path_factory.mktemp("nginx"), configuration)


@pytest.fixture(scope="package")
def server(call: list[str], port: int) -> Iterator[Client]:
    """A client for the running server."""
    with nginx.run_nginx(call, port):
        yield Client(port)
