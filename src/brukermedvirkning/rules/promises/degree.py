"""A rule about the degree of participation that a programme says it works by.

Source: H6, M4.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from brukermedvirkning.domain.concepts import Answer
from brukermedvirkning.domain.decisions import Decision, Degree
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity
from brukermedvirkning.rules.participation_degree import degree_of
from brukermedvirkning.rules.promises.decisions import settled
from brukermedvirkning.rules.promises.reading import falls_in_enrolment, reference
from brukermedvirkning.rules.rule import Rule, Scope

__all__ = ["DEGREE_BELOW_PROMISE", "RULES"]


def is_below_the_promise(facts: Facts) -> Iterator[Finding | CannotTell]:
    """No decision in the programme has a lower degree of participation than it promises.

    The degree is derived from the facts of the decision, on the ladder that the
    programme names; what anybody rated it as changes nothing. A decision belongs to the
    programme if it was settled in the enrolment. Source: H6, M4; definitions 2.2
    decision.participation-degree.
    """
    if facts.programme is None:
        yield facts.unknown("enrolment.programme")
        return
    promised = facts.programme.solution.promised_degree
    if promised is None:
        return
    for row, on in settled(facts):
        said = _below(facts, row, promised)
        inside = falls_in_enrolment(facts, on)
        if said is None or inside is False:
            continue
        yield said if inside is True else inside


def _below(
    facts: Facts, row: Decision, promised: Degree
) -> Finding | CannotTell | None:
    """That a decision is below a rung, or what would have to be known to say."""
    known = _as_known(facts, row)
    worlds = [_with_unknown_options(known, one) for one in (Answer.YES, Answer.NO)]
    degrees = [degree_of(world, promised.ladder) for world in worlds]
    missing = [path for one in degrees for path in one.missing]
    if missing:
        return facts.unknown(min(missing), reference(row))
    rungs = {one.derived.rung for one in degrees if one.derived is not None}
    if min(rungs) >= promised.rung:
        return None
    if max(rungs) >= promised.rung:
        return facts.unknown("decision.options", reference(row))
    return Finding(
        items=(reference(row),),
        since=row.settled_on,
        params={
            "ladder": promised.ladder,
            "promised": promised.rung,
            "rung": max(rungs),
        },
    )


def _as_known(facts: Facts, row: Decision) -> Decision:
    """The decision, without what the participant was told after the judged day."""
    later = row.told_on is not None and row.told_on > facts.on
    options = tuple(
        attrs.evolve(one, told=None)
        if one.told_on is not None and one.told_on > facts.on
        else one
        for one in row.options
    )
    return attrs.evolve(row, options=options, told_on=None if later else row.told_on)


def _with_unknown_options(row: Decision, answer: Answer) -> Decision:
    """The decision, as if it were known of each option whether it was available."""
    options = tuple(
        attrs.evolve(one, available=answer) if one.available.is_unknown else one
        for one in row.options
    )
    return attrs.evolve(row, options=options)


DEGREE_BELOW_PROMISE = Rule(
    id="decision.degree-below-promise",
    source="H6; M4; definitions 2.2 decision.participation-degree",
    severity=Severity.BREACH,
    duty_holder=DutyHolder.PROGRAMME,
    scope=Scope.ENROLMENT,
    needs=(
        "decision",
        "decision.settled_on",
        "decision.outcome",
        "decision.options",
    ),
    check=is_below_the_promise,
)

RULES: tuple[Rule, ...] = (DEGREE_BELOW_PROMISE,)
