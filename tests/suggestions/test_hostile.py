"""Whatever stands in the files: suggestions are made and accepted, or it is said why not and nothing is written."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from desk import FILES, by_hand, lay_desk
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring.suggestions.accepting import REFUSALS, accept
from generator.authoring.suggestions.finding import SuggestError, find
from generator.authoring.suggestions.showing import SHOWN
from generator.proposals import propose
from generator.proposals.given import Registry, Text
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
HURTS = st.tuples(st.sampled_from(NAMES), st.floats(0, 1), st.integers(0, 30), st.sampled_from(BITS))


def hurt(root: Path, name: str, at: float, length: int, bit: str) -> None:
    file = root / "content" / name
    text = file.read_bytes().decode()
    start = int(at * len(text))
    file.write_bytes(f"{text[:start]}{bit}{text[start + length :]}".encode())


def texts(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@settings(max_examples=150)
@given(st.lists(HURTS, min_size=1, max_size=4), st.sampled_from([propose, by_hand]))
def test_no_text_stops_it(
    hurts: list[tuple[str, float, int, str]], proposing: Callable[[Text, Registry], Proposals]
) -> None:
    with TemporaryDirectory() as folder:
        root = lay_desk(Path(folder))
        for one in hurts:
            hurt(root, *one)
        try:
            found = find(root, "ferry", proposing)
        except SuggestError:
            return
        assert all(show(found, found.suggestions) for show in SHOWN.values())
        before = texts(root)
        ids = [one.id for one in found.suggestions if one.changes and not one.instead]
        try:
            accept(root, found, ids or ["nothing"])
        except REFUSALS:
            assert texts(root) == before
