"""Laws of finding cases again: streams, summaries, sources."""

from __future__ import annotations

import tracemalloc

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case
from brukermedvirkning.errors import SourceTakenError
from brukermedvirkning.ports import ALL_CASES, CaseQuery, CaseSummary, Store
from brukermedvirkning.testing.case_store.samples import (
    EXAMPLES,
    OpenStore,
    content,
    fresh,
    keep,
    refused,
    sample_case,
    sample_enrolment,
)
from brukermedvirkning.testing.laws import law, same

__all__ = ["LAWS"]

_IDS = st.lists(
    st.text("Aaz09-ÅåØ日𝄞", min_size=1, max_size=4),
    min_size=1,
    max_size=12,
    unique=True,
)


@law("store.stream", since="0.1")
def stream(open_store: OpenStore) -> None:
    """A stream gives every case once, in the order of the code points of their ids."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(_IDS)
    def check(ids: list[str]) -> None:
        with fresh(open_store) as store:
            with store.begin() as work:
                for case_id in ids:
                    case = sample_case(case_id)
                    work.cases.save(case, entries=(), expected=0)
            same(sorted(ids), _streamed(store), "the ids")

    check()


def _streamed(store: Store, query: CaseQuery = ALL_CASES) -> list[str]:
    with store.begin() as work:
        return [case.id for case in work.cases.stream(query)]


@law("store.query", since="0.1")
def query(open_store: OpenStore) -> None:
    """A query gives the cases that meet all of its conditions, and no other."""
    here, left = sample_enrolment("here"), sample_enrolment("here", exited=True)
    there, not_here = (
        sample_enrolment("there", number=2),
        sample_enrolment("here", in_error=True),
    )
    cases = [
        sample_case("a", unit="unit-1", enrolments=[here]),
        sample_case("b", unit="unit-2", enrolments=[left, there]),
        sample_case("c", unit="unit-1", enrolments=[not_here]),
        sample_case("d", participant="person-2", unit="unit-1", enrolments=[here]),
        sample_case("e", participant="person-2"),
        sample_case("f", participant="person-3", in_error=True, enrolments=[here]),
    ]
    queries = [
        CaseQuery(ids=ids, participant=participant, unit=unit, programme=programme)
        for ids in (None, (), ("b", "d", "x", "a", "d"))
        for participant in (None, "person-1", "person-9")
        for unit in (None, "unit-1", "unit-9")
        for programme in (None, "here", "there")
    ]
    with fresh(open_store) as store:
        for case in cases:
            keep(store, case)
        for asked in queries:
            expected = [case.id for case in cases if asked.matches(case)]
            same(expected, _streamed(store, asked), f"the ids for {asked!r}")


@law("store.stream-memory", since="0.1", needs={"streams"})
def stream_memory(open_store: OpenStore) -> None:
    """Streaming eight times as many cases needs no more memory."""
    with fresh(open_store) as store:
        with store.begin() as work:
            for number in range(800):
                case = sample_case(f"case-{number:04}", unit=f"unit-{number // 100}")
                work.cases.save(case, entries=(), expected=0)
        few = _peak(store, CaseQuery(unit="unit-1"), 100)
        many = _peak(store, ALL_CASES, 800)

    if many > 2 * few + 100_000:
        message = f"100 cases needed {few} bytes at once, 800 cases {many}"
        raise AssertionError(message)


def _peak(store: Store, asked: CaseQuery, count: int) -> int:
    """How many bytes were in use at once while the cases went by."""
    with store.begin() as work:
        sum(1 for _ in work.cases.stream(asked))
        tracemalloc.start()
        try:
            found = sum(1 for _ in work.cases.stream(asked))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    same(count, found, "the number of cases")
    return peak


@law("store.stream-while-saving", since="0.1")
def stream_while_saving(open_store: OpenStore) -> None:
    """Saving the cases of a stream while it runs neither skips nor repeats one."""
    ids = [f"case-{number:03}" for number in range(250)]
    with fresh(open_store) as store:
        with store.begin() as work:
            for case_id in ids:
                work.cases.save(sample_case(case_id), entries=(), expected=0)
        found = []
        with store.begin() as work:
            for case in work.cases.stream():
                found.append(case.id)
                changed = sample_case(case.id, unit="unit-2")
                work.cases.save(changed, entries=(), expected=1)
                if len(found) % 50 == 0:
                    for place in ("before", case.id + "-after"):
                        new = sample_case(f"{place}-{len(found)}")
                        work.cases.save(new, entries=(), expected=0)
                if len(found) > 2 * len(ids):
                    break
        known = [case_id for case_id in found if case_id in ids]
        same(ids, known, "the cases that were there before")
        with store.begin() as work:
            units = {case.unit for case in work.cases.stream() if case.id in ids}
        same({"unit-2"}, units, "the units after the change")


@law("store.summaries", since="0.1")
def summaries(open_store: OpenStore) -> None:
    """The summaries of a person say what opening that person's cases would say."""
    first = sample_case(
        "b",
        unit="unit-1",
        enrolments=[
            sample_enrolment("here"),
            sample_enrolment("there", number=2, exited=True),
            sample_enrolment("elsewhere", number=3, in_error=True),
        ],
    )
    others = [
        sample_case("a", in_error=True, enrolments=[sample_enrolment("here")]),
        sample_case("c", participant="person-2"),
        sample_case("d"),
    ]
    with fresh(open_store) as store:
        keep(store, sample_case("b", enrolments=[sample_enrolment("before")]))
        keep(store, first, expected=1)
        for case in others:
            keep(store, case)
        with store.begin() as work:
            found = tuple(work.cases.summaries("person-1"))

    expected = (
        CaseSummary.of(others[0], 1),
        CaseSummary.of(first, 2),
        CaseSummary.of(others[2], 1),
    )
    same(expected, found, "the summaries")


@law("store.source", since="0.1")
def source(open_store: OpenStore) -> None:
    """A case is found by the reader and the key that it came with, as they now are."""
    with fresh(open_store) as store:
        keep(store, sample_case("a", source=("acme", "7")))
        keep(store, sample_case("b", source=("other", "7")))
        keep(store, sample_case("c", source=("acme", "8")))
        keep(store, sample_case("c", source=("acme", "9")), expected=1)
        keep(store, sample_case("d"))
        sought = [("acme", "7"), ("other", "7"), ("acme", "8"), ("acme", "9")]
        with store.begin() as work:
            kept = [work.cases.find(*key) for key in sought]
        found = [one and (one.case.id, one.revision) for one in kept]

    same([("a", 1), ("b", 1), None, ("c", 2)], found, "the cases by their sources")


@law("store.one-case-per-source", since="0.1")
def one_case_per_source(open_store: OpenStore) -> None:
    """A source belongs to one case at a time; another case that claims it is refused."""
    taken = ("acme", "7")
    with fresh(open_store) as store:
        keep(store, sample_case("a", source=taken))
        keep(store, sample_case("b"))
        before = content(store)
        tried: list[tuple[Case, int]] = [
            (sample_case("b", source=taken), 1),
            (sample_case("c", source=taken), 0),
        ]
        for case, expected in tried:
            with refused(SourceTakenError, "the source of another case") as refusal:
                keep(store, case, expected=expected, entries=())
            error = refusal.error
            same((case.id, "a"), (error.case_id, error.holder), "what the error says")
        same(before, content(store), "what is kept")
        keep(store, sample_case("a", source=("acme", "8")), expected=1)
        keep(store, sample_case("b", source=taken), expected=1)


LAWS = (
    stream,
    query,
    stream_memory,
    stream_while_saving,
    summaries,
    source,
    one_case_per_source,
)
