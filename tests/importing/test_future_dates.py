"""The date of publication of an import is never in the future."""

import datetime as dt
from pathlib import Path

import documents
import pytest

from generator.authoring.importing import ImportOptions, ImportResult, import_file

TODAY = dt.date(2024, 3, 4)


def import_dated(root: Path, date: str, options: ImportOptions | None = None) -> tuple[ImportResult, str]:
    (root / "content").mkdir()
    file = root / "page.html"
    page = documents.PAGE.replace("2024-03-05T08:00:00+00:00", date).replace("March 5, 2024", "")
    file.write_text(page, encoding="utf-8")
    result = import_file(root, file, options or ImportOptions(), TODAY)
    return result, next((root / "content/briefings").glob("*/metadata.yml")).read_text(encoding="utf-8")


@pytest.mark.parametrize("date", ["2024-03-06", "2025-01-01"])
def test_a_future_date_is_not_used(tmp_path: Path, date: str) -> None:
    result, metadata = import_dated(tmp_path, date)
    assert f"{date} was not used as the date of publication: it is in the future" in result.remarks
    assert "published: 2024-03-04 # the file gives no date" in metadata


@pytest.mark.parametrize("date", ["2024-03-05", "2024-03-04", "2017-03-26"])
def test_today_and_where_it_is_tomorrow_already_are_taken(tmp_path: Path, date: str) -> None:
    result, metadata = import_dated(tmp_path, date)
    assert f"published: {date}\n" in metadata
    assert not [remark for remark in result.remarks if "in the future" in remark]


def test_a_future_date_given_by_an_editor_is_accepted(tmp_path: Path) -> None:
    assert "published: 2031-05-05" in import_dated(tmp_path, "2017", ImportOptions(date="2031-05-05"))[1]
