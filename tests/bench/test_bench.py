"""The benchmark's table; its figures are not tested."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bench import MEASUREMENTS, Figures, list_ratios, main, measure_index, measure_stages, render_table
from synthetic import write_content


def test_table_has_a_column_for_each_size_and_the_growth_between() -> None:
    columns = {1000: {"total, s": 4.0, "pages": 1400}, 100: {"total, s": 0.5, "pages": 140}}

    assert list(render_table(columns)) == [
        "briefings   100  1000  100 to 1000",
        "total, s   0.50  4.00        x 8.0",
        "pages       140  1400       x 10.0",
    ]


def test_table_has_dashes_for_missing_measurements() -> None:
    columns = {10: {"total, s": 1.0}, 20: {"total, s": 0.0, "memory, MB": 50.0}}

    assert list(render_table(columns)) == [
        "briefings     10     20  10 to 20",
        "total, s    1.00   0.00         -",
        "memory, MB     -  50.00         -",
    ]


def test_table_separates_groups_by_empty_lines() -> None:
    columns = {10: {"total, s": 1.0, "ours: all, s": 2.0, "ours: pages": 30, "theirs: all, s": 3.0, "pages": 12}}

    assert list(render_table(columns)) == [
        "briefings         10",
        "total, s        1.00",
        "",
        "ours: all, s    2.00",
        "ours: pages       30",
        "",
        "theirs: all, s  3.00",
        "",
        "pages             12",
    ]


def test_ratios_compare_our_values_with_the_others() -> None:
    figures = {"ours: clean build, s": 30.0, "MkDocs: clean build, s": 20.0, "Zensical: clean build, s": 60.0}

    assert dict(list_ratios(figures)) == {
        "ours to others: clean build to MkDocs's": 1.5,
        "ours to others: clean build to Zensical's": 0.5,
    }


def test_measurements_have_names_of_their_own() -> None:
    names = [measurement.name for measurement in MEASUREMENTS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("word", ["0", "-1", "x", "1.5", "²"])
def test_an_invalid_size_is_refused(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--", word])

    assert caught.value.code == 2
    assert f"`{word}` is no number of briefings" in capsys.readouterr().err


def test_an_unknown_measurement_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--only", "publish,piers"])

    assert caught.value.code == 2
    assert "`piers` is no measurement: choose from stages, index, publish, peers" in capsys.readouterr().err


@pytest.mark.parametrize("measure", [measure_stages, measure_index])
def test_measurements_within_the_process_run(tmp_path: Path, measure: Callable[[Path], Figures]) -> None:
    write_content(tmp_path, 3)
    assert measure(tmp_path)
