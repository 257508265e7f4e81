"""What is there: the rows that an act is about, their versions, and the stances on them.

Shared by the areas; no happenings of its own. Refusals, the same for every kind of row
and for the plan:

- `row.id-taken`: the id of what is added is used already;
- `row.not-there`: what the act names is not in the case;
- `row.in-error`: what the act names is registered in error;
- `row.not-begun`: a day before what the act names began.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.case import Case, row_kinds
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import ItemKind, Party, StanceAnswer
from brukermedvirkning.domain.happenings.base import Refusal, find_row
from brukermedvirkning.domain.plan import ActionPlan, Stance

__all__ = [
    "codes_of",
    "find_item",
    "is_agreed",
    "refuse_absent",
    "refuse_early",
    "refuse_in_error",
    "refuse_not_there",
    "refuse_taken",
    "row_of",
    "standing",
    "version_of",
]

R = TypeVar("R", bound=Item)

_AGREES = (StanceAnswer.AGREES, StanceAnswer.AGREES_IN_PART)


def find_item(case: Case, kind: str, item: str) -> Item | ActionPlan | None:
    """The row of a kind and id, the plan included, or None where it is not there."""
    if kind == ItemKind.PLAN:
        return case.plan if case.plan and case.plan.id == item else None
    rows: tuple[Item, ...] = getattr(case, row_kinds().get(kind, ""), ())
    return next((row for row in rows if row.id == item), None)


def row_of(case: Case, kind: type[R], row_id: str) -> R | None:
    """The row of a class and id, or None where it is not there or stands in error."""
    row = find_row(case, kind, row_id)
    return None if row is None or row.registered_in_error else row


def version_of(case: Case, kind: str, item: str) -> int:
    """The number of the current version; 1 for what has no versions."""
    version: int = getattr(find_item(case, kind, item), "version", 1)
    return version


def standing(
    case: Case, kind: str, item: str, version: int, party: Party
) -> Stance | None:
    """The stance that holds of a party on a version: its latest, or None.

    The participant's own word holds before that of a representative, whichever came
    later; both rows stay. A stance that was redacted whole is one that nobody knows:
    what was said before it does not hold again. Source: definitions 3.2.
    """
    rows = [
        row
        for row in case.stances
        if (row.item_kind.value, row.item, row.version) == (kind, item, version)
        and row.party is party
        and (row.is_gone or not row.registered_in_error)
    ]
    own = [row for row in rows if row.by_representative is None]
    said = own or rows
    return said[-1] if said else None


def is_agreed(case: Case, kind: str, item: str) -> bool:
    """Whether the participant agrees, or agrees in part, to the current version."""
    version = version_of(case, kind, item)
    stance = standing(case, kind, item, version, Party.PARTICIPANT)
    return stance is not None and stance.answer in _AGREES


def codes_of(value: object) -> tuple[Code, ...]:
    """The codes of a measure, or of an act that plans one, of either level; else none."""
    measure = getattr(value, "measure", None)
    if not isinstance(measure, Coded):
        return ()
    codes = (measure.code, getattr(value, "group", None))
    return tuple(code for code in codes if code is not None)


def refuse_taken(case: Case, *ids: str) -> Iterator[Refusal]:
    """An id is used once in a case, whatever it is the id of."""
    there = {row.id for row in case.rows()}
    if case.plan is not None:
        there.add(case.plan.id)
    if there & set(ids) or len(set(ids)) < len(ids):
        yield Refusal(rule="row.id-taken", reason="the id is used in this case")


def refuse_not_there(
    case: Case, kind: str, item: str, *, permitted: tuple[str, ...] = ()
) -> Iterator[Refusal]:
    """What an act names is in the case."""
    if find_item(case, kind, item) is None:
        reason = f"there is no such {kind}"
        yield Refusal(rule="row.not-there", reason=reason, permitted=permitted)


def refuse_in_error(
    case: Case, kind: str, item: str, *, permitted: tuple[str, ...] = ()
) -> Iterator[Refusal]:
    """What an act names is not registered in error."""
    if getattr(find_item(case, kind, item), "registered_in_error", False):
        reason = f"this {kind} is registered in error"
        yield Refusal(rule="row.in-error", reason=reason, permitted=permitted)


def refuse_absent(
    case: Case, kind: str, *items: str | None, permitted: tuple[str, ...] = ()
) -> Iterator[Refusal]:
    """What an act names is there and not registered in error; None names nothing."""
    for item in items:
        if item is not None:
            yield from refuse_not_there(case, kind, item, permitted=permitted)
            yield from refuse_in_error(case, kind, item, permitted=permitted)


def refuse_early(on: date, since: date | None) -> Iterator[Refusal]:
    """Nothing happens to a thing on a day before it began."""
    if since is not None and on < since:
        yield Refusal(rule="row.not-begun", reason="a day before it began")
