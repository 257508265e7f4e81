"""Happenings: what is asked for and what then stands in the journal are one value.

This module has those by which a case comes from elsewhere; each area of a case's life
has its own. Not events of a message bus: messengers make those from them.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import attrs

from brukermedvirkning.domain.actors import UNKNOWN_ACTOR, Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.record import PERSONAL, Id, Record, Text

__all__ = ["CaseImported", "CaseUpdatedFromSource", "Happening"]


@attrs.frozen(kw_only=True)
class Happening(Record):
    """Something that happened to a case, at an instant, by somebody."""

    kind: ClassVar[str]

    at: datetime
    by: Actor = UNKNOWN_ACTOR


@attrs.frozen(kw_only=True)
class CaseImported(Happening):
    """A case came from a source that the library does not keep."""

    kind: ClassVar[str] = "case_imported"

    case: Case
    source: Id
    source_key: Text = attrs.field(repr=False, metadata=PERSONAL)
    content_hash: Id


@attrs.frozen(kw_only=True)
class CaseUpdatedFromSource(Happening):
    """The source of a case had new content; `case` is the case as it then stood.

    `given` is what the source said, which differs from the case where somebody had
    edited it. `added` and `changed` name the rows concerned; a row that vanished from the source
    stays in the case and is named in `vanished`.
    """

    kind: ClassVar[str] = "case_updated_from_source"

    case: Case
    given: Case
    source: Id
    source_key: Text = attrs.field(repr=False, metadata=PERSONAL)
    content_hash: Id
    added: tuple[Id, ...] = ()
    changed: tuple[Id, ...] = ()
    vanished: tuple[Id, ...] = ()
