"""The cache of templates gives each project code that names the project's own files."""

import traceback
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader


def test_an_error_names_the_file_of_its_own_project(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text("{% block words %}\n{{ missing.word }}{% endblock %}")

    for name in ("one", "other"):
        template = Environment(autoescape=True, loader=FileSystemLoader(tmp_path / name)).get_template("page.html")
        with pytest.raises(Exception, match="missing") as error:
            template.render()
        files = {frame.filename for frame in traceback.extract_tb(error.value.__traceback__)}
        assert template.filename == str(tmp_path / name / "page.html")
        assert str(tmp_path / name / "page.html") in files
        assert {file for file in files if file.endswith("page.html")} == {template.filename}
