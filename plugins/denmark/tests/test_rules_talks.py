"""Conversations in the first months: how many, and how soon the first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from national_facts import START, enrolled, facts, programme, said, talk, without

from brukermedvirkning.domain.concepts import (
    BenefitKind,
    ContactKind,
    ContactStatus,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.rule import Rule
from brukermedvirkning.testing.rule_suite import rule_suite
from brukermedvirkning_denmark.rules.law import ACT_2022, READ_UNTIL
from brukermedvirkning_denmark.rules.talks import (
    FIRST_WITHIN_A_WEEK,
    FIRST_WITHIN_TWO_WEEKS,
    SICK_BENEFIT_FIRST,
    TOO_FEW_IN_FIRST_SIX_MONTHS,
)

FEW = TOO_FEW_IN_FIRST_SIX_MONTHS
END = date(2024, 9, 4)
"""Six months after the start."""
GROUP = "enrolment.eligibility"
UNSAID = ["enrolment.eligibility"]


def day(number: int) -> date:
    return START + timedelta(days=number)


def talks(count: int, **fields: Any) -> tuple[Contact, ...]:
    return tuple(talk(f"k{n}", day(n * 7), **fields) for n in range(count))


THREE, FOUR = talks(3), talks(4)


# At least four in six months


def test_three_conversations_in_six_months_are_too_few() -> None:
    given = facts(FEW, END, contacts=THREE)

    assert said(FEW, given) == [
        {"held": 3, "least": 4, "since": "2024-03-04", "until": "2024-09-04"}
    ]


def test_four_are_enough() -> None:
    assert said(FEW, facts(FEW, END, contacts=FOUR)) == "kept"


def test_nothing_is_asked_before_the_six_months_have_passed() -> None:
    given = facts(FEW, END - timedelta(days=1), contacts=())

    assert said(FEW, given) == "kept"


@pytest.mark.parametrize(
    "fourth",
    [
        talk("x", END),
        talk("x", START - timedelta(days=1)),
        talk("x", day(30), status=ContactStatus.PLANNED),
        talk("x", day(30), status=ContactStatus.NOT_HELD),
        talk("x", day(30), kind=ContactKind.CORRESPONDENCE),
        talk("x", day(30), kind=ContactKind.GROUP_TEACHING),
        talk("x", day(30), kind=ContactKind.INFORMATION_MEETING),
    ],
    ids=["late", "early", "planned", "not held", "letters", "a group", "information"],
)
def test_what_is_no_held_conversation_of_these_months_does_not_count(
    fourth: Contact,
) -> None:
    (finding,) = said(FEW, facts(FEW, END, contacts=(*THREE, fourth)))

    assert isinstance(finding, dict)
    assert finding["held"] == 3


@pytest.mark.parametrize(
    ("fourth", "path"),
    [
        (talk("x", day(30), status=ContactStatus.UNKNOWN), "contact.status"),
        (talk("x", day(30), kind=ContactKind.UNKNOWN), "contact.nature"),
    ],
    ids=["status", "kind"],
)
def test_a_contact_that_may_be_the_fourth_leaves_it_open(
    fourth: Contact, path: str
) -> None:
    assert said(FEW, facts(FEW, END, contacts=(*THREE, fourth))) == [path]


def test_one_that_cannot_make_up_for_two_does_not() -> None:
    perhaps = talk("x", day(30), status=ContactStatus.UNKNOWN)
    given = facts(FEW, END, contacts=(*talks(2), perhaps))

    assert isinstance(said(FEW, given), list)
    assert said(FEW, given) != ["contact.status"]


@pytest.mark.parametrize("group", ["6.2", "6.3", "6.4", "6.5", "6.7", "6.8", "6.10"])
def test_it_is_asked_of_the_groups_that_the_law_names(group: str) -> None:
    given = facts(FEW, END, enrolment=enrolled(group))

    assert said(FEW, given) != "kept"


@pytest.mark.parametrize("group", ["6.1", "6.6", "6.11"])
def test_it_is_asked_of_no_other_group(group: str) -> None:
    assert said(FEW, facts(FEW, END, enrolment=enrolled(group))) == "kept"


@pytest.mark.parametrize(
    ("benefit", "expected"),
    [
        (BenefitKind.OTHER, UNSAID),
        (BenefitKind.UNKNOWN, UNSAID),
        (BenefitKind.NONE, "kept"),
    ],
)
def test_of_those_for_a_flexible_job_it_depends_on_a_benefit_the_core_has_no_kind_for(
    benefit: BenefitKind, expected: object
) -> None:
    given = facts(FEW, END, enrolment=enrolled("6.9", benefit=benefit))

    assert said(FEW, given) == expected


@pytest.mark.parametrize(
    "enrolment",
    [
        enrolled(None),
        enrolled("2.3", scheme="dk.lab-2"),
        enrolled("6.12"),
        enrolled(since=None),
    ],
    ids=["no group", "a group of before 2020", "not in the list", "no first day"],
)
def test_without_a_group_of_the_law_or_a_first_day_it_is_not_told(
    enrolment: Any,
) -> None:
    assert said(FEW, facts(FEW, END, enrolment=enrolment)) == UNSAID


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            facts(FEW, END, enrolment=enrolled(None), under=programme("NO")),
            "does_not_apply",
        ),
        (
            facts(FEW, END, enrolment=enrolled(None), under=programme(None)),
            ["programme.country"],
        ),
        (
            facts(FEW, END, enrolment=enrolled(None), known=False),
            ["enrolment.programme"],
        ),
    ],
    ids=["another country", "no country", "no programme"],
)
def test_the_law_of_another_country_is_not_asked(given: Any, expected: object) -> None:
    assert said(FEW, given) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (enrolled(since=day(60), start=day(60), row_id="f"), "kept"),
        (enrolled(since=None, start=day(60), row_id="f"), UNSAID),
        (enrolled(since=None, start=None, row_id="f"), UNSAID),
        (enrolled(since=day(60), start=None, row_id="f"), UNSAID),
    ],
    ids=["another benefit", "perhaps", "perhaps, and no start", "no start"],
)
def test_a_shift_of_benefit_begins_a_new_count(other: Any, expected: object) -> None:
    assert said(FEW, facts(FEW, END, others=(other,))) == expected


@pytest.mark.parametrize(
    "other",
    [
        enrolled(since=END, start=END, row_id="f"),
        enrolled(since=START, start=day(60), row_id="f"),
        enrolled(since=None, start=START, row_id="f"),
    ],
    ids=["after the six months", "the same benefit", "as old"],
)
def test_no_other_enrolment_does(other: Any) -> None:
    assert said(FEW, facts(FEW, END, others=(other,))) not in ("kept", UNSAID)


@pytest.mark.parametrize(
    ("left", "expected"), [(END - timedelta(days=2), True), (END, False)]
)
def test_who_left_within_the_six_months_is_not_counted_for(
    left: date, *, expected: bool
) -> None:
    given = facts(FEW, date(2024, 12, 1), enrolment=enrolled(left=left))

    assert (said(FEW, given) == "kept") is expected


@pytest.mark.parametrize(
    ("case", "path"),
    [
        ({"origin": without("enrolment.exit")}, "enrolment.exit"),
        ({"origin": without(known_from=day(1))}, "contact"),
        ({"enrolment": enrolled(start=day(1))}, "contact"),
        ({"enrolment": enrolled(start=None)}, "contact"),
    ],
    ids=["no exits", "a later log", "a later start", "no start"],
)
def test_what_the_case_cannot_show_is_no_finding(
    case: dict[str, Any], path: str
) -> None:
    assert said(FEW, facts(FEW, END, **case)) == [path]


def test_a_case_that_had_begun_shows_what_came_before_the_enrolment() -> None:
    given = facts(
        FEW, END, enrolment=enrolled(start=day(20)), period=Period(start=START)
    )

    assert said(FEW, given) not in ("kept", ["contact"])


def test_a_spell_from_before_the_text_that_was_read_is_let_be() -> None:
    early = ACT_2022 - timedelta(days=1)
    given = facts(FEW, END, enrolment=enrolled(since=early, start=early))

    assert said(FEW, given) == "kept"


@pytest.mark.parametrize("on", [ACT_2022 - timedelta(days=1), READ_UNTIL])
def test_it_says_nothing_on_days_of_which_the_law_was_not_read(on: date) -> None:
    assert said(FEW, facts(FEW, on)) == "does_not_apply"


# The first conversation

WEEK, TWO, SICK = FIRST_WITHIN_A_WEEK, FIRST_WITHIN_TWO_WEEKS, SICK_BENEFIT_FIRST
OF_AGE = enrolled("6.1", age=25)
ILL = enrolled("6.6")


@pytest.mark.parametrize(
    ("rule", "enrolment", "last"),
    [(WEEK, enrolled(), 7), (TWO, OF_AGE, 14), (SICK, ILL, 55)],
    ids=["a week", "two weeks", "eight weeks"],
)
def test_the_first_conversation_has_its_last_day(
    rule: Rule, enrolment: Any, last: int
) -> None:
    def at(on: int, *contacts: Contact) -> Any:
        return said(rule, facts(rule, day(on), enrolment=enrolment, contacts=contacts))

    broken = [{"since": START.isoformat(), "latest": day(last).isoformat()}]
    assert at(last) == "kept"
    assert at(last + 1) == broken
    assert at(last + 1, talk("k", day(last))) == "kept"
    assert at(last + 2, talk("k", day(last + 1))) == broken
    perhaps = talk("k", day(last), status=ContactStatus.UNKNOWN)
    assert at(last + 1, perhaps) == ["contact.status"]


@pytest.mark.parametrize("rule", [WEEK, TWO, SICK], ids=lambda rule: rule.id)
@pytest.mark.parametrize(
    ("enrolment", "expected"), [(enrolled("6.10"), "kept"), (enrolled(None), UNSAID)]
)
def test_of_another_group_nothing_is_asked_and_of_none_nothing_told(
    rule: Rule, enrolment: Any, expected: object
) -> None:
    assert said(rule, facts(rule, day(90), enrolment=enrolment)) == expected


@pytest.mark.parametrize(("before", "broken"), [(7, False), (8, True)])
def test_a_conversation_between_asking_and_the_benefit_counts(
    before: int, *, broken: bool
) -> None:
    given = facts(WEEK, day(90), contacts=(talk("k", day(-before)),))

    assert (said(WEEK, given) != "kept") is broken


def test_who_left_before_the_last_day_is_not_asked_about() -> None:
    given = facts(WEEK, day(90), enrolment=enrolled(left=day(6)))

    assert said(WEEK, given) == "kept"


@pytest.mark.parametrize(
    ("age", "start", "told"),
    [
        (None, START, False),
        (24, START, False),
        (25, START, True),
        (25, day(1), False),
        (26, day(365), True),
        (26, day(366), False),
        (30, None, False),
    ],
)
def test_of_whom_may_have_been_under_25_it_is_not_told(
    age: int | None, start: date | None, *, told: bool
) -> None:
    enrolment = enrolled("6.1", age=age, start=start)
    period = Period(start=START)
    given = facts(TWO, date(2024, 12, 31), enrolment=enrolment, period=period)

    assert (said(TWO, given) != UNSAID) is told


def test_a_figure_beyond_the_calendar_is_no_fault() -> None:
    given = facts(FEW, END)
    months = given.parameters["dk.talk.first-months"]
    many = attrs.evolve(months, value=12 * 9000)
    parameters = {**given.parameters, many.id: many}

    assert said(FEW, attrs.evolve(given, parameters=parameters)) == "kept"


TestTooFew = rule_suite(
    FEW,
    trips=(facts(FEW, END), facts(FEW, END, contacts=THREE)),
    keeps=(
        facts(FEW, END, contacts=FOUR),
        facts(FEW, END, others=(enrolled(since=day(9), start=day(9), row_id="f"),)),
    ),
)
TestFirstWithinAWeek = rule_suite(
    WEEK,
    trips=(facts(WEEK, day(8)),),
    keeps=(facts(WEEK, day(8), contacts=(talk("k", START),)),),
)
TestFirstWithinTwoWeeks = rule_suite(
    TWO,
    trips=(facts(TWO, day(15), enrolment=OF_AGE),),
    keeps=(facts(TWO, day(15), enrolment=OF_AGE, contacts=(talk("k", START),)),),
)
TestSickBenefitFirst = rule_suite(
    SICK,
    trips=(facts(SICK, day(56), enrolment=ILL),),
    keeps=(facts(SICK, day(56), enrolment=ILL, contacts=(talk("k", START),)),),
)
