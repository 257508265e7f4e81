"""Laws of the journal: nothing in it changes, and its chain holds."""

from __future__ import annotations

import attrs

from brukermedvirkning.errors import StoreError
from brukermedvirkning.testing.case_store.samples import (
    OpenStore,
    content,
    fresh,
    keep,
    refused,
    sample_case,
    sample_entries,
    sample_message,
)
from brukermedvirkning.testing.laws import law, same

__all__ = ["LAWS"]


@law("store.journal", since="0.1")
def journal(open_store: OpenStore) -> None:
    """A journal gives back every entry in order and as it was, redacted or not."""
    case = sample_case()
    entries = sample_entries(case, 130)
    later = sample_entries(
        case, 2, after=entries, payload='{"said":"Blåbærsyltetøy \\u0000"}', offset=-9
    )
    redacted = tuple(entry.redacted() for entry in later[1:])
    whole = (*entries, later[0], *redacted)
    with fresh(open_store) as store:
        keep(store, case, entries=entries)
        keep(store, case, entries=whole[130:], expected=1)
        with store.begin() as work:
            found = tuple(work.cases.journal("case-1"))

    same(whole, found, "the entries")
    same([e.head.hash for e in whole], [e.head.hash for e in found], "their hashes")


@law("store.journal-chain", since="0.1")
def journal_chain(open_store: OpenStore) -> None:
    """Entries that do not continue their case's journal are refused with `StoreError`."""
    case, other = sample_case(), sample_case("case-2")
    entries = sample_entries(case, 4)
    foreign = sample_entries(case, 2, payload='{"said":"something else"}')
    wrong = {
        "entries that begin again": entries[:1],
        "entries that leave one out": entries[2:],
        "entries in the wrong order": (entries[2], entries[1]),
        "entries that continue another journal": foreign[1:],
        "entries of another case": sample_entries(other, 2)[1:],
        "entries with one of another case": (
            entries[1],
            attrs.evolve(entries[2], head=attrs.evolve(entries[2].head, case="case-2")),
        ),
    }
    with fresh(open_store) as store:
        keep(store, case, entries=entries[:1])
        before = content(store)
        for what, refusable in wrong.items():
            with refused(StoreError, what):
                keep(store, case, entries=refusable, expected=1)
        with refused(StoreError, "a new case whose journal begins with entry 2"):
            keep(store, other, entries=sample_entries(other, 2)[1:])
        same(before, content(store), "what is kept")


@law("store.redaction", since="0.1")
def redaction(open_store: OpenStore) -> None:
    """A save that redacts entries takes away their payloads and salts, and nothing else."""
    case, other = sample_case(), sample_case("case-2", participant="person-2")
    entries = sample_entries(case, 4)
    more = sample_entries(case, 1, after=entries)
    with fresh(open_store) as store:
        keep(store, case, entries=entries)
        keep(store, other, entries=sample_entries(other, 4))
        before = content(store)
        with store.begin() as work:
            work.cases.save(case, entries=more, expected=1, redacts=(2, 4))
        after = content(store)

    left = [entry for entry in after[0][1] if not entry.is_redacted]
    same([entries[0], entries[2], *more], left, "the other entries")
    same(before[1][1], after[1][1], "another case, with entries of the same numbers")


@law("store.redaction-messages", since="0.1", needs={"outbox"})
def redaction_messages(open_store: OpenStore) -> None:
    """With what is redacted go the case's earlier messages, not its new ones."""
    case, other = sample_case(), sample_case("case-2", participant="person-2")
    entries = sample_entries(case, 2)
    with fresh(open_store) as store:
        keep(store, case, entries=entries[:1], messages=[sample_message("early")])
        keep(store, other, messages=[sample_message("another's")])
        with store.begin() as work:
            work.cases.save(
                case,
                entries=entries[1:],
                messages=[sample_message("late")],
                expected=1,
                redacts=(1,),
            )
        with store.begin() as work:
            waiting = {(w.case, w.message.key) for w in work.outbox.pending()}

    same({("case-1", "late"), ("case-2", "another's")}, waiting, "the messages")


@law("store.redaction-together", since="0.1")
def redaction_together(open_store: OpenStore) -> None:
    """A save that would redact an entry that is not there is refused, and redacts none."""
    case = sample_case()
    entries = sample_entries(case, 3)
    with fresh(open_store) as store:
        keep(store, case, entries=entries[:2])
        before = content(store)
        with store.begin() as work:
            for number in (0, 3, 4):
                with refused(StoreError, f"redacting entry {number} of two"):
                    work.cases.save(
                        case, entries=entries[2:], expected=1, redacts=(1, number)
                    )
        same(before, content(store), "what is kept")


LAWS = (journal, journal_chain, redaction, redaction_messages, redaction_together)
