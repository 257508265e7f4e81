"""What a rule is given: one subject, the programme, the day, the parameters.

A frozen value, so that a tester makes one in a line and a rule can do nothing but look.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from brukermedvirkning.domain.carries import EVERYTHING, Carries
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.collective import CollectiveParticipation
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.organisation import Training, Unit
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.outcomes import CannotTell, Cause, ItemRef, ParameterUse

__all__ = ["Facts"]


@attrs.frozen(kw_only=True)
class Facts:
    """The facts of one subject on one day.

    `on` is the day that is judged; nothing later is looked at by a rule that counts
    days. `case` is None for rules about programmes, units and collective participation;
    `enrolment` is set for rules about one enrolment. `parameters` are resolved.

    A programme, a unit and what belongs to it have no source of their own: `records` is
    what their keeper has a place for. A part of such a record in which nothing is
    written is *not recorded*; a part in which something is written says by what it
    leaves out that it is not there. `collective` is the one that a rule about collective
    participation is asked of, else all those of the subject. `directed` says of each
    known indicator whether it has a direction.
    """

    on: date
    case: Case | None = None
    enrolment: Enrolment | None = None
    programme: Programme | None = None
    unit: Unit | None = None
    collective: tuple[CollectiveParticipation, ...] = ()
    trainings: tuple[Training, ...] = ()
    records: Carries = EVERYTHING
    directed: Mapping[str, bool] = attrs.field(factory=dict)
    parameters: Mapping[str, ParameterUse] = attrs.field(factory=dict)

    @property
    def the_case(self) -> Case:
        """The case; for rules whose scope has one. Raises `DefinitionError` otherwise."""
        if self.case is None:
            raise DefinitionError("these facts hold no case")
        return self.case

    @property
    def the_enrolment(self) -> Enrolment:
        """The enrolment; for rules about one. Raises `DefinitionError` otherwise."""
        if self.enrolment is None:
            raise DefinitionError("these facts hold no enrolment")
        return self.enrolment

    @property
    def the_programme(self) -> Programme:
        """The programme; for rules about one. Raises `DefinitionError` otherwise."""
        if self.programme is None:
            raise DefinitionError("these facts hold no programme")
        return self.programme

    @property
    def the_unit(self) -> Unit:
        """The unit; for rules about one. Raises `DefinitionError` otherwise."""
        if self.unit is None:
            raise DefinitionError("these facts hold no unit")
        return self.unit

    @property
    def carries(self) -> Carries:
        """What the source of the case can carry, else the keeper of the records."""
        return self.records if self.case is None else self.case.origin.carries

    def rows(self, collection: str) -> tuple[Any, ...]:
        """The rows of a collection that count: not in error, and none after the day."""
        return tuple(
            row
            for row in getattr(self.the_case, collection)
            if not row.registered_in_error
            and ((day := row.day) is None or day <= self.on)
        )

    def unknown(self, path: str, *items: ItemRef) -> CannotTell:
        """That a path is not known of the items, by default of the subject.

        The cause follows from what the source can carry.
        """
        return CannotTell(
            missing=(path,),
            cause=(
                Cause.NOT_RECORDED
                if self.carries.can(path)
                else Cause.SOURCE_CANNOT_SAY
            ),
            items=items or (self.subject,),
        )

    def untold(self, path: str) -> CannotTell:
        """That something lay before the first day of which the source speaks."""
        return CannotTell(
            missing=(path,), cause=Cause.SOURCE_CANNOT_SAY, items=(self.subject,)
        )

    def speaks_of(self, day: date) -> bool:
        """Whether the source of the case speaks of a day so early."""
        known_from = self.the_case.origin.known_from
        return known_from is None or known_from <= day

    @property
    def may_have_left(self) -> bool:
        """Whether the enrolment may have ended and its source cannot say so."""
        return self.the_enrolment.is_open and not self.carries.can("enrolment.exit")

    @property
    def subject(self) -> ItemRef:
        """What the facts are about."""
        if self.enrolment is not None:
            return ItemRef(kind="enrolment", id=self.enrolment.id)
        for kind in ("case", "programme", "unit"):
            value = getattr(self, kind)
            if value is not None:
                return ItemRef(kind=kind, id=value.id)
        only = self.collective[0].id if len(self.collective) == 1 else ""
        return ItemRef(kind="collective", id=only)

    def number(self, parameter: str) -> int:
        """A whole-number parameter. Raises `DefinitionError` where it was not resolved."""
        try:
            return int(self.parameters[parameter].value)
        except KeyError:
            raise DefinitionError(f"no parameter {parameter!r} was resolved") from None
