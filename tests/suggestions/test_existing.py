"""Suggestions for a briefing that exists: nothing that it has; dates and questions that its attributions lack."""

from pathlib import Path

from desk import BRIEFING, METADATA, lay_desk, suggest_at

from generator.authoring.suggestions.accepting import accept
from generator.authoring.suggestions.answers import AccountText, QuestionAccounts
from generator.authoring.suggestions.suggestion import SuggestionGroup
from generator.proposals.proposal import Confidence

DATED = METADATA.replace("said on 3 May 2026 that the ferry", "that the ferry would stop")


def list_ids(root: Path, group: SuggestionGroup) -> list[str]:
    return [suggestion.id for suggestion in suggest_at(root).suggestions if suggestion.group is group]


def test_an_attribution_gets_the_date_next_to_its_verb(tmp_path: Path) -> None:
    root = lay_desk(tmp_path, metadata=DATED)
    assert list_ids(root, SuggestionGroup.DATE) == ["date:ferry-talks", "date:c07"]

    accept(root, suggest_at(root), ["date:c07"])

    new = DATED.replace("      by: harbour-council\n", "      by: harbour-council\n      date: 2026-05-03\n")
    assert (root / BRIEFING).read_text(encoding="utf-8") == new
    assert list_ids(root, SuggestionGroup.DATE) == ["date:ferry-talks"]


def test_a_date_within_the_quote_is_not_that_of_the_saying(tmp_path: Path) -> None:
    assert list_ids(lay_desk(tmp_path), SuggestionGroup.DATE) == ["date:ferry-talks"]


def test_existing_values_of_the_briefing_are_not_suggested(tmp_path: Path) -> None:
    ids = [suggestion.id for suggestion in suggest_at(lay_desk(tmp_path)).suggestions]
    assert "tag:money" in ids
    assert "tag:ports" not in ids
    assert "principal:harbour-council" not in ids
    said = [suggestion for suggestion in suggest_at(tmp_path).suggestions if suggestion.group is SuggestionGroup.SAID]
    assert not any("harbour-council" in suggestion.title for suggestion in said), (
        "the first sentence has its quote, of that voice"
    )


def test_a_broader_theme_of_a_tag_is_not_suggested(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)
    (root / "content/themes/ports.yml").write_text("name: Ports\nbroader: money\n", encoding="utf-8")
    (root / "content/themes/money.yml").write_text("name: Money\nbroader: ports\n", encoding="utf-8")
    assert list_ids(root, SuggestionGroup.TAG) == []


def test_an_event_that_has_its_record_is_not_suggested_though_the_text_has_not_its_name(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)
    assert list_ids(root, SuggestionGroup.EVENT) == ["event:sale-of-the-ferry"]
    (root / "content/events/sale.yml").write_text(
        "name: Sale of the Ferry\ndate: 2026\nstatus: alleged\n", encoding="utf-8"
    )
    assert list_ids(root, SuggestionGroup.EVENT) == []


def test_the_words_of_another_voice_are_suggested_and_its_very_words_are_not(tmp_path: Path) -> None:
    another = lay_desk(tmp_path / "another", metadata=METADATA.replace("by: harbour-council", "by: ann-lee"))
    assert len(list_ids(another, SuggestionGroup.SAID)) == 3, "these very words have been given to somebody"
    elsewhere = METADATA.replace("by: harbour-council", "by: ann-lee").replace(
        "'said on 3 May 2026 that the ferry'", "'harbour council said on'"
    )
    assert len(list_ids(lay_desk(tmp_path / "elsewhere", metadata=elsewhere), SuggestionGroup.SAID)) == 4


def test_a_cue_without_a_speaker_is_shown_and_cannot_be_accepted(tmp_path: Path) -> None:
    article = "It rained. Dockers told somebody about it. It rained.\n"
    (suggestion,) = [
        suggestion
        for suggestion in suggest_at(lay_desk(tmp_path, article=article)).suggestions
        if suggestion.group is SuggestionGroup.CUE
    ]
    assert suggestion.id.startswith("cue:")
    assert suggestion.title == "`told`, with no quote in its sentence"
    assert (suggestion.changes, suggestion.confidence) == ((), Confidence.LOW)


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
    (answer,) = [suggestion for suggestion in suggest_at(root).suggestions if suggestion.id == "answers:c02:sale"]
    assert answer.reason == "about `dockers`, in words similar to those of the question and its accounts"

    accept(root, suggest_at(root), ["answers:c02:sale"])

    text = (root / BRIEFING).read_text(encoding="utf-8")
    assert "      about: [dockers]\n      answers: sale\n      says: Nobody" in text
    assert "answers:c02:sale" not in list_ids(root, SuggestionGroup.ANSWER)


def test_an_answer_of_a_suggested_attribution_is_accepted_with_it(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)
    (answer,) = [
        suggestion for suggestion in suggest_at(root).suggestions if suggestion.group is SuggestionGroup.ANSWER
    ]
    assert answer.needs == (f"said:{answer.id.split(':')[1]}",)

    accept(root, suggest_at(root), [answer.id])

    text = (root / BRIEFING).read_text(encoding="utf-8")
    assert "      about: [harbour-council, dockers]\n      answers: sale\n      quote:\n" in text


def test_a_question_is_matched_by_words_that_few_questions_share() -> None:
    questions = QuestionAccounts({"sale": (AccountText("sold in secret", ("dockers",)),)})
    assert questions.find_nearest(AccountText("sold in secret", ("dockers",))) == ("sale", ("dockers",))
    assert questions.find_nearest(AccountText("sold in secret", ("ann-lee",))) is None
    assert questions.find_nearest(AccountText("", ())) is None
    common = {name: (AccountText(f"sold by {name}", ("dockers",)),) for name in ("monday", "tuesday", "friday")}
    assert QuestionAccounts(common).find_nearest(AccountText("monday", ("dockers",))) is None


def test_two_equally_similar_questions_give_no_match() -> None:
    account = AccountText("sold in secret", ("dockers",))
    assert QuestionAccounts({"one": (account,), "two": (account,)}).find_nearest(account) is None
    assert QuestionAccounts({}).find_nearest(account) is None


def test_an_existing_record_that_cannot_be_read_is_not_suggested(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)
    (root / "content/actors/dockers.yml").write_text("name:\n  - x\n", encoding="utf-8")
    assert "actor:dockers" not in [suggestion.id for suggestion in suggest_at(root).suggestions]
