"""What a page says of things, seen from where it stands: links are relative to it.

Everything here returns `Markdown` whose values are escaped. The page's own voice is neutral: voice first, then the
fixed verb, then the paraphrase, then date and link.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlencode

from generator.index.used import Card, Index, Occurrence, Statement, StatementKey
from generator.markdown import Markdown, escape, escape_run, link_target, tidy
from generator.model.briefing import AUTHOR, Voice
from generator.model.date_words import in_words
from generator.model.dates import EdtfDate
from generator.model.entities import Named, SameAs
from generator.model.kinds import FOLDERS, USAGE, AttributionKind, Kind, Ref
from generator.pages.wording import capital, count, shown
from generator.paths import relative

VOICES = 6
"""Voices that are named where several are told in short."""
SENTENCE_LIMIT = 400
"""Characters of a sentence that a list shows."""

_WIKIDATA = "https://www.wikidata.org/wiki/"
_OPENSANCTIONS = "https://www.opensanctions.org/entities/"


def quoted(words: str) -> str:
    """Words in quotation marks, single ones where they have double ones themselves."""
    return f"‘{words}’" if re.search('["“”„«»]', words) else f"“{words}”"


def _part(text: str, *, opens_line: bool) -> str:
    """A part of a text as inline Markdown: unlike `escape`, with the spaces that join it to the next."""
    return escape_run(tidy(text), opens_line=opens_line)


@dataclass(frozen=True, slots=True)
class Known:
    """What all pages at one depth below docs/ say alike, as their links lead up as far: made once for all of them."""

    links: dict[Ref, Markdown] = field(default_factory=dict)
    says: dict[StatementKey, tuple[Markdown, frozenset[int]]] = field(default_factory=dict)
    words: dict[StatementKey, Markdown] = field(default_factory=dict)
    briefs: dict[Ref, Markdown] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A page that is being written: `path` is relative to docs/, `up` leads from it to docs/.

    `subject` is what the page is of; what is said there of the subject is not linked to it again.
    """

    index: Index
    path: str
    up: str
    subject: Ref | None
    known: Known = field(repr=False)

    def to(self, path: str) -> Markdown:
        """The address of another page, or of a fragment of one, as short as it can be."""
        return Markdown(relative(path, self.path))

    def link(self, ref: Ref) -> Markdown:
        """A thing's name, linked to its page."""
        label = self.index.label(ref)
        found = self.known.links.get(ref)
        if found is None:
            found = self.known.links[ref] = self.titled(label, f"{ref.stem}.md")
        return found

    def titled(self, text: str, path: str) -> Markdown:
        """A text, linked to a path."""
        return Markdown(f"[{shown(text)}]({self.up}{path})")

    def searched(self, text: str, ref: Ref) -> Markdown:
        """A text, linked to the search of the briefings that concern an actor, a theme or a source."""
        asked = urlencode({"kind": "Briefing", ref.kind.value: self.index.label(ref)})
        return Markdown(f"[{shown(text)}]({self.up}search.md?{asked})")

    def links(self, refs: Iterable[Ref]) -> Markdown:
        """Names, linked, with commas between them."""
        return Markdown(", ".join(self.link(ref) for ref in refs))

    def chips(self, refs: Iterable[Ref]) -> Markdown:
        """Names as chips."""
        return Markdown(" ".join(f"{self.link(ref)}{{ .chip .chip-{ref.kind} }}" for ref in refs))

    def outside(self, text: str, url: str) -> Markdown:
        """A text, linked to another site."""
        return Markdown(f"[{escape(text)}]({link_target(url)})")

    def when(self, date: EdtfDate) -> str:
        """A date in words."""
        return in_words(date)

    def names(self, entity: Named) -> list[Markdown]:
        """Its names in other scripts, each marked with its language."""
        return [Markdown(f'<bdi lang="{language}">{escape(name)}</bdi>') for language, name in entity.names.items()]

    def registers(self, same_as: SameAs) -> Iterator[Markdown]:
        """Links to the same thing elsewhere."""
        if same_as.wikidata:
            yield self.outside("Wikidata", _WIKIDATA + same_as.wikidata)
        if same_as.opensanctions:
            yield self.outside("OpenSanctions", _OPENSANCTIONS + same_as.opensanctions)
        if same_as.url:
            yield self.outside(same_as.url, same_as.url)

    def says(self, statement: Statement) -> Markdown:
        """The kind, the voice, the verb of the kind, and the paraphrase."""
        found = self.known.says.get(statement.key)
        if found is None:
            found = self.known.says[statement.key] = self.index.reads.once(lambda: self._said(statement))
        text, read = found
        self.index.reads.noted |= read
        return text

    def _said(self, statement: Statement) -> Markdown:
        head = f"*{statement.kind}*{{ .kind .k-{statement.kind} }} {self.voices(statement)} {self.verb(statement)}"
        return Markdown(f"{head}: {escape(statement.says)}")

    def voices(self, statement: Statement) -> Markdown:
        """Who says it."""
        voices = [self._voice(voice, first=position == 0) for position, voice in enumerate(statement.voices)]
        head = ", ".join(voices[:-1])
        text = f"{head} and {voices[-1]}" if head else voices[-1]
        return Markdown(text)

    def _voice(self, voice: Voice, *, first: bool) -> str:
        if voice.named:
            return f"**{self.link(Ref(Kind.ACTOR, voice.named))}**"
        if voice.unnamed:
            homes = [f"within {self.link(Ref(Kind.ACTOR, voice.within))}"] if voice.within else []
            homes += [f"in {self.link(Ref(Kind.PLACE, voice.place))}"] if voice.place else []
            name = capital(voice.unnamed) if first else voice.unnamed
            return f"**{escape(name)}** ({', '.join(['unnamed', *homes])})"
        article = "The" if first else "the"
        return f"**{article} author**" if voice.actor == AUTHOR else f"**{article} text**, naming no voice,"

    def named_voices(self, voices: Mapping[Voice, int]) -> Markdown:
        """Several voices in short, the first few of many; with each, in how many texts it is another."""
        names = [
            f"{self._voice_name(voice)} in {texts:,} texts" if texts > 1 else self._voice_name(voice)
            for voice, texts in islice(voices.items(), VOICES)
        ]
        more = [f"{len(voices) - VOICES:,} more"] if len(voices) > VOICES else []
        return Markdown(", ".join([*names, *more]))

    def _voice_name(self, voice: Voice) -> str:
        if voice.named:
            return self.link(Ref(Kind.ACTOR, voice.named))
        return escape(voice.unnamed) if voice.unnamed else "the author" if voice.actor == AUTHOR else "no voice named"

    def verb(self, statement: Statement) -> Markdown:
        """The one verb of the statement's kind; of a motive, with the actor to whom it is ascribed."""
        verb = USAGE[statement.kind].verb
        if statement.kind is AttributionKind.MOTIVE and statement.about:
            return Markdown(f"{verb} to {self.link(statement.about[0])}")
        return Markdown(verb)

    def words(self, statement: Statement) -> Markdown:
        """The exact words, linked to where they stand."""
        key = statement.key
        found = self.known.words.get(key)
        language = self.index.cards[key.briefing].language
        if found is None:
            text = self._marked(escape(quoted(statement.words)), language)
            link = f"[{text}]({self.up}{key.briefing.stem}.md#{key.id})"
            found = self.known.words[key] = Markdown(f"{link}{{ .words }}")
        return found

    def particulars(self, statement: Statement, question: Ref | None = None) -> Markdown:
        """What else is known of a statement: where and when, about whom, and how it stands to others.

        `question` is the one that it is shown under beside other accounts; about whom it is stands in its own row then.
        """
        parts = [""]
        if statement.key.briefing != self.subject:
            parts.append(shown(self.index.label(statement.key.briefing)))
        if statement.date:
            parts.append(in_words(statement.date))
        if statement.direct:
            parts.append("direct speech")
        if statement.implied:
            parts.append("implied: carried over, not stated in this sentence")
        if not question:
            parts += self._concerns(statement)
        if statement.sources:
            parts.append(f"first in {self.links(statement.sources)}")
        parts += self._disputes(statement)
        return Markdown(" · ".join(parts))

    def _concerns(self, statement: Statement) -> Iterator[str]:
        about = [self.link(ref) for ref in statement.about if ref != self.subject]
        if about:
            yield f"about {', '.join(about)}"
        if statement.answers and statement.answers != self.subject:
            yield f"on {self.link(statement.answers)}"

    def _disputes(self, statement: Statement) -> Iterator[str]:
        disputed = [key for key in statement.disputes if key in self.index.statements]
        if disputed:
            yield f"disputes {', '.join(self.statement_link(key) for key in disputed)}"
        others = self.index.disputed_by.get(statement.key, ())
        if others:
            yield f"disputed in {', '.join(self.statement_link(other.key) for other in others)}"

    def statement_link(self, key: StatementKey) -> Markdown:
        """The words of a statement, linked, in short."""
        words = self.index.statements[key].words
        short = words if len(words) <= 60 else f"{words[:57].rsplit(' ', 1)[0]} …"
        return self.titled(quoted(short), f"{key.briefing.stem}.md#{key.id}")

    def sentence(self, occurrence: Occurrence) -> Markdown:
        """The sentence, with the names in it set off; of a long one the part around the first."""
        text, spans = occurrence.sentence, occurrence.spans
        low = max(0, spans[0][0] - SENTENCE_LIMIT // 2) if len(text) > SENTENCE_LIMIT else 0
        high = min(len(text), low + SENTENCE_LIMIT)
        parts = ["… "] if low else []
        here = low
        for start, end in spans:
            if end <= high:
                parts += [_part(text[here:start], opens_line=here == 0), "**", escape(text[start:end]), "**"]
                here = end
        parts += [_part(text[here:high], opens_line=here == 0), " …" if high < len(text) else ""]
        return Markdown(self.in_language("".join(parts), occurrence.briefing))

    def in_language(self, words: str, briefing: Ref) -> str:
        """Words of a briefing that has another language than the site, marked with that."""
        return self._marked(words, self.index.cards[briefing].language)

    def _marked(self, words: str, language: str) -> str:
        return words if language == self.index.site.language else f'<bdi lang="{language}">{words}</bdi>'

    def place(self, occurrence: Occurrence) -> Markdown:
        """The paragraph of a sentence, linked."""
        label = f"{shown(self.index.label(occurrence.briefing))} ¶ {occurrence.anchor.removeprefix('p')}"
        return Markdown(f"[{label}]({self.up}{occurrence.briefing.stem}.md#{occurrence.anchor})")

    def genre(self, card: Card) -> str:
        """What sort of piece it is."""
        return capital(card.type)

    def card(self, ref: Ref) -> Card:
        """What is said of a briefing in short."""
        return self.index.cards[ref]

    def brief(self, ref: Ref) -> Markdown:
        """A briefing in a few words: when it was published, what sort of piece it is, and how much is attributed."""
        card = self.index.cards[ref]
        found = self.known.briefs.get(ref)
        if found is None:
            last = "withdrawn" if card.withdrawn else count(card.statements, "attribution")
            parts = (self.when(card.published), self.genre(card), last)
            found = self.known.briefs[ref] = Markdown(" · ".join(map(shown, parts)))
        return found


@dataclass(frozen=True, slots=True)
class Standpoints:
    """All pages of a site that is being written."""

    index: Index
    _known: dict[int, Known] = field(default_factory=dict)

    def at(self, path: str) -> Standpoint:
        """The page at `path`."""
        depth = path.count("/")
        known = self._known.get(depth)
        if known is None:
            known = self._known[depth] = Known()
        return Standpoint(self.index, path, "../" * depth, _subject(path), known)


def _subject(path: str) -> Ref | None:
    """What a page, or a further page of its lists, is of; None for indexes and the like."""
    folder, *parts = path.removesuffix(".md").split("/")
    kind = FOLDERS.get(folder)
    return Ref(kind, parts[0]) if kind and parts else None
