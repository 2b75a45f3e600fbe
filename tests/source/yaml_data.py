"""Random data of YAML files, for tests that write it and read it again."""

from hypothesis import strategies as st

from generator.source.characters import normalize_nfc
from generator.source.quotation_marks import strip_marks

KEYS = st.text("abcdefgh_", min_size=1, max_size=8)
TEXTS = (
    st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=30)
    .map(str.strip)
    .map(normalize_nfc)
    # A text that is completely within typographic marks breaks a rule of its own.
    .filter(lambda text: strip_marks(text) is None)
)
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        TEXTS,
        lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1, max_size=3),
        max_leaves=12,
    ),
    min_size=1,
)
