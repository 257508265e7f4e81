"""The figures of the Danish rules: the law's own, and ours where the law names none.

They stand at the core's level, for the rules are asked of every case and find out for
themselves whether Danish law is about it.
"""

from __future__ import annotations

from brukermedvirkning.rules.parameters import Parameter, ParameterValue

__all__ = ["PARAMETERS"]

_OURS = "assumption of the plugin; the law names no figure, so set your own"


def _figure(parameter: str, value: int, unit: str, source: str) -> Parameter:
    return Parameter(
        id=parameter,
        unit_of_measure=unit,
        values=(ParameterValue(value=value, source=source),),
    )


PARAMETERS: tuple[Parameter, ...] = (
    _figure(
        "dk.activity.weekly-minutes-limit",
        59 * 60 + 59,
        "minutes a week",
        "DFDG wiki, CreateActivity: at most 59 hours and 59 minutes",
    ),
    _figure("dk.mentor.period-months", 6, "months", "LAB § 167, stk. 1"),
    _figure("dk.plan.follow-up-days", 28, "days", f"{_OURS} (four weeks)"),
    _figure("dk.talk.first-days", 7, "days", "LAB § 31, stk. 5: one week"),
    _figure("dk.talk.first-days-unemployed", 14, "days", "LAB § 31, stk. 4: two weeks"),
    _figure("dk.talk.first-months", 6, "months", "LAB § 31, stk. 3, and § 32, stk. 1"),
    _figure("dk.talk.first-months-least", 4, "conversations", "LAB § 31, stk. 3"),
    _figure("dk.talk.on-request-days", 14, "days", f"{_OURS} (two weeks)"),
    _figure(
        "dk.talk.sick-benefit-weeks",
        8,
        "weeks",
        "sygedagpengeloven § 13 b, stk. 1: before the end of the eighth week",
    ),
)
