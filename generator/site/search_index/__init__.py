"""The search index of a site: the texts of its pages, indexed by Pagefind in shards and merged into one bundle.

The theme's scripts (`generator/theme/assets/search/`) search in it.
"""
