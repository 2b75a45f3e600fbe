"""The site while it is being written: built anew on each save, and shown by a server of its own.

`watching` tells that something was saved, `building` builds by the same `generator.build` that publishes, `state` is
what browsers are told of it, `answering` decides what stands at an address, and `server` speaks HTTP.
"""
