"""How long a participant hears nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ContactKind,
    ContactStatus,
    Direction,
    ExitCategory,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import Cause, ItemRef, Outcome, ParameterUse
from brukermedvirkning.rules.promises.silence import TOO_LONG_SILENCE
from brukermedvirkning.rules.rule import examine
from brukermedvirkning.testing.forgetting import every_path
from brukermedvirkning.testing.rule_suite import rule_suite

FIRST = date(2026, 1, 1)
MAIL = ContactKind.CORRESPONDENCE
TALK = ContactKind.CONVERSATION


def day(number: int) -> date:
    """The day so many days after the first one."""
    return FIRST + timedelta(days=number)


def contact(
    number: int,
    kind: ContactKind = TALK,
    *,
    status: ContactStatus = ContactStatus.HELD,
    direction: Direction = Direction.UNKNOWN,
    **fields: Any,
) -> Contact:
    return Contact(
        id=f"k{number}",
        on=day(number),
        nature=Coded(concept=kind),
        status=status,
        direction=direction,
        **fields,
    )


def enrolled(
    start: int | None = 0, left: int | None = None, row_id: str = "e"
) -> Enrolment:
    other = Coded(concept=ExitCategory.OTHER)
    return Enrolment(
        id=row_id,
        programme=row_id,
        start=None if start is None else day(start),
        exit=None if left is None else ProgrammeExit(on=day(left), category=other),
    )


def facts(
    *contacts: Contact,
    on: int = 28,
    enrolments: tuple[Enrolment, ...] = (enrolled(),),
    limit: int = 28,
    **case: Any,
) -> Facts:
    whole = Case(
        id="c",
        participant=Participant(id="person"),
        enrolments=in_order(enrolments),
        contacts=in_order(contacts),
        **case,
    )
    use = ParameterUse(
        id="contact.silence-limit-days", value=limit, level="core", source="a test"
    )
    return Facts(on=day(on), case=whole, parameters={use.id: use})


def outcome(given: Facts) -> Outcome:
    return examine(TOO_LONG_SILENCE, given).outcome


def silences(given: Facts) -> list[tuple[int, int]]:
    """The stretches found, as numbers of days."""
    findings = examine(TOO_LONG_SILENCE, given).findings
    return [
        (
            (date.fromisoformat(f.params["since"]) - FIRST).days,
            (date.fromisoformat(f.params["until"]) - FIRST).days,
        )
        for f in findings
    ]


def missing(given: Facts) -> list[str]:
    verdict = examine(TOO_LONG_SILENCE, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [path for one in verdict.cannot_tell for path in one.missing]


def without(*paths: str, **origin: Any) -> Origin:
    left = tuple(p for p in every_path() if p not in paths)
    return Origin(carries=Carries(paths=left), **origin)


@pytest.mark.parametrize(("on", "expected"), [(28, Outcome.KEPT), (29, Outcome.BROKEN)])
def test_the_limit_itself_is_let_pass(on: int, expected: Outcome) -> None:
    assert outcome(facts(on=on)) is expected


def test_silence_is_counted_from_the_first_day_to_the_first_contact() -> None:
    assert silences(facts(contact(29), on=30)) == [(0, 29)]


def test_silence_is_counted_between_contacts() -> None:
    assert silences(facts(contact(1), contact(30), on=30)) == [(1, 30)]


def test_silence_is_counted_from_the_last_contact_to_the_judged_day() -> None:
    assert silences(facts(contact(1), on=30)) == [(1, 30)]


def test_a_finding_says_how_long_and_since_when() -> None:
    (finding,) = examine(TOO_LONG_SILENCE, facts(on=29)).findings

    assert (finding.since, dict(finding.params)) == (
        FIRST,
        {"days": 29, "limit": 28, "since": "2026-01-01", "until": "2026-01-30"},
    )


def test_silence_ends_with_the_exit() -> None:
    given = facts(contact(1), on=90, enrolments=(enrolled(left=29),))

    assert outcome(given) is Outcome.KEPT


def test_silence_goes_on_until_the_last_of_two_exits() -> None:
    two = (enrolled(left=10), enrolled(11, left=40, row_id="f"))

    assert silences(facts(contact(1), on=90, enrolments=two)) == [(1, 40)]


def test_a_contact_after_the_exit_ends_a_silence_that_began_before() -> None:
    given = facts(contact(1), contact(60), on=90, enrolments=(enrolled(left=20),))

    assert silences(given) == [(1, 60)]


def test_silence_ends_with_the_last_day_of_the_case() -> None:
    given = facts(on=90, period=Period(start=FIRST, end=day(29)))

    assert outcome(given) is Outcome.KEPT


def test_a_case_that_ends_later_than_the_judged_day_has_not_ended() -> None:
    given = facts(on=29, period=Period(start=FIRST, end=day(60)))

    assert silences(given) == [(0, 29)]


def test_a_case_that_ended_on_the_first_day_of_the_calendar_breaks_nothing() -> None:
    given = facts(on=90, period=Period(start=date.min, end=date.min))

    assert outcome(given) is Outcome.KEPT


def test_without_enrolments_silence_is_counted_from_the_start_of_the_case() -> None:
    given = facts(on=29, enrolments=(), period=Period(start=FIRST))

    assert silences(given) == [(0, 29)]


def test_a_contact_before_the_enrolment_counts() -> None:
    given = facts(contact(1), on=40, enrolments=(enrolled(35),))

    assert silences(given) == [(1, 40)]


def test_a_meeting_that_was_never_held_begins_no_silence() -> None:
    missed = contact(1, status=ContactStatus.NOT_HELD)
    given = facts(missed, on=40, enrolments=(enrolled(35),))

    assert outcome(given) is Outcome.KEPT


# What breaks a silence


@pytest.mark.parametrize(
    "heard",
    [contact(15), contact(15, MAIL, direction=Direction.BOTH)],
    ids=["a talk", "an exchange of letters"],
)
def test_a_conversation_or_a_two_way_exchange_breaks_it(heard: Contact) -> None:
    assert outcome(facts(heard, on=40)) is Outcome.KEPT


@pytest.mark.parametrize(
    "unheard",
    [
        contact(15, MAIL, direction=Direction.TO_PARTICIPANT),
        contact(15, MAIL, direction=Direction.FROM_PARTICIPANT),
        contact(15, status=ContactStatus.PLANNED),
        contact(15, status=ContactStatus.NOT_HELD),
        contact(15, ContactKind.GROUP_TEACHING),
        contact(15, ContactKind.GROUP_TEACHING, status=ContactStatus.UNKNOWN),
        contact(15, registered_in_error=True),
        contact(41),
    ],
    ids=[
        "a letter to the participant",
        "a letter from the participant",
        "planned",
        "not held",
        "a group",
        "a group of unknown status",
        "in error",
        "after the judged day",
    ],
)
def test_nothing_else_does(unheard: Contact) -> None:
    assert silences(facts(unheard, on=40)) == [(0, 40)]


@pytest.mark.parametrize(
    ("unsure", "path"),
    [
        (contact(15, MAIL), "contact.direction"),
        (contact(15, status=ContactStatus.UNKNOWN), "contact.status"),
        (contact(15, ContactKind.UNKNOWN), "contact.nature"),
    ],
    ids=["of unknown direction", "perhaps not held", "of unknown kind"],
)
def test_a_contact_of_which_too_little_is_known_cannot_be_told(
    unsure: Contact, path: str
) -> None:
    assert missing(facts(unsure, on=40)) == [path]


def test_mails_of_unknown_direction_do_not_hide_a_silence_between_them() -> None:
    given = facts(contact(1, MAIL), contact(40, MAIL), on=41)

    assert silences(given) == [(1, 40)]


def test_where_a_mail_of_unknown_direction_decides_nothing_it_is_not_asked() -> None:
    given = facts(contact(10), contact(15, MAIL), contact(20), on=40)

    assert outcome(given) is Outcome.KEPT


def test_a_doubtful_contact_long_before_the_first_day_may_begin_a_silence() -> None:
    given = facts(contact(1, MAIL), contact(40), on=41, enrolments=(enrolled(35),))

    assert missing(given) == ["contact.direction"]


def test_a_doubtful_contact_long_after_the_exit_may_end_a_silence() -> None:
    given = facts(contact(1), contact(60, MAIL), on=90, enrolments=(enrolled(left=9),))

    assert missing(given) == ["contact.direction"]


def test_a_doubtful_contact_before_the_first_day_may_be_the_last_one_heard() -> None:
    given = facts(contact(1, MAIL), on=40, enrolments=(enrolled(20),))

    assert missing(given) == ["contact.direction"]


# What the source speaks of


def test_without_a_known_start_the_time_before_the_first_contact_is_not_told() -> None:
    assert missing(facts(contact(1), on=2, enrolments=(enrolled(None),))) == [
        "enrolment.start",
    ]


def test_a_silence_after_the_first_contact_is_seen_without_a_known_start() -> None:
    given = facts(contact(1), contact(40), on=41, enrolments=(enrolled(None),))

    assert silences(given) == [(1, 40)]


def test_without_start_and_contact_nothing_is_told() -> None:
    assert missing(facts(on=90, enrolments=())) == ["period"]


def test_a_source_that_begins_to_speak_shortly_before_leaves_nothing_open() -> None:
    given = facts(
        contact(28),
        on=29,
        enrolments=(enrolled(None, 29),),
        origin=Origin(known_from=FIRST),
    )

    assert outcome(given) is Outcome.KEPT


def test_a_source_that_begins_to_speak_long_before_leaves_something_open() -> None:
    given = facts(
        contact(29),
        on=29,
        enrolments=(enrolled(None, 29),),
        origin=Origin(known_from=FIRST),
    )

    assert missing(given) == ["enrolment.start"]


def test_silence_is_counted_no_earlier_than_the_source_speaks() -> None:
    given = facts(on=40, origin=Origin(known_from=day(20)))

    assert outcome(given) is Outcome.KEPT


def test_a_log_without_enrolments_shows_the_silence_between_its_contacts() -> None:
    given = facts(
        contact(1), contact(40), on=40, enrolments=(), origin=without("enrolment")
    )

    assert silences(given) == [(1, 40)]


def test_a_log_without_enrolments_does_not_show_when_silence_ended() -> None:
    origin = without("enrolment", "enrolment.start", "enrolment.exit", known_from=FIRST)
    given = facts(contact(1), on=40, enrolments=(), origin=origin)
    verdict = examine(TOO_LONG_SILENCE, given)

    assert [(one.missing, one.cause) for one in verdict.cannot_tell] == [
        (("enrolment.exit",), Cause.SOURCE_CANNOT_SAY)
    ]


@pytest.mark.parametrize("path", ["enrolment.exit", "period"])
def test_a_source_without_ends_cannot_tell_of_the_last_stretch(path: str) -> None:
    assert missing(facts(on=40, origin=without(path))) == [path]


def test_an_open_enrolment_of_unknown_start_may_not_have_begun() -> None:
    two = (enrolled(0, left=10), enrolled(None, row_id="f"))
    given = facts(contact(0), contact(9), on=90, enrolments=two)

    assert missing(given) == ["enrolment.start", "enrolment.start"]


def test_an_exit_that_lies_ahead_has_not_happened() -> None:
    assert silences(facts(on=40, enrolments=(enrolled(0, left=60),))) == [(0, 40)]


def test_an_exit_of_unknown_start_shows_that_it_had_begun() -> None:
    given = facts(contact(0), on=90, enrolments=(enrolled(None, left=40),))

    assert silences(given) == [(0, 40)]


def test_an_enrolment_registered_in_error_counts_nowhere() -> None:
    wrong = attrs.evolve(enrolled(0), registered_in_error=True)
    given = facts(on=40, enrolments=(wrong,), period=Period(start=day(20)))

    assert outcome(given) is Outcome.KEPT


# A source that says much, and not everything

MUCH = without("plan")


def test_silence_of_a_case_without_enrolments_is_counted_from_its_first_day() -> None:
    given = facts(on=29, enrolments=(), period=Period(start=FIRST), origin=MUCH)

    assert silences(given) == [(0, 29)]


def test_an_unknown_first_day_of_a_case_without_enrolments_is_missing() -> None:
    assert missing(facts(on=90, enrolments=(), origin=MUCH)) == ["period"]


def test_who_has_no_exit_is_there_where_exits_can_be_told() -> None:
    assert silences(facts(on=29, origin=MUCH)) == [(0, 29)]


# The end of the case


def test_a_case_that_is_closed_ends_the_day_before() -> None:
    period = Period(start=FIRST, end=day(30))

    assert silences(facts(on=90, period=period)) == [(0, 29)]


def test_a_case_that_is_closed_on_the_judged_day_ended_the_day_before() -> None:
    period = Period(start=FIRST, end=day(29))

    assert outcome(facts(on=29, period=period)) is Outcome.KEPT


def test_a_closed_case_of_a_source_without_exits_cannot_be_told() -> None:
    given = facts(
        on=90,
        period=Period(start=FIRST, end=day(40)),
        origin=without("enrolment.exit"),
    )

    assert missing(given) == ["enrolment.exit"]


def test_the_first_day_of_the_calendar_has_no_day_before() -> None:
    first = Enrolment(id="e", programme="e", start=date.min)
    given = facts(
        limit=0, enrolments=(first,), period=Period(start=date.min, end=date.min)
    )

    assert outcome(given) is Outcome.KEPT


def test_an_exit_of_unknown_start_on_the_judged_day_shows_that_it_had_begun() -> None:
    given = facts(contact(0), on=40, enrolments=(enrolled(None, left=40),))

    assert silences(given) == [(0, 40)]


# What may have broken a silence

MAYBE = ContactStatus.UNKNOWN


def test_the_contacts_that_decide_are_named_by_what_is_not_known_of_them() -> None:
    given = facts(contact(20, status=MAYBE), contact(21, MAIL), on=40)
    verdict = examine(TOO_LONG_SILENCE, given)

    assert [(one.missing, one.items) for one in verdict.cannot_tell] == [
        (("contact.direction",), (ItemRef(kind="contact", id="k21"),)),
        (("contact.status",), (ItemRef(kind="contact", id="k20"),)),
    ]


@pytest.mark.parametrize("number", [0, 40])
def test_what_may_have_been_at_the_ends_of_a_silence_decides_nothing(
    number: int,
) -> None:
    perhaps = attrs.evolve(contact(number, status=MAYBE), id="perhaps")
    for sure in ((), (contact(40),)):
        verdict = examine(TOO_LONG_SILENCE, facts(*sure, perhaps, on=40))

        assert (len(verdict.findings), verdict.cannot_tell) == (1, ())


def test_what_may_have_been_no_longer_before_than_the_limit_decides_nothing() -> None:
    given = facts(
        contact(0, status=MAYBE), contact(28), on=40, enrolments=(enrolled(28),)
    )

    assert outcome(given) is Outcome.KEPT


def test_what_may_have_been_no_longer_after_than_the_limit_decides_nothing() -> None:
    given = facts(
        contact(0),
        contact(28, status=MAYBE),
        on=28,
        origin=without("enrolment.exit"),
    )

    assert outcome(given) is Outcome.KEPT


TestTooLongSilence = rule_suite(
    TOO_LONG_SILENCE,
    trips=(facts(on=29), facts(contact(1), contact(40), on=40)),
    keeps=(
        facts(contact(20, MAIL, direction=Direction.BOTH), contact(40), on=60),
        facts(contact(20), on=90, enrolments=(enrolled(left=40),)),
    ),
)
