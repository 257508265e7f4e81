"""What a rule may say is a value that nobody changes afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Cause,
    Finding,
    ItemRef,
    Outcome,
    reference,
)


def test_the_parameters_of_a_finding_cannot_be_changed() -> None:
    finding: Any = Finding(params={"days": 1})

    with pytest.raises(TypeError):
        finding.params["days"] = 2


def test_a_finding_does_not_follow_the_mapping_it_was_made_from() -> None:
    params = {"days": 1}
    finding = Finding(params=params)
    params["days"] = 2

    assert finding.params == {"days": 1}


def test_findings_that_say_the_same_are_equal() -> None:
    assert Finding(params={"a": 1, "b": 2}) == Finding(params={"b": 2, "a": 1})


def test_the_two_causes_of_not_telling_are_told_apart() -> None:
    causes = {CannotTell(missing=("plan",), cause=cause) for cause in Cause}

    assert len(causes) == 2


def test_unknown_is_an_outcome_of_its_own() -> None:
    assert [outcome.value for outcome in Outcome] == [
        "kept",
        "broken",
        "cannot_tell",
        "does_not_apply",
    ]


def test_a_row_is_named_by_its_kind_and_id() -> None:
    contact = Contact(id="c-1", on=date(2026, 6, 1))

    assert reference(contact) == ItemRef(kind="contact", id="c-1")
