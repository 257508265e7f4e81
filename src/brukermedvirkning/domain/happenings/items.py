"""What an act is about: the rows of a case, their versions, and who stands where on them.

Shared by the areas; no happenings of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.case import Case, row_kinds
from brukermedvirkning.domain.concepts import ItemKind, Party, StanceAnswer
from brukermedvirkning.domain.happenings.base import Refusal
from brukermedvirkning.domain.plan import ActionPlan, Stance

__all__ = ["find_item", "is_agreed", "refuse_absent", "refuse_early", "refuse_taken"]
__all__ += ["standing", "version_of"]

_AGREES = (StanceAnswer.AGREES, StanceAnswer.AGREES_IN_PART)


def find_item(case: Case, kind: str, item: str) -> Item | ActionPlan | None:
    """The row of a kind and id, the plan included, or None where it is not there."""
    if kind == ItemKind.PLAN:
        return case.plan if case.plan and case.plan.id == item else None
    rows: tuple[Item, ...] = getattr(case, row_kinds().get(kind, ""), ())
    return next((row for row in rows if row.id == item), None)


def version_of(case: Case, kind: str, item: str) -> int:
    """The number of the current version; 1 for what has no versions."""
    version: int = getattr(find_item(case, kind, item), "version", 1)
    return version


def standing(
    case: Case, kind: str, item: str, version: int, party: Party
) -> Stance | None:
    """The stance that holds of a party on a version: its latest, or None.

    The participant's own word holds before that of a representative, whichever came
    later; both rows stay. Source: definitions 3.2.
    """
    rows = [
        row
        for row in case.stances
        if (row.item_kind.value, row.item, row.version) == (kind, item, version)
        and row.party is party
        and not row.registered_in_error
    ]
    own = [row for row in rows if row.by_representative is None]
    said = own or rows
    return said[-1] if said else None


def is_agreed(case: Case, kind: str, item: str) -> bool:
    """Whether the participant agrees, or agrees in part, to the current version."""
    version = version_of(case, kind, item)
    stance = standing(case, kind, item, version, Party.PARTICIPANT)
    return stance is not None and stance.answer in _AGREES


def refuse_taken(case: Case, *ids: str) -> Iterator[Refusal]:
    """An id is used once in a case, whatever it is the id of."""
    there = {row.id for row in case.rows()}
    if case.plan is not None:
        there.add(case.plan.id)
    if there & set(ids) or len(set(ids)) < len(ids):
        yield Refusal(rule="id.taken", reason="the id is used already")


def refuse_absent(
    case: Case, kind: str, item: str | None, *permitted: str
) -> Iterator[Refusal]:
    """What an act names is there and not registered in error; None names nothing."""
    if item is None:
        return
    row = find_item(case, kind, item)
    if row is None:
        yield Refusal(
            rule=f"{kind}.there", reason=f"no such {kind}", permitted=permitted
        )
    elif getattr(row, "registered_in_error", False):
        yield Refusal(
            rule=f"{kind}.in-error",
            reason=f"the {kind} is registered in error",
            permitted=permitted,
        )


def refuse_early(on: date, since: date | None) -> Iterator[Refusal]:
    """Nothing happens to a thing on a day before it began."""
    if since is not None and on < since:
        yield Refusal(rule="day.too-early", reason="a day before it began")
