"""The third stage: the index, in which every reference is found from both of its ends.

`briefing` links a briefing as it was written to the model as used (`model`), and `contract` describes the calls that
pages make on the parts of the index. `generator.incremental` keeps the index up to date and reads it; pages are written
elsewhere.
"""
