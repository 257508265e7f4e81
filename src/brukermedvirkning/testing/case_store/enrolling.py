"""Laws of what may be true of several cases at once, races included."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from brukermedvirkning.errors import (
    OpenEnrolmentError,
    RevisionConflictError,
    StoreError,
)
from brukermedvirkning.ports import Store
from brukermedvirkning.testing.case_store.samples import (
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

_RACERS = 4
_ROUNDS = 5


@law("store.one-open-enrolment", since="0.1")
def one_open_enrolment(open_store: OpenStore) -> None:
    """A person has one open enrolment in a programme, over all cases; what has ended or
    was registered in error stands in nobody's way.
    """
    first = sample_enrolment("here")
    with fresh(open_store) as store:
        keep(store, sample_case("a", enrolments=[first]))
        keep(store, sample_case("b", languages=("nb",)))
        before = content(store)
        for case, expected in (
            (sample_case("b", languages=("nb",), enrolments=[first]), 1),
            (sample_case("c", languages=("da",), enrolments=[first]), 0),
        ):
            what = "a second open enrolment in a programme"
            with refused(OpenEnrolmentError, what) as refusal:
                keep(store, case, expected=expected, entries=())
            error = refusal.error
            same((case.id, "here"), (error.case_id, error.programme), "the error")
        same(before, content(store), "what is kept")

        allowed = [
            sample_case("d", enrolments=[sample_enrolment("there")]),
            sample_case("e", participant="person-2", enrolments=[first]),
            sample_case("f", enrolments=[sample_enrolment("here", exited=True)]),
            sample_case("g", enrolments=[sample_enrolment("here", in_error=True)]),
            sample_case("h", enrolments=[first], in_error=True),
        ]
        for case in allowed:
            keep(store, case)
        left = sample_enrolment("here", exited=True)
        keep(store, sample_case("a", enrolments=[left]), expected=1)
        keep(store, sample_case("b", enrolments=[first]), expected=1)


@law("store.enrolment-race", since="0.1", needs={"concurrent"})
def enrolment_race(open_store: OpenStore) -> None:
    """Of those who enrol one person in one programme at the same moment, one succeeds."""
    with fresh(open_store) as store:
        for turn in range(_ROUNDS):
            programme = f"programme-{turn}"

            def enrol(
                number: int, programme: str = programme, turn: int = turn
            ) -> None:
                case = sample_case(
                    f"case-{turn}-{number}", enrolments=[sample_enrolment(programme)]
                )
                keep(store, case)

            results = _race(enrol)
            same(
                {None: 1, OpenEnrolmentError: _RACERS - 1},
                results,
                "how many were kept",
            )
            same(1, _enrolled(store, programme), "how many open enrolments there are")


def _enrolled(store: Store, programme: str) -> int:
    with store.begin() as work:
        return sum(
            row.programme == programme and row.is_open
            for summary in work.cases.summaries("person-1")
            for row in summary.enrolments
        )


@law("store.save-race", since="0.1", needs={"concurrent"})
def save_race(open_store: OpenStore) -> None:
    """Of those who save over one revision at the same moment, one succeeds."""
    with fresh(open_store) as store:
        keep(store, sample_case(), entries=())
        for turn in range(1, _ROUNDS + 1):

            def change(number: int, turn: int = turn) -> None:
                case = sample_case(unit=f"unit-{turn}-{number}")
                entries = sample_entries(case, turn)[turn - 1 :]
                keep(store, case, entries=entries, expected=turn)

            results = _race(change)
            expected = {None: 1, RevisionConflictError: _RACERS - 1}
            same(expected, results, "how many were kept")
            ((kept, journal),) = content(store)
            same((turn + 1, turn), (kept.revision, len(journal)), "what is kept")


def _race(act: Callable[[int], None]) -> Counter[type[Exception] | None]:
    """Do something in several threads at once; how often each outcome came."""
    start = threading.Barrier(_RACERS)

    def run(number: int) -> type[Exception] | None:
        start.wait()
        try:
            act(number)
        except StoreError as error:
            return type(error)
        return None

    with ThreadPoolExecutor(_RACERS) as pool:
        return Counter(pool.map(run, range(_RACERS)))


@law("store.isolated", since="0.1", needs={"concurrent"})
def isolated(open_store: OpenStore) -> None:
    """What an open unit of work has saved is seen by nobody else before it ends well."""
    seen: list[int] = []
    with fresh(open_store) as store:
        keep(store, sample_case(), entries=())

        def look() -> None:
            with store.begin() as work:
                seen.append(work.cases.kept("case-1").revision)

        reader = threading.Thread(target=look)
        with store.begin() as work:
            work.cases.save(sample_case(unit="unit-2"), entries=(), expected=1)
            reader.start()
            reader.join(timeout=0.15)
            # A store may also let the reader wait until the unit has ended.
            seen_meanwhile = tuple(seen)
        reader.join()
        look()

    same(True, seen_meanwhile in ((), (1,)), "nobody saw the change too early")
    same(2, seen[-1], "the revision seen afterwards")


LAWS = (one_open_enrolment, enrolment_race, save_race, isolated)
