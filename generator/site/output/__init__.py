"""The files that a build writes: docs/, the staging tree, the published site, and the state of the last build."""
