from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor, Recorded
from brukermedvirkning.domain.case import Case, Participant, row_kinds
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    CommentKind,
    GoalStatus,
    ItemKind,
    MandateKind,
    Party,
    Role,
    StanceAnswer,
)
from brukermedvirkning.domain.evolve import decide, evolve, replay
from brukermedvirkning.domain.happenings import (
    HANDLERS,
    Act,
    Context,
    Happening,
    Refusal,
    challenges,
    comments,
    goal_course,
    goals,
    planning,
    stances,
)
from brukermedvirkning.domain.happenings.sources import CaseImported
from brukermedvirkning.domain.ownership import POLICIES
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import (
    ActionPlan,
    Challenge,
    Comment,
    Goal,
    OtherPlan,
    Stance,
    Wording,
)
from brukermedvirkning.domain.team import Mandate, TeamMember
from brukermedvirkning.testing.life.plan import acts

KINDS = {
    kind.kind
    for area in (challenges, comments, goal_course, goals, planning, stances)
    for kind in area.HANDLERS
}
FIRST = date(2026, 1, 1)
CASE = Case(
    id="c",
    participant=Participant(id="p"),
    team=(
        TeamMember(
            id="t",
            period=Period(start=FIRST),
            role=Coded(concept=Role.REPRESENTATIVE),
            actor=Actor(kind=ActorKind.REPRESENTATIVE, id="r"),
            mandate=Mandate(
                nature=MandateKind.REPRESENTATIVE,
                period=Period(start=FIRST),
                may_act=True,
            ),
        ),
    ),
)
WORDS = (Wording(version=1, text="a", worded_by=(Party.SERVICE,), on=FIRST),)
RICH = attrs.evolve(
    CASE,
    plan=ActionPlan(id="plan", period=Period(start=FIRST)),
    challenges=(Challenge(id="u", wordings=WORDS, on=FIRST),),
    goals=(Goal(id="g", wordings=WORDS, on=FIRST, status=GoalStatus.PROPOSED),),
    stances=tuple(
        Stance(
            id=f"s{place}",
            on=FIRST,
            item_kind=ItemKind.GOAL,
            item="g",
            party=party,
            answer=StanceAnswer.AGREES,
            recorded=Recorded(source=Actor(kind=source)),
        )
        for place, (party, source) in enumerate(
            (
                (Party.PARTICIPANT, ActorKind.PARTICIPANT),
                (Party.SERVICE, ActorKind.STAFF),
            )
        )
    ),
    comments=tuple(
        Comment(
            id=nature.value,
            on=FIRST,
            item_kind=ItemKind.GOAL,
            item="g",
            party=Party.PARTICIPANT,
            nature=nature,
            words="a",
        )
        for nature in (
            CommentKind.CHANGE_PROPOSAL,
            CommentKind.CORRECTION_REQUEST,
            CommentKind.ERASURE_REQUEST,
        )
    ),
    other_plans=(OtherPlan(id="o", period=Period(start=FIRST)),),
)


def imported(case: Case) -> CaseImported:
    return CaseImported(
        at=datetime(2026, 1, 1, tzinfo=UTC),
        case=case,
        source="x",
        source_key="x",
        content_hash="x",
    )


OWN = (ActorKind.PARTICIPANT, ActorKind.REPRESENTATIVE)


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[Happening], list[Act]]:
    """A journal, and what was refused beside it."""
    context = Context(policy=POLICIES[draw(st.sampled_from(tuple(POLICIES)))])
    case = draw(st.sampled_from((CASE, RICH, RICH, RICH)))
    journal: list[Happening] = [imported(case)]
    refused: list[Act] = []
    for _ in range(draw(st.integers(1, 8))):
        asked = draw(acts(case))
        list(HANDLERS[type(asked)].refuse(case, asked, context))
        outcome = decide(case, asked, context)
        if isinstance(outcome, Refusal):
            refused.append(asked)
            continue
        for one in outcome:
            case = evolve(case, one)
        journal.extend(outcome)
    return journal, refused


@settings(suppress_health_check=list(HealthCheck))
@given(lives())
def test_no_stance_of_the_participant_is_without_an_act_of_their_own(life) -> None:
    journal, _ = life
    case = replay(journal)

    assert case is not None
    assert all(
        row.recorded.source.kind in OWN
        and (row.by_representative is not None)
        == (row.recorded.source.kind is ActorKind.REPRESENTATIVE)
        for row in case.stances
        if row.party == "participant"
    )


@settings(suppress_health_check=list(HealthCheck))
@given(lives())
def test_no_words_and_no_rows_of_a_plan_are_ever_lost(life) -> None:
    journal, _ = life
    case = replay(journal[:1])
    for happening in journal[1:]:
        after = evolve(case, happening)
        before = {row.id: row for row in case.rows()}
        now = {row.id: row for row in after.rows()}

        assert before.keys() <= now.keys()
        for row_id, row in before.items():
            if hasattr(row, "wordings"):
                kept = now[row_id].wordings[: len(row.wordings)]
                assert row.wordings == kept
        for name in ("stances", "reviews"):
            assert set(getattr(case, name)) <= set(getattr(after, name))
        assert {row.words for row in case.comments} <= {r.words for r in after.comments}
        case = after


@pytest.mark.once
def test_every_kind_of_act_on_a_plan_happens_and_is_refused() -> None:
    happened: set[str] = set()
    refused: set[str] = set()

    @settings(
        max_examples=600,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(lives())
    def live(life) -> None:
        happened.update(one.kind for one in life[0])
        refused.update(one.kind for one in life[1])

    live()

    assert (set(), set()) == (KINDS - happened, KINDS - refused)


def test_words_may_be_about_every_kind_of_row() -> None:
    assert set(row_kinds()) | {"plan", "service"} == {kind.value for kind in ItemKind}
