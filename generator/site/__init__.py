"""From page texts to the published site: the edge that writes `docs/`, runs MkDocs and swaps `site/`.

What stands on the pages is decided above, in `generator.pages`; here are files, folders and the engine.
"""
