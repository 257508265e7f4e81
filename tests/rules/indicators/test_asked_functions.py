"""Which functions are meant, and what is said to be left out."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.indicators.asked import Asked, asked_windows
from brukermedvirkning.rules.indicators.asked_functions import (
    BY_SCALES,
    Functions,
    functions_meant,
    lacking,
    left_out,
)
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.by_function import (
    FunctionIndicator,
    of_definition,
)
from brukermedvirkning.rules.indicators.organisations import ORGANISATION_INDICATORS
from brukermedvirkning.rules.indicators.responsibilities import (
    RESPONSIBILITY_INDICATORS,
)
from brukermedvirkning.rules.indicators.stay_limits import NotOffered

CASELOAD, SURVEYS = "caseload", "survey.experience"
KNOWN = (CASELOAD, *BY_SCALES, "peer-worker.arena", SURVEYS)
HERE = {"only": False, "lack": {}, "in_the_way": ()}
DAYS, SCALED = {CASELOAD: "--from"}, dict.fromkeys(BY_SCALES, "--scales")


@pytest.mark.parametrize(
    ("lacks", "found"),
    [
        ({"first": None, "scales": None}, {}),
        ({"first": "--from", "scales": None}, DAYS),
        ({"first": None, "scales": "--scales"}, SCALED),
        ({"first": "--from", "scales": "--scales"}, DAYS | SCALED),
    ],
)
def test_a_caseload_lacks_a_day_and_progression_its_scales(lacks, found) -> None:
    assert found == lacking(**lacks)


@pytest.mark.parametrize(
    ("ids", "how", "found"),
    [
        ((), {}, Functions(asked=(*BY_SCALES, SURVEYS))),
        ((), {"lack": SCALED}, Functions(asked=(SURVEYS,))),
        (
            (),
            {"in_the_way": ["by"]},
            Functions(asked=(), left_out=KNOWN[1:5] + KNOWN[6:]),
        ),
        (
            (),
            {"in_the_way": ["by"], "lack": SCALED},
            Functions(asked=(), left_out=(SURVEYS,)),
        ),
        ((), {"only": True}, Functions(asked=())),
        ((), {"only": True, "in_the_way": ["by"]}, Functions(asked=())),
        (("plan.exists",), {}, Functions(asked=())),
        (("plan.exists",), {"in_the_way": ["by"]}, Functions(asked=())),
        ((SURVEYS, CASELOAD), {"lack": SCALED}, Functions(asked=(CASELOAD, SURVEYS))),
        ((SURVEYS,), {"only": True}, Functions(asked=(SURVEYS,))),
    ],
)
def test_those_named_are_meant_and_unasked_what_costs_little(ids, how, found) -> None:
    assert found == functions_meant(KNOWN, ids, **(HERE | how))


@pytest.mark.parametrize(
    ("ids", "how", "found"),
    [
        ((), {}, Functions(asked=(CASELOAD, SURVEYS))),
        ((), {"lack": DAYS}, Functions(asked=(SURVEYS,), left_out=(CASELOAD,))),
        ((), {"in_the_way": ["by"]}, Functions(asked=(), left_out=(CASELOAD, SURVEYS))),
        (("plan.exists",), {}, Functions(asked=(CASELOAD, SURVEYS))),
        (
            (SURVEYS, BY_SCALES[0]),
            {"lack": DAYS},
            Functions(asked=(BY_SCALES[0], SURVEYS), left_out=(CASELOAD,)),
        ),
    ],
)
def test_of_a_group_what_cannot_be_measured_is_left_out(ids, how, found) -> None:
    group = ("goal.stance", SURVEYS, CASELOAD)

    assert found == functions_meant(
        KNOWN, ids, group=group, **(HERE | {"only": True} | how)
    )


def test_where_nothing_measures_it_nothing_is_meant() -> None:
    assert Functions(asked=()) == functions_meant((), (SURVEYS,), **HERE)


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        (
            {"in_the_way": ["--by", "--tables"]},
            "caseload, survey.experience is measured without --by",
        ),
        ({"lack": DAYS}, "caseload needs --from"),
    ],
)
def test_what_is_named_and_cannot_be_measured_so_is_refused(how, fault) -> None:
    with pytest.raises(DefinitionError) as caught:
        functions_meant(KNOWN, (SURVEYS, CASELOAD), **(HERE | how))

    assert fault == str(caught.value)


def test_what_is_left_out_is_named_where_there_is_something_to_ask() -> None:
    of_cases, other = [one for one in BUILT_IN if not one.printed_with][:2]
    of_organisations = ORGANISATION_INDICATORS[0]
    meant = (of_cases, of_organisations, other)
    asked = Asked(definitions=(other,), windows=asked_windows(date(2026, 6, 30)))
    nothing, surveys = Functions(asked=()), Functions(asked=(), left_out=(SURVEYS,))

    assert (of_cases.id,) == left_out(meant, asked, nothing, beside=False)
    assert (of_cases.id, of_organisations.id, SURVEYS) == left_out(
        meant, asked, surveys, beside=True
    )


@pytest.mark.parametrize(
    ("programme", "named"), [("vta", ()), (None, (0,)), ("other", (0,))]
)
def test_what_is_not_offered_for_the_one_programme_is_not_named_twice(
    programme, named
) -> None:
    left, other = [one for one in BUILT_IN if not one.printed_with][:2]
    asked = Asked(
        definitions=(other,),
        windows=asked_windows(date(2026, 6, 30)),
        programme=programme,
        not_offered=(NotOffered(indicator=left.id, programmes=("vta",)),),
    )

    assert tuple((left.id,)[place] for place in named) == left_out(
        (left, other), asked, Functions(asked=()), beside=False
    )


def test_of_a_definition_the_same_is_said_with_what_its_rows_need() -> None:
    complete = RESPONSIBILITY_INDICATORS[0]
    later = attrs.evolve(
        complete, version=2, companion="plan.exists", schema=complete.schema
    )
    needed = {
        "followed_plan": ("plan", "enrolment"),
        "followed_plan.goals": ("plan", "goal"),
        "followed_plan.levels": ("team_member",),
    }

    assert of_definition(later, needed) == FunctionIndicator(
        id="responsibility.complete",
        version=2,
        question=complete.question,
        counts="followed_plan",
        direction=complete.direction,
        duty_holder=complete.duty_holder,
        companion="plan.exists",
        needs=("enrolment", "goal", "plan", "team_member"),
        source=complete.source,
    )
