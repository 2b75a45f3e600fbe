"""The workflow that publishes: it calls what there is, may do what it must, and keeps nothing of the desk's."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).parents[2]
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][\w-]*):(?!=)", MAKEFILE, flags=re.MULTILINE))


@pytest.fixture(scope="module")
def workflow() -> dict[str, Any]:
    text = (PROJECT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return found


def steps(workflow: dict[str, Any], job: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = workflow["jobs"][job]["steps"]
    return found


def test_it_checks_then_builds(workflow: dict[str, Any]) -> None:
    calls = [step["run"].split() for step in steps(workflow, "build") if "run" in step]

    assert [words[:2] for words in calls] == [["make", "check"], ["make", "build"]]
    assert {words[1] for words in calls} <= TARGETS


def test_it_publishes_the_site_and_may_do_no_more(workflow: dict[str, Any]) -> None:
    (upload,) = [step for step in steps(workflow, "build") if step.get("uses", "").startswith("actions/upload-pages")]

    assert upload["with"]["path"] == "site"
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert workflow["jobs"]["deploy"]["needs"] == "build"
    assert workflow["concurrency"] == {"group": "publish", "cancel-in-progress": "false"}


def test_it_keeps_what_is_generated_and_nothing_else(workflow: dict[str, Any]) -> None:
    (cache,) = [step for step in steps(workflow, "build") if step.get("uses", "").startswith("actions/cache")]
    ignored = (PROJECT / ".gitignore").read_text(encoding="utf-8").split("\n")
    generated = {line.strip("/") for line in ignored if line.startswith("/docs/")}

    assert set(cache["with"]["path"].split()) == {".cache", "site", *generated}


def test_it_remembers_the_newest_build_with_the_same_packages(workflow: dict[str, Any]) -> None:
    """Each run keeps its own, as what was kept under a name is never replaced."""
    (cache,) = [step for step in steps(workflow, "build") if step.get("uses", "").startswith("actions/cache")]

    begin = "site-${{ hashFiles('requirements.lock') }}-"
    assert cache["with"]["key"] == f"{begin}${{{{ github.sha }}}}"
    assert cache["with"]["restore-keys"] == begin


def test_it_waits_for_nothing_for_long(workflow: dict[str, Any]) -> None:
    """The next publication waits for this one."""
    assert all(0 < int(job["timeout-minutes"]) <= 60 for job in workflow["jobs"].values())


def test_packages_are_kept_by_what_is_locked(workflow: dict[str, Any]) -> None:
    (python,) = [step for step in steps(workflow, "build") if step.get("uses", "").startswith("actions/setup-python")]

    assert python["with"]["cache"] == "pip"
    assert sorted(file.name for file in PROJECT.glob(python["with"]["cache-dependency-path"])) == [
        "requirements-dev.lock",
        "requirements.lock",
    ]


def test_versions_of_actions_are_pinned(workflow: dict[str, Any]) -> None:
    used = [step["uses"] for job in workflow["jobs"] for step in steps(workflow, job) if "uses" in step]

    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", one) for one in used)
