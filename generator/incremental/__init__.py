"""The incremental build: the state of the last build, and the pages that a change of content/ makes out of date.

    layout ─digests─▶ changed files ─briefing_work─▶ index entries ─read hashes─▶ pages to render again

`briefing_work` processes one briefing without the states of others. `index_entries` are what briefings and records of
entities add to the postings of others. `dependency_tracker` gives pages an index that reads the store on demand and
records each read. `update` calls these in order. Everything is in one store (`generator.infra.store`) that can be
deleted: a build without it gives the same result.
"""
