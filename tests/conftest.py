"""Options and fixtures of all tests: their environment, a browser, an nginx, and sites that are built once.

`--update-golden` writes the expected files again; `--moments` sets how often builds are killed; `--shuffle SEED` runs
the tests in another order.
"""

import gc
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import nginx
import pytest
from hypothesis import settings
from parsed_once import parse_once
from waiting import BOUND

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from shared_sites import SharedSites
    from windows import Windows

# The time of an example depends on how busy the machine is, so there is no deadline. Examples are the same each time,
# so that a run fails only because of a change; `make soak` tries others.
settings.register_profile("test", deadline=None, derandomize=True)
settings.register_profile("soak", deadline=None)
settings.load_profile("soak" if "BRIEFINGS_SOAK" in os.environ else "test")

_TESTS = Path(__file__).parent

_FOREIGN = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "PYTHONDONTWRITEBYTECODE", "SOURCE_DATE_EPOCH", "TZ")
"""Environment variables that would change the results of tests; git sets some of them for its hooks."""

_MEMORY = Path("/dev/shm")  # noqa: S108  # files of the tests alone
_NEEDED_BYTES = 6 * 1024**3
"""The files of a run take less than two gigabytes, and such a file system can take half of the memory by default."""

SLOW_FILES = (
    "browser/test_pages.py",
    "search/test_by_hand.py",
    "site/test_build.py",
    "previews/test_previews.py",
    "serve/test_serve_in_browser.py",
    "search/test_failing.py",
    "xss/test_site_inert.py",
    "xss/test_site_in_browser.py",
    "search/test_sharded.py",
    "site/test_other_engines.py",
    "progress/test_words.py",
    "laws/test_updates.py",
    "serve/test_running.py",
    "search/test_in_browser.py",
    "search/test_truth.py",
    "figures/test_network_tools.py",
    "index/test_contract.py",
    "incremental/test_hostile_store.py",
    "laws/test_parts.py",
    "built/test_killed.py",
    "built/test_built_policy_in_browser.py",
    "search/test_crowded.py",
    "search/test_order.py",
    "incremental/test_docs_stage.py",
    "browser/test_redirects.py",
    "built/test_built_by_engines.py",
    "search/test_languages.py",
    "laws/test_laws.py",
    "site/test_interrupted.py",
)
"""The files that take longest, the longest first. They are started first, so that no process ends with one of them."""


def pytest_xdist_auto_num_workers() -> int:
    """Return one process more than there are cores, as many tests wait for a browser or a server."""
    return (os.cpu_count() or 1) + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the results as the expected files")
    moments = int(os.environ.get("BRIEFINGS_SOAK", "10"))
    parser.addoption("--moments", type=int, default=moments, help="kill a build at this many moments")
    parser.addoption(
        "--shuffle", type=int, metavar="SEED", help="run the files, and the tests in each, in random order"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Keep compiled tests for all processes and runs, and put temporary files in memory."""
    _keep_compiled_tests(config)
    _put_temporary_files_in_memory()


def _keep_compiled_tests(config: pytest.Config) -> None:
    """Keep them outside of the project, even if the environment keeps none.

    Compiling them takes half of the time of a collection, and each process of a run collects all tests.
    """
    if config.pluginmanager.has_plugin("cacheprovider"):
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(config.cache.mkdir("bytecode"))


def _put_temporary_files_in_memory() -> None:
    """Use a file system in memory if the system has one with enough room, unless `TMPDIR` names a folder.

    The tests write a million small files and delete most of them soon, which takes several times as long on a disk.
    """
    if "TMPDIR" in os.environ or not _MEMORY.is_dir():
        return
    status = os.statvfs(_MEMORY)
    if status.f_bavail * status.f_frsize >= _NEEDED_BYTES:
        os.environ["TMPDIR"] = str(_MEMORY)  # processes of the run and programs that tests start inherit it
        tempfile.tempdir = None


def pytest_collection_finish() -> None:
    """Exclude what the collection made from the search for reference cycles, which takes a twelfth of the time."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the slowest files first, or shuffle files and the tests in each: a file still builds its sites once."""
    seed = config.getoption("--shuffle")
    if seed is None:
        ranks = {_TESTS / path: rank for rank, path in enumerate(SLOW_FILES)}
        items.sort(key=lambda item: ranks.get(item.path, len(ranks)))
        return
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    random = Random(seed)
    chosen = list(files.values())
    random.shuffle(chosen)
    for tests in chosen:
        random.shuffle(tests)
    items[:] = [item for tests in chosen for item in tests]


@pytest.fixture(scope="session", autouse=True)
def _environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the tests, and the programs that they start, the same environment on every machine."""
    # A program that a shell runs in the background ignores Ctrl-C, as do the programs that it starts.
    interrupt = signal.signal(signal.SIGINT, signal.default_int_handler)
    umask = os.umask(0o022)
    with pytest.MonkeyPatch.context() as patched:
        for name in _FOREIGN:
            patched.delenv(name, raising=False)
        patched.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patched.setenv("GIT_CONFIG_NOSYSTEM", "1")
        # The programs share compiled bytecode, and write none of it into the project.
        patched.setenv("PYTHONPYCACHEPREFIX", str(_get_shared_folder(tmp_path_factory) / "bytecode"))
        time.tzset()
        yield
    time.tzset()
    os.umask(umask)
    signal.signal(signal.SIGINT, interrupt)


@pytest.fixture(scope="session", autouse=True)
def _parsing_once() -> Iterator[None]:
    """Cache parsed configurations, style sheets and templates for the many builds of sites."""
    with parse_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def _building_in_one_process() -> Iterator[None]:
    """Build in the process of the test unless it asks for more processes: the tests use all cores already."""
    from generator.build import pipeline  # noqa: PLC0415  # tests that only collect need no program

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pipeline, "count_cores", lambda: 1)
        yield


def _get_shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that all processes of this run share. It contains the folders of pytest-xdist's workers."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[SharedSites]":
    """Return sites that are built once in a run; tests read and never change them."""
    from shared_sites import SharedSites  # noqa: PLC0415  # most tests need no site

    sites = SharedSites(_get_shared_folder(tmp_path_factory) / "sites")
    yield sites
    assert sites.find_changes() == []


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Return true if the expected files are written rather than compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Return a Chromium. Without one, the tests are skipped, or fail in CI."""
    import chromium  # noqa: PLC0415  # most tests need no Playwright
    from playwright.sync_api import expect  # noqa: PLC0415

    expect.set_options(timeout=BOUND * 1000)
    with chromium.launched(
        _require(chromium.find(), f"no Chromium; one can be selected with {chromium.NAMED_BY}")
    ) as chromium_browser:
        yield chromium_browser


@pytest.fixture(scope="module")
def windows(browser: "Browser") -> "Iterator[Windows]":
    """Return windows that the tests of a module use one after another; each test finds them as if they were new."""
    from windows import Windows  # noqa: PLC0415  # most tests need no Playwright

    windows = Windows(browser)
    yield windows
    windows.close()


@pytest.fixture(scope="session")
def nginx_program() -> str:
    """Return the path of an nginx. Without one, the tests are skipped, or fail in CI."""
    return _require(nginx.find(), f"no nginx; one can be selected with {nginx.NAMED_BY}")


def _require(path: str | None, reason: str) -> str:
    """Return the path of a program. If it is missing, skip the test, or fail in CI, where skips go unnoticed."""
    if path is None:
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing(reason)
    return path
