"""Folds, as the generated function reads: each collection is gone through once."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest

from brukermedvirkning.rules.expressions.roots import (
    case,
    contact,
    enrolment,
    goal,
    window,
)
from brukermedvirkning.rules.generated.checking import check_of

BODIES = {
    "any that may be unknown": (
        case.contacts.any(contact.is_held),
        "case",
        """
        any_of_contacts = False
        unknown_of_contacts = False
        for contact in case.contacts:
            if contact.registered_in_error:
                continue
            contact_is_held = contact.is_held
            if contact_is_held is True:
                any_of_contacts = True
                break
            elif contact_is_held is not False:
                unknown_of_contacts = True
        """,
    ),
    "any that is known": (
        case.contacts.any(contact.on < window.end).or_else(False),
        "case",
        """
        window_end = window.end
        any_of_contacts = False
        for contact in case.contacts:
            if contact.registered_in_error:
                continue
            contact_on = contact.on
            if contact_on < window_end:
                any_of_contacts = True
                break
        """,
    ),
    "all beside another": (
        case.contacts.all(contact.is_held) & (case.contacts.count() > 1),
        "case",
        """
        not_all_of_contacts = False
        unknown_of_contacts = False
        count_of_contacts = 0
        for contact in case.contacts:
            if contact.registered_in_error:
                continue
            contact_is_held = contact.is_held
            if not not_all_of_contacts:
                if contact_is_held is False:
                    not_all_of_contacts = True
                elif contact_is_held is not True:
                    unknown_of_contacts = True
            count_of_contacts += 1
        """,
    ),
    "any that is never so": (
        case.contacts.any(contact.is_held & ~contact.is_held),
        "case",
        """
        unknown_of_contacts = False
        for contact in case.contacts:
            if contact.registered_in_error:
                continue
            if contact.is_held is None:
                unknown_of_contacts = True
        """,
    ),
    "all that are asked one way": (
        case.enrolments.where(case.goals.all(goal.on < window.end)).count() > 0,
        "case",
        """
        window_end = window.end
        enrolments_gathered = []
        for enrolment in case.enrolments:
            if enrolment.registered_in_error:
                continue
            enrolments_gathered.append(())
        all_of_goals = True
        for goal in case.goals:
            if goal.registered_in_error:
                continue
            if not ((on := goal.on) is not None and on < window_end):
                all_of_goals = False
                break
        all_of_goals_2 = has_goal and all_of_goals
        count_of_enrolments = 0
        for _ in enrolments_gathered:
            if all_of_goals_2:
                count_of_enrolments += 1
        """,
    ),
    "all that are asked one way beside another": (
        (case.enrolments.where(case.goals.all(goal.on < window.end)).count() > 0)
        & (case.goals.count() > 1),
        "case",
        """
        window_end = window.end
        enrolments_gathered = []
        for enrolment in case.enrolments:
            if enrolment.registered_in_error:
                continue
            enrolments_gathered.append(())
        all_of_goals = True
        count_of_goals = 0
        for goal in case.goals:
            if goal.registered_in_error:
                continue
            if all_of_goals and not ((on := goal.on) is not None and on < window_end):
                all_of_goals = False
            count_of_goals += 1
        """,
    ),
    "any inside a row, asked both ways": (
        case.goals.any(goal.on < contact.on),
        "contact",
        """
        goals_gathered = []
        for goal in case.goals:
            if goal.registered_in_error:
                continue
            goals_gathered.append(goal.on)
        contact_on = row.on
        any_of_goals = False
        for its_on in goals_gathered:
            if its_on is not None and its_on < contact_on:
                any_of_goals = True
                break
        if has_goal and any_of_goals:
            return True
        not_any_of_goals = True
        for its_on_2 in goals_gathered:
            if not (its_on_2 is not None and its_on_2 >= contact_on):
                not_any_of_goals = False
                break
        """,
    ),
    "rows last, and only where the rest leaves it open": (
        case.goals.any(goal.on < contact.on) & contact.is_held,
        "contact",
        """
        goals_gathered = []
        for goal in case.goals:
            if goal.registered_in_error:
                continue
            goals_gathered.append(goal.on)
        contact_is_held = row.is_held
        holds = contact_is_held is True
        if holds:
            contact_on = row.on
            any_of_goals = False
            for its_on in goals_gathered:
                if its_on is not None and its_on < contact_on:
                    any_of_goals = True
                    break
            holds = has_goal and any_of_goals
        if holds:
            return True
        holds_2 = contact_is_held is False
        """,
    ),
    "rows again only where the first leave it open": (
        case.goals.any(goal.on < contact.on)
        & case.enrolments.any(enrolment.start < contact.on),
        "contact",
        """
        enrolments_gathered = []
        for enrolment in case.enrolments:
            if enrolment.registered_in_error:
                continue
            enrolments_gathered.append(enrolment.start)
        goals_gathered = []
        for goal in case.goals:
            if goal.registered_in_error:
                continue
            goals_gathered.append(goal.on)
        contact_on = row.on
        any_of_goals = False
        for its_on in goals_gathered:
            if its_on is not None and its_on < contact_on:
                any_of_goals = True
                break
        holds = has_goal and any_of_goals
        if holds:
            any_of_enrolments = False
            for its_start in enrolments_gathered:
                if its_start is not None and its_start < contact_on:
                    any_of_enrolments = True
                    break
            holds = has_enrolment and any_of_enrolments
        """,
    ),
    "a test of each gathered row": (
        case.goals.any((goal.on > window.start) & (goal.on < contact.on)).is_known,
        "contact",
        """
        window_start = window.start
        goals_gathered = []
        for goal in case.goals:
            if goal.registered_in_error:
                continue
            goal_on = goal.on
            goals_gathered.append(
                (
                    goal_on is not None and goal_on > window_start,
                    goal_on,
                    goal_on is not None and goal_on <= window_start,
                )
            )
        contact_on = row.on
        any_of_goals = False
        for its_yes, its_on, its_no in goals_gathered:
            if its_yes and its_on is not None and its_on < contact_on:
                any_of_goals = True
                break
        holds = has_goal and any_of_goals
        """,
    ),
    "folds with one filter": (
        (case.contacts.where(contact.is_held).count() > 1)
        & (case.contacts.where(contact.is_held).last(contact.on) < window.end),
        "case",
        """
        window_end = window.end
        count_of_contacts = 0
        last_of_contacts = None
        for contact in case.contacts:
            if contact.registered_in_error:
                continue
            contact_is_held = contact.is_held is True
            if contact_is_held:
                count_of_contacts += 1
                last_of_contacts = contact.on
        """,
    ),
    "a filter that a row decides in part": (
        case.goals.where((goal.on <= contact.on) & (goal.on >= window.start)).count()
        > 1,
        "contact",
        """
        window_start = window.start
        goals_gathered = []
        for goal in case.goals:
            if goal.registered_in_error:
                continue
            goal_on = goal.on
            if goal_on is not None and goal_on >= window_start:
                goals_gathered.append(goal_on)
        contact_on = row.on
        count_of_goals = 0
        for its_on in goals_gathered:
            if its_on is not None and its_on <= contact_on:
                count_of_goals += 1
        """,
    ),
    "rows that name an enrolment": (
        case.introductions.count() > 1,
        "case",
        """
        wrong = wrong_of(case)
        count_of_introductions = 0
        for introduction in case.introductions:
            if (
                introduction.registered_in_error
                or wrong and introduction.enrolment in wrong
            ):
                continue
            count_of_introductions += 1
        """,
    ),
}
"""What is done before the answer, but for the places that a source has."""


@pytest.mark.parametrize(("expression", "counts", "body"), BODIES.values(), ids=BODIES)
def test_rows_are_gone_through_once(expression, counts, body):
    (ask, _) = ast.parse(check_of(expression, counts=counts).source).body
    expected = ast.parse(dedent(body)).body
    found = [one for one in ask.body if not tells_of_places(one)][: len(expected)]

    assert list(map(ast.unparse, found)) == list(map(ast.unparse, expected))


def tells_of_places(statement):
    return ast.unparse(statement).startswith(("carries = ", "has_"))
