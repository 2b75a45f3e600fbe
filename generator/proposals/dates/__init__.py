"""Dated phrases of a text, as dates in the form that content takes: `forms` finds them, `resolving` dates them."""

from generator.proposals.dates.proposing import propose

__all__ = ["propose"]
