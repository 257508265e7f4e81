"""What holds for every act, whatever it is: decided here, apart from what it asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    ExitCategory,
    ItemKind,
    MandateKind,
    Party,
    Role,
    StanceAnswer,
)
from brukermedvirkning.domain.enrolments import Enrolment, Introduction, ProgrammeExit
from brukermedvirkning.domain.evolve import decide, evolve, replay
from brukermedvirkning.domain.happenings import (
    HANDLERS,
    Context,
    Handler,
    Happening,
    Refusal,
)
from brukermedvirkning.domain.happenings.enrolling import AttendanceBegan
from brukermedvirkning.domain.happenings.introducing import Introduced
from brukermedvirkning.domain.happenings.leaving import Exited, ExitStanceTaken
from brukermedvirkning.domain.happenings.opening import CaseClosed
from brukermedvirkning.domain.happenings.plan_course import PlanEnded
from brukermedvirkning.domain.happenings.referring import Referred
from brukermedvirkning.domain.happenings.sources import (
    CaseImported,
    CaseUpdatedFromSource,
)
from brukermedvirkning.domain.ownership import POLICIES, Grant, Ownership
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Stance
from brukermedvirkning.domain.team import Mandate, TeamMember
from brukermedvirkning.testing.life import opening

FIRST, DAY, LATER = date(2026, 1, 5), date(2026, 3, 2), date(2026, 6, 1)
AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
ME = Actor(kind=ActorKind.PARTICIPANT, id="p")
SOMEBODY_ELSE = Actor(kind=ActorKind.PARTICIPANT, id="q")
GUARDIAN = Actor(kind=ActorKind.REPRESENTATIVE, id="r")
STAFF = Actor(kind=ActorKind.STAFF, id="s")
WHO = {"at": AT, "by": STAFF, "source": STAFF}
ROW = Enrolment(id="e", programme="x", start=FIRST)
CASE = Case(
    id="c",
    participant=Participant(id="p"),
    period=Period(start=FIRST),
    enrolments=(ROW,),
)
LEFT = ProgrammeExit(on=DAY, category=Coded(concept=ExitCategory.OTHER))
OVER = attrs.evolve(CASE, enrolments=(attrs.evolve(ROW, exit=LEFT),))
# One that ends with an exit, one that goes on after it, one that is a right.
ADDS = Introduced(introduction="i", on=DAY, **WHO)
CHANGES = AttendanceBegan(enrolment="e", on=DAY, **WHO)
RIGHT = ExitStanceTaken(
    enrolment="e", answer=StanceAnswer.DISAGREES, on=DAY, **(WHO | {"source": ME})
)
EXITED = Exited(enrolment="e", category=LEFT.category, on=DAY, **WHO)


def unchanged(case: Case, _act: Any) -> Case:
    return case


def handled(
    monkeypatch: pytest.MonkeyPatch, handlers: dict[type[Happening], Handler[Any]]
) -> None:
    """Let some happenings be handled otherwise than they are."""
    monkeypatch.setattr(
        "brukermedvirkning.domain.evolve.HANDLERS", {**HANDLERS, **handlers}
    )


@pytest.fixture
def permissive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every one of the acts here asks nothing and changes nothing by itself."""
    kinds = (Introduced, AttendanceBegan, ExitStanceTaken, Referred)
    handled(monkeypatch, {kind: Handler(change=unchanged) for kind in kinds})


def outcome_of(case: Case | None, act: Happening, policy: Any = None) -> str:
    outcome = decide(case, act, Context(**({"policy": policy} if policy else {})))
    return outcome.rule if isinstance(outcome, Refusal) else "happened"


def granting(kind: str, *before: Party, after: tuple[Party, ...] = ()) -> Ownership:
    grant = Grant(happening=kind, before=before, after=after)
    return Ownership(id="mine", title="Mine", grants=(grant,))


def agreed(case: Case, answer: StanceAnswer = StanceAnswer.AGREES, **fields) -> Case:
    values = {
        "id": "stance",
        "on": FIRST,
        "item_kind": ItemKind.ENROLMENT,
        "item": "e",
        "party": Party.PARTICIPANT,
    }
    row = Stance(answer=answer, **(values | fields))
    return attrs.evolve(case, stances=(*case.stances, row))


def mandated(case: Case) -> Case:
    mandate = Mandate(
        nature=MandateKind.GUARDIAN, period=Period(start=FIRST, end=LATER), may_act=True
    )
    member = TeamMember(
        id="t",
        period=Period(start=FIRST),
        role=Coded(concept=Role.GUARDIAN),
        actor=GUARDIAN,
        mandate=mandate,
    )
    return attrs.evolve(case, team=(member,))


def test_nothing_happens_to_a_case_that_is_not_there() -> None:
    outcome = decide(None, ADDS, Context())

    assert isinstance(outcome, Refusal)
    assert "case.open-first" == outcome.rule


def test_a_case_that_is_there_does_not_come_again() -> None:
    coming = CaseImported(
        case=CASE, source="a", source_key="1", content_hash="h", at=AT
    )

    assert (coming,) == decide(None, coming, Context())
    assert "case.open-first" == outcome_of(CASE, coming)


def test_a_source_that_changed_is_asked_nothing() -> None:
    update = CaseUpdatedFromSource(
        case=OVER, given=OVER, source="a", source_key="1", content_hash="h", at=AT
    )

    assert (update,) == decide(OVER, update, Context())


def test_what_happened_is_what_was_asked_for() -> None:
    assert (ADDS,) == decide(CASE, ADDS, Context())


def test_a_participant_acts_in_no_case_of_another() -> None:
    unnamed = Actor(kind=ActorKind.PARTICIPANT)

    assert "voice.another" == outcome_of(
        CASE, attrs.evolve(CHANGES, source=SOMEBODY_ELSE)
    )
    assert "happened" == outcome_of(CASE, attrs.evolve(CHANGES, source=unnamed))
    assert "happened" == outcome_of(CASE, attrs.evolve(CHANGES, source=ME))


@pytest.mark.usefixtures("permissive")
def test_after_the_last_exit_only_what_goes_on_may_happen() -> None:
    refused = decide(OVER, ADDS, Context())

    assert isinstance(refused, Refusal)
    assert "case.after-exit" == refused.rule
    assert {"exit_undone", "re_entered"} <= set(refused.permitted)
    assert "happened" == outcome_of(OVER, RIGHT)


@pytest.mark.usefixtures("permissive")
def test_a_closed_case_is_over_and_can_be_reopened() -> None:
    closed = attrs.evolve(CASE, period=Period.through(FIRST, DAY))
    refused = decide(closed, ADDS, Context())

    assert isinstance(refused, Refusal)
    assert ("case_reopened",) == refused.permitted
    assert "happened" == outcome_of(closed, RIGHT)


@pytest.mark.usefixtures("permissive")
@pytest.mark.parametrize(
    "rows",
    [
        (),
        (attrs.evolve(ROW, exit=LEFT, registered_in_error=True),),
        (attrs.evolve(ROW, exit=LEFT), Enrolment(id="f", programme="y", start=FIRST)),
    ],
)
def test_a_case_goes_on_without_enrolments_or_with_one_open(rows: Any) -> None:
    assert "happened" == outcome_of(attrs.evolve(CASE, enrolments=rows), ADDS)


def test_an_open_enrolment_in_error_keeps_no_case_going() -> None:
    wrong = Enrolment(id="f", programme="y", start=FIRST, registered_in_error=True)
    case = attrs.evolve(OVER, enrolments=(*OVER.enrolments, wrong))

    assert case.is_over


@pytest.mark.usefixtures("permissive")
def test_a_policy_says_which_party_may_do_what() -> None:
    policy = granting("introduced", Party.PARTICIPANT)
    refused = decide(CASE, ADDS, Context(policy=policy))

    assert isinstance(refused, Refusal)
    assert ("ownership.policy", "mine") == (refused.rule, refused.reason)
    assert "comment_added" in refused.permitted
    assert "happened" == outcome_of(CASE, attrs.evolve(ADDS, source=ME), policy)
    assert "happened" == outcome_of(CASE, CHANGES, policy)


@pytest.mark.usefixtures("permissive")
def test_a_policy_tells_what_is_agreed_from_what_is_not() -> None:
    policy = granting("attendance_began", Party.SERVICE)

    assert "happened" == outcome_of(CASE, CHANGES, policy)
    assert "ownership.policy" == outcome_of(agreed(CASE), CHANGES, policy)
    in_part = agreed(CASE, StanceAnswer.AGREES_IN_PART)
    assert "ownership.policy" == outcome_of(in_part, CHANGES, policy)


@pytest.mark.usefixtures("permissive")
@pytest.mark.parametrize(
    "fields",
    [
        {"answer": StanceAnswer.DISAGREES},
        {"party": Party.SERVICE},
        {"version": 2},
        {"registered_in_error": True},
    ],
)
def test_what_is_no_agreement_of_the_participant_locks_nothing(fields: Any) -> None:
    policy = granting("attendance_began", Party.SERVICE)

    assert "happened" == outcome_of(agreed(CASE, **fields), CHANGES, policy)


@pytest.mark.usefixtures("permissive")
def test_the_participants_own_word_holds_before_a_representatives() -> None:
    policy = granting("attendance_began", Party.SERVICE)
    case = agreed(mandated(CASE), StanceAnswer.DISAGREES)
    spoken = agreed(case, id="later", on=DAY, by_representative="t")

    assert "happened" == outcome_of(spoken, CHANGES, policy)


@pytest.mark.usefixtures("permissive")
def test_a_representative_counts_as_one_with_a_mandate_in_force_only() -> None:
    policy = granting("attendance_began", Party.REPRESENTATIVE)
    act = attrs.evolve(CHANGES, source=GUARDIAN)
    case = mandated(CASE)

    assert "happened" == outcome_of(case, act, policy)
    assert "ownership.policy" == outcome_of(CASE, act, policy)
    assert "ownership.policy" == outcome_of(case, attrs.evolve(act, on=LATER), policy)


CLOSED_TO_ALL = granting("exit_stance_taken")


@pytest.mark.usefixtures("permissive")
@pytest.mark.parametrize("policy", [*POLICIES.values(), CLOSED_TO_ALL])
def test_a_right_is_open_to_the_participant_under_every_policy(policy: Any) -> None:
    for case in (CASE, OVER, agreed(CASE), agreed(OVER)):
        assert "happened" == outcome_of(case, RIGHT, policy)
        by_guardian = attrs.evolve(RIGHT, source=GUARDIAN)
        assert "happened" == outcome_of(mandated(case), by_guardian, policy)


@pytest.mark.usefixtures("permissive")
def test_a_right_is_nobody_elses() -> None:
    for source in (STAFF, GUARDIAN):
        act = attrs.evolve(RIGHT, source=source)
        assert "ownership.policy" == outcome_of(CASE, act, CLOSED_TO_ALL)


def test_an_act_is_refused_for_what_it_asks_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = Refusal(rule="a", reason="b"), Refusal(rule="c", reason="d")

    def refuse(_case: Case, _act: Any, _context: Context) -> Iterator[Refusal]:
        yield from (first, second)

    handled(monkeypatch, {Introduced: Handler(change=unchanged, refuse=refuse)})

    assert first == decide(CASE, ADDS, Context())


def test_an_act_that_would_give_no_valid_case_is_refused_with_its_fields(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def double(case: Case, _act: Any) -> Case:
        twice = attrs.evolve(ROW, id="f")
        return attrs.evolve(case, enrolments=(*case.enrolments, twice))

    handled(monkeypatch, {Introduced: Handler(change=double)})

    assert Refusal(rule="case.valid", reason="not valid: enrolments") == decide(
        CASE, ADDS, Context()
    )


def test_an_act_brings_others_with_it_in_their_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    more = attrs.evolve(CHANGES, on=FIRST)

    def follow(_case: Case, _act: Any, _context: Context) -> Iterator[Happening]:
        yield from (more, EXITED)

    handled(monkeypatch, {Introduced: Handler(change=unchanged, follow=follow)})
    case = attrs.evolve(CASE, plan=ActionPlan(id="plan", period=Period(start=FIRST)))

    assert (ADDS, more, EXITED, PlanEnded(on=DAY, **WHO)) == decide(
        case, ADDS, Context()
    )


def test_an_act_is_refused_where_what_it_brings_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def follow(_case: Case, _act: Any, _context: Context) -> Iterator[Happening]:
        yield CaseClosed(on=DAY, **WHO)

    handled(monkeypatch, {Introduced: Handler(change=unchanged, follow=follow)})

    assert "case.open-enrolment" == outcome_of(CASE, ADDS)


@given(st.data())
def test_what_is_decided_replays_to_the_same_case(data: st.DataObject) -> None:
    journal: list[Happening] = [data.draw(opening.openings())]
    case = evolve(None, journal[0])
    for _ in range(data.draw(st.integers(1, 12))):
        outcome = decide(case, data.draw(opening.acts(case)), Context())
        if isinstance(outcome, Refusal):
            assert outcome.reason
            continue
        for one in outcome:
            case = evolve(case, one)
        journal.extend(outcome)

    assert case == replay(journal)
    assert case == attrs.evolve(case)


@given(st.data())
def test_nobody_else_says_where_the_participant_stands(data: st.DataObject) -> None:
    case = attrs.evolve(
        mandated(CASE), introductions=(Introduction(id="i", on=FIRST, enrolment="e"),)
    )
    act = data.draw(opening.acts(case))
    outcome = decide(case, act, Context())
    after = case
    for one in () if isinstance(outcome, Refusal) else outcome:
        after = evolve(after, one)

    row = next(row for row in after.enrolments if row.id == "e")
    if row.exit is not None and not row.exit.stance.is_unknown:
        assert ActorKind.PARTICIPANT is act.source.kind
    if after.introductions[0].acknowledged_on is not None:
        assert act.source.kind in (ActorKind.PARTICIPANT, ActorKind.REPRESENTATIVE)
