"""Which records have a document of their own, and what its envelope is called.

A document is `{"format": "brukermedvirkning.case", "version": 1, "case": {…}}`: the
name of the record stands in the format and before the record itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from brukermedvirkning.domain.assessments import SurveyResult, SurveyWave
from brukermedvirkning.domain.bases import BreakGlass, Sharing, Statute
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.collective import CollectiveParticipation
from brukermedvirkning.domain.happenings import HANDLERS, Happening
from brukermedvirkning.domain.links import PersonLink
from brukermedvirkning.domain.organisation import StaffMember, Training, Unit
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.record import Record

__all__ = ["DOCUMENTS", "HAPPENINGS", "document_format", "document_name"]

HAPPENINGS: Mapping[str, type[Happening]] = MappingProxyType(
    {cls.kind: cls for cls in HANDLERS}
)
"""Every happening by its kind."""

DOCUMENTS: Mapping[str, type[Record]] = MappingProxyType(
    {
        "case": Case,
        "programme": Programme,
        "unit": Unit,
        "collective_participation": CollectiveParticipation,
        "training": Training,
        "staff_member": StaffMember,
        "person_link": PersonLink,
        "survey_wave": SurveyWave,
        "survey_result": SurveyResult,
        "statute": Statute,
        "sharing": Sharing,
        "break_glass": BreakGlass,
        **HAPPENINGS,
    }
)
"""Every record that has a document of its own, by the name it has there."""

_NAMES = {cls: name for name, cls in DOCUMENTS.items()}


def document_name(record: type[Record]) -> str:
    """The name of a record's document. Raises `KeyError` where it has none."""
    return _NAMES[record]


def document_format(name: str) -> str:
    """What stands as `format` in a document of this name."""
    return f"brukermedvirkning.{name}"
