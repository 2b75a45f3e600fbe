"""The program as it is started: what it builds and says, and how it ends."""

import queue
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from laid_project import PROJECT, lay_project
from running import Running, built, replace, save


def said(desk: Running, seconds: float) -> list[str]:
    """What it says in so many seconds."""
    lines = []
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        try:
            lines.append(desk.said.get(timeout=left))
        except queue.Empty:
            break
    return lines


def test_what_a_build_writes_is_no_reason_to_build(desk: Running) -> None:
    assert said(desk, 1) == []
    place = desk.root / "content/places/new-pier.yml"
    save(place, "name: New Pier\n")
    built(desk)
    place.unlink()
    built(desk)
    assert said(desk, 1) == []


def test_a_burst_is_built_once_or_twice(desk: Running) -> None:
    while not desk.said.empty():
        desk.said.get()
    for number in range(50):
        path = desk.root / f"content/places/place-{number}.yml"
        path.write_text(f"name: Place {number}\n", encoding="utf-8")
    built(desk)
    replace(desk, "name: Hamas\n", "name: Hamas of Gaza\n")
    desk.until("changed: content/actors/hamas.yml")
    built(desk)
    for path in (desk.root / "content/places").glob("place-*.yml"):
        path.unlink()
    built(desk)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_may_be_ended_while_it_builds(tmp_path: Path, number: signal.Signals) -> None:
    desk = Running(lay_project(tmp_path), "--verbose")
    desk.until("analysing: ")
    begun = time.monotonic()
    assert desk.end(number) == 0
    assert time.monotonic() - begun < 5  # mostly a fifth of a second, but other tests may run
    assert desk.until("ended")
    assert not (tmp_path / "site").exists()


def test_quiet_says_only_what_is_wrong(tmp_path: Path) -> None:
    root = lay_project(tmp_path)
    desk = Running(root, "--quiet", waiting=False)
    deadline = time.monotonic() + 30
    while not (root / "site").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    replace(desk, "type: ", "typ: ")
    assert desk.said.get(timeout=30).startswith("content/actors/hamas.yml:")
    replace(desk, "typ: ", "type: ")
    said(desk, 1)
    assert desk.end() == 0
    assert desk.said.empty()


def test_a_port_in_use_ends_it(desk: Running) -> None:
    port = desk.address.rstrip("/").rpartition(":")[2]
    command = [sys.executable, "-m", "generator", "--root", str(desk.root), "serve", "--port", port]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"error: port {port} is in use: end what uses it, or name another with `--port`\n"


def test_templates_are_read_anew(tmp_path: Path) -> None:
    """The generator's own: in a copy of the package, as it is there that a site's owner changes them."""
    root = lay_project(tmp_path)
    shutil.rmtree(root / "generator")
    shutil.copytree(PROJECT / "generator", root / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    desk = Running(root, folder=root)
    built(desk)
    template = root / "generator/templates/home.md.j2"
    save(template, template.read_text(encoding="utf-8") + "\nOur own foot\n")
    built(desk)
    assert "Our own foot" in (root / "site/index.html").read_text(encoding="utf-8")

    module = root / "generator/paths.py"
    save(module, module.read_text(encoding="utf-8") + "# Another version\n")
    replace(desk, "name: Hamas\n", "name: Hamas of Gaza\n")
    assert desk.until("error: ") == "error: the generator itself has changed: end `serve`, and start it anew"
    assert desk.end() == 0
