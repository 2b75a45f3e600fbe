"""Prose: its structure, the names and quotes found in it, and its way back to Markdown."""
