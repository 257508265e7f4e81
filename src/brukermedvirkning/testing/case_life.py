"""Whole lives of cases: every happening, by every kind of actor, under every policy.

A state machine asks for happenings at random, lets `decide` answer, and after every step
looks whether what must hold still holds: in the case, in its journal with the gaps that
redactions left, and in what others see of it. What was refused changes nothing.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    ConsentPurpose,
    ExitCategory,
    ItemKind,
    Party,
    StanceAnswer,
)
from brukermedvirkning.domain.evolve import decide, evolve
from brukermedvirkning.domain.happenings import (
    Act,
    ContentRedacted,
    Context,
    Happening,
    Refusal,
)
from brukermedvirkning.domain.happenings.consents import ConsentGiven
from brukermedvirkning.domain.happenings.contacts import ContactHeld
from brukermedvirkning.domain.happenings.enrolling import Enrolled
from brukermedvirkning.domain.happenings.items import standing
from brukermedvirkning.domain.happenings.leaving import Exited
from brukermedvirkning.domain.journal import Entry, chain_faults
from brukermedvirkning.domain.ownership import POLICIES
from brukermedvirkning.domain.plan import Goal
from brukermedvirkning.rules.access.view import view_for
from brukermedvirkning.serialization import from_document, to_document
from brukermedvirkning.services.journalling import case_of, entries_for
from brukermedvirkning.services.redacting import after_redaction, entries_to_redact
from brukermedvirkning.testing._life_checks import (
    check_gaps,
    check_own_view,
    check_stays,
    check_withdrawn,
    lasting,
)
from brukermedvirkning.testing.laws import same
from brukermedvirkning.testing.life import AREAS, openings

__all__ = ["CaseLife", "case_life_machine", "lasting"]

_AGREEING = frozenset({StanceAnswer.AGREES, StanceAnswer.AGREES_IN_PART})
_FOR_THE_PARTICIPANT = frozenset({ActorKind.PARTICIPANT, ActorKind.REPRESENTATIVE})


class CaseLife(RuleBasedStateMachine):
    """The life of one case; a subclass may put something else in the place of a part."""

    ask = staticmethod(decide)
    change = staticmethod(evolve)
    look = staticmethod(view_for)
    redacts = staticmethod(entries_to_redact)

    def __init__(self) -> None:
        super().__init__()
        self.case: Case | None = None
        self.entries: list[Entry] = []
        self.replayed = 0
        self.context = Context()
        self.agreed: dict[tuple[str, int], str] = {}

    @initialize(
        opening=openings(),
        policy=st.sampled_from(sorted(POLICIES)),
        begins=st.sampled_from(("opened", "enrolled", "left", "shared")),
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
        if begins in ("enrolled", "left"):
            entering = Enrolled(programme="empowerment", **common)
            self._happen(self.ask(self.case, entering, self.context))
        if begins == "left":
            work = Coded(concept=ExitCategory.ORDINARY_WORK)
            leaving = Exited(category=work, **common)
            self._happen(self.ask(self.case, leaving, self.context))
        if begins == "shared":
            del common["enrolment"]
            self._share(common)

    def _share(self, common: dict[str, Any]) -> None:
        """A talk, and the participant's consent that other bodies read of it."""
        assert self.case is not None
        own = Actor(kind=ActorKind.PARTICIPANT, id=self.case.participant.id)
        talk = ContactHeld(contact="contact-first", **common)
        consent = ConsentGiven(
            consent="consent-first",
            aim=Coded(concept=ConsentPurpose.SHARING_BETWEEN_UNITS),
            covers=(ItemKind.CONTACT, ItemKind.GOAL),
            recipients=("unit-1", "unit-2"),
            **(common | {"source": own}),
        )
        for act in (talk, consent):
            self._happen(self.ask(self.case, act, self.context))

    @rule(data=st.data(), area=st.sampled_from(AREAS))
    def asks(self, data: st.DataObject, area: Any) -> None:
        """Somebody asks for something to happen."""
        if self.case is not None:
            self.let(data.draw(area.acts(self.case)))

    def let(self, act: Act) -> None:
        """Ask for one act, and look whether what must hold still holds after it."""
        before = self.case
        assert before is not None
        outcome = self.ask(before, act, self.context)
        if isinstance(outcome, Refusal):
            self._check_refusal(act, outcome)
            return
        self._happen(outcome)
        self._check_step(before, outcome)

    def _happen(self, outcome: tuple[Happening, ...] | Refusal) -> None:
        if isinstance(outcome, Refusal):
            return
        for happening in outcome:
            self.case = self.change(self.case, happening)
        assert self.case is not None
        for act in outcome:
            if isinstance(act, ContentRedacted):
                self._redact(act)
                outcome = (*outcome, after_redaction(self.entries, act, self.case))
        last = self.entries[-1].head if self.entries else None
        self.entries += entries_for(self.case.id, outcome, last=last)

    def _redact(self, act: ContentRedacted) -> None:
        """Take out of the journal what a redaction takes."""
        gone = self.redacts(self.entries, act)
        self.entries = [
            entry.redacted() if entry.head.sequence in gone else entry
            for entry in self.entries
        ]

    def _check_refusal(self, act: Act, refusal: Refusal) -> None:
        own = act.source.kind is ActorKind.PARTICIPANT
        if act.is_right and own:
            same(
                True, refusal.rule != "ownership.policy", "a right that a policy closed"
            )
        same(False, refusal.rule == "case.valid", f"{act.kind}: nothing but a refusal")

    def _check_step(self, before: Case, outcome: tuple[Happening, ...]) -> None:
        after = self.case
        assert after is not None
        check_stays(before, after)
        check_gaps(after, outcome, self.entries)
        check_withdrawn(before, after, outcome, self.look)
        check_own_view(after, self.look)
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

    @invariant()
    def the_journal_gives_the_case(self) -> None:
        """Replaying the journal, read back, gives the case, whatever was redacted."""
        if self.replayed == len(self.entries):
            return
        same(self.case, case_of(self.entries), "the case of the journal")
        heads = [entry.head for entry in self.entries]
        same([], list(chain_faults(heads)), "the chain of the journal")
        self.replayed = len(self.entries)

    @invariant()
    def an_agreed_version_never_changes(self) -> None:
        """The words that the participant agreed to stay as they were, until redacted."""
        if self.case is None:
            return
        for goal in self.case.goals:
            if goal.redactions:
                continue
            for wording in goal.wordings:
                place = (goal.id, wording.version)
                if place in self.agreed:
                    same(self.agreed[place], wording.text, "words agreed to")
                elif self._is_agreed(goal, wording.version):
                    self.agreed[place] = wording.text

    def _is_agreed(self, goal: Goal, version: int) -> bool:
        assert self.case is not None
        stance = standing(self.case, goal.kind, goal.id, version, Party.PARTICIPANT)
        return stance is not None and stance.answer in _AGREEING

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


def case_life_machine(ask: Any = decide, **parts: Any) -> type[CaseLife]:
    """The machine, for a `decide` of somebody's own where one is given.

    `parts` put something else in the place of another part: `change` (how a happening
    changes a case), `look` (what somebody sees of it), `redacts` (which entries lose
    their payload). The `TestCase` of the machine, given a name, is what pytest runs.
    """
    given = {name: staticmethod(part) for name, part in {"ask": ask, **parts}.items()}
    return type("CaseLifeMachine", (CaseLife,), given)
