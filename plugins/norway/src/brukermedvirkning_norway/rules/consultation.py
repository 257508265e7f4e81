"""Rules about whether a measure was chosen and shaped in consultation with who is in it.

Source: tiltaksforskriften § 1-3.
"""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.domain.concepts import DecisionSubject, LastWord, WishAsked
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, Finding, Severity, reference
from brukermedvirkning.rules.rule import Rule, Scope
from brukermedvirkning_norway.rules.law import COUNTRY, IN_FORCE

__all__ = ["NOT_CONSULTED", "RULES"]

_ABOUT = {
    DecisionSubject.MEASURE_CHOICE: "choice",
    DecisionSubject.MEASURE_CONTENT: "design",
    DecisionSubject.MEASURE_END: "duration",
    DecisionSubject.UNKNOWN: "",
}
_WITH = (LastWord.PARTICIPANT, LastWord.TOGETHER)


def was_not_consulted(facts: Facts) -> Iterator[Finding | CannotTell]:
    """The choice, design and duration of a measure are settled with the participant.

    Whoever had a part in the last word was consulted, and so was who was asked for a
    wish and declined to say. A remark: that they talked may stand elsewhere.
    Source: tiltaksforskriften § 1-3, first paragraph.
    """
    for row in facts.rows("decisions"):
        on = row.settled_on
        reason = _ABOUT.get(row.subject.concept)
        if on is None or not IN_FORCE <= on <= facts.on or reason is None:
            continue
        doubts = tuple(_doubts(row))
        if row.last_word in _WITH or row.wish.asked not in _NOT_SURELY_ASKED:
            continue
        if doubts:
            yield from (facts.unknown(path, reference(row)) for path in doubts)
        else:
            yield Finding(
                items=(reference(row),),
                since=on,
                params={"reason": reason, "settled": on.isoformat()},
            )


_NOT_SURELY_ASKED = (WishAsked.NOT_ASKED, WishAsked.UNKNOWN)


def _doubts(row: Decision) -> Iterator[str]:
    if row.subject.concept.is_unknown:
        yield "decision.subject"
    if row.wish.asked is WishAsked.UNKNOWN:
        yield "decision.wish"
    if row.last_word is LastWord.UNKNOWN:
        yield "decision.last_word"


NOT_CONSULTED = Rule(
    id="no.measure.not-consulted",
    country=COUNTRY,
    source="tiltaksforskriften (FOR-2015-12-11-1598) § 1-3",
    severity=Severity.REMARK,
    duty_holder=DutyHolder.AUTHORITY,
    scope=Scope.CASE,
    valid=Period(start=IN_FORCE),
    needs=(
        "decision",
        "decision.subject",
        "decision.wish",
        "decision.last_word",
        "decision.settled_on",
    ),
    check=was_not_consulted,
)

RULES: tuple[Rule, ...] = (NOT_CONSULTED,)
