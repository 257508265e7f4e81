"""Rules about talks and meetings: the participant is there, and has a part in the agenda.

Source: D112, D133.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from brukermedvirkning.domain.concepts import (
    Answer,
    ContactKind,
    ContactStatus,
    ItemKind,
    Party,
    StanceAnswer,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.plan import Stance
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.promises.in_time import inside, reference, unknowns
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["AGENDA_NOT_SHARED", "MEETING_WITHOUT_PARTICIPANT", "RULES"]

_MEETINGS = frozenset({ContactKind.CROSS_DISCIPLINARY_MEETING, ContactKind.UNKNOWN})
_WITH_AGENDA = frozenset(
    {
        ContactKind.CONVERSATION,
        ContactKind.DEVELOPMENT_TALK,
        ContactKind.CROSS_DISCIPLINARY_MEETING,
        ContactKind.UNKNOWN,
    }
)


def met_without_the_participant(facts: Facts) -> Iterator[Finding | CannotTell]:
    """No cross-disciplinary meeting about the participant is held without the participant.

    A meeting that the participant agreed to, as a stance on it, may be held without: it
    is a wish not to come that is on record. Source: D112.
    """
    for row in facts.rows("contacts"):
        attended = row.participant_attended
        if (
            row.nature.concept not in _MEETINGS
            or row.is_held is False
            or attended in (Answer.YES, Answer.PARTLY)
        ):
            continue
        agreed = _agreed(facts, row)
        doubts = (
            "contact.nature" if row.nature.concept.is_unknown else "",
            "contact.status" if row.is_held is None else "",
            "contact.participant_attended" if attended.is_unknown else "",
            agreed or "",
        )
        if agreed is None:
            continue
        if any(doubts):
            yield from unknowns(facts, row, doubts)
        else:
            yield Finding(items=(reference(row),), since=row.on)


def _agreed(facts: Facts, meeting: Contact) -> str | None:
    """What must be known to say that the participant did not agree; None: they did.

    The participant's last word holds; what nobody wrote down may be a later one, and of
    two words on one day either.
    """
    if not facts.carries.can("stance"):
        return "stance"
    said = [
        (row.on, _word(row))
        for row in facts.rows("stances")
        if row.item_kind is ItemKind.CONTACT
        and row.item == meeting.id
        and row.party in (Party.PARTICIPANT, Party.UNKNOWN)
    ]
    last = max((on for on, word in said if not word), default=date.min)
    words = {word for on, word in said if on >= last}
    doubts = sorted(word for word in words if word)
    if doubts or len(words) > 1:
        return doubts[0] if doubts else "stance.recorded"
    return words.pop() if words else ""


def _word(row: Stance) -> str | None:
    """What must be known of a word on a meeting; "" is no agreement, None is one."""
    if row.party is Party.UNKNOWN:
        return "stance.party"
    if row.answer is StanceAnswer.AGREES:
        return None
    return "stance.answer" if row.answer.is_unknown else ""


def has_no_agenda_of_theirs(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A talk has an agenda that the participant helped to set, or was shown beforehand.

    Asked of talks that are planned for a day that has come, and of those held.
    Source: D133.
    """
    for row in facts.rows("contacts"):
        place = inside(facts, row.on)
        if (
            row.nature.concept not in _WITH_AGENDA
            or row.status in (ContactStatus.NOT_HELD, ContactStatus.MOVED)
            or place is None
        ):
            continue
        agenda = _agenda(row)
        if agenda is None:
            continue
        doubts = (
            "contact.nature" if row.nature.concept.is_unknown else "",
            "contact.status" if row.status.is_unknown else "",
            agenda,
            place,
        )
        if any(doubts):
            yield from unknowns(facts, row, doubts)
        else:
            reason = "none" if row.agenda is None else "not_shared"
            yield Finding(
                items=(reference(row),),
                since=row.on,
                params={"reason": reason, "on": row.on.isoformat()},
            )


def _agenda(row: Contact) -> str | None:
    """What must be known to say that it was not shared; None: the participant had a part."""
    agenda = row.agenda
    if agenda is None:
        return ""
    shown = agenda.shared_on is not None and agenda.shared_on <= row.on
    if shown or Party.PARTICIPANT in agenda.set_by:
        return None
    unsaid = not agenda.set_by or Party.UNKNOWN in agenda.set_by
    return "contact.agenda" if unsaid else ""


MEETING_WITHOUT_PARTICIPANT = Rule(
    id="meeting.without-participant",
    source="D112",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=("contact", "contact.status", "contact.participant_attended"),
    check=met_without_the_participant,
)

AGENDA_NOT_SHARED = Rule(
    id="contact.agenda-not-shared",
    source="D133",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.ENROLMENT,
    needs=("contact", "contact.status", "contact.agenda"),
    check=has_no_agenda_of_theirs,
)

RULES: tuple[Rule, ...] = (MEETING_WITHOUT_PARTICIPANT, AGENDA_NOT_SHARED)
