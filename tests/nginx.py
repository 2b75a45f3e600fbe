"""The nginx that serves built sites in tests: the one named, one on PATH, or one where Debian puts it.

It runs as whoever runs the tests, in one process, on a free port of this machine, and writes into one folder.
"""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

NAMED_BY = "BRIEFINGS_NGINX"
WAIT = 20.0
"""Seconds until it must answer."""

_SYSTEM = "/usr/sbin:/usr/local/sbin:/sbin"
"""Folders of programs for a system's root, which are not on everybody's PATH."""

_AROUND = """\
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
    {written}
}}
"""
"""What a system's own nginx.conf has around the files that people write."""


def find() -> str | None:
    """The path of an nginx, or None. One that is named is taken as it is, so that a wrong name shows."""
    if named := os.environ.get(NAMED_BY):
        return named
    return shutil.which("nginx") or shutil.which("nginx", path=_SYSTEM)


def lay(program: str, folder: Path, written: str) -> list[str]:
    """Puts a whole configuration with what is `written` into the folder; returns the call that takes it."""
    (folder / "nginx.conf").write_text(_AROUND.format(types=_types(program), written=written), encoding="utf-8")
    return [program, "-p", f"{folder}/", "-c", str(folder / "nginx.conf")]


def _types(program: str) -> Path:
    """Its table of types, which lies beside its own configuration."""
    said = subprocess.run([program, "-V"], capture_output=True, text=True, check=True).stderr
    (own,) = re.findall(r"--conf-path=(\S+)", said)
    return Path(own).with_name("mime.types")


@contextmanager
def running(call: list[str], port: int) -> Iterator[None]:
    """It listens to the port meanwhile."""
    server = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        _await(server, port)
        yield
    finally:
        server.terminate()
        server.communicate(timeout=WAIT)


def _await(server: subprocess.Popen[str], port: int) -> None:
    end = time.monotonic() + WAIT
    while time.monotonic() < end and server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise AssertionError("nginx does not answer: " + (server.communicate()[1] if server.poll() is not None else "late"))


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
