"""Rules about the answers that are owed: to a correction, a proposal, a complaint.

They go on after an exit, as the rights themselves do. Source: H17, M30; definitions 2.4,
3.1.
"""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.domain.concepts import (
    Answer,
    CommentKind,
    ComplaintOutcome,
    Party,
)
from brukermedvirkning.domain.plan import Comment
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.in_time import (
    ABOUT,
    not_carried,
    overdue,
    reference,
    unknowns,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = [
    "COMPLAINT_UNANSWERED",
    "CORRECTION_REFUSED_WITHOUT_REASON",
    "CORRECTION_UNANSWERED",
    "PROPOSAL_UNANSWERED",
    "RULES",
]

_THEIRS = (Party.PARTICIPANT, Party.REPRESENTATIVE, Party.UNKNOWN)
_NEEDED = ("comment.nature", "comment.answered_on")


def has_no_answer_to_a_correction(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A correction that is asked for is made, or refused, within the days that are set.

    Source: H17.
    """
    yield from _unanswered(facts, CommentKind.CORRECTION_REQUEST)


def has_no_answer_to_a_proposal(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A change that the participant proposes is answered within the days that are set.

    Whether it is taken up or not. Source: M30, definitions 3.1.
    """
    yield from _unanswered(facts, CommentKind.CHANGE_PROPOSAL)


def _unanswered(facts: Facts, kind: CommentKind) -> Iterator[Finding | CannotTell]:
    limit = facts.number("comment.answer-due-days")
    for row, doubts in _comments(facts, kind):
        if not _is_answered(facts, row):
            yield from overdue(facts, row, row.on, limit, *doubts)
    yield from not_carried(facts, ABOUT)


def is_refused_without_a_reason(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A correction that is refused is refused with a reason that is written down.

    Where words of the row were redacted, a reason may have been among them.
    Source: H17.
    """
    for row, doubts in _comments(facts, CommentKind.CORRECTION_REQUEST):
        if (
            not _is_answered(facts, row)
            or row.corrected in (Answer.YES, Answer.PARTLY)
            or row.answer is not None
        ):
            continue
        unsaid = (
            *doubts,
            "comment.corrected" if row.corrected.is_unknown else "",
            "comment.answer" if row.redactions else "",
        )
        if any(unsaid):
            yield from unknowns(facts, row, unsaid)
        else:
            yield Finding(items=(reference(row),), since=row.answered_on)
    yield from not_carried(facts, ABOUT)


def _comments(
    facts: Facts, kind: CommentKind
) -> Iterator[tuple[Comment, tuple[str, ...]]]:
    """What may be words of the participant of a kind, with what is not known of them."""
    for row in facts.rows("comments"):
        if row.nature in (kind, CommentKind.UNKNOWN) and row.party in _THEIRS:
            yield (
                row,
                (
                    "comment.nature" if row.nature.is_unknown else "",
                    "comment.party" if row.party.is_unknown else "",
                ),
            )


def _is_answered(facts: Facts, row: Comment) -> bool:
    return row.answered_on is not None and row.answered_on <= facts.on


def has_no_answer_to_a_complaint(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A complaint is answered within the days that are set, whoever complained.

    Source: definitions 2.4 (complaint.answered-within).
    """
    limit = facts.number("complaint.answer-due-days")
    for row in facts.rows("complaints"):
        if row.answered_on is not None:
            if row.answered_on > facts.on:
                yield from overdue(facts, row, row.on, limit)
        elif row.outcome is ComplaintOutcome.PENDING:
            yield from overdue(facts, row, row.on, limit)
        elif row.outcome is ComplaintOutcome.UNKNOWN:
            yield from overdue(facts, row, row.on, limit, "complaint.outcome")
    yield from not_carried(facts, ABOUT)


CORRECTION_UNANSWERED = Rule(
    id="correction.unanswered",
    source="H17",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=_NEEDED,
    uses=("comment.answer-due-days",),
    check=has_no_answer_to_a_correction,
)

CORRECTION_REFUSED_WITHOUT_REASON = Rule(
    id="correction.refused-without-reason",
    source="H17",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=(*_NEEDED, "comment.corrected", "comment.answer"),
    check=is_refused_without_a_reason,
)

PROPOSAL_UNANSWERED = Rule(
    id="proposal.unanswered",
    source="M30; definitions 3.1",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=_NEEDED,
    uses=("comment.answer-due-days",),
    check=has_no_answer_to_a_proposal,
)

COMPLAINT_UNANSWERED = Rule(
    id="complaint.unanswered",
    source="definitions 2.4",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=("complaint.outcome", "complaint.answered_on"),
    uses=("complaint.answer-due-days",),
    check=has_no_answer_to_a_complaint,
)

RULES: tuple[Rule, ...] = (
    CORRECTION_UNANSWERED,
    CORRECTION_REFUSED_WITHOUT_REASON,
    PROPOSAL_UNANSWERED,
    COMPLAINT_UNANSWERED,
)
