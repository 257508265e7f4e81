"""How a happening changes a case: a pure function, by which a journal can be replayed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.happenings import (
    CaseImported,
    CaseUpdatedFromSource,
    Happening,
)

__all__ = ["EVOLVERS", "evolve", "replay"]


def _as_it_came(_case: Case | None, happening: Any) -> Case:
    """What came from a source is the case as it came."""
    result: Case = happening.case
    return result


EVOLVERS: dict[type[Happening], Callable[[Case | None, Any], Case]] = {
    CaseImported: _as_it_came,
    CaseUpdatedFromSource: _as_it_came,
}
"""How each happening changes a case; a test holds this complete."""


def evolve(case: Case | None, happening: Happening) -> Case:
    """The case after a happening. Raises `KeyError` for a happening of no known type."""
    return EVOLVERS[type(happening)](case, happening)


def replay(happenings: Iterable[Happening]) -> Case | None:
    """The case that a journal gives, or None for an empty one."""
    case: Case | None = None
    for happening in happenings:
        case = evolve(case, happening)
    return case
