"""Tags the tokens of a sentence: with their category, the word lists that they are in, their form and their context.

A tag is mostly the key of a list in languages/<language>/attributions.yml; patterns (`token_patterns`) ask for tags.
"""

from collections.abc import Sequence
from itertools import compress

from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.tokens import NAME, WORD, SentenceToken
from generator.proposals.token_patterns import Tags, TagText, TokenPattern

MARK_TAGS = {",": "comma", ";": "semicolon", ":": "colon", "—": "dash", "–": "dash", "?": "question_mark"}
_MIN_PAST = 4
"""Letters of a word that only its ending shows as a past, at least."""
CONTEXT_TAGS = {
    "past_tense": TokenPattern("[word & past_ending & ^nominal & !^determiners|^prepositions]"),
    "finite": TokenPattern("""
        [word & helping_verbs & !infinitive]
      | [word & !helping_verbs & ^nominal & !^noun_after|^possessive & past_tense|past_verb|singular_verb]
      | [word & !helping_verbs & ^nominal & !^noun_after|^possessive & plural_verb & ^roles & ^plural]
    """),
    "past_clause": TokenPattern("[past_tense] (?= []{0,38}? [word & conjunctions] )"),
}
"""Tags of single tokens that depend on others: a past tense where a verb may be, the likely verb of a clause, and the
verb of a clause that a conjunction joins with the next."""


def tag_tokens(tokens: Sequence[SentenceToken], rules: Rules) -> tuple[Tags, ...]:
    """Return the tags of each token of a sentence."""
    words = tuple(token.folded for token in tokens)
    tags: list[Tags] = []
    for position, token in enumerate(tokens):
        tags_here = tag_word(token.folded, rules) | _tag_category(token, rules)
        tags.append(tags_here.union(rules.phrases.find_tags(words, position)))
    for tag, pattern in CONTEXT_TAGS.items():
        for match in TagText(tags).find_all(pattern, 0, len(tags)):
            tags[match.start] |= {tag}
    return tuple(tags)


def tag_word(word: str, rules: Rules) -> Tags:
    """Return the tags of a word: the lists that it is in, and its form; the word is folded and in lower case."""
    has_finite_ending = word.endswith(rules.finite_endings)
    forms = {
        "number": word[:1].isdigit(),
        "letters": word[:1].isalpha(),
        "adverb": word in rules.adverbs or word.endswith(rules.adverb_endings),
        "adverb_ending": word.endswith(rules.adverb_endings),
        "plural": word.endswith(rules.plural_endings),
        "finite_ending": has_finite_ending,
        "past_ending": has_finite_ending and len(word) >= _MIN_PAST,
        "past_form": word in rules.irregular_pasts or (has_finite_ending and len(word) > _MIN_PAST),
        "future_ending": word.endswith(rules.future_endings),
        "progressive_ending": word.endswith(rules.progressive_endings),
        "wrong": word.startswith(rules.wrongs),
        "enclitic": "-" in word and word in rules.all_pronouns,
        "contraction": word.endswith("n't") and len(word) > len("n't"),
        "negating": word in rules.negations or word.endswith("n't"),
    }
    return rules.tags_by_word.get(word, frozenset()).union(compress(forms, forms.values()))


def _tag_category(token: SentenceToken, rules: Rules) -> Tags:
    """Return the tags of a token's category and spelling."""
    mention_type = token.mention.type if token.mention else ""
    categories = {
        token.category: True,
        MARK_TAGS.get(token.folded, token.category): True,
        "nominal": token.is_nominal,
        "named_person": mention_type == "person",
        "named_body": token.category == NAME and mention_type != "person",
        "named_collective": mention_type == "collective",
        "possessive": token.is_possessive,
        "capitalized": token.is_capitalized,
        "verb_ending": token.category == WORD and token.folded.endswith(rules.plural_endings[:1]),
    }
    return frozenset(compress(categories, categories.values()))
