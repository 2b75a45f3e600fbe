"""The methodology page: the promises to readers, with the limits that are checked, and the policies of the desk.

The page is for readers. The rules for editors, down to the format of their files, are in content/README.md.
"""

from collections.abc import Iterator

from generator.checks.quotes import MAX_WORDS, MIN_WORDS
from generator.model.fields import PARAPHRASE_LIMIT
from generator.model.kinds import USAGE
from generator.pages.facets import build_word_value, format_search_data
from generator.pages.page import Page
from generator.pages.page_context import SiteContext
from generator.pages.templating import render_template
from generator.text.escaping import Markdown, escape, escape_link_target

_TITLE = "Methodology"


def render(site: SiteContext) -> Iterator[Page]:
    """Yield the methodology page."""
    policies = site.index.site.policies
    titled_policies = [
        ("Corrections", policies.corrections),
        ("Sourcing", policies.sourcing),
        ("Ethics", policies.ethics),
    ]
    values = {
        "title": _TITLE,
        "search_data": format_search_data(_TITLE, [build_word_value("kind", "page")]),
        "kinds": list(USAGE.items()),
        "policies": [(title, text) for title, text in titled_policies if text],
        "contact": _link_contact(site.index.site.contact),
        "min_words": MIN_WORDS,
        "max_words": MAX_WORDS,
        "paraphrase_limit": PARAPHRASE_LIMIT,
    }
    context = site.get_context("methodology.md")
    yield Page(context.path, render_template("methodology", context=context, **values), _TITLE)


def _link_contact(contact: str) -> Markdown:
    target = contact if "://" in contact else f"mailto:{contact}"
    return Markdown(f"[{escape(contact)}]({escape_link_target(target)})")
