"""The methodology page: the kinds, their verbs and the rules, from the code's own tables; the desk's policies."""

from collections.abc import Iterator

from generator.markdown import Markdown, escape, link_target
from generator.model.kinds import USAGE
from generator.pages.page import Page
from generator.pages.standpoint import Standpoints
from generator.pages.templating import render as render_template
from generator.rules import RULES


def render(site: Standpoints) -> Iterator[Page]:
    """The methodology page."""
    policies = site.index.site.policies
    titled = [
        ("Corrections", policies.corrections),
        ("Sourcing", policies.sourcing),
        ("Ethics", policies.ethics),
    ]
    values = {
        "kinds": list(USAGE.items()),
        "policies": [(title, text) for title, text in titled if text],
        "contact": _contact(site.index.site.contact),
        "rules": list(RULES.values()),
    }
    here = site.at("methodology.md")
    yield Page(here.path, render_template("methodology", here=here, **values))


def _contact(contact: str) -> Markdown:
    target = contact if "://" in contact else f"mailto:{contact}"
    return Markdown(f"[{escape(contact)}]({link_target(target)})")
