"""Weeks joined to spells: as long as it goes on, and broken by a week without it.

A spell is of a benefit or of a measure, by the families of the vocabularies `dk.dream`
and `dk.dream.measure`. What changes within it does not split it: a birthday, a move,
another unemployment fund, another code of the same family. jobindsats.dk once split
spells so, and withdrew the figures.
Source: jobindsats.dk, "Driftsnyhed" of 12 October 2017; DREAM, version of June 2015.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import groupby
from typing import TypeAlias

import attrs

from brukermedvirkning.domain.concepts import BenefitKind, InterventionKind
from brukermedvirkning.domain.period import Period
from brukermedvirkning_denmark import data
from brukermedvirkning_denmark.dream.weeks import Week

__all__ = ["BENEFITS", "MEASURES", "Family", "Spell", "any_benefit", "benefit"]
__all__ += ["benefit_kind", "joined", "measure", "measure_kind", "spells"]

BENEFITS = "dk.dream"
MEASURES = "dk.dream.measure"

Family: TypeAlias = Callable[[str], str | None]
"""What a code is a week of, or None where it is a week of nothing of the kind."""

_NO_BENEFIT = ("død", "ikke bosiddende i Danmark")
_ANY = "any benefit"


@attrs.frozen(kw_only=True)
class Spell:
    """Weeks without a break in one family.

    `period` runs from the first Monday to the Sunday of the last week; a week counts
    whole as soon as a day of it was paid for. `codes` are those that it was made of, the
    first first. `begun_before` says that the week before it is not told of, so that it
    may have begun earlier; `may_go_on` the same of the week after.
    """

    family: str
    period: Period
    codes: tuple[str, ...]
    begun_before: bool
    may_go_on: bool

    @property
    def weeks(self) -> int:
        """How many weeks it has."""
        return (self.period.days or 0) // 7


def benefit(code: str) -> str | None:
    """The benefit that a code is of; a code that is not listed is a benefit by itself.

    None for the dead and for those who live abroad: that is no benefit.
    """
    family = _broader(BENEFITS, code) or code
    return None if family in _NO_BENEFIT else family


def measure(code: str) -> str | None:
    """The measure that a code names, private and public employers alike; None if none."""
    return _broader(MEASURES, code)


def any_benefit(code: str) -> str | None:
    """One family of all benefits, for how long somebody was on any of them."""
    return None if benefit(code) is None else _ANY


def benefit_kind(family: str) -> BenefitKind:
    """The kind of benefit of a family; unknown for a code that is not listed."""
    term = data.vocabulary(BENEFITS).find(family)
    return BenefitKind((term and term.concept) or BenefitKind.UNKNOWN)


def measure_kind(family: str) -> InterventionKind:
    """The kind of measure of a family; unknown for one that is not listed."""
    term = data.vocabulary(MEASURES).find(family)
    return InterventionKind((term and term.concept) or InterventionKind.UNKNOWN)


def spells(weeks: Mapping[Week, str | None], family: Family) -> tuple[Spell, ...]:
    """The spells of some weeks, in their order.

    Two weeks belong together when nothing lies between them. A week that is not told of
    breaks a spell, for nobody knows what was in it; the spells say so.
    """
    of_family = {
        week: name for week, code in weeks.items() if code and (name := family(code))
    }
    return tuple(
        _spell(name, run, weeks) for name, run in _runs(sorted(of_family.items()))
    )


def _runs(of_family: Iterable[tuple[Week, str]]) -> Iterator[tuple[str, list[Week]]]:
    """The weeks that follow each other in one family."""

    def place(numbered: tuple[int, tuple[Week, str]]) -> tuple[str, int]:
        number, (week, name) = numbered
        return name, week.monday.toordinal() - 7 * number

    for (name, _), run in groupby(enumerate(of_family), key=place):
        yield name, [week for _, (week, _) in run]


def _spell(name: str, run: list[Week], weeks: Mapping[Week, str | None]) -> Spell:
    codes = [code for week in run if (code := weeks[week])]
    before = Week(run[0].monday - timedelta(days=7))
    return Spell(
        family=name,
        period=Period(start=run[0].monday, end=run[-1].next.monday),
        codes=tuple(dict.fromkeys(codes)),
        begun_before=before not in weeks,
        may_go_on=run[-1].next not in weeks,
    )


def joined(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Periods of days joined where no day lies between them: a new one needs a day without.

    The definition of jobindsats: days on a benefit without a break are one spell, and one
    day without begins another. However the days were cut up before, the answer is the
    same. Raises `ValueError` for a period whose first day is not known.
    """
    found: list[Period] = []
    for period in sorted(periods, key=_start):
        last = found[-1] if found else None
        if period.days == 0:
            continue
        if last is None or (
            last.end is not None and last.end.toordinal() < _start(period)
        ):
            found.append(period)
        elif last.end is not None and (period.end is None or period.end > last.end):
            found[-1] = Period(start=last.start, end=period.end)
    return tuple(found)


def _start(period: Period) -> int:
    if period.start is None:
        raise ValueError("a spell has a first day")
    return period.start.toordinal()


def _broader(scheme: str, code: str) -> str | None:
    term = data.vocabulary(scheme).find(code)
    return None if term is None else term.broader
