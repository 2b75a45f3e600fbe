"""Drives MkDocs in this process; the one package that imports it.

Takes `docs/` and `mkdocs.yml` as they are: no plugin, no hook, so that `mkdocs build` by hand gives the same pages.
`build_site` is all that MkDocs does, in one go. `Engine` makes the pages that it is given and no others, each as MkDocs
would among all: of the rest of docs/ it needs the paths, to which pages link, and the few pages of the navigation.
Another engine would need another package of this size to build chosen pages; to build all, it is called as a program
(`generator.site.programs`). Which pages are made, and what becomes of them, is decided by
the callers.
"""

from generator.site.engine.files import walked
from generator.site.engine.pages import Engine, Made
from generator.site.engine.whole import CONFIG, build_site
from generator.site.files import EngineError

__all__ = ["CONFIG", "Engine", "EngineError", "Made", "build_site", "walked"]
