from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor, Item, Recorded
from brukermedvirkning.domain.assessments import Assessment
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    CommentKind,
    ComplaintOutcome,
    ConsentPurpose,
    ItemKind,
    MandateKind,
    Party,
    Role,
    StanceAnswer,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.domain.evolve import decide, evolve
from brukermedvirkning.domain.happenings import HANDLERS
from brukermedvirkning.domain.happenings.base import Act, Context, Refusal, with_row
from brukermedvirkning.domain.happenings.consents import (
    ConsentGiven,
    ConsentNarrowed,
    ConsentWithdrawn,
)
from brukermedvirkning.domain.happenings.rights import (
    ComplaintAnswered,
    ComplaintDecided,
    ComplaintMade,
    ComplaintWithdrawn,
    RegisteredInError,
)
from brukermedvirkning.domain.ownership import POLICIES
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Comment, Goal, Stance, Wording
from brukermedvirkning.domain.requests import Request
from brukermedvirkning.domain.rights import Complaint, Consent
from brukermedvirkning.domain.team import Mandate, TeamMember
from brukermedvirkning.testing.life.rights import acts

EARLY, DAY, LATE = (date(2026, 1, day) for day in (10, 20, 30))
AT = datetime(2026, 2, 1, 12, tzinfo=UTC)
PARTICIPANT = Actor(kind=ActorKind.PARTICIPANT, id="p")
STAFF = Actor(kind=ActorKind.STAFF, id="s")
SISTER = Actor(kind=ActorKind.REPRESENTATIVE, id="r")
STRANGER = Actor(kind=ActorKind.REPRESENTATIVE, id="x")
SPEAKER = TeamMember(
    id="t",
    period=Period(start=EARLY),
    role=Coded(concept=Role.REPRESENTATIVE),
    actor=SISTER,
    mandate=Mandate(
        nature=MandateKind.REPRESENTATIVE, period=Period(start=EARLY), may_act=True
    ),
)
CASE = Case(
    id="c",
    participant=Participant(id="p"),
    plan=ActionPlan(id="plan", period=Period()),
    decisions=(Decision(id="d", on=EARLY),),
    team=(SPEAKER,),
)
OVER = attrs.evolve(CASE, period=Period(end=EARLY))
AIM = Coded(concept=ConsentPurpose.SHARING_BETWEEN_UNITS)
GIVEN = Consent(
    id="k",
    on=EARLY,
    aim=AIM,
    covers=(ItemKind.GOAL, ItemKind.CONTACT),
    recipients=("u", "v"),
    unit="w",
)
MADE = Complaint(id="b", on=EARLY)


def act(kind: type[Act], /, **fields) -> Act:
    return kind(**({"at": AT, "on": DAY, "source": PARTICIPANT, "by": STAFF} | fields))


def having(*rows: Item) -> Case:
    case = CASE
    for row in rows:
        case = with_row(case, row)
    return case


def after(case: Case, happening: Act, context: Context = Context()) -> Case:  # noqa: B008
    outcome = decide(case, happening, context)
    assert not isinstance(outcome, Refusal), outcome
    for one in outcome:
        case = evolve(case, one)
    return case


def rules(case: Case, happening: Act) -> str:
    outcome = decide(case, happening, Context())
    assert isinstance(outcome, Refusal)
    return outcome.rule


@pytest.mark.parametrize(("source", "speaker"), [(PARTICIPANT, None), (SISTER, "t")])
@pytest.mark.parametrize("case", [CASE, OVER])
@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_the_participants_side_gives_consent(source, speaker, case, policy) -> None:
    asked = act(
        ConsentGiven,
        consent="k",
        aim=AIM,
        covers=(ItemKind.GOAL,),
        recipients=("u",),
        until=LATE,
        words="yes",
        unit="w",
        source=source,
    )

    (row,) = after(case, asked, Context(policy=policy)).consents

    assert (AIM, (ItemKind.GOAL,), ("u",)) == (row.aim, row.covers, row.recipients)
    assert (DAY, LATE, "yes", "w") == (row.on, row.until, row.words, row.unit)
    assert (speaker, asked.recorded) == (row.by_representative, row.recorded)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"source": STAFF}, "voice.own-side"),
        ({"source": Actor()}, "voice.own-side"),
        ({"source": STRANGER}, "voice.mandate"),
        ({"source": SISTER, "on": date(2026, 1, 1)}, "voice.mandate"),
        ({"source": attrs.evolve(PARTICIPANT, id="q")}, "voice.another"),
        ({"consent": "d"}, "row.id-taken"),
        ({"until": EARLY}, "consent.until"),
    ],
)
def test_consent_is_not_given(fields, rule: str) -> None:
    values = {"consent": "k", "aim": AIM} | fields

    assert rule == rules(CASE, act(ConsentGiven, **values))


def test_narrowing_is_a_new_row_and_leaves_the_first_as_it_was() -> None:
    asked = act(
        ConsentNarrowed,
        consent="n",
        narrows="k",
        covers=(ItemKind.GOAL,),
        recipients=("u", "v"),
    )

    wide, narrow = after(having(GIVEN), asked).consents

    assert GIVEN == wide
    assert ("k", AIM, (ItemKind.GOAL,), "w") == (
        narrow.narrows,
        narrow.aim,
        narrow.covers,
        narrow.unit,
    )
    assert (DAY, asked.recorded) == (narrow.on, narrow.recorded)


SAME = {"covers": GIVEN.covers, "recipients": GIVEN.recipients}


@pytest.mark.parametrize(
    "fields",
    [
        {"covers": ()},
        {"recipients": ("v",)},
        {"until": LATE},
        {"covers": (), "recipients": ()},
    ],
)
def test_less_of_one_thing_is_less(fields) -> None:
    asked = act(ConsentNarrowed, consent="n", narrows="k", **(SAME | fields))

    assert 2 == len(after(having(GIVEN), asked).consents)


NARROWER = attrs.evolve(GIVEN, id="m", narrows="k", covers=(), on=DAY)


@pytest.mark.parametrize(
    ("given", "fields", "rule"),
    [
        ((GIVEN,), {"source": STAFF}, "voice.own-side"),
        ((GIVEN,), {"source": STRANGER}, "voice.mandate"),
        ((GIVEN,), {"consent": "d"}, "row.id-taken"),
        ((GIVEN,), {"until": EARLY}, "consent.until"),
        ((GIVEN,), {"narrows": "x"}, "row.not-there"),
        ((GIVEN,), {"on": date(2026, 1, 1)}, "row.not-begun"),
        ((GIVEN,), {}, "consent.not-less"),
        ((GIVEN,), {"covers": (ItemKind.DECISION,)}, "consent.not-less"),
        ((attrs.evolve(GIVEN, until=DAY),), {"covers": ()}, "consent.not-less"),
        (
            (attrs.evolve(GIVEN, until=DAY),),
            {"covers": (), "until": LATE},
            "consent.not-less",
        ),
        ((attrs.evolve(GIVEN, withdrawn_on=DAY),), {}, "consent.withdrawn"),
        ((GIVEN, NARROWER), {"covers": ()}, "consent.narrowed"),
    ],
)
def test_consent_is_not_narrowed(given, fields, rule: str) -> None:
    values = {"consent": "n", "narrows": "k"} | SAME | fields

    assert rule == rules(having(*given), act(ConsentNarrowed, **values))


@pytest.mark.parametrize(("source", "speaker"), [(PARTICIPANT, None), (SISTER, "t")])
def test_the_consent_says_which_representative_withdrew_it(source, speaker) -> None:
    asked = act(ConsentWithdrawn, consent="k", source=source)

    (row,) = after(having(GIVEN), asked).consents

    assert (DAY, speaker) == (row.withdrawn_on, row.withdrawn_by_representative)
    assert GIVEN.by_representative == row.by_representative


def test_withdrawing_a_consent_takes_what_narrowed_it_with_it() -> None:
    later = attrs.evolve(NARROWER, on=LATE)
    in_error = attrs.evolve(NARROWER, id="x", registered_in_error=True)
    gone = attrs.evolve(NARROWER, id="y", withdrawn_on=DAY)
    other = attrs.evolve(GIVEN, id="z")
    case = having(GIVEN, later, in_error, gone, other)

    case = after(case, act(ConsentWithdrawn, consent="k"))

    days = {row.id: row.withdrawn_on for row in case.consents}
    assert {"k": DAY, "m": LATE, "x": None, "y": DAY, "z": None} == days


@pytest.mark.parametrize(
    ("row", "fields", "rule"),
    [
        (GIVEN, {"source": STAFF}, "voice.own-side"),
        (GIVEN, {"consent": "x"}, "row.not-there"),
        (GIVEN, {"on": date(2026, 1, 1)}, "row.not-begun"),
        (attrs.evolve(GIVEN, withdrawn_on=DAY), {}, "consent.withdrawn"),
        (attrs.evolve(GIVEN, registered_in_error=True), {}, "row.in-error"),
    ],
)
def test_consent_is_not_withdrawn(row: Consent, fields, rule: str) -> None:
    asked = act(ConsentWithdrawn, **({"consent": "k"} | fields))

    assert rule == rules(having(row), asked)


@pytest.mark.parametrize(
    ("source", "party"),
    [(PARTICIPANT, Party.PARTICIPANT), (SISTER, Party.REPRESENTATIVE)],
)
@pytest.mark.parametrize("case", [CASE, OVER])
@pytest.mark.parametrize(
    ("kind", "item"),
    [(ItemKind.SERVICE, None), (ItemKind.PLAN, None), (ItemKind.DECISION, "d")],
)
def test_the_participants_side_complains(case, source, party, kind, item) -> None:
    asked = act(
        ComplaintMade,
        complaint="b",
        item_kind=kind,
        item=item,
        words="no",
        authority="u",
        unit="w",
        source=source,
    )

    (row,) = after(case, asked).complaints

    assert (kind, item, party, "no") == (
        row.item_kind,
        row.item,
        row.party,
        row.words,
    )
    assert ("u", "w", DAY, asked.recorded) == (
        row.authority,
        row.unit,
        row.on,
        row.recorded,
    )
    assert ComplaintOutcome.PENDING is row.outcome


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"source": STAFF}, "voice.own-side"),
        ({"source": STRANGER}, "voice.mandate"),
        ({"complaint": "d"}, "row.id-taken"),
        ({"item": "d"}, "complaint.about"),
        ({"item_kind": ItemKind.GOAL}, "complaint.about"),
        ({"item_kind": ItemKind.GOAL, "item": "d"}, "row.not-there"),
    ],
)
def test_nobody_complains(fields, rule: str) -> None:
    assert rule == rules(CASE, act(ComplaintMade, **({"complaint": "b"} | fields)))


def test_answering_is_not_deciding_and_deciding_is_not_answering() -> None:
    answered = after(
        having(MADE), act(ComplaintAnswered, complaint="b", answer="a", source=STAFF)
    )
    decided = act(
        ComplaintDecided,
        complaint="b",
        outcome=ComplaintOutcome.UPHELD_IN_PART,
        source=STAFF,
    )

    assert (attrs.evolve(MADE, answered_on=DAY, answer="a"),) == answered.complaints
    assert (attrs.evolve(MADE, outcome=ComplaintOutcome.UPHELD_IN_PART),) == after(
        having(MADE), decided
    ).complaints
    assert after(answered, decided).complaints[0].answered_on


def test_a_decided_complaint_may_still_be_answered() -> None:
    row = attrs.evolve(MADE, outcome=ComplaintOutcome.NOT_UPHELD)
    asked = act(ComplaintAnswered, complaint="b", source=STAFF)

    assert DAY == after(having(row), asked).complaints[0].answered_on


@pytest.mark.parametrize(
    ("row", "fields", "rule"),
    [
        (MADE, {"source": PARTICIPANT}, "voice.not-own-side"),
        (MADE, {"complaint": "x"}, "row.not-there"),
        (MADE, {"on": date(2026, 1, 1)}, "row.not-begun"),
        (attrs.evolve(MADE, answered_on=DAY), {}, "complaint.answered"),
    ],
)
def test_a_complaint_is_not_answered(row: Complaint, fields, rule: str) -> None:
    values = {"complaint": "b", "source": STAFF} | fields

    assert rule == rules(having(row), act(ComplaintAnswered, **values))


@pytest.mark.parametrize(
    ("row", "fields", "rule"),
    [
        (MADE, {"source": PARTICIPANT}, "voice.not-own-side"),
        (MADE, {"complaint": "x"}, "row.not-there"),
        (MADE, {"on": date(2026, 1, 1)}, "row.not-begun"),
        (MADE, {"outcome": ComplaintOutcome.WITHDRAWN}, "complaint.outcome"),
        (MADE, {"outcome": ComplaintOutcome.PENDING}, "complaint.outcome"),
        (
            attrs.evolve(MADE, outcome=ComplaintOutcome.UPHELD),
            {},
            "complaint.settled",
        ),
    ],
)
def test_a_complaint_is_not_decided(row: Complaint, fields, rule: str) -> None:
    values = {
        "complaint": "b",
        "source": STAFF,
        "outcome": ComplaintOutcome.NOT_UPHELD,
    } | fields

    assert rule == rules(having(row), act(ComplaintDecided, **values))


@pytest.mark.parametrize(
    ("source", "party"),
    [
        (PARTICIPANT, Party.PARTICIPANT),
        (PARTICIPANT, Party.REPRESENTATIVE),
        (SISTER, Party.REPRESENTATIVE),
    ],
)
def test_a_complaint_taken_back_stays_on_record(source: Actor, party: Party) -> None:
    row = attrs.evolve(MADE, party=party, words="no")
    asked = act(ComplaintWithdrawn, complaint="b", source=source)

    assert (attrs.evolve(row, outcome=ComplaintOutcome.WITHDRAWN),) == after(
        having(row), asked
    ).complaints


@pytest.mark.parametrize(
    ("row", "fields", "rule"),
    [
        (MADE, {"source": STAFF}, "voice.own-side"),
        (MADE, {"source": SISTER}, "complaint.in-person"),
        (MADE, {"source": SISTER, "complaint": "x"}, "row.not-there"),
        (
            attrs.evolve(MADE, outcome=ComplaintOutcome.UPHELD),
            {},
            "complaint.settled",
        ),
    ],
)
def test_a_complaint_is_not_taken_back(row: Complaint, fields, rule: str) -> None:
    asked = act(ComplaintWithdrawn, **({"complaint": "b"} | fields))

    assert rule == rules(having(row), asked)


def in_error(row: Item, source: Actor) -> Act:
    return act(
        RegisteredInError,
        row_kind=row.kind,
        row=row.id,
        reason="the wrong day",
        source=source,
    )


def recorded(source: Actor) -> Recorded:
    return Recorded(source=source, by=STAFF)


CONTACT = Contact(id="m", on=EARLY)
GOAL = Goal(id="g", wordings=(Wording(version=1, text="a"),))
STANCE = Stance(
    id="a",
    on=EARLY,
    item_kind=ItemKind.DECISION,
    item="d",
    party=Party.PARTICIPANT,
    answer=StanceAnswer.DISAGREES,
)
DISPUTE = Comment(
    id="f",
    on=EARLY,
    item_kind=ItemKind.DECISION,
    item="d",
    party=Party.PARTICIPANT,
    nature=CommentKind.CORRECTION_REQUEST,
    words="not mine",
)
OWN_ROWS = [
    attrs.evolve(CONTACT, recorded=recorded(PARTICIPANT)),
    attrs.evolve(GOAL, proposed_by=(Party.PARTICIPANT,)),
    STANCE,
    DISPUTE,
    MADE,
    GIVEN,
    Request(id="q", on=EARLY, asked_by=Party.PARTICIPANT),
    Assessment(
        id="v",
        on=EARLY,
        instrument=Code(scheme="s", code="c"),
        respondent=Party.PARTICIPANT,
    ),
]
SERVICES_ROWS = [
    CONTACT,
    attrs.evolve(CONTACT, recorded=recorded(STAFF)),
    attrs.evolve(GOAL, proposed_by=(Party.PARTICIPANT, Party.SERVICE)),
    attrs.evolve(STANCE, party=Party.SERVICE),
    Request(id="q", on=EARLY),
]


@pytest.mark.parametrize(
    ("row", "source"),
    [
        *((row, PARTICIPANT) for row in OWN_ROWS),
        *((row, STAFF) for row in SERVICES_ROWS),
        *((row, Actor()) for row in SERVICES_ROWS),
        (attrs.evolve(MADE, recorded=recorded(SISTER)), SISTER),
        (attrs.evolve(MADE, recorded=recorded(SISTER)), PARTICIPANT),
    ],
)
def test_each_side_puts_its_own_rows_in_error_and_they_stay(row, source) -> None:
    case = after(having(row), in_error(row, source))

    assert attrs.evolve(row, registered_in_error=True) in tuple(case.rows())


@pytest.mark.parametrize(
    ("row", "source", "permitted"),
    [
        *((row, STAFF, "comment_added") for row in OWN_ROWS),
        *((row, PARTICIPANT, "correction_asked") for row in SERVICES_ROWS),
    ],
)
def test_nobody_puts_the_rows_of_the_other_side_in_error(
    row, source, permitted
) -> None:
    outcome = decide(having(row), in_error(row, source), Context())

    assert ("error.of-others", (permitted,)) == (outcome.rule, outcome.permitted)


@pytest.mark.parametrize("row", OWN_ROWS)
def test_a_representative_does_not_take_back_what_was_said_in_person(row) -> None:
    assert "error.in-person" == rules(having(row), in_error(row, SISTER))


@pytest.mark.parametrize(
    "spoken",
    [STANCE, attrs.evolve(MADE, item_kind=ItemKind.DECISION, item="d")],
)
def test_what_the_participant_disagreed_with_is_not_put_in_error(spoken) -> None:
    decision = CASE.decisions[0]
    asked = in_error(decision, STAFF)
    comment = attrs.evolve(DISPUTE, nature=CommentKind.COMMENT)
    taken_back = attrs.evolve(DISPUTE, registered_in_error=True)

    assert "error.spoken-of" == rules(having(spoken), asked)
    assert "error.spoken-of" == rules(having(spoken, comment), asked)
    assert "error.spoken-of" == rules(having(spoken, taken_back), asked)


def test_what_the_participant_wants_corrected_may_be_put_in_error() -> None:
    asked = in_error(CASE.decisions[0], STAFF)

    assert after(having(STANCE, DISPUTE), asked).decisions[0].registered_in_error


@pytest.mark.parametrize(
    "said",
    [
        attrs.evolve(STANCE, party=Party.SERVICE),
        attrs.evolve(STANCE, registered_in_error=True),
        attrs.evolve(STANCE, item_kind=ItemKind.TEAM_MEMBER, item="t"),
    ],
)
def test_what_nobody_disagreed_with_may_be_put_in_error(said) -> None:
    asked = in_error(CASE.decisions[0], STAFF)

    assert after(having(said), asked).decisions[0].registered_in_error


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"row_kind": "nothing"}, "row.not-there"),
        ({"row_kind": "plan", "row": "plan"}, "row.not-there"),
        ({"row": "x"}, "row.not-there"),
        ({"source": STRANGER}, "voice.mandate"),
    ],
)
def test_what_is_not_there_is_not_in_error(fields, rule: str) -> None:
    values = {"row_kind": "decision", "row": "d", "reason": "a", "source": STAFF}

    assert rule == rules(CASE, act(RegisteredInError, **(values | fields)))


def test_a_row_is_put_in_error_once_and_after_an_exit_too() -> None:
    asked = in_error(CASE.decisions[0], STAFF)

    case = after(OVER, asked)

    assert "row.in-error" == rules(case, asked)


def test_acts_name_what_they_change() -> None:
    assert ("decision", "d") == in_error(CASE.decisions[0], STAFF).target
    assert ("consent", "k") == act(ConsentWithdrawn, consent="k").target
    assert ("complaint", "b") == act(ComplaintWithdrawn, complaint="b").target


@given(st.data())
def test_no_consent_or_complaint_disappears_or_comes_from_others(
    data: st.DataObject,
) -> None:
    case = CASE
    for _ in range(8):
        happening = data.draw(acts(case))
        outcome = decide(case, happening, Context())
        if isinstance(outcome, Refusal):
            continue
        before = {row.id for row in case.rows()}
        for one in outcome:
            case = evolve(case, one)

        assert before <= {row.id for row in case.rows()}
        assert all(
            row.recorded.source in (PARTICIPANT, SISTER)
            for row in (*case.consents, *case.complaints)
        )


def every_rule(case: Case, happening: Act) -> list[str]:
    refused = HANDLERS[type(happening)].refuse(case, happening, Context())
    return [refusal.rule for refusal in refused]


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        (act(ConsentNarrowed, consent="n", narrows="x"), ["row.not-there"]),
        (
            act(RegisteredInError, row_kind="goal", row="x", reason="a"),
            ["row.not-there"],
        ),
        (act(ConsentWithdrawn, consent="x"), ["row.not-there"]),
        (act(ComplaintAnswered, complaint="x", source=STAFF), ["row.not-there"]),
        (act(ComplaintWithdrawn, complaint="x"), ["row.not-there"]),
        (
            act(ComplaintDecided, complaint="x", outcome=ComplaintOutcome.PENDING),
            ["voice.not-own-side", "row.not-there", "complaint.outcome"],
        ),
    ],
)
def test_every_reason_against_is_given(asked: Act, rules: list[str]) -> None:
    assert rules == every_rule(CASE, asked)
