"""Codes in other schemes, by all the crosswalks that plugins offer, and what is lost.

From one scheme to another it goes along crosswalks, forwards or backwards, and only where
these do not lead there by way of what codes mean in the core's words. Nothing is guessed:
a report says of each code what it is there, or why it cannot be said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import product
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.meanings import core_scheme, meanings
from brukermedvirkning.domain.record import PERSONAL, Record, field_types
from brukermedvirkning.domain.translation import Loss, Route, Translation, Way
from brukermedvirkning.errors import UnknownNameError
from brukermedvirkning.host import Host

__all__ = ["CodeLoss", "LossReport", "LostCode", "RowLoss", "Translator"]


@attrs.frozen(kw_only=True)
class RowLoss:
    """A code of one row that another scheme cannot say as it is.

    `field` is the way to it inside the row, such as `exit.category`.
    """

    case: str = attrs.field(repr=False, metadata=PERSONAL)
    kind: str
    row: str = attrs.field(repr=False, metadata=PERSONAL)
    field: str
    translation: Translation


@attrs.frozen(kw_only=True)
class CodeLoss:
    """A code, what it is elsewhere, and what is lost: one entry of a report."""

    code: Code
    to_scheme: str
    found: tuple[Code, ...]
    losses: tuple[Loss, ...]


@attrs.frozen(kw_only=True)
class LostCode:
    """What is lost of one code, and in how many places of the cases it stands."""

    lost: CodeLoss
    places: int


@attrs.frozen(kw_only=True)
class LossReport:
    """What a set of cases loses in other schemes, code by code; nobody is named in it.

    Of `codes` that have a way to one of the schemes, `carried` lose nothing. `elsewhere`
    are the codes of schemes without such a way, counted by scheme.
    """

    to_schemes: tuple[str, ...]
    codes: int
    carried: int
    lost: tuple[LostCode, ...]
    elsewhere: Mapping[str, int]


@attrs.frozen(kw_only=True)
class _Place:
    """Where a code stands: in which row and field, and on which day; `codes` are the
    source's own, if it has one, and the core's word beside it.
    """

    kind: str
    row: str
    field: str
    codes: tuple[Code, ...]
    on: date | None


class Translator:
    """Translates codes by the crosswalks and vocabularies of a host."""

    def __init__(self, host: Host) -> None:
        crosswalks = host.crosswalks.values()
        self._spellings = {
            one.from_scheme: Way(crosswalk=one) for one in crosswalks if one.is_spelling
        }
        between = [one for one in crosswalks if one.from_scheme != one.to_scheme]
        self._ways = tuple(
            Way(crosswalk=one, backwards=backwards)
            for backwards in (False, True)
            for one in between
        )
        found = map(meanings, host.vocabularies.values())
        self._meanings = {one.from_scheme: one for one in found if one is not None}
        self._routes: dict[tuple[str, str], Route | None] = {}
        self._followed: dict[tuple[str, str, str, date | None], Translation] = {}

    def route(self, from_scheme: str, to_scheme: str) -> Route:
        """The ways from one scheme to another, as few as lead there.

        Crosswalks go before the core's words, one forwards before one backwards, and of
        as many the first by the ids. Another spelling of a code is read first. Raises
        `UnknownNameError` where no way leads there, with the schemes to be reached.
        """
        found = self._route(from_scheme, to_scheme)
        if found is None:
            raise UnknownNameError(
                f"scheme to be reached from {from_scheme}",
                to_scheme,
                tuple(sorted(self._reached(from_scheme))),
            )
        return found

    def translate(self, code: Code, to_scheme: str, on: date | None) -> Translation:
        """What a code is in another scheme on a day, and what is lost.

        On an unknown day only what holds on every day does. Raises `UnknownNameError`
        where no way leads there, `OutsidePeriodsError` for a day outside every period.
        """
        return self.route(code.scheme, to_scheme).translate(code.code, on)

    def losses(self, case: Case, to_schemes: Sequence[str]) -> Iterator[RowLoss]:
        """The codes of a case that the schemes cannot say as they are, row by row.

        A code is looked at in the first of the schemes that it has a way to, else by the
        core's word beside it, on the day of what it stands in. Rows in error are left out.
        """
        for one in _places(case):
            found = self._looked_at(one, to_schemes)
            if found is not None and not found.is_exact:
                yield RowLoss(
                    case=case.id,
                    kind=one.kind,
                    row=one.row,
                    field=one.field,
                    translation=found,
                )

    def report(self, cases: Iterable[Case], to_schemes: Sequence[str]) -> LossReport:
        """What a set of cases loses, code by code; the cases go by one at a time."""
        carried = 0
        lost: Counter[CodeLoss] = Counter()
        elsewhere: Counter[str] = Counter()
        for case in cases:
            for one in _places(case):
                found = self._looked_at(one, to_schemes)
                if found is None:
                    elsewhere[one.codes[0].scheme] += 1
                elif found.is_exact:
                    carried += 1
                else:
                    lost[_without_day(found)] += 1
        return LossReport(
            to_schemes=tuple(to_schemes),
            codes=carried + lost.total(),
            carried=carried,
            lost=tuple(
                LostCode(lost=one, places=places)
                for one, places in sorted(
                    lost.items(), key=lambda item: _order(item[0])
                )
            ),
            elsewhere=dict(sorted(elsewhere.items())),
        )

    def _looked_at(
        self, place: _Place, to_schemes: Sequence[str]
    ) -> Translation | None:
        for code, scheme in product(place.codes, to_schemes):
            route = self._route(code.scheme, scheme)
            if route is not None:
                key = (code.scheme, scheme, code.code, place.on)
                if key not in self._followed:
                    self._followed[key] = route.follow(code.code, place.on)
                return self._followed[key]
        return None

    def _route(self, from_scheme: str, to_scheme: str) -> Route | None:
        pair = (from_scheme, to_scheme)
        if pair not in self._routes:
            ways = self._by_crosswalks(from_scheme).get(to_scheme)
            if ways is None:
                ways = self._by_meaning(from_scheme, to_scheme)
            if ways is not None and from_scheme in self._spellings:
                ways = (self._spellings[from_scheme], *ways)
            self._routes[pair] = Route(ways=ways) if ways else None
        return self._routes[pair]

    def _by_crosswalks(self, from_scheme: str) -> dict[str, tuple[Way, ...]]:
        """Every scheme that crosswalks lead to, and the fewest that do."""
        found: dict[str, tuple[Way, ...]] = {from_scheme: ()}
        waiting = [from_scheme]
        for here in waiting:
            for way in self._ways:
                if way.from_scheme == here and way.to_scheme not in found:
                    found[way.to_scheme] = (*found[here], way)
                    waiting.append(way.to_scheme)
        return found

    def _by_meaning(self, from_scheme: str, to_scheme: str) -> tuple[Way, ...] | None:
        """By what codes mean: to the core's words, from them, or to them and from them."""
        there, back = self._meanings.get(from_scheme), self._meanings.get(to_scheme)
        core = from_scheme if there is None else there.to_scheme
        if core != (to_scheme if back is None else back.to_scheme):
            return None
        first = () if there is None else (Way(crosswalk=there),)
        last = () if back is None else (Way(crosswalk=back, backwards=True),)
        return (*first, *last)

    def _reached(self, from_scheme: str) -> set[str]:
        known = {*self._meanings, *(one.to_scheme for one in self._meanings.values())}
        by_meaning = {one for one in known if self._by_meaning(from_scheme, one)}
        return {*self._by_crosswalks(from_scheme), *by_meaning} - {from_scheme}


def _without_day(found: Translation) -> CodeLoss:
    return CodeLoss(
        code=found.code,
        to_scheme=found.to_scheme,
        found=found.found,
        losses=found.losses,
    )


def _order(one: CodeLoss) -> tuple[str, ...]:
    natures = tuple(str(loss.nature) for loss in one.losses)
    return (one.code.scheme, one.code.code, one.to_scheme, *natures)


def _places(case: Case) -> Iterator[_Place]:
    """Every code that counts in a case; what is in error does not."""
    if case.registered_in_error:
        return
    for row in case.rows():
        if not row.registered_in_error:
            for field, codes, on in _inside(row, (), row.day):
                yield _Place(
                    kind=row.kind, row=row.id, field=".".join(field), codes=codes, on=on
                )


def _inside(
    record: Record, way: tuple[str, ...], on: date | None
) -> Iterator[tuple[tuple[str, ...], tuple[Code, ...], date | None]]:
    kind: type = type(record)
    for name in _fields_with_codes(kind):
        value = getattr(record, name)
        here = (*way, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Coded):
                codes = [one.code, _own_word(one.concept)]
                if any(codes):
                    yield here, tuple(filter(None, codes)), on
            elif isinstance(one, Code):
                yield here, (one,), on
            elif one is not None:
                yield from _inside(one, here, getattr(one, "on", None) or on)


def _own_word(concept: Concept) -> Code | None:
    """The core's word, where it says something."""
    if concept.is_unknown:
        return None
    return Code(scheme=core_scheme(type(concept).__name__), code=concept.value)


@cache
def _fields_with_codes(record: type) -> tuple[str, ...]:
    return tuple(
        name for name, hint in field_types(record).items() if _leads_to_codes(hint)
    )


def _leads_to_codes(hint: Any) -> bool:
    origin = get_origin(hint)
    if origin is Coded or hint is Code:
        return True
    if origin in (Union, UnionType, tuple):
        return any(map(_leads_to_codes, get_args(hint)))
    if isinstance(hint, type) and issubclass(hint, Record):
        nested: type = hint
        return bool(_fields_with_codes(nested))
    return False
