"""Infrastructure for any build program: files, locks, a store, file digests, a process pool, progress, serialization.

No module here knows what a briefing is.
"""
