"""Measures proposals article by article: `python tests/proposals/measure.py`, with `--list` for each error.

Prints precision and recall in percent for each article and set, with an empty registry. It does not judge. `--list`
shows no errors of the articles held out, so that the rules are not fitted to them.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parent)]

from gold import GoldArticle, load_all  # noqa: E402  # found only by the line above
from pairing import Tally  # noqa: E402
from score import (  # noqa: E402
    ActorIdentities,
    Score,
    compute_score,
    has_right_voice,
    match_actors,
    match_attributions,
)

from generator.model.briefing import Voice  # noqa: E402
from generator.proposals.inputs import ArticleInput, EntityRegistry  # noqa: E402
from generator.proposals.proposal import Proposals, ProposedAttribution, ProposedVoice  # noqa: E402
from generator.text.article import Article  # noqa: E402

Propose = Callable[[ArticleInput, EntityRegistry], Proposals]

HELD_OUT = "held"

COLUMNS = ("words", "actors", "prec", "rec", "type", "attributions", "prec", "rec", "voice", "kind", "exact")
FURTHER_COLUMNS = ("dates", "prec", "rec", "tags", "prec", "rec")

Scores = dict[tuple[str, str], Score]
"""The scores of the proposals, by set and article."""


def main(arguments: Sequence[str]) -> None:
    """Measure and print; the exit status is 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="measure.py", description="Measure proposals on the corpus.")
    parser.add_argument("--list", action="store_true", help="list each error, except those of the set held out")
    options = parser.parse_args(arguments)
    articles = list(load_all())
    propose = get_propose()
    word_counts = {(article.set, article.id): article.parse().words for article in articles}
    lines = list(format_table(measure(articles, propose), word_counts))
    if options.list:
        for article in articles:
            if article.set != HELD_OUT:
                lines.extend(list_errors(article, propose))
    sys.stdout.write("\n".join([*lines, ""]))


def get_propose() -> Propose:
    """Return the function that is measured."""
    from generator.proposals import propose  # noqa: PLC0415  # tests measure others

    return propose


def measure(articles: Iterable[GoldArticle], propose: Propose) -> Scores:
    """Score the proposals for each article, with only the themes as registry."""
    scores: Scores = {}
    for article in articles:
        proposals = propose(article.build_input(), article.build_registry())
        scores[article.set, article.id] = compute_score(article.gold, article.parse(), proposals)
    return scores


def sum_by_set(scores: Scores) -> dict[str, Score]:
    """Return the sum of each set's articles."""
    sums: dict[str, Score] = {}
    for (set_name, _), score in scores.items():
        sums[set_name] = sums.get(set_name, Score()) + score
    return sums


def format_table(scores: Scores, word_counts: Mapping[tuple[str, str], int]) -> Iterator[str]:
    """Yield the lines of an aligned table: a row for each article, and for each set of several their sum."""
    rows = [["", *COLUMNS, *FURTHER_COLUMNS]]
    for set_name, total in sum_by_set(scores).items():
        keys = [key for key in scores if key[0] == set_name]
        rows += [[_get_title(key), str(word_counts[key]), *_format_score(scores[key])] for key in keys]
        if len(keys) > 1:
            rows.append([f"{set_name}: all", str(sum(word_counts[key] for key in keys)), *_format_score(total)])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for title, *figures in rows:
        cells = [cell.rjust(width) for cell, width in zip(figures, widths[1:], strict=True)]
        yield "  ".join([title.ljust(widths[0]), *cells])


def _get_title(key: tuple[str, str]) -> str:
    return " ".join(dict.fromkeys(key))


def list_figures(scores: Scores) -> Iterator[tuple[str, float]]:
    """Yield rows for the table of the benchmark: numbers of each article and set, shares in percent."""
    for key, score in scores.items():
        yield from _list_rows(_get_title(key), score)
    for set_name, total in sum_by_set(scores).items():
        yield from _list_rows(f"all of {set_name}", total)


def measure_for_benchmark() -> Iterator[tuple[str, float]]:
    """Yield the figures, and the seconds for the longest article with rules that are not loaded yet."""
    articles = list(load_all())
    propose = get_propose()
    seconds = time_longest_article(articles, propose)
    yield from list_figures(measure(articles, propose))
    yield "longest article: words", max(article.parse().words for article in articles)
    yield "longest article: proposals, s", seconds


def time_longest_article(articles: Iterable[GoldArticle], propose: Propose) -> float:
    """Return the seconds for the proposals of the longest article."""
    longest = max(articles, key=lambda article: len(article.markdown))
    text, registry = longest.build_input(), longest.build_registry()
    start = time.perf_counter()
    propose(text, registry)
    return time.perf_counter() - start


def list_errors(article: GoldArticle, propose: Propose) -> Iterator[str]:
    """Yield a line for each missing or false proposal, and for each error in a matched one."""
    gold, parsed = article.gold, article.parse()
    proposals = propose(article.build_input(), article.build_registry())
    actors = match_actors(gold, proposals.actors)
    identities = ActorIdentities.create(gold, actors, proposals.actors)
    attributions = match_attributions(gold, parsed, proposals.attributions, identities)
    yield f"\n{article.set} {article.id}"
    yield from (f"  actor missing: {actor.name}" for actor in actors.missing)
    yield from (f"  actor false: {proposal.name} ({proposal.type})" for proposal in actors.false)
    for actor, proposed_actor in actors.matched:
        if actor.type != proposed_actor.type:
            yield f"  actor of another type: {proposed_actor.name} is {actor.type}, not {proposed_actor.type}"
    for expected in attributions.missing:
        yield f"  attribution missing: {expected.kind} by {_format_voices(expected.by)}: {expected.quote}"
    for proposal in attributions.false:
        sentence = _get_sentence(proposal, parsed)
        yield f"  attribution false: {proposal.kind} by {_format_voices(proposal.by)}: {sentence}"
    for expected, proposal in attributions.matched:
        if expected.kind != proposal.kind:
            yield f"  attribution of another kind: {expected.kind}, not {proposal.kind}: {expected.quote}"
        if not has_right_voice(expected, proposal, identities):
            voices = f"{_format_voices(expected.by)}, not {_format_voices(proposal.by)}"
            yield f"  attribution of another voice: {voices}: {expected.quote}"


def _format_voices(voices: Iterable[Voice | ProposedVoice]) -> str:
    return " and ".join(map(_format_voice, voices))


def _format_voice(voice: Voice | ProposedVoice) -> str:
    if voice.actor:
        return voice.actor
    return f"“{voice.unnamed}”" + (f" within {voice.within}" if voice.within else "")


def _get_sentence(proposal: ProposedAttribution, article: Article) -> str:
    return " … ".join(article.passages[span.passage].text[span.start : span.end] for span in proposal.spans)


def _format_score(score: Score) -> list[str]:
    matched = score.attributions.matched
    return [
        *_format_tally(score.actors),
        _format_percent(score.types, score.actors.matched),
        *_format_tally(score.attributions),
        *(_format_percent(count, matched) for count in (score.voices, score.kinds, score.exact)),
        *_format_tally(score.dates),
        *_format_tally(score.tags),
    ]


def _format_tally(tally: Tally) -> list[str]:
    shares = (tally.precision, tally.recall)
    return [str(tally.expected), *("-" if share is None else f"{100 * share:.0f}" for share in shares)]


def _format_percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}" if whole else "-"


def _list_rows(group: str, score: Score) -> Iterator[tuple[str, float]]:
    for name in ("actors", "attributions", "dates", "tags"):
        tally: Tally = getattr(score, name)
        yield f"{group}: {name} noted", tally.expected
        yield f"{group}: {name} found", tally.matched
        yield f"{group}: {name} false", tally.false
        for share, value in {"precision": tally.precision, "recall": tally.recall}.items():
            if value is not None:
                yield f"{group}: {name}, {share} in %", 100 * value
    yield f"{group}: actors of the right type", score.types
    yield f"{group}: attributions with the right voice", score.voices
    yield f"{group}: attributions with the right kind", score.kinds
    yield f"{group}: attributions with both right", score.exact


if __name__ == "__main__":
    main(sys.argv[1:])
