"""Programmes whose stay has no limit: to leave is no aim there, and none is measured.

That a stay has no limit is read off the records of the programmes, and no parameter says
it: whoever could name the programmes that are not asked could take the hard exits out.
Source: definitions 2.2 "exit.to-work-or-education"; tiltaksforskriften § 14-4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import Answer
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions.roots import enrolment
from brukermedvirkning.rules.expressions.surface import Expr, as_node
from brukermedvirkning.rules.indicators.chain import all_of
from brukermedvirkning.rules.indicators.definition import Definition

__all__ = ["NotOffered", "Reason", "not_offered", "of_limited_stays", "unlimited"]


class Reason(Concept):
    """Why an indicator is not offered for some programmes."""

    NO_TIME_LIMIT = "no_time_limit"


@attrs.frozen(kw_only=True)
class NotOffered:
    """An indicator that is not measured of some programmes, and why."""

    indicator: str
    programmes: tuple[str, ...]
    because: Reason = Reason.NO_TIME_LIMIT


def unlimited(programmes: Iterable[Programme]) -> tuple[str, ...]:
    """The ids of those of which it is known that a stay has no limit."""
    return tuple(sorted(one.id for one in programmes if one.stay_limited is Answer.NO))


def of_limited_stays(
    definitions: Sequence[Definition],
    programmes: Iterable[Programme],
    *,
    alone: bool,
    all_of_them: bool,
) -> tuple[Definition, ...]:
    """The definitions, those that aim at leaving without what has no limit.

    What nobody wrote is not no: an enrolment stays in where its programme is not known,
    and where nobody wrote whether a stay has a limit there. `alone` says that nothing but
    these programmes is measured: where one has no limit they are left out, and with
    `all_of_them` it raises `DefinitionError` instead, naming them.
    """
    without = unlimited(programmes)
    if not without:
        return tuple(definitions)
    if alone:
        refused = [one.id for one in definitions if one.aims_at_leaving]
        if refused and all_of_them:
            are = "is" if len(refused) == 1 else "are"
            raise DefinitionError(
                f"{', '.join(refused)} {are} not offered for a programme without a limit"
                f" of time: {', '.join(without)}"
            )
        return tuple(one for one in definitions if not one.aims_at_leaving)
    limited: Expr = ~enrolment.programme.in_(*without)
    return tuple(
        attrs.evolve(one, among=all_of(one.among, as_node(limited)))
        if one.aims_at_leaving
        else one
        for one in definitions
    )


def not_offered(
    definitions: Iterable[Definition], programmes: Iterable[Programme]
) -> tuple[NotOffered, ...]:
    """Which of these are not measured of which of the programmes."""
    without = unlimited(programmes)
    return tuple(
        NotOffered(indicator=one.id, programmes=without)
        for one in definitions
        if one.aims_at_leaving and without
    )
