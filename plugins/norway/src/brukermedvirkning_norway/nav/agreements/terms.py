"""What a message says of an agreement with an employer, whatever it was wrapped in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import attrs

from brukermedvirkning.domain.record import PERSONAL

__all__ = ["CATEGORIES", "ID", "Agreement", "Aim", "Role"]

ID = "no.nav.avtale"
CATEGORIES = "no.nav.maalkategori"


class Role(StrEnum):
    """Who approves an agreement."""

    PARTICIPANT = "deltaker"
    EMPLOYER = "arbeidsgiver"
    NAV = "veileder"


@attrs.frozen(kw_only=True)
class Aim:
    """A goal of an agreement, as it stands there."""

    id: str
    category: str | None
    words: str | None = attrs.field(repr=False, metadata=PERSONAL)
    unknown: Mapping[str, Any] = attrs.field(repr=False, metadata=PERSONAL)


@attrs.frozen(kw_only=True)
class Agreement:
    """What a message says of an agreement.

    `on_behalf` are the roles for whom somebody else approved, `grounds` why; `entered` is
    when all had approved. `shortened` and `annulled` are the reasons of an early end.
    """

    id: str
    status: str | None
    start: date | None
    last: date | None
    measure: str | None
    approvals: Mapping[Role, datetime]
    entered: datetime | None
    on_behalf: frozenset[Role]
    grounds: tuple[str, ...]
    shortened: str | None = attrs.field(repr=False, metadata=PERSONAL)
    annulled: str | None = attrs.field(repr=False, metadata=PERSONAL)
    aims: tuple[Aim, ...]
    at: datetime | None
    version: int
    more: Mapping[str, Any] = attrs.field(repr=False, metadata=PERSONAL)

    @property
    def acted_for(self) -> bool:
        """Whether somebody else approved for the participant."""
        return Role.PARTICIPANT in self.on_behalf

    @property
    def settled(self) -> datetime | None:
        """When it was entered into, else when NAV approved it for the participant."""
        if self.entered is not None or not self.acted_for:
            return self.entered
        ours = (self.approvals.get(role) for role in (Role.PARTICIPANT, Role.NAV))
        return next(filter(None, ours), None)
