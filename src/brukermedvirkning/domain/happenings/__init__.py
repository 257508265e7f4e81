"""All happenings, by area, and how each changes a case."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
)
from brukermedvirkning.domain.happenings.redacting import (
    CaseAfterRedaction,
    ContentRedacted,
)
from brukermedvirkning.domain.happenings.sources import (
    CaseImported,
    CaseUpdatedFromSource,
)

__all__ = [
    "HANDLERS",
    "Act",
    "CaseAfterRedaction",
    "CaseImported",
    "CaseUpdatedFromSource",
    "ContentRedacted",
    "Context",
    "Handler",
    "Happening",
    "Refusal",
]

_AREAS = (
    "challenges",
    "comments",
    "consents",
    "contacts",
    "decisions",
    "enrolling",
    "following_up",
    "goal_course",
    "goals",
    "hearings",
    "introducing",
    "leaving",
    "measure_course",
    "measures",
    "notes",
    "offers",
    "opening",
    "plan_course",
    "planning",
    "reconsiderations",
    "redacting",
    "referring",
    "requests",
    "responsibilities",
    "rights",
    "settlements",
    "sources",
    "speakers",
    "stances",
    "surveys",
    "team",
)
"""The modules of this package that have happenings."""

HANDLERS: Mapping[type[Happening], Handler[Any]] = MappingProxyType(
    {
        kind: handler
        for area in _AREAS
        for kind, handler in import_module(f"{__name__}.{area}").HANDLERS.items()
    }
)
"""How each happening is handled; a test holds this complete."""
