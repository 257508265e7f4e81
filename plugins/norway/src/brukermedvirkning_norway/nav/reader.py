"""Readers of NAV's contracts: one each, all of one family, read together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from datetime import date

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.case import Case
from brukermedvirkning.errors import Fault, OptionError
from brukermedvirkning.ports import (
    Gathering,
    Identity,
    Notice,
    Option,
    Read,
    Rejected,
    Source,
)
from brukermedvirkning_norway.nav.assembling import FAMILY
from brukermedvirkning_norway.nav.contract import Contract
from brukermedvirkning_norway.nav.documents import first_value
from brukermedvirkning_norway.nav.gathering import NavGathering

__all__ = ["OPTIONS", "NavReader", "readers"]

OPTIONS = (
    Option(
        id="period",
        help="the follow-up period of messages that name neither person nor period",
        example="7e1fb5c4-3a57-4cf3-8a0e-4f4cbb8b4c11",
    ),
    Option(
        id="known-until",
        help="the last day that the sources speak of; else that of the latest message",
        example="2026-06-30",
    ),
)


class NavReader:
    """Reads messages of one contract; those of other contracts beside them, too."""

    def __init__(self, contract: Contract, contracts: Mapping[str, Contract]) -> None:
        self._contract = contract
        self._contracts = contracts

    @property
    def id(self) -> str:
        """The id of the format."""
        return self._contract.id

    @property
    def title(self) -> str:
        """What it reads, in a few words."""
        return self._contract.title

    @property
    def family(self) -> str:
        """All of NAV's contracts are read together."""
        return FAMILY

    @property
    def options(self) -> Sequence[Option]:
        """What it can be told."""
        return OPTIONS

    @property
    def carries(self) -> Carries:
        """What a message of the contract has a place for."""
        return self._contract.carries

    def recognises(self, source: Source) -> bool:
        """Whether the first message of a source is of the contract."""
        value = first_value(source.content)
        return value is not None and self._contract.is_one(value)

    def gather(self, options: Mapping[str, str]) -> AbstractContextManager[Gathering]:
        """A gathering of all contracts. Raises `OptionError`."""
        known_until = _told(options)
        return closing(
            NavGathering(
                self._contracts,
                period=options.get("period"),
                known_until=known_until,
            )
        )

    def read(
        self, source: Source, options: Mapping[str, str]
    ) -> Iterator[Read | Rejected | Notice]:
        """The cases of one source, of which nothing is known. Raises `OptionError`."""
        with self.gather(options) as gathering:
            yield from gathering.add(self.id, source)
            yield from gathering.reads(_nothing)

    def rejects(self, rejected: Sequence[Rejected], options: Mapping[str, str]) -> str:  # noqa: ARG002
        """Rejected messages, one a line, to be mended and read again."""
        return "".join(f"{one.content}\n" for one in rejected if one.content)


def readers(contracts: Mapping[str, Contract]) -> tuple[NavReader, ...]:
    """A reader for each contract."""
    return tuple(NavReader(contract, contracts) for contract in contracts.values())


def _nothing(_: Sequence[Identity], __: Sequence[str]) -> tuple[Case, ...]:
    return ()


def _told(options: Mapping[str, str]) -> date | None:
    """The last day that is spoken of. Raises `OptionError` with every fault."""
    known = {one.id for one in OPTIONS}
    faults = [
        Fault(field=name, expected=f"one of the options {', '.join(sorted(known))}")
        for name in sorted(options.keys() - known)
    ]
    until = options.get("known-until")
    day = None
    if until is not None:
        try:
            day = date.fromisoformat(until)
        except ValueError:
            faults.append(
                Fault(field="known-until", found=until, expected="a day as yyyy-mm-dd")
            )
    if faults:
        raise OptionError(tuple(faults))
    return day
