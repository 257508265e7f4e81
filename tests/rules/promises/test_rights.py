"""The answers that are owed: to a correction, a proposal, a complaint."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Redaction
from brukermedvirkning.domain.carries import KEPT_HERE, Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    CommentKind,
    ComplaintOutcome,
    ContactStatus,
    ExitCategory,
    ItemKind,
    Party,
    RedactionExtent,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import (
    Enrolment,
    ProgrammeExit,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Comment
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.domain.rights import Complaint
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.rights import (
    COMPLAINT_UNANSWERED,
    CORRECTION_REFUSED_WITHOUT_REASON,
    CORRECTION_UNANSWERED,
    PROPOSAL_UNANSWERED,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
FIGURES = {
    name: ParameterUse(id=name, value=value, level="core", source="a test")
    for name, value in (
        ("comment.answer-due-days", 28),
        ("complaint.answer-due-days", 28),
    )
}
PROGRAMME = Programme(
    id="p",
    name="a programme",
    period=Period(),
    time_zone="Europe/Oslo",
    promises=tuple(Promise),
)


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def facts(
    on: int,
    *,
    start: int | None = 0,
    left: ProgrammeExit | None = None,
    origin: Origin = KEPT_HERE,
    **rows: Any,
) -> Facts:
    """An enrolment from the first day on, judged so many days later."""
    enrolment = Enrolment(
        id="e",
        programme="p",
        start=None if start is None else day(start),
        exit=left,
    )
    case = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=(enrolment,),
        origin=origin,
        **rows,
    )
    return Facts(
        on=day(on),
        case=case,
        enrolment=enrolment,
        programme=PROGRAMME,
        parameters=FIGURES,
    )


def exited(on: int, category: ExitCategory = ExitCategory.OTHER) -> ProgrammeExit:
    return ProgrammeExit(on=day(on), category=Coded(concept=category))


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[tuple[str, Cause]]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [(path, one.cause) for one in verdict.cannot_tell for path in one.missing]


def without(*gone: str) -> Origin:
    """A source that has no place for some paths."""
    paths = tuple(path for path in every_path() if path not in gone)
    return Origin(carries=Carries(paths=paths))


NOTED = Contact(id="c1", on=day(0), status=ContactStatus.HELD)
CORRECTION = Comment(
    id="a",
    on=day(1),
    item_kind=ItemKind.CONTACT,
    item="c1",
    party=Party.PARTICIPANT,
    nature=CommentKind.CORRECTION_REQUEST,
    words="it was not so",
)
PROPOSAL = attrs.evolve(CORRECTION, nature=CommentKind.CHANGE_PROPOSAL)
REFUSED = attrs.evolve(CORRECTION, answered_on=day(5), corrected=Answer.NO)
COMPLAINT = Complaint(id="a", on=day(1))
UNANSWERED = [(CORRECTION_UNANSWERED, CORRECTION), (PROPOSAL_UNANSWERED, PROPOSAL)]


def said(comment: Comment, on: int = 30, **fields: Any) -> Facts:
    return facts(on, contacts=(NOTED,), comments=(comment,), **fields)


def complained(complaint: Complaint, on: int = 30, **fields: Any) -> Facts:
    return facts(on, complaints=(complaint,), **fields)


@pytest.mark.parametrize(("rule", "comment"), UNANSWERED)
def test_what_is_asked_is_answered_within_the_limit(
    rule: Rule, comment: Comment
) -> None:
    answered = attrs.evolve(comment, answered_on=day(30))

    assert outcome(rule, said(comment, on=29)) is Outcome.KEPT
    assert outcome(rule, said(answered)) is Outcome.KEPT
    assert outcome(rule, said(attrs.evolve(comment, answered_on=day(31)))) is (
        Outcome.BROKEN
    )
    assert examine(rule, said(comment)).findings == (
        Finding(
            items=(ItemRef(kind="comment", id="a"),),
            since=day(29),
            params={"days": 29, "limit": 28},
        ),
    )


@pytest.mark.parametrize(
    "other",
    [{"nature": CommentKind.COMMENT}, {"party": Party.SERVICE}],
)
def test_a_mere_comment_and_words_of_others_are_not_asked_about(
    other: dict[str, Any],
) -> None:
    given = said(attrs.evolve(CORRECTION, **other))

    assert outcome(CORRECTION_UNANSWERED, given) is Outcome.KEPT
    assert outcome(PROPOSAL_UNANSWERED, said(CORRECTION)) is Outcome.KEPT


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("comment.nature", {"nature": CommentKind.UNKNOWN}),
        ("comment.party", {"party": Party.UNKNOWN}),
    ],
)
def test_what_may_be_a_correction_cannot_be_told(
    path: str, other: dict[str, Any]
) -> None:
    asked = said(attrs.evolve(CORRECTION, **other))
    refused = said(attrs.evolve(REFUSED, **other))

    found = [(path, Cause.NOT_RECORDED)]
    assert missing(CORRECTION_UNANSWERED, asked) == found
    assert missing(CORRECTION_REFUSED_WITHOUT_REASON, refused) == found


def test_an_answer_is_owed_after_an_exit_too() -> None:
    given = said(CORRECTION, left=exited(2))

    assert outcome(CORRECTION_UNANSWERED, given) is Outcome.BROKEN


def test_a_correction_is_refused_with_a_reason() -> None:
    rule = CORRECTION_REFUSED_WITHOUT_REASON

    assert outcome(rule, said(attrs.evolve(REFUSED, answer="a reason"))) is Outcome.KEPT
    assert examine(rule, said(REFUSED)).findings == (
        Finding(items=(ItemRef(kind="comment", id="a"),), since=day(5)),
    )


@pytest.mark.parametrize(
    "other",
    [
        {"corrected": Answer.YES},
        {"corrected": Answer.PARTLY},
        {"answered_on": None},
        {"answered_on": day(31)},
    ],
)
def test_what_was_corrected_or_has_no_answer_yet_needs_no_reason(
    other: dict[str, Any],
) -> None:
    given = said(attrs.evolve(REFUSED, **other))

    assert outcome(CORRECTION_REFUSED_WITHOUT_REASON, given) is Outcome.KEPT


def test_what_needs_no_reason_hides_nothing_that_does() -> None:
    made = attrs.evolve(REFUSED, id="0", corrected=Answer.YES)
    given = facts(30, contacts=(NOTED,), comments=(made, REFUSED))
    (finding,) = examine(CORRECTION_REFUSED_WITHOUT_REASON, given).findings

    assert finding.items == (ItemRef(kind="comment", id="a"),)


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("comment.corrected", {"corrected": Answer.UNKNOWN}),
        (
            "comment.answer",
            {"redactions": (Redaction(on=day(6), extent=RedactionExtent.WORDS),)},
        ),
    ],
)
def test_whether_a_reason_was_given_cannot_be_told(
    path: str, other: dict[str, Any]
) -> None:
    given = said(attrs.evolve(REFUSED, **other))

    assert missing(CORRECTION_REFUSED_WITHOUT_REASON, given) == [
        (path, Cause.NOT_RECORDED)
    ]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({}, Outcome.BROKEN),
        ({"answered_on": day(30)}, Outcome.KEPT),
        ({"answered_on": day(31)}, Outcome.BROKEN),
        ({"outcome": ComplaintOutcome.WITHDRAWN}, Outcome.KEPT),
        ({"outcome": ComplaintOutcome.NOT_UPHELD}, Outcome.KEPT),
        ({"on": day(2)}, Outcome.KEPT),
    ],
)
def test_a_complaint_is_answered_within_the_limit(
    other: dict[str, Any], found: Outcome
) -> None:
    given = complained(attrs.evolve(COMPLAINT, **other))

    assert outcome(COMPLAINT_UNANSWERED, given) is found


def test_how_a_complaint_ended_may_not_be_known() -> None:
    given = complained(attrs.evolve(COMPLAINT, outcome=ComplaintOutcome.UNKNOWN))

    assert missing(COMPLAINT_UNANSWERED, given) == [
        ("complaint.outcome", Cause.NOT_RECORDED)
    ]


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        (CORRECTION_UNANSWERED, said(REFUSED, origin=without("goal"))),
        (CORRECTION_REFUSED_WITHOUT_REASON, said(CORRECTION, origin=without("goal"))),
        (COMPLAINT_UNANSWERED, facts(30, origin=without("goal"))),
    ],
    ids=["correction", "refusal", "complaint"],
)
def test_what_has_no_place_cannot_have_been_spoken_of(rule: Rule, given: Facts) -> None:
    assert missing(rule, given) == [("goal", Cause.SOURCE_CANNOT_SAY)]


TestCorrectionUnanswered = rule_suite(
    CORRECTION_UNANSWERED,
    trips=(said(CORRECTION),),
    keeps=(said(attrs.evolve(CORRECTION, answered_on=day(5))),),
)
TestCorrectionRefusedWithoutReason = rule_suite(
    CORRECTION_REFUSED_WITHOUT_REASON,
    trips=(said(REFUSED),),
    keeps=(said(attrs.evolve(REFUSED, answer="a reason")),),
)
TestProposalUnanswered = rule_suite(
    PROPOSAL_UNANSWERED,
    trips=(said(PROPOSAL),),
    keeps=(said(attrs.evolve(PROPOSAL, answered_on=day(5))),),
)
TestComplaintUnanswered = rule_suite(
    COMPLAINT_UNANSWERED,
    trips=(complained(COMPLAINT),),
    keeps=(complained(attrs.evolve(COMPLAINT, answered_on=day(5))),),
)
