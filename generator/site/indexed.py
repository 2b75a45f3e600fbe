"""Pages as the search index is to have them, where it could not find the words in what readers see.

Pagefind parts words at spaces. A script without spaces is therefore indexed as pairs, each character together with the
next, as full-text indexes commonly do: 委员会 becomes 委员 员会 会. What Arabic and Hebrew write onto the next word
gets a mark behind it, at which Pagefind parts a compound: it then has the whole word and the rest of it. How these are
asked for and shown again is in `generator/theme/assets/search/words.js`.

Pages are searched, not parsed: of a page that is no HTML, some words are not found.
"""

import re

from generator.text.characters import MARK, SPACELESS

WRITTEN_ON = "`"
"""Behind what is written onto a word: punctuation at which Pagefind parts compounds, and which no word has."""

_CONCERNED = re.compile(
    rb"[\xd7-\xdb\xe3-\xe9]|\xe0[\xb8-\xbb]|\xe1[\x80-\x82\x9e\x9f]|\xe2[\xba-\xbf]|\xef[\xa4-\xab\xbd\xbe]|\xf0[\xa0-\xbf]"
)
"""How characters of these scripts begin in UTF-8: most pages have none, and are not read further."""
_ASCII = bytes(range(128))
"""Taken out before: to look for the rest in the rest takes a tenth of the time."""

_INLINE = r"</?(?:a|bdi|code|em|mark|span|strong|sup)\b[^>]*>"
"""Elements in a text that part no words."""

_CHARACTER = f"[{SPACELESS}][{MARK}]*"
_PAIR = rf"(?P<character>{_CHARACTER})(?=(?:{_INLINE})*(?P<next>{_CHARACTER})?)"

_LETTER = "\u05d0-\u05ea\u0621-\u06d3"
_ARABIC = "[وف]?(?:[بك]?ال|لل|[بكلس])|[وف]"
_HEBREW = "ו?(?:[בכלמ]|[שמ]?ה|כשה?|ש)|ו"
_BOUND = rf"(?<![{_LETTER}{MARK}])(?P<bound>{_ARABIC}|{_HEBREW})(?=(?:[{_LETTER}][{MARK}]*){{3}})"
"""Articles, prepositions and the like before at least three letters, as in `generator.text.names`."""

_MARKUP = r"<script\b.*?</script>|<[^>]*>"
_PART = re.compile(f"{_MARKUP}|{_PAIR}|{_BOUND}", re.DOTALL)


def as_indexed(page: bytes) -> bytes:
    """The HTML of a page with borders between its words; what stands in tags is left alone."""
    if not _CONCERNED.search(page.translate(None, _ASCII)):
        return page
    return _PART.sub(_parted, page.decode(errors="replace")).encode()


def _parted(found: re.Match[str]) -> str:
    if found["character"]:
        return f" {found['character']}{found['next'] or ''} "
    return f"{found['bound']}{WRITTEN_ON}" if found["bound"] else found[0]
