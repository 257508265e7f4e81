"""`bmv demo`: the real log, from its text to its indicators."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from brukermedvirkning_cli.app import bmv as group
from brukermedvirkning_cli.commands.demo import LOG
from brukermedvirkning_cli.context import App

ROOT = Path(__file__).parents[3]

TIMELINE = """\
                                  2014      2015                      2016
  wage subsidy               15 h ███████
  other employment offer     10 h           ███████████████████████████
  mentor support              1 h            █████████████
  education                  30 h            ████████████
  work placement             37 h                            ██
  mentor support              2 h                              ██████████
  hours a week                    ▃▃▃▃▃▃▃   ▂▇▇▇▇▇▇▇▇▇▇▇▇▂▂▂▂██▂▂▂▂▂▂▂▂▁▁
  contacts                                                                 22  3
  one column is 2 weeks, from 2014-08-04
"""
LOAD = """\
  2014-08-05  15 h
  2014-11-03   0 h
  2015-01-01  10 h
  2015-01-08  11 h
  2015-01-12  41 h
  2015-06-20  11 h
  2015-07-01  10 h
  2015-08-17  47 h  peak
  2015-09-14  10 h
  2015-09-17  12 h
  2016-01-01   2 h
  2016-01-31   0 h
"""


@pytest.fixture(scope="module")
def page() -> str:
    return CliRunner().invoke(group, ["demo"], obj=App(environ={})).output


@pytest.fixture(scope="module")
def found() -> dict:
    result = CliRunner().invoke(group, ["demo", "--json"], obj=App(environ={}))
    return json.loads(result.stdout)


def test_the_log_that_is_shipped_is_the_example() -> None:
    shipped = files("brukermedvirkning_cli").joinpath("data", LOG).read_bytes()

    assert (ROOT / "examples" / LOG).read_bytes() == shipped


def test_the_timeline_is_drawn(page: str) -> None:
    assert TIMELINE in page


def test_the_weekly_load_changes_on_the_days_of_the_log(page: str) -> None:
    assert LOAD in page


def test_every_line_fits_eighty_columns(page: str) -> None:
    assert max(map(len, page.splitlines())) <= 80


def test_six_interventions_and_seven_contacts_are_read(found: dict) -> None:
    assert {"interventions": 6, "contacts": 7} == found["import"]["rows"]


def test_two_contacts_are_in_person_and_five_by_mail_without_minutes(found) -> None:
    contacts = found["show"][0]["contacts"]["rows"]
    meetings = [row for row in contacts if row["form"]["concept"] == "in_person"]
    mails = [row for row in contacts if row["form"]["concept"] == "mail"]

    assert [{"at_least": 31, "at_most": 60}] * 2 == [row["minutes"] for row in meetings]
    assert [None] * 5 == [row["minutes"] for row in mails]
    assert 2 == [row["on"] for row in contacts].count("2016-04-26")


def test_what_the_log_cannot_show_is_never_called_missing(found: dict) -> None:
    lacking = {
        "introduction.not-on-day-one",
        "plan.not-owned",
        "team.mentor-not-offered",
        "team.no-coordinating-caseworker",
    }

    assert lacking <= {one["rule"] for one in found["check"]["cannot_tell"]}
    assert set() == lacking & {one["rule"] for one in found["check"]["findings"]}


def test_the_longest_gap_is_39_days_and_the_peak_47_hours(found: dict) -> None:
    values = {
        one["indicator"]: one["value"] for one in found["indicators"]["measurements"]
    }

    assert (39, 47) == (
        values["contact.longest-gap"],
        values["intervention.peak-weekly-hours"],
    )


def test_indicators_without_a_value_are_named_and_not_shown_as_zero(page) -> None:
    assert "Undefined, for the log cannot say: " in page


def test_it_ends_well_and_writes_nothing_on_standard_error(real_bmv) -> None:
    done = real_bmv("demo")

    assert (0, b"") == (done.returncode, done.stderr)


def test_it_keeps_nothing(real_bmv, tmp_path: Path) -> None:
    real_bmv("demo", env={"TMPDIR": str(tmp_path)})

    assert [] == list(tmp_path.iterdir())


def test_it_says_which_plugin_it_lacks(bmv) -> None:
    result = bmv("demo")

    assert 3 == result.exit_code
    assert "brukermedvirkning-denmark" in result.stderr
