"""Engines: what counts indicators, over cases or over tables of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from brukermedvirkning.domain.case import Case
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.tally import Key, Settings

__all__ = ["Engine", "TableEngine", "Tables"]


class Engine(Protocol):
    """Counts indicators over many cases; all arithmetic comes after it."""

    @property
    def id(self) -> str:
        """The id of the engine."""

    def tally(
        self,
        definitions: Sequence[Definition],
        cases: Iterable[Case],
        window: Window,
        parameters: Settings | None = None,
        by: Sequence[str] = (),
    ) -> Mapping[Key, int]:
        """How often each (indicator, group, label, value) occurs.

        `parameters` are by id of the definition; what is not given has its default. `by`
        are paths that every one of the definitions allows.
        """


class Tables(Protocol):
    """Tables of many cases, as `bmv export --format tables` lays them out."""

    def tally(
        self,
        definitions: Sequence[Definition],
        window: Window,
        parameters: Settings | None = None,
        by: Sequence[str] = (),
    ) -> Mapping[Key, int]:
        """What the engine gives over the cases of the tables.

        Raises `StoreError` where a table or a column is missing that is asked for.
        """


@runtime_checkable
class TableEngine(Engine, Protocol):
    """An engine that can also count over tables in a folder, without the cases."""

    def over(self, folder: Path) -> Tables:
        """The tables of a folder."""
