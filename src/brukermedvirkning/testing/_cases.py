"""Whole cases: rows that refer to each other, sorted, with ids of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any, get_origin

import attrs
from hypothesis import strategies as st

from brukermedvirkning.domain.carries import EVERYTHING, KEPT_HERE, Carries, Origin
from brukermedvirkning.domain.case import (
    REFERENCES,
    Case,
    Participant,
    collections,
    in_order,
    row_kinds,
)
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concepts import ItemKind
from brukermedvirkning.domain.decisions import Asking, Hearing, HearingAnswer, Wish
from brukermedvirkning.domain.enrolments import ProgrammeExit
from brukermedvirkning.domain.interventions import AgreedResponsibility
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.domain.record import field_types
from brukermedvirkning.domain.requests import OfferReply
from brukermedvirkning.testing._mending import mend
from brukermedvirkning.testing._pools import POOLS, Pools, ids
from brukermedvirkning.testing._records import (
    draw_values,
    frozen_maps,
    records,
    some_of,
)

__all__ = ["carries_of", "cases", "cases_from", "everything_there"]

Rows = dict[str, list[dict[str, Any]]]

# The rows that say something about another row, by its kind and id.
_ABOUT = ("stances", "comments", "complaints", "decisions")
_STEMS = ("", "r", "rad ", "ø-", "日")


def cases(
    *,
    programmes: Sequence[str] = POOLS.programmes,
    codes: Sequence[Code] = POOLS.codes,
    days: Sequence[date] = POOLS.days,
    only: Sequence[str] | None = None,
    max_rows: int = 3,
    ids: st.SearchStrategy[str] | None = None,
    carries: st.SearchStrategy[Carries] | None = None,
) -> st.SearchStrategy[Case]:
    """Valid cases.

    `programmes` are the ids that enrolments name, `codes` what a source may have written,
    `days` the days on which things happen, `only` the collections that may have rows (all
    by default), `max_rows` how many each may have, `ids` the ids of the cases. Without
    `carries` a case comes from a source that carries everything, or what is there and a
    little more.
    """
    pools = Pools(days=tuple(days), programmes=tuple(programmes), codes=tuple(codes))
    names = tuple(collections()) if only is None else tuple(only)
    unknown = set(names) - set(collections())
    if unknown:
        raise ValueError(f"a case has no rows called {', '.join(sorted(unknown))}")
    return _cases(pools, names, max_rows, ids, carries)


def cases_from(pools: Pools) -> st.SearchStrategy[Case]:
    """Valid cases of what is in the pools."""
    return _cases(pools, tuple(collections()), 3, None, None)


@st.composite
def _cases(
    draw: st.DrawFn,
    pools: Pools,
    names: tuple[str, ...],
    max_rows: int,
    case_ids: st.SearchStrategy[str] | None,
    carries: st.SearchStrategy[Carries] | None,
) -> Case:
    values: dict[str, Any] = {
        "id": draw(ids() if case_ids is None else case_ids),
        "participant": draw(records(Participant, pools)),
    }
    extras = draw(st.integers(0, 31))
    if extras & 1:
        values["unit"] = draw(ids())
    if extras & 2:
        values["period"] = draw(records(Period, pools))
    if extras & 4:
        values["plan"] = draw(records(ActionPlan, pools))
    if extras & 8:
        values["extensions"] = draw(frozen_maps())
    if extras == 31:
        values["registered_in_error"] = True
    rows = _drawn_rows(draw, pools, names, max_rows)
    _refer(draw, rows)
    _say_about(draw, rows, values.get("plan"))
    _close_enrolments(draw, rows, pools)
    for name, kind in collections().items():
        built = tuple(kind(**mend(kind, row)) for row in rows[name])
        values[name] = in_order(built)
    case = Case(**values)
    return attrs.evolve(case, origin=_origin(draw, case, pools, carries))


def _drawn_rows(
    draw: st.DrawFn, pools: Pools, names: tuple[str, ...], max_rows: int
) -> Rows:
    """The values of each row, with ids of their own and no references yet."""
    stem = draw(st.sampled_from(_STEMS))
    numbers = count(1)
    rows: Rows = {name: [] for name in collections()}
    for name in (names[place] for place in draw(some_of(len(names)))):
        for _ in range(draw(st.integers(1, max_rows))):
            row = draw_values(draw, collections()[name], pools)
            row["id"] = f"{stem}{next(numbers)}"
            before = rows[name][-1:]
            if before and "on" in before[0] and draw(st.booleans()):
                # Several on one day: as common in life as it is hard on code.
                row["on"] = before[0]["on"]
            rows[name].append(row)
    if not rows["enrolments"]:
        # A follow-up is always of an enrolment.
        rows["follow_ups"] = []
    return rows


def _refer(draw: st.DrawFn, rows: Rows) -> None:
    """Let each field that names rows name some that are there, or none."""
    for name, field, targets in REFERENCES:
        for place, row in enumerate(rows[name]):
            # Of its own kind only a row before: goals make no circles.
            there = rows[targets][:place] if name == targets else rows[targets]
            row.pop(field, None)
            kind: Any = collections()[name]
            if get_origin(field_types(kind)[field]) is tuple:
                row[field] = tuple(_chosen(draw, there))
            elif name == "follow_ups":
                row[field] = there[draw(st.integers(0, len(there) - 1))]["id"]
            elif picked := _chosen(draw, there):
                row[field] = picked[0]
    for name in ("decisions", "enrolments", "interventions", "offers"):
        for row in rows[name]:
            speakers = _chosen(draw, rows["team"])
            row.update(_spoken(row, speakers[0] if speakers else None))


_SPOKEN = (
    Wish,
    Hearing,
    HearingAnswer,
    Asking,
    AgreedResponsibility,
    OfferReply,
    ProgrammeExit,
)


def _spoken(values: dict[str, Any], speaker: str | None) -> dict[str, Any]:
    """The values, with one speaker wherever a representative spoke."""
    return {
        name: speaker if name == "by_representative" else _said_by(value, speaker)
        for name, value in values.items()
    }


def _said_by(value: Any, speaker: str | None) -> Any:
    if isinstance(value, tuple):
        return tuple(_said_by(part, speaker) for part in value)
    if isinstance(value, _SPOKEN):
        inner = {
            field.name: getattr(value, field.name)
            for field in attrs.fields(type(value))
        }
        return type(value)(**_spoken(inner, speaker))
    return value


def _chosen(draw: st.DrawFn, rows: list[dict[str, Any]]) -> list[str]:
    """The ids of some neighbouring rows, often of none."""
    if not rows:
        return []
    first = draw(st.integers(0, 2 * len(rows)))
    return [row["id"] for row in rows[first : first + 2]]


def _say_about(draw: st.DrawFn, rows: Rows, plan: ActionPlan | None) -> None:
    """Let stances, comments, complaints and decisions be about what is there."""
    kinds = {kind.value for kind in ItemKind}
    there = [
        (ItemKind(kind), row["id"])
        for kind, name in row_kinds().items()
        if kind in kinds
        for row in rows[name]
    ]
    for name in _ABOUT:
        targets = list(there)
        if plan is not None and name != "complaints":
            # As often as one row in five: a case has many rows and one plan.
            targets += [(ItemKind.PLAN, plan.id)] * (1 + len(targets) // 5)
        if not targets and name in ("stances", "comments"):
            rows[name] = []
        for row in rows[name]:
            must = name in ("stances", "comments")
            picked = draw(st.integers(0 if must else -1, len(targets) - 1))
            row.pop("item", None)
            if picked >= 0:
                row["item_kind"], row["item"] = targets[picked]
            elif name == "complaints":
                row["item_kind"] = ItemKind.SERVICE
            else:
                row.pop("item_kind", None)


def _close_enrolments(draw: st.DrawFn, rows: Rows, pools: Pools) -> None:
    """Give all but one of the open enrolments in a programme an exit."""
    open_in: set[str] = set()
    for row in rows["enrolments"]:
        if row.get("exit") is None and not row.get("registered_in_error"):
            if row["programme"] in open_in:
                leaving = draw(records(ProgrammeExit, pools))
                row["exit"] = attrs.evolve(leaving, by_representative=None)
            open_in.add(row["programme"])


def everything_there(case: Case) -> tuple[str, ...]:
    """The paths that a source must carry to have given this case, sorted."""
    paths = set()
    for name, kind in collections().items():
        for row in getattr(case, name):
            paths.add(kind.kind)
            paths.update(
                f"{kind.kind}.{field.name}"
                for field in attrs.fields(kind)
                if field.name != "extensions"
                and getattr(row, field.name) != field.default
            )
    if case.plan is not None:
        paths.add("plan")
    return tuple(sorted(paths))


def carries_of(case: Case) -> st.SearchStrategy[Carries]:
    """What the source of a case may have a place for: all that is there, and more."""
    more = [kind.kind for kind in collections().values()]
    return st.lists(st.sampled_from(more), max_size=3).map(
        lambda extra: Carries(paths=tuple(sorted({*everything_there(case), *extra})))
    )


def _origin(
    draw: st.DrawFn,
    case: Case,
    pools: Pools,
    carries: st.SearchStrategy[Carries] | None,
) -> Origin:
    if carries is None and draw(st.booleans()):
        return KEPT_HERE
    origin = draw(records(Origin, pools))
    if carries is None:
        carries = st.just(EVERYTHING) | carries_of(case)
    return attrs.evolve(origin, carries=draw(carries))
