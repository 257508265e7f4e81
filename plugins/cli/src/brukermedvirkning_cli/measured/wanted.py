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
from brukermedvirkning.rules.indicators.asked import (
    FIELDS,
    PROGRAMME,
    Asked,
    asked_windows,
    counts_cases,
    that_allow,
)
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.of_programmes import as_promised
from brukermedvirkning.rules.indicators.periods import Every
from brukermedvirkning.rules.indicators.reading import definitions_from
from brukermedvirkning.rules.indicators.withhold import Zeros
from brukermedvirkning.services import BESIDE, definitions
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
    """Those named, those of a group, those of a file, or all that are installed.

    A name means the definition in the file where there is one of that name; what is
    measured by a function is no definition, and is not among them.
    """
    own = {one.id: one for one in (definitions_from(file) if file else ())}
    of_group = host.indicators_of(group) if group else ()
    if ids or not (own or of_group):
        named = [name for name in ids if name not in own and name not in BESIDE]
        of_group += definitions(host, named) if named or not ids else ()
    mine = {name: own[name] for name in ids if name in own} if ids else own
    return tuple({**{one.id: one for one in of_group}, **mine}.values())


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
        if self.programme is not None and self.programme not in programmes:
            raise UnknownNameError("programme", self.programme, tuple(programmes))
        of = [programmes[self.programme]] if self.programme else programmes.values()
        by = tuple(FIELDS.get(name, name) for name in self.by)
        return or_wrong_use(lambda: self._asked(list(of), by, beside))

    def _asked(
        self, programmes: list[Programme], by: tuple[str, ...], beside: Collection[Any]
    ) -> Asked:
        windows = asked_windows(
            self.as_of, self.first, self.last, Every(self.every) if self.every else None
        )
        there = tuple(one for one in self.definitions if self._is_there(one, beside))
        able = that_allow(there, by, all_of_them=self.named)
        promised, parameters = as_promised(able, programmes, all_of_them=self.named)
        return Asked(
            definitions=promised,
            windows=windows,
            by=by,
            programme=self.programme,
            parameters=parameters,
        )

    def _is_there(self, one: Definition, beside: Collection[Any]) -> bool:
        """Whether there is anything to ask it of. Raises `WrongUse` if it was named."""
        if not self.named:
            if not counts_cases(one):
                return bool(beside) and not self.programme and not self.tables
            return not self._needs_a_store(one)
        if self.tables and not counts_cases(one):
            raise WrongUse(f"{one.id} is counted in a store: without --tables")
        if self._needs_a_store(one):
            raise WrongUse(f"{one.id} knows no programme: without --tables")
        return True

    def _needs_a_store(self, one: Definition) -> bool:
        """Whether the cases of one programme have to be found first."""
        alone = self.tables and self.programme is not None
        return alone and PROGRAMME not in one.groupings
