"""Measuring what was asked, with progress while the cases are taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.ports import Engine
from brukermedvirkning.rules.disclosure import Limits
from brukermedvirkning.rules.indicators.asked import Asked
from brukermedvirkning.rules.indicators.results import Result
from brukermedvirkning.services import measure_together
from brukermedvirkning_cli.progress import counted

__all__ = ["measured"]


def measured(
    asked: Asked,
    cases: Iterable[Case],
    programmes: Mapping[str, Programme],
    beside: Iterable[Any],
    counting: Engine,
    hiding: Limits | None,
) -> tuple[Result, ...]:
    """The results; without limits nothing is withheld."""
    small = hiding or Limits()
    return measure_together(
        asked,
        counted("cases measured:", cases),
        programmes=programmes,
        beside=beside,
        threshold=small.threshold,
        zeros=small.zeros,
        internal=hiding is None,
        engine=counting,
    )
