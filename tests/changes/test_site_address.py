"""The address of the site is the one that MkDocs reads from the same configuration."""

from pathlib import Path

import pytest
from mkdocs.config.base import load_config

from generator.content.site_address import read_address

INHERITED = "site_url: https://parent.test/\n"


def write(root: Path, text: str) -> None:
    (root / "mkdocs.yml").write_text(f"site_name: Desk\n{text}", encoding="utf-8")
    (root / "parent.yml").write_text(INHERITED, encoding="utf-8")
    (root / "docs").mkdir(exist_ok=True)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("site_url: https://desk.test/news/\n", "https://desk.test/news/"),
        ("site_url: https://desk.test\n", "https://desk.test/"),
        ("site_url: 'http://localhost:8000/a'\n", "http://localhost:8000/a/"),
        ("", ""),
        ("site_url: ''\n", ""),
        ("INHERIT: parent.yml\n", "https://parent.test/"),
        ("INHERIT: parent.yml\nsite_url: https://own.test/\n", "https://own.test/"),
        ("site_url: !ENV DESK_ADDRESS\n", "https://env.test/"),
        ("site_url: !ENV [NOT_SET, DESK_ADDRESS, 'https://default.test/']\n", "https://env.test/"),
        ("site_url: !ENV [NOT_SET, 'https://default.test/']\n", "https://default.test/"),
        ("site_url: !ENV NOT_SET\n", ""),
        ("extra: {a: !ENV [NOT_SET, 1]}\nsite_url: https://desk.test/\n", "https://desk.test/"),
        (
            "markdown_extensions:\n- toc: {slugify: !!python/name:pymdownx.slugs.slugify }\nsite_url: https://desk.test/\n",
            "https://desk.test/",
        ),
    ],
)
def test_the_address_is_the_one_that_mkdocs_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, address: str
) -> None:
    monkeypatch.setenv("DESK_ADDRESS", "https://env.test/")
    write(tmp_path, text)

    assert read_address(tmp_path) == address
    assert (load_config(str(tmp_path / "mkdocs.yml")).site_url or "") == address


@pytest.mark.parametrize("text", ["site_url: [1]\n", "site_url: desk\n", "\t: [", "- a\n", "INHERIT: mkdocs.yml\n"])
def test_a_configuration_that_cannot_be_used_has_no_address(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")

    assert read_address(tmp_path) == ""


def test_a_project_without_a_configuration_has_no_address(tmp_path: Path) -> None:
    assert read_address(tmp_path) == ""
