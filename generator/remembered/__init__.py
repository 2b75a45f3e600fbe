"""Content as it was at the last build, and what of it has changed: an update works on no more than that.

    layout ─digests─▶ changed files ─units─▶ entries by key ─marks─▶ subjects to render anew

`units` works on one briefing at a time and knows no other. `entries` are what units and records of entities bring to
the lists of others. `shelf` gives the pages an `Index` that fetches what is asked for, and notes what was. `update`
tells the story. Everything lies in one store (generator.store) and can be made anew; the result is the same either way.
"""
