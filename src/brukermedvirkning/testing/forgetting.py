"""Knowing less of a case: every smallest step from what is known towards nothing.

Rules and indicators must bear it: whoever knows less may only say *cannot tell* more
often. Not a way to make data anonymous.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache, partial
from types import MappingProxyType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin

import attrs

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.case import (
    REFERENCES,
    Case,
    collections,
    in_order,
    row_kinds,
)
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import DecidedBy, ItemKind, Party, WishAsked
from brukermedvirkning.domain.decisions import Hearing, Wish
from brukermedvirkning.domain.enrolments import ProgrammeExit
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.domain.record import Record, field_types
from brukermedvirkning.errors import InvalidRecordError

__all__ = [
    "STANDS_IN",
    "Forgotten",
    "every_path",
    "forgettings",
    "vaguer",
    "ways",
    "without_rows",
]

STANDS_IN: Mapping[str, str] = MappingProxyType(
    {
        "challenge.on": "merely orders the rows",
        "decision.on": "merely orders the rows",
        "goal.on": "merely orders the rows",
        "enrolment.attended_from": "where it is not known, the start stands for it",
        "intervention.pauses": "without a place for pauses, two rows show one",
    }
)
"""The paths that are never forgotten, and what says the same without them."""

# What goes with a field, for it means nothing without it.
_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "contact.status": ("moved_to", "not_held_reason", "who_could_not"),
    "stance.party": ("by_representative",),
}
# Of a row these say nothing about the participant.
_NOT_FACTS = ("id", "registered_in_error", "redactions", "extensions")
# None is *not known* in these; in the start of a period it is so everywhere.
_NOT_KNOWN = ("introduction.on", "intervention.weekly_minutes", "enrolment.start")
_ABOUT = ("stances", "comments", "complaints", "decisions")

Row: TypeAlias = Any
Rows: TypeAlias = dict[str, tuple[Row, ...]]
Less: TypeAlias = tuple[str, Callable[[], Any]]
Way: TypeAlias = tuple[str, Callable[[], Case]]


@attrs.frozen(kw_only=True)
class Forgotten:
    """A case of which one thing less is known, and what that is."""

    what: str
    case: Case


def forgettings(case: Case) -> Iterator[Forgotten]:
    """Every smallest way to know less of a case, as valid cases.

    The source has no place for one path: what stood there is emptied, rows that cannot
    be without it included. `Carries.everything` is first written out as all paths. A
    source that cannot say that a representative spoke does not say who spoke.

    One value is not known: an enumeration or a `Coded` becomes its member UNKNOWN, and
    None where that means *not known*: the start of a period, `enrolment.start` (alone,
    and with `attended_from`), `introduction.on` and `intervention.weekly_minutes`.

    None means something else in, and this forgets not: `Period.end` (open),
    `enrolment.exit` (still enrolled), `enrolment.attended_from` (as the start),
    `introduction.acknowledged_on` (not acknowledged), `introduction.enrolment` (any),
    `stance.by_representative` (the participant's own), `note.shared_on` and
    `agenda.shared_on` (not shared), `note.read_on` (not read), `decision.settled_on` (not
    settled), `decision.told_on` (not told), every `answered_on` (not answered),
    `request.reached_on` (not reached), `waiting.until` (still waiting), `consent.until`
    and `withdrawn_on` (holds), `origin.known_from` and `known_until` (no limit). Nor the
    day that merely orders a row (`goal.on`, `challenge.on`, `decision.on`), for without
    it the row is moved and not less known. All of these are forgotten with their path,
    except what `STANDS_IN` names.
    """
    for what, make in ways(case):
        with suppress(InvalidRecordError):
            yield Forgotten(what=what, case=make())


def ways(case: Case) -> Iterator[Way]:
    """What can be forgotten of a case, and how; making a case that is not valid raises.

    Raises nothing itself; the functions raise `InvalidRecordError`.
    """
    carries = _all_paths(case)
    for path in every_path():
        if path not in STANDS_IN and carries.can(path) and not _is_needed(path):
            yield f"the path {path}", partial(_without_path, case, path)
    if case.period.start is not None:
        yield "period.start", partial(_changed, case, "period", _unstarted(case.period))
    if case.plan is not None:
        for what, plan in vaguer(case.plan, ActionPlan):
            yield f"plan.{what}", partial(_changed, case, "plan", plan)
    for name, kind in collections().items():
        for place, row in enumerate(getattr(case, name)):
            for what, less in _vaguer_row(row, kind):
                way = partial(_with_row, case, name, place, less)
                yield f"{name}[{row.id}].{what}", way


@cache
def every_path() -> tuple[str, ...]:
    """All paths that a source may have a place for, the kind before its fields."""
    return (
        "unit",
        "period",
        *_paths("plan", ActionPlan),
        *(path for kind in collections().values() for path in _paths(kind.kind, kind)),
    )


def _paths(stem: str, kind: type[Any]) -> Iterator[str]:
    yield stem
    for field in attrs.fields(kind):
        if field.name not in _NOT_FACTS:
            yield f"{stem}.{field.name}"


def _all_paths(case: Case) -> Carries:
    carries = case.origin.carries
    return Carries(paths=every_path()) if carries.everything else carries


def _is_needed(path: str) -> bool:
    """Whether no row could be without what stands at a path."""
    stem, _, field = path.partition(".")
    if path == "stance.by_representative" or stem not in row_kinds() or not field:
        return False
    return _empty(collections()[row_kinds()[stem]], field) is attrs.NOTHING


def _without_path(case: Case, path: str) -> Case:
    """The case from a source without a place for a path."""
    stem, _, field = path.partition(".")
    left = tuple(
        p for p in _all_paths(case).paths if p != path and not p.startswith(f"{path}.")
    )
    origin = attrs.evolve(case.origin, carries=Carries(paths=left))
    names = row_kinds()
    changes: dict[str, Any] = {}
    if path == "period":
        changes["period"] = Period()
    elif path == "unit":
        changes["unit"] = None
    elif path == "plan":
        changes = {"plan": None, **without_rows(case, set(), plan_is_gone=True)}
    elif stem == "plan":
        if case.plan is not None:
            changes["plan"] = _emptied(case.plan, "plan", field)
    elif not field:
        gone = {row.id for row in getattr(case, names[stem])}
        changes = without_rows(case, gone)
    elif path == "stance.by_representative":
        changes["stances"] = tuple(map(_spoken_by_nobody, case.stances))
    else:
        changes = without_rows(case, _of_another(case, path))
        emptied = tuple(_emptied(row, stem, field) for row in changes[names[stem]])
        changes[names[stem]] = in_order(emptied)
    return attrs.evolve(case, origin=origin, **changes)


def _of_another(case: Case, path: str) -> set[str]:
    """Rows that would be taken for something else without the field of a path.

    A consent by a representative for the participant's own, an introduction to an
    enrolment that was registered in error for one to the enrolments that count.
    """
    if path == "consent.by_representative":
        return {row.id for row in case.consents if row.by_representative is not None}
    if path == "introduction.enrolment":
        wrong = {row.id for row in case.enrolments if row.registered_in_error}
        return {row.id for row in case.introductions if row.enrolment in wrong}
    return set()


def _spoken_by_nobody(stance: Row) -> Row:
    if stance.by_representative is None:
        return stance
    return attrs.evolve(stance, party=Party.UNKNOWN, by_representative=None)


def _emptied(row: Row, stem: str, field: str) -> Row:
    fields = (field, *_TOGETHER.get(f"{stem}.{field}", ()))
    return attrs.evolve(row, **{name: _empty(type(row), name) for name in fields})


def _empty(kind: Any, field: str) -> Any:
    """What stands in a field that nobody could fill in; NOTHING where something must."""
    default = getattr(attrs.fields(kind), field).default
    if default is not attrs.NOTHING:
        return default
    hint = field_types(kind)[field]
    if get_origin(hint) is tuple:
        return ()
    if hint is Period:
        return Period()
    if get_origin(hint) is Coded:
        unknown = _unknown(get_args(hint)[0])
        return attrs.NOTHING if unknown is None else Coded(concept=unknown)
    if isinstance(hint, type) and issubclass(hint, Concept):
        return _unknown(hint) or attrs.NOTHING
    return attrs.NOTHING


def _unknown(concepts: type[Concept]) -> Concept | None:
    return concepts.__members__.get("UNKNOWN")


def without_rows(case: Case, gone: set[str], *, plan_is_gone: bool = False) -> Rows:
    """The rows of a case without some, those that cannot be without them left out too."""
    rows: Rows = {name: getattr(case, name) for name in collections()}
    gone = set(gone)
    before = -1
    while len(gone) != before:
        before = len(gone)
        for name, there in rows.items():
            parted = [_parted(name, row, gone, plan_is_gone) for row in there]
            gone |= {
                row.id for row, left in zip(there, parted, strict=True) if not left
            }
            rows[name] = in_order(tuple(row for row in parted if row is not None))
    return rows


def _parted(name: str, row: Row, gone: set[str], plan_is_gone: bool) -> Row | None:
    """A row that names nothing gone any more, or None where it cannot be without."""
    if row.id in gone:
        return None
    for holder, field, _ in REFERENCES:
        if holder != name:
            continue
        value = getattr(row, field)
        if isinstance(value, tuple):
            kept = tuple(target for target in value if target not in gone)
            row = attrs.evolve(row, **{field: kept})
        elif value in gone:
            if name == "stances":
                row = _spoken_by_nobody(row)
            elif name == "follow_ups" or (
                field == "by_representative" and name != "introductions"
            ):
                return None
            else:
                row = attrs.evolve(row, **{field: None})
    if name in _ABOUT and _names_what_is_gone(row, gone, plan_is_gone):
        if name != "decisions":
            return None
        row = attrs.evolve(row, item=None, item_kind=None)
    if {who for _, who in getattr(row, "speakers", ())} & gone:
        row = attrs.evolve(row, **_unsaid(row, gone))
    return row


def _unsaid(said: Row, gone: set[str]) -> dict[str, Any]:
    """The fields of a row without what those who are gone said in it."""
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(said)):
        value = getattr(said, field.name)
        if isinstance(value, tuple):
            kept = tuple(
                one
                for one in value
                if getattr(one, "by_representative", None) not in gone
            )
            if kept != value:
                changes[field.name] = kept
        elif isinstance(value, Wish):
            if value.by_representative in gone:
                changes[field.name] = Wish(asked=WishAsked.UNKNOWN)
        elif isinstance(value, ProgrammeExit):
            if value.by_representative in gone:
                changes[field.name] = attrs.evolve(
                    value, decided_by=DecidedBy.UNKNOWN, by_representative=None
                )
        elif isinstance(value, Hearing):
            changes[field.name] = attrs.evolve(value, **_unsaid(value, gone))
        elif getattr(value, "by_representative", None) in gone or (
            field.name == "by_representative" and value in gone
        ):
            changes[field.name] = None
    return changes


def _names_what_is_gone(row: Row, gone: set[str], plan_is_gone: bool) -> bool:
    if row.item_kind is ItemKind.PLAN:
        return plan_is_gone and row.item is not None
    return row.item in gone


def _with_row(case: Case, name: str, place: int, less: Callable[[], Row]) -> Case:
    rows = getattr(case, name)
    changed: dict[str, Any] = {
        name: in_order((*rows[:place], less(), *rows[place + 1 :]))
    }
    return attrs.evolve(case, **changed)


def _vaguer_row(row: Row, kind: type[Any]) -> Iterator[Less]:
    for path in _NOT_KNOWN:
        stem, _, field = path.partition(".")
        if stem == kind.kind and getattr(row, field) is not None:
            yield field, partial(attrs.evolve, row, **{field: None})
            if path == "enrolment.start" and row.attended_from is not None:
                yield (
                    "start and attended_from",
                    partial(attrs.evolve, row, start=None, attended_from=None),
                )
    for field, also in _TOGETHER.items():
        stem, _, name = field.partition(".")
        if stem == kind.kind and any(
            getattr(row, other) != _empty(kind, other) for other in also
        ):
            yield f"{name} and what goes with it", partial(_emptied, row, stem, name)
    yield from vaguer(row, kind)


def vaguer(value: Any, hint: Any) -> Iterator[Less]:
    """Every smallest step from a value of this annotation towards nothing known.

    Where it is, and what makes it. For records without a source of their own, such as
    a unit; what a case is known by is more, see `ways`.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if value is None:
        return
    if origin in (Union, UnionType):
        (inner,) = (part for part in arguments if part is not type(None))
        yield from vaguer(value, inner)
    elif origin is tuple:
        for place, part in enumerate(value):
            for what, less in vaguer(part, arguments[0]):
                yield (
                    f"{place}.{what}".rstrip("."),
                    partial(_with_part, value, place, less),
                )
    elif isinstance(value, Concept):
        unknown = _unknown(type(value))
        if unknown not in (None, value):
            yield "", lambda: unknown
    elif isinstance(value, Coded):
        unknown = _unknown(type(value.concept))
        if unknown is not None and value != Coded(concept=unknown):
            yield "", lambda: Coded(concept=unknown)
            if value.code is not None and value.concept is not unknown:
                yield "concept", lambda: attrs.evolve(value, concept=unknown)
    elif isinstance(value, Record):
        yield from _vaguer_record(value)


def _unstarted(period: Period) -> Callable[[], Period]:
    return partial(attrs.evolve, period, start=None)


def _changed(value: Any, field: str, less: Callable[[], Any]) -> Any:
    return attrs.evolve(value, **{field: less()})


def _with_part(
    parts: tuple[Any, ...], place: int, less: Callable[[], Any]
) -> tuple[Any, ...]:
    return (*parts[:place], less(), *parts[place + 1 :])


def _vaguer_record(value: Record) -> Iterator[Less]:
    if isinstance(value, Period):
        if value.start is not None:
            yield "start", _unstarted(value)
        return
    kind: Any = type(value)
    for field, hint in field_types(kind).items():
        for what, less in vaguer(getattr(value, field), hint):
            yield (
                f"{field}.{what}".rstrip("."),
                partial(_changed, value, field, less),
            )
