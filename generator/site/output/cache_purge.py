"""Removal of pages that are no longer published from .cache/.

After a publication, the staging tree holds the site that was published before, and the stores hold its pages. That
speeds up the next build; but a text that was withdrawn must not stay there until some later build happens to overwrite
it.
"""

from pathlib import Path

from generator.infra.store import Store
from generator.site.output import staging, state
from generator.site.preload import STAGING


def purge_cache(root: Path, site: Store, html: Store) -> None:
    """Reduce the staging tree and the stores to the content of the published site.

    Call it after a publication. Raise `OutputError` if a file cannot be read or written, `DamagedStoreError` if the
    store is damaged, and `sqlite3.OperationalError` if the disk refuses.
    """
    published = state.read_state(site)
    staging.strip_staging(root / STAGING, published.published)
    state.delete_unused_pages(html, state.list_used_digests(published))
    html.compact()
    site.compact()
