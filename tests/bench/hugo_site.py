"""Write the articles as a site for Hugo, with the same tags and actors as its taxonomies.

Its templates are as bare as they can be: what they print of an article is the article, and lists are lists of links.
So it does much less than ours does for a page, and is the fastest that publishing these articles could be.
"""

import json
from pathlib import Path
from typing import Any

import yaml

_CONFIGURATION = {
    "baseURL": "https://briefings.example/",
    "title": "Synthetic briefings",
    "taxonomies": {"tag": "tags", "actor": "actors"},
    # We have none, so that theirs would be more work.
    "disableKinds": ["rss"],
}

_LINKS = '<ul>{{ range %s }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>'

_TEMPLATES = {
    "baseof.html": (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
        '<body>{{ block "main" . }}{{ end }}</body></html>\n'
    ),
    "single.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Date.Format "2006-01-02" }}</p><p>{{ .Summary }}</p>'
        f"{_LINKS % '(.GetTerms `tags`)'}{_LINKS % '(.GetTerms `actors`)'}"
        "{{ .Content }}{{ end }}\n"
    ),
    # Of briefings, of tags and actors, and of the briefings of each of them.
    "list.html": f'{{{{ define "main" }}}}<h1>{{{{ .Title }}}}</h1>{_LINKS % ".Pages"}{{{{ end }}}}\n',
}


def write_hugo_site(site: Path, content: Path) -> None:
    """Write all that Hugo needs for the briefings of `content` into the new folder `site`."""
    layouts, articles = site / "layouts", site / "content/briefings"
    for folder in (layouts, articles):
        folder.mkdir(parents=True)
    (site / "hugo.json").write_text(json.dumps(_CONFIGURATION), encoding="utf-8")
    for name, text in _TEMPLATES.items():
        (layouts / name).write_text(text, encoding="utf-8")
    for briefing in (content / "briefings").iterdir():
        (articles / f"{briefing.name}.md").write_text(_page(briefing), encoding="utf-8")


def _page(briefing: Path) -> str:
    """Return an article below its front matter, which Hugo also reads as JSON."""
    metadata = yaml.load((briefing / "metadata.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    front = {"title": metadata["title"], "date": str(metadata["published"]), "summary": metadata["summary"]}
    taxonomies: dict[str, Any] = {key: metadata[key] for key in ("tags", "actors")}
    article = (briefing / "article.md").read_text(encoding="utf-8")
    return f"{json.dumps(front | taxonomies, ensure_ascii=False, indent=1)}\n\n{article}"
