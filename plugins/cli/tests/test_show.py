"""`bmv show`: what is so, on which day, and what the source has no place for."""

from __future__ import annotations

import json

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.concepts import ActorKind, InterventionKind


def told(result) -> dict:
    return json.loads(result.stdout)


@pytest.fixture
def page(bmv, kept) -> str:
    return bmv("show", "c-1").output


@pytest.fixture
def log_page(bmv, kept) -> str:
    return bmv("show", "log-1").output


def test_the_page_has_its_parts_in_order(page: str) -> None:
    headings = [line for line in page.splitlines() if line and line[0] != " "]

    assert [
        "Case c-1",
        "Who",
        "In the participant's own words",
        "Worded by others",
        "Goals",
        "Plan: action plan, 2024-01-15 – …",
        "Timeline",
        "Interventions",
        "Hours a week",
        "Contacts",
        "Decisions",
        "On 2024-06-03",
    ] == headings


def test_every_line_fits_eighty_columns(page: str, log_page: str) -> None:
    assert max(map(len, (page + log_page).splitlines())) <= 80


def test_the_participants_own_words_stand_before_those_of_others(page: str) -> None:
    assert page.index("“I sleep badly") < page.index("Long way to work")


def test_a_goal_says_who_proposed_it_and_where_the_participant_stands(page) -> None:
    assert "current; proposed by: participant alone; the participant: agrees" in page
    assert "the participant: no stance on record" in page


def test_a_subgoal_stands_below_its_goal(page: str) -> None:
    assert "\n  A job with animals\n" in page
    assert "\n    Try a week at the stable\n" in page


def test_a_band_of_minutes_keeps_both_bounds_and_the_others_role(page: str) -> None:
    (row,) = [line for line in page.splitlines() if line.startswith("  2024-01-15  31")]

    assert ["31–60", "in", "person", "conversation", "held"] == row.split()[1:6]
    assert row.endswith("counsellor (veileder)")


def test_who_the_others_were_is_not_told(bmv, kept) -> None:
    assert "staff-7" not in bmv("show", "c-1").output
    assert "staff-7" not in bmv("show", "c-1", "--json").output


def test_a_decision_tells_the_wish_the_last_word_and_the_limit(page: str) -> None:
    assert "wish: The stable" in page
    assert "settled 2024-02-05, last word: service: The shop" in page
    assert "limit: supply" in page
    assert "reason: No place at the stable" in page


def test_a_load_of_unknown_weight_is_told_as_unknown(page: str) -> None:
    assert "2024-03-04 – …  ? h  mentor support" in page
    assert "weighing 0 h a week; of unknown weight: 1" in page


def test_what_the_source_has_no_place_for_is_never_shown_as_none(log_page: str) -> None:
    for name in ("unit", "period", "enrolment", "team", "Goals", "Plan", "Decisions"):
        assert f"{name}: the source has no place for it" in log_page
    assert "none on record" not in log_page


def test_what_could_be_recorded_and_is_not_is_shown_as_none(
    bmv, documents, rich_case
) -> None:
    empty = attrs.evolve(rich_case, decisions=(), team=(), plan=None)
    bmv("import", documents(empty))
    page = bmv("show", "c-1").output

    assert "Decisions: none on record" in page
    assert "team: none on record" in page
    assert "Plan: none on record" in page
    assert "no place" not in page


def test_on_a_day_the_case_is_as_it_stood(bmv, kept) -> None:
    found = told(bmv("show", "c-1", "--on", "2024-02-03", "--json"))

    assert [] == found["interventions"]["rows"]
    assert ["k-1"] == [row["id"] for row in found["contacts"]["rows"]]
    assert (None, None) == (
        found["decisions"]["rows"][0]["settled_on"],
        found["decisions"]["rows"][0]["last_word"],
    )
    assert found["enrolments"]["rows"][0]["exit"] is None
    assert 3 == found["later_rows"]


def test_rows_left_out_for_being_later_are_counted_on_the_page(bmv, kept) -> None:
    page = bmv("show", "c-1", "--on", "2024-02-03").output

    assert "As of 2024-02-03. Later rows left out: 3." in page


def test_without_a_day_the_case_is_whole_and_the_state_todays(bmv, kept) -> None:
    found = told(bmv("show", "c-1", "--json"))

    assert ["k-1", "k-2"] == [row["id"] for row in found["contacts"]["rows"]]
    assert ("2024-06-03", ["i-2"]) == (
        found["state"]["on"],
        found["state"]["interventions"],
    )


def test_the_words_of_a_day_are_those_that_held(bmv, documents, rich_case) -> None:
    from datetime import date

    goal = rich_case.goals[0]
    later = attrs.evolve(
        goal.wordings[0], version=2, text="A job with horses", on=date(2024, 3, 1)
    )
    goals = (attrs.evolve(goal, wordings=(*goal.wordings, later)), rich_case.goals[1])
    bmv("import", documents(attrs.evolve(rich_case, goals=goals)))

    def first_goal(*options: str) -> dict:
        return told(bmv("show", "c-1", "--json", *options))["goals"]["rows"][0]

    assert "A job with horses" == first_goal()["words"]
    assert {} == first_goal()["stances"]
    assert "A job with animals" == first_goal("--on", "2024-02-01")["words"]


def test_a_code_is_told_with_its_scheme_and_its_label(bmv, kept) -> None:
    found = told(bmv("show", "c-1", "--json"))

    assert {
        "concept": "work_placement",
        "label": {"text": "work placement", "language": "en", "is_fallback": False},
        "code": {
            "scheme": "made.up",
            "code": "placement (shop)",
            "label": None,
            "called": None,
        },
    } == found["interventions"]["rows"][0]["measure"]


def test_what_the_core_has_no_concept_for_is_called_as_it_was_found(
    bmv, documents, rich_case
) -> None:
    first, second = rich_case.interventions
    other = attrs.evolve(first.measure, concept=InterventionKind.OTHER)
    rows = (attrs.evolve(first, measure=other), second)
    bmv("import", documents(attrs.evolve(rich_case, interventions=rows)))
    found = told(bmv("show", "c-1", "--json"))

    assert {"text": "placement (shop)", "language": None, "is_fallback": True} == (
        found["interventions"]["rows"][0]["measure"]["label"]
    )


def test_what_the_source_called_a_measure_stands_below_it(page: str) -> None:
    assert (
        "  2024-02-12 – 2024-03-08  22 h 30 min  work placement\n"
        "      in the source: placement (shop)\n"
    ) in page


def test_a_language_nobody_has_is_a_fallback_that_is_told(bmv, kept) -> None:
    found = told(bmv("show", "c-1", "--language", "tlh", "--json"))
    label = found["contacts"]["rows"][0]["form"]["label"]

    assert {"text": "in person", "language": "en", "is_fallback": True} == label


def test_a_row_registered_in_error_is_not_shown(bmv, documents, rich_case) -> None:
    first, second = rich_case.contacts
    wrong = (attrs.evolve(first, registered_in_error=True), second)
    bmv("import", documents(attrs.evolve(rich_case, contacts=wrong)))

    assert ["k-2"] == [
        row["id"] for row in told(bmv("show", "c-1", "--json"))["contacts"]["rows"]
    ]


def test_a_case_registered_in_error_says_so(bmv, documents, rich_case) -> None:
    bmv("import", documents(attrs.evolve(rich_case, registered_in_error=True)))

    assert "Registered in error; it counts nowhere." in bmv("show", "c-1").output


def test_a_representatives_stance_is_not_the_participants(
    bmv, documents, rich_case
) -> None:
    stance = attrs.evolve(rich_case.stances[0], by_representative="t-1")
    bmv("import", documents(attrs.evolve(rich_case, stances=(stance,))))
    goal = told(bmv("show", "c-1", "--json"))["goals"]["rows"][0]

    assert ["representative"] == list(goal["stances"])


def test_an_actors_id_is_not_shown(bmv, documents, rich_case) -> None:
    member = attrs.evolve(
        rich_case.team[0], actor=Actor(kind=ActorKind.STAFF, id="staff-8")
    )
    bmv("import", documents(attrs.evolve(rich_case, team=(member,))))

    assert "staff-8" not in bmv("show", "c-1", "--json").output


def test_a_case_that_is_not_there_is_a_failure(bmv, kept) -> None:
    result = bmv("show", "nobody")

    assert (3, "bmv: no case is called 'nobody'\n") == (result.exit_code, result.stderr)


def test_a_day_that_is_none_is_wrong_usage(bmv, kept) -> None:
    assert 2 == bmv("show", "c-1", "--on", "3 February").exit_code
