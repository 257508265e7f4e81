"""What was written is redacted: taken out of case and journal, leaving a gap that is seen.

The service decides it, by somebody who leads it, for that is what the law binds; the
participant asks for it. The participant's own disagreement or complaint never goes for
good because somebody finds it unlawful: its words may, that it was there stays. The
payloads of the journal go with the content; the happening itself says nothing of what
they held, and the case as it then stands is kept beside it, so that the journal still
gives the case. Source: GDPR art. 5(2), 16-17; definitions 3.1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.actors import Item, Redaction
from brukermedvirkning.domain.case import Case, row_kinds
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Answer,
    CommentKind,
    RedactionExtent,
    RedactionGround,
    Role,
)
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    find_row,
    with_row,
)
from brukermedvirkning.domain.happenings.items import find_item, refuse_not_there
from brukermedvirkning.domain.happenings.rights import is_own
from brukermedvirkning.domain.happenings.voices import OWN_SIDE
from brukermedvirkning.domain.plan import Comment
from brukermedvirkning.domain.record import Id, Record
from brukermedvirkning.domain.redacting import redacted_in
from brukermedvirkning.domain.rights import Consent

__all__ = [
    "HANDLERS",
    "REDACTORS",
    "CaseAfterRedaction",
    "ContentRedacted",
    "ToRedact",
]

REDACTORS = (Role.DEPARTMENT_HEAD, Role.MANAGING_DIRECTOR)
"""Who may redact for the service. Own choice: erasure binds the controller, so whoever
answers for the whole, and nobody below."""

_WHOLE = RedactionExtent.WHOLE


@attrs.frozen(kw_only=True)
class ToRedact(Record):
    """One row to redact, and what of it."""

    row_kind: Id
    row: Id
    extent: RedactionExtent


@attrs.frozen(kw_only=True)
class ContentRedacted(Act):
    """The service took away the words of some rows, or all that they said.

    `asked` is the participant's request that it follows, `reference` the number of the
    order that it rests on. The happening never says what was there.
    """

    kind: ClassVar[str] = "content_redacted"
    goes_on_after_exit: ClassVar[bool] = True

    rows: tuple[ToRedact, ...]
    ground: RedactionGround
    asked: Id | None = None
    reference: Id | None = None

    def redaction(self, extent: RedactionExtent) -> Redaction:
        """The gap that it leaves in a row."""
        return Redaction(
            on=self.on,
            extent=extent,
            ground=self.ground,
            by=self.source,
            reference=self.reference,
        )


@attrs.frozen(kw_only=True)
class CaseAfterRedaction(Happening):
    """The case as it stood after a redaction: what the gaps before it would have given.

    `given` is what the source last said, for a case that came from one.
    """

    kind: ClassVar[str] = "case_after_redaction"

    case: Case
    given: Case | None = None


def _redact(case: Case, act: ContentRedacted) -> Case:
    for one in act.rows:
        case = redacted_in(case, one.row_kind, one.row, act.redaction(one.extent))
    asked = None if act.asked is None else find_row(case, Comment, act.asked)
    if asked is None or asked.answered_on is not None or asked.is_gone:
        return case
    answered = attrs.evolve(asked, answered_on=act.on, corrected=Answer.YES)
    return with_row(case, answered)


def _as_it_stood(_case: Case, happening: CaseAfterRedaction) -> Case:
    return happening.case


def _refuse(case: Case, act: ContentRedacted, _context: Context) -> Iterator[Refusal]:
    """A leader of the service redacts rows that are there, on a ground that is given."""
    yield from _refuse_who(case, act)
    yield from _refuse_ground(case, act)
    counts = Counter((one.row_kind, one.row) for one in act.rows)
    if not counts or max(counts.values()) > 1:
        reason = "some rows, and each of them once"
        yield Refusal(rule="redaction.rows", reason=reason)
    for one in act.rows:
        yield from _refuse_row(case, act, one)


def _refuse_other(
    case: Case, happening: CaseAfterRedaction, _context: Context
) -> Iterator[Refusal]:
    """What is kept beside a redaction is the case as it is, and never another."""
    if happening.case != case:
        reason = "it is the case as it stands after a redaction"
        permitted = ("content_redacted",)
        yield Refusal(rule="redaction.other", reason=reason, permitted=permitted)


def _refuse_who(case: Case, act: ContentRedacted) -> Iterator[Refusal]:
    leads = any(map(act.source.has_role, REDACTORS))
    if act.source.kind is not ActorKind.STAFF or not leads:
        yield Refusal(
            rule="redaction.who",
            reason="it is for whoever leads the service; others ask for it",
            permitted=("erasure_asked", "correction_asked", "comment_added"),
        )
    units = {case.unit, *(getattr(row, "unit", None) for row in _rows(case, act))}
    if act.source.unit not in units | {None} and units != {None}:
        reason = "it is for the body whose record it is"
        yield Refusal(rule="redaction.unit", reason=reason)


def _rows(case: Case, act: ContentRedacted) -> list[Any]:
    return [find_item(case, one.row_kind, one.row) for one in act.rows]


def _refuse_ground(case: Case, act: ContentRedacted) -> Iterator[Refusal]:
    """A ground is named: a request is on record, an order has its number."""
    if act.ground.is_unknown:
        yield Refusal(rule="redaction.ground", reason="the ground is named")
    if act.ground is RedactionGround.COURT_ORDER and act.reference is None:
        yield Refusal(rule="redaction.order", reason="the order is named")
    if act.ground is not RedactionGround.ERASURE_REQUEST:
        return
    asked = None if act.asked is None else find_row(case, Comment, act.asked)
    if (
        asked is None
        or asked.nature is not CommentKind.ERASURE_REQUEST
        or asked.party not in OWN_SIDE
    ):
        yield Refusal(
            rule="redaction.asked",
            reason="the request of the participant's side is named",
            permitted=("erasure_asked",),
        )
    elif act.on < asked.on:
        yield Refusal(rule="row.not-begun", reason="a day before it was asked for")


def _refuse_row(case: Case, act: ContentRedacted, one: ToRedact) -> Iterator[Refusal]:
    row = find_item(case, one.row_kind, one.row)
    if one.row_kind not in row_kinds():
        yield Refusal(rule="redaction.kind", reason="rows of the case are redacted")
    elif not isinstance(row, Item):
        yield from refuse_not_there(case, one.row_kind, one.row)
    elif row.is_gone:
        yield Refusal(rule="redaction.gone", reason="all of it is redacted already")
    elif isinstance(row, Consent) and row.narrows and one.extent is _WHOLE:
        yield Refusal(
            rule="redaction.narrowing",
            reason="without it the wider consent would hold again; its words may go",
            permitted=("content_redacted", "consent_withdrawn"),
        )
    elif (
        act.ground is RedactionGround.UNLAWFUL and one.extent is _WHOLE and is_own(row)
    ):
        yield Refusal(
            rule="redaction.own-words",
            reason="that the participant said something stays; its words may go",
            permitted=("content_redacted",),
        )


HANDLERS: dict[type[Happening], Handler[Any]] = {
    ContentRedacted: Handler(change=_redact, refuse=_refuse),
    CaseAfterRedaction: Handler(change=_as_it_stood, refuse=_refuse_other),
}
