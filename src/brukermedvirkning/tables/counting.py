"""Counting exported tables where cases would be counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.ports import Engine, TableEngine, Tables
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.tally import Key, Settings

__all__ = ["at_once", "over_tables"]

_LAID_OUT_AT_ONCE = 100_000
"""Cases that an engine over tables is given at once; each time it lays them out."""


def at_once(counting: Engine | None) -> int | None:
    """How many cases an engine is to be given at once; None where it takes a stream."""
    return _LAID_OUT_AT_ONCE if isinstance(counting, TableEngine) else None


@attrs.frozen
class _OverTables:
    """An engine that counts the cases of tables, and is given none itself."""

    id: str
    tables: Tables

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
        return self.tables.tally(definitions, window, parameters, by)


def over_tables(
    counting: Engine, folder: Path, engines: Mapping[str, Engine]
) -> Engine:
    """The engine over tables in a folder.

    Raises `DefinitionError` where it counts none, naming those of `engines` that do.
    """
    if not isinstance(counting, TableEngine):
        able = [name for name, one in engines.items() if isinstance(one, TableEngine)]
        raise DefinitionError(
            f"the engine {counting.id} does not count tables; engines that do:"
            f" {', '.join(able) or 'none is installed'}"
        )
    return _OverTables(counting.id, counting.over(folder))
