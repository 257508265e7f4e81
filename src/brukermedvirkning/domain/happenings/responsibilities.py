"""Tasks that a participant takes on in a measure, and what the organisation does then.

Nobody is given a responsibility, and no responsibility stands without the other half.
Source: H13, D142, definitions 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.happenings.base import (
    Context,
    Handler,
    Happening,
    Refusal,
)
from brukermedvirkning.domain.happenings.items import refuse_early, row_of
from brukermedvirkning.domain.happenings.measures import (
    OPEN,
    InterventionAct,
    changed,
    intervention_of,
    refuse_status,
)
from brukermedvirkning.domain.happenings.voices import own_side_alone, speaker
from brukermedvirkning.domain.interventions import AgreedResponsibility, Intervention
from brukermedvirkning.domain.record import PERSONAL, Text

__all__ = ["HANDLERS", "ResponsibilityAgreed"]


@attrs.frozen(kw_only=True)
class ResponsibilityAgreed(InterventionAct):
    """The participant took on a task, and the organisation says what it does in return."""

    kind: ClassVar[str] = "responsibility_agreed"

    task: Text = attrs.field(repr=False, metadata=PERSONAL)
    organisation_does: Text = attrs.field(repr=False, metadata=PERSONAL)


def _agree(case: Case, act: ResponsibilityAgreed) -> Case:
    row = intervention_of(case, act)
    agreed = AgreedResponsibility(
        on=act.on,
        task=act.task,
        organisation_does=act.organisation_does,
        by_representative=speaker(case, act),
    )
    earlier = row.earlier_responsibilities
    if row.responsibility is not None:
        earlier = (*earlier, row.responsibility)
    return changed(case, act, responsibility=agreed, earlier_responsibilities=earlier)


def _refuse_agree(
    case: Case, act: ResponsibilityAgreed, _context: Context
) -> Iterator[Refusal]:
    """The participant takes something on while the measure is planned or runs; nobody is
    given a responsibility.
    """
    yield from own_side_alone(case, act)
    yield from refuse_status(case, act, *OPEN)
    row = row_of(case, Intervention, act.intervention)
    if row is not None and row.responsibility is not None:
        yield from refuse_early(act.on, row.responsibility.on)


HANDLERS: dict[type[Happening], Handler[Any]] = {
    ResponsibilityAgreed: Handler(change=_agree, refuse=_refuse_agree),
}
