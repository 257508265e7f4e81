"""Where a party stands: agreeing, disagreeing, undecided; taken, stated, withdrawn.

A stance is one party's own, on the current version of one item. Rows are added: an
earlier one stays beside a later one, and a disagreement stays as long as the case.
Silence, reading, attending or a passed deadline is never a stance.
Source: H16, B13, definitions 3.1.

Disagreeing and withdrawing are happenings of their own because they are rights, which no
policy closes; whether an act is a right does not depend on what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ItemKind, Party, StanceAnswer
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    with_row,
)
from brukermedvirkning.domain.happenings.items import (
    find_item,
    refuse_early,
    refuse_in_error,
    refuse_not_there,
    refuse_taken,
    standing,
    version_of,
)
from brukermedvirkning.domain.happenings.voices import (
    refuse_automatic,
    refuse_voice,
    side_of,
    speaker,
)
from brukermedvirkning.domain.plan import Challenge, Goal, Stance
from brukermedvirkning.domain.record import PERSONAL, Id, Ordinal, Text

__all__ = ["HANDLERS", "DisagreementStated", "StanceTaken", "StanceWithdrawn"]

_TAKEN = (
    StanceAnswer.AGREES,
    StanceAnswer.AGREES_IN_PART,
    StanceAnswer.UNDECIDED,
    StanceAnswer.DECLINED_TO_SAY,
)
_SAYS_NOTHING = (
    StanceAnswer.WITHDRAWN,
    StanceAnswer.NOT_ASKED,
    StanceAnswer.UNKNOWN,
)


@attrs.frozen(kw_only=True)
class _Standing(Act):
    """What every stance carries; `version` is the one that the party had before it."""

    goes_on_after_exit: ClassVar[bool] = True

    stance: Id
    item_kind: ItemKind
    item: Id
    version: Ordinal = 1
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    unit: Id | None = None


@attrs.frozen(kw_only=True)
class StanceTaken(_Standing):
    """A party agreed, agreed in part, was undecided, or declined to say."""

    kind: ClassVar[str] = "stance_taken"

    answer: StanceAnswer


@attrs.frozen(kw_only=True)
class DisagreementStated(_Standing):
    """A party disagreed; it may be stated again and added to. A right."""

    kind: ClassVar[str] = "disagreement_stated"
    is_right: ClassVar[bool] = True


@attrs.frozen(kw_only=True)
class StanceWithdrawn(_Standing):
    """A party took back where it stood: its agreement, or its disagreement. A right."""

    kind: ClassVar[str] = "stance_withdrawn"
    is_right: ClassVar[bool] = True


def _added(case: Case, act: _Standing, answer: StanceAnswer) -> Case:
    row = Stance(
        id=act.stance,
        recorded=act.recorded,
        unit=act.unit,
        on=act.on,
        item_kind=act.item_kind,
        item=act.item,
        version=act.version,
        party=side_of(act.party),
        answer=answer,
        by_representative=speaker(case, act),
        words=act.words,
    )
    return with_row(case, row)


def _refuse_stance(case: Case, act: _Standing) -> Iterator[Refusal]:
    """Somebody speaks for their own side, on the current version of what is there."""
    yield from refuse_voice(case, act)
    yield from refuse_automatic(act)
    yield from refuse_taken(case, act.stance)
    row = find_item(case, act.item_kind, act.item)
    if row is None:
        yield from refuse_not_there(case, act.item_kind, act.item)
        return
    if act.version != version_of(case, act.item_kind, act.item):
        yield Refusal(
            rule="stance.version",
            reason="not the current version",
            permitted=(act.kind,),
        )
    if isinstance(row, (Challenge, Goal)):
        yield from refuse_early(act.on, row.wordings[-1].on)
    yield from _refuse_shuffled(case, act)


def _refuse_shuffled(case: Case, act: _Standing) -> Iterator[Refusal]:
    """Of two stances on one day the later has the id that sorts later.

    Rows of one day stand by their ids, and the last one holds.
    """
    for row in case.stances:
        same = (row.item_kind, row.item, row.on) == (act.item_kind, act.item, act.on)
        if same and row.party is side_of(act.party) and row.id > act.stance:
            yield Refusal(
                rule="stance.order",
                reason="an id that sorts before a stance of the same day",
                permitted=(act.kind,),
            )
            return


def _take(case: Case, act: StanceTaken) -> Case:
    return _added(case, act, act.answer)


def _may_not_take(case: Case, act: StanceTaken, _: Context) -> Iterator[Refusal]:
    yield from _refuse_stance(case, act)
    instead = ("comment_added", DisagreementStated.kind)
    yield from refuse_in_error(case, act.item_kind, act.item, permitted=instead)
    if act.answer not in _TAKEN:
        yield Refusal(
            rule="stance.answer",
            reason="that is not a stance that can be taken",
            permitted=(DisagreementStated.kind, StanceWithdrawn.kind),
        )


def _disagree(case: Case, act: DisagreementStated) -> Case:
    return _added(case, act, StanceAnswer.DISAGREES)


def _may_not_disagree(
    case: Case, act: DisagreementStated, _: Context
) -> Iterator[Refusal]:
    yield from _refuse_stance(case, act)


def _withdraw(case: Case, act: StanceWithdrawn) -> Case:
    return _added(case, act, StanceAnswer.WITHDRAWN)


def _may_not_withdraw(
    case: Case, act: StanceWithdrawn, _: Context
) -> Iterator[Refusal]:
    yield from _refuse_stance(case, act)
    side = side_of(act.party)
    said = standing(case, act.item_kind, act.item, act.version, side)
    if said is None or said.answer in _SAYS_NOTHING or said.on > act.on:
        yield Refusal(
            rule="stance.nothing-to-withdraw",
            reason="no stance on this version stands that day",
            permitted=(DisagreementStated.kind, "comment_added"),
        )
    elif (
        act.party is Party.REPRESENTATIVE
        and said.by_representative is None
        and said.answer is StanceAnswer.DISAGREES
    ):
        yield Refusal(
            rule="stance.own-disagreement",
            reason="the participant alone takes back an own disagreement",
            permitted=(DisagreementStated.kind, "comment_added"),
        )


HANDLERS: dict[type[Happening], Handler[Any]] = {
    StanceTaken: Handler(change=_take, refuse=_may_not_take),
    DisagreementStated: Handler(change=_disagree, refuse=_may_not_disagree),
    StanceWithdrawn: Handler(change=_withdraw, refuse=_may_not_withdraw),
}
