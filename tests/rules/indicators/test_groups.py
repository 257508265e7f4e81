"""Ready groups: an ordered choice of indicators under headings."""

from __future__ import annotations

import pytest

from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.indicators.groups import Heading, IndicatorGroup


def a_group(*headings, id_="acme"):
    return IndicatorGroup(
        id=id_,
        title="What Acme looks at",
        headings=tuple(
            Heading(title=f"Part {number}", indicators=ids)
            for number, ids in enumerate(headings, 1)
        ),
        source="Acme's handbook",
    )


def test_an_indicator_may_stand_under_two_headings_and_is_one():
    assert ("b", "a", "c") == a_group(("b", "a"), ("c", "b")).indicators


@pytest.mark.parametrize(
    ("id_", "headings", "message"),
    [
        ("Acme", [("a",)], "Acme: an id is small letters and digits, joined by . or -"),
        ("acme", [], "acme: it chooses no indicator"),
        ("acme", [()], "acme: it chooses no indicator"),
        ("acme", [("a", "a")], "acme: an indicator stands twice under 'Part 1'"),
    ],
)
def test_a_group_that_is_wrong_says_so(id_, headings, message):
    with pytest.raises(DefinitionError) as caught:
        a_group(*headings, id_=id_)

    assert message == str(caught.value)
