"""Complaints, and rows registered in error. Consent is in `consents`.

A complaint is the participant's, or a mandated representative's; answering it is not
deciding it. A row in error stays and counts nowhere: so nobody puts another's words, or
what the participant has spoken about, in error. Source: definitions 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.case import Case, row_kinds
from brukermedvirkning.domain.concepts import (
    CommentKind,
    ComplaintOutcome,
    ItemKind,
    Party,
)
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    find_row,
    party_of,
    with_row,
)
from brukermedvirkning.domain.happenings.items import (
    find_item,
    refuse_absent,
    refuse_early,
    refuse_in_error,
    refuse_not_there,
    refuse_taken,
)
from brukermedvirkning.domain.happenings.voices import (
    OWN_SIDE,
    is_on_own_side,
    not_own_side,
    own_side_alone,
    refuse_voice,
)
from brukermedvirkning.domain.plan import Comment, Stance
from brukermedvirkning.domain.record import PERSONAL, Id, Text
from brukermedvirkning.domain.rights import Complaint, Consent

__all__ = [
    "HANDLERS",
    "ComplaintAnswered",
    "ComplaintDecided",
    "ComplaintMade",
    "ComplaintWithdrawn",
    "RegisteredInError",
    "is_own",
]

_DECIDED = (
    ComplaintOutcome.UPHELD,
    ComplaintOutcome.UPHELD_IN_PART,
    ComplaintOutcome.NOT_UPHELD,
)
_OPEN = (ComplaintOutcome.PENDING, ComplaintOutcome.UNKNOWN)


@attrs.frozen(kw_only=True)
class _OfComplaint(Act):
    """An act that concerns one complaint."""

    goes_on_after_exit: ClassVar[bool] = True

    complaint: Id

    @property
    def target(self) -> tuple[str, str]:
        """The complaint."""
        return (Complaint.kind, self.complaint)


@attrs.frozen(kw_only=True)
class ComplaintMade(_OfComplaint):
    """A complaint about an item, the plan, or the service as a whole."""

    kind: ClassVar[str] = "complaint_made"

    item_kind: ItemKind = ItemKind.SERVICE
    item: Id | None = None
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    authority: Id | None = None
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class ComplaintAnswered(_OfComplaint):
    """Whoever the complaint went to answered it; what comes of it may still be open."""

    kind: ClassVar[str] = "complaint_answered"

    answer: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)


@attrs.frozen(kw_only=True)
class ComplaintDecided(_OfComplaint):
    """The complaint was upheld, upheld in part or not upheld.

    That it was decided is not that anybody told the participant: an answer is its own.
    """

    kind: ClassVar[str] = "complaint_decided"

    outcome: ComplaintOutcome


@attrs.frozen(kw_only=True)
class ComplaintWithdrawn(_OfComplaint):
    """The side that complained took the complaint back; it stays on record."""

    kind: ClassVar[str] = "complaint_withdrawn"


@attrs.frozen(kw_only=True)
class RegisteredInError(Act):
    """A row of any kind is registered in error, with the reason; it stays where it is."""

    kind: ClassVar[str] = "registered_in_error"
    goes_on_after_exit: ClassVar[bool] = True

    row_kind: Id
    row: Id
    reason: Text = attrs.field(repr=False, metadata=PERSONAL)

    @property
    def target(self) -> tuple[str, str]:
        """The row."""
        return (self.row_kind, self.row)


def _complain(case: Case, act: ComplaintMade) -> Case:
    row = Complaint(
        id=act.complaint,
        on=act.on,
        item_kind=act.item_kind,
        item=act.item,
        party=act.party,
        words=act.words,
        authority=act.authority,
        recorded=act.recorded,
        unit=act.unit,
    )
    return with_row(case, row)


def _the(case: Case, act: _OfComplaint) -> Complaint:
    row = find_row(case, Complaint, act.complaint)
    assert row is not None
    return row


def _answer(case: Case, act: ComplaintAnswered) -> Case:
    row = attrs.evolve(_the(case, act), answered_on=act.on, answer=act.answer)
    return with_row(case, row)


def _decide(case: Case, act: ComplaintDecided) -> Case:
    return with_row(case, attrs.evolve(_the(case, act), outcome=act.outcome))


def _take_back(case: Case, act: ComplaintWithdrawn) -> Case:
    row = attrs.evolve(_the(case, act), outcome=ComplaintOutcome.WITHDRAWN)
    return with_row(case, row)


def _put_in_error(case: Case, act: RegisteredInError) -> Case:
    row = _row(case, act)
    assert row is not None
    return with_row(case, attrs.evolve(row, registered_in_error=True))


def _row(case: Case, act: RegisteredInError) -> Item | None:
    if act.row_kind not in row_kinds():
        return None
    found = find_item(case, act.row_kind, act.row)
    return found if isinstance(found, Item) else None


def _refuse_made(
    case: Case, act: ComplaintMade, _context: Context
) -> Iterator[Refusal]:
    """The participant's side complains, of something that is there."""
    yield from own_side_alone(case, act, "comment_added")
    yield from refuse_taken(case, act.complaint)
    whole = act.item_kind in (ItemKind.SERVICE, ItemKind.PLAN)
    if whole != (act.item is None):
        reason = "an item is named exactly where it is neither the plan nor the service"
        yield Refusal(rule="complaint.about", reason=reason)
    elif act.item is not None:
        yield from refuse_not_there(case, act.item_kind, act.item)


def _refuse_settled(case: Case, act: _OfComplaint) -> Iterator[Refusal]:
    """Nothing more comes of what was decided or taken back."""
    yield from refuse_absent(case, Complaint.kind, act.complaint)
    row = find_row(case, Complaint, act.complaint)
    if row is None:
        return
    yield from refuse_early(act.on, row.on)
    if row.outcome not in _OPEN:
        yield Refusal(
            rule="complaint.settled",
            reason=f"the complaint is {row.outcome}",
            permitted=("complaint_made",),
        )


def _refuse_answered(
    case: Case, act: ComplaintAnswered, _context: Context
) -> Iterator[Refusal]:
    """A complaint is answered once, by whoever it went to, and may be decided before."""
    yield from not_own_side(act, "comment_added")
    yield from refuse_absent(case, Complaint.kind, act.complaint)
    row = find_row(case, Complaint, act.complaint)
    if row is None:
        return
    yield from refuse_early(act.on, row.on)
    if row.answered_on is not None:
        yield Refusal(
            rule="complaint.answered",
            reason="the answer stands",
            permitted=("complaint_decided", "comment_added"),
        )


def _refuse_decided(
    case: Case, act: ComplaintDecided, _context: Context
) -> Iterator[Refusal]:
    """A complaint is upheld, in part or not, once, and not by who complained."""
    yield from not_own_side(act, "complaint_withdrawn")
    yield from _refuse_settled(case, act)
    if act.outcome not in _DECIDED:
        yield Refusal(
            rule="complaint.outcome",
            reason=f"{act.outcome} is no decision",
            permitted=("complaint_answered", "complaint_withdrawn"),
        )


def _refuse_taken_back(
    case: Case, act: ComplaintWithdrawn, _context: Context
) -> Iterator[Refusal]:
    """The participant takes a complaint back; a representative, a representative's."""
    yield from own_side_alone(case, act, "complaint_answered", "complaint_decided")
    yield from _refuse_settled(case, act)
    row = find_row(case, Complaint, act.complaint)
    if act.party is Party.REPRESENTATIVE and row and row.party is not act.party:
        reason = "the participant complained in person"
        yield Refusal(rule="complaint.in-person", reason=reason)


def _refuse_error(
    case: Case, act: RegisteredInError, _context: Context
) -> Iterator[Refusal]:
    """Each side puts its own rows in error, the service those of nobody known, too.

    What the participant said in person no representative puts in error.
    What the participant took a stance on or complained of is put in error only where
    the participant asked for a correction: or a disagreement would count nowhere.
    """
    yield from refuse_voice(case, act)
    row = _row(case, act)
    if row is None:
        yield Refusal(rule="row.not-there", reason="no such row")
        return
    yield from refuse_in_error(case, act.row_kind, act.row)
    own = is_own(row)
    if own != (is_on_own_side(act)):
        side, permitted = (
            ("the participant's", "comment_added")
            if own
            else ("the service's", "correction_asked")
        )
        yield Refusal(
            rule="error.of-others", reason=f"the row is {side}", permitted=(permitted,)
        )
    elif act.party is Party.REPRESENTATIVE and not _is_of_representative(row):
        yield Refusal(
            rule="error.in-person",
            reason="the participant said it in person",
            permitted=("comment_added",),
        )
    elif not own and _is_spoken_of(case, row) and not _is_disputed(case, row):
        yield Refusal(
            rule="error.spoken-of",
            reason="the participant has spoken about it and asked for no correction",
            permitted=("comment_added",),
        )


def is_own(row: Item) -> bool:
    """Whether a row is the participant's, or a representative's: said or proposed so."""
    if isinstance(row, Consent) or party_of(row.recorded.source) in OWN_SIDE:
        return True
    fields = ("party", "asked_by", "respondent")
    if any(getattr(row, field, None) in OWN_SIDE for field in fields):
        return True
    proposed_by: tuple[Party, ...] = getattr(row, "proposed_by", ())
    return bool(proposed_by) and set(proposed_by) <= OWN_SIDE


def _is_of_representative(row: Item) -> bool:
    return party_of(row.recorded.source) is Party.REPRESENTATIVE


def _is_spoken_of(case: Case, row: Item) -> bool:
    said: tuple[Stance | Complaint, ...] = (*case.stances, *case.complaints)
    return any(_is_about(one, row) for one in said)


def _is_disputed(case: Case, row: Item) -> bool:
    return any(
        _is_about(one, row) and one.nature is CommentKind.CORRECTION_REQUEST
        for one in case.comments
    )


def _is_about(said: Stance | Complaint | Comment, row: Item) -> bool:
    """Whether the participant's side said something of a row, and it counts."""
    about = (said.item_kind.value, said.item) == (row.kind, row.id)
    return about and said.party in OWN_SIDE and not said.registered_in_error


HANDLERS: dict[type[Happening], Handler[Any]] = {
    ComplaintMade: Handler(change=_complain, refuse=_refuse_made),
    ComplaintAnswered: Handler(change=_answer, refuse=_refuse_answered),
    ComplaintDecided: Handler(change=_decide, refuse=_refuse_decided),
    ComplaintWithdrawn: Handler(change=_take_back, refuse=_refuse_taken_back),
    RegisteredInError: Handler(change=_put_in_error, refuse=_refuse_error),
}
