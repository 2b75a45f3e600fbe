"""What is there is not suggested again; dates, questions and open sentences of a briefing's own attributions are."""

from pathlib import Path

from desk import BRIEFING, METADATA, found_at, lay_desk

from generator.authoring.suggestions.accepting import accept
from generator.authoring.suggestions.answers import Questions, Statement
from generator.authoring.suggestions.suggestion import Group
from generator.proposals.proposal import Confidence

DATED = METADATA.replace("said on 3 May 2026 that the ferry", "that the ferry would stop")


def of(root: Path, group: Group) -> list[str]:
    return [one.id for one in found_at(root).suggestions if one.group is group]


def test_an_attribution_gets_the_date_beside_its_verb(tmp_path: Path) -> None:
    root = lay_desk(tmp_path, metadata=DATED)
    assert of(root, Group.DATE) == ["date:ferry-talks", "date:c07"]

    accept(root, found_at(root), ["date:c07"])

    new = DATED.replace("      by: harbour-council\n", "      by: harbour-council\n      date: 2026-05-03\n")
    assert (root / BRIEFING).read_text(encoding="utf-8") == new
    assert of(root, Group.DATE) == ["date:ferry-talks"]


def test_a_date_within_the_quote_is_not_that_of_the_saying(tmp_path: Path) -> None:
    assert of(lay_desk(tmp_path), Group.DATE) == ["date:ferry-talks"]


def test_what_the_briefing_has_is_not_suggested(tmp_path: Path) -> None:
    ids = [one.id for one in found_at(lay_desk(tmp_path)).suggestions]
    assert "tag:money" in ids
    assert "tag:ports" not in ids
    assert "principal:harbour-council" not in ids
    said = [one for one in found_at(tmp_path).suggestions if one.group is Group.SAID]
    assert not any("harbour-council" in one.title for one in said), "the first sentence has its quote, of that voice"


def test_a_theme_above_a_tag_is_there_as_well(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)
    (root / "content/themes/ports.yml").write_text("name: Ports\nbroader: money\n", encoding="utf-8")
    (root / "content/themes/money.yml").write_text("name: Money\nbroader: ports\n", encoding="utf-8")
    assert of(root, Group.TAG) == []


def test_an_event_that_has_its_record_is_not_suggested_though_the_text_has_not_its_name(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)
    assert of(root, Group.EVENT) == ["event:sale-of-the-ferry"]
    (root / "content/events/sale.yml").write_text(
        "name: Sale of the Ferry\ndate: 2026\nstatus: alleged\n", encoding="utf-8"
    )
    assert of(root, Group.EVENT) == []


def test_the_words_of_another_voice_are_suggested_and_its_very_words_are_not(tmp_path: Path) -> None:
    another = lay_desk(tmp_path / "another", metadata=METADATA.replace("by: harbour-council", "by: ann-lee"))
    assert len(of(another, Group.SAID)) == 3, "these very words have been given to somebody"
    elsewhere = METADATA.replace("by: harbour-council", "by: ann-lee").replace(
        "'said on 3 May 2026 that the ferry'", "'harbour council said on'"
    )
    assert len(of(lay_desk(tmp_path / "elsewhere", metadata=elsewhere), Group.SAID)) == 4


def test_a_sentence_in_which_nobody_is_found_to_speak_is_shown_and_cannot_be_accepted(tmp_path: Path) -> None:
    article = "It rained. Dockers told somebody about it. It rained.\n"
    (one,) = [one for one in found_at(lay_desk(tmp_path, article=article)).suggestions if one.group is Group.CUE]
    assert one.id.startswith("cue:")
    assert one.title == "`told`, with no quote in its sentence"
    assert (one.changes, one.confidence) == ((), Confidence.LOW)


# Questions

SALE = "questions/sale.yml"
ACCOUNTS = """\
    - id: c01
      kind: allegation
      by: author
      about: [dockers]
      answers: sale
      says: The ferry was sold secretly by dockers to a stranger.
      quote: council sold the ferry in secret
    - id: c02
      kind: report
      by: ann-lee
      about: [dockers]
      says: Nobody sold any ferry in secret to strangers.
      quote: We have no money for it
"""


def test_an_attribution_that_is_like_the_accounts_of_a_question_is_shown_to_it(tmp_path: Path) -> None:
    root = lay_desk(tmp_path, metadata=METADATA.partition("    # The council")[0] + ACCOUNTS)
    (answer,) = [one for one in found_at(root).suggestions if one.id == "answers:c02:sale"]
    assert answer.reason == "about `dockers`, in words like those of the question and its accounts"

    accept(root, found_at(root), ["answers:c02:sale"])

    text = (root / BRIEFING).read_text(encoding="utf-8")
    assert "      about: [dockers]\n      answers: sale\n      says: Nobody" in text
    assert "answers:c02:sale" not in of(root, Group.ANSWER)


def test_an_answer_of_a_suggested_attribution_is_accepted_with_it(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)
    (answer,) = [one for one in found_at(root).suggestions if one.group is Group.ANSWER]
    assert answer.needs == (f"said:{answer.id.split(':')[1]}",)

    accept(root, found_at(root), [answer.id])

    text = (root / BRIEFING).read_text(encoding="utf-8")
    assert "      about: [harbour-council, dockers]\n      answers: sale\n      quote:\n" in text


def test_a_question_is_told_by_a_thing_that_few_questions_share() -> None:
    questions = Questions({"sale": (Statement("sold in secret", ("dockers",)),)})
    assert questions.nearest(Statement("sold in secret", ("dockers",))) == ("sale", ("dockers",))
    assert questions.nearest(Statement("sold in secret", ("ann-lee",))) is None
    assert questions.nearest(Statement("", ())) is None
    common = {name: (Statement(f"sold by {name}", ("dockers",)),) for name in ("monday", "tuesday", "friday")}
    assert Questions(common).nearest(Statement("monday", ("dockers",))) is None


def test_of_two_questions_that_are_near_none_is_named() -> None:
    account = Statement("sold in secret", ("dockers",))
    assert Questions({"one": (account,), "two": (account,)}).nearest(account) is None
    assert Questions({}).nearest(account) is None
