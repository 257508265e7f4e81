"""Takes in sources of NAV's contracts and reads them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import AskKnown, Identity, Notice, Read, Rejected, Source
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.assembling import FAMILY, Person, assemble
from brukermedvirkning_norway.nav.contract import Contract
from brukermedvirkning_norway.nav.documents import Message, messages, text_of
from brukermedvirkning_norway.nav.spool import Spool
from brukermedvirkning_norway.nav.told import Number, Place, Told

__all__ = ["NavGathering"]

_ILLEGAL = "ULOVLIG_ENDRING"


class NavGathering:
    """Messages of all contracts, to be read person by person once all are there.

    `period` is the follow-up period of messages that name neither a person nor a period
    (an answer about one person, taken from a service); without it they are of whomever
    their source is about. `known_until` is the last day that the sources speak of;
    without it that of the latest message.
    """

    def __init__(
        self,
        contracts: Mapping[str, Contract],
        *,
        period: str | None = None,
        known_until: date | None = None,
    ) -> None:
        self._contracts = contracts
        self._period = period
        self._known_until = known_until
        self._latest: date | None = None
        self._spool = Spool()
        self._things: dict[str, dict[str, Any]] = defaultdict(dict)

    def close(self) -> None:
        """Let go of what was taken in."""
        self._spool.close()

    def add(self, reader: str, source: Source) -> Iterator[Rejected | Notice]:
        """Take in a source: each message by the contract that it is of.

        A message that is of no contract is refused as one of the reader's.
        """
        for message in messages(source.content, source.name):
            if isinstance(message, Rejected):
                yield message
                continue
            if message.value is None:
                yield from self._take_back(source, message)
                continue
            contract = self._contract(reader, message)
            found = list(contract.tell(message))
            faults = tuple(
                attrs.evolve(one, source=source.name, where=_within(message, one.where))
                for one in found
                if isinstance(one, Fault)
            )
            if faults:
                content = text_of(message.value)
                yield Rejected(faults=faults, content=content, section=contract.id)
            for one in found:
                if isinstance(one, Notice):
                    where = _within(message, one.where)
                    yield attrs.evolve(one, source=source.name, where=where)
                elif isinstance(one, Told):
                    self._keep(contract, source, message, one)

    def reads(self, known: AskKnown) -> Iterator[Read | Rejected | Notice]:
        """The cases of everybody, person by person."""
        until = self._known_until or self._latest
        disputed = self._spool.disputed()
        for numbers, told in self._spool.people():
            named = {one.period for one in told if one.period is not None}
            if not numbers and named & disputed:
                expected = "a period that is one person's"
                yield _of_nobody(told, "a period of two persons", expected)
                continue
            if not numbers and not named:
                expected = "the key of something that another message is about"
                yield _of_nobody(told, "a tombstone alone", expected)
                continue
            refused = tuple(one for one in told if one.is_anothers)
            if refused:
                # As NAV's consumer of cards answers.
                expected = "the person whose it is, for that is never changed"
                yield _of_nobody(refused, "another person", f"{expected} ({_ILLEGAL})")
            if len(refused) == len(told):
                continue
            yield from _doubled(numbers)
            person = Person(
                numbers=numbers,
                told=tuple(one for one in told if not one.is_anothers),
                cases=_asked(known, numbers, sorted(named - disputed)),
            )
            yield from assemble(person, self._contracts, self._things, until)

    def _contract(self, reader: str, message: Message) -> Contract:
        for contract in self._contracts.values():
            if contract.is_one(message.value):
                return contract
        return self._contracts[reader]

    def _take_back(self, source: Source, message: Message) -> Iterator[Rejected]:
        """A tombstone: what its key names was deleted where it came from."""
        place = Place(source=source.name, where=message.where)
        if message.key is None:
            fault = Fault(
                source=source.name,
                where=message.where,
                found="null",
                expected="a message, or a record with a key",
            )
            yield Rejected(faults=(fault,))
        else:
            about = message.key.lower()
            self._spool.add(Told(about=about, withdrawn=True, place=place))

    def _keep(
        self, contract: Contract, source: Source, message: Message, told: Told
    ) -> None:
        place = Place(source=source.name, where=message.where)
        if contract.is_reference:
            self._things[contract.id][told.about] = told.value
            return
        if told.at is not None:
            day = times.civil_day(told.at)
            self._latest = max(self._latest or day, day)
        period = told.period
        if period is None and not told.numbers and not told.withdrawn:
            period = self._period or f"source {source.name}"
        self._spool.add(
            attrs.evolve(told, contract=contract.id, place=place, period=period)
        )


def _within(message: Message, where: str) -> str:
    """A place in a message as a place in its source."""
    return ".".join(filter(None, (message.where, where)))


def _asked(
    known: AskKnown, numbers: tuple[Number, ...], periods: list[str]
) -> tuple[Case, ...]:
    """The person's cases that are known, by number; by period where there is none."""
    identities = [
        Identity(participant="", scheme=one.scheme, value=one.value) for one in numbers
    ]
    return tuple(known(identities, periods))


def _of_nobody(told: tuple[Told, ...], found: str, expected: str) -> Rejected:
    first = told[0]
    return Rejected(
        faults=tuple(
            Fault(
                source=one.place.source,
                where=one.place.where,
                found=found,
                expected=expected,
            )
            for one in told
        ),
        content="\n".join(text_of(one.value) for one in told),
        section=first.contract,
    )


def _doubled(numbers: tuple[Number, ...]) -> Iterator[Notice]:
    """That one person has two numbers of one kind: told, and neither of them shown."""
    schemes = [one.scheme for one in numbers]
    for scheme in sorted({one for one in schemes if schemes.count(one) > 1}):
        yield Notice(
            source=FAMILY,
            where="",
            field=scheme,
            found=f"{schemes.count(scheme)} numbers",
            note="of one person, by what the messages say; the last in order is kept",
        )
