"""Own words on any item or note: comments, corrections asked for, changes proposed.

Every party may add words, and nobody's are overwritten. What is asked for is answered
by another side than the one that asked. A change proposed is open under every policy,
also where the policy lets the participant reword nothing; whoever may change the item
then does. Source: H17, definitions 3.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import Answer, CommentKind, ItemKind
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    find_row,
    with_row,
)
from brukermedvirkning.domain.happenings.items import (
    refuse_absent,
    refuse_early,
    refuse_not_there,
    refuse_taken,
)
from brukermedvirkning.domain.happenings.voices import (
    is_on_own_side,
    refuse_automatic,
    refuse_voice,
    side_of,
)
from brukermedvirkning.domain.plan import Comment
from brukermedvirkning.domain.record import PERSONAL, Id, Text

__all__ = [
    "HANDLERS",
    "ChangeAnswered",
    "ChangeProposed",
    "CommentAdded",
    "CorrectionAsked",
    "CorrectionMade",
    "CorrectionRefused",
    "ErasureAsked",
    "ErasureRefused",
]

_DECIDED = (Answer.YES, Answer.PARTLY, Answer.NO)


@attrs.frozen(kw_only=True)
class _Words(Act):
    goes_on_after_exit: ClassVar[bool] = True
    is_right: ClassVar[bool] = True
    nature: ClassVar[CommentKind] = CommentKind.COMMENT

    comment: Id
    item_kind: ItemKind
    item: Id
    words: Text = attrs.field(repr=False, metadata=PERSONAL)
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class CommentAdded(_Words):
    """Somebody added own words to an item or note. A right of the participant's."""

    kind: ClassVar[str] = "comment_added"


@attrs.frozen(kw_only=True)
class CorrectionAsked(_Words):
    """Somebody asked that an item or note be corrected. Own words, so a right."""

    kind: ClassVar[str] = "correction_asked"
    nature: ClassVar[CommentKind] = CommentKind.CORRECTION_REQUEST


@attrs.frozen(kw_only=True)
class ErasureAsked(_Words):
    """Somebody asked that an item or its words be erased. Own words, so a right.

    A leader of the service redacts it, or it is refused with a reason. Source: GDPR
    art. 17.
    """

    kind: ClassVar[str] = "erasure_asked"
    nature: ClassVar[CommentKind] = CommentKind.ERASURE_REQUEST


@attrs.frozen(kw_only=True)
class ChangeProposed(_Words):
    """Somebody proposed that an item be changed. A right of the participant's."""

    kind: ClassVar[str] = "change_proposed"
    nature: ClassVar[CommentKind] = CommentKind.CHANGE_PROPOSAL


@attrs.frozen(kw_only=True)
class _OnComment(Act):
    goes_on_after_exit: ClassVar[bool] = True
    answers: ClassVar[CommentKind] = CommentKind.CORRECTION_REQUEST

    comment: Id

    @property
    def target(self) -> tuple[str, str]:
        """The comment that is answered."""
        return (Comment.kind, self.comment)


@attrs.frozen(kw_only=True)
class CorrectionMade(_OnComment):
    """What was asked to be corrected has been, in whole or in part."""

    kind: ClassVar[str] = "correction_made"

    corrected: Answer = Answer.YES
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)


@attrs.frozen(kw_only=True)
class CorrectionRefused(_OnComment):
    """A correction was refused, with the reason."""

    kind: ClassVar[str] = "correction_refused"

    reason: Text = attrs.field(repr=False, metadata=PERSONAL)


@attrs.frozen(kw_only=True)
class ErasureRefused(CorrectionRefused):
    """An erasure was refused, with the reason."""

    kind: ClassVar[str] = "erasure_refused"
    answers: ClassVar[CommentKind] = CommentKind.ERASURE_REQUEST


@attrs.frozen(kw_only=True)
class ChangeAnswered(_OnComment):
    """A proposed change was taken up, in whole or in part, or not.

    The change itself is another act. The service says why it does not take one up; the
    participant need not.
    """

    kind: ClassVar[str] = "change_answered"
    answers: ClassVar[CommentKind] = CommentKind.CHANGE_PROPOSAL

    taken_up: Answer
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)


def _add(case: Case, act: _Words) -> Case:
    row = Comment(
        id=act.comment,
        recorded=act.recorded,
        unit=act.unit,
        on=act.on,
        item_kind=act.item_kind,
        item=act.item,
        party=act.party,
        nature=act.nature,
        words=act.words,
    )
    return with_row(case, row)


def _may_not_add(case: Case, act: _Words, _: Context) -> Iterator[Refusal]:
    yield from refuse_voice(case, act)
    yield from refuse_taken(case, act.comment)
    yield from refuse_not_there(case, act.item_kind, act.item)


def _answered(
    case: Case, act: _OnComment, corrected: Answer, words: str | None
) -> Case:
    row = find_row(case, Comment, act.comment)
    assert row is not None
    changed = attrs.evolve(row, answered_on=act.on, corrected=corrected, answer=words)
    return with_row(case, changed)


def _refuse_answer(case: Case, act: _OnComment) -> Iterator[Refusal]:
    """An answer is given once, by another side, to what asks for one."""
    yield from refuse_voice(case, act)
    yield from refuse_automatic(act)
    yield from refuse_absent(case, Comment.kind, act.comment)
    row = find_row(case, Comment, act.comment)
    if row is None:
        return
    yield from refuse_early(act.on, row.on)
    if row.nature is not act.answers:
        yield Refusal(rule="comment.nature", reason=f"it is a {row.nature}")
    if row.answered_on is not None:
        yield Refusal(
            rule="comment.answered",
            reason="it is answered already",
            permitted=(CommentAdded.kind,),
        )
    if side_of(row.party) is side_of(act.party):
        yield Refusal(
            rule="comment.own-answer",
            reason="the side that asked does not answer itself",
            permitted=(CommentAdded.kind,),
        )


def _correct(case: Case, act: CorrectionMade) -> Case:
    return _answered(case, act, act.corrected, act.words)


def _may_not_correct(case: Case, act: CorrectionMade, _: Context) -> Iterator[Refusal]:
    yield from _refuse_answer(case, act)
    if act.corrected not in (Answer.YES, Answer.PARTLY):
        yield Refusal(
            rule="comment.answer",
            reason="corrected in whole or in part",
            permitted=(CorrectionRefused.kind,),
        )


def _refuse(case: Case, act: CorrectionRefused) -> Case:
    return _answered(case, act, Answer.NO, act.reason)


def _may_not_refuse(
    case: Case, act: CorrectionRefused, _: Context
) -> Iterator[Refusal]:
    yield from _refuse_answer(case, act)


def _answer(case: Case, act: ChangeAnswered) -> Case:
    return _answered(case, act, act.taken_up, act.words)


def _may_not_answer(case: Case, act: ChangeAnswered, _: Context) -> Iterator[Refusal]:
    yield from _refuse_answer(case, act)
    if act.taken_up not in _DECIDED:
        yield Refusal(
            rule="comment.answer",
            reason="taken up, in part, or not",
            permitted=(CommentAdded.kind,),
        )
    elif (
        act.taken_up is not Answer.YES and not is_on_own_side(act) and act.words is None
    ):
        yield Refusal(
            rule="comment.answer-reason",
            reason="who does not take up a change says why",
            permitted=(ChangeAnswered.kind,),
        )


HANDLERS: dict[type[Happening], Handler[Any]] = {
    CommentAdded: Handler(change=_add, refuse=_may_not_add),
    CorrectionAsked: Handler(change=_add, refuse=_may_not_add),
    ErasureAsked: Handler(change=_add, refuse=_may_not_add),
    ChangeProposed: Handler(change=_add, refuse=_may_not_add),
    CorrectionMade: Handler(change=_correct, refuse=_may_not_correct),
    CorrectionRefused: Handler(change=_refuse, refuse=_may_not_refuse),
    ErasureRefused: Handler(change=_refuse, refuse=_may_not_refuse),
    ChangeAnswered: Handler(change=_answer, refuse=_may_not_answer),
}
