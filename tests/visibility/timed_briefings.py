"""Briefings whose words are all their own, so that each can be looked for."""

from pathlib import Path

from laying import lay

BRIEFING = """\
title: {title}
type: report
published: {published}
summary: {word} in short.
tags: [{tag}]
actors: []
authors: [Ines Okafor]
keywords: [{word}keyword]
{keys}attributions:
  - id: c01
    kind: statement
    by: {word}-speaker
    says: {word}paraphrase is pledged.
    quote: gives {word}quotation to the town
"""
ARTICLE = "{title} Speaker gives {word}quotation to the town of {word}town.\n"


def add(root: Path, id_: str, keys: str = "", published: str = "2019-05-01") -> None:
    """A briefing with a speaker and a theme of its own; all of its words begin with its id."""
    values = {"title": id_.capitalize(), "word": id_, "tag": f"{id_}-theme", "keys": keys, "published": published}
    lay(
        root,
        {
            f"content/briefings/{id_}/metadata.yml": BRIEFING.format(**values),
            f"content/briefings/{id_}/article.md": ARTICLE.format(**values),
            f"content/actors/{id_}-speaker.yml": f"type: person\nname: {id_.capitalize()} Speaker\n",
            f"content/themes/{id_}-theme.yml": f"name: {id_}topic\n",
        },
    )
