"""Laws of what stands beside single cases: bulk, records, outbox, disk, and silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.journal import Entry
from brukermedvirkning.domain.links import PersonLink
from brukermedvirkning.domain.organisation import Unit
from brukermedvirkning.errors import (
    CaseExistsError,
    OpenEnrolmentError,
    SourceTakenError,
    StoreError,
)
from brukermedvirkning.testing.case_store.samples import (
    OpenStore,
    content,
    fresh,
    keep,
    refused,
    sample_case,
    sample_enrolment,
    sample_entries,
    sample_message,
)
from brukermedvirkning.testing.hearing import Listener, StoppedError, not_shown
from brukermedvirkning.testing.laws import law, same

__all__ = ["LAWS"]

_MANY = 250
_AT = datetime(2024, 3, 1, 9, 30, tzinfo=UTC)


def _many() -> list[tuple[Case, tuple[Entry, ...]]]:
    cases = [sample_case(f"case-{n:03}", participant=f"p-{n}") for n in range(_MANY)]
    return [(case, sample_entries(case, 1 + n % 3)) for n, case in enumerate(cases)]


@law("store.bulk", since="0.1", needs={"bulk"})
def bulk(open_store: OpenStore) -> None:
    """Cases added at once are kept as if each had been saved for the first time."""
    pairs = _many()
    with fresh(open_store) as store:
        with store.begin() as work:
            count = work.cases.add_many(iter(pairs))
        kept = content(store)

    same(_MANY, count, "how many were added")
    same(pairs, [(one.case, journal) for one, journal in kept], "what is kept")
    same({1}, {one.revision for one, _ in kept}, "the revisions")


@law("store.bulk-all-or-none", since="0.1", needs={"bulk"})
def bulk_all_or_none(open_store: OpenStore) -> None:
    """Of cases added at once nothing is kept where their source breaks off."""

    def broken_off() -> Iterator[tuple[Case, Sequence[Entry]]]:
        yield from _many()
        raise StoppedError

    with fresh(open_store) as store:
        with store.begin() as work, suppress(StoppedError):
            work.cases.add_many(broken_off())
        same((), content(store), "what is kept")


@law("store.bulk-refuses", since="0.1", needs={"bulk"})
def bulk_refuses(open_store: OpenStore) -> None:
    """What `save` refuses, adding many at once refuses too, in the same words."""
    kept = sample_case(
        "kept",
        participant="p-x",
        enrolments=[sample_enrolment("here")],
        source=("acme", "7"),
    )
    enrolled = {"participant": "p-y", "enrolments": [sample_enrolment("here")]}
    refusable: list[tuple[type[StoreError], list[Case]]] = [
        (CaseExistsError, [sample_case("kept", participant="p-x")]),
        (CaseExistsError, [sample_case("a"), sample_case("a")]),
        (SourceTakenError, [sample_case("a", source=("acme", "7"))]),
        (
            OpenEnrolmentError,
            [sample_case("a", participant="p-x", enrolments=kept.enrolments)],
        ),
        (
            OpenEnrolmentError,
            [sample_case("a", **enrolled), sample_case("b", **enrolled)],  # type: ignore[arg-type]
        ),
    ]
    with fresh(open_store) as store:
        keep(store, kept)
        before = content(store)
        for kind, cases in refusable:
            pairs: list[tuple[Case, Sequence[Entry]]] = [
                *_many(),
                *((case, ()) for case in cases),
            ]
            what = "a case that cannot be added"
            with store.begin() as work, refused(kind, what):
                work.cases.add_many(pairs)
            same(before, content(store), "what is kept")


def _unit(number: int, name: str = "Enhet") -> Unit:
    return Unit(id=f"{number:03}", name=name)


@law("store.records", since="0.1", needs={"records"})
def records(open_store: OpenStore) -> None:
    """A record is read back as it was put, the last of its id, apart from other kinds."""
    link = PersonLink(
        id="000", first="person-1", second="person-2", on=date(2024, 3, 1)
    )
    units = [_unit(number) for number in range(_MANY)]
    with fresh(open_store) as store:
        with store.begin() as work:
            for unit in reversed(units):
                work.records(Unit).put(unit)
            work.records(PersonLink).put(link)
        units[7] = _unit(7, name="Ny enhet")
        with store.begin() as work:
            work.records(Unit).put(units[7])
            same(units[7], work.records(Unit).get("007"), "a record, in its own unit")
        with store.begin() as work:
            found = list(work.records(Unit).all())
            links = list(work.records(PersonLink).all())
            missing = work.records(PersonLink).get("001")

    same(units, found, "the records of one kind")
    same([link], links, "the records of another kind")
    same(None, missing, "a record that is not kept")


@law("store.records-undone", since="0.1", needs={"records"})
def records_undone(open_store: OpenStore) -> None:
    """A record that was put in a unit of work which failed is not kept."""
    with fresh(open_store) as store:
        with store.begin() as work:
            work.records(Unit).put(_unit(1))
        with suppress(StoppedError), store.begin() as work:
            work.records(Unit).put(_unit(1, name="Ny enhet"))
            work.records(Unit).put(_unit(2))
            raise StoppedError
        with store.begin() as work:
            same([_unit(1)], list(work.records(Unit).all()), "the records")


@law("store.outbox", since="0.1", needs={"outbox"})
def outbox(open_store: OpenStore) -> None:
    """Messages wait in the order in which they were written, with the case of each."""
    first = [sample_message(f"a-{number}") for number in range(3)]
    second = [sample_message(f"b-{number}") for number in range(2)]
    with fresh(open_store) as store:
        keep(store, sample_case("b"), messages=first)
        keep(store, sample_case("a"), messages=second)
        with store.begin() as work:
            waiting = list(work.outbox.pending())
            oldest = list(work.outbox.pending(limit=2))

    expected = [("b", m) for m in first] + [("a", m) for m in second]
    same(expected, [(w.case, w.message) for w in waiting], "the messages")
    sequences = [w.sequence for w in waiting]
    same(sorted(set(sequences)), sequences, "their sequence")
    same(waiting[:2], oldest, "the oldest two")


@law("store.outbox-together", since="0.1", needs={"outbox"})
def outbox_together(open_store: OpenStore) -> None:
    """A message is kept only where the change that caused it is."""
    refusable, unsure = sample_message("refused"), sample_message("undone")
    with fresh(open_store) as store:
        keep(store, sample_case())
        was_refused = False
        with store.begin() as work:
            try:
                work.cases.save(
                    sample_case(), entries=(), messages=[refusable], expected=7
                )
            except StoreError:
                was_refused = True
        with suppress(StoppedError), store.begin() as work:
            work.cases.save(
                sample_case(),
                entries=(),
                messages=[unsure],
                expected=work.cases.kept("case-1").revision,
            )
            raise StoppedError
        with store.begin() as work:
            waiting = [pending.message for pending in work.outbox.pending()]

    if was_refused:
        same([], waiting, "the messages")


@law("store.outbox-paged", since="0.1", needs={"outbox"})
def outbox_paged(open_store: OpenStore) -> None:
    """Messages that wait can be asked for from any of them on."""
    messages = [sample_message(f"a-{number}") for number in range(5)]
    with fresh(open_store) as store:
        keep(store, sample_case("a"), messages=messages)
        with store.begin() as work:
            first = work.outbox.pending(limit=2)
            others = work.outbox.pending(limit=2, after=first[-1].sequence)
            last = work.outbox.pending(after=others[-1].sequence)

    found = [one.message.key for one in (*first, *others, *last)]
    same([one.key for one in messages], found, "the messages, page by page")


@law("store.outbox-claimed", since="0.1", needs={"outbox"})
def outbox_claimed(open_store: OpenStore) -> None:
    """A message is claimed by one alone of those who read it, and each claim counts."""
    with fresh(open_store) as store:
        keep(store, sample_case("a"), messages=[sample_message("a")])
        with store.begin() as work:
            (read,) = work.outbox.pending()
        claims = []
        for _ in range(2):
            with store.begin() as work:
                claims.append(work.outbox.claim(read, _AT))
        with store.begin() as work:
            (again,) = work.outbox.pending()
            claims.append(work.outbox.claim(again, _AT + timedelta(hours=1)))
        with store.begin() as work:
            (third,) = work.outbox.pending()

    same([True, False, True], claims, "who got the message")
    counted = [(one.attempts, one.due_at) for one in (read, again, third)]
    expected = [(0, None), (1, _AT), (2, _AT + timedelta(hours=1))]
    same(expected, counted, "attempts, and when it is due")
    same(read.message, third.message, "the message")


@law("store.outbox-delivered", since="0.1", needs={"outbox"})
def outbox_delivered(open_store: OpenStore) -> None:
    """What was delivered waits no longer, and is neither claimed nor delivered again."""
    with fresh(open_store) as store:
        keep(store, sample_case("a"), messages=[*map(sample_message, "abc")])
        with store.begin() as work:
            _, second, _ = work.outbox.pending()
            done = [work.outbox.delivered(second, _AT)]
        with store.begin() as work:
            done.append(work.outbox.delivered(second, _AT))
            done.append(work.outbox.claim(second, _AT))
            waiting = [one.message.key for one in work.outbox.pending()]

    same([True, False, False], done, "what was done")
    same(["a", "c"], waiting, "what waits")


@law("store.durable", since="0.1", needs={"durable"})
def durable(open_store: OpenStore) -> None:
    """What was kept is there when the store is opened again, to the last entry."""
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        keep(store, sample_case(), entries=sample_entries(sample_case(), 3))
        keep(store, sample_case(unit="unit-2"), expected=1)
        before = content(store)
        store.close()
        again = open_store(Path(folder))
        after = content(again)
        again.close()

    same(["case-1"], [kept.case.id for kept, _ in before], "what was kept")
    same(before, after, "what is there when opened again")


@law("store.silence", since="0.1")
def silence(open_store: OpenStore) -> None:
    """No error of a store, and nothing that it logs, shows what is about a person."""
    marker = "Zzyzx-Qwxz"
    secret = {
        "participant": marker,
        "enrolments": [sample_enrolment("here")],
        "source": ("acme", marker),
    }
    case = sample_case(**secret)  # type: ignore[arg-type]
    other = sample_case("case-2", **secret)  # type: ignore[arg-type]
    elsewhere = sample_case(
        "case-2",
        participant=marker,
        enrolments=secret["enrolments"],  # type: ignore[arg-type]
    )
    entries = sample_entries(case, 2, payload=f'{{"said":"{marker}"}}')
    heard = Listener()
    with heard, fresh(open_store) as store:
        keep(store, case, entries=entries[:1])
        for ask in (
            partial(keep, store, case, entries=entries),
            partial(keep, store, case, entries=entries[:1], expected=1),
            partial(keep, store, case, entries=entries[1:], expected=5),
            partial(keep, store, other, entries=()),
            partial(keep, store, elsewhere, entries=()),
        ):
            heard.try_out(ask)

    not_shown(marker, heard.said)


LAWS = (
    bulk,
    bulk_all_or_none,
    bulk_refuses,
    records,
    records_undone,
    outbox,
    outbox_together,
    outbox_paged,
    outbox_claimed,
    outbox_delivered,
    durable,
    silence,
)
