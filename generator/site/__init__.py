"""The site: takes the texts of pages, writes `docs/`, runs MkDocs, and replaces the published `site/`.

The content of the pages is decided above, in `generator.pages`; this package handles files, folders and the engine.
"""
