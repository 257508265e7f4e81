"""What a rule may say: kept, broken, cannot tell, or that it does not apply.

Unknown is not broken. *Cannot tell* has its cause: the source has no place for what is
needed, or it has and nobody wrote it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.rules.duty import DutyHolder

__all__ = [
    "CannotTell",
    "Cause",
    "Finding",
    "ItemRef",
    "Outcome",
    "ParameterUse",
    "Severity",
    "Verdict",
    "reference",
]


class Severity(Concept):
    """How much a finding weighs. *Information* is no breach."""

    INFORMATION = "information"
    REMARK = "remark"
    BREACH = "breach"


class Outcome(Concept):
    """What a rule says of a subject."""

    KEPT = "kept"
    BROKEN = "broken"
    CANNOT_TELL = "cannot_tell"
    DOES_NOT_APPLY = "does_not_apply"


class Cause(Concept):
    """Why a rule cannot tell."""

    SOURCE_CANNOT_SAY = "source_cannot_say"
    NOT_RECORDED = "not_recorded"


@attrs.frozen(kw_only=True)
class ItemRef:
    """A row of the case that an outcome is about."""

    kind: str
    id: str


def reference(row: Item) -> ItemRef:
    """A row of a case, as outcomes name it."""
    return ItemRef(kind=row.kind, id=row.id)


@attrs.frozen(kw_only=True)
class ParameterUse:
    """A parameter as a rule used it: its value, the level it came from, its source."""

    id: str
    value: int | str | bool
    level: str
    source: str


def _frozen(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(values))


@attrs.frozen(kw_only=True)
class Finding:
    """That a promise is not kept, or that something is worth knowing.

    `items` are what it is about, one or more. `params` fill the text of the rule in any
    language; they hold keys, days and whole numbers, never a word of the participant.
    `since` is the day from which it is so.
    """

    items: tuple[ItemRef, ...] = ()
    since: date | None = None
    params: Mapping[str, Any] = attrs.field(factory=dict, converter=_frozen)


@attrs.frozen(kw_only=True)
class CannotTell:
    """That a rule cannot tell, what it would need, and why that is not there."""

    missing: tuple[str, ...]
    cause: Cause
    items: tuple[ItemRef, ...] = ()


@attrs.frozen(kw_only=True)
class Verdict:
    """All that a rule said of one subject, with the parameters it used."""

    rule: str
    version: int
    severity: Severity
    duty_holder: DutyHolder
    source: str
    subject: ItemRef
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    cannot_tell: tuple[CannotTell, ...] = ()
    parameters: tuple[ParameterUse, ...] = ()
