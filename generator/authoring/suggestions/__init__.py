"""Suggestions: proposals with an id, the words that they are based on, and the changes that accepting them would make.

`suggestion` has the types. `collection` makes suggestions from proposals, except for facts that content/ has.
`comments` and `rendering` show them; `editing` and `accepting` write them into files.
"""
