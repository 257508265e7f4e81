"""Rules about what is laid on a participant: how much at once, what overlaps, since when.

Source: D16-19, D29-35; definitions 2.2 and 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations, zip_longest

from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concepts import InterventionKind
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.timeline import LoadStep, weekly_load
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    CannotTell,
    Finding,
    Severity,
    reference,
)
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["BEFORE_ENROLMENT", "OVERLAP_SAME_KIND", "WEEKLY_LOAD"]


def _unknown(facts: Facts, path: str, *rows: Intervention) -> CannotTell:
    return facts.unknown(path, *map(reference, rows))


def began_before_enrolment(facts: Facts) -> Iterator[Finding | CannotTell]:
    """An intervention that began before the first enrolment is imported history.

    Information, and no breach: a case may hold what lay before its programme.
    Source: definitions 5 (the wage subsidy row of the log).
    """
    enrolment = facts.the_enrolment
    if enrolment.start is None:
        yield facts.unknown("enrolment.start")
        return
    others = [row for row in facts.rows("enrolments") if row.id != enrolment.id]
    if any(row.start is not None and row.start < enrolment.start for row in others):
        return
    for row in facts.rows("interventions"):
        if row.began_unknown:
            yield _unknown(facts, "intervention.period", row)
        elif row.period.start is None or row.period.start >= enrolment.start:
            continue
        elif any(other.start is None for other in others):
            yield _unknown(facts, "enrolment.start", row)
        else:
            yield Finding(
                items=(reference(row),),
                since=row.period.start,
                params={
                    "days": (enrolment.start - row.period.start).days,
                    "start": enrolment.start.isoformat(),
                },
            )


def weighs_too_much(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The weekly load stays at or below the limit; a mentor's hours are help, not load.

    Where a running intervention has no known hours, a week below the limit cannot be
    told. Source: definitions 2.2 intervention.peak-weekly-hours.
    """
    limit = facts.number("load.weekly-minutes-limit")
    rows = [
        row for row in facts.rows("interventions") if row.counts_as_load is not False
    ]
    for row in rows:
        if row.began_unknown:
            yield _unknown(facts, "intervention.period", row)
    sure = [row for row in rows if row.counts_as_load]
    heavy = [step for step in _steps(facts, sure) if step[0].minutes > limit]
    for step, after in heavy:
        running = [row for row in sure if row.runs_on(step.on)]
        yield _too_much(step, after, limit, running)
    for step, _ in _steps(facts, rows):
        if any(_covers(found, step.on) for found in heavy):
            continue
        running = [row for row in rows if row.runs_on(step.on)]
        if step.minutes > limit:
            unknown = [row for row in running if row.counts_as_load is None]
            yield _unknown(facts, "intervention.measure", *unknown)
        elif step.unknown:
            unknown = [row for row in running if row.weekly_minutes is None]
            yield _unknown(facts, "intervention.weekly_minutes", *unknown)


def _steps(
    facts: Facts, rows: list[Intervention]
) -> list[tuple[LoadStep, LoadStep | None]]:
    """The steps of the load up to the judged day, each with the one after it."""
    steps = [step for step in weekly_load(rows) if step.on <= facts.on]
    return list(zip_longest(steps, steps[1:]))


def _covers(found: tuple[LoadStep, LoadStep | None], day: date) -> bool:
    step, after = found
    return step.on <= day and (after is None or day < after.on)


def _too_much(
    step: LoadStep, after: LoadStep | None, limit: int, running: list[Intervention]
) -> Finding:
    return Finding(
        items=tuple(map(reference, running)),
        since=step.on,
        params={
            "hours": f"{step.minutes / 60:g}",
            "limit": f"{limit / 60:g}",
            "until": after.on.isoformat() if after else "",
        },
    )


def overlaps_its_own_kind(facts: Facts) -> Iterator[Finding | CannotTell]:
    """Two interventions of one kind do not run at the same time.

    What the core has no kind for is compared by the code as found.
    Source: D29-35 (the overlaps of the printed rows).
    """
    for first, second in combinations(facts.rows("interventions"), 2):
        same = _same_kind(first, second)
        if same is False:
            continue
        shared = first.period.overlap(second.period)
        if first.began_unknown or second.began_unknown:
            yield _unknown(facts, "intervention.period", first, second)
        elif shared is None:
            continue
        elif same is None:
            yield _unknown(facts, "intervention.measure", first, second)
        else:
            yield Finding(
                items=(reference(first), reference(second)),
                since=shared.start,
                params={"until": shared.end.isoformat() if shared.end else ""},
            )


def _same_kind(first: Intervention, second: Intervention) -> bool | None:
    """Whether two are of one kind; None where that is not known."""
    mine, theirs = first.measure, second.measure
    if mine.code is not None and _key(mine.code) == _key(theirs.code):
        return True
    kinds = {mine.concept, theirs.concept}
    if InterventionKind.UNKNOWN in kinds:
        return None
    if kinds == {InterventionKind.OTHER}:
        return None if mine.code is None or theirs.code is None else False
    return len(kinds) == 1


def _key(code: Code | None) -> tuple[str, str] | None:
    """What a code is known by; its label is evidence, and may be cut off."""
    return (code.scheme, code.code) if code else None


BEFORE_ENROLMENT = Rule(
    id="intervention.before-enrolment",
    source="definitions 5; D15",
    severity=Severity.INFORMATION,
    duty_holder=DutyHolder.PROGRAMME,
    scope=Scope.ENROLMENT,
    needs=("intervention.period",),
    check=began_before_enrolment,
)

WEEKLY_LOAD = Rule(
    id="intervention.weekly-load",
    source="definitions 2.2 intervention.peak-weekly-hours; D29-35",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=("intervention.period", "intervention.weekly_minutes"),
    uses=("load.weekly-minutes-limit",),
    check=weighs_too_much,
)

OVERLAP_SAME_KIND = Rule(
    id="intervention.overlap-same-kind",
    source="D29-35",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.ORGANISATION,
    scope=Scope.CASE,
    needs=("intervention.period", "intervention.measure"),
    check=overlaps_its_own_kind,
)
