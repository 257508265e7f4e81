"""Whole lives of cases: every happening, by every kind of actor, under every policy.

A state machine asks for happenings at random, lets `decide` answer, and after every step
looks whether what must hold still holds. What was refused changes nothing.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    ExitCategory,
    Party,
    StanceAnswer,
)
from brukermedvirkning.domain.evolve import decide, evolve, replay
from brukermedvirkning.domain.happenings import Act, Context, Happening, Refusal
from brukermedvirkning.domain.happenings.enrolling import Enrolled
from brukermedvirkning.domain.happenings.leaving import Exited
from brukermedvirkning.domain.journal import Entry, chain_faults
from brukermedvirkning.domain.ownership import POLICIES
from brukermedvirkning.domain.plan import Goal
from brukermedvirkning.serialization import from_document, to_document
from brukermedvirkning.services.journalling import entries_for, happenings_of
from brukermedvirkning.testing.laws import same
from brukermedvirkning.testing.life import AREAS, openings

__all__ = ["CaseLife", "case_life_machine", "lasting"]

_AGREEING = frozenset({StanceAnswer.AGREES, StanceAnswer.AGREES_IN_PART})
_FOR_THE_PARTICIPANT = frozenset({ActorKind.PARTICIPANT, ActorKind.REPRESENTATIVE})


def lasting(case: Case) -> frozenset[tuple[str, str]]:
    """What never disappears from a case: every row, by its kind and id."""
    return frozenset((row.kind, row.id) for row in case.rows())


class CaseLife(RuleBasedStateMachine):
    """The life of one case; a subclass may put another `decide` in its place."""

    ask = staticmethod(decide)

    def __init__(self) -> None:
        super().__init__()
        self.case: Case | None = None
        self.journal: list[Happening] = []
        self.entries: list[Entry] = []
        self.context = Context()
        self.agreed: dict[tuple[str, int], str] = {}

    @initialize(
        opening=openings(),
        policy=st.sampled_from(sorted(POLICIES)),
        begins=st.sampled_from(("opened", "enrolled", "left")),
    )
    def opens(self, opening: Act, policy: str, begins: str) -> None:
        """A case is opened under one of the policies, some with a life behind them."""
        self.context = Context(policy=POLICIES[policy])
        self._happen(self.ask(None, opening, self.context))
        common: Any = {
            "at": opening.at,
            "by": opening.by,
            "on": opening.on,
            "source": opening.source,
            "enrolment": "enrolment-first",
        }
        if begins != "opened":
            entering = Enrolled(programme="empowerment", **common)
            self._happen(self.ask(self.case, entering, self.context))
        if begins == "left":
            work = Coded(concept=ExitCategory.ORDINARY_WORK)
            leaving = Exited(category=work, **common)
            self._happen(self.ask(self.case, leaving, self.context))

    @rule(data=st.data(), area=st.sampled_from(AREAS))
    def asks(self, data: st.DataObject, area: Any) -> None:
        """Somebody asks for something to happen."""
        if self.case is None:
            return
        before = self.case
        act = data.draw(area.acts(before))
        outcome = self.ask(before, act, self.context)
        if isinstance(outcome, Refusal):
            self._check_refusal(before, act, outcome)
            return
        self._happen(outcome)
        self._check_step(before, outcome)

    def _happen(self, outcome: tuple[Happening, ...] | Refusal) -> None:
        if isinstance(outcome, Refusal):
            return
        for happening in outcome:
            self.case = evolve(self.case, happening)
            self.journal.append(happening)
        assert self.case is not None
        last = self.entries[-1].head if self.entries else None
        self.entries += entries_for(self.case.id, outcome, last=last)

    def _check_refusal(self, case: Case, act: Act, refusal: Refusal) -> None:
        own = act.source.kind is ActorKind.PARTICIPANT
        if act.is_right and own:
            same(
                True, refusal.rule != "ownership.policy", "a right that a policy closed"
            )
        same(False, refusal.rule == "case.valid", f"{act.kind}: nothing but a refusal")
        del case

    def _check_step(self, before: Case, outcome: tuple[Happening, ...]) -> None:
        after = self.case
        assert after is not None
        same(frozenset(), lasting(before) - lasting(after), "rows that disappeared")
        for happening in outcome:
            if before.is_over and isinstance(happening, Act):
                same(
                    True,
                    happening.goes_on_after_exit,
                    f"{happening.kind} after an exit",
                )
            same(happening, from_document(to_document(happening), Happening), "as JSON")
        known = {stance.id for stance in before.stances}
        speakers = {act.source.kind for act in outcome if isinstance(act, Act)}
        for stance in after.stances:
            if stance.id not in known and stance.party is Party.PARTICIPANT:
                same(True, speakers <= _FOR_THE_PARTICIPANT, "whose act a stance was")
        for stance in before.stances:
            (still,) = (row for row in after.stances if row.id == stance.id)
            same(stance.answer, still.answer, "a stance that was overwritten")

    @invariant()
    def the_journal_gives_the_case(self) -> None:
        """Replaying the journal, read back, gives the case."""
        same(self.case, replay(happenings_of(self.entries)), "the case of the journal")
        heads = [entry.head for entry in self.entries]
        same([], list(chain_faults(heads)), "the chain of the journal")

    @invariant()
    def an_agreed_version_never_changes(self) -> None:
        """The words that the participant agreed to stay as they were."""
        if self.case is None:
            return
        for goal in self.case.goals:
            for wording in goal.wordings:
                place = (goal.id, wording.version)
                if place in self.agreed:
                    same(self.agreed[place], wording.text, "words agreed to")
                elif self._is_agreed(goal, wording.version):
                    self.agreed[place] = wording.text

    def _is_agreed(self, goal: Goal, version: int) -> bool:
        assert self.case is not None
        answer = self.case.stance_on(
            goal.id, version, party=Party.PARTICIPANT, own=False
        )
        return answer in _AGREEING

    @invariant()
    def nobody_is_enrolled_twice(self) -> None:
        """There is at most one open enrolment in a programme."""
        if self.case is None:
            return
        programmes = [
            row.programme
            for row in self.case.enrolments
            if row.is_open and not row.registered_in_error
        ]
        same(len(set(programmes)), len(programmes), "open enrolments in a programme")

    def teardown(self) -> None:
        """A redacted entry leaves a gap that is seen, and the chain holds."""
        redacted = [entry.redacted() for entry in self.entries]
        same([], list(chain_faults(entry.head for entry in redacted)), "the chain")
        same(True, all(entry.is_redacted for entry in redacted), "the gaps")


def case_life_machine(ask: Any = decide) -> type[CaseLife]:
    """The machine, for a `decide` of somebody's own where one is given.

    Its `TestCase`, given a name, is what pytest runs.
    """
    return type("CaseLifeMachine", (CaseLife,), {"ask": staticmethod(ask)})
