"""Laws of saving: what was said to be kept is kept, and nothing else is touched."""

from __future__ import annotations

from contextlib import suppress

import attrs
from hypothesis import HealthCheck, given, settings

from brukermedvirkning.domain.case import Case
from brukermedvirkning.errors import (
    CaseExistsError,
    CaseNotFoundError,
    RevisionConflictError,
    StoreError,
)
from brukermedvirkning.ports import CaseStore
from brukermedvirkning.serialization import to_document
from brukermedvirkning.testing.case_store.samples import (
    EXAMPLES,
    OpenStore,
    content,
    fresh,
    keep,
    refused,
    sample_case,
    sample_enrolment,
    sample_entries,
)
from brukermedvirkning.testing.laws import law, same

__all__ = ["LAWS"]


class _Changed(Exception):  # noqa: N818 - no fault: somebody changes their mind
    """Ends a unit of work from outside."""


@law("store.any-case", since="0.1")
def any_case(open_store: OpenStore) -> None:
    """Whatever a case holds, it is read back as it was saved."""
    from brukermedvirkning.testing.strategies import cases

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(cases())
    def check(case: Case) -> None:
        with fresh(open_store) as store:
            keep(store, case)
            with store.begin() as work:
                _same_case(case, work.cases.get(case.id), "the case by its id")
                (streamed,) = work.cases.stream()
                _same_case(case, streamed, "the case in the stream")

    check()


def _same_case(expected: Case, actual: Case, what: str) -> None:
    same(expected, actual, what)
    # Instants are equal whatever their offset; their documents are not.
    same(True, to_document(expected) == to_document(actual), f"{what}, to the letter")


@law("store.own-writes", since="0.1")
def own_writes(open_store: OpenStore) -> None:
    """A unit of work sees what it has saved, before anybody else does."""
    before, after = sample_case(), sample_case(unit="unit-2")
    entries = sample_entries(after, 2)
    with fresh(open_store) as store:
        keep(store, before, entries=entries[:1])
        with store.begin() as work:
            work.cases.save(after, entries=entries[1:], expected=1)

            same(after, work.cases.get("case-1"), "the case, read in its own unit")
            same(after, work.cases.kept("case-1").case, "the case with its revision")
            same([after], list(work.cases.stream()), "the cases, streamed")
            same(2, work.cases.kept("case-1").revision, "the revision")
            journal = tuple(work.cases.journal("case-1"))
            same(entries, journal, "the journal, read in its own unit")


@law("store.revisions", since="0.1")
def revisions(open_store: OpenStore) -> None:
    """The first save gives revision 1, and each that follows one more."""
    with fresh(open_store) as store:
        given_back = [
            keep(store, sample_case(unit=f"unit-{number}"), expected=number)
            for number in range(4)
        ]
        with store.begin() as work:
            kept = work.cases.kept("case-1").revision

    same([1, 2, 3, 4], given_back, "the revisions given back")
    same(4, kept, "the revision kept")


@law("store.stale-revision", since="0.1")
def stale_revision(open_store: OpenStore) -> None:
    """A case is saved over only by who knows its present revision; others are refused."""
    with fresh(open_store) as store:
        keep(store, sample_case())
        keep(store, sample_case(unit="unit-2"), expected=1)
        before = content(store)
        for expected in (1, 3):
            what = f"a save at revision {expected} of a case at revision 2"
            with refused(RevisionConflictError, what) as refusal:
                keep(store, sample_case(unit="unit-3"), expected=expected, entries=())
            error = refusal.error
            same(
                ("case-1", expected, 2),
                (error.case_id, error.expected, error.found),
                "what the error says",
            )
        what = "a save at revision 1 of a case that is not kept"
        with refused(RevisionConflictError, what) as refusal:
            keep(store, sample_case("case-2"), expected=1, entries=())
        same(0, refusal.error.found, "the revision of a case that is not kept")
        same(before, content(store), "what is kept")


@law("store.id-taken", since="0.1")
def id_taken(open_store: OpenStore) -> None:
    """A new case never takes the place of one that is kept."""
    with fresh(open_store) as store:
        keep(store, sample_case())
        before = content(store)
        with refused(CaseExistsError, "a new case with an id that is taken") as refusal:
            keep(store, sample_case(participant="person-2"), entries=())
        same("case-1", refusal.error.case_id, "what the error says")
        same(before, content(store), "what is kept")


@law("store.not-found", since="0.1")
def not_found(open_store: OpenStore) -> None:
    """A case that is not kept is said to be missing, and is never made up."""
    with fresh(open_store) as store:
        keep(store, sample_case())
        with store.begin() as work:
            for ask in (work.cases.get, work.cases.kept, work.cases.journal):
                with refused(CaseNotFoundError, "a case that is not kept") as refusal:
                    ask("case-2")
                same("case-2", refusal.error.case_id, "what the error says")
            same(None, work.cases.find("acme", "7"), "the case of an unknown source")
            same((), tuple(work.cases.summaries("person-2")), "an unknown person")


@law("store.undone", since="0.1")
def undone(open_store: OpenStore) -> None:
    """A unit of work that ends with an exception leaves nothing behind."""
    entries = sample_entries(sample_case(), 2)
    with fresh(open_store) as store:
        keep(store, sample_case(), entries=entries[:1])
        before = content(store)
        with suppress(_Changed), store.begin() as work:
            work.cases.save(sample_case(unit="unit-2"), entries=entries[1:], expected=1)
            work.cases.save(
                sample_case("case-2"),
                entries=sample_entries(sample_case("case-2")),
                expected=0,
            )
            raise _Changed
        same(before, content(store), "what is kept")


@law("store.together", since="0.1")
def together(open_store: OpenStore) -> None:
    """A save that is refused keeps no part of itself, though the unit goes on."""
    here, there = sample_enrolment("programme-1"), sample_enrolment("programme-2")
    cases = (
        sample_case(enrolments=[here]),
        sample_case("case-2", enrolments=[there], source=("acme", "7")),
    )
    with fresh(open_store) as store:
        for case in cases:
            keep(store, case)
        before = content(store)
        with store.begin() as work:
            was_refused = _tried(work.cases, "case-1", source=("acme", "7"))
            was_refused |= _tried(work.cases, "case-2", enrolments=[here])
            was_refused |= _tried(work.cases, "case-1", expected=7)
            was_refused |= _tried(work.cases, "case-1", first=5)
            was_refused |= _tried(
                work.cases, "case-3", source=("acme", "7"), expected=0
            )
            was_refused |= _tried(work.cases, "case-3", enrolments=[here], expected=0)
        if was_refused == {True}:
            same(before, content(store), "what is kept")


def _tried(
    cases: CaseStore,
    case_id: str,
    *,
    expected: int = 1,
    first: int = 2,
    **fields: object,
) -> set[bool]:
    """Try to save a case that should be refused; whether it was."""
    case = sample_case(case_id, **fields)  # type: ignore[arg-type]
    entries = sample_entries(case, 6)
    start = first if expected else 1
    try:
        cases.save(case, entries=entries[start - 1 :], expected=expected)
    except StoreError:
        return {True}
    return {False}


@law("store.nothing-lost", since="0.1")
def nothing_lost(open_store: OpenStore) -> None:
    """Saving one case leaves every other, and its own earlier journal, as they were."""
    cases = [sample_case(f"case-{n}", participant=f"person-{n % 2}") for n in range(5)]
    with fresh(open_store) as store:
        for case in cases:
            keep(store, case, entries=sample_entries(case, 2))
        before = content(store)
        changed = attrs.evolve(cases[2], unit="unit-2")
        more = sample_entries(changed, after=sample_entries(changed, 2))
        keep(store, changed, entries=more, expected=1)
        after = content(store)

    for number, (was, now) in enumerate(zip(before, after, strict=True)):
        same(was[1], now[1][:2], f"the earlier journal of case {number}")
        if number != 2:
            same(was, now, f"case {number}, which nobody touched")


@law("store.ended-unit", since="0.1")
def ended_unit(open_store: OpenStore) -> None:
    """A unit of work that has ended can no longer be used, so that nothing goes astray."""
    with fresh(open_store) as store:
        keep(store, sample_case())
        keep(store, sample_case("case-2"))
        with store.begin() as work:
            stream = work.cases.stream()
            next(stream)
        with refused(StoreError, "going on with a stream"):
            next(stream)
        with refused(StoreError, "reading a case"):
            work.cases.get("case-1")
        with refused(StoreError, "saving a case"):
            work.cases.save(sample_case("case-3"), entries=(), expected=0)


LAWS = (
    any_case,
    own_writes,
    revisions,
    stale_revision,
    id_taken,
    not_found,
    undone,
    together,
    nothing_lost,
    ended_unit,
)
