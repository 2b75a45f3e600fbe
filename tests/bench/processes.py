"""Run a command and measure it: time, processor time, and the peak memory of all its processes together.

Memory is looked up at short intervals, and is proportional: a page that several processes share, as forks do, counts as
a part for each of them, in all once. Linux says it, in `smaps_rollup` of proc(5); elsewhere there is no such figure.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PROC = Path("/proc")

INTERVAL = 0.05
"""Seconds between two readings of the memory."""

RESTS = 20
"""The pause before the next reading, as a multiple of the time of the last one: with much memory, a reading takes time
and delays the process that it measures."""


@dataclass(frozen=True, slots=True)
class Resources:
    """The resources of a command: seconds by the clock, processor seconds, and peak MB if the system reports it."""

    wall: float
    cpu: float
    memory: float | None


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Resources:
    """Run it in `folder` until it ends, with `environment` over this process's own.

    SystemExit, with the end of what it said, where it fails.
    """
    # Otherwise, files of the program before are still being written during this measurement.
    os.sync()
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | (environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        with _watched(process.pid) as found:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"failed: {' '.join(command)}\n{said.read().decode(errors='replace')[-3000:]}")
    return Resources(wall, usage.ru_utime + usage.ru_stime, max(found, default=None))


def list_rows(name: str, runs: Sequence[Resources]) -> Iterator[tuple[str, float]]:
    """Yield the rows of the table for the runs of a command: median times, and the most memory of any run."""
    yield f"{name}, s", median(run.wall for run in runs)
    yield f"{name}, CPU s", median(run.cpu for run in runs)
    peaks = [run.memory for run in runs if run.memory is not None]
    if peaks:
        yield f"{name}, MB", max(peaks)


def read_memory(first: int) -> float | None:
    """Return the MB of the process `first` and all its descendants now; None if the system does not report it."""
    if not (PROC / "self/smaps_rollup").exists():
        return None
    return sum(_proportional(_read(pid, "smaps_rollup")) for pid in list_family(_parents(), first)) * 1024 / 1e6


def list_family(parents: Mapping[int, int], first: int) -> list[int]:
    """Return the process `first` and all its descendants; `parents` has the parent of each process."""
    children = defaultdict(list)
    for pid, parent in parents.items():
        children[parent].append(pid)
    found = [first]
    for pid in found:
        found += children[pid]
    return found


@contextmanager
def _watched(pid: int) -> Iterator[list[float]]:
    """Record the memory of the process and its descendants repeatedly in a list, until the block ends."""
    found: list[float] = []
    over = threading.Event()
    watching = threading.Thread(target=_watch, args=(pid, found, over), daemon=True)
    watching.start()
    try:
        yield found
    finally:
        over.set()
        watching.join()


def _watch(pid: int, found: list[float], over: threading.Event) -> None:
    took = 0.0
    while not over.wait(max(INTERVAL, RESTS * took)):
        started = time.perf_counter()
        now = read_memory(pid)
        if now is None:
            return
        found.append(now)
        took = time.perf_counter() - started


def _parents() -> dict[int, int]:
    """Return the parent of each process that runs."""
    stats = {int(one.name): _read(int(one.name), "stat") for one in PROC.iterdir() if one.name.isdecimal()}
    # "pid (name) state parent …", and a name may have spaces and parentheses of its own.
    return {pid: int(stat.rpartition(")")[2].split()[1]) for pid, stat in stats.items() if stat}


def _read(pid: int, file: str) -> str:
    """Return a file of /proc about a process; empty if the process has ended."""
    try:
        return (PROC / str(pid) / file).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _proportional(text: str) -> int:
    """Return the KiB of the line `Pss:` of smaps_rollup; 0 without it."""
    found = [line.split()[1] for line in text.splitlines() if line.startswith("Pss:")]
    return int(found[0]) if found else 0
