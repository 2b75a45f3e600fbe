"""Briefings: the generator that turns articles and the YAML beside them into an attributed, cross-linked site.

`generator.build.pipeline` is the whole build in one function; ARCHITECTURE.md shows the packages and their floors.
"""

__version__ = "0.1.0"
