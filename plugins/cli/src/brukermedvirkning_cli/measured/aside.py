"""What is measured by functions: which of it is meant, and what it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from brukermedvirkning.rules.indicators.asked_functions import (
    BY_SCALES,
    Functions,
    functions_meant,
    lacking,
)
from brukermedvirkning.rules.indicators.groups import IndicatorGroup
from brukermedvirkning.services import BESIDE
from brukermedvirkning_cli.failures import WrongUse
from brukermedvirkning_cli.measured.wanted import or_wrong_use

__all__ = ["aside"]


def aside(
    ids: Sequence[str],
    *,
    group: IndicatorGroup | None,
    only: bool,
    first: date | None,
    scales: Path | None,
    without: Mapping[str, Any],
) -> Functions:
    """What is measured by a function: those named, or of a group, or what costs little.

    `only` says that something is chosen otherwise; `without` are the options by which
    none of them can be asked. Raises `WrongUse` for one that was named and cannot be
    measured so, and for scales that nothing is measured by.
    """
    meant = or_wrong_use(
        lambda: functions_meant(
            BESIDE,
            ids,
            group=() if group is None else group.indicators,
            only=only or group is not None,
            lack=lacking(
                first="--from" if first is None else None,
                scales="--scales" if scales is None else None,
            ),
            in_the_way=[option for option, value in without.items() if value],
        )
    )
    if scales is not None and not set(BY_SCALES).intersection(meant.asked):
        raise WrongUse(f"--scales are for {', '.join(BY_SCALES)}")
    return meant
