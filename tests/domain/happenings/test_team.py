from __future__ import annotations

from datetime import UTC, date, datetime

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
    MandateKind,
    MentorChoice,
    Party,
    Role,
)
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.evolve import decide, evolve
from brukermedvirkning.domain.happenings import HANDLERS
from brukermedvirkning.domain.happenings.base import Act, Context, Refusal
from brukermedvirkning.domain.happenings.speakers import (
    RepresentativeAppointed,
    RepresentativeEnded,
    SupporterBrought,
)
from brukermedvirkning.domain.happenings.team import (
    MentorChanged,
    MentorChosen,
    TeamMemberAssigned,
    TeamMemberEnded,
    TeamMemberReplaced,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Goal, Wording
from brukermedvirkning.domain.team import Mandate, TeamMember
from brukermedvirkning.testing.life.team import acts

FIRST, EARLY, DAY, LATE = (date(2026, 1, day) for day in (1, 10, 20, 30))
AT = datetime(2026, 2, 1, 12, tzinfo=UTC)
PARTICIPANT = Actor(kind=ActorKind.PARTICIPANT, id="p")
STAFF = Actor(kind=ActorKind.STAFF, id="s")
OTHER = Actor(kind=ActorKind.STAFF, id="o")
SISTER = Actor(kind=ActorKind.REPRESENTATIVE, id="r")
STRANGER = Actor(kind=ActorKind.REPRESENTATIVE, id="x")
CASEWORKER = Coded(concept=Role.CASEWORKER)
CASE = Case(
    id="c",
    participant=Participant(id="p"),
    goals=(Goal(id="g", wordings=(Wording(version=1, text="a"),)),),
)


def member(role: Role, **fields) -> TeamMember:
    values = {"period": Period(start=EARLY), "actor": STAFF}
    return TeamMember(id="t", role=Coded(concept=role), **(values | fields))


def mandate(nature: MandateKind, **fields) -> Mandate:
    return Mandate(nature=nature, **({"period": Period(start=EARLY)} | fields))


def spoken_for(nature: MandateKind, **fields) -> TeamMember:
    return member(Role(nature.value), actor=SISTER, mandate=mandate(nature, **fields))


SISTER_ACTS = spoken_for(MandateKind.REPRESENTATIVE, may_act=True)
SUPPORTER = spoken_for(MandateKind.SUPPORTER)
GUARDIAN = spoken_for(MandateKind.GUARDIAN, may_act=True)


def act(kind: type[Act], /, **fields) -> Act:
    values = {"at": AT, "on": DAY, "source": STAFF, "by": STAFF, "member": "t"}
    return kind(**(values | fields))


def team(*rows: TeamMember) -> Case:
    return attrs.evolve(CASE, team=rows)


def after(case: Case, happening: Act) -> dict[str, TeamMember]:
    assert (happening,) == decide(case, happening, Context())
    return {row.id: row for row in evolve(case, happening).team}


def rules(case: Case, happening: Act) -> str:
    outcome = decide(case, happening, Context())
    assert isinstance(outcome, Refusal)
    return outcome.rule


ASSIGNED = {"role": CASEWORKER, "actor": OTHER}


def test_the_service_gives_somebody_a_place() -> None:
    asked = act(TeamMemberAssigned, follows_up=("g",), until=LATE, unit="u", **ASSIGNED)

    row = after(CASE, asked)["t"]

    assert Period(start=DAY, end=LATE) == row.period
    assert (CASEWORKER, OTHER, ("g",), "u") == (
        row.role,
        row.actor,
        row.follows_up,
        row.unit,
    )
    assert asked.recorded == row.recorded


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"source": PARTICIPANT}, "voice.not-own-side"),
        ({"member": "g"}, "row.id-taken"),
        ({"follows_up": ("x",)}, "row.not-there"),
        ({"role": Coded(concept=Role.MENTOR)}, "team.not-assigned"),
        ({"role": Coded(concept=Role.REPRESENTATIVE)}, "team.not-assigned"),
        ({"until": EARLY}, "team.until"),
    ],
)
def test_a_place_is_not_given(fields, rule: str) -> None:
    assert rule == rules(CASE, act(TeamMemberAssigned, **(ASSIGNED | fields)))


def test_who_takes_over_has_the_goals_and_whose_wish_it_was_stands() -> None:
    case = team(member(Role.CASEWORKER, follows_up=("g",), unit="u"))
    asked = act(
        TeamMemberReplaced, successor="n", actor=OTHER, at_wish_of=Party.PARTICIPANT
    )

    rows = after(case, asked)

    assert Period(start=EARLY, end=DAY) == rows["t"].period
    assert (Party.PARTICIPANT, ("g",)) == (
        rows["t"].ended_at_wish_of,
        rows["t"].follows_up,
    )
    assert Period(start=DAY) == rows["n"].period
    assert (CASEWORKER, OTHER, ("g",), "u", asked.recorded) == (
        rows["n"].role,
        rows["n"].actor,
        rows["n"].follows_up,
        rows["n"].unit,
        rows["n"].recorded,
    )


@pytest.mark.parametrize(
    ("row", "fields", "rule"),
    [
        (member(Role.CASEWORKER), {"source": PARTICIPANT}, "voice.not-own-side"),
        (member(Role.CASEWORKER), {"member": "x"}, "row.not-there"),
        (member(Role.CASEWORKER), {"on": FIRST}, "row.not-begun"),
        (member(Role.CASEWORKER), {"successor": "t"}, "row.id-taken"),
        (member(Role.CASEWORKER, period=Period(end=DAY)), {}, "team.ended"),
        (member(Role.CASEWORKER, registered_in_error=True), {}, "row.in-error"),
        (member(Role.MENTOR), {}, "team.not-replaced"),
        (SUPPORTER, {}, "team.not-replaced"),
        (attrs.evolve(SISTER_ACTS, role=CASEWORKER), {}, "team.not-replaced"),
    ],
)
def test_a_place_is_not_taken_over(row: TeamMember, fields, rule: str) -> None:
    values = {"successor": "n", "actor": OTHER} | fields

    assert rule == rules(team(row), act(TeamMemberReplaced, **values))


def test_what_is_permitted_instead_of_replacing_is_said() -> None:
    asked = act(TeamMemberReplaced, successor="n", actor=OTHER)

    mentor = decide(team(member(Role.MENTOR)), asked, Context())
    sister = decide(team(SISTER_ACTS), asked, Context())
    odd = decide(team(attrs.evolve(SISTER_ACTS, role=CASEWORKER)), asked, Context())

    assert ("mentor_changed",) == mentor.permitted
    assert ("representative_appointed",) == sister.permitted
    assert () == odd.permitted


@pytest.mark.parametrize("source", [STAFF, PARTICIPANT, OTHER, Actor()])
def test_that_a_place_ended_is_anybodys_to_say_after_an_exit_too(source) -> None:
    ended = Enrolment(
        id="e",
        programme="x",
        exit=ProgrammeExit(on=DAY, category=Coded(concept=ExitCategory.COMPLETED)),
    )
    case = attrs.evolve(team(member(Role.CASEWORKER)), enrolments=(ended,))
    asked = act(TeamMemberEnded, source=source, at_wish_of=Party.SERVICE)

    row = after(case, asked)["t"]

    assert (DAY, Party.SERVICE) == (row.period.end, row.ended_at_wish_of)
    assert "case.after-exit" == rules(
        case, act(TeamMemberAssigned, **(ASSIGNED | {"member": "n"}))
    )


def test_the_participant_sends_a_supporter_away() -> None:
    asked = act(TeamMemberEnded, source=PARTICIPANT)

    row = after(team(SUPPORTER), asked)["t"]

    assert DAY == row.period.end == row.mandate.period.end


@pytest.mark.parametrize(
    ("row", "fields", "rule"),
    [
        (SUPPORTER, {}, "voice.own-side"),
        (member(Role.SUPPORTER), {}, "voice.own-side"),
        (SISTER_ACTS, {"source": PARTICIPANT}, "team.mandate"),
        (member(Role.ADVISER), {"source": STRANGER}, "voice.mandate"),
        (member(Role.ADVISER), {"member": "x"}, "row.not-there"),
    ],
)
def test_a_place_is_not_ended(row: TeamMember, fields, rule: str) -> None:
    assert rule == rules(team(row), act(TeamMemberEnded, **fields))


def test_the_participant_chooses_a_mentor_among_candidates() -> None:
    asked = act(
        MentorChosen,
        source=PARTICIPANT,
        actor=OTHER,
        choice=MentorChoice.AMONG_CANDIDATES,
        candidates=3,
    )

    row = after(CASE, asked)["t"]

    assert (Role.MENTOR, OTHER, 3) == (row.role.concept, row.actor, row.candidates)
    assert MentorChoice.AMONG_CANDIDATES is row.choice
    assert PARTICIPANT == row.recorded.source


def test_a_representative_with_a_mandate_chooses_an_own_candidate() -> None:
    asked = act(
        MentorChosen,
        member="m",
        source=SISTER,
        actor=OTHER,
        choice=MentorChoice.OWN_CANDIDATE,
    )

    assert SISTER == after(team(SISTER_ACTS), asked)["m"].recorded.source


@pytest.mark.parametrize(
    ("choice", "candidates"),
    [(MentorChoice.NO_CHOICE, None), (MentorChoice.ONE_PRESENTED, 1)],
)
def test_that_there_was_no_choice_is_anybodys_to_say(choice, candidates) -> None:
    asked = act(MentorChosen, actor=OTHER, choice=choice, candidates=candidates)

    assert choice is after(CASE, asked)["t"].choice


NO_MENTOR = [
    ({"choice": MentorChoice.AMONG_CANDIDATES, "candidates": 2}, "voice.own-side"),
    ({"choice": MentorChoice.OWN_CANDIDATE}, "voice.own-side"),
    (
        {"choice": MentorChoice.OWN_CANDIDATE, "source": STRANGER},
        "voice.mandate",
    ),
    ({"source": STRANGER}, "voice.mandate"),
    (
        {"choice": MentorChoice.AMONG_CANDIDATES, "source": PARTICIPANT},
        "mentor.candidates",
    ),
    (
        {
            "choice": MentorChoice.AMONG_CANDIDATES,
            "candidates": 1,
            "source": PARTICIPANT,
        },
        "mentor.candidates",
    ),
    ({"choice": MentorChoice.ONE_PRESENTED, "candidates": 2}, "mentor.candidates"),
]


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        *NO_MENTOR,
        ({"member": "g"}, "row.id-taken"),
        ({"role": CASEWORKER}, "mentor.role"),
    ],
)
def test_a_mentor_is_not_chosen(fields, rule: str) -> None:
    assert rule == rules(CASE, act(MentorChosen, **({"actor": OTHER} | fields)))


def test_a_mentor_is_changed_at_the_participants_wish() -> None:
    asked = act(
        MentorChanged,
        source=PARTICIPANT,
        successor="n",
        actor=OTHER,
        choice=MentorChoice.OWN_CANDIDATE,
        at_wish_of=Party.PARTICIPANT,
    )

    rows = after(team(member(Role.SOCIAL_MENTOR)), asked)

    assert (DAY, Party.PARTICIPANT) == (
        rows["t"].period.end,
        rows["t"].ended_at_wish_of,
    )
    assert (Role.SOCIAL_MENTOR, OTHER) == (rows["n"].role.concept, rows["n"].actor)
    assert MentorChoice.OWN_CANDIDATE is rows["n"].choice


@pytest.mark.parametrize(
    ("row", "fields", "rule"),
    [
        *((member(Role.MENTOR), fields, rule) for fields, rule in NO_MENTOR),
        (member(Role.MENTOR), {"member": "x"}, "row.not-there"),
        (member(Role.MENTOR), {"successor": "t"}, "row.id-taken"),
        (member(Role.ADVISER), {}, "mentor.role"),
    ],
)
def test_a_mentor_is_not_changed(row: TeamMember, fields, rule: str) -> None:
    values = {"successor": "n", "actor": OTHER} | fields

    assert rule == rules(team(row), act(MentorChanged, **values))


def test_a_supporter_is_brought_and_has_no_right_to_act_or_read() -> None:
    asked = act(SupporterBrought, source=PARTICIPANT, actor=SISTER, until=LATE)

    row = after(CASE, asked)["t"]

    assert Role.SUPPORTER is row.role.concept
    assert Period(start=DAY, end=LATE) == row.period == row.mandate.period
    assert not row.mandate.may_act
    assert not row.mandate.may_read


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"source": STAFF}, "voice.own-side"),
        ({"source": STRANGER}, "voice.mandate"),
        ({"member": "g"}, "row.id-taken"),
        ({"until": EARLY}, "team.until"),
    ],
)
def test_a_supporter_is_not_brought(fields, rule: str) -> None:
    values = {"source": PARTICIPANT, "actor": SISTER} | fields

    assert rule == rules(CASE, act(SupporterBrought, **values))


APPOINTED = {"source": PARTICIPANT, "actor": SISTER, "may_act": True}


def test_the_participant_gives_a_mandate() -> None:
    row = after(CASE, act(RepresentativeAppointed, may_read=True, **APPOINTED))["t"]

    assert Role.REPRESENTATIVE is row.role.concept
    assert (True, True) == (row.mandate.may_act, row.mandate.may_read)
    assert Period(start=DAY) == row.mandate.period


def test_a_guardian_rests_on_a_decision() -> None:
    asked = act(
        RepresentativeAppointed,
        actor=SISTER,
        nature=MandateKind.GUARDIAN,
        reference="decision 1",
        until=LATE,
    )

    row = after(CASE, asked)["t"]

    assert (Role.GUARDIAN, "decision 1") == (row.role.concept, row.mandate.reference)
    assert Period(start=DAY, end=LATE) == row.period


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"source": STAFF}, "voice.participant"),
        ({"source": SISTER}, "voice.participant"),
        ({"source": attrs.evolve(PARTICIPANT, id="q")}, "voice.another"),
        ({"nature": MandateKind.SUPPORTER}, "mandate.supporter"),
        ({"nature": MandateKind.GUARDIAN, "reference": "x"}, "mandate.authority"),
        ({"nature": MandateKind.GUARDIAN, "source": STAFF}, "mandate.authority"),
        ({"actor": STAFF}, "mandate.actor"),
        ({"actor": Actor(kind=ActorKind.REPRESENTATIVE)}, "mandate.actor"),
        ({"member": "g"}, "row.id-taken"),
        ({"until": EARLY}, "team.until"),
    ],
)
def test_no_mandate_is_given(fields, rule: str) -> None:
    assert rule == rules(CASE, act(RepresentativeAppointed, **(APPOINTED | fields)))


@pytest.mark.parametrize("source", [PARTICIPANT, SISTER])
@pytest.mark.parametrize("may_act", [True, False])
def test_a_mandate_is_taken_back_or_laid_down(source: Actor, may_act: bool) -> None:
    row = spoken_for(MandateKind.REPRESENTATIVE, may_act=may_act)
    asked = act(RepresentativeEnded, source=source, at_wish_of=Party.PARTICIPANT)

    row = after(team(row), asked)["t"]

    assert DAY == row.period.end == row.mandate.period.end
    assert Party.PARTICIPANT is row.ended_at_wish_of


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period(start=FIRST, end=EARLY), Period(start=FIRST, end=EARLY)),
        (Period(start=LATE), Period(start=LATE, end=LATE)),
        (Period(), Period(end=DAY)),
    ],
)
def test_a_mandate_that_had_ended_or_not_begun_is_not_made_longer(
    period: Period, expected: Period
) -> None:
    row = spoken_for(MandateKind.REPRESENTATIVE, period=period)

    row = after(team(row), act(RepresentativeEnded, source=PARTICIPANT))["t"]

    assert expected == row.mandate.period


def test_an_authority_ends_what_an_authority_gave() -> None:
    asked = act(RepresentativeEnded, reference="decision 2")

    assert DAY == after(team(GUARDIAN), asked)["t"].mandate.period.end


@pytest.mark.parametrize(
    ("row", "fields", "rule"),
    [
        (SISTER_ACTS, {"source": STAFF, "reference": "x"}, "voice.participant"),
        (SISTER_ACTS, {"source": STRANGER}, "voice.participant"),
        (SISTER_ACTS, {"member": "x"}, "row.not-there"),
        (SUPPORTER, {}, "mandate.none"),
        (member(Role.ADVISER), {}, "mandate.none"),
        (GUARDIAN, {"reference": "x"}, "mandate.authority"),
        (GUARDIAN, {"source": STAFF}, "mandate.authority"),
    ],
)
def test_a_mandate_is_not_ended(row: TeamMember, fields, rule: str) -> None:
    values = {"source": PARTICIPANT} | fields

    assert rule == rules(team(row), act(RepresentativeEnded, **values))


@pytest.mark.parametrize(
    "row",
    [
        attrs.evolve(SISTER_ACTS, registered_in_error=True),
        attrs.evolve(SISTER_ACTS, period=Period(start=EARLY, end=DAY)),
        attrs.evolve(SISTER_ACTS, mandate=None),
        attrs.evolve(SISTER_ACTS, actor=STRANGER),
        spoken_for(MandateKind.REPRESENTATIVE, may_read=True),
        spoken_for(MandateKind.REPRESENTATIVE, may_act=True, period=Period(start=LATE)),
        SUPPORTER,
    ],
)
def test_who_has_no_mandate_in_force_that_lets_act_speaks_for_nobody(row) -> None:
    asked = act(SupporterBrought, member="n", source=SISTER, actor=OTHER)

    assert "voice.mandate" == rules(team(row), asked)


def test_who_has_a_mandate_brings_a_supporter_after_an_exit_too() -> None:
    case = attrs.evolve(team(SISTER_ACTS), period=Period(end=DAY))
    asked = act(SupporterBrought, member="n", source=SISTER, actor=OTHER)

    assert SISTER == after(case, asked)["n"].recorded.source


def test_an_act_on_a_place_names_it() -> None:
    assert ("team_member", "t") == act(RepresentativeEnded).target


@given(st.data())
def test_nobody_leaves_the_team_on_paper(data: st.DataObject) -> None:
    case = CASE
    for _ in range(8):
        happening = data.draw(acts(case))
        outcome = decide(case, happening, Context())
        if isinstance(outcome, Refusal):
            continue
        before = {row.id for row in case.team}
        for one in outcome:
            case = evolve(case, one)

        assert before <= {row.id for row in case.team}


def every_rule(case: Case, happening: Act) -> list[str]:
    refused = HANDLERS[type(happening)].refuse(case, happening, Context())
    return [refusal.rule for refusal in refused]


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        (
            act(TeamMemberReplaced, source=PARTICIPANT, successor="g", actor=OTHER),
            ["voice.not-own-side", "row.not-there", "row.id-taken"],
        ),
        (act(TeamMemberEnded), ["row.not-there"]),
        (act(MentorChanged, successor="n", actor=OTHER), ["row.not-there"]),
        (act(RepresentativeEnded), ["row.not-there"]),
    ],
)
def test_every_reason_against_is_given(asked: Act, rules: list[str]) -> None:
    assert rules == every_rule(CASE, asked)
