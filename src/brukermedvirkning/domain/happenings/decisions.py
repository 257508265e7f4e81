"""Decisions before settlement: the question, the options and the wish.

What the participant said before is never overwritten: an earlier wish stands beside the
later one, a representative's beside the participant's own. Source: H10, N11-21, B13,
D9, definitions 3.1 and 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    Appealable,
    DecisionSubject,
    ItemKind,
    LegalKind,
    Party,
    WishAsked,
)
from brukermedvirkning.domain.decisions import (
    Decision,
    Option,
    Wish,
)
from brukermedvirkning.domain.happenings.base import (
    Act,
    Context,
    Handler,
    Happening,
    Refusal,
    with_row,
)
from brukermedvirkning.domain.happenings.items import (
    refuse_absent,
    refuse_early,
    refuse_not_there,
    refuse_taken,
    row_of,
)
from brukermedvirkning.domain.happenings.voices import (
    is_on_own_side,
    own_side_alone,
    parties_of,
    refuse_claims,
    refuse_named,
    refuse_voice,
    speaker,
)
from brukermedvirkning.domain.record import PERSONAL, Id, Text

__all__ = [
    "HANDLERS",
    "DecisionAct",
    "DecisionProposed",
    "OptionsShown",
    "WishRecorded",
    "changed",
    "decision_of",
    "latest_day",
    "refuse_settled",
]


@attrs.frozen(kw_only=True)
class DecisionProposed(Act):
    """A question was raised that somebody is to decide, about an item or none.

    `beside` are the parties who raised it together with whose act it is.
    """

    kind: ClassVar[str] = "decision_proposed"

    decision: Id
    unit: Id | None = None
    subject: Coded[DecisionSubject]
    item_kind: ItemKind | None = None
    item: Id | None = None
    legal_kind: LegalKind = LegalKind.UNKNOWN
    question: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    beside: tuple[Party, ...] = ()
    affected: tuple[Party, ...] = ()
    options: tuple[Option, ...] = ()
    adverse: Answer = Answer.UNKNOWN
    appealable: Appealable = Appealable.UNKNOWN


@attrs.frozen(kw_only=True)
class DecisionAct(Act):
    """Something done about one decision that is there."""

    decision: Id

    @property
    def target(self) -> tuple[str, str]:
        """The decision."""
        return (Decision.kind, self.decision)


@attrs.frozen(kw_only=True)
class OptionsShown(DecisionAct):
    """Options were put beside each other, with what the participant was told of each.

    One that is there already is named again to tell of it; what was told stays.
    """

    kind: ClassVar[str] = "options_shown"

    options: tuple[Option, ...]


@attrs.frozen(kw_only=True)
class WishRecorded(DecisionAct):
    """What the participant wants, before it is settled; or that nobody asked."""

    kind: ClassVar[str] = "wish_recorded"

    asked: WishAsked = WishAsked.ASKED
    option: Id | None = None
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)


def decision_of(case: Case, act: DecisionAct) -> Decision:
    """The decision that an act is about, which is there."""
    row = row_of(case, Decision, act.decision)
    assert row is not None
    return row


def changed(case: Case, act: DecisionAct, **changes: Any) -> Case:
    """The case with the decision that an act is about changed."""
    return with_row(case, attrs.evolve(decision_of(case, act), **changes))


def latest_day(row: Decision) -> date | None:
    """The last day on which something was said in it before settlement."""
    heard = row.hearing
    days = [
        row.on,
        row.wish.on,
        heard and heard.notified_on,
        heard and heard.answered_on,
    ]
    return max((day for day in days if day), default=None)


def refuse_settled(row: Decision) -> Iterator[Refusal]:
    """What comes before settlement comes before it."""
    if row.is_settled:
        yield Refusal(
            rule="decision.open",
            reason="it is settled",
            permitted=("asked_again", "stance_taken", "comment_added"),
        )


def _shown(option: Option, act: Act) -> Option:
    """An option as it stands on the day it is shown."""
    proposer = act.party if option.proposed_by is Party.UNKNOWN else option.proposed_by
    told_on = None if option.told is None else act.on
    return attrs.evolve(option, proposed_by=proposer, told_on=told_on)


def _propose(case: Case, act: DecisionProposed) -> Case:
    row = Decision(
        id=act.decision,
        recorded=act.recorded,
        unit=act.unit,
        on=act.on,
        subject=act.subject,
        item_kind=act.item_kind,
        item=act.item,
        legal_kind=act.legal_kind,
        question=act.question,
        proposed_by=parties_of(act, act.beside),
        affected=act.affected,
        options=tuple(_shown(option, act) for option in act.options),
        adverse=act.adverse,
        appealable=act.appealable,
    )
    return with_row(case, row)


def _refuse_propose(
    case: Case, act: DecisionProposed, _context: Context
) -> Iterator[Refusal]:
    """A question has an id of its own, and is about something that is there."""
    yield from refuse_voice(case, act)
    yield from refuse_claims(act, act.beside)
    yield from refuse_taken(case, act.decision)
    if (act.item is None) != (act.item_kind is None):
        reason = "an item is named by its kind and its id"
        yield Refusal(rule="decision.item", reason=reason)
    elif act.item is not None and act.item_kind is not None:
        yield from refuse_not_there(case, act.item_kind, act.item)
    yield from _refuse_options(act, act.options, ())


def _refuse_options(
    act: Act, options: tuple[Option, ...], there: tuple[Option, ...]
) -> Iterator[Refusal]:
    """Options have ids of their own, others do not put them into the participant's mouth,
    and what has been told of one is not told otherwise.
    """
    yield from refuse_named(act, (option.proposed_by for option in options))
    names = [option.id for option in options]
    if len(set(names)) < len(names):
        yield Refusal(rule="decision.option-once", reason="an option stands twice")
    if is_on_own_side(act) and any(option.told for option in options):
        yield Refusal(
            rule="decision.told-to-participant",
            reason="what the participant is told of an option comes from another side",
        )
    known = {option.id: option for option in there}
    if any(
        not _tells_of(option, known[option.id])
        for option in options
        if option.id in known
    ):
        yield Refusal(
            rule="decision.option-stands",
            reason="an option stands as it was shown; another has an id of its own",
            permitted=(OptionsShown.kind,),
        )


def _tells_of(option: Option, there: Option) -> bool:
    """Whether it only adds what is not known of an option that is there."""
    said = (
        (option.text, there.text),
        (option.told, there.told),
        (option.does_nothing or None, there.does_nothing or None),
    )
    kept = all(new is None or old is None or new == old for new, old in said)
    known = not there.available.is_unknown and not option.available.is_unknown
    proposer = option.proposed_by in (Party.UNKNOWN, there.proposed_by)
    return kept and proposer and not (known and option.available is not there.available)


def _show(case: Case, act: OptionsShown) -> Case:
    row = decision_of(case, act)
    options = {option.id: option for option in row.options}
    for option in act.options:
        there = options.get(option.id)
        options[option.id] = (
            _shown(option, act) if there is None else _told(there, option, act.on)
        )
    return changed(case, act, options=tuple(options.values()))


def _told(there: Option, option: Option, on: date) -> Option:
    told_on = there.told_on if there.told or not option.told else on
    return attrs.evolve(
        there,
        text=there.text or option.text,
        does_nothing=there.does_nothing or option.does_nothing,
        available=option.available if there.available.is_unknown else there.available,
        told=there.told or option.told,
        told_on=told_on,
    )


def _refuse_show(case: Case, act: OptionsShown, _context: Context) -> Iterator[Refusal]:
    """Options are shown while the question is open."""
    yield from refuse_voice(case, act)
    yield from refuse_absent(case, Decision.kind, act.decision)
    row = row_of(case, Decision, act.decision)
    if row is not None:
        yield from refuse_early(act.on, row.on)
        yield from refuse_settled(row)
        yield from _refuse_options(act, act.options, row.options)


def _wish(case: Case, act: WishRecorded) -> Case:
    row = decision_of(case, act)
    wish = Wish(
        asked=act.asked,
        on=act.on,
        option=act.option,
        words=act.words,
        by_representative=speaker(case, act),
    )
    before = row.wish
    if before.asked in (WishAsked.UNKNOWN, WishAsked.NOT_ASKED):
        return changed(case, act, wish=wish)
    if wish.by_representative is not None and before.by_representative is None:
        return changed(case, act, other_wishes=(*row.other_wishes, wish))
    others = (*row.other_wishes, before)
    return changed(case, act, wish=wish, other_wishes=others)


def _refuse_wish(case: Case, act: WishRecorded, _context: Context) -> Iterator[Refusal]:
    """The wish is the participant's own, and is given before settlement.

    Others can only say that nobody asked, while nothing has been said.
    """
    yield from refuse_voice(case, act)
    yield from refuse_absent(case, Decision.kind, act.decision)
    row = row_of(case, Decision, act.decision)
    if row is None:
        return
    yield from refuse_early(act.on, row.on)
    yield from refuse_settled(row)
    yield from refuse_early(act.on, row.wish.on)
    if act.asked is WishAsked.UNKNOWN:
        yield Refusal(rule="decision.wish-said", reason="nothing is said by it")
    elif act.asked is WishAsked.NOT_ASKED:
        if row.wish.asked is not WishAsked.UNKNOWN:
            yield Refusal(
                rule="decision.wish-stands", reason="what was said of the wish stands"
            )
        if is_on_own_side(act):
            yield Refusal(
                rule="decision.wish-asked",
                reason="whoever says their wish has been asked",
                permitted=(WishRecorded.kind,),
            )
    else:
        yield from own_side_alone(case, act, WishRecorded.kind)
    if act.asked is not WishAsked.ASKED and (act.option or act.words):
        yield Refusal(
            rule="decision.wish-given", reason="a wish is on record only where asked"
        )
    if act.option is not None and act.option not in {one.id for one in row.options}:
        yield Refusal(
            rule="decision.option-there",
            reason="the wish names an option that has not been shown",
            permitted=(OptionsShown.kind,),
        )


HANDLERS: dict[type[Happening], Handler[Any]] = {
    DecisionProposed: Handler(change=_propose, refuse=_refuse_propose),
    OptionsShown: Handler(change=_show, refuse=_refuse_show),
    WishRecorded: Handler(change=_wish, refuse=_refuse_wish),
}
