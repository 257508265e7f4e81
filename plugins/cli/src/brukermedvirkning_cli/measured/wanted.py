"""Which indicators are meant, of which days and what: from options to one question."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import attrs

from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.errors import DefinitionError, UnknownNameError
from brukermedvirkning.host import Host
from brukermedvirkning.rules.disclosure import Limits
from brukermedvirkning.rules.indicators.asked import Asked, asked_windows
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.meant import Meant, chosen
from brukermedvirkning.rules.indicators.periods import Every
from brukermedvirkning.rules.indicators.reading import definitions_from
from brukermedvirkning.rules.indicators.withhold import Zeros
from brukermedvirkning_cli.failures import WrongUse

__all__ = ["Wanted", "limits", "or_wrong_use", "wanted"]

T = TypeVar("T")


def or_wrong_use(make: Callable[[], T]) -> T:
    """What can be made of what was asked. Raises `WrongUse` where nothing can."""
    try:
        return make()
    except DefinitionError as error:
        raise WrongUse(str(error)) from None


def limits(
    *, threshold: int | None, usual: int, zeros: str | None, internal: bool
) -> Limits | None:
    """What is small; None where nothing is withheld. Raises `WrongUse` for both."""
    if internal:
        if threshold is not None or zeros is not None:
            raise WrongUse("--internal withholds nothing: no --threshold or --zeros")
        return None
    return or_wrong_use(
        lambda: Limits(
            threshold=usual if threshold is None else threshold,
            zeros=Zeros(zeros) if zeros else Zeros.SHOWN,
        )
    )


def wanted(
    host: Host, ids: Sequence[str], group: str | None, file: Path | None
) -> tuple[Definition, ...]:
    """Those named, those of a group, those of a file, or all that are installed."""
    groups, own = host.indicator_groups, definitions_from(file) if file else ()
    if group is not None and group not in groups:
        raise UnknownNameError("group of indicators", group, tuple(groups))
    of_group = () if group is None else groups[group].indicators
    return or_wrong_use(
        lambda: chosen(host.indicators, ids, of_group=of_group, own=own)
    )


@attrs.frozen(kw_only=True)
class Wanted:
    """What the options ask for; `named` says whether some indicators were named.

    `tables` says that exported tables are counted, and that no store is there.
    """

    definitions: tuple[Definition, ...]
    named: bool
    as_of: date
    first: date | None = None
    last: date | None = None
    every: str | None = None
    by: tuple[str, ...] = ()
    programme: str | None = None
    tables: bool = False

    def asked(
        self, programmes: Mapping[str, Programme], beside: Collection[Any] = ()
    ) -> Asked:
        """The question, where these programmes and records of organisations are known.

        Where no indicator was named, what cannot be asked is left out. Raises
        `WrongUse`, and `UnknownNameError` for a programme that nobody knows.
        """
        return or_wrong_use(lambda: self._meant().asked(programmes, beside))

    def _meant(self) -> Meant:
        every = Every(self.every) if self.every else None
        return Meant(
            definitions=self.definitions,
            named=self.named,
            windows=asked_windows(self.as_of, self.first, self.last, every),
            by=self.by,
            programme=self.programme,
            tables="--tables" if self.tables else None,
        )
