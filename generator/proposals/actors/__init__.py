"""Actors that a text names: known ones, and those to be created.

`propose` is the way through this package: known names (`known`), runs of capitals (`runs`) and the
names in them (`cutting`), what is around them (`context`), what
each stands for (`judging`), which of them are one actor's (`joining`), groups in small letters
(`collectives`, `small`).
"""

from generator.proposals.actors.proposing import propose

__all__ = ["propose"]
