"""What lies around an item, and must be readable with it."""

from __future__ import annotations

from datetime import date
from itertools import islice

import attrs
import pytest

from brukermedvirkning.domain.case import Case, in_order, row_kinds
from brukermedvirkning.domain.concepts import FollowUpStatus, ItemKind, Party
from brukermedvirkning.domain.enrolments import FollowUp
from brukermedvirkning.domain.plan import Comment
from brukermedvirkning.rules.access.deciding import surroundings, target_of
from brukermedvirkning.rules.access.questions import Resource


@pytest.mark.parametrize(
    ("kind", "row_id", "part", "around"),
    [
        ("goal", "goal", None, []),
        ("goal", "goal", "own", [("goal", "goal")]),
        (
            "contact",
            "shared",
            "read_mark",
            [("contact.note", "shared"), ("contact", "shared")],
        ),
        ("contact", None, "note", [("contact", None)]),
        ("stance", "stance", None, [("goal", "goal")]),
        ("stance", "stance", "rest", [("stance", "stance"), ("goal", "goal")]),
        ("comment", "about-assessment", None, [("assessment", "assessment")]),
        ("comment", None, None, []),
    ],
)
def test_what_lies_around_an_item_must_be_readable_too(
    case: Case,
    kind: str,
    row_id: str | None,
    part: str | None,
    around: list[tuple[str, str | None]],
) -> None:
    rows = {row.id: row for row in getattr(case, row_kinds()[kind])}
    row = None if row_id is None else rows[row_id]
    asked = Resource(case=case, kind=kind, row=row, part=part)

    assert [
        (one.target, one.row and one.row.id) for one in surroundings(asked)
    ] == around
    assert all(one.case is case for one in surroundings(asked))


def test_what_is_said_of_the_plan_and_of_a_stay_goes_with_them(case: Case) -> None:
    of_plan = attrs.evolve(case.stances[0], item_kind=ItemKind.PLAN, item="plan")
    of_stay = FollowUp(
        id="f",
        on=date(2026, 6, 1),
        enrolment="enrolment",
        status=FollowUpStatus.IN_WORK,
    )

    assert target_of(of_plan, case) == Resource(case=case, kind="plan", row=case.plan)
    assert target_of(of_stay, case) == Resource(
        case=case, kind="enrolment", row=case.enrolments[0]
    )
    assert target_of(case.complaints[0], case) is None


def test_what_is_said_of_an_item_that_is_not_there_is_said_of_its_kind(
    case: Case,
) -> None:
    stance = attrs.evolve(case.stances[0], item="gone")

    assert target_of(stance, case) == Resource(case=case, kind="goal")


@pytest.mark.parametrize(
    ("about", "around"),
    [
        ({"one": "two", "two": "one"}, ["two"]),
        ({"one": "two", "two": "three", "three": "two"}, ["two", "three"]),
    ],
)
def test_comments_about_each_other_lie_around_each_other_once(
    case: Case, about: dict[str, str], around: list[str]
) -> None:
    comments = {
        name: Comment(
            id=name,
            on=date(2026, 3, 2),
            item_kind=ItemKind.COMMENT,
            item=other,
            party=Party.PARTICIPANT,
            words="w",
        )
        for name, other in about.items()
    }
    case = attrs.evolve(case, comments=in_order((*case.comments, *comments.values())))
    asked = Resource(case=case, kind="comment", row=comments["one"])
    found = islice(surroundings(asked), 5)

    assert [one.row and one.row.id for one in found] == around
