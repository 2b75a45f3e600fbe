"""The publish workflow: it calls existing targets, has only the permissions it needs, and caches no content."""

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
    workflow: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return workflow


def list_steps(workflow: dict[str, Any], job: str) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = workflow["jobs"][job]["steps"]
    return steps


def test_it_checks_then_builds(workflow: dict[str, Any]) -> None:
    commands = [step["run"].split() for step in list_steps(workflow, "build") if "run" in step]

    assert [command[:2] for command in commands] == [["make", "check"], ["make", "build"]]
    assert {command[1] for command in commands} <= TARGETS


def test_it_publishes_the_site_and_may_do_no_more(workflow: dict[str, Any]) -> None:
    (upload,) = [
        step for step in list_steps(workflow, "build") if step.get("uses", "").startswith("actions/upload-pages")
    ]

    assert upload["with"]["path"] == "site"
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert workflow["jobs"]["deploy"]["needs"] == "build"
    assert workflow["concurrency"] == {"group": "publish", "cancel-in-progress": "false"}


def test_it_runs_every_hour_for_embargoes_and_expiry_dates(workflow: dict[str, Any]) -> None:
    (schedule,) = workflow["on"]["schedule"]
    minute, *rest = schedule["cron"].split()

    assert 0 < int(minute) < 60  # at the full hour, most runs are delayed
    assert rest == ["*"] * 4


def test_it_caches_generated_files_and_nothing_else(workflow: dict[str, Any]) -> None:
    (cache,) = [step for step in list_steps(workflow, "build") if step.get("uses", "").startswith("actions/cache")]
    ignored = (PROJECT / ".gitignore").read_text(encoding="utf-8").split("\n")
    generated = {line.strip("/") for line in ignored if line.startswith("/docs/")}

    assert set(cache["with"]["path"].split()) == {".cache", "site", *generated}


def test_it_restores_the_newest_build_with_the_same_packages(workflow: dict[str, Any]) -> None:
    """Each run saves its own cache, because a cache with the same name is never replaced."""
    (cache,) = [step for step in list_steps(workflow, "build") if step.get("uses", "").startswith("actions/cache")]

    begin = "site-${{ hashFiles('requirements.lock') }}-"
    assert cache["with"]["key"] == f"{begin}${{{{ github.run_id }}}}"
    assert cache["with"]["restore-keys"] == begin


def test_its_jobs_have_time_limits(workflow: dict[str, Any]) -> None:
    """The next publication waits for the current one."""
    assert all(0 < int(job["timeout-minutes"]) <= 60 for job in workflow["jobs"].values())


def test_packages_are_cached_by_the_lock_files(workflow: dict[str, Any]) -> None:
    (python,) = [
        step for step in list_steps(workflow, "build") if step.get("uses", "").startswith("actions/setup-python")
    ]

    assert python["with"]["cache"] == "pip"
    assert sorted(file.name for file in PROJECT.glob(python["with"]["cache-dependency-path"])) == [
        "requirements-dev.lock",
        "requirements.lock",
    ]


WORKFLOWS = sorted((PROJECT / ".github/workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit_with_their_version_beside_it(path: Path) -> None:
    """A tag can be moved to another commit; a commit cannot be changed."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]

    assert lines
    assert [
        line for line in lines if not re.search(r"uses: actions/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+$", line)
    ] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_credentials_stay_after_the_checkout(path: Path) -> None:
    jobs: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["jobs"]
    checkouts = [
        step for job in jobs.values() for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")
    ]

    assert checkouts
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)
