"""The nginx that serves built sites in tests: the selected program, one on PATH, or the one that Debian installs.

It runs as the user of the tests, in one process, on a port that is reserved for it, and writes into one folder.
"""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from waiting import BOUND, wait_until

NAMED_BY = "BRIEFINGS_NGINX"
_SYSTEM = "/usr/sbin:/usr/local/sbin:/sbin"
"""The folders of programs for administrators, which are not on every PATH."""

_CONFIGURATION = """\
daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events {{ }}
http {{
    include {types};
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    {server}
}}
"""
"""A main configuration, as a system has it, around the part that people write."""


def find() -> str | None:
    """Return the path of an nginx, or None. A selected path is not checked, so that a wrong one fails visibly."""
    if selected := os.environ.get(NAMED_BY):
        return selected
    return shutil.which("nginx") or shutil.which("nginx", path=_SYSTEM)


def write_config(program: str, folder: Path, server: str) -> list[str]:
    """Write a complete configuration around `server` into the folder; return the command that uses it."""
    (folder / "nginx.conf").write_text(
        _CONFIGURATION.format(types=_find_types(program), server=server), encoding="utf-8"
    )
    return [program, "-p", f"{folder}/", "-c", str(folder / "nginx.conf")]


def _find_types(program: str) -> Path:
    """Return the table of types, which is beside the program's own configuration."""
    output = subprocess.run([program, "-V"], capture_output=True, text=True, check=True).stderr
    (path,) = re.findall(r"--conf-path=(\S+)", output)
    return Path(path).with_name("mime.types")


@contextmanager
def run_nginx(command: list[str], port: int) -> Iterator[None]:
    """Run the server inside the block, after it has begun to listen to the port."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        _wait_for_answer(server, port)
        yield
    finally:
        server.terminate()
        server.communicate(timeout=BOUND)


def _wait_for_answer(server: subprocess.Popen[str], port: int) -> None:
    def has_answered() -> bool:
        if server.poll() is not None:
            pytest.fail(f"nginx has ended: {server.communicate()[1]}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=BOUND):
            return True
        return False

    wait_until(has_answered, "an answer of nginx")
