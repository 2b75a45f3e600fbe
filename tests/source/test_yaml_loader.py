"""YAML files as data, with a diagnostic for every error."""

import copy

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml_data import DATA

from generator.diagnostics.diagnostic import SourceFile
from generator.diagnostics.rules import RULES
from generator.source.files import decode_source
from generator.source.yaml_loader import REFUSED, ParsedYaml, locate, parse_yaml

GOOD = """\
# The attributions of a briefing.
title: "Talks resume: a truce is near"
tags: [truce, talks]
attributions:
- id: c01
  kind: statement   # the verb is "said"
  by:
    unnamed: officials
    within: hamas
  says: The talks go on, in Cairo
    and in Doha.
  quote: 'Hamas’ "last" offer'
- id: c02
  about:
    - hamas
    - idf
  note: |
    # Two lines: kept
    as they are
  empty:
"""


def parse_text(text: str) -> ParsedYaml:
    return parse_yaml(SourceFile("content/x.yml", text))


def describe(text: str) -> list[tuple[str, int, int, int, str, str]]:
    return [
        (diagnostic.rule, diagnostic.line, diagnostic.column, diagnostic.width, diagnostic.message, diagnostic.help)
        for diagnostic in parse_text(text).diagnostics
    ]


def get_rules(text: str) -> list[tuple[str, int]]:
    return [(diagnostic.rule, diagnostic.line) for diagnostic in parse_text(text).diagnostics]


def test_a_file_without_errors_is_data() -> None:
    assert parse_text(GOOD) == ParsedYaml(
        {
            "title": "Talks resume: a truce is near",
            "tags": ["truce", "talks"],
            "attributions": [
                {
                    "id": "c01",
                    "kind": "statement",
                    "by": {"unnamed": "officials", "within": "hamas"},
                    "says": "The talks go on, in Cairo and in Doha.",
                    "quote": 'Hamas’ "last" offer',
                },
                {
                    "id": "c02",
                    "about": ["hamas", "idf"],
                    "note": "# Two lines: kept\nas they are\n",
                    "empty": "",
                },
            ],
        },
        (),
    )


@pytest.mark.parametrize(
    "written", ["NO", "12:30", "012", "1_000", "0x1F", "null", "~", "true", "2017-03-26", "1e3", ".inf", "=", "<"]
)
def test_every_value_is_text_as_written(written: str) -> None:
    assert parse_text(f"a: {written}\nb: [{written}]\n{written}: c\n").data == {
        "a": written,
        "b": [written],
        written: "c",
    }


@pytest.mark.parametrize("written", ["a:\n", "a: ''\n", 'a: ""\n', "a:   \n", "a: # to do\n"])
def test_an_empty_value_is_empty_text(written: str) -> None:
    assert parse_text(written) == ParsedYaml({"a": ""}, ())


def test_refused_values_keep_their_identity_in_a_copy() -> None:
    data = copy.deepcopy(parse_text("a: {b: c}").data)
    assert data
    assert data["a"] is REFUSED


BRACES = "a mapping in braces is not supported"
OVER_LINES = "write it on several lines:\n"
COLON = "the text contains a colon and is not in quotation marks"
AFTER_MARK = "text follows the closing quotation mark"
IN_MARKS = "put the text in quotation marks"
FEATURE_HELP = "delete it; if it belongs to the text, put the text in quotation marks"
COLUMNS = "start the keys of one mapping in the same column"
PLAIN_SPACES = "replace it with plain spaces"
COMMENT = "the text ends here: ` #` begins a comment"
COMMENT_HELP = "put the text in quotation marks, or put the comment on a line of its own"

ERRORS = {
    "braces": (
        "by: {unnamed: officials, within: hamas}\nid: c",
        ("flow-mapping", 1, 5, 35, BRACES, f"{OVER_LINES}by:\n  unnamed: officials\n  within: hamas"),
        {"by": REFUSED, "id": "c"},
    ),
    "braces in a list, with a comma in the text": (
        "by:\n- {unnamed: officials, in Cairo, within: hamas}",
        ("flow-mapping", 2, 3, 45, BRACES, f"{OVER_LINES}- unnamed: officials, in Cairo\n  within: hamas"),
        {"by": [REFUSED]},
    ),
    "braces with text that needs quotation marks": (
        "by: {unnamed: 'a: b'}",
        ("flow-mapping", 1, 5, 17, BRACES, f'{OVER_LINES}by:\n  unnamed: "a: b"'),
        {"by": REFUSED},
    ),
    "braces for a list": (
        "tags: {truce, talks}",
        ("flow-mapping", 1, 7, 14, BRACES, "write a list in square brackets: `[truce, talks]`"),
        {"tags": REFUSED},
    ),
    "braces in braces, over two lines": (
        "by: {a: [b],\n  c: {d: *e}}",
        ("flow-mapping", 1, 5, 8, BRACES, "write each key on a line of its own, without braces"),
        {"by": REFUSED},
    ),
    "key twice": (
        "name: Hamas\nid: x\nname:\n- Fatah",
        ("duplicate-key", 3, 1, 4, "the key `name` is already used in line 1", "keep one of the two"),
        {"name": "Hamas", "id": "x"},
    ),
    "colon": (
        "says: One condition: a truce. # so far\nid: c",
        ("unquoted-colon", 1, 20, 1, COLON, f'{IN_MARKS}: `"One condition: a truce."`'),
        {"says": "One condition: a truce.", "id": "c"},
    ),
    "colon in text with marks": (
        '- says: One "last" condition: it\'s a truce.\n',
        ("unquoted-colon", 1, 29, 1, COLON, f"{IN_MARKS}: `'One \"last\" condition: it''s a truce.'`"),
        None,
    ),
    "colon in the first of several lines": (
        "says: One condition: a truce,\n  and the border.\nid: c",
        ("unquoted-colon", 1, 20, 1, COLON, IN_MARKS),
        {"says": "One condition: a truce, and the border.", "id": "c"},
    ),
    "colon in the second of several lines": (
        "list:\n- says: Hamas has\n    one condition: a truce,\n    and no other.\n- id: c",
        ("unquoted-colon", 3, 18, 1, COLON, IN_MARKS),
        {"list": [{"says": "Hamas has one condition: a truce, and no other."}, {"id": "c"}]},
    ),
    "colon in a list in brackets": (
        "tags: [truce: now, talks]",
        (
            "unquoted-colon",
            1,
            8,
            10,
            "a colon turns the text before it into a key, in a list of texts",
            IN_MARKS,
        ),
        {"tags": [REFUSED, "talks"]},
    ),
    "tab": (
        "roles:\n\t- as: speaker\n",
        ("bad-indentation", 2, 1, 1, "a tab is used where YAML needs plain spaces", PLAIN_SPACES),
        {"roles": [{"as": "speaker"}]},
    ),
    "tab after the dash": (
        "roles:\n-\tas: speaker\n  of: x",
        ("bad-indentation", 2, 2, 1, "a tab is used where YAML needs plain spaces", PLAIN_SPACES),
        {"roles": [{"as": "speaker", "of": "x"}]},
    ),
    "no-break spaces": (
        "by:\n\u00a0\u00a0within: hamas\n",
        ("bad-indentation", 2, 1, 2, "U+00A0 no-break space is used where YAML needs plain spaces", PLAIN_SPACES),
        {"by": {"within": "hamas"}},
    ),
    "ideographic space": (
        "by:\n \u3000within: hamas\n",
        ("bad-indentation", 2, 2, 1, "U+3000 ideographic space is used where YAML needs plain spaces", PLAIN_SPACES),
        {"by": {"within": "hamas"}},
    ),
    "no-break space after the colon": (
        "name:\u202fHamas",
        (
            "bad-indentation",
            1,
            6,
            1,
            "U+202F narrow no-break space is used where YAML needs plain spaces",
            PLAIN_SPACES,
        ),
        {"name": "Hamas"},
    ),
    "comment in prose": (
        "says: Named first # in the list\n",
        ("comment-cuts-value", 1, 19, 13, COMMENT, COMMENT_HELP),
        {"says": "Named first"},
    ),
    "comment after one word": (
        "says: Ranked #1 in the list, and #2 later.",
        ("comment-cuts-value", 1, 14, 29, COMMENT, COMMENT_HELP),
        {"says": "Ranked"},
    ),
    "text after a mark": (
        'says: "Not now" was the reply.\nid: c',
        ("text-after-quote", 1, 17, 1, AFTER_MARK, f"{IN_MARKS}: `'\"Not now\" was the reply.'`"),
        {"says": '"Not now" was the reply.', "id": "c"},
    ),
    "text after a mark, in a list": (
        "a:\n- 'Not now' was the reply.\n- b",
        ("text-after-quote", 2, 13, 1, AFTER_MARK, f"{IN_MARKS}: `\"'Not now' was the reply.\"`"),
        {"a": ["'Not now' was the reply.", "b"]},
    ),
    "text after a mark, with a colon": (
        'says: "Not now": the reply.',
        ("text-after-quote", 1, 16, 1, AFTER_MARK, f"{IN_MARKS}: `'\"Not now\": the reply.'`"),
        {"says": '"Not now": the reply.'},
    ),
    "text after a mark, on the second line": (
        'says: "Not\n  now" was the reply.\nid: c',
        ("text-after-quote", 2, 8, 1, AFTER_MARK, IN_MARKS),
        {"says": '"Not now" was the reply.', "id": "c"},
    ),
    "apostrophe in single marks": (
        "says: 'It's fine'",
        ("text-after-quote", 1, 11, 1, AFTER_MARK, f"{IN_MARKS}: `\"'It's fine'\"`"),
        {"says": "'It's fine'"},
    ),
    "text after a mark, in brackets": (
        'tags: ["a" b]',
        ("text-after-quote", 1, 12, 1, AFTER_MARK, "write a comma between two texts"),
        None,
    ),
    "anchor": (
        "by: &same hamas",
        ("yaml-feature", 1, 5, 11, "`&same` is an anchor", FEATURE_HELP),
        {"by": "hamas"},
    ),
    "alias": (
        "by: *same\nid: c",
        ("yaml-feature", 1, 5, 5, "`*same` is an alias", f"write out the value; if it is text, {IN_MARKS}"),
        {"by": REFUSED, "id": "c"},
    ),
    "alias as a key": (
        "*same : x\nid: c",
        ("yaml-feature", 1, 1, 5, "`*same` is an alias", f"write out the value; if it is text, {IN_MARKS}"),
        {"id": "c"},
    ),
    "tag": ("by: !!str hamas", ("yaml-feature", 1, 5, 11, "`!!str` is a tag", FEATURE_HELP), {"by": "hamas"}),
    "tag of a list": ("by: !x\n- hamas", ("yaml-feature", 1, 5, 2, "`!x` is a tag", FEATURE_HELP), {"by": ["hamas"]}),
    "merge key": (
        "<<: [a]\nid: c",
        ("yaml-feature", 1, 1, 2, "`<<` is a merge key", "write out the keys"),
        {"id": "c"},
    ),
    "second document": (
        "---\nid: c\n---\nid: d",
        ("yaml-feature", 3, 1, 3, "`---` begins a second document", "keep only one document in a file"),
        {"id": "c"},
    ),
    "long key": (
        "? id\n: c\nname: x",
        ("yaml-feature", 1, 3, 2, "a key must be one word", "write `key: value`"),
        {"name": "x"},
    ),
    "list as a key": (
        "[a, {b: c}]: d\nname: x",
        ("yaml-feature", 1, 1, 1, "a key must be one word", "write `key: value`"),
        {"name": "x"},
    ),
    "hidden character in an escape": (
        'name: "Ha\\u202Esam"\nid: c',
        (
            "hidden-direction",
            1,
            7,
            13,
            "U+202E right-to-left override invisibly changes the writing direction",
            "delete it; it may come from pasted text",
        ),
        {"name": REFUSED, "id": "c"},
    ),
    "empty file": (
        "",
        ("yaml-syntax", 1, 1, 1, "the file is empty", "write keys and their values: `name: Hamas`"),
        None,
    ),
    "only a comment": (
        "# later\n",
        ("yaml-syntax", 1, 1, 1, "the file is empty", "write keys and their values: `name: Hamas`"),
        None,
    ),
    "list at the top": (
        "- a\n",
        (
            "wrong-shape",
            1,
            1,
            1,
            "the file is a list, not keys and values",
            "write keys and their values: `name: Hamas`",
        ),
        None,
    ),
    "text at the top": (
        "Hamas\n",
        ("wrong-shape", 1, 1, 1, "the file is text, not keys and values", "write keys and their values: `name: Hamas`"),
        None,
    ),
    "bracket not closed": (
        "tags: [talks, truce\nid: c\n",
        (
            "yaml-syntax",
            1,
            7,
            1,
            "the `[` that opens here is not closed",
            "write `]` where it ends, and commas between the entries",
        ),
        None,
    ),
    "bracket at the end": (
        "tags: [talks,\n",
        ("yaml-syntax", 1, 13, 1, "the file ends before a bracket is closed", "close it"),
        None,
    ),
    "bracket with nothing in it at the end": (
        "tags: [\n",
        ("yaml-syntax", 1, 7, 1, "the file ends before a bracket is closed", "close it"),
        None,
    ),
    "bracket closed twice": (
        "tags: ]\n",
        ("yaml-syntax", 1, 7, 1, "the `]` closes nothing that is open", "delete it"),
        None,
    ),
    "comma without text": (
        "tags: [a,,b]\n",
        (
            "yaml-syntax",
            1,
            10,
            1,
            "an entry or a comma is missing between the brackets",
            "write a list as `[first, second]`",
        ),
        None,
    ),
    "text after a bracket": (
        "title: [Update] Talks resume",
        ("yaml-syntax", 1, 17, 1, "text follows the closing bracket", f'{IN_MARKS}: `"[Update] Talks resume"`'),
        {"title": "[Update] Talks resume"},
    ),
    "mark not closed": (
        'says: "Not now\nquote: "no rockets"\nid: c',
        (
            "yaml-syntax",
            1,
            7,
            1,
            "the quotation mark that opens here is not closed",
            "add a quotation mark where the text ends",
        ),
        {"says": '"Not now', "quote": "no rockets", "id": "c"},
    ),
    "mark not closed before the end": (
        "id: c\nsays: 'Not now\nname: x",
        (
            "yaml-syntax",
            2,
            7,
            1,
            "the quotation mark that opens here is not closed",
            "add a quotation mark where the text ends",
        ),
        {"id": "c", "says": "'Not now", "name": "x"},
    ),
    "key without colon": (
        "id: c\nname Hamas\nkind: x",
        (
            "yaml-syntax",
            2,
            1,
            1,
            "`name Hamas` is not a key: it has no colon",
            "write `key: value`; indent the further lines of a text more than its key",
        ),
        None,
    ),
    "colon without space": (
        "id: c\nby:hamas\nkind: x",
        ("yaml-syntax", 2, 1, 1, "a space is missing after the colon of `by`", "write `by: hamas`"),
        None,
    ),
    "special character": (
        "says: @hamas replied",
        ("yaml-syntax", 1, 7, 1, "a text cannot begin with `@`", f'{IN_MARKS}: `"@hamas replied"`'),
        {"says": "@hamas replied"},
    ),
    "asterisks": (
        "says: *Not* now",
        ("yaml-syntax", 1, 7, 1, "a text cannot begin with `*`", f'{IN_MARKS}: `"*Not* now"`'),
        {"says": "*Not* now"},
    ),
    "special character in brackets": (
        "tags: [@hamas, truce]",
        ("yaml-syntax", 1, 8, 1, "a text cannot begin with `@`", IN_MARKS),
        None,
    ),
    "what nobody thought of": (
        "tags:\n- :",
        ("yaml-syntax", 2, 3, 1, "from here on, this is not valid YAML", "YAML says: did not find expected key"),
        None,
    ),
    "list beside its key": (
        "tags: - a\n",
        (
            "yaml-syntax",
            1,
            7,
            1,
            "a list with dashes must begin on a line of its own",
            "put the dash on the next line, or write the list in square brackets: `[first, second]`",
        ),
        None,
    ),
    "escape": (
        'says: "C:\\quit"',
        (
            "yaml-syntax",
            1,
            10,
            1,
            "`\\q` is not an escape sequence between double quotation marks",
            "write `\\\\q`, or use single quotation marks",
        ),
        None,
    ),
    "key indented too deep": (
        "id: c\n  kind: x\n",
        ("yaml-syntax", 2, 3, 1, "`kind` is indented more than the keys around it", COLUMNS),
        None,
    ),
    "key indented too little": (
        "a:\n   b: c\n  d: e\n",
        ("yaml-syntax", 3, 3, 1, "the indentation of this line matches none of the lines above", COLUMNS),
        None,
    ),
    "dash indented too little": (
        "a:\n - b\n- c\n",
        (
            "yaml-syntax",
            3,
            1,
            1,
            "a list item is in the place of a key",
            "start the dashes of one list in the same column, under their key",
        ),
        None,
    ),
    "first line indented": (
        "  a: b\nc: d\ne: f\n",
        (
            "yaml-syntax",
            2,
            1,
            1,
            "this line is indented less than the first line of the file",
            "start the keys of the file in the first column",
        ),
        None,
    ),
}


@pytest.mark.parametrize("case", ERRORS)
def test_an_error_is_reported_once_and_the_rest_is_read(case: str) -> None:
    text, diagnostic, data = ERRORS[case]
    assert describe(text) == [diagnostic]
    assert parse_text(text).data == data


@pytest.mark.parametrize(
    "right",
    [
        "by:\n  unnamed: officials\n  within: hamas",
        "name: Hamas\nof:\n  name: Hamas\nlist:\n- name: x\n- name: x",
        'says: "One condition: a truce."',
        "url: https://example.org/a:b\ntime: 12:30",
        "roles:\n  - as: speaker\n\n\t\n  \u00a0\n",
        "name:\tHamas",
        "name: a\u00a0b\tc",
        'says: "Ranked #1 in the list, and #2 later."',
        "says: C# and A#1\nkind: report   # what was seen",
        "# a: b # c\nname: x",
        "says: '\"Not now\" was the reply.'",
        'says: Not "now" but later',
        "note: |\n  a: b: c\n  'x' y\n  - z",
        "---\nname: Hamas\n...\n",
        "says: What now? Nothing.\nwhy? : x",
        "says: a & b * c ! d\nmail: a@example.org",
    ],
)
def test_valid_yaml_gives_no_diagnostics(right: str) -> None:
    assert parse_text(right).diagnostics == ()
    assert isinstance(parse_text(right).data, dict)


@pytest.mark.parametrize(
    "rule",
    [
        "flow-mapping",
        "duplicate-key",
        "unquoted-colon",
        "bad-indentation",
        "comment-cuts-value",
        "text-after-quote",
        "yaml-syntax",
        "yaml-feature",
        "too-deep",
    ],
)
def test_the_examples_of_the_rules_are_true(rule: str) -> None:
    assert {diagnostic.rule for diagnostic in parse_text(RULES[rule].wrong).diagnostics} == {rule}
    assert rule not in {diagnostic.rule for diagnostic in parse_text(RULES[rule].right).diagnostics}


def test_nesting_is_read_twenty_levels_deep() -> None:
    assert parse_text("a: " + "[" * 19 + "]" * 19).diagnostics == ()
    message = "this is nested more than 20 levels deep"
    assert describe("a: " + "[" * 20 + "]" * 20) == [
        ("too-deep", 1, 23, 1, message, "use fewer levels; no key needs more than five")
    ]
    assert parse_text("a: " + "[" * 20 + "]" * 20).data is None
    block = "".join(" " * level + "a:\n" for level in range(21))
    assert get_rules(block) == [("too-deep", 21)]


@pytest.mark.parametrize("opening", ["[", "{", "- ", "{a: ", "[{", "a: [", "? "])
def test_nesting_without_end_ends(opening: str) -> None:
    result = parse_text(opening * 100_000)
    assert result.data is None
    assert len(result.diagnostics) < 25


def test_all_errors_are_reported_in_one_run() -> None:
    text = """\
title: Talks: a truce is near
tags: {truce}
name: x
name: y
attributions:
- id: c01
  says: "Not now" was the reply.
  by: *same
- id: c02
   kind: report
- id: c03
\tkind: report
- id: c04
  says: Ranked # 1
  about: [hamas
- id: c05
  says: One thing: peace
  quote: "no rockets
- id: c06
  quote: @hamas
"""
    assert get_rules(text) == [
        ("bad-indentation", 12),
        ("unquoted-colon", 1),
        ("text-after-quote", 7),
        ("yaml-syntax", 10),
        ("yaml-syntax", 15),
        ("unquoted-colon", 17),
        ("yaml-syntax", 18),
        ("yaml-syntax", 20),
        ("flow-mapping", 2),
        ("duplicate-key", 4),
        ("yaml-feature", 8),
    ]


def test_a_list_that_is_not_indented_survives_an_error_in_its_key() -> None:
    assert get_rules("a: - x\n- b: c\n- d: e\nf: g: h\n") == [("yaml-syntax", 1), ("unquoted-colon", 4)]


def test_endless_errors_are_reported_a_hundred_times() -> None:
    text = "".join(f"k{number}: b: c\n" for number in range(200))
    assert len(parse_text(text).diagnostics) == 100
    assert parse_text(text).data is None


@pytest.mark.parametrize("broken", ["\ufeffa: b", "a: \x07\x85", "a: \ud800", "a: b\u2028c\u2029d", 'a: "\\ud800"'])
def test_text_with_characters_that_no_file_can_have_is_read(broken: str) -> None:
    assert isinstance(parse_text(broken), ParsedYaml)


def test_line_separators_neither_end_a_line_nor_a_value() -> None:
    result = parse_text("a: b\u2028c\nd: {e: f}")
    assert result.data == {"a": "b c", "d": REFUSED}
    assert result.diagnostics[0].line == 2


def test_columns_count_characters() -> None:
    assert describe("חמאס: 😀é {\nb: c: d")[0][1:3] == (2, 5)
    assert describe("חמאס: 😀é: b")[0][1:3] == (1, 9)


@pytest.mark.parametrize("case", sorted({*ERRORS, "none"} - {"what nobody thought of"}))
def test_the_python_parser_gives_the_same_diagnostics(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = ERRORS[case][0] if case in ERRORS else GOOD
    expected = parse_text(text)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert parse_text(text) == expected


def test_errors_that_the_python_parser_does_not_catch_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert get_rules('a: "\\UFFFFFFFF"') == [("yaml-syntax", 1)]
    assert get_rules('a: "\\ud800"') == [("hidden-direction", 1)]


ALPHABET = [
    *"ab:-  \n\n'\"[]{},#&*!|>?%@`\t\\",
    *(": ", "- ", "\n  ", "\n- ", "a: ", '"\n', " #", "é", "😀", "\u00a0", "\u2028", "\ufeff", "\ud800", "\x00"),
    *("<<: ", "---\n", "...\n", "? ", "|-\n", "\\u202e", "%YAML 1.1\n", "*a", "&a ", "!!str "),
]
YAML_LIKE = st.lists(st.sampled_from(ALPHABET), max_size=40).map("".join)


def check_invariants(text: str) -> None:
    """Check the invariants of any text: no exception, positions in the text, and data or a diagnostic."""
    source = SourceFile("content/x.yml", text)
    result = parse_yaml(source)
    assert result.data is not None or result.diagnostics
    for diagnostic in result.diagnostics:
        assert 1 <= diagnostic.line <= len(source.lines)
        assert 1 <= diagnostic.column <= len(source.lines[diagnostic.line - 1]) + 1
    place = locate(source, ("a", 0, "b"))
    assert 1 <= place.line <= len(source.lines)


@given(st.text())
def test_any_text_is_data_or_a_reason(text: str) -> None:
    check_invariants(text)


@given(YAML_LIKE)
def test_any_yaml_is_data_or_a_reason(text: str) -> None:
    check_invariants(text)


@given(st.integers(0, len(GOOD)), st.sampled_from(ALPHABET), st.integers(0, len(GOOD)))
def test_a_file_that_was_cut_or_garbled_is_data_or_a_reason(at: int, insertion: str, end: int) -> None:
    check_invariants(GOOD[:at])
    check_invariants((GOOD[:at] + insertion + GOOD[at:])[: max(at, end) + 1])


@given(st.binary(max_size=100))
def test_any_bytes_are_data_or_a_reason(data: bytes) -> None:
    result = decode_source(data, "content/x.yml")
    if isinstance(result, SourceFile):
        check_invariants(result.text)


@settings(max_examples=50)
@given(DATA, st.sampled_from(["'", '"', None]), st.integers(20, 120))
def test_written_data_is_read(data: dict[str, object], style: str, width: int) -> None:
    text = yaml.safe_dump(data, default_style=style, width=width, allow_unicode=True)
    assert parse_text(text) == ParsedYaml(data, ())


@settings(max_examples=50)
@given(DATA, st.data())
def test_a_duplicate_key_is_reported(data: dict[str, object], draw: st.DataObject) -> None:
    key = draw.draw(st.sampled_from(sorted(data)))
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"') + f'"{key}": again\n'
    result = parse_text(text)
    assert result.data == data
    assert [(diagnostic.rule, diagnostic.line) for diagnostic in result.diagnostics] == [
        ("duplicate-key", text.count("\n"))
    ]


def test_the_fields_of_a_diagnostic_are_those_of_the_source() -> None:
    result = parse_text("a: b: c\n").diagnostics[0]
    assert (result.path, result.excerpt) == ("content/x.yml", "a: b: c")
