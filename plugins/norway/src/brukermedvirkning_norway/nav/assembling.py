"""Puts what was told of one person together: the follow-up periods, and what is in them.

A follow-up period (oppfølgingsperiode) is a case. What names no period stands in the one
that holds its day; where none does, or several, it stands in a case of its own without
dates, and that is told. Nothing is moved from one case to another later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, collections, in_order
from brukermedvirkning.domain.period import Period
from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning.ports import Identity, Notice, Read, Rejected
from brukermedvirkning_norway.nav.codes import of_norway
from brukermedvirkning_norway.nav.contract import Contract, Known
from brukermedvirkning_norway.nav.documents import text_of
from brukermedvirkning_norway.nav.marking import joined
from brukermedvirkning_norway.nav.naming import doubled, named
from brukermedvirkning_norway.nav.told import Number, Piece, Shown, Spell, Told

__all__ = ["FAMILY", "NO_PERIOD", "Person", "assemble"]

FAMILY = "no.nav"
NO_PERIOD = "no follow-up period"
"""How the source key of a case begins that holds what no known period does."""


@attrs.frozen(kw_only=True)
class Person:
    """What is known of one person: numbers, messages, and cases of earlier imports."""

    numbers: tuple[Number, ...]
    told: tuple[Told, ...]
    cases: tuple[Case, ...] = ()

    @property
    def id(self) -> str:
        """The participant's id: that of a case that is known, else made of what the
        messages are about, and of no number.
        """
        if self.cases:
            return self.cases[0].participant.id
        first = min([one.period or one.about for one in self.told])
        return f"nav-participant-{_digest(first)}"


def assemble(
    person: Person,
    contracts: Mapping[str, Contract],
    things: Mapping[str, Mapping[str, Any]],
    known_until: date | None,
) -> Iterator[Read | Rejected | Notice]:
    """The cases of a person; what cannot be a row is rejected, the rest is kept."""
    rows = {row.id: row for case in person.cases for row in case.rows()}
    known = Known(things=things, rows=rows)
    shown: list[tuple[Contract, Shown]] = []
    # A tombstone is of no contract: what its key names was deleted at its source.
    all_told = named(person.told, rows)
    withdrawn = {one.about for one in all_told if not one.contract}
    withdrawn |= doubled(all_told, rows)
    for contract, about, told in _by_thing(all_told, contracts):
        try:
            one = contract.show(told, known)
        except InvalidRecordError as error:
            yield _rejected(told, error, contract.id)
            continue
        yield from one.notices
        yield from one.rejected
        if one.withdrawn:
            withdrawn.add(about)
        shown.append((contract, one))
    carries = _carries(contracts, person, things)
    made = _Made(person, contracts, withdrawn, carries, known_until)
    for _, one in shown:
        for spell in one.spells:
            made.begin(spell)
    for contract, one in shown:
        for piece in one.pieces:
            yield from made.place(contract, piece)
    yield from made.reads()


def _by_thing(
    told: Sequence[Told], contracts: Mapping[str, Contract]
) -> Iterator[tuple[Contract, str, Sequence[Told]]]:
    """What was told, thing by thing and in order; richer contracts come later."""
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in told:
        groups[one.contract, one.about].append(one)
    things = sorted(groups)
    for contract in contracts.values():
        for contract_id, about in things:
            if contract_id == contract.id:
                group = groups[contract_id, about]
                yield contract, about, _once(sorted(group, key=lambda one: one.order))


def _once(told: Sequence[Told]) -> tuple[Told, ...]:
    """Messages without those that came before: the same key, or the same content."""
    if len(told) == 1:
        return tuple(told)
    seen: set[str] = set()
    kept: list[Told] = []
    for one in told:
        key = one.key or text_of(one.value)
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return tuple(kept)


def _rejected(
    told: Sequence[Told], error: InvalidRecordError, section: str
) -> Rejected:
    """What was told and cannot be kept, with every fault at the place of the last."""
    place = told[-1].place if told else None
    return Rejected(
        faults=tuple(
            attrs.evolve(
                fault,
                source=place.source if place else FAMILY,
                where=place.where if place else fault.where,
            )
            for fault in error.faults
        ),
        content="\n".join(text_of(one.value) for one in told),
        section=section,
    )


def _carries(
    contracts: Mapping[str, Contract],
    person: Person,
    things: Mapping[str, Mapping[str, Any]],
) -> Carries:
    """What all sources of a person together can carry, with those that are nobody's."""
    spoken = {*(one.contract for one in person.told), *things}
    paths = dict.fromkeys(
        path
        for carries in (
            *(case.origin.carries for case in person.cases),
            *(one.carries for one in contracts.values() if one.id in spoken),
        )
        for path in carries.paths
    )
    return Carries(paths=tuple(sorted(paths)))


class _Made:
    """The cases of a person as they grow."""

    def __init__(
        self,
        person: Person,
        contracts: Mapping[str, Contract],
        withdrawn: set[str],
        carries: Carries,
        known_until: date | None,
    ) -> None:
        self._person = person
        self._contracts = contracts
        self._withdrawn = withdrawn
        self._carries = carries
        self._known_until = known_until
        self._cases = {str(case.origin.source_key): case for case in person.cases}
        self._spells: dict[str, Spell] = {
            key: Spell(id=key, start=case.period.start, end=case.period.end)
            for key, case in self._cases.items()
            if not key.startswith(NO_PERIOD)
        }
        self._told: set[str] = set()
        self._spoken: set[str] = set()
        self._rows: dict[str, dict[str, tuple[str, Item]]] = defaultdict(dict)
        self._home: dict[str, str] = {
            row.id: key for key, case in self._cases.items() for row in case.rows()
        }

    def begin(self, spell: Spell) -> None:
        """A follow-up period that was told of; what it tells replaces what was known."""
        self._spells[spell.id] = spell
        self._told.add(spell.id)

    def place(self, contract: Contract, piece: Piece) -> Iterator[Notice]:
        """Put a row into its case, unless what is known of it is newer."""
        piece = self._joined(contract, piece)
        known = self._known_row(piece.row.id)
        note = None if known is None else self._less(contract, known, piece.row)
        if note is not None:
            self._spoken.add(self._home[piece.row.id])
            yield Notice(
                source=contract.id,
                where=piece.row.id,
                field=piece.collection,
                found=str(piece.row.recorded.at),
                note=f"{note}; what is known of it is left as it is",
            )
            return
        key = self._home.get(piece.row.id) or self._key(piece)
        if key.startswith(NO_PERIOD) and piece.beside is None:
            yield Notice(
                source=contract.id,
                where=piece.row.id,
                field="oppfolgingsperiode",
                found="no period that holds its day",
                note="kept in a case of its own without dates",
            )
        self._home[piece.row.id] = key
        self._rows[key][piece.row.id] = (piece.collection, piece.row)

    def reads(self) -> Iterator[Read | Rejected]:
        """The cases, in the order of their keys."""
        keys = {*self._rows, *self._told, *self._spoken, *self._touched()}
        for key in sorted(keys):
            try:
                case = self._case(key, self._rows[key])
            except InvalidRecordError:
                yield from self._what_holds(key)
            else:
                yield self._read(key, case)

    def _read(self, key: str, case: Case) -> Read:
        return Read(case=case, source_key=key, identities=self._identities())

    def _what_holds(self, key: str) -> Iterator[Read | Rejected]:
        """A case of the things that can stand together; what cannot is rejected."""
        things: dict[str, dict[str, tuple[str, Item]]] = defaultdict(dict)
        for row_id, placed in sorted(self._rows[key].items()):
            things[row_id.partition("/")[0]][row_id] = placed
        kept: dict[str, tuple[str, Item]] = {}
        for about, rows in things.items():
            try:
                self._case(key, {**kept, **rows})
            except InvalidRecordError as error:
                yield self._rejected(error, about)
            else:
                kept |= rows
        try:
            yield self._read(key, self._case(key, kept))
        except InvalidRecordError as error:
            yield self._rejected(error, None)

    def _rejected(self, error: InvalidRecordError, about: str | None) -> Rejected:
        """What was told of a thing, or of the person, and why it cannot be kept."""
        told = [one for one in self._person.told if about in (None, one.about)]
        return _rejected(told, error, told[-1].contract if told else FAMILY)

    def _identities(self) -> tuple[Identity, ...]:
        latest = {one.scheme: one.value for one in self._person.numbers}
        return tuple(
            Identity(participant=self._person.id, scheme=scheme, value=value)
            for scheme, value in sorted(latest.items())
        )

    def _touched(self) -> set[str]:
        """The known cases with rows that their source took back."""
        return {
            key
            for row, key in self._home.items()
            if row.partition("/")[0] in self._withdrawn
        }

    def _less(self, contract: Contract, known: Item, told: Item) -> str | None:
        """Why what is now told of a row is less than what is known, or None."""
        ranks = list(self._contracts)
        by = of_norway(known.extensions).get("contract", contract.id)
        if by != contract.id and by in ranks and by not in contract.equals:
            richer = ranks.index(by) > ranks.index(contract.id)
            return "told more fully before" if richer else None
        if contract.equals:
            # All that was told before is in it already.
            return None
        at, now = known.recorded.at, told.recorded.at
        older = at is not None and now is not None and at > now
        return "older than what is known" if older else None

    def _joined(self, contract: Contract, piece: Piece) -> Piece:
        """A row together with what contracts that count as much told of it."""
        if not contract.equals:
            return piece
        key = self._home.get(piece.row.id, "")
        _, placed = self._rows.get(key, {}).get(piece.row.id, (None, None))
        other = placed or self._known_row(piece.row.id)
        if type(other) is not type(piece.row):
            return piece
        return attrs.evolve(piece, row=joined(piece.row, other))

    def _known_row(self, row_id: str) -> Item | None:
        case = self._cases.get(self._home.get(row_id, ""))
        if case is None:
            return None
        return next((row for row in case.rows() if row.id == row_id), None)

    def _key(self, piece: Piece) -> str:
        if piece.beside is not None and piece.beside in self._home:
            return self._home[piece.beside]
        if piece.period is not None:
            self._spells.setdefault(piece.period, Spell(id=piece.period))
            return piece.period
        holding = [
            spell.id
            for spell in self._spells.values()
            if piece.day is not None
            and spell.start is not None
            and Period(start=spell.start, end=spell.end).contains(piece.day)
        ]
        return holding[0] if len(holding) == 1 else f"{NO_PERIOD}: {self._person.id}"

    def _case(self, key: str, placed: Mapping[str, tuple[str, Item]]) -> Case:
        before = self._cases.get(key)
        spell = self._spells.get(key, Spell(id=key))
        values: dict[str, Any] = {
            name: {row.id: row for row in getattr(before, name, ())}
            for name in collections()
        }
        for collection, row in placed.values():
            values[collection][row.id] = row
        rows: dict[str, Any] = {
            name: in_order(tuple(map(self._standing, found.values())))
            for name, found in values.items()
        }
        period = Period(start=spell.start, end=spell.end)
        plan = spell.plan
        unit = spell.unit
        if before is not None and key not in self._told:
            period, plan, unit = before.period, before.plan, before.unit
        return Case(
            id=before.id if before else f"nav-{_slug(key)}",
            participant=Participant(id=self._person.id),
            unit=unit,
            period=period,
            plan=plan,
            origin=Origin(carries=self._carries, known_until=self._known_until),
            **rows,
        )

    def _standing(self, row: Item) -> Item:
        """A row as it stands: in error where its source took it back."""
        if row.id.partition("/")[0] in self._withdrawn:
            return attrs.evolve(row, registered_in_error=True)
        return row


def _slug(key: str) -> str:
    """A key as part of an id: as it is where it is a uuid, else a digest of it."""
    plain = key.replace("-", "").isalnum() and key.isascii() and " " not in key
    return key if plain else _digest(key)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:24]
