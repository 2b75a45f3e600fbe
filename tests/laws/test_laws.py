"""Laws for all content: references show on both ends, link targets exist, and quotes are marked."""

import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from contents import Tree, lay_tree, trees
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages_read import Pages
from selectolax.lexbor import LexborNode

from generator import pages
from generator.analysis import analyzer
from generator.analysis.analyzer import Analysis
from generator.build import checking, pipeline
from generator.content import reader
from generator.content.reader import Content
from generator.diagnostics.diagnostic import Diagnostic
from generator.index.model import Index
from generator.model.kinds import Ref
from generator.model.references import find_references
from generator.site.output import docs_tree

PROJECT = Path(__file__).parents[2]

few = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def checked(tree: Tree) -> tuple[list[Diagnostic], Index]:
    with TemporaryDirectory() as folder:
        lay_tree(Path(folder), tree)
        diagnostics, index = checking.check(Path(folder))
    assert index, diagnostics
    return diagnostics, index


def analysed(tree: Tree) -> tuple[Content, dict[Ref, Analysis]]:
    with TemporaryDirectory() as folder:
        lay_tree(Path(folder), tree)
        content = reader.read_content(Path(folder))
        return content, analyzer.analyze_all(content)


def rendered(index: Index) -> dict[str, str]:
    found = list(pages.render(index))
    assert len({page.path for page in found}) == len(found), "two pages have one path"
    return {page.path: page.text for page in found}


def both_ends(index: Index, content: Content, analyses: Mapping[Ref, Analysis]) -> Iterator[tuple[Ref, Ref]]:
    """Yield every pair of a record and a record that it refers to: in records, in attributions, and in articles.

    A briefing that is not published refers to nothing, and nothing refers to it.
    """
    for ref, entity in index.entities.items():
        for reference in find_references(entity):
            yield ref, index.by_id[reference.id]
    for ref in index.briefings:
        for reference in find_references(content.briefings[ref].metadata.value):
            yield ref, index.by_id[reference.id]
        for mention in analyses[ref].mentions:
            notice = index.notices.get(mention.ref)
            if mention.ref in index.entities or mention.ref in index.briefings or (notice and not notice.target):
                yield ref, mention.ref


# More examples than for the other laws: an example costs little beside its pages, which all of these laws read.
@settings(few, max_examples=30)
@given(trees())
def test_pages_of_all_content_keep_their_laws(tree: Tree) -> None:
    _, index = checked(tree)
    content, analyses = analysed(tree)
    read = Pages({**rendered(index), "about.md": "---\n---\n# About\n"})

    assert_references_show_on_both_ends(read, both_ends(index, content, analyses))
    assert_attributions_show_on_both_ends(read, index)
    assert_ids_are_unique(read)
    assert_links_lead_to_pages_and_fragments(read)
    # It comes last because it removes elements from the pages.
    assert_marks_enclose_quotes_and_prose_is_unchanged(read, index, analyses)


def assert_references_show_on_both_ends(read: Pages, pairs: Iterable[tuple[Ref, Ref]]) -> None:
    for one, other in set(pairs):
        if one != other:
            assert f"{other.stem}.md" in read.led_to(one.stem), f"{one} does not lead to {other}"
            assert f"{one.stem}.md" in read.led_to(other.stem), f"{other} does not lead back to {one}"


def assert_attributions_show_on_both_ends(read: Pages, index: Index) -> None:
    """The pages of all records that it refers to link to its quote, and so do both attributions of a dispute."""
    for one in [statement for briefing in index.briefings.values() for statement in briefing.statements]:
        key = one.key
        words = f"{key.briefing.stem}.md#{key.id}"
        concerned = [
            *one.speakers,
            *one.affiliations,
            *one.about,
            *one.sources,
            *([one.answers] if one.answers else []),
        ]
        for ref in (key.briefing, *concerned):
            assert words in read.links[f"{ref.stem}.md"], f"{ref} does not lead to {words}"
        for other in one.disputes:
            if other in index.statements:
                assert words in read.links[f"{other.briefing.stem}.md"]
                assert f"{other.briefing.stem}.md#{other.id}" in read.links[f"{key.briefing.stem}.md"]


def assert_links_lead_to_pages_and_fragments(read: Pages) -> None:
    for path, links in read.links.items():
        for link in links:
            target, _, fragment = link.partition("#")
            target = target.partition("?")[0]
            assert target in read.ids, f"{path} leads to {link}"
            assert not fragment or fragment in read.ids[target], f"{path} leads to {link}"


def assert_ids_are_unique(read: Pages) -> None:
    for path, ids in read.ids.items():
        assert len(ids) == len(set(ids)), f"{path}: {sorted(one for one in ids if ids.count(one) > 1)}"


def text_between(start: LexborNode, note: str) -> str:
    """The text from an element on to the reference of a footnote, without other references."""
    texts: list[str] = []
    within = False
    block = start
    while not str((block.attributes or {}).get("id")).startswith("p"):
        assert block.parent
        block = block.parent
    skipped: set[int] = set()
    for node in block.traverse(include_text=True):
        if node.mem_id == start.mem_id:
            within = True
        if node.tag == "sup" and (node.attributes.get("id") or "").startswith("fnref"):
            if node.attributes["id"] == note:
                return "".join(texts)
            skipped |= {inner.mem_id for inner in node.traverse(include_text=True)}
        elif within and node.tag == "-text" and node.mem_id not in skipped:
            texts.append(node.text_content or "")
    raise AssertionError(f"{note} does not follow")


def assert_marks_enclose_quotes_and_prose_is_unchanged(
    read: Pages, index: Index, analyses: Mapping[Ref, Analysis]
) -> None:
    for ref, briefing in index.briefings.items():
        page = read.trees[f"{ref.stem}.md"]
        for statement in briefing.statements:
            (mark,) = page.css(f'mark[id="{statement.key.id}"]')
            marked = " ".join(text_between(mark, f"fnref:{statement.key.id}").split())
            # A note inside a link is moved behind its end.
            assert marked.startswith(statement.words)
            assert marked == statement.words or " " not in marked.removeprefix(statement.words).strip()
        for node in page.css("sup[id^='fnref'], a.headerlink"):
            node.decompose()
        for passage in analyses[ref].passages:
            (shown,) = page.css(f'[id="{passage.anchor}"]')
            assert " ".join(shown.text().split()) == " ".join(passage.text.split())


@few
@given(trees(), st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(tree: Tree, chance: random.Random) -> None:
    scandir = os.scandir

    class Shuffled:
        """The entries of a folder, in any order."""

        def __init__(self, path: Any) -> None:
            self.entries = list(scandir(path))
            chance.shuffle(self.entries)

        def __enter__(self) -> Iterator[Any]:
            return iter(self.entries)

        def __exit__(self, *_: object) -> None:
            pass

    shuffled = list(tree.items())
    chance.shuffle(shuffled)
    diagnostics, index = checked(tree)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.source.files.os.scandir", Shuffled)
        other_diagnostics, other = checked(dict(shuffled))

    assert diagnostics == other_diagnostics
    assert list(rendered(index).items()) == list(rendered(other).items())


@few
@given(trees(), trees())
def test_writing_over_other_pages_equals_writing_to_an_empty_folder(before: Tree, after: Tree) -> None:
    files = rendered(checked(after)[1])
    with TemporaryDirectory() as folder:
        docs, fresh = Path(folder, "docs"), Path(folder, "fresh")
        docs_tree.write_pages(docs, rendered(checked(before)[1]))
        assert isinstance(docs_tree.write_pages(docs, files), docs_tree.WriteSummary)
        docs_tree.write_pages(fresh, files)
        assert snapshot(docs) == snapshot(fresh)


SPOILING_EDITS = {
    "unknown key": ("*.yml", lambda data: data + b'\n"bogus": "x"\n'),
    "no text": ("*.*", lambda data: data + b"\xff"),
    "another article": ("article.md", lambda _: b"Other words.\n"),
    "no more than a key": ("*.yml", lambda _: b"name"),
}


@few
@given(trees(), st.sampled_from(sorted(SPOILING_EDITS)), st.randoms(use_true_random=False))
def test_a_build_that_fails_changes_nothing(tree: Tree, edit: str, chance: random.Random) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        lay_tree(root, tree)
        docs_tree.write_pages(root / "docs", {"index.md": "# Before\n", "actors/actor-0.md": "# Before\n"})
        (root / "site").mkdir()
        (root / "site/index.html").write_text("before")
        pattern, spoil = SPOILING_EDITS[edit]
        file = chance.choice(sorted((root / "content").rglob(pattern)))
        if edit == "another article" and "quote" not in (file.parent / "metadata.yml").read_text(encoding="utf-8"):
            return
        file.write_bytes(spoil(file.read_bytes()))
        before = snapshot(root)

        outcome = pipeline.build(root)

        assert outcome.pages is None
        assert any(
            one.path == file.relative_to(root).as_posix() or one.rule == "quote-not-found"
            for one in outcome.diagnostics
        )
        assert snapshot(root) == before


def snapshot(root: Path) -> dict[str, bytes]:
    """Read every file, except the generator's own."""
    files = {path.relative_to(root): path for path in root.rglob("*") if path.is_file()}
    return {path.as_posix(): file.read_bytes() for path, file in files.items() if path.parts[0] != ".cache"}


SUMS = """
import hashlib, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from synthetic import write_content
from generator import pages
from generator.build import checking, pipeline
write_content(Path(sys.argv[2]), 15)
for root in (Path(sys.argv[2]), Path(sys.argv[3])):
    diagnostics, index = checking.check(root)
    for page in pages.render(index):
        print(page.path, hashlib.sha256(page.text.encode()).hexdigest())
"""


def test_the_same_content_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    """Sets and hashes run in another order there."""

    def sums(seed: str) -> list[str]:
        arguments = [str(PROJECT / "tests"), str(tmp_path / seed), str(PROJECT)]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(PROJECT)}
        done = subprocess.run(
            [sys.executable, "-c", SUMS, *arguments], env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout.splitlines()

    first = sums("1")
    assert len(first) > 100
    assert sums("2") == first
