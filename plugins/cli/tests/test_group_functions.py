"""A ready group may hold what functions measure; what cannot be asked is named."""

from __future__ import annotations

import json

from brukermedvirkning.builtin.indicator_groups import GROUPS

(BY_PRINCIPLE,) = GROUPS
ASKED = ("--as-of", "2026-07-01", "--json")
ALONE = ("access.break-glass", "plan.areas", "plan.areas.which")


def told(result) -> dict:
    assert 0 == result.exit_code, result.output
    return json.loads(result.stdout)


def test_what_functions_measure_is_asked_with_the_group(
    bmv, documents, rich_case
) -> None:
    bmv("import", documents(rich_case))
    found = told(bmv("indicators", "--group", "by-principle", "--internal", *ASKED))
    measured = {one["indicator"]: one for one in found["measurements"]}

    assert {*ALONE} < {*BY_PRINCIPLE.indicators}
    assert {*ALONE} < {*measured}
    assert not {*ALONE}.intersection(found["left_out"])
    assert all(row["label"] for row in measured["plan.areas.which"]["categories"])


def test_with_a_split_of_ones_own_they_are_said_to_be_left_out(
    bmv, documents, rich_case
) -> None:
    bmv("import", documents(rich_case))
    found = told(bmv("indicators", "--group", "by-principle", "--by", "unit", *ASKED))

    assert {*ALONE, "survey.experience"} < {*found["left_out"]}
    assert not {*ALONE}.intersection(one["indicator"] for one in found["measurements"])
