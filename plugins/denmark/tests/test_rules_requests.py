"""What a person asks for: a conversation, a placement that they found."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from national_facts import START, enrolled, facts, said, talk, without

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    ContactStatus,
    InterventionKind,
    InterventionStatus,
    Party,
    RequestAnswer,
    RequestKind,
)
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.requests import Request
from brukermedvirkning.rules.rule import Rule
from brukermedvirkning.testing.rule_suite import rule_suite
from brukermedvirkning_denmark.rules.law import ACT_2024
from brukermedvirkning_denmark.rules.requests import (
    SELF_FOUND_REFUSED,
    TALK_NOT_ON_REQUEST,
)

TALK, FOUND = TALK_NOT_ON_REQUEST, SELF_FOUND_REFUSED
UNSAID = ["enrolment.eligibility"]
LONG_AGO = date(2023, 9, 1)
SEASONED = enrolled(since=LONG_AGO, start=LONG_AGO)
"""Somebody whose first six months have passed."""
FORTNIGHT = START + timedelta(days=15)


def day(number: int) -> date:
    return START + timedelta(days=number)


def asked(on: date = START, **fields: Any) -> Request:
    values = {
        "nature": Coded(concept=RequestKind.CONTACT),
        "asked_by": Party.PARTICIPANT,
        **fields,
    }
    return Request(id="r", on=on, **values)


def about_talk(
    on: date = FORTNIGHT, *, request: Request | None = None, **case: Any
) -> Any:
    values = {"enrolment": SEASONED, "requests": (request or asked(),), **case}
    return facts(TALK, on, **values)


def test_a_conversation_that_was_asked_for_is_held_in_time() -> None:
    assert said(TALK, about_talk(day(14))) == "kept"
    assert said(TALK, about_talk(day(15))) == [{"reason": "not_held", "days": 14}]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"contacts": (talk("k", day(14)),)}, "kept"),
        ({"contacts": (talk("k", START),)}, "kept"),
        ({"contacts": (talk("k", day(15)),)}, [{"reason": "not_held", "days": 14}]),
        ({"contacts": (talk("k", day(-1)),)}, [{"reason": "not_held", "days": 14}]),
        (
            {"contacts": (talk("k", day(1), status=ContactStatus.UNKNOWN),)},
            ["contact.status"],
        ),
        (
            {"request": asked(answer=RequestAnswer.REFUSED)},
            [{"reason": "refused", "days": 14}],
        ),
        ({"request": asked(reached_on=day(14))}, "kept"),
        (
            {"request": asked(reached_on=day(15))},
            [{"reason": "not_held", "days": 14}],
        ),
        ({"request": asked(answer=RequestAnswer.WITHDRAWN)}, "kept"),
        ({"request": asked(answer=RequestAnswer.UNKNOWN)}, ["request.answer"]),
        ({"request": asked(asked_by=Party.EMPLOYER)}, "kept"),
        ({"request": asked(asked_by=Party.UNKNOWN)}, ["request.asked_by"]),
        ({"request": asked(nature=Coded(concept=RequestKind.MENTOR))}, "kept"),
        (
            {"request": asked(nature=Coded(concept=RequestKind.UNKNOWN))},
            ["request.nature"],
        ),
        ({"request": asked(ACT_2024 - timedelta(days=1))}, "kept"),
        ({"origin": without("request.answer")}, ["request.answer"]),
        ({"origin": without("request.reached_on")}, ["request.reached_on"]),
        ({"origin": without("enrolment.exit")}, ["enrolment.exit"]),
        ({"enrolment": enrolled(since=START)}, "kept"),
        ({"enrolment": enrolled(since=None)}, UNSAID),
        ({"enrolment": enrolled("6.1", since=LONG_AGO)}, "kept"),
        ({"enrolment": enrolled(since=LONG_AGO, left=day(13))}, "kept"),
        (
            {"enrolment": enrolled(since=LONG_AGO, left=day(14))},
            [{"reason": "not_held", "days": 14}],
        ),
        ({"enrolment": enrolled(since=LONG_AGO, start=day(1))}, "kept"),
        (
            {"others": (enrolled(since=day(-9), start=day(-9), row_id="f"),)},
            "kept",
        ),
        ({"others": (enrolled(since=None, start=day(-9), row_id="f"),)}, UNSAID),
    ],
    ids=[
        "on the last day",
        "on the day",
        "a day late",
        "before asking",
        "perhaps held",
        "refused",
        "reached",
        "reached late",
        "withdrawn",
        "perhaps withdrawn",
        "somebody else asked",
        "perhaps somebody else",
        "something else",
        "perhaps something else",
        "before the text that was read",
        "no answers",
        "no days of reaching",
        "no exits",
        "within the first six months",
        "no first day",
        "months counted in hours",
        "left before the last day",
        "left on the last day",
        "before the enrolment",
        "a new benefit",
        "perhaps a new benefit",
    ],
)
def test_what_meets_a_request_and_what_leaves_it_open(
    case: dict[str, Any], expected: object
) -> None:
    assert said(TALK, about_talk(**case)) == expected


# A placement that the person found


def placement(found: Answer = Answer.YES, **fields: Any) -> Intervention:
    return Intervention(
        id="i",
        period=Period(),
        measure=Coded(concept=InterventionKind.WORK_PLACEMENT),
        status=InterventionStatus.NEVER_STARTED,
        found_by_participant=found,
        **fields,
    )


REFUSED = asked(
    nature=Coded(concept=RequestKind.MEASURE),
    measure=Coded(concept=InterventionKind.WORK_PLACEMENT),
    answer=RequestAnswer.REFUSED,
    answered_on=day(3),
    intervention="i",
)


def about_placement(
    *, found: Intervention | None = None, enrolment: Any = None, **fields: Any
) -> Any:
    return facts(
        FOUND,
        day(9),
        enrolment=enrolment,
        requests=(attrs.evolve(REFUSED, **fields),),
        interventions=(found or placement(),),
    )


@pytest.mark.parametrize("group", ["6.1", "6.2", "6.3", "6.5"])
def test_a_placement_that_they_found_is_not_refused(group: str) -> None:
    assert said(FOUND, about_placement(enrolment=enrolled(group))) == [{}]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"enrolment": enrolled("6.4")}, UNSAID),
        ({"enrolment": enrolled("6.8")}, "kept"),
        ({"enrolment": enrolled(None)}, UNSAID),
        ({"enrolment": enrolled(start=day(1))}, "kept"),
        ({"enrolment": enrolled(start=None)}, ["enrolment.start"]),
        ({"found": placement(Answer.NO)}, "kept"),
        ({"found": placement(Answer.PARTLY)}, "kept"),
        (
            {"found": placement(Answer.UNKNOWN)},
            ["intervention.found_by_participant"],
        ),
        ({"found": placement(registered_in_error=True)}, ["request.intervention"]),
        ({"intervention": None}, ["request.intervention"]),
        ({"answer": RequestAnswer.GRANTED}, "kept"),
        ({"answer": RequestAnswer.UNKNOWN}, ["request.answer"]),
        ({"asked_by": Party.SERVICE}, "kept"),
        ({"asked_by": Party.UNKNOWN}, ["request.asked_by"]),
        ({"measure": Coded(concept=InterventionKind.EDUCATION)}, "kept"),
        ({"measure": Coded(concept=InterventionKind.UNKNOWN)}, ["request.measure"]),
        ({"nature": Coded(concept=RequestKind.MENTOR)}, "kept"),
        ({"nature": Coded(concept=RequestKind.UNKNOWN)}, ["request.nature"]),
        ({"on": ACT_2024 - timedelta(days=1)}, "kept"),
        ({"answered_on": day(10)}, "kept"),
    ],
    ids=[
        "perhaps plainly ready for education",
        "another group",
        "no group",
        "before the enrolment",
        "no start",
        "found by others",
        "found by others too",
        "perhaps found by others",
        "the placement in error",
        "no placement",
        "granted",
        "perhaps refused",
        "asked by others",
        "perhaps asked by others",
        "another measure",
        "perhaps another measure",
        "another thing",
        "perhaps another thing",
        "before the text that was read",
        "refused after the judged day",
    ],
)
def test_what_is_no_refusal_of_a_found_placement_or_not_known_to_be(
    case: dict[str, Any], expected: object
) -> None:
    assert said(FOUND, about_placement(**case)) == expected


@pytest.mark.parametrize("rule", [TALK, FOUND], ids=lambda rule: rule.id)
def test_without_a_group_nothing_is_told(rule: Rule) -> None:
    assert said(rule, facts(rule, day(9), enrolment=enrolled(None))) == UNSAID


TestTalkNotOnRequest = rule_suite(
    TALK,
    trips=(about_talk(), about_talk(request=asked(answer=RequestAnswer.REFUSED))),
    keeps=(
        about_talk(contacts=(talk("k", day(14)),)),
        about_talk(request=asked(reached_on=day(14))),
    ),
)
TestSelfFoundRefused = rule_suite(
    FOUND,
    trips=(about_placement(),),
    keeps=(about_placement(found=placement(Answer.NO)),),
)
