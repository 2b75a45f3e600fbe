"""Briefings: turns articles and the YAML beside them into an attributed, cross-linked site.

The story is told by `generator.build`; ARCHITECTURE.md shows the floors of the house.
"""
