"""How long the generator takes and how much memory, and how long the search: `python tests/bench/bench.py 1000 10000`.

For each size it writes synthetic content to a temporary folder, outside of the measured time, and runs
every measurement three times, each in a fresh process, as memory that a process once had is not given back.
It prints the medians and how they grow from size to size. It judges nothing: what has to be reached is for
the reader of the table to say. Measurements are listed in `MEASUREMENTS`; further ones are further entries.
"""

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1]), str(HERE.parent)]

from synthetic import write_content  # noqa: E402  # found only by the line above

REPEATS = 3

Figures = dict[str, float]
"""What one run of a measurement gives: a figure for each row of the table."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """Something to measure: `run` takes a folder with content/ and is called in a process of its own."""

    name: str
    run: Callable[[Path], Figures]


def measure_stages(root: Path) -> Figures:
    """Seconds of each stage from content to the text of all pages, their sum, and the peak of memory."""
    from stages import STAGES, collector_paused, complaints  # noqa: PLC0415  # the process that prints stays small

    figures: Figures = {}
    values: dict[str, object] = {}
    with collector_paused():
        for name, stage in STAGES.items():
            started = time.perf_counter()
            values[name] = stage(root, values)
            figures[f"{name}, s"] = time.perf_counter() - started
    figures["total, s"] = sum(figures.values())
    figures["memory, MB"] = _peak_memory()
    texts = values["pages"].values() if isinstance(values["pages"], dict) else ()
    wrong = complaints(values)
    if wrong:
        sys.exit("\n".join(["the synthetic content has mistakes:", *wrong[:10]]))
    return figures | {"pages": len(texts), "pages, MB": sum(len(text.encode()) for text in texts) / 1e6}


def measure_search(root: Path) -> Figures:
    """Milliseconds and KB to the first result of a search, in a browser; nothing where there is none."""
    from searching import searched  # noqa: PLC0415  # the process that prints needs no browser

    return dict(searched(root))


def measure_index(root: Path) -> Figures:
    """Seconds to make the search index of all articles, and to bring it up to date with one."""
    from indexing import indexed  # noqa: PLC0415  # the process that prints stays small

    return dict(indexed(root))


def measure_view(root: Path) -> Figures:
    """Milliseconds and KB until a briefing is seen for the first time, and what moves; nothing without a browser."""
    from viewing import viewed  # noqa: PLC0415  # the process that prints needs no browser

    return dict(viewed(root))


MEASUREMENTS = (
    Measurement("stages", measure_stages),
    Measurement("index", measure_index),
    Measurement("view", measure_view),
    Measurement("search", measure_search),
)


def main(arguments: Sequence[str]) -> None:
    """Measure and print; exit status 0 unless a run fails."""
    parser = argparse.ArgumentParser(prog="bench.py", description="Measures the generator on synthetic content.")
    parser.add_argument("sizes", nargs="*", type=_size, default=[1000], help="how many briefings (default: 1000)")
    parser.add_argument("--run", nargs=2, metavar=("MEASUREMENT", "ROOT"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.run:
        name, root = given.run
        output = [json.dumps(_named(name).run(Path(root)))]
    else:
        system = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
        columns = {size: measure(size) for size in given.sizes}
        output = [f"{system}, median of {REPEATS} runs", "", *table(columns)]
    sys.stdout.write("\n".join([*output, ""]))


def measure(size: int) -> Figures:
    """The medians of all measurements on content with this many briefings."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        write_content(Path(folder), size)
        figures: Figures = {}
        for measurement in MEASUREMENTS:
            runs = [_in_fresh_process(measurement, folder) for _ in range(REPEATS)]
            figures |= {row: median(run[row] for run in runs) for row in runs[0]}
        return figures


def table(columns: Mapping[int, Figures]) -> Iterator[str]:
    """Lines of an aligned table: a row for each figure, a column for each size, and the growth between sizes."""
    sizes = sorted(columns)
    rows = list(dict.fromkeys(row for figures in columns.values() for row in figures))
    cells = [["briefings", *map(str, sizes), *(f"{low} to {high}" for low, high in pairwise(sizes))]]
    for row in rows:
        values = [columns[size].get(row) for size in sizes]
        cells.append([row, *map(_cell, values), *(_growth(low, high) for low, high in pairwise(values))])
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for first, *others in cells:
        right = [text.rjust(width) for text, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *right])


def _cell(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.2f}"


def _growth(low: float | None, high: float | None) -> str:
    return f"x {high / low:.1f}" if low and high else "-"


def _size(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"`{text}` is no number of briefings")
    return int(text)


def _named(name: str) -> Measurement:
    return next(measurement for measurement in MEASUREMENTS if measurement.name == name)


def _in_fresh_process(measurement: Measurement, root: str) -> Figures:
    command = [sys.executable, str(HERE), "--run", measurement.name, root]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"the measurement `{measurement.name}` failed")
    figures: Figures = json.loads(done.stdout)
    return figures


def _peak_memory() -> float:
    """MB of this process; Linux counts in KiB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


if __name__ == "__main__":
    main(sys.argv[1:])
