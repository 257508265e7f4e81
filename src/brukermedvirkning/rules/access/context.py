"""What a question of access may look at beside the case itself."""

from __future__ import annotations

from datetime import date

import attrs

from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.domain.record import Id, Record
from brukermedvirkning.rules.access.bases import BreakGlass, Sharing, Statute
from brukermedvirkning.rules.access.questions import DenyRule

__all__ = ["AccessContext"]


@attrs.frozen(kw_only=True)
class AccessContext(Record):
    """The day, what the reading is for, and what reading may rest on.

    `openings` are those of any case, lapsed ones too. `deny_rules` come from plugins and
    can only narrow. `peers_shown` are the peer workers who want their role to be seen.
    """

    on: date
    purpose: Purpose = Purpose.SERVICE
    statutes: tuple[Statute, ...] = ()
    sharings: tuple[Sharing, ...] = ()
    openings: tuple[BreakGlass, ...] = ()
    deny_rules: tuple[DenyRule, ...] = ()
    peers_shown: tuple[Id, ...] = ()
