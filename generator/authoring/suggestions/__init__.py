"""Proposals as an editor meets them: each with an id, the words that it rests on, and what accepting it would write.

`suggestion` has the types, `gathering` makes them of proposals and leaves out what is there already, `comments` and
`showing` are how they are read, `inserting` and `accepting` how they get into files.
"""
