"""The update of new accounts of old questions: changes that depend on whether an earlier briefing answers the question.

The first briefing that answers a question opens it, and its accounts are not reported. Those of all later ones are.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import partial

from generator.incremental.dependency_tracker import CHANGES, CHANGES_CODEC, read_postings
from generator.incremental.index_entries import (
    ACCOUNTS,
    LIST_CODECS,
    Entries,
    collect_change_entries,
    pack_entries,
    unpack_entries,
)
from generator.incremental.postings import PostingsUpdate
from generator.index.model import Change
from generator.infra.serialization import Codec
from generator.infra.store import Store

OPENERS, NEW_ACCOUNTS = "openers", "new accounts"
"""Spaces: by stem of a question the account that opens it, and by id of a briefing its entries in lists of changes."""

OPENER_CODEC = Codec(tuple[int, str, int])
"""The codec of an entry in a list of accounts, with the id of the briefing."""


def update_new_accounts(store: Store, questions: AbstractSet[str], changed_ids: Iterable[str]) -> Iterator[int]:
    """Update the lists of changes; yield the read hashes of what changed in them.

    `questions` has the stems of the questions whose accounts changed; `changed_ids` has the ids of the briefings that
    changed or were removed. The lists of accounts are up to date.
    """
    affected = {*changed_ids, *_update_openers(store, questions)}
    postings = PostingsUpdate(store)
    packed: dict[str, bytes | None] = {}
    for id_ in affected:
        previous = store.get(NEW_ACCOUNTS, id_)
        entries = _collect_entries(store, id_)
        current = pack_entries(entries) if entries else None
        if current != previous:
            packed[id_] = current
            postings.replace(unpack_entries(previous), entries)
    store.put(NEW_ACCOUNTS, packed)
    yield from postings.write()


def _update_openers(store: Store, questions: AbstractSet[str]) -> Iterator[str]:
    """Yield the ids of the briefings that no longer open a question, or now do."""
    openers: dict[str, bytes | None] = {}
    decode_accounts = LIST_CODECS[ACCOUNTS].decode_or
    for question in questions:
        accounts = decode_accounts(read_postings(store, question).get(ACCOUNTS), [])
        previous = store.get(OPENERS, question)
        current = OPENER_CODEC.encode(accounts[-1]) if accounts else None
        if current != previous:
            openers[question] = current
            for opener in filter(None, (previous, current)):
                yield OPENER_CODEC.decode(opener)[1]
    store.put(OPENERS, openers)


def _collect_entries(store: Store, id_: str) -> Entries:
    """Return the entries of the accounts that a briefing adds to old questions; empty if there are none."""
    changes = CHANGES_CODEC.decode_or(store.get(CHANGES, id_), {})
    new_accounts = list(filter(partial(_answers_old_question, store), changes.values()))
    return collect_change_entries(new_accounts) if new_accounts else {}


def _answers_old_question(store: Store, change: Change) -> bool:
    """Check whether a change adds accounts to a question that another briefing answered first."""
    if change.question is None:
        return False
    opener = store.get(OPENERS, change.question.stem)
    return opener is None or OPENER_CODEC.decode(opener)[1] != change.briefing.id
