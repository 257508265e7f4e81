"""What each kind and part is kept for, and that what nobody has thought of is kept closest."""

from __future__ import annotations

import pytest

from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.rules.access.parts import REST, parts_of, purpose_of


@pytest.fixture(autouse=True)
def parts_of_anew() -> None:
    """What was asked before this test must be asked again."""
    parts_of.cache_clear()


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("case", ["origin", REST]),
        ("plan", []),
        ("contact", ["note", "read_mark", "agenda", "own", REST]),
        ("goal", ["own", REST]),
        ("team_member", ["own", "mandate", REST]),
        ("challenge", [REST]),
        ("unheard of", []),
    ],
)
def test_a_kind_has_its_parts_and_what_nobody_has_thought_of(
    kind: str, names: list[str]
) -> None:
    assert [part.name for part in parts_of(kind)] == names
    assert {part.kind for part in parts_of(kind)} <= {kind}


@pytest.mark.parametrize("kind", ["case", "contact", "goal", "challenge"])
def test_what_a_country_put_beside_the_fields_is_kept_closest(kind: str) -> None:
    rest = parts_of(kind)[-1]

    assert (rest.paths, rest.purpose) == (("extensions",), Purpose.PARTICIPATION)
    assert rest.within is None


@pytest.mark.parametrize(
    ("kind", "part", "purpose"),
    [
        ("case", None, Purpose.SERVICE),
        ("plan", None, Purpose.SERVICE),
        ("contact", None, Purpose.SERVICE),
        ("stance", None, Purpose.PARTICIPATION),
        ("consent", None, Purpose.LEGAL),
        ("follow_up", None, Purpose.STATISTICS),
        ("unheard of", None, Purpose.PARTICIPATION),
        ("contact", "note", Purpose.SERVICE),
        ("contact", "own", Purpose.PARTICIPATION),
        ("team_member", "mandate", Purpose.LEGAL),
        ("contact", REST, Purpose.PARTICIPATION),
        ("contact", "unheard of", Purpose.PARTICIPATION),
        ("unheard of", "note", Purpose.PARTICIPATION),
    ],
)
def test_a_kind_and_a_part_are_kept_for_a_purpose(
    kind: str, part: str | None, purpose: Purpose
) -> None:
    assert purpose_of(kind, part) is purpose
