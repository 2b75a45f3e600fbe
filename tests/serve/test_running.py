"""The command `serve` in a process of its own: its builds, its output, and its end."""

import datetime as dt
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from laid_project import PROJECT, lay_project
from running import ServeProcess, replace_in_actor, run_serve, save, wait_for_build
from waiting import wait_until

HOLD = """
import signal
from pathlib import Path
from urllib.request import urlopen

def on_env(env, config, files):
    Path(config.config_file_path).with_name("begun").touch()
    while True:
        signal.pause()
"""
"""A hook of MkDocs that reports when the engine has begun, and never lets it end."""


def assert_next_change(desk: ServeProcess, path: str) -> None:
    """Check that the next build is that of a change of `path`."""
    assert desk.until("changed: ") == f"changed: {path}"
    wait_for_build(desk)


def test_files_written_by_a_build_do_not_trigger_a_build(desk: ServeProcess) -> None:
    """The system reports changes in docs/ in order, so that those of the build would be reported before each mark."""
    docs, place = desk.root / "docs", desk.root / "content/places/new-pier.yml"
    save(docs / "mark-1.md", "# Mark\n")
    assert_next_change(desk, "docs/mark-1.md")
    save(place, "name: New Pier\n")
    assert_next_change(desk, "content/places/new-pier.yml")
    save(docs / "mark-2.md", "# Mark\n")
    assert_next_change(desk, "docs/mark-2.md")
    place.unlink()
    assert_next_change(desk, "content/places/new-pier.yml")
    save(docs / "mark-3.md", "# Mark\n")
    assert_next_change(desk, "docs/mark-3.md")


def test_many_changes_at_once_are_all_built(desk: ServeProcess) -> None:
    for number in range(50):
        path = desk.root / f"content/places/place-{number}.yml"
        path.write_text(f"name: Place {number}\nlisted: true\n", encoding="utf-8")
    replace_in_actor(desk, "name: Hamas\n", "name: Hamas of Gaza\n")
    desk.until("changed: content/actors/hamas.yml")
    wait_for_build(desk)
    places = desk.root / "site/places"
    assert [number for number in range(50) if not (places / f"place-{number}").is_dir()] == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_stop_serve_during_a_build(tmp_path: Path, number: signal.Signals) -> None:
    root = lay_project(tmp_path)
    (root / "hold.py").write_text(HOLD)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as configuration:
        configuration.write("\nhooks: [hold.py]\n")
    with run_serve(root) as desk:
        wait_until((root / "begun").exists, "the engine")
        assert desk.end(number) == 0
        assert desk.rest()[-1] == "stopped"
    assert not (tmp_path / "site").exists()


def test_quiet_prints_only_errors(built: Path) -> None:
    root = built
    shutil.rmtree(root / "site")
    with run_serve(root, "--quiet", waiting=False) as desk:
        wait_until((root / "site").exists, "the first site")
        replace_in_actor(desk, "type: ", "typ: ")
        assert desk.next().startswith("content/actors/hamas.yml:")
        desk.until("1 error")
        replace_in_actor(desk, "typ: organization\nname: Hamas\n", "type: organization\nname: Hamas of Gaza\n")
        page = root / "site/actors/hamas/index.html"
        wait_until(lambda: "Hamas of Gaza" in page.read_text(encoding="utf-8"), "the next site")
        assert desk.end() == 0
        assert desk.rest() == []


def test_serve_exits_if_the_port_is_in_use(desk: ServeProcess) -> None:
    port = desk.address.rstrip("/").rpartition(":")[2]
    command = [sys.executable, "-m", "generator", "--root", str(desk.root), "serve", "--port", port]
    result = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (1, "")
    assert (
        result.stderr
        == f"error: port {port} is in use; stop the program that uses it, or choose another port with `--port`\n"
    )


def test_changed_templates_are_read_again(built: Path) -> None:
    """Use a copy of the package, because that is where the owner of a site changes templates."""
    root = built
    shutil.rmtree(root / "generator")
    shutil.copytree(PROJECT / "generator", root / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    with run_serve(root, folder=root) as desk:
        wait_for_build(desk)
        template = root / "generator/templates/home.md.j2"
        save(template, template.read_text(encoding="utf-8") + "\nOur own foot\n")
        wait_for_build(desk)
        assert "Our own foot" in (root / "site/index.html").read_text(encoding="utf-8")

        module = root / "generator/model/page_paths.py"
        save(module, module.read_text(encoding="utf-8") + "# Another version\n")
        replace_in_actor(desk, "name: Hamas\n", "name: Hamas of Gaza\n")
        assert desk.until("error: ") == "error: the generator itself has changed; stop `serve` and start it again"
        assert desk.end() == 0


def test_drafts_are_served_from_a_separate_site(tmp_path: Path) -> None:
    root = lay_project(tmp_path)
    folder = root / "content/briefings/gate"
    folder.mkdir()
    (folder / "article.md").write_text("The gate is shut.\n", encoding="utf-8")
    (folder / "metadata.yml").write_text("title: The gate\nstatus: draft\n", encoding="utf-8")
    with run_serve(root, "--drafts") as desk:
        desk.until("2 briefings, ")
        page = urlopen(f"{desk.address}briefings/gate/").read().decode()  # noqa: S310  # our own server
        assert "This is a draft." in page
        assert not (root / "site").exists()
        assert desk.end() == 0


def test_the_end_of_an_embargo_triggers_a_build(built: Path) -> None:
    root = built
    briefing = root / "content/briefings/israeli-palestinian-coordination-against-hamas/metadata.yml"
    end = dt.datetime.now(tz=dt.UTC) + dt.timedelta(seconds=4)
    text = briefing.read_text(encoding="utf-8")
    briefing.write_text(f"embargo: {end.isoformat(timespec='seconds')}\n{text}", encoding="utf-8")
    with run_serve(root) as desk:
        wait_for_build(desk)
        assert (root / "site/briefings" / briefing.parent.name / "index.html").exists()
        assert desk.end() == 0
