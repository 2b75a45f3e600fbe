"""Marks between the words of pages, for texts in which Pagefind could not find the words that readers see.

Pagefind splits words at spaces. A script without spaces is therefore indexed as pairs, each character together with the
next one, as is usual in full-text indexes: 委员会 becomes 委员 员会 会. A prefix that Arabic and Hebrew attach to the
next word gets a mark after it, at which Pagefind splits a compound: it then has the whole word and the rest of it. So
does a dash or an apostrophe in a word outside ASCII, so that Pagefind finds the stem of each part of `l’Union`. Queries
and results are converted in `generator/theme/assets/search/words.js`.

Pages are searched, not parsed: in invalid HTML, some words are not found.
"""

import re

from generator.text.characters import MARK, SPACELESS

COMPOUND_MARK = "`"
"""The mark after a prefix: punctuation at which Pagefind splits compounds, and which no word contains."""

_SPECIAL_SCRIPT = re.compile(
    rb"[\xd7-\xdb\xe3-\xe9]|\xe0[\xb8-\xbb]|\xe1[\x80-\x82\x9e\x9f]|\xe2[\xba-\xbf]|\xef[\xa4-\xab\xbd\xbe]|\xf0[\xa0-\xbf]"
)
"""The first bytes of characters of these scripts in UTF-8: most pages have none, and need no further reading."""
_ASCII = bytes(range(128))
"""Removed before the search for other scripts, which then takes a tenth of the time."""

_INLINE = r"</?(?:a|bdi|code|em|mark|span|strong|sup)\b[^>]*>"
"""Elements in a text that split no words."""

_CHARACTER = f"[{SPACELESS}][{MARK}]*"
_PAIR = rf"(?P<character>{_CHARACTER})(?=(?:{_INLINE})*(?P<next>{_CHARACTER})?)"

_LETTER = "\u05d0-\u05ea\u0621-\u06d3"
_ARABIC = "[وف]?(?:[بك]?ال|لل|[بكلس])|[وف]"
_HEBREW = "ו?(?:[בכלמ]|[שמ]?ה|כשה?|ש)|ו"
_PREFIX = rf"(?<![{_LETTER}{MARK}])(?P<prefix>{_ARABIC}|{_HEBREW})(?=(?:[{_LETTER}][{MARK}]*){{3}})"
"""Articles, prepositions and the like before at least three letters, as in `generator.text.names`."""

_JOINING = rb"\xe2\x80[\x90-\x9b\xa6\xa7]|\xca[\xb9-\xbf]|\xc2\xb7"
"""Dashes, apostrophes and dots within words, in UTF-8."""
_JOINED = re.compile(
    rb"<script\b.*?</script>|<[^>]*>|(?<=[A-Za-z0-9\x80-\xbf>])(?P<sign>" + _JOINING + rb")(?=[A-Za-z0-9\xc3-\xf4])",
    re.DOTALL,
)

_MARKUP = r"<script\b.*?</script>|<[^>]*>"
_MARKED = re.compile(f"{_MARKUP}|{_PAIR}|{_PREFIX}", re.DOTALL)


def mark_word_boundaries(page: bytes) -> bytes:
    """Return the HTML of a page with marks between its words; tags are unchanged."""
    other_scripts = page.translate(None, _ASCII)
    if other_scripts:
        page = _JOINED.sub(_mark_sign, page)
    if not _SPECIAL_SCRIPT.search(other_scripts):
        return page
    return _MARKED.sub(_mark_boundary, page.decode(errors="replace")).encode()


def _mark_sign(match: re.Match[bytes]) -> bytes:
    return match[0] + COMPOUND_MARK.encode() if match["sign"] else match[0]


def _mark_boundary(match: re.Match[str]) -> str:
    if match["character"]:
        return f" {match['character']}{match['next'] or ''} "
    return f"{match['prefix']}{COMPOUND_MARK}" if match["prefix"] else match[0]
