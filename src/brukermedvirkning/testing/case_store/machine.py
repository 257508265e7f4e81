"""A state machine: a store and the reference are told the same, and must stay the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.errors import StoreError
from brukermedvirkning.ports import CaseQuery, UnitOfWork
from brukermedvirkning.testing.case_store.samples import (
    OpenStore,
    content,
    sample_case,
    sample_enrolment,
    sample_entries,
    sample_message,
)
from brukermedvirkning.testing.laws import same
from brukermedvirkning.testing.memory import MemoryStore

__all__ = ["case_store_machine"]

_DUE = datetime(2024, 3, 1, 9, 30, tzinfo=UTC)
_IDS = st.sampled_from(["a", "b", "c", "Å"])
_PEOPLE = st.sampled_from(["person-1", "person-2"])
_PROGRAMMES = st.sampled_from(["here", "there"])
_UNITS = st.sampled_from([None, "unit-1", "unit-2"])
_SOURCES = st.sampled_from([None, ("acme", "1"), ("acme", "2"), ("other", "1")])


@st.composite
def _enrolments(draw: st.DrawFn) -> list[Enrolment]:
    """Up to three enrolments, at most one of them open in a programme."""
    chosen: list[Enrolment] = []
    for number in range(draw(st.integers(0, 3))):
        programme = draw(_PROGRAMMES)
        exited = draw(st.booleans()) or any(
            row.programme == programme and row.is_open for row in chosen
        )
        chosen.append(
            sample_enrolment(
                programme,
                exited=exited,
                in_error=draw(st.booleans()),
                number=number,
            )
        )
    return chosen


_CASES = st.builds(
    sample_case,
    _IDS,
    participant=_PEOPLE,
    unit=_UNITS,
    enrolments=_enrolments(),
    source=_SOURCES,
    in_error=st.booleans(),
)


class _CaseStoreMachine(RuleBasedStateMachine):
    """Tells a store and the reference the same and compares all that they say."""

    open_store: Callable[[Path], Any]

    @initialize()
    def open(self) -> None:
        self.folder = TemporaryDirectory()
        self.store = type(self).open_store(Path(self.folder.name))
        self.reference = MemoryStore()

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()

    def both(self, act: Callable[[UnitOfWork], Any], *, fail: bool = False) -> None:
        """Do the same in both, in a unit of work that fails at the end if it should."""
        outcomes = []
        for store in (self.reference, self.store):
            try:
                with store.begin() as work:
                    outcomes.append(act(work))
                    _stop_if(fail)
            except StoreError as error:
                outcomes.append((type(error), str(error)))
            except _StoppedError:
                pass
        same(outcomes[0], outcomes[1], "what the store answers")

    @rule(
        case=_CASES,
        behind=st.integers(-1, 1),
        entries=st.integers(0, 2),
        first=st.integers(-1, 1),
        fail=st.booleans(),
    )
    def save(
        self, case: Case, behind: int, entries: int, first: int, fail: bool
    ) -> None:
        kept = self.reference.state.cases.get(case.id)
        journal = self.reference.state.journals.get(case.id, ())
        whole = (*journal, *sample_entries(case, 3, after=journal))
        start = max(len(journal) + (first if kept else 0), 0)

        def act(work: UnitOfWork) -> int:
            return work.cases.save(
                case,
                entries=whole[start : start + entries],
                messages=[sample_message(f"of {case.id}")],
                expected=max((kept.revision if kept else 0) - behind, 0),
            )

        self.both(act, fail=fail)

    @rule(cases=st.lists(_CASES, max_size=3))
    def add_many(self, cases: list[Case]) -> None:
        self.both(
            lambda work: work.cases.add_many(
                [(case, sample_entries(case)) for case in cases]
            )
        )

    @rule(place=st.integers(0, 3), stale=st.booleans(), delivers=st.booleans())
    def deliver(self, place: int, stale: bool, delivers: bool) -> None:
        """Somebody takes a message that waits, and delivers it or not."""

        def act(work: UnitOfWork) -> Any:
            waiting = work.outbox.pending(limit=place + 1)
            if not waiting:
                return None
            read = waiting[-1]
            taken = [work.outbox.claim(read, _DUE)]
            if stale:
                taken.append(work.outbox.claim(read, _DUE))
            if delivers:
                taken.append(work.outbox.delivered(read, _DUE))
            return taken, read.attempts, read.due_at

        self.both(act)

    @rule(person=_PEOPLE)
    def summaries(self, person: str) -> None:
        self.both(lambda work: tuple(work.cases.summaries(person)))

    @rule(source=_SOURCES.filter(bool))
    def find(self, source: tuple[str, str]) -> None:
        self.both(lambda work: work.cases.find(*source))

    @rule(
        ids=st.none() | st.lists(_IDS).map(tuple),
        person=st.none() | _PEOPLE,
        unit=_UNITS,
        programme=st.none() | _PROGRAMMES,
    )
    def query(
        self,
        ids: tuple[str, ...] | None,
        person: str | None,
        unit: str | None,
        programme: str | None,
    ) -> None:
        asked = CaseQuery(ids=ids, participant=person, unit=unit, programme=programme)
        self.both(lambda work: list(work.cases.stream(asked)))

    @invariant()
    def keep_the_same(self) -> None:
        if hasattr(self, "store"):
            same(content(self.reference), content(self.store), "what is kept")
            self.both(lambda work: [(m.case, m.message) for m in work.outbox.pending()])


class _StoppedError(Exception):
    """Ends a unit of work from outside."""


def _stop_if(fail: bool) -> None:
    if fail:
        raise _StoppedError


def case_store_machine(open_store: OpenStore) -> type[RuleBasedStateMachine]:
    """A machine that drives a store beside the reference; give its `TestCase` a name.

    Its store must be able to do everything but stream, be used by several threads and
    be durable.
    """
    return type(
        "CaseStoreMachine",
        (_CaseStoreMachine,),
        {"open_store": staticmethod(open_store)},
    )
