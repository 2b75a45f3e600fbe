"""Redirects: pages that lead from a former address to another page of the same kind."""

from collections.abc import Iterable, Iterator

from generator.index.model import Index
from generator.model.kinds import Kind, Ref
from generator.pages.page import Page


def render(index: Index, ref: Ref) -> Iterator[Page]:
    """Yield a redirect from each former id of a record to its page."""
    record = index.briefings[ref].metadata if ref.kind is Kind.BRIEFING else index.entities[ref]
    yield from render_redirects(record.formerly, ref)


def render_redirects(ids: Iterable[str], target: Ref) -> Iterator[Page]:
    """Yield a redirect from the address of each of the `ids` to the page of `target`, which is of the same kind.

    The files are plain HTML, which MkDocs copies as it is. Ids need no escaping.
    """
    for id_ in ids:
        yield Page(f"{target.kind.folder}/{id_}/index.html", _HTML.format(target=f"../{target.id}/"))


# The script keeps the fragment and the query. Without scripts, a refresh leads to the page. There is no refresh beside
# the script, because both would navigate at the same time. The empty icon keeps browsers from requesting a missing one.
_HTML = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>This page has moved</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{target}">
<link rel="icon" href="data:,">
<script src="../../assets/redirect.js"></script>
<noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>
</head>
<body>
<p>This page has moved: <a href="{target}">go there</a>.</p>
</body>
</html>
"""
