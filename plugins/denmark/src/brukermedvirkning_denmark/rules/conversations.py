"""What counts as a conversation of the contact course, and when that course began.

A held contact with one person that is no correspondence counts, whatever it was called
and whoever of the service held it: a case cannot tell a *jobsamtale* from another talk,
and the benefit of that doubt is the authority's. Source: LAB §§ 9, 31-33.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell
from brukermedvirkning_denmark.rules.law import ELIGIBILITY, belongs

__all__ = ["Talks", "course_began", "is_talk", "restarts", "speaks_of", "talk_doubt"]


def is_talk(contact: Contact) -> bool | None:
    """Whether a contact was a conversation with the one person; None if not known.

    What is planned, was moved or was not held is none; nor are letters, teaching in
    groups and information meetings. Source: LAB § 31.
    """
    if contact.is_held is False or contact.is_individual is False:
        return False
    if contact.is_correspondence:
        return False
    return None if talk_doubt(contact) else True


def talk_doubt(contact: Contact) -> str:
    """What would have to be known to say whether a contact was a conversation."""
    if contact.is_held is None:
        return "contact.status"
    return "contact.nature" if contact.is_individual is None else ""


@attrs.frozen
class Talks:
    """The contacts of some days that were conversations, and those that may have been."""

    sure: tuple[Contact, ...]
    perhaps: tuple[Contact, ...]

    @classmethod
    def of(cls, rows: Iterable[Contact]) -> Talks:
        """Parts the contacts; what was no conversation is left out."""
        known = [(row, is_talk(row)) for row in rows]
        return cls(
            tuple(row for row, said in known if said),
            tuple(row for row, said in known if said is None),
        )


def course_began(
    facts: Facts, groups: Iterable[int], since: date
) -> date | CannotTell | None:
    """The first day of the spell by which the law counts, no earlier than a day.

    For those who ask for help it is the day of asking, for others that of the passage to
    the benefit (§ 9). A case has the first day of the spell on the benefit, which stands
    for both. None where the law is not about the participant, or the spell began
    before the law was read; a `CannotTell` where that is not known.
    """
    belonging = belongs(facts, groups)
    if belonging is False:
        return None
    began = facts.the_enrolment.eligibility.benefit_since
    if belonging is None or began is None:
        return facts.unknown(ELIGIBILITY)
    return None if began < since else began


def restarts(facts: Facts, since: date, until: date) -> tuple[Enrolment, ...] | None:
    """The enrolments that may show a new spell in between; None where one surely does.

    A shift of benefit begins a new count (§ 9). It is seen in another enrolment whose
    spell on the benefit began in between; one that no enrolment shows is not seen.
    """
    others = [row for row in facts.rows("enrolments") if row.id != facts.subject.id]
    shown = {row.id: _restarts(row, since, until) for row in others}
    if True in shown.values():
        return None
    return tuple(row for row in others if shown[row.id] is None)


def _restarts(row: Enrolment, since: date, until: date) -> bool | None:
    began = row.eligibility.benefit_since
    if began is not None:
        return since < began < until and (True if row.start else None)
    return False if row.start and not since < row.start < until else None


def speaks_of(facts: Facts, day: date) -> bool:
    """Whether the case speaks of a day so early: it, or the enrolment, had begun."""
    starts = (facts.the_enrolment.start, facts.the_case.start)
    begun = any(start is not None and start <= day for start in starts)
    return begun and facts.speaks_of(day)
