"""Splits spans of capitalized words into names, without titles, demonyms and the first words of sentences."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from generator.proposals.actors.capitalized_spans import MAX_NAME_TOKENS, SPAN_START, find_span_end
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.name_span import NameSpan
from generator.proposals.actors.tagging import TaggedPassage
from generator.proposals.token_patterns import TokenPattern, TokenSpan

_SENTENCE_OPENING = TokenPattern(r"""
    (?> (?: [articles|elided_article]
          | (?: [opening & !head_noun] | [opening & common] | [opening] \Z ) [connectors]*+
        )*
    )
""")
"""Articles and common first words of a sentence, but not the head of a longer name: Ministry of …."""
_OFFICE = TokenPattern("[heads] [connectors]")
_TITLE = TokenPattern("[title]")
_TITLE_START = TokenPattern("(?: [title_part] [mark|connectors]? )*")
_TITLE_STOP = TokenPattern("[mark]*+ (?> (?: [connectors] (?: (?= [connectors] ) | [!connectors] ) )* )")
"""The marks and the field after a title: Minister of Defence."""
_TRIMMED_NAME = TokenPattern("""
    [mark|connectors]*+ (?P<demonyms> [demonym]*+ ) (?P<name> []* [!mark|connectors] )
""")
"""A name between marks, connectors and demonyms."""


def find_names(passage: TaggedPassage, lexicon: Lexicon, excluded: AbstractSet[int]) -> Iterator[NameSpan]:
    """Find the names in a passage, in order; `excluded` are tokens that belong to no name."""
    position = 0
    while span_start := passage.search(SPAN_START, position):
        start = span_start.start
        position = start + 1
        if start in excluded:
            continue
        position = find_span_end(passage, start, lexicon, excluded)
        if position - start <= MAX_NAME_TOKENS:
            yield from _split_span(NameSpan(passage, start, position), lexicon)


def _split_span(span: NameSpan, lexicon: Lexicon) -> Iterator[NameSpan]:
    """Yield the names in a span, in order."""
    passage, stop = span.passage, span.stop
    start = passage.find_run_stop(_SENTENCE_OPENING, span.start, stop)
    title = _find_title(passage, start, stop, lexicon)
    if title and title.stop == stop - 1 and passage.has("heads", title.stop):
        yield NameSpan(passage, start, stop)  # “General” in “General Staff” is not a title.
        return
    yield from _trim(NameSpan(passage, start, title.start), lexicon)
    yield from _trim(NameSpan(passage, title.stop, stop, passage.get_text(*title)), lexicon)


def _find_title(passage: TaggedPassage, start: int, stop: int, lexicon: Lexicon) -> TokenSpan:
    """Return the last title in a span; an empty span at its start if there is none, or if it names an office."""
    no_title = TokenSpan(start, start)
    if passage.match(_OFFICE, start) and passage.has("title_part", stop - 1):
        return no_title
    for title in reversed([*passage.find_all(_TITLE, start, stop)]):
        title_start = passage.find_run_start(_TITLE_START, title.start, start)
        is_surname = passage.has("title_surnames", title.start)
        if not is_surname or _is_separate(passage, start, title_start, lexicon):
            return TokenSpan(title_start, passage.find_run_stop(_TITLE_STOP, title.stop, stop))
    return no_title


def _is_separate(passage: TaggedPassage, start: int, stop: int, lexicon: Lexicon) -> bool:
    """Check whether the tokens before a word are surely not the beginning of a person's name."""
    tokens = passage.tokens[start:stop]
    if all(map(lexicon.is_demonym, tokens)):
        return True
    text = passage.text[tokens[0].start : tokens[-1].end]
    return lexicon.find_territory(text) is not None or lexicon.is_head(tokens[-1]) or bool(tokens[-1].acronym)


def _trim(name: NameSpan, lexicon: Lexicon) -> Iterator[NameSpan]:
    """Yield the name without marks, connectors and demonyms at its ends, if a name remains."""
    match = name.passage.match(_TRIMMED_NAME, name.start, name.stop)
    if not match:
        return
    bare = NameSpan(name.passage, *match.groups["name"], name.title)
    trimmed = bare._replace(start=match.groups["demonyms"].start) if _keeps_demonym(bare, lexicon) else bare
    if len(trimmed.tokens) > 1 or not lexicon.is_general(trimmed.tokens[0]):
        yield trimmed


def _keeps_demonym(name: NameSpan, lexicon: Lexicon) -> bool:
    """Check whether a demonym before a name is part of it, as in the name of an organization."""
    has_head = name.passage.has_any("head_noun", name.start, name.stop)
    start, end = name.char_range
    return has_head and not name.title and not lexicon.find_territory(name.passage.text[start:end])
