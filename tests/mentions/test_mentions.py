"""Mentions: the words of an article that name an entity, and those of them that are linked."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mention_desk import METADATA, read_desk

from generator.diagnostics.diagnostic import SourceFile
from generator.model.kinds import Kind, Ref
from generator.text.article import parse_article
from generator.text.folding import fold
from generator.text.names import NameFinder

ORLA, MILL = Ref(Kind.ACTOR, "orla"), Ref(Kind.ACTOR, "mill-desk")
TO_ORLA = "](../actors/orla.md)"
REPEATED = '{ .again tabindex="-1" }'


@pytest.mark.parametrize(
    ("article", "named"),
    [
        ("[Orla Finch](https://example.org/of) left.", ["Orla Finch"]),
        ("The [report *on Orla Finch*](http://example.org) is new.", ["Orla Finch"]),
        ("[Orla](https://example.org) Finch left.", ["Orla Finch"]),
        ("Write to [Finch](mailto:of@example.org), or see [Finch](#p1).", ["Finch", "Finch"]),
        ("[Finch][1] left.\n\n[1]: https://example.org", ["Finch"]),
        ("# Orla Finch resigns\n\nShe left.", ["Orla Finch"]),
        ("Orla Finch\nresigns\n===\n\nShe left.", ["Orla Finch"]),
        ("> ## Of *Finch*\n>\n> Finch left.", ["Finch", "Finch"]),
        ("## [Finch](https://example.org)\n\nShe left.", ["Finch"]),
        ("## [She](actor:orla)\n\nShe left.", ["She"]),
        ("She left.[^1]\n\n[^1]: [Finch](https://example.org) says so.", ["Finch"]),
        ("Run `Orla Finch` now.", []),
        ("See https://example.org/Finch and <https://example.org/Finch>.", []),
        ("    Orla Finch\n", []),
        ("[Finch](none) and [Orla Finch](none) left.", []),
        ("## [Finch](none) of the wood\n\nIt sings.", []),
        ("[the *Finch* of the wood](none), Finch", ["Finch"]),
        ("[Orla](none) Finch", ["Finch"]),
        ("Orla[ Finch](none)", []),
    ],
)
def test_mentions_in_links_headings_and_code(tmp_path: Path, article: str, named: list[str]) -> None:
    result = read_desk(tmp_path, f"Mill Desk said so.\n\n{article}\n")
    assert [words.replace("\n", " ") for id_, words in result.mentions if id_ == "orla"] == named
    assert ("unused-entity" in result.rules) is not bool(named)
    assert result.links is not None
    occurrences = list(result.links.occurrences.get(ORLA, ()))
    assert sum(len(item.spans) for item in occurrences) == len(named)
    assert (ORLA in result.links.named_with.get(MILL, {})) is bool(named)
    assert (ORLA in result.links.cards[Ref(Kind.BRIEFING, "first")].concerns) is bool(named)


@pytest.mark.parametrize(
    ("article", "body"),
    [
        ("[Finch](https://e.org) left. Finch came.", f"[Finch](https://e.org) left. [Finch{TO_ORLA} came."),
        ("Finch left. [Finch](https://e.org) came.", f"[Finch{TO_ORLA} left. [Finch](https://e.org) came."),
        (
            "# Finch\n\nFinch left, Finch came.",
            f"## Finch {{ #finch }}\n\n[Finch{TO_ORLA} left, [Finch{TO_ORLA}{REPEATED} came.",
        ),
        ("[Orla](https://e.org) Finch left. Finch came.", f"[Orla](https://e.org) Finch left. [Finch{TO_ORLA} came."),
        ("[She](actor:orla) left. Finch came.", f"[She{TO_ORLA} left. [Finch{TO_ORLA}{REPEATED} came."),
        ("[Finch](none) left. Finch came.", f"Finch left. [Finch{TO_ORLA} came."),
        ("[*Finch*](none) left.", "*Finch* left."),
        ("Fin\u00adch left.", f"[Fin\u00adch{TO_ORLA} left."),
    ],
)
def test_which_mention_is_linked(tmp_path: Path, article: str, body: str) -> None:
    assert read_desk(tmp_path, article).body.rstrip() == body


def test_sentences_are_in_the_order_of_the_text(tmp_path: Path) -> None:
    result = read_desk(tmp_path, "Finch one.\n\n# Finch two\n\nFinch three. Finch four.\n\n## Finch five\n")
    assert result.links is not None
    occurrences = [(item.anchor, item.sentence) for item in result.links.occurrences[ORLA]]
    assert occurrences == [
        ("p1", "Finch one."),
        ("finch-two", "Finch two"),
        ("p2", "Finch three."),
        ("p2", "Finch four."),
        ("finch-five", "Finch five"),
    ]


OTHER = {"content/actors/noor.yml": "name: Noor Finch\ntype: person\naliases: [Finch]\n"}


@pytest.mark.parametrize(
    ("article", "rules"),
    [
        ("Noor Finch and Orla Finch met Finch.", ["ambiguous-name"]),
        ("# Finch\n\nNoor Finch and Orla Finch met.", ["ambiguous-name"]),
        ("# [Finch](actor:noor)\n\nOrla Finch met her.", []),
        ("Noor Finch and Orla Finch met a [Finch](none).", []),
        ("Noor Finch and Orla Finch met [Finch](https://example.org).", []),
    ],
)
def test_a_shared_name_is_marked_where_that_can_be(tmp_path: Path, article: str, rules: list[str]) -> None:
    assert read_desk(tmp_path, f"{article}\n\nMill Desk.", OTHER).rules == rules


def test_an_unknown_id_in_a_heading_link_is_reported(tmp_path: Path) -> None:
    assert "unknown-id" in read_desk(tmp_path, "# [She](actor:orla-finch)\n\nMill Desk and Orla Finch.").rules


MARKED = {"content/actors/may.yml": "name: June May\ntype: person\naliases: [May]\nmatch: marked\n"}


def test_a_record_that_is_marked_is_found_where_an_editor_marks_it(tmp_path: Path) -> None:
    article = "In May, June May met Mill Desk. [May](actor:may) met Orla Finch."
    result = read_desk(tmp_path, article, MARKED)
    assert [item for item in result.mentions if item[0] == "may"] == [("may", "May")]
    assert result.rules == []
    assert read_desk(tmp_path, "June May met Mill Desk and Finch.", MARKED).rules == ["unused-entity"]


def test_a_marked_record_shares_no_name(tmp_path: Path) -> None:
    other = {"content/actors/noor.yml": "name: Noor Finch\ntype: person\naliases: [Finch]\nmatch: marked\n"}
    result = read_desk(tmp_path, "Mill Desk, Finch and [Noor](actor:noor).", other)
    assert result.rules == []
    assert ("orla", "Finch") in result.mentions


def test_a_theme_in_the_prose_tags_nothing(tmp_path: Path) -> None:
    files = {
        "content/themes/ports.yml": "name: Ports\n",
        "content/briefings/second/metadata.yml": METADATA.replace("[trade]", "[ports]"),
        "content/briefings/second/article.md": "Mill Desk and Orla Finch.\n",
    }
    result = read_desk(tmp_path, "Trade in ports, says Mill Desk.", files)
    ports, first, second = Ref(Kind.THEME, "ports"), Ref(Kind.BRIEFING, "first"), Ref(Kind.BRIEFING, "second")
    assert result.links is not None
    assert "[ports](../themes/ports.md)" in result.body
    assert list(result.links.concerning[ports]) == [second]
    assert [item.briefing for item in result.links.occurrences[ports]] == [first]
    assert ports not in result.links.cards[first].concerns
    assert result.links.cards[first].named_themes == (ports,)
    assert ports not in [ref for item in result.links.related.get(first, ()) for ref in item.shared]


WORDS = st.sampled_from(
    ["Finch", "Orla", "Mill", "Desk", "Gron\u00adfield", "ﬁn", "…", "ʿAli", "é", "\u200f", ",", "."]
)
PIECES = st.lists(st.tuples(WORDS, st.sampled_from(["", "https://e.org", "none", "actor:orla", "*"])), max_size=8)


@settings(max_examples=150)
@given(PIECES)
def test_links_change_no_visible_text(pieces: list[tuple[str, str]]) -> None:
    plain = parse_article(SourceFile("article.md", " ".join(word for word, _ in pieces)))
    linked = parse_article(
        SourceFile(
            "article.md", " ".join(f"[{word}]({to})" if ":" in to or to == "none" else word for word, to in pieces)
        )
    )
    assert [passage.text for passage in linked.passages] == [passage.text for passage in plain.passages]
    names = NameFinder.build([("Finch", 1), ("Orla Finch", 1), ("Gronfield", 2), ("'Ali", 3), ("fin", 4)])
    for passage in linked.passages:
        matches = names.find(passage.text, passage.protected)
        assert matches == names.find(fold(passage.text), passage.protected)
        assert all(match.end <= start or end <= match.start for match in matches for start, end in passage.protected)
