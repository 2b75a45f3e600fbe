"""Recovery from YAML syntax errors: one error does not hide those that follow."""

from generator.diagnostics.diagnostic import SourceFile
from generator.source.yaml_loader import parse_yaml


def list_errors(text: str) -> list[tuple[str, int]]:
    return [(diagnostic.rule, diagnostic.line) for diagnostic in parse_yaml(SourceFile("m.yml", text)).diagnostics]


def test_a_text_that_continues_in_the_column_of_its_key_is_repaired_as_a_whole() -> None:
    """The repair puts both lines in quotation marks, so that the parser goes on to the repeated key."""
    text = "title: A toll\nof the port: it: rose\ntitle: A fare\n"
    assert list_errors(text) == [("unquoted-colon", 2), ("duplicate-key", 3)]
