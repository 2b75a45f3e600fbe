"""Hostile files: suggestions are made and accepted, or refused with a reason, and then nothing is written."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from desk import FILES, lay_desk, propose_by_hand
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring.suggestions.accepting import ACCEPT_ERRORS, accept
from generator.authoring.suggestions.finding import SuggestError, find_suggestions
from generator.authoring.suggestions.rendering import RENDERERS
from generator.proposals import propose
from generator.proposals.inputs import ArticleInput, EntityRegistry
from generator.proposals.proposal import Proposals

BITS = [
    *"[]{}\"'#|“”\t\n\u2028\x85\ufeffé",
    *(
        "  ",
        "- ",
        ": ",
        "&a ",
        "*a",
        "> ",
        "? ",
        "!x",
        "---\n",
        "\r\n",
        " |il\n",
        "حماس",
        "id: c07\n",
        "by:\n",
        "tags: [",
    ),
    *("status: draft\n", "attributions:\n", "## [said:1] x\n", "# tags:\n", "said", "Ann Lee said that "),
]
NAMES = [name for name in FILES if name != "site.yml"]
DAMAGES = st.tuples(st.sampled_from(NAMES), st.floats(0, 1), st.integers(0, 30), st.sampled_from(BITS))


def damage(root: Path, name: str, at: float, length: int, bit: str) -> None:
    file = root / "content" / name
    text = file.read_bytes().decode()
    start = int(at * len(text))
    file.write_bytes(f"{text[:start]}{bit}{text[start + length :]}".encode())


def read_files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@settings(max_examples=150)
@given(st.lists(DAMAGES, min_size=1, max_size=4), st.sampled_from([propose, propose_by_hand]))
def test_no_text_stops_it(
    damages: list[tuple[str, float, int, str]], propose_from: Callable[[ArticleInput, EntityRegistry], Proposals]
) -> None:
    with TemporaryDirectory() as folder:
        root = lay_desk(Path(folder))
        for arguments in damages:
            damage(root, *arguments)
        try:
            suggested = find_suggestions(root, "ferry", propose_from)
        except SuggestError:
            return
        assert all(show(suggested, suggested.suggestions) for show in RENDERERS.values())
        before = read_files(root)
        ids = [suggestion.id for suggestion in suggested.suggestions if suggestion.changes and not suggestion.instead]
        try:
            accept(root, suggested, ids or ["nothing"])
        except ACCEPT_ERRORS:
            assert read_files(root) == before
