"""Who may redact what, on which ground, and what it does to a case."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Answer,
    CommentKind,
    ConsentPurpose,
    ItemKind,
    Party,
    RedactionExtent,
    RedactionGround,
    Role,
    StanceAnswer,
)
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.evolve import decide, evolve
from brukermedvirkning.domain.happenings import Context, Refusal
from brukermedvirkning.domain.happenings.comments import (
    CorrectionMade,
    ErasureAsked,
    ErasureRefused,
)
from brukermedvirkning.domain.happenings.items import standing
from brukermedvirkning.domain.happenings.notes import NoteWritten
from brukermedvirkning.domain.happenings.redacting import (
    REDACTORS,
    CaseAfterRedaction,
    ContentRedacted,
    ToRedact,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Comment, Stance
from brukermedvirkning.domain.rights import Consent
from brukermedvirkning.rules.access.standing import LEADERS

DAY, LATER = date(2026, 3, 2), date(2026, 3, 9)
AT = datetime(2026, 3, 9, 12, tzinfo=UTC)
ME = Actor(kind=ActorKind.PARTICIPANT, id="p")
STAFF = Actor(kind=ActorKind.STAFF, id="s", unit="here")
LEADER = Actor(
    kind=ActorKind.STAFF,
    id="boss",
    unit="here",
    roles=(Coded(concept=Role.DEPARTMENT_HEAD),),
)
CONTACT = Contact(id="k", on=DAY, note=Note(text="so", written_on=DAY))
STANCE = Stance(
    id="d",
    on=DAY,
    item_kind=ItemKind.CONTACT,
    item="k",
    party=Party.PARTICIPANT,
    answer=StanceAnswer.DISAGREES,
    words="no",
)
ASKED = Comment(
    id="a",
    on=DAY,
    item_kind=ItemKind.CONTACT,
    item="k",
    party=Party.PARTICIPANT,
    nature=CommentKind.ERASURE_REQUEST,
    words="please",
)
CASE = Case(
    id="c",
    participant=Participant(id="p"),
    unit="here",
    period=Period(start=DAY),
    plan=ActionPlan(id="plan", period=Period(start=DAY)),
    contacts=(CONTACT,),
    stances=(STANCE,),
    comments=(ASKED,),
)
WORDS = ToRedact(row_kind="contact", row="k", extent=RedactionExtent.WORDS)
WHOLE = attrs.evolve(WORDS, extent=RedactionExtent.WHOLE)
OWN = ToRedact(row_kind="stance", row="d", extent=RedactionExtent.WHOLE)


def redacting(*rows: ToRedact, **changes: Any) -> ContentRedacted:
    values: dict[str, Any] = {
        "rows": rows,
        "ground": RedactionGround.UNLAWFUL,
        "at": AT,
        "on": LATER,
        "by": STAFF,
        "source": LEADER,
    }
    return ContentRedacted(**(values | changes))


def outcome(act: Any, case: Case = CASE) -> Any:
    decided = decide(case, act, Context())
    return decided.rule if isinstance(decided, Refusal) else evolve(case, act)


def test_the_case_says_that_words_were_taken_by_whom_and_why() -> None:
    (row,) = outcome(redacting(WORDS)).contacts

    (gap,) = row.redactions
    assert (LATER, LEADER, RedactionGround.UNLAWFUL) == (gap.on, gap.by, gap.ground)
    assert row.note == Note(written_on=DAY)


def test_several_rows_go_at_once_and_other_rows_stay() -> None:
    after = outcome(
        redacting(WHOLE, OWN, ground=RedactionGround.COURT_ORDER, reference="26-1")
    )

    assert [True, True] == [after.contacts[0].is_gone, after.stances[0].is_gone]
    assert "26-1" == after.stances[0].redactions[0].reference
    assert (ASKED,) == after.comments


def test_what_was_asked_for_is_answered_by_it() -> None:
    act = redacting(WORDS, ground=RedactionGround.ERASURE_REQUEST, asked="a")

    (asked,) = outcome(act).comments

    assert (LATER, Answer.YES) == (asked.answered_on, asked.corrected)


@pytest.mark.parametrize(
    "asked",
    [
        attrs.evolve(ASKED, answered_on=DAY, corrected=Answer.NO),
        attrs.evolve(ASKED, answered_on=DAY, corrected=Answer.PARTLY),
    ],
)
def test_an_answer_that_was_given_stands(asked: Comment) -> None:
    case = attrs.evolve(CASE, comments=(asked,))
    act = redacting(WORDS, ground=RedactionGround.ERASURE_REQUEST, asked="a")

    assert (asked,) == outcome(act, case).comments


def test_a_request_may_go_with_what_it_asks_for() -> None:
    itself = ToRedact(row_kind="comment", row="a", extent=RedactionExtent.WHOLE)
    act = redacting(WORDS, itself, ground=RedactionGround.ERASURE_REQUEST, asked="a")

    (asked,) = outcome(act).comments

    assert (True, None) == (asked.is_gone, asked.answered_on)


@pytest.mark.parametrize(
    ("rule", "act"),
    [
        ("redaction.who", redacting(WORDS, source=STAFF)),
        ("redaction.who", redacting(WORDS, source=ME)),
        ("redaction.who", redacting(WORDS, source=Actor(kind=ActorKind.SYSTEM))),
        ("redaction.unit", redacting(WORDS, source=attrs.evolve(LEADER, unit="away"))),
        ("redaction.ground", redacting(WORDS, ground=RedactionGround.UNKNOWN)),
        ("redaction.order", redacting(WORDS, ground=RedactionGround.COURT_ORDER)),
        ("redaction.asked", redacting(WORDS, ground=RedactionGround.ERASURE_REQUEST)),
        (
            "redaction.asked",
            redacting(WORDS, ground=RedactionGround.ERASURE_REQUEST, asked="nobody's"),
        ),
        (
            "row.not-begun",
            redacting(
                WORDS,
                ground=RedactionGround.ERASURE_REQUEST,
                asked="a",
                on=date(2026, 3, 1),
            ),
        ),
        ("redaction.rows", redacting()),
        ("redaction.rows", redacting(WORDS, WHOLE)),
        ("redaction.kind", redacting(attrs.evolve(WORDS, row_kind="plan", row="plan"))),
        ("row.not-there", redacting(attrs.evolve(WORDS, row="nobody's"))),
        ("redaction.own-words", redacting(OWN)),
    ],
)
def test_it_is_refused(rule: str, act: ContentRedacted) -> None:
    assert rule == outcome(act)


@pytest.mark.parametrize(
    "asked",
    [
        attrs.evolve(ASKED, party=Party.SERVICE),
        attrs.evolve(ASKED, nature=CommentKind.COMMENT),
    ],
)
def test_only_a_request_of_the_participants_side_is_one(asked: Comment) -> None:
    act = redacting(WORDS, ground=RedactionGround.ERASURE_REQUEST, asked="a")

    assert "redaction.asked" == outcome(act, attrs.evolve(CASE, comments=(asked,)))


@pytest.mark.parametrize(
    "fields",
    [
        {"ground": RedactionGround.WRONG_PERSON},
        {"ground": RedactionGround.COURT_ORDER, "reference": "26-1"},
        {"ground": RedactionGround.ERASURE_REQUEST, "asked": "a"},
    ],
)
def test_the_participants_own_row_goes_whole_on_another_ground(
    fields: dict[str, Any],
) -> None:
    assert outcome(redacting(OWN, **fields)).stances[0].is_gone


def test_that_the_participant_disagreed_stays_when_the_words_go() -> None:
    words = attrs.evolve(OWN, extent=RedactionExtent.WORDS)

    (stance,) = outcome(redacting(words)).stances

    assert (StanceAnswer.DISAGREES, None) == (stance.answer, stance.words)


def test_what_is_gone_is_not_redacted_again_and_nothing_happens_to_it() -> None:
    after = outcome(redacting(WHOLE))
    noting = NoteWritten(
        contact="k", text="again", at=AT, on=LATER, by=STAFF, source=STAFF
    )

    assert "redaction.gone" == outcome(redacting(WORDS), after)
    assert "row.in-error" == outcome(noting, after)


def test_an_agreement_does_not_hold_again_when_the_disagreement_after_it_goes() -> None:
    before = attrs.evolve(
        STANCE, id="b", on=date(2026, 3, 1), answer=StanceAnswer.AGREES
    )
    case = attrs.evolve(CASE, stances=(before, STANCE))
    act = redacting(OWN, ground=RedactionGround.WRONG_PERSON)

    after = outcome(act, case)
    stance = standing(after, "contact", "k", 1, Party.PARTICIPANT)

    assert stance is not None
    assert StanceAnswer.UNKNOWN is stance.answer


def test_a_narrowing_of_a_consent_never_goes_whole() -> None:
    aim = Coded(concept=ConsentPurpose.RESEARCH)
    rows = (
        Consent(id="wide", on=DAY, aim=aim),
        Consent(id="x-less", on=DAY, aim=aim, narrows="wide", words="so"),
    )
    case = attrs.evolve(CASE, consents=rows)
    one = ToRedact(row_kind="consent", row="x-less", extent=RedactionExtent.WHOLE)
    words = attrs.evolve(one, extent=RedactionExtent.WORDS)
    wide = attrs.evolve(one, row="wide")
    ground = RedactionGround.WRONG_PERSON

    assert "redaction.narrowing" == outcome(redacting(one, ground=ground), case)
    assert outcome(redacting(words, ground=ground), case).consents[1].words is None
    assert outcome(redacting(wide, ground=ground), case).consents[0].is_gone


def test_where_no_unit_is_known_any_leader_may() -> None:
    case = attrs.evolve(CASE, unit=None)

    assert outcome(redacting(WORDS), case).contacts[0].redactions


def test_the_body_whose_row_it_is_redacts_it() -> None:
    case = attrs.evolve(CASE, contacts=(attrs.evolve(CONTACT, unit="away"),))
    away = attrs.evolve(LEADER, unit="away")

    assert outcome(redacting(WORDS, source=away), case).contacts[0].redactions


def test_those_who_may_redact_are_those_who_may_erase() -> None:
    assert REDACTORS == LEADERS


def test_the_participant_asks_and_the_service_answers_with_a_reason() -> None:
    common: dict[str, Any] = {"at": AT, "on": LATER, "by": ME, "source": ME}
    asking = ErasureAsked(
        comment="b", item_kind=ItemKind.STANCE, item="d", words="mine", **common
    )
    after = outcome(asking)
    staff = common | {"by": STAFF, "source": STAFF}
    refusing = ErasureRefused(comment="b", reason="the law asks for it", **staff)
    corrected = CorrectionMade(comment="b", **staff)

    assert CommentKind.ERASURE_REQUEST is after.comments[1].nature
    assert Answer.NO is outcome(refusing, after).comments[1].corrected
    assert "comment.nature" == outcome(corrected, after)


def test_the_case_that_is_kept_beside_a_redaction_is_no_other() -> None:
    other = attrs.evolve(CASE, unit="away")
    common = {"at": AT, "by": STAFF}

    assert CASE == outcome(CaseAfterRedaction(case=CASE, **common))
    assert "redaction.other" == outcome(CaseAfterRedaction(case=other, **common))
