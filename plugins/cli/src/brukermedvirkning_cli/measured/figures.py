"""The numbers of a measurement as words: what is undefined or withheld said to be so."""

from __future__ import annotations

from typing import Any

from brukermedvirkning_cli.speaker import Speaker

__all__ = [
    "coverage",
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
    unit = _unit(one, say)
    beside = unit if one["scoring"] in _DAYS_BESIDE else ""
    also = ", ".join(
        f"{say.named('indicators.part', name)}"
        f" {say.figure(one[name], share=_is_share(name, one))}{beside}"
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
    unit = "" if one["scoring"] in _DAYS_BESIDE else _unit(one, say)
    return f"{say.figure(one['value'], share=one['scoring'] in _SHARES)}{unit}"


def _unit(one: Facts, say: Speaker) -> str:
    """The unit behind a number, where there is one."""
    unit = one.get("unit")
    return f" {say.named('indicators.unit', unit)}" if unit else ""


def interval_alone(one: Facts, say: Speaker) -> str:
    """The two ends of the interval, or that there is none."""
    found = one.get("interval")
    if found is None:
        held = "interval" in one["withheld"]
        return say.word("indicators.withheld" if held else "indicators.no-ends")
    ends = (say.figure(found[end], share=True) for end in ("lower", "upper"))
    return " – ".join(ends)


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
        lower=say.figure(found["lower"], share=True),
        upper=say.figure(found["upper"], share=True),
        level=say.figure(found["level"], share=True),
        method=say.named("indicators.method", found["method"]),
    )


def coverage(one: Facts, say: Speaker) -> str:
    """The share of which something is known, and whether that is too little."""
    if one["coverage"] is None:
        held = "coverage" in one["withheld"]
        return say.word("indicators.withheld" if held else "indicators.undefined")
    told = say.figure(one["coverage"], share=True)
    if one["not_for_comparison"]:
        told += f" ({say.word('indicators.not-for-comparison')})"
    return told


def parts(one: Facts, say: Speaker) -> str:
    """The parts by name, what is withheld said to be so."""
    return ", ".join(
        f"{say.named('indicators.part', name)}"
        f" {_number(one[name], name in one['withheld'], say)}"
        for name in one["parts"]
        if one[name] is not None or name in one["withheld"]
    )


def _number(value: int | None, withheld: bool, say: Speaker) -> str:
    return say.word("indicators.withheld") if withheld else str(value)
