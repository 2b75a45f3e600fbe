"""Write the table of `generator.text.folding` as a JavaScript module that folds typed text.

`PYTHONPATH=. python tests/search/folding_script.py` rewrites it; a test holds it to the table.
"""

import json
from pathlib import Path

from generator.text.folding import ACCENTS, IGNORABLE, JOINERS, LETTERS, PUNCTUATION, CodePoints

SCRIPT = Path(__file__).parents[2] / "generator/theme/assets/search/folding_table.js"

_HEAD = """\
/*
 * The table of `generator/text/folding.py`, for the browser. Written by tests/search/folding_script.py: do not edit.
 */

"""


def render_script() -> str:
    """Return the text of the module."""

    def characters(ranges: CodePoints) -> str:
        return "".join(f"\\u{{{first:x}}}-\\u{{{last:x}}}" for first, last in ranges)

    dropped = characters(IGNORABLE) + "".join(f"\\u{{{ord(joiner):x}}}" for joiner in JOINERS) + characters(ACCENTS)
    # All other signs separate words unchanged.
    signs = {sign: plain for sign, plain in PUNCTUATION.items() if sign.isalnum()}
    lines = [f"export const DROPPED = /[{dropped}]/gu;\n"]
    for name, table in (("SIGNS", signs), ("LETTERS", LETTERS)):
        lines.append(f"export const {name} = {json.dumps(table, ensure_ascii=False)};\n")
    return _HEAD + "\n".join(lines)


if __name__ == "__main__":
    SCRIPT.write_text(render_script(), encoding="utf-8")
