"""Every year of a stay, working days, waiting that nobody wrote down, and a discharge."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.finish import measure

sys.path.append(str(Path(__file__).parents[3] / "tools"))

from indicator_examples.making import YEAR, a_case

BY_ID = {one.id: one for one in BUILT_IN}
THREE = Window(start=date(2024, 1, 1), end=date(2027, 1, 1), as_of=date(2026, 12, 31))
STAYS = {"enrolments": [{"programme": "p", "start": "2023-03-01"}]}
"""Three years of 365 days end in the three: on 29 February 2024, 2025 and 2026, less."""


def the_only(indicator, *rows, window=YEAR):
    cases = [a_case(number, one) for number, one in enumerate(rows, 1)]
    (one,) = measure([BY_ID[indicator]], cases, window)
    return one


def parts(indicator, rows, window=THREE):
    one = the_only(indicator, rows, window=window)
    return one.numerator, one.negative, one.not_recorded, one.not_mature


def invited(*days):
    return STAYS | {"invitations": [{"on": on, "wave": "w"} for on in days]}


EACH = ("2023-05-01", "2024-05-01", "2025-05-01")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (EACH, (1, 0, 0, 0)),
        (EACH[1:], (0, 1, 0, 0)),
        ((*EACH[:2], "2024-06-01", "2024-07-01"), (0, 1, 0, 0)),
        ((*EACH[:2], "2026-05-01"), (0, 1, 0, 0)),
        ((), (0, 1, 0, 0)),
        (("2023-03-01", "2024-02-29", "2025-02-28"), (1, 0, 0, 0)),
        (("2024-02-28", "2025-02-27", "2026-02-27"), (1, 0, 0, 0)),
        (("2024-02-28", "2025-02-27", "2026-02-28"), (0, 1, 0, 0)),
    ],
)
def test_a_survey_is_offered_in_each_year_that_ends_in_the_period(days, expected):
    assert expected == parts("survey.offered.yearly", invited(*days))


def test_of_one_year_that_ends_in_the_period_that_year_is_asked_about():
    assert (1, 0, 0, 0) == parts("survey.offered.yearly", invited(EACH[2]), YEAR)
    assert (0, 1, 0, 0) == parts("survey.offered.yearly", invited("2026-05-01"), YEAR)


def test_a_year_that_ends_on_the_last_day_is_over_and_one_later_is_not():
    begun = {"enrolments": [{"programme": "p", "start": "2026-01-01"}]}
    later = {"enrolments": [{"programme": "p", "start": "2026-01-02"}]}
    left = {"on": "2026-12-31", "category": "moved"}
    gone = {"enrolments": [{"programme": "p", "start": "2026-01-01", "exit": left}]}

    assert (0, 1, 0, 0) == parts("survey.offered.yearly", begun, YEAR)
    assert (0, 0, 0, 1) == parts("survey.offered.yearly", later, YEAR)
    assert (0, 1, 0, 0) == parts("survey.offered.yearly", gone, YEAR)


def talks(offered, held):
    return STAYS | {
        "offers": [{"on": on, "nature": "development_talk"} for on in offered],
        "contacts": [
            {"on": on, "nature": "development_talk", "status": "held"} for on in held
        ],
    }


@pytest.mark.parametrize(
    ("offered", "held", "expected"),
    [
        (EACH, (), (1, 0, 0, 0)),
        ((), EACH, (1, 0, 0, 0)),
        (EACH[:1], EACH[1:], (0, 0, 1, 0)),
        (EACH[:1], EACH[:2], (0, 0, 1, 0)),
        (EACH[:1], EACH[:1], (0, 1, 0, 0)),
        ((), (), (0, 1, 0, 0)),
    ],
)
def test_a_talk_is_offered_or_held_in_each_year(offered, held, expected):
    assert expected == parts("talk.offered", talks(offered, held))


@pytest.mark.parametrize(("offered", "held"), [(EACH[2:], ()), ((), EACH[2:])])
def test_in_one_year_an_offer_is_as_good_as_a_talk(offered, held):
    assert (1, 0, 0, 0) == parts("talk.offered", talks(offered, held), YEAR)
    assert (len(held), len(offered), 0, 0) == parts(
        "talk.offered.held", talks(offered, held), YEAR
    )


FRIDAY = {"asked_by": "participant", "nature": "contact", "on": "2026-11-20"}


@pytest.mark.parametrize(
    ("reached", "expected"),
    [("11-25", (1, 0, 0, 0)), ("11-26", (0, 1, 0, 0)), (None, (0, 1, 0, 0))],
)
def test_who_asks_on_a_friday_is_reached_by_wednesday(reached, expected):
    asked = FRIDAY | {"reached_on": reached}

    assert expected == parts("request.reached", {"requests": [asked]}, YEAR)


@pytest.mark.parametrize(("as_of", "young"), [(24, 1), (25, 0)])
def test_a_request_is_old_enough_after_the_working_days(as_of, young):
    window = attrs.evolve(YEAR, as_of=date(2026, 11, as_of))

    assert (
        young
        == the_only("request.reached", {"requests": [FRIDAY]}, window=window).not_mature
    )


WISH = {"asked_by": "participant", "nature": "measure", "on": "03-01"}
GRANTED = WISH | {"answer": "granted"}


@pytest.mark.parametrize("indicator", ["intervention.waiting-days", "waiting.now"])
@pytest.mark.parametrize(
    ("request_", "unplaced"),
    [
        (GRANTED, 1),
        (WISH | {"answer": "granted_in_part"}, 1),
        (WISH | {"answer": "refused"}, 0),
        (WISH | {"nature": "contact", "answer": "granted"}, 0),
        (GRANTED | {"waiting": {"since": "03-05"}}, 0),
    ],
)
def test_what_was_granted_without_a_word_of_waiting_is_unplaced(
    indicator, request_, unplaced
):
    assert unplaced == the_only(indicator, {"requests": [request_]}).unplaced


COORDINATED = {
    "team": [{"role": "coordinating_caseworker", "period": "01-10/"}],
}
LATER = attrs.evolve(YEAR, as_of=date(2027, 12, 31))


def left(decided_by, on="06-30", **more):
    gone = {"on": on, "category": "moved", "decided_by": decided_by}
    return {"enrolments": [{"programme": "p", "start": "01-10", "exit": gone} | more]}


@pytest.mark.parametrize(
    ("enrolled", "changed", "censored"),
    [
        (left("service"), 1, 0),
        (left("participant"), 0, 1),
        (left("unknown"), 0, 1),
        (
            {
                "enrolments": [
                    *left("service")["enrolments"],
                    {"id": "e", "programme": "q"},
                ]
            },
            0,
            1,
        ),
        (left("service", "01-09", start="2025-01-10"), 0, 0),
    ],
)
def test_whom_the_service_lets_go_loses_the_coordinator(enrolled, changed, censored):
    """Not while another enrolment goes on, and not by an exit before the coordinator."""
    one = the_only("coordinator.same-after", COORDINATED | enrolled, window=LATER)

    assert (changed, censored) == (one.ended, one.censored)


def test_a_discharge_later_than_the_change_does_not_hide_it():
    team = [
        {
            "role": "coordinating_caseworker",
            "period": "01-10/02-10",
            "ended_at_wish_of": "participant",
        }
    ]
    one = the_only(
        "coordinator.same-after", {"team": team} | left("service"), window=LATER
    )

    wanted = sum(row.count for row in one.events if row.wanted)
    assert (0, 1) == (wanted, one.ended)
