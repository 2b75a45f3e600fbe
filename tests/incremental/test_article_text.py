"""What the text of an article depends on, as the store has it, and what its page depends on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from laying import lay

from generator.build.clock import read_now
from generator.build.docs_stage import STATE, write_docs
from generator.content.visibility import View
from generator.incremental import briefing_work
from generator.incremental.briefing_work import PAGE_SPACES, BriefingResult, WorkContext
from generator.incremental.dependency_tracker import ARTICLE
from generator.incremental.version import compute_versions
from generator.infra.store import Store
from generator.model.kinds import Ref
from generator.text.escaping import Markdown

METADATA = """\
title: Mooring fees
type: report
authors: [Desk]
published: 2020-01-05
summary: What boats pay in winter.
tags: [harbor]
actors: []
"""
OTHER = METADATA.replace("Mooring fees", "Winter berths").replace("harbor", "winter")
THIRD = METADATA.replace("Mooring fees", "Piers").replace("harbor", "piers-of-stone")
DESK = {
    "content/site.yml": "name: Desk\npublisher: Desk\ncontact: desk@quayside.test\nlanguage: en\n",
    "content/themes/harbor.yml": "name: Harbor\n",
    "content/themes/piers-of-stone.yml": "name: Piers of stone\n",
    "content/themes/winter.yml": "name: Winter\nlisted: true\n",
    "content/actors/orla.yml": "name: Orla Finch\ntype: person\n",
    "content/briefings/fees/metadata.yml": METADATA,
    "content/briefings/fees/article.md": "Orla Finch wrote of [berths](briefing:berths).\n",
    "content/briefings/berths/metadata.yml": OTHER,
    "content/briefings/berths/article.md": "They are few.\n",
    "content/briefings/piers/metadata.yml": THIRD,
    "content/briefings/piers/article.md": "They are long.\n",
}
WITHDRAWN = f"""\
{OTHER}status: withdrawn
updated: 2020-02-01
corrections:
  - date: 2020-02-01
    kind: withdrawal
    text: It was about other berths.
"""
BERTHS = "content/briefings/berths/metadata.yml"
LINKED = "[Orla Finch](../actors/orla.md) wrote of [berths](berths.md)."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose briefing `fees` names an actor and links to the briefing `berths`; its pages are written.

    They have no theme in common, so that nothing else on the page of `fees` depends on `berths`.
    """
    lay(tmp_path, DESK)
    (tmp_path / "docs").mkdir()
    assert LINKED in update(tmp_path)
    return tmp_path


def update(root: Path) -> str:
    """Bring docs/ up to date; return the page of `fees`."""
    result = write_docs(root, View(read_now()), strict=False, full=False, jobs=1)
    assert result.pages, result.diagnostics
    return (root / "docs/briefings/fees.md").read_text(encoding="utf-8")


def read_stored(root: Path) -> dict[str, bytes | None]:
    """Return what the store has of `fees` for pages, by space."""
    store = Store.open_read_only(root / STATE)
    return {space: store.get(space, "fees") for space in PAGE_SPACES}


@contextmanager
def record_work(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collect the ids of the briefings that are processed within this block."""
    processed: list[str] = []
    process_briefing = briefing_work.process_briefing

    def process(ref: Ref, context: WorkContext) -> BriefingResult:
        processed.append(ref.id)
        return process_briefing(ref, context)

    with monkeypatch.context() as patch:
        patch.setattr(briefing_work, "process_briefing", process)
        yield processed


def test_change_of_layout_processes_no_briefing_and_renders_its_page_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_stored(root)
    versions = compute_versions()._replace(rendering="another")
    monkeypatch.setattr("generator.build.docs_stage.compute_versions", lambda: versions)
    monkeypatch.setattr("generator.pages.briefing.render_article", lambda *_: Markdown("Another layout.\n"))

    with record_work(monkeypatch) as processed:
        page = update(root)

    assert "Another layout." in page
    assert processed == []
    assert read_stored(root) == before

    monkeypatch.setattr("generator.pages.briefing.render_article", lambda *_: Markdown("A third layout.\n"))
    assert update(root) == page


@pytest.mark.parametrize(
    ("metadata", "shown"),
    [
        (f"{OTHER}status: draft\n", "wrote of berths."),
        (f"{OTHER}embargo: 2999-01-01T06:00+00:00\n", "wrote of berths."),
        (f"{WITHDRAWN}withdrawal: redirect\nredirect_to: piers\n", "wrote of [berths](piers.md)."),
        (WITHDRAWN, "wrote of [berths](berths.md)."),
    ],
    ids=["draft", "embargo", "redirect", "notice"],
)
def test_visibility_of_another_briefing_changes_the_page_and_not_the_analysis(
    root: Path, metadata: str, shown: str
) -> None:
    before = read_stored(root)
    lay(root, {BERTHS: metadata})

    assert shown in update(root)
    assert read_stored(root)[ARTICLE] == before[ARTICLE]

    lay(root, {BERTHS: OTHER})
    assert LINKED in update(root)
    assert read_stored(root) == before


def test_page_is_rendered_again_if_the_redirect_of_a_linked_briefing_leads_elsewhere(root: Path) -> None:
    redirect = f"{WITHDRAWN}withdrawal: redirect\nredirect_to: piers\n"
    lay(root, {BERTHS: redirect})
    assert "[berths](piers.md)" in update(root)

    lay(
        root,
        {
            BERTHS: redirect.replace("redirect_to: piers", "redirect_to: quays"),
            "content/briefings/quays/metadata.yml": THIRD.replace("Piers", "Quays"),
            "content/briefings/quays/article.md": "They are old.\n",
        },
    )
    assert "[berths](quays.md)" in update(root)


def test_page_is_rendered_again_if_a_named_entity_has_another_path(root: Path) -> None:
    lay(
        root,
        {"content/actors/orla.yml": {"delete": True}, "content/actors/orla-finch.yml": DESK["content/actors/orla.yml"]},
    )

    assert LINKED.replace("orla.md", "orla-finch.md") in update(root)


def test_page_is_rendered_again_if_a_named_entity_has_no_page_any_more(root: Path) -> None:
    lay(root, {"content/actors/orla.yml": {"delete": True}})

    assert "Orla Finch wrote of [berths](berths.md)." in update(root)
