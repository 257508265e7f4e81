"""Counting exported tables where a store would be counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from brukermedvirkning.domain.case import Case
from brukermedvirkning.ports import Engine, TableEngine, Tables
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.tally import Key, Settings
from brukermedvirkning_cli.failures import WrongUse

__all__ = ["over"]


class _OverTables:
    """An engine that counts the cases of tables, and is given none itself."""

    def __init__(self, engine_id: str, tables: Tables) -> None:
        self.id = engine_id
        self._tables = tables

    def tally(
        self,
        definitions: Sequence[Definition],
        cases: Iterable[Case],
        window: Window,
        parameters: Settings | None = None,
        by: Sequence[str] = (),
    ) -> Mapping[Key, int]:
        """What stands in the tables."""
        del cases
        return self._tables.tally(definitions, window, parameters, by)


def over(counting: Engine, folder: Path) -> Engine:
    """The engine over tables in a folder. Raises `WrongUse` where it counts none."""
    if not isinstance(counting, TableEngine):
        raise WrongUse(f"the engine {counting.id} does not count tables; try --engine")
    return _OverTables(counting.id, counting.over(folder))
