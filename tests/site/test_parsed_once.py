"""The caches of templates and configurations give each project its own code and its own values."""

import traceback
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError


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


def test_each_configuration_has_its_own_values(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    file = tmp_path / "mkdocs.yml"
    file.write_text("site_name: One\nextra: {words: [a]}\n")
    load_config(str(file)).extra["words"].append("b")
    assert load_config(str(file)).extra == {"words": ["a"]}

    (tmp_path / "base.yml").write_text("site_name: Base\n")
    file.write_text("INHERIT: base.yml\n")
    assert load_config(str(file)).site_name == "Base"
    (tmp_path / "base.yml").write_text("site_name: Other base\n")
    assert load_config(str(file)).site_name == "Other base"


def test_an_invalid_configuration_is_an_error_each_time(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: [\n")
    for _ in range(2):
        with pytest.raises(ConfigurationError, match=r'(?s)error parsing .*/mkdocs\.yml", line 2, column 1'):
            load_config(str(tmp_path / "mkdocs.yml"))
