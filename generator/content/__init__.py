"""Content as editors wrote it: the files of content/ as records, and the visibility of briefings at a moment.

References between records are not checked here: see `generator.checks` and `generator.index`.
"""
