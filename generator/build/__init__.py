"""The build: its stages in order, from content/ to docs/ to the published site, and its summary.

`pipeline` calls the stages, `docs_stage` brings docs/ up to date, `preview` prepares a project that shows drafts, and
`summary` formats the result. The work of each stage is in the packages that it calls.
"""
