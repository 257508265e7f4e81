"""A generator that is wrong in one way is caught by counting random definitions."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import case, contact, window
from brukermedvirkning.rules.expressions.surface import least
from brukermedvirkning.rules.generated import folds, loops, pieces, program, reckoning
from brukermedvirkning.rules.generated.engine import generated_tally
from brukermedvirkning.rules.generated.writer import Writer
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.scoring import Proportion
from brukermedvirkning.rules.indicators.tally import tally
from brukermedvirkning.testing.expressions import cases_to_count, windows

populations = st.lists(cases_to_count(), max_size=3)
ASKED = (
    case.contacts.where(contact.is_held).any(contact.form == "phone"),
    case.contacts.first(contact.on) < case.contacts.min(contact.planned_on),
    least(case.start, window.end) < case.contacts.last(contact.on),
)
DEFINITIONS = [
    Definition(
        id=f"made.up-{number}",
        question="What does this come to?",
        scoring=Proportion(numerator=numerator),
        duty_holder=DutyHolder.PROGRAMME,
        source="made up",
    )
    for number, numerator in enumerate(ASKED)
]


@settings(max_examples=200, phases=[Phase.generate], database=None, derandomize=True)
@given(populations, windows())
def law(cases, window):
    expected = tally(DEFINITIONS, cases, window)
    assert generated_tally(DEFINITIONS, cases, window) == expected


def unknown_is_no(patch):
    right = Writer.ask

    def ask(self, node, mode, here):
        if mode == "no":
            return pieces.negate(right(self, node, "yes", here))
        return right(self, node, mode, here)

    patch.setattr(Writer, "ask", ask)


def every_source_has_a_place(patch):
    patch.setattr(Writer, "place", lambda *_: pieces.TRUE)


def rows_in_error_count(patch):
    patch.setattr(loops, "_left_out", lambda *_: [])


def the_first_is_the_last(patch):
    patch.setattr(folds, "_FOLDS", {**folds._FOLDS, "first": folds._last})


def the_least_is_the_greatest(patch):
    changed = {**reckoning._PLAIN, "least": reckoning._greatest}
    patch.setattr(reckoning, "_PLAIN", changed)


def a_filter_keeps_all(patch):
    patch.setattr(loops, "when", lambda _, then, otherwise=(): [*then, *otherwise])


BROKEN = (
    unknown_is_no,
    every_source_has_a_place,
    rows_in_error_count,
    the_first_is_the_last,
    the_least_is_the_greatest,
    a_filter_keeps_all,
)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.__name__)
def test_it_is_caught(broken, monkeypatch):
    program.forget()
    broken(monkeypatch)

    with pytest.raises(AssertionError):
        law()
    program.forget()
