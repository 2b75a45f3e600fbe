"""What proposals are worth, article by article: `python tests/proposals/measure.py`, with `--list` what they miss.

Precision and recall in per cent for each article and set, on an empty registry. It judges nothing. `--list` shows
each mistake, to see what to mend; of the articles held back it shows none, so that they stay untouched.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parent)]

from gold import Noted, all_noted  # noqa: E402  # found only by the line above
from pairing import Tally  # noqa: E402
from score import Score, Who, actor_pairs, attribution_pairs, is_voice_right, score  # noqa: E402

from generator.proposals.given import Registry, Text  # noqa: E402
from generator.proposals.proposal import Proposals, ProposedAttribution, ProposedVoice  # noqa: E402
from generator.text.article import Article  # noqa: E402

Propose = Callable[[Text, Registry], Proposals]

HELD = "held"

COLUMNS = ("words", "actors", "prec", "rec", "type", "attributions", "prec", "rec", "voice", "kind", "exact")
FURTHER = ("dates", "prec", "rec", "tags", "prec", "rec")

Measured = dict[tuple[str, str], Score]
"""For each set and article, what its proposals are worth."""


def main(arguments: Sequence[str]) -> None:
    """Measure and print; exit status 0 whatever the figures."""
    parser = argparse.ArgumentParser(prog="measure.py", description="Measures proposals on the corpus.")
    parser.add_argument("--list", action="store_true", help="show each mistake, save in the set held back")
    given = parser.parse_args(arguments)
    noted = list(all_noted())
    propose = proposer()
    lines = list(table(measure(noted, propose), {(one.set, one.id): one.article().words for one in noted}))
    if given.list:
        lines += [line for one in noted if one.set != HELD for line in mistakes(one, propose)]
    sys.stdout.write("\n".join([*lines, ""]))


def proposer() -> Propose:
    """The function that is measured."""
    from generator.proposals import propose  # noqa: PLC0415  # tests measure others

    return propose


def measure(noted: Iterable[Noted], propose: Propose) -> Measured:
    """What is proposed of each article, with the themes alone as registry, is worth."""
    return {(one.set, one.id): score(one.gold, one.article(), propose(one.text(), one.registry())) for one in noted}


def by_set(scores: Measured) -> dict[str, Score]:
    """The sums of each set's articles."""
    sums: dict[str, Score] = {}
    for (name, _), one in scores.items():
        sums[name] = sums.get(name, Score()) + one
    return sums


def table(scores: Measured, words: Mapping[tuple[str, str], int]) -> Iterator[str]:
    """Lines of an aligned table: a row for each article, and for each set of several their sum."""
    rows = [["", *COLUMNS, *FURTHER]]
    for name, total in by_set(scores).items():
        articles = [key for key in scores if key[0] == name]
        rows += [[" ".join(dict.fromkeys(key)), str(words[key]), *_cells(scores[key])] for key in articles]
        if len(articles) > 1:
            rows.append([f"{name}: all", str(sum(words[key] for key in articles)), *_cells(total)])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        right = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *right])


def figures(scores: Measured) -> Iterator[tuple[str, float]]:
    """Rows for the table of the benchmark: numbers of each article and set, parts in per cent."""
    yield from (row for key, one in scores.items() for row in _rows(" ".join(dict.fromkeys(key)), one))
    yield from (row for name, total in by_set(scores).items() for row in _rows(f"all of {name}", total))


def for_the_benchmark() -> Iterator[tuple[str, float]]:
    """The figures, and how long the longest article takes, its rules not yet read."""
    noted = list(all_noted())
    propose = proposer()
    taken = seconds(noted, propose)
    yield from figures(measure(noted, propose))
    yield "longest article: words", max(one.article().words for one in noted)
    yield "longest article: proposals, s", taken


def seconds(noted: Iterable[Noted], propose: Propose) -> float:
    """How long the longest article takes."""
    longest = max(noted, key=lambda one: len(one.markdown))
    text, registry = longest.text(), longest.registry()
    started = time.perf_counter()
    propose(text, registry)
    return time.perf_counter() - started


def mistakes(noted: Noted, propose: Propose) -> Iterator[str]:
    """A line for each: what is missing, what is false, and what is wrong in what is found."""
    gold, article = noted.gold, noted.article()
    proposals = propose(noted.text(), noted.registry())
    actors = actor_pairs(gold, proposals.actors)
    who = Who.of(gold, actors, proposals.actors)
    attributions = attribution_pairs(gold, article, proposals.attributions, who)
    yield f"\n{noted.set} {noted.id}"
    yield from (f"  actor missing: {actor.name}" for actor in actors.missing)
    yield from (f"  actor false: {one.name} ({one.type})" for one in actors.false)
    for actor, one in actors.found:
        if actor.type != one.type:
            yield f"  actor of another type: {one.name} is {actor.type}, not {one.type}"
    for statement in attributions.missing:
        yield f"  attribution missing: {statement.kind} by {_voices(statement.by)}: {statement.quote}"
    for other in attributions.false:
        yield f"  attribution false: {other.kind} by {_voices(other.by)}: {_sentence(other, article)}"
    for statement, other in attributions.found:
        if statement.kind != other.kind:
            yield f"  attribution of another kind: {statement.kind}, not {other.kind}: {statement.quote}"
        if not is_voice_right(statement, other, who):
            yield f"  attribution of another voice: {_voices(statement.by)}, not {_voices(other.by)}: {statement.quote}"


def _voices(by: Iterable[ProposedVoice]) -> str:
    return " and ".join(
        voice.actor or f"“{voice.unnamed}”" + (f" within {voice.within}" if voice.within else "") for voice in by
    )


def _sentence(proposed: ProposedAttribution, article: Article) -> str:
    return " … ".join(article.passages[words.passage].text[words.start : words.end] for words in proposed.words)


def _cells(one: Score) -> list[str]:
    found = one.attributions.found
    return [
        *_tally(one.actors),
        _percent(one.types, one.actors.found),
        *_tally(one.attributions),
        *(_percent(right, found) for right in (one.voices, one.kinds, one.exact)),
        *_tally(one.dates),
        *_tally(one.tags),
    ]


def _tally(tally: Tally) -> list[str]:
    return [
        str(tally.noted),
        *("-" if part is None else f"{100 * part:.0f}" for part in (tally.precision, tally.recall)),
    ]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}" if whole else "-"


def _rows(group: str, one: Score) -> Iterator[tuple[str, float]]:
    for name in ("actors", "attributions", "dates", "tags"):
        tally: Tally = getattr(one, name)
        yield f"{group}: {name} noted", tally.noted
        yield f"{group}: {name} found", tally.found
        yield f"{group}: {name} false", tally.false
        for part, value in {"precision": tally.precision, "recall": tally.recall}.items():
            if value is not None:
                yield f"{group}: {name}, {part} in %", 100 * value
    yield f"{group}: actors of the right type", one.types
    yield f"{group}: attributions with the right voice", one.voices
    yield f"{group}: attributions with the right kind", one.kinds
    yield f"{group}: attributions with both right", one.exact


if __name__ == "__main__":
    main(sys.argv[1:])
