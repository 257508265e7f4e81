"""A case as the document behind `bmv show`: its rows as they stood, and the day's state.

Not the case document that is imported and exported: this one is for looking. Whether
the source has a place for a kind of row stands beside the rows, so that an empty list
never passes for *none*.
"""

from __future__ import annotations

from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.domain.timeline import state_on, weekly_load
from brukermedvirkning_cli.case import rows
from brukermedvirkning_cli.case.looking import Facts, Look
from brukermedvirkning_cli.shapes import day, period

__all__ = ["case_document"]


def case_document(look: Look) -> Facts:
    """The case for looking at."""
    case = look.case
    return {
        "case": case.id,
        "on": day(look.on),
        "later_rows": look.later_rows(),
        "registered_in_error": case.registered_in_error,
        "participant": {
            "id": case.participant.id,
            "languages": list(case.participant.languages),
        },
        "unit": look.field("unit", case.unit),
        "period": look.field("period", period(case.period)),
        "origin": _origin(look),
        "enrolments": look.section("enrolments", rows.enrolment),
        "team": look.section("team", rows.member),
        "plan": look.field("plan", _plan(look, case.plan)),
        "challenges": look.section("challenges", rows.challenge),
        "goals": look.section("goals", rows.goal),
        "interventions": look.section("interventions", rows.intervention),
        **_load(look),
        "contacts": look.section("contacts", rows.contact),
        "decisions": look.section("decisions", rows.decision),
        "state": _state(look),
    }


def _origin(look: Look) -> Facts:
    origin = look.case.origin
    at = origin.imported_at
    return {"reader": origin.reader, "imported_at": at.isoformat() if at else None}


def _plan(look: Look, plan: ActionPlan | None) -> Facts | None:
    start = plan.period.start if plan else None
    if plan is None or (start is not None and not look.past(start)):
        return None
    return {
        "id": plan.id,
        "kind": look.say.coded(plan.kind),
        "period": period(plan.period),
    }


def _load(look: Look) -> Facts:
    steps = weekly_load(look.rows("interventions"))
    load = [
        {"on": day(step.on), "minutes": step.minutes, "unknown": step.unknown}
        for step in steps
    ]
    highest = max((step.minutes for step in steps), default=0)
    peaks = (step for step in load if step["minutes"] == highest)
    return {"weekly_load": load, "peak": next(peaks, None)}


def _state(look: Look) -> Facts:
    found = state_on(look.case, look.on)
    return {
        "on": day(found.on),
        "weekly_minutes": found.weekly_minutes,
        "unknown_loads": found.unknown_loads,
        "interventions": [row.id for row in found.interventions],
        "enrolments": [row.id for row in found.enrolments],
        "goals": [row.id for row in found.goals],
        "team": [row.id for row in found.team],
        "open_requests": [row.id for row in found.open_requests],
    }
