"""Pages that lead from a former id of a thing to its page."""

from collections.abc import Iterator

from generator.index.used import Index
from generator.model.kinds import Kind, Ref
from generator.pages.page import Page


def render(index: Index, ref: Ref) -> Iterator[Page]:
    """A redirect for each former id; plain HTML, which MkDocs copies as it is. Ids need no escaping."""
    former = index.briefings[ref].metadata.formerly if ref.kind is Kind.BRIEFING else index.entities[ref].formerly
    for old in former:
        yield Page(f"{ref.kind.folder}/{old}/index.html", _TEXT.format(target=f"../{ref.id}/"))


# The empty icon keeps browsers from asking the host for one that is not there.
_TEXT = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>This page has moved</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{target}">
<link rel="icon" href="data:,">
</head>
<body>
<p>This page has moved: <a href="{target}">go there</a>.</p>
</body>
</html>
"""
