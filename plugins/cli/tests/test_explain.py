"""`bmv explain`: the records behind an indicator, for one reader, and their log."""

from __future__ import annotations

import json
from datetime import date

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Participant
from brukermedvirkning.domain.concepts import ActorKind

MET = "contact.in-person"
ASKED = ("explain", MET, "--as", "counsellor:s-1", "--unit", "halden")


def told(result) -> dict:
    assert 0 == result.exit_code, result.output
    return json.loads(result.stdout)


@pytest.fixture
def cases(bmv, documents, rich_case):
    """One case with the counsellor in its team, and five with another."""
    made = []
    for number, staff in enumerate(["s-1", *["s-9"] * 5]):
        (place,) = rich_case.team
        team = attrs.evolve(place, actor=Actor(kind=ActorKind.STAFF, id=staff))
        person = Participant(id=f"p-{number}")
        made.append(
            attrs.evolve(rich_case, id=f"c-{number}", participant=person, team=(team,))
        )
    bmv("import", documents(*made))


def test_what_the_reader_may_see_is_named_by_part(bmv, cases) -> None:
    found = told(bmv(*ASKED, "--json"))
    named = {
        step["part"]: [(row["case"], row["id"]) for row in step["records"]]
        for step in found["parts"]
        if step["records"]
    }

    assert {"numerator": [("c-0", "k-1")]} == named
    assert (5, 5) == (found["unseen"], found["threshold"])


def test_a_page_says_the_condition_and_how_many_are_not_named(bmv, cases) -> None:
    page = bmv(*ASKED).output

    assert "numerator (counts: contact)\n  where contact.form == 'in_person'\n" in page
    assert "  c-0   k-1\n" in page
    assert "  all that no condition before took\n  none that this reader" in page
    assert "Not named, for this reader may not see them: 5.\n" in page
    assert "c-1" not in page


def test_a_parameter_and_a_number_are_told(bmv, cases) -> None:
    asked = ("explain", "contact.longest-silence", *ASKED[2:])
    page = bmv(*asked, "--part", "observed").output

    assert "  Case  enrolment  Value\n" in page
    assert "  c-0   e-1        137\n" in page
    assert page.splitlines()[2].startswith(
        "  asked with days: 90; kinds: conversation, "
    )


def test_every_look_is_in_the_log(bmv, cases) -> None:
    bmv(*ASKED)
    seen, unseen = (
        told(bmv("access", case, "--json"))["readings"] for case in ("c-0", "c-1")
    )

    assert [["case", "contact"]] == [reading["items"] for reading in seen]
    assert [True] == [reading["denied"] for reading in unseen]
    assert [None] == [reading["reader"] for reading in seen]


def test_the_reader_is_named_in_the_log_on_request(bmv, cases) -> None:
    bmv(*ASKED, "--log-name")
    (reading,) = told(bmv("access", "c-0", "--names", "--json"))["readings"]

    assert "s-1" == reading["reader"]


def test_whoever_reads_for_benefit_control_is_told_of_nothing(bmv, cases) -> None:
    found = told(bmv(*ASKED, "--purpose", "benefit_control", "--json"))

    assert [] == [row for step in found["parts"] for row in step["records"]]
    assert 6 == found["unseen"]


def test_parts_days_and_splits_can_be_asked_for(bmv, cases) -> None:
    found = told(
        bmv(
            *(*ASKED, "--part", "numerator", "--by", "unit", "--json"),
            *("--from", "2024-01-01", "--until", "2024-01-31"),
        )
    )

    assert {"numerator"} == {step["part"] for step in found["parts"]}
    assert ["case.unit"] == found["by"]
    assert [["halden"]] == [
        row["group"] for step in found["parts"] for row in step["records"]
    ]
    assert "halden" in bmv(*ASKED, "--by", "unit").output


def test_days_on_which_nothing_was_are_told_so(bmv, cases) -> None:
    page = bmv(*ASKED, "--from", "2023-01-01", "--until", "2023-12-31").output

    assert "of fewer than 5 cases, or none." in " ".join(page.split())


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (("--part", "enumerator"), "numerator"),
        (("--by", "team_member.actor.id"), "cannot be split by"),
        (("--from", "2024-02-01", "--until", "2024-01-01"), "before"),
    ],
)
def test_what_there_is_not_is_wrong_usage(bmv, cases, options, fault) -> None:
    result = bmv(*ASKED, *options)

    assert 2 == result.exit_code
    assert fault in result.stderr


@pytest.mark.parametrize(
    "indicator", ["nonsense", "training.joint", "caseload", "survey.experience"]
)
def test_what_counts_no_cases_is_wrong_usage(bmv, cases, indicator) -> None:
    assert 2 == bmv("explain", indicator, *ASKED[2:]).exit_code


def test_nobody_is_told_without_saying_who_asks(bmv, cases) -> None:
    assert 2 == bmv("explain", MET).exit_code


def test_an_indicator_of_ones_own_is_explained(bmv, cases, tmp_path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[indicator]]\nid = "acme.talks"\nquestion = "How many?"\n'
        'counts = "contact"\nduty_holder = "programme"\nsource = "made up"\n'
        '[indicator.scoring]\nkind = "cohort"\namong = "contact.is_held"\n'
    )
    asked = ("explain", "acme.talks", *ASKED[2:], "--definitions", own, "--json")
    (step,) = [one for one in told(bmv(*asked))["parts"] if one["part"] == "counted"]

    assert ["k-1"] == [row["id"] for row in step["records"]]


def test_the_days_are_told(bmv, cases) -> None:
    found = told(bmv(*ASKED, "--as-of", str(date(2024, 5, 1)), "--json"))

    assert {"start": None, "end": "2024-05-02", "as_of": "2024-05-01"} == found[
        "window"
    ]
