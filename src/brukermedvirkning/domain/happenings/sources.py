"""How a case comes from elsewhere. Not events of a message bus: messengers make those."""

from __future__ import annotations

from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.happenings.base import Handler, Happening
from brukermedvirkning.domain.record import PERSONAL, Id, Text

__all__ = ["HANDLERS", "CaseImported", "CaseUpdatedFromSource"]


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
    edited it. `added` and `changed` name the rows concerned; a row that vanished from
    the source stays in the case and is named in `vanished`.
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


def _as_it_came(_case: Case | None, happening: Any) -> Case:
    """What came from a source is the case as it came."""
    result: Case = happening.case
    return result


HANDLERS: dict[type[Happening], Handler[Any]] = {
    CaseImported: Handler(change=_as_it_came),
    CaseUpdatedFromSource: Handler(change=_as_it_came),
}
