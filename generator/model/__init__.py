"""The content model: what editors write, as types."""
