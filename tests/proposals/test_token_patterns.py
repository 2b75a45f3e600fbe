"""Patterns of tokens: their notation, and the tags that the patterns of attributions ask for."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest
from attribution_texts import find_mentions, summarize_attributions

from generator.diagnostics.diagnostic import SourceFile
from generator.proposals import actors, attributions, events
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.tagging import tag_passages
from generator.proposals.actors.tokens import tokenize_passage
from generator.proposals.attributions.rules import PHRASE_LISTS, Rules, load_rules
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.attributions.sentence_reader import SentenceReader
from generator.proposals.attributions.tagging import CONTEXT_TAGS
from generator.proposals.inputs import ArticleInput
from generator.proposals.token_patterns import MAX_PHRASE, START_TAGS, TagText, TokenPattern
from generator.proposals.word_lists import TAGS, load_name_words
from generator.text.article import parse_article

LANGUAGES = ("en", "fr")
SAMPLES = (
    "Holm’s 3 men quickly walked; “The pier is not safe,” she said: the Marn pier, didn’t “it” go — why?",
    "Il l’a-t-il volé au quai? Il sera parti.",
    "They report that guards died and the police said that workers stole it while walking.",
)
"""Sentences in which each tag occurs that is not the key of a word list."""
NAME_SAMPLES = (
    "The St. Mary & 12 dockers’ union (34), a Ruvanian firm; Minister – “al-Majd”, the regional office in May, may.",
    "Israel’s Hamas-run, Israeli talks.",
    "L'armée d’Israël-Sud, des droits civiques et nationaux.",
)
"""The same for names."""


def match_tags(pattern: str, *tokens: str) -> tuple[int, int] | None:
    """Match a pattern at the first of tokens, of which each is the words of its tags."""
    text = TagText([frozenset(token.split()) for token in tokens])
    match = text.match(TokenPattern(pattern), 0, len(tokens))
    return (match.start, match.stop) if match else None


@pytest.mark.parametrize(
    ("pattern", "tokens", "span"),
    [
        ("[word]", ("word by",), (0, 1)),
        ("[words]", ("word",), None),
        ("[]", ("mark",), (0, 1)),
        ("[name|place]", ("place",), (0, 1)),
        ("[name|place]", ("word",), None),
        ("[word & !by]", ("word that",), (0, 1)),
        ("[word & !by]", ("word by",), None),
        ("[word & !by|that]", ("word that",), None),
        ("[word & by|that]", ("by",), None),
        ("[] [^by]", ("by", "name"), (0, 2)),
        ("[] [!^by]", ("by", "name"), None),
        ("[^start]", ("name",), (0, 1)),
        ("[] [^start]", ("name", "name"), None),
        ("[name] []{0,2} [verb]", ("name", "word", "word", "verb", "word"), (0, 4)),
        ("[name] []{0,2} [verb]", ("name", "word", "word", "word", "verb"), None),
        ("[name]* (?! [verb] )", ("name", "name", "verb"), (0, 1)),
        ("[name]*+", ("name", "name", "verb"), (0, 2)),
        ("[name]*+ [name]", ("name", "name"), None),
        ("[name]{1,2}+ [verb]", ("name", "name", "name", "verb"), None),
        ("[name]?+ [verb]", ("verb",), (0, 1)),
        ("(?> (?: [name] | [verb] \\Z )* )", ("name", "name", "verb", "word"), (0, 2)),
        ("{refusals} [infinitive]", ("refusals:2", "refusals:1", "infinitive"), (0, 3)),
        ("{refusals} [infinitive]", ("refusals:2", "infinitive"), None),
    ],
)
def test_notation(pattern: str, tokens: tuple[str, ...], span: tuple[int, int] | None) -> None:
    assert match_tags(pattern, *tokens) == span


@pytest.mark.parametrize("pattern", ["(?: [name] | [verb] )*+", "(?: [name] [verb] )?+", "(?: [name] ){1,2}+"])
def test_a_possessive_repetition_of_more_than_a_token_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="possessive"):
        match_tags(pattern, "name")


def test_a_match_ends_at_its_bound() -> None:
    text = TagText([frozenset({"name"})] * 4)
    match = text.match(TokenPattern("(?P<all> [name]* )"), 1, 3)
    assert match
    assert (match.start, match.stop, match.groups) == (1, 3, {"all": (1, 3)})
    assert text.match(TokenPattern("[name]"), 4, 9) is None


def test_a_match_before_a_token_begins_as_early_as_it_can() -> None:
    text = TagText([frozenset({tag}) for tag in ("name", "verb", "name", "name", "verb")])
    match = text.match_before(TokenPattern("[name]+"), 0, 4)
    assert match
    assert (match.start, match.stop) == (2, 4)


def iterate_patterns(package: ModuleType) -> Iterator[tuple[str, TokenPattern]]:
    """Yield the patterns of the modules of a package, alone or as the first value of a rule in a list."""
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        for name, value in vars(module).items():
            for rule in value if isinstance(value, list) else [value]:
                pattern = rule[0] if isinstance(rule, tuple) and rule else rule
                if isinstance(pattern, TokenPattern):
                    yield f"{info.name}.{name}", pattern


def get_rules(language: str) -> Rules:
    rules = load_rules(language)
    assert rules
    return rules


def read_sentences(markdown: str, language: str) -> Iterator[Sentence]:
    article = parse_article(SourceFile("article.md", markdown))
    reader = SentenceReader(get_rules(language), find_mentions(article))
    ranges = ArticleInput(article, language).sentences
    for number, passage in enumerate(article.passages):
        yield from reader.read_sentences(number, passage.text, ranges[number])


def list_tags() -> set[str]:
    """Return the keys of word lists, and the tags that occur in the samples."""
    tags = {*Rules.model_fields, *START_TAGS}
    for language in LANGUAGES:
        rules = get_rules(language)
        tags.update(*rules.tags_by_word.values())
        tags.update(f"{key}:{length}" for key in PHRASE_LISTS for length in range(1, MAX_PHRASE + 1))
        for sample in SAMPLES:
            for sentence in read_sentences(sample, language):
                tags.update(*sentence.tags)
    return tags


def test_patterns_of_attributions_ask_for_tags_that_exist() -> None:
    tags = list_tags()
    patterns = [*CONTEXT_TAGS.items(), *iterate_patterns(attributions)]
    assert {name: pattern.tags - tags for name, pattern in patterns if pattern.tags - tags} == {}


def list_name_tags() -> set[str]:
    """Return the tags that are word lists of names, and those that occur in the samples."""
    tags = set(TAGS)
    for language in LANGUAGES:
        words = load_name_words(language)
        assert words
        for sample in NAME_SAMPLES:
            passage = tokenize_passage(0, sample, [(0, len(sample))], words)
            for tagged in tag_passages([passage], Lexicon.build([passage], words)):
                tags.update(*tagged.tags)
    return tags


def test_patterns_of_actors_ask_for_tags_that_exist() -> None:
    tags = list_name_tags()
    patterns = list(iterate_patterns(actors))
    assert len(patterns) > 20
    assert {name: pattern.tags - tags for name, pattern in patterns if pattern.tags - tags} == {}


def test_patterns_of_events_ask_for_tags_that_exist() -> None:
    tags = list_name_tags() | {"mention_start", "person_mention"}
    for language in LANGUAGES:
        words = events.load_event_words(language)
        assert words
        tags.update(*words.tags_by_word.values())
    patterns = {name: value for name, value in vars(events).items() if isinstance(value, TokenPattern)}
    assert len(patterns) > 2
    assert {name: pattern.tags - tags for name, pattern in patterns.items() if pattern.tags - tags} == {}


def test_a_long_sentence_takes_bounded_time() -> None:
    """Without atomic groups, words that match several alternatives would be tried in all combinations."""
    words = "pier before near the old mayor and " * 200
    assert len(list(read_sentences(f"{words} said that it fell.", "en"))) > 1
    assert summarize_attributions(f"{words} said that it fell.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_patterns_match_the_longest_phrase(language: str) -> None:
    rules = get_rules(language)
    assert [phrase for key in PHRASE_LISTS for phrase in getattr(rules, key) if len(phrase.split()) > MAX_PHRASE] == []
