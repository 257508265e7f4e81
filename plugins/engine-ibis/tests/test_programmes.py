"""A list of programmes, an empty one too, is a parameter for DuckDB as for Python."""

from __future__ import annotations

from datetime import date

import pytest

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.tally import tally
from brukermedvirkning_engine_ibis.duck import DuckDB

MENTOR = next(one for one in BUILT_IN if one.id == "mentor.offered")
CASES = [
    Case(
        id=programme,
        participant=Participant(id=programme),
        enrolments=(Enrolment(id="e", programme=programme, start=date(2026, 1, 1)),),
    )
    for programme in ("p", "q")
]


@pytest.mark.parametrize(
    ("programmes", "asked"), [((), 0), (("p",), 1), (("p", "q"), 2), (("*",), 2)]
)
def test_the_programmes_that_are_asked_are_a_parameter(programmes, asked) -> None:
    given = {MENTOR.id: {"programmes": programmes}}
    window = Window.everything(date(2026, 12, 31))
    found = DuckDB().tally([MENTOR], CASES, window, given)

    assert found == tally([MENTOR], CASES, window, given)
    assert asked == sum(n for key, n in found.items() if key.label == "negative")
