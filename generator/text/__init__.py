"""Prose: the structure of articles, names and quotes in them, and rendering as Markdown. No YAML, no files."""
