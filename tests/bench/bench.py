"""Measure time and memory of the generator, of other generators, and of the search: `python tests/bench/bench.py 1000`.

For each size it writes synthetic content to a temporary folder, outside of the measured time, and runs every
measurement three times, each in a fresh process, because a process does not return all memory that it had. Complete
builds, which start processes of their own, run once. It prints the medians, their growth from size to size, and our
ratios to others. It does not judge the figures. Measurements are listed in `MEASUREMENTS`.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1]), str(HERE.parent)]

from synthetic import write_content  # noqa: E402  # found only by the line above

REPEATS = 3

Figures = dict[str, float]
"""The result of one run of a measurement: a figure for each row of the table."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measurement: `run` takes a folder with content/, and is called in a process of its own."""

    name: str
    run: Callable[[Path], Figures]
    repeats: int = REPEATS


def measure_stages(root: Path) -> Figures:
    """Return the seconds of each stage from content to the text of all pages, their sum, and the peak of memory."""
    from stages import measure_stages_of  # noqa: PLC0415  # the process that prints stays small

    seconds, texts = measure_stages_of(root)
    figures: Figures = {f"{name}, s": value for name, value in seconds.items()}
    figures["total, s"] = sum(seconds.values())
    figures["memory, MB"] = _read_peak_memory()
    return figures | {"pages": len(texts), "pages, MB": sum(len(text.encode()) for text in texts.values()) / 1e6}


def measure_search(root: Path) -> Figures:
    """Return the milliseconds and KB to the first result of a search in a browser; nothing without a browser."""
    from searching import time_searches  # noqa: PLC0415  # the process that prints needs no browser

    return dict(time_searches(root))


def measure_statements(root: Path) -> Figures:
    """Return milliseconds and KB to lists of statements in a browser; nothing without a browser."""
    from listing import time_lists  # noqa: PLC0415  # the process that prints needs no browser

    return dict(time_lists(root))


def measure_index(root: Path) -> Figures:
    """Return the seconds to build the search index of all articles, and to update it after a change of one."""
    from indexing import time_indexing  # noqa: PLC0415  # the process that prints stays small

    return dict(time_indexing(root))


def measure_publish(root: Path) -> Figures:
    """Return the seconds and MB of builds: the first, one without changes, with a changed text, with a new briefing."""
    from publishing import measure_builds  # noqa: PLC0415  # the process that prints stays small

    return dict(measure_builds(root))


def measure_peers(root: Path) -> Figures:
    """Return the seconds and MB of MkDocs, Zensical and Hugo for the same content."""
    from peers import measure_peer_builds  # noqa: PLC0415  # the process that prints stays small

    return dict(measure_peer_builds(root))


def measure_view(root: Path) -> Figures:
    """Return milliseconds and KB of the first view of a briefing, and its layout shift; nothing without a browser."""
    from viewing import time_first_view  # noqa: PLC0415  # the process that prints needs no browser

    return dict(time_first_view(root))


def measure_serve(root: Path) -> Figures:
    """Return the milliseconds from saving an article to the reloaded page; nothing without a browser."""
    from saving import time_save  # noqa: PLC0415  # the process that prints needs no browser

    return dict(time_save(root))


def measure_proposals(_: Path) -> Figures:
    """Return the quality of proposals for the articles of tests/proposals/corpus, and the seconds of the longest."""
    sys.path.insert(0, str(HERE.parents[1] / "proposals"))
    from measure import measure_for_benchmark  # noqa: PLC0415  # found only by the line above

    return dict(measure_for_benchmark())


def measure_import(root: Path) -> Figures:
    """Return the seconds to import an article, including its proposals."""
    from importing import time_imports  # noqa: PLC0415  # the process that prints stays small

    return dict(time_imports(root))


MEASUREMENTS = (
    Measurement("stages", measure_stages),
    Measurement("index", measure_index),
    Measurement("publish", measure_publish, repeats=1),
    Measurement("peers", measure_peers, repeats=1),
    Measurement("view", measure_view),
    Measurement("serve", measure_serve, repeats=1),
    Measurement("search", measure_search),
    Measurement("statements", measure_statements),
    Measurement("proposals", measure_proposals, repeats=1),
    Measurement("import", measure_import, repeats=1),
)

NAMES = tuple(measurement.name for measurement in MEASUREMENTS)

RATIOS = {
    "ours to others: changed text to Hugo's clean build": ("ours: changed text, s", "Hugo: clean build, s"),
    "ours to others: clean build to MkDocs's": ("ours: clean build, s", "MkDocs: clean build, s"),
    "ours to others: clean build to Zensical's": ("ours: clean build, s", "Zensical: clean build, s"),
}
"""The last rows of the table: our figures, each with the figure that it is compared with."""

OTHERS = ("mkdocs", "zensical", "hugo")


def main(arguments: Sequence[str]) -> None:
    """Measure and print; exit status 0 unless a run fails."""
    parser = argparse.ArgumentParser(prog="bench.py", description="Measures the generator on synthetic content.")
    parser.add_argument("sizes", nargs="*", type=_parse_size, default=[1000], help="how many briefings (default: 1000)")
    parser.add_argument(
        "--only", type=_parse_names, default=NAMES, help=f"which, with commas between: {','.join(NAMES)}"
    )
    parser.add_argument("--run", nargs=2, metavar=("MEASUREMENT", "ROOT"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.run:
        name, root = given.run
        output = [json.dumps(_find_measurement(name).run(Path(root)))]
    else:
        columns = {size: measure(size, given.only) for size in given.sizes}
        output = [*_describe_machine(), "", *render_table(columns)]
    sys.stdout.write("\n".join([*output, ""]))


def measure(size: int, names: Sequence[str] = NAMES) -> Figures:
    """Return the medians of these measurements on content with this many briefings, and our ratios to others."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        write_content(Path(folder), size)
        figures: Figures = {}
        for measurement in MEASUREMENTS:
            if measurement.name in names:
                runs = [_run_in_fresh_process(measurement, folder) for _ in range(measurement.repeats)]
                figures |= {row: median(run[row] for run in runs) for row in runs[0]}
        return figures | dict(list_ratios(figures))


def list_ratios(figures: Figures) -> Iterator[tuple[str, float]]:
    """Yield how many times as much ours takes, if both were measured."""
    for row, (ours, theirs) in RATIOS.items():
        if ours in figures and theirs in figures:
            yield row, figures[ours] / figures[theirs]


def render_table(columns: Mapping[int, Figures]) -> Iterator[str]:
    """Yield the lines of an aligned table: a row for each figure, a column for each size, and the growth between sizes.

    The text before a colon in a row is its group; groups have an empty line between them.
    """
    sizes = sorted(columns)
    rows = list(dict.fromkeys(row for figures in columns.values() for row in figures))
    cells = [["briefings", *map(str, sizes), *(f"{low} to {high}" for low, high in pairwise(sizes))]]
    for row in rows:
        values = [columns[size].get(row) for size in sizes]
        cells.append([row, *map(_format_cell, values), *(_format_growth(low, high) for low, high in pairwise(values))])
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    group = ""
    for first, *others in cells:
        before, group = group, _get_group(first)
        if before != group:
            yield ""
        right = [text.rjust(width) for text, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *right])


def _get_group(row: str) -> str:
    before, colon, _ = row.partition(":")
    return before if colon else ""


def _describe_machine() -> list[str]:
    system = (
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    )
    others = ", ".join(f"{name} {version(name)}" for name in OTHERS)
    return [f"{system}; {others}", f"medians of {REPEATS} runs; clean builds are run once, save those of Hugo"]


def _format_cell(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.2f}"


def _format_growth(low: float | None, high: float | None) -> str:
    return f"x {high / low:.1f}" if low and high else "-"


def _parse_size(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"`{text}` is no number of briefings")
    return int(text)


def _parse_names(text: str) -> list[str]:
    names = text.split(",")
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise argparse.ArgumentTypeError(f"`{unknown[0]}` is no measurement: choose from {', '.join(NAMES)}")
    return names


def _find_measurement(name: str) -> Measurement:
    return next(measurement for measurement in MEASUREMENTS if measurement.name == name)


def _run_in_fresh_process(measurement: Measurement, root: str) -> Figures:
    command = [sys.executable, str(HERE), "--run", measurement.name, root]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"the measurement `{measurement.name}` failed")
    figures: Figures = json.loads(done.stdout)
    return figures


def _read_peak_memory() -> float:
    """Return the peak memory of this process in MB; Linux counts in KiB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


if __name__ == "__main__":
    main(sys.argv[1:])
