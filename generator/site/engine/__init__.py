"""The driver of MkDocs in this process; the only package that imports it.

It takes `docs/` and `mkdocs.yml` as they are, without a plugin or a hook, so that `mkdocs build` by hand gives the same
pages. `build_site` does all that MkDocs does, at once. `Engine` builds only the pages that it is given, each as MkDocs
would among all pages: of the rest of docs/ it needs the paths, for links, and the few pages of the navigation. To build
chosen pages with another engine would take another package of this size; to build all pages, another engine is called
as a program (`generator.site.external_engines`). The callers decide which pages are built and published.
"""

from generator.infra.files import EngineError
from generator.site.engine.files import get_walk_key
from generator.site.engine.full_build import CONFIG, build_site
from generator.site.engine.pages import Engine, RenderedPage

__all__ = ["CONFIG", "Engine", "EngineError", "RenderedPage", "build_site", "get_walk_key"]
