"""Dated phrases of a text, with their dates in EDTF: `patterns` find the phrases, `resolution` gives them dates."""

from generator.proposals.dates.extraction import propose

__all__ = ["propose"]
