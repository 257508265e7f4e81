"""Written definitions: what is easily generated wrongly, one by one."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import (
    Bindings,
    Window,
    contains,
    days_within,
    evaluate,
    greatest,
    least,
)
from brukermedvirkning.rules.expressions.roots import (
    carried,
    case,
    contact,
    enrolment,
    goal,
    intervention,
    window,
)
from brukermedvirkning.rules.generated.checking import check_of
from brukermedvirkning.rules.generated.engine import generated_tally
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.scoring import Proportion
from brukermedvirkning.rules.indicators.tally import tally
from brukermedvirkning.testing.expressions import cases_to_count, windows

populations = st.lists(cases_to_count(), max_size=4)
WINDOWS = (
    Window(start=date(2020, 1, 1), end=date(2021, 1, 1), as_of=date(2020, 12, 1)),
    Window(start=date(2020, 2, 26), end=date(2020, 3, 2), as_of=date(2020, 2, 28)),
    Window(start=date(2020, 3, 1), end=date(2020, 3, 1), as_of=date(2020, 2, 25)),
)


def same(wanted, cases, window, **how):
    __tracebackhide__ = True
    assert tally(wanted, cases, window, **how) == generated_tally(
        wanted, cases, window, **how
    )


def one(name="made.up", **parts):
    return Definition(
        id=name,
        question="What does this come to?",
        duty_holder=DutyHolder.PROGRAMME,
        source="made up",
        **parts,
    )


_LATE = case.contacts.where(contact.on >= case.goals.min(goal.on))
WRITTEN = {
    "a fold in a fold": case.enrolments.any(
        contains(enrolment.period, case.contacts.max(contact.on))
    ),
    "a fold in the filter of a fold": _LATE.count() > 0,
    "a fold asked one way beside another": (
        case.enrolments.where(case.goals.all(goal.on < window.end)).count() > 0
    )
    & (case.goals.count() > 1),
    "a fold in a fold in a fold": case.interventions.all(
        days_within(
            intervention.period,
            window.start,
            _LATE.where(contact.is_held).min(contact.on),
        )
        > 2
    ),
    "folds of every sort": (
        case.contacts.sum(contact.messages)
        + case.contacts.distinct(contact.on)
        + case.contacts.where(contact.is_held).longest_gap(window.start, window.as_of)
        + case.interventions.peak_load(intervention.period, 2)
        + case.enrolments.covered_days(
            enrolment.period, since=window.start, until=window.end
        )
    )
    > 9,
    "the first and the last": case.contacts.first(contact.planned_on)
    < case.contacts.last(contact.on),
    "the first of a test": case.contacts.first(contact.is_held)
    & ~case.contacts.last(contact.is_held),
    "the first of a sure test": case.contacts.first(carried("goal") | False),
    "numbers and days beside several": case.contacts.any(
        contact.messages.in_(1, 2) | contact.on.in_(date(2020, 3, 1))
    ),
    "codes of rows": (case.contacts.last(contact.form) == "phone")
    | case.contacts.first(contact.form).in_("mail", "phone"),
    "a code beside another": case.contacts.any(contact.form == contact.form_wished),
    "a code with a default": case.contacts.any(contact.form.or_else("mail") != "mail"),
    "what a source carries": carried("contact.form") | ~carried("plan"),
    "a tuple": case.goals.any(goal.proposed_by.has("participant"))
    | (case.goals.sum(goal.proposed_by.size) > 1),
    "how many entries": case.goals.any(goal.proposed_by.size > 1)
    & case.goals.all((goal.proposed_by.size + 1).is_known),
    "how many entries, at least": case.goals.any(goal.proposed_by.size.or_else(3) > 2),
    "an entry of a tuple": case.contacts.any(contact.initiative.in_("service")),
    "records that may be missing": case.enrolments.any(
        enrolment.exit.category.recorded == "unknown"
    )
    | case.enrolments.any(enrolment.exit.category.code.scheme.is_known),
    "a code that has one of its own": case.contacts.any(
        contact.form.code.scheme.is_known
    ),
    "a sure field": ~case.registered_in_error
    & case.contacts.any(contact.is_held & ~contact.registered_in_error),
    "a sure field that is so": case.registered_in_error,
    "a day that is always there": case.contacts.any(contact.on.is_known)
    & ~case.contacts.any(contact.on.is_unknown),
    "known or not": case.contacts.all(contact.messages.is_known)
    & case.contacts.any(contact.form.recorded.is_unknown | contact.note.is_unknown),
    "whether a test is known": case.contacts.any(contact.is_held.is_known)
    & case.contacts.any(contact.is_held).is_known
    & carried("contact").is_known,
    "a test or its contrary": case.contacts.all(contact.is_held | ~contact.is_held)
    & ~case.contacts.any(~contact.is_held & contact.is_held),
    "one contrary to a comparison": ~(
        (case.contacts.count() > 1) | ~(case.contacts.count() > 1)
    ),
    "days outside the calendar": (window.end + 9_999_999).is_unknown
    & (window.start - 3 < window.end),
    "numbers": -case.contacts.count() - 2 + case.goals.count() < 0,
    "defaults": case.contacts.max(contact.on).or_else(window.start) > window.start,
    "a default that is never asked": window.start.or_else(window.end) < window.end,
    "a default of a test": case.contacts.any(contact.is_held).or_else(False),
    "a default of a sure test": carried("contact").or_else(False),
    "least and greatest": least(case.contacts.min(contact.on), window.end)
    < greatest(case.contacts.max(contact.planned_on), window.start),
    "plainly true": case.contacts.any(carried("contact") | True)
    & case.goals.where(carried("goal") | True).all(carried("goal")),
    "never so": case.contacts.where(contact.is_held & False).any(contact.is_held),
    "the case's own period": contains(case.period, window.start),
    "a member of no list": ~case.contacts.any(
        contact.nature.in_("conversation", "other")
    ),
}


def written(tests, also=None, **parts):
    """A definition for each of the tests; `also` lets more rows into the denominator."""
    return [
        one(
            name=f"{parts.get('counts', 'case')}.number-{number}",
            scoring=Proportion(
                numerator=test, denominator=True if also is None else test | also
            ),
            **parts,
        )
        for number, test in enumerate(tests.values())
    ]


WRITTEN_ONES = written(WRITTEN, groupings=("case.unit",))


# All at once: to draw the cases costs more than to count them.
@given(populations, windows(), st.sampled_from(WRITTEN_ONES))
def test_written_tests_of_cases(cases, window, alone):
    same(WRITTEN_ONES, cases, window)
    same([alone], cases, window, by=["case.unit"])


OF_ROWS = {
    "rows of another kind": contact.is_held
    & case.enrolments.any(contains(enrolment.period, contact.on)),
    "any or all of them": case.enrolments.all(enrolment.start < contact.on)
    | case.goals.any(goal.on == contact.on),
    "the rows before a row": case.goals.where(
        (goal.on <= contact.on) & (goal.on >= window.start)
    ).count()
    > 1,
    "gaps up to a row": case.goals.longest_gap(case.start, contact.on) > 3,
    "a fold inside one of a row": case.enrolments.where(
        case.goals.any(goal.on == contact.on)
    ).any(enrolment.start < contact.on),
    "a fold beside a fold of the case": case.enrolments.any(
        (enrolment.start <= contact.on) & (enrolment.start > case.goals.min(goal.on))
    ),
    "whether one is known": case.enrolments.any(enrolment.start < contact.on).is_known,
    "nothing of the rows": case.enrolments.where(contact.is_held).count() > 0,
    "the value of a test": case.enrolments.last(enrolment.start < contact.on)
    & ~case.enrolments.first(
        case.goals.any(goal.on == contact.on).or_else(contact.is_held)
    ),
    "a sure test of rows": case.enrolments.any(
        carried("goal") & (contact.on > window.start)
    )
    | case.enrolments.all(contact.on > window.start),
}


ONES_OF_ROWS = written(
    OF_ROWS,
    also=contact.is_held,
    counts="contact",
    when=contact.on,
    groupings=("contact.form",),
)


@given(populations, windows(), st.sampled_from(ONES_OF_ROWS))
def test_written_tests_of_rows(cases, window, alone):
    same(ONES_OF_ROWS, cases, window)
    same([alone], cases, window, by=["contact.form"])


# On the same cases each time

ALL = [*WRITTEN_ONES, *ONES_OF_ROWS]
_INTERPRETED = {}


def interpreted(cases, asked, split):
    """What the interpreter counts: it is asked once, however often the tests run."""
    key = (asked.id, split)
    if key not in _INTERPRETED:
        by = asked.groupings if split else ()
        _INTERPRETED[key] = [tally([asked], cases, each, by=by) for each in WINDOWS]
    return _INTERPRETED[key]


@pytest.mark.parametrize("split", [False, True], ids=["whole", "split"])
@pytest.mark.parametrize("asked", ALL, ids=[*WRITTEN, *OF_ROWS])
def test_each_alone_on_the_same_cases(the_same_cases, asked, split):
    by = asked.groupings if split else ()

    assert interpreted(the_same_cases, asked, split) == [
        generated_tally([asked], the_same_cases, each, by=by) for each in WINDOWS
    ]


@pytest.mark.parametrize("ones", [WRITTEN_ONES, ONES_OF_ROWS], ids=["cases", "rows"])
def test_all_together_on_the_same_cases(the_same_cases, ones):
    alone = [interpreted(the_same_cases, one, split=False)[0] for one in ones]

    assert generated_tally(ones, the_same_cases, WINDOWS[0]) == sum(alone, Counter())


_EVALUATED = {}


def evaluated(cases, words, check):
    """What the interpreter says of each case, and of each fact."""
    if words not in _EVALUATED:
        nodes = (WRITTEN[words].node_, *check.facts)
        _EVALUATED[words] = [
            tuple(evaluate(node, Bindings(each, window)) for node in nodes)
            for each in cases
            for window in WINDOWS
        ]
    return _EVALUATED[words]


@pytest.mark.parametrize("words", WRITTEN)
def test_each_as_a_check_of_the_same_cases(the_same_cases, words):
    check = check_of(WRITTEN[words])
    asked = [(each, window) for each in the_same_cases for window in WINDOWS]
    said = [check.ask_with_facts(*one) for one in asked]
    expected = evaluated(the_same_cases, words, check)

    assert [(answer, *facts) for answer, facts in said] == expected
    assert [check.ask(*one) for one in asked] == [answer for answer, *_ in expected]
