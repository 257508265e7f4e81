"""The figures of the common rules. Where no document names one, the source says so."""

from __future__ import annotations

from brukermedvirkning.rules.parameters import Parameter, ParameterValue

__all__ = ["PARAMETERS"]

_OURS = "assumption of the core; no document names a figure, so set your own"


def _assumed(parameter: str, value: int, unit: str, why: str) -> Parameter:
    return Parameter(
        id=parameter,
        unit_of_measure=unit,
        values=(ParameterValue(value=value, source=f"{_OURS} ({why})"),),
    )


PARAMETERS: tuple[Parameter, ...] = (
    _assumed("contact.silence-limit-days", 28, "days", "four weeks"),
    _assumed("load.weekly-minutes-limit", 37 * 60, "minutes a week", "37 hours, D33"),
    _assumed("mentor.offer-due-days", 28, "days", "four weeks"),
    _assumed("plan.due-days", 28, "days", "four weeks"),
    _assumed("team.coordinator-grace-days", 7, "days", "a week of cover"),
)
