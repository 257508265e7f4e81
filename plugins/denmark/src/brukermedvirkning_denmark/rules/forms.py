"""Rules about the form of a conversation: in person first, then as the person chooses.

Source: LAB § 33 as amended by lov nr. 295 of 20/3 2023. When the amendment came into
force was not read, so these hold from the consolidated act of 1 March 2024, which has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from brukermedvirkning.domain.concepts import ContactForm, Party
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.rule import Rule, Scope
from brukermedvirkning_denmark.rules.conversations import (
    Talks,
    course_began,
    is_talk,
    speaks_of,
    talk_doubt,
)
from brukermedvirkning_denmark.rules.law import (
    ACT_2024,
    COUNTRY,
    ELIGIBILITY,
    READ_UNTIL,
    belongs,
    may_lie_within,
    reference,
    undecided,
)

__all__ = ["FIRST_NOT_IN_PERSON", "FORM_NOT_CHOSEN", "FORM_NOT_LAWFUL", "RULES"]

_GROUPS = (1, 2, 3, 4, 5, 7, 8, 9, 10)
_WRITTEN = (
    ContactForm.MAIL,
    ContactForm.TEXT_MESSAGE,
    ContactForm.LETTER,
    ContactForm.DIGITAL_MESSAGE,
)
_CHOOSERS = frozenset({Party.PARTICIPANT, Party.REPRESENTATIVE})
_NOT_CHOSEN, _OTHER_FORM = _REASONS = ("not_chosen", "other_form")


def was_first_met_otherwise(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The first conversation is held in person.

    The first since the spell on the benefit began; of several on one day one in person
    is enough. A remark: § 33, stk. 2 has exceptions that a case does not show.
    Source: LAB § 33, stk. 1.
    """
    since = course_began(facts, _GROUPS, ACT_2024)
    if not isinstance(since, date):
        if since is not None:
            yield since
        return
    end = facts.the_enrolment.period.end
    talks = Talks.of(
        row
        for row in facts.rows("contacts")
        if since <= row.on and (end is None or row.on < end)
    )
    first = min((row.on for row in talks.sure), default=facts.on)
    unclear = [row for row in talks.perhaps if row.on <= first]
    firsts = [row for row in talks.sure if row.on == first]
    forms = {row.form.concept for row in firsts}
    if unclear:
        yield from undecided(facts, ((talk_doubt(row), row) for row in unclear))
    elif not firsts or ContactForm.IN_PERSON in forms:
        return
    elif ContactForm.UNKNOWN in forms:
        yield facts.unknown("contact.form", *map(reference, firsts))
    elif facts.may_have_left:
        yield facts.unknown("enrolment.exit")
    elif not speaks_of(facts, since):
        yield facts.untold("contact")
    else:
        yield Finding(
            items=tuple(map(reference, firsts)),
            since=first,
            params={"form": min(forms)},
        )


def _of_the_days(facts: Facts) -> list[tuple[Contact, str]]:
    """The contacts that may be conversations of the enrolment, and what is in doubt.

    Those before the law that was read are among them, for they may be the first.
    """
    found = []
    for row in facts.rows("contacts"):
        within = may_lie_within(facts, row.on)
        if is_talk(row) is not False and within is not None:
            found.append((row, talk_doubt(row) or within))
    return found


def was_not_held_as_chosen(facts: Facts) -> Iterator[Finding | CannotTell]:
    """After the first conversation the person chooses the form: in person, phone, video.

    Broken where others alone chose, or where the form is not the one that the person
    wished; kept where both are written down and agree. That nobody wrote either is not
    known, and no breach. A remark: § 33, stk. 2 has exceptions that a case does not show.
    Source: LAB § 33, stk. 1.
    """
    belonging = belongs(facts, _GROUPS)
    if belonging is False:
        return
    if belonging is None:
        yield facts.unknown(ELIGIBILITY)
        return
    rows = _of_the_days(facts)
    doubts: list[tuple[str, Contact]] = []
    for row, doubt in rows:
        said = _unchosen(row)
        earlier = [(unsure, other) for other, unsure in rows if other.on < row.on]
        if row.on < ACT_2024 or not said or not earlier:
            continue
        if all(unsure for unsure, _ in earlier):
            doubts += earlier
        elif doubt or said not in _REASONS:
            doubts.append((doubt or said, row))
        else:
            yield Finding(
                items=(reference(row),),
                since=row.on,
                params={"reason": said, "form": row.form.concept},
            )
    yield from undecided(facts, dict.fromkeys(doubts))


def _unchosen(row: Contact) -> str:
    """Why the form was not the person's choice, or the path that is not known; "" if it was."""
    parties = set(row.form_chosen_by)
    chosen = bool(parties & _CHOOSERS)
    if parties and not chosen and Party.UNKNOWN not in parties:
        return _NOT_CHOSEN
    wish, form = row.form_wished.concept, row.form.concept
    if ContactForm.UNKNOWN not in (wish, form) and wish is not form:
        return _OTHER_FORM
    if not chosen:
        return "contact.form_chosen_by"
    if wish is ContactForm.UNKNOWN:
        return "contact.form_wished"
    return "contact.form" if form is ContactForm.UNKNOWN else ""


def was_held_in_writing(facts: Facts) -> Iterator[Finding | CannotTell]:
    """A conversation is held in person, by phone or in person by video, never in writing.

    The amendment took letter and digital text out. Correspondence that is called so is
    no conversation and is let be. Source: LAB § 33, stk. 1 and 2.
    """
    belonging = belongs(facts, _GROUPS)
    if belonging is False:
        return
    if belonging is None:
        yield facts.unknown(ELIGIBILITY)
        return
    doubts: list[tuple[str, Contact]] = []
    for row, doubt in _of_the_days(facts):
        form = row.form.concept
        if row.on < ACT_2024 or form not in (*_WRITTEN, ContactForm.UNKNOWN):
            continue
        if form is ContactForm.UNKNOWN:
            doubts.append(("contact.form", row))
        elif doubt:
            doubts.append((doubt, row))
        else:
            yield Finding(items=(reference(row),), since=row.on, params={"form": form})
    yield from undecided(facts, doubts)


_NEEDS = ("contact", "contact.status", "contact.nature", "contact.form", ELIGIBILITY)
_SOURCE = "LAB § 33, stk. 1{} (lov 295 of 20/3 2023 § 1, nr. 3{}; LBK 280 of 1/3 2024)"

FIRST_NOT_IN_PERSON = Rule(
    id="dk.talk.first-not-in-person",
    country=COUNTRY,
    source=_SOURCE.format("", ""),
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    valid=Period(start=ACT_2024, end=READ_UNTIL),
    needs=_NEEDS,
    check=was_first_met_otherwise,
)

FORM_NOT_CHOSEN = Rule(
    id="dk.talk.form-not-chosen",
    country=COUNTRY,
    source=_SOURCE.format("", ""),
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    valid=Period(start=ACT_2024, end=READ_UNTIL),
    needs=_NEEDS,
    check=was_not_held_as_chosen,
)

FORM_NOT_LAWFUL = Rule(
    id="dk.talk.form-not-lawful",
    country=COUNTRY,
    source=_SOURCE.format(" and 2", " and 4"),
    severity=Severity.BREACH,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.ENROLMENT,
    valid=Period(start=ACT_2024, end=READ_UNTIL),
    needs=_NEEDS,
    check=was_held_in_writing,
)

RULES: tuple[Rule, ...] = (FIRST_NOT_IN_PERSON, FORM_NOT_CHOSEN, FORM_NOT_LAWFUL)
