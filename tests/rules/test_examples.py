"""The examples of every rule, in a small project: the wrong one breaks the rule, the right one does not.

An example is an excerpt, as a row of the table of rules has it. For each rule, `STAGES` has the function that inserts
its examples into a file of the project, in place of the keys that they have; a new rule is added there.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from laying import lay

from generator.build import checking
from generator.cli import main
from generator.diagnostics.rules import RULES

HEAD = (
    "title: Talks\ntype: report\npublished: 2017\nsummary: Of talks.\n"
    "tags: [talks]\nactors: [hamas]\nauthors: [J]\nbased_on: paper\n"
)
ENTRY = "id: c01\nkind: statement\nby: hamas\nsays: Nothing new.\nquote: will not fire a single shot\n"
ARTICLE = """\
Hamas will not fire a single shot. It was not expected to fire rockets. The next one may be an attack within the month.
Yahya Sinwar was there, with Mohammed Sinwar; the first operation in the Gaza Strip came earlier, like a second in the
Gaza Strip.

One minister gave his view: “it will be far worse than that”. A response could come from Gaza in the next days.
"""
ACTOR = "type: organization\nname: Hamas\n"
DESK = {
    "content/site.yml": "name: Desk\npublisher: Desk\ncontact: desk@quayside.test\n",
    "content/actors/hamas.yml": ACTOR,
    "content/actors/yahya-sinwar.yml": "type: person\nname: Yahya Sinwar\naliases: [Sinwar]\n",
    "content/actors/mohammed-sinwar.yml": "type: person\nname: Mohammed Sinwar\naliases: [Sinwar]\n",
    "content/themes/talks.yml": "name: Rounds of talks\nbroader: truce\n",
    "content/themes/truce.yml": "name: Armistices\nbroader: targeted-killing\n",
    "content/themes/targeted-killing.yml": "name: Targeted killings\n",
    "content/questions/motive.yml": "name: Why?\n",
    "content/sources/paper.yml": "type: report\ntitle: Paper\n",
    "content/events/meeting.yml": "name: A meeting\nstatus: occurred\ndate: 2017\n",
}
TRUCE = "content/briefings/first"
OTHERS = (
    "id: c12\nkind: report\nby: author\nsays: Said.\nquote: not expected to fire rockets\nanswers: motive\n",
    "id: c13\nkind: report\nby: author\nsays: Said.\nquote: it will be far worse\nanswers: motive\nabout: [meeting]\n",
)
"""Other attributions, so that no record is unused."""

Files = dict[str, object]


def plain(example: str) -> str:
    """Remove the comments of an example."""
    return re.sub(r" {3}#.*", "", example)


def keyed(base: str, example: str) -> str:
    """Return `base` with the keys of the example in place of its own."""
    keys = set(re.findall(r"^([a-z_]+):", example, flags=re.MULTILINE))
    kept = [line for line in base.splitlines() if line.partition(":")[0] not in keys]
    return "\n".join([*kept, example]) + "\n"


def entry(text: str) -> str:
    """Keys as an item of a list."""
    first, *rest = text.rstrip("\n").split("\n")
    return "\n".join([f"  - {first}", *(f"    {line}" for line in rest)]) + "\n"


def briefing(head: str = HEAD, entries: str = entry(ENTRY), article: str = ARTICLE, *, others: bool = True) -> Files:
    entries += "".join(map(entry, OTHERS)) if others else ""
    return {f"{TRUCE}/metadata.yml": f"{head}attributions:\n{entries}", f"{TRUCE}/article.md": article}


def in_head(example: str) -> Files:
    return briefing(head=keyed(HEAD, plain(example)))


def in_entry(example: str) -> Files:
    return briefing(entries=entry(keyed(ENTRY, plain(example))))


def in_actor(example: str) -> Files:
    return {**briefing(), "content/actors/hamas.yml": keyed(ACTOR, example)}


def in_event(example: str) -> Files:
    return {**briefing(), "content/events/meeting.yml": keyed(DESK["content/events/meeting.yml"], example)}


def in_source(example: str) -> Files:
    return {**briefing(), "content/sources/paper.yml": keyed(DESK["content/sources/paper.yml"], example)}


def in_article(example: str) -> Files:
    return briefing(article=f"{ARTICLE}\n{plain(example)}\n")


def in_article_or_entry(example: str) -> Files:
    """The wrong one is a sentence, the right one the quote of it."""
    sentence = "According to officials, talks resumed."
    given = "" if example.startswith("According") else entry(keyed(ENTRY.replace("c01", "c02"), example))
    return briefing(entries=entry(ENTRY) + given, article=f"{ARTICLE}\n{sentence}\n")


def as_files(example: str) -> Files:
    """Write a file with suitable content at each path."""
    found: Files = dict(briefing())
    for line in plain(example).splitlines():
        path = line if line.startswith("docs/") else f"content/{line.removeprefix('content/')}"
        if path.endswith(".md") and "briefings" not in path:
            found[path] = "# By hand\n"
        elif path.startswith("content/briefings/"):
            found[path] = briefing()[f"{TRUCE}/{Path(path).name}"]
        elif not path.endswith("/"):
            found[path] = "type: person\nname: Another One\n" if "/actors/" in path else "name: Another\n"
    return found


def as_page(example: str) -> Files:
    """Write a page; the example is its path, with its text in a comment."""
    path, _, text = example.partition("   # ")
    return {**briefing(), "mkdocs.yml": "site_name: Desk\ntheme: {name: material, font: false}\n", path: f"{text}\n"}


def as_whole(example: str) -> Files:
    """The files of the content, which are these alone."""
    return {**briefing(), **({} if "site.yml" in example else {"content/site.yml": {"delete": True}})}


def as_length(example: str) -> Files:
    (number,) = re.findall(r"\((\d+) characters\)", example)
    return briefing(head=keyed(HEAD, f"title: {'x' * int(number)}"))


def as_size(example: str) -> Files:
    (number, unit) = re.findall(r"(\d+) (.)iB", example)[0]
    size = int(number) * {"K": 1 << 10, "M": 1 << 20}[unit]
    whole = briefing()
    text = str(whole[f"{TRUCE}/metadata.yml"])
    return {**whole, f"{TRUCE}/metadata.yml": f"{text}# {'x' * (size - len(text) - 3)}\n"}


def as_encoding(example: str) -> Files:
    encoding = "utf-8" if "UTF-8" in example else "cp1252"
    return {**briefing(), "content/actors/hamas.yml": {"hex": f"{ACTOR}# é\n".encode(encoding).hex()}}


def as_permission(example: str) -> Files:
    """Add a file that even root cannot open."""
    return {**briefing(), **({} if "given" in example else {"content/actors/x1.yml": {"symlink": "x1.yml"}})}


def as_link(example: str) -> Files:
    path, _, target = example.replace("x.yml", "x1.yml").partition(" -> ")
    return {**briefing(), f"content/{path}": {"symlink": target} if target else "type: person\nname: X\n"}


def as_themes(example: str) -> Files:
    """Write themes; `# a.yml` begins the text of a file."""
    parts = re.findall(r"# ([a-z]+)\.yml\n([^#]*)", example)
    names = {f"content/themes/{name * 2}.yml": f"name: Theme {name}\n" for name in ("a", "b")}
    doubled = {f"content/themes/{name * 2}.yml": re.sub(r": (\w)$", r": \1\1", text.strip()) for name, text in parts}
    return {**briefing(), **{path: f"{text}{doubled.get(path, '')}\n" for path, text in names.items()}}


def with_account(example: str) -> Files:
    """Its comment says whether there is another account."""
    other = entry(
        "id: c02\nkind: report\nby: author\nsays: Said.\nquote: not expected to fire rockets\nanswers: motive\n"
    )
    mine = entry(keyed(ENTRY, plain(example)))
    return briefing(entries=mine + (other if "another" in example else ""), others=False)


def with_marks(example: str) -> Files:
    """Insert it; its comment has the words of the article."""
    quote = "quote: it will be far worse than that" if "…" in example else "quote: will not fire a single shot"
    return briefing(entries=entry(keyed(ENTRY, f"{plain(example)}\n{quote}")))


def with_much_markup(example: str) -> Files:
    """A line of its comment's length, or the same as code."""
    line = "<" * 150_000
    return in_article(f"```\n{line}\n```" if "code" in example else line)


def with_tag(example: str) -> Files:
    tags = plain(example) if example.startswith("tags") else ""
    trade = {"content/themes/trade.yml": "name: Trade\nbroader: talks\n"}
    return {**briefing(head=keyed(HEAD, tags) if tags else HEAD), **trade}


def with_place(example: str) -> Files:
    """A place, and a text that names it or does not."""
    return {**in_article("" if example.startswith("places") else example), "content/places/tubas.yml": "name: Tubas\n"}


def in_any_head(example: str) -> Files:
    """Keys of the head, each as its lines, in the place of those of the desk."""
    keys = set(re.findall(r"^([a-z_]+):", example, flags=re.MULTILINE))
    kept = [line for line in HEAD.splitlines() if line.partition(":")[0] not in keys]
    return briefing(head="\n".join([*kept, example]) + "\n")


def in_site(example: str) -> Files:
    return {**briefing(), "content/site.yml": f"name: Desk\npublisher: Desk\n{example}\n"}


def as_article(example: str) -> Files:
    """Return a briefing with an empty article."""
    if "empty" not in example:
        return briefing()
    return {**briefing(), f"{TRUCE}/article.md": ""}


def in_dispute(example: str) -> Files:
    """An attribution that disputes another."""
    id_, dispute = example.removeprefix("- ").splitlines()
    return briefing(entries=entry(keyed(ENTRY, f"{id_}\n{dispute.strip()}")))


STAGES: dict[str, Callable[[str], Files]] = {
    **dict.fromkeys(("unknown-key", "yaml-syntax", "wrong-shape", "wrong-kind", "unfinished"), in_head),
    **dict.fromkeys(("flow-mapping", "unquoted-colon", "comment-cuts-value", "text-after-quote"), in_entry),
    **dict.fromkeys(("yaml-feature", "missing-key", "bad-value", "unknown-id", "name-for-id"), in_entry),
    **dict.fromkeys(("unnamed-as-actor", "quote-not-found", "quote-ambiguous", "quote-bounds"), in_entry),
    "paraphrase-copies": lambda example: in_entry(f"{example}\nquote: from Gaza in the next days"),
    **dict.fromkeys(("bad-image", "unused-figure"), in_head),
    **dict.fromkeys(("duplicate-key", "bad-indentation", "hidden-direction", "private-key"), in_actor),
    **dict.fromkeys(("date-form", "impossible-date", "relative-date"), in_event),
    **dict.fromkeys(("time-form", "future-date", "expiry-order", "withdrawal-keys", "redirect-target"), in_head),
    "bad-url": in_source,
    **dict.fromkeys(("ambiguous-name", "unsafe-link", "image", "unknown-figure", "raw-html", "footnote"), in_article),
    **dict.fromkeys(("table-cells", "table-form", "unprinted", "unclosed-code", "foreign-markup"), in_article),
    "too-much-markup": with_much_markup,
    "unused-entity": with_place,
    "unattributed-cue": in_article_or_entry,
    **dict.fromkeys(("bad-id", "unstorable-id", "lone-file", "stray-file", "page-in-the-way"), as_files),
    "hand-written": as_page,
    "missing-file": as_whole,
    "typographic-quotes": in_entry,
    "merge-conflict": lambda example: {**briefing(), "content/actors/hamas.yml": f"type: organization\n{example}\n"},
    **dict.fromkeys(("placeholder", "repeated-entry", "date-order", "withdrawal-note"), in_any_head),
    "example-address": in_site,
    "misplaced-key": in_actor,
    "self-dispute": in_dispute,
    "empty-article": as_article,
    "too-deep": lambda example: in_entry(f"about: {example}"),
    "too-large": as_size,
    "not-utf8": as_encoding,
    "unreadable": as_permission,
    "symlink-outside": as_link,
    "bad-length": as_length,
    "duplicate-id": lambda example: briefing(
        entries="".join(entry(keyed(ENTRY, line.removeprefix("- "))) for line in example.splitlines())
    ),
    "circle": as_themes,
    "single-account": with_account,
    "direct-unquoted": with_marks,
    "unused-theme": with_tag,
    "common-name": lambda example: in_actor(plain(example)),
}


def broken(root: Path, files: Files) -> set[str]:
    """The rules that the desk with these files breaks."""
    lay(root, DESK)
    lay(root, files)
    diagnostics, everything = checking.check(root)
    found = {one.rule for one in diagnostics}
    if everything:
        found |= {one.rule for one in checking.check_pages(root, everything)}
    return found


def test_each_rule_has_its_stage() -> None:
    assert RULES.keys() - STAGES.keys() == set(), "add to `STAGES` the function that inserts their examples"
    assert STAGES.keys() - RULES.keys() == set(), "no such rules: remove them from `STAGES`"


@pytest.mark.parametrize("rule", RULES)
def test_wrong_example_breaks_the_rule(tmp_path: Path, rule: str) -> None:
    assert rule in broken(tmp_path, STAGES[rule](RULES[rule].wrong))


@pytest.mark.parametrize("rule", RULES)
def test_right_example_does_not(tmp_path: Path, rule: str) -> None:
    assert rule not in broken(tmp_path, STAGES[rule](RULES[rule].right))


def test_the_desk_itself_breaks_none(tmp_path: Path) -> None:
    assert broken(tmp_path, briefing()) == set()


@pytest.mark.parametrize("rule", RULES)
def test_command_explains_the_rule_with_both(rule: str) -> None:
    done = CliRunner().invoke(main, ["rules", rule])

    one = RULES[rule]
    for text in (one.requirement, one.reason, one.wrong, one.right):
        assert all(line in done.output for line in text.splitlines())
    assert done.output.index("wrong:") < done.output.index("right:")
    assert os.linesep not in rule
