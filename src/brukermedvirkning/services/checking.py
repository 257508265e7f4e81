"""Checking cases against the rules, and saying what came of it in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.vocabulary import Spoken
from brukermedvirkning.host import Host
from brukermedvirkning.ports import UnitOfWork
from brukermedvirkning.rules.examining import examine_case
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Verdict

__all__ = ["Checked", "check_cases", "known_programmes", "said"]


@attrs.frozen(kw_only=True)
class Checked:
    """A case and what the rules said of it."""

    case: Case
    verdicts: tuple[Verdict, ...]


def known_programmes(host: Host, unit_of_work: UnitOfWork) -> dict[str, Programme]:
    """The programmes kept in a store, and the ready ones that are not kept there."""
    kept = {record.id: record for record in unit_of_work.records(Programme).all()}
    return {**host.programmes, **kept}


def check_cases(
    host: Host,
    cases: Iterable[Case],
    *,
    on: date,
    programmes: Mapping[str, Programme],
) -> Iterator[Checked]:
    """What all rules say of each case on a day, one case at a time."""
    rules, parameters = tuple(host.rules.values()), host.parameters
    for case in cases:
        verdicts = examine_case(
            rules, case, on=on, programmes=programmes, parameters=parameters
        )
        yield Checked(case=case, verdicts=verdicts)


def said(
    host: Host,
    verdict: Verdict,
    outcome: Finding | CannotTell,
    languages: Sequence[str],
) -> Spoken:
    """One finding or *cannot tell* in words, in the first language that has them.

    The text of a finding is found by the id of its rule, followed by its reason where
    it has one.
    """
    if isinstance(outcome, CannotTell):
        missing = ", ".join(outcome.missing)
        return host.text(
            "rules", f"cannot-tell.{outcome.cause}", languages, {"missing": missing}
        )
    reason = outcome.params.get("reason")
    message = f"{verdict.rule}.{reason}" if reason else verdict.rule
    since = outcome.since.isoformat() if outcome.since else ""
    return host.text("rules", message, languages, {"since": since, **outcome.params})
