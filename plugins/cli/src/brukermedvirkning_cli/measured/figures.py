"""The numbers of a measurement as words: what is undefined or withheld said to be so."""

from __future__ import annotations

from typing import Any

from brukermedvirkning_cli.speaker import Speaker

__all__ = [
    "coverage",
    "figure",
    "how_many",
    "interval",
    "interval_alone",
    "parts",
    "value",
    "value_alone",
]

Facts = dict[str, Any]

_ALSO = (
    "low",
    "high",
    "minimum",
    "mean",
    "median",
    "p90",
    "maximum",
    "threshold",
    "above_share",
)
"""What stands beside a value where a scoring has it."""

_SHARES = ("proportion", "time_to_event")
_DAYS_BESIDE = ("stock", "time_to_event")
"""Scorings whose value is a share, and those whose value is not in the unit."""


def value(one: Facts, say: Speaker) -> str:
    """The value, or why there is none, with what stands beside it."""
    told = value_alone(one, say)
    if one["undefined"]:
        return f"{told} ({say.word('indicators.' + one['undefined'])})"
    unit = f" {one['unit']}" if one.get("unit") else ""
    beside = unit if one["scoring"] in _DAYS_BESIDE else ""
    also = ", ".join(
        f"{name.replace('_', ' ')} {figure(one[name], _is_share(name, one))}{beside}"
        for name in _ALSO
        if one.get(name) is not None
    )
    return f"{told} ({also})" if also and one["value"] is not None else told


def value_alone(one: Facts, say: Speaker) -> str:
    """The value with its unit, or that there is none."""
    if one["undefined"]:
        return say.word("indicators.undefined")
    if one["value"] is None:
        return say.word("indicators.withheld")
    unit = f" {one['unit']}" if one.get("unit") else ""
    if one["scoring"] in _DAYS_BESIDE:
        unit = ""
    return f"{figure(one['value'], one['scoring'] in _SHARES)}{unit}"


def interval_alone(one: Facts, say: Speaker) -> str:
    """The two ends of the interval, or that there is none."""
    found = one.get("interval")
    if found is None:
        held = "interval" in one["withheld"]
        return say.word("indicators.withheld" if held else "indicators.no-ends")
    return f"{figure(found['lower'], True)} – {figure(found['upper'], True)}"


def how_many(one: Facts, say: Speaker) -> str:
    """How many rows the value is of."""
    name = next(
        name for name in ("denominator", "observed", "population") if name in one
    )
    return _number(one[name], name in one["withheld"], say)


def _is_share(name: str, one: Facts) -> bool:
    return one["scoring"] == "proportion" or name.endswith("_share")


def interval(one: Facts, say: Speaker) -> str:
    """The interval, or why there is none."""
    found = one.get("interval")
    if found is None:
        if one["withheld_because"]:
            return say.word("indicators.withheld")
        reason = say.word(f"indicators.{one.get('no_interval') or 'not_a_share'}")
        return say.word("indicators.no-interval", reason=reason)
    return say.word(
        "indicators.level",
        lower=figure(found["lower"], share=True),
        upper=figure(found["upper"], share=True),
        level=figure(found["level"], share=True),
        method=found["method"],
    )


def coverage(one: Facts, say: Speaker) -> str:
    """The share of which something is known, and whether that is too little."""
    if one["coverage"] is None:
        held = "coverage" in one["withheld"]
        return say.word("indicators.withheld" if held else "indicators.undefined")
    told = figure(one["coverage"], share=True)
    if one["not_for_comparison"]:
        told += f" ({say.word('indicators.not-for-comparison')})"
    return told


def parts(one: Facts, say: Speaker) -> str:
    """The parts by name, what is withheld said to be so."""
    return ", ".join(
        f"{name.replace('_', ' ')} {_number(one[name], name in one['withheld'], say)}"
        for name in one["parts"]
        if one[name] is not None or name in one["withheld"]
    )


def _number(value: int | None, withheld: bool, say: Speaker) -> str:
    return say.word("indicators.withheld") if withheld else str(value)


def figure(value: float, share: bool = False) -> str:
    """A share in per cent; another number with two decimals at most."""
    if share:
        return f"{value * 100:.1f} %"
    return f"{value:.2f}".rstrip("0").rstrip(".")
