"""Suggestions as comments of a metadata.yml: how an imported article shows what might be said of it.

None of it is data. `##` stands before what is for the editor alone, `#` before YAML, so that taking `# ` away accepts
it, from some lines as from all of them.
"""

from collections.abc import Iterable, Sequence

from generator.authoring.suggestions.case import Case, Present
from generator.authoring.suggestions.gathering import gather
from generator.authoring.suggestions.suggestion import Entry, Group, Item, NewRecord, Suggestion
from generator.authoring.suggestions.yaml_lines import Style, attribution, record, text
from generator.proposals.given import Registry, Text
from generator.proposals.proposal import Proposals

HEAD = (
    "## Proposals, of which none is decided. Accept one by deleting the `# ` before its lines and before the key that",
    "## they belong to, or by its id: make suggest BRIEFING={briefing} ACCEPT=…",
)
_KEYS = {Group.TAG: "tags", Group.PRINCIPAL: "actors", Group.SAID: "attributions"}
"""The groups that are written to metadata.yml, with their keys."""


def render_comments(given: Text, registry: Registry, proposals: Proposals, briefing: str = "…") -> list[str]:
    """Lines for the end of the metadata.yml of `briefing`, which has none of `tags`, `actors` and `attributions`."""
    case = Case(given, registry, proposals, Present(f"content/briefings/{briefing}/metadata.yml"))
    suggestions = gather(case)
    if not suggestions and not proposals.dates:
        return []
    lines = [line.format(briefing=briefing) for line in HEAD]
    for group in Group:
        chosen = [one for one in suggestions if one.group is group]
        if chosen:
            lines += ["", f"## {group.value}", *_block(group, chosen)]
    dates = dict.fromkeys(f"##   “{one.phrase}”: {one.date}" for one in proposals.dates)
    if dates:
        lines += ["", "## Dates in the text", *dates]
    return lines


def _block(group: Group, suggestions: Sequence[Suggestion]) -> Iterable[str]:
    if group in _KEYS:
        yield f"# {_KEYS[group]}:"
    for number, one in enumerate(suggestions, start=1):
        what = "" if group in _KEYS else f"{one.title}; "
        yield f"## [{one.id}] {one.confidence}: {what}{one.reason}"
        for change in one.changes:
            match change:
                case Item(value=value) if group in _KEYS:
                    yield f"#   - {text(value)}"
                case Entry(attribution=said, sentence=sentence):
                    first, *more = attribution(said, f"c{number:02}", None, sentence, Style())
                    yield f"#   - {first}"
                    yield from (f"#     {line}" for line in more)
                case NewRecord(keys=keys):
                    yield from (f"##   {line}" for line in record(keys))
                case _:
                    pass  # it goes into another file
