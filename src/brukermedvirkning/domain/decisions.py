"""Decisions, with the wish before settlement and who had the last word.

A `Decision` is not by itself a decision in law: `legal_kind` says what it is there.
Options, hearing, settlement, asking again and reconsideration are its course. D9 calls
the given limits "rammer"; they are `Frame`s, and not the terms of the project.
Source: H10, N11-21, B13, D9.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    Appealable,
    DecisionSubject,
    FrameKind,
    ItemKind,
    LastWord,
    LegalKind,
    Party,
    Proposer,
    ReconsiderationOutcome,
    Say,
    WishAsked,
)
from brukermedvirkning.domain.plan import proposer
from brukermedvirkning.domain.record import PERSONAL, Id, Ordinal, Record, Text
from brukermedvirkning.domain.saying import say_in
from brukermedvirkning.errors import Fault

__all__ = [
    "Asking",
    "Decision",
    "Degree",
    "DegreeRating",
    "Frame",
    "Hearing",
    "HearingAnswer",
    "Option",
    "Wish",
]


@attrs.frozen(kw_only=True)
class Degree(Record):
    """A rung on a ladder of participation; never compared across ladders."""

    ladder: Id
    rung: Ordinal


@attrs.frozen(kw_only=True)
class DegreeRating(Record):
    """Where somebody placed a decision on a ladder, and who did."""

    degree: Degree
    rated_by: Party
    on: date | None = None


@attrs.frozen(kw_only=True)
class Option(Record):
    """One thing that could be chosen, and what the participant was told of it.

    Doing nothing is an option too. Source: H10, D9 "dele viden".
    """

    id: Id
    text: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    proposed_by: Party = Party.UNKNOWN
    does_nothing: bool = False
    available: Answer = Answer.UNKNOWN
    told: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    told_on: date | None = None


@attrs.frozen(kw_only=True)
class Wish(Record):
    """What the participant wanted before the decision was settled, or that nobody asked.

    `by_representative` names the team member who gave it with a mandate.
    """

    asked: WishAsked
    on: date | None = None
    option: Id | None = None
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    by_representative: Id | None = None

    def _invariants(self) -> Iterator[Fault]:
        """`option` and `words` are given only where the wish was asked for."""
        if (self.option or self.words) and self.asked is not WishAsked.ASKED:
            yield Fault(
                field="asked",
                found=str(self.asked),
                expected="asked, where a wish is on record",
            )


@attrs.frozen(kw_only=True)
class Frame(Record):
    """A given limit on a decision, of a kind, with what it rests on. Source: D9, B13."""

    nature: FrameKind
    reference: Text | None = None
    text: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)


@attrs.frozen(kw_only=True)
class HearingAnswer(Record):
    """One answer to a hearing, the participant's or a representative's."""

    on: date
    words: Text = attrs.field(repr=False, metadata=PERSONAL)
    by_representative: Id | None = None


@attrs.frozen(kw_only=True)
class Hearing(Record):
    """That the participant was told of an adverse decision before it and could answer.

    `answer` is the participant's own first answer, or a representative's
    (`by_representative`) while there is no own one; the others stand in `more_answers`.
    """

    notified_on: date
    deadline: date | None = None
    answered_on: date | None = None
    answer: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    by_representative: Id | None = None
    more_answers: tuple[HearingAnswer, ...] = ()

    def had_its_time(self, day: date) -> bool:
        """Whether by a day the participant had answered, or the deadline had passed."""
        answered = self.answered_on is not None and self.answered_on <= day
        return answered or (self.deadline is not None and self.deadline < day)


@attrs.frozen(kw_only=True)
class Asking(Record):
    """One time that the participant asked again, with what came of it. Source: N73-91."""

    on: date
    words: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    by_representative: Id | None = None
    answered_on: date | None = None
    outcome: ReconsiderationOutcome = ReconsiderationOutcome.PENDING
    reason: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)


@attrs.frozen(kw_only=True)
class Decision(Item):
    """One decision in one person's case, from the question to what came of it.

    `wish` is the participant's own, or a representative's while there is no own one;
    `other_wishes` are earlier ones and those that a representative gave beside it.
    `outcome` names the option settled on, `by_representative` the team member who
    settled it for the participant. `told_on` is the day the participant was told,
    `remedies_named` whether the way to complain or ask again was named. The day of
    asking again and what came of it are those of the first of the `askings`.
    """

    kind: ClassVar[str] = "decision"
    derived: ClassVar[tuple[str, ...]] = (
        *Item.derived,
        "proposer",
        "is_settled",
        "option_count",
        "matches_wish",
        "contested",
        "say",
    )

    on: date | None = None
    subject: Coded[DecisionSubject] = Coded(concept=DecisionSubject.UNKNOWN)
    item_kind: ItemKind | None = None
    item: Id | None = None
    legal_kind: LegalKind = LegalKind.UNKNOWN
    question: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    proposed_by: tuple[Party, ...] = ()
    affected: tuple[Party, ...] = ()
    options: tuple[Option, ...] = ()
    wish: Wish = Wish(asked=WishAsked.UNKNOWN)
    other_wishes: tuple[Wish, ...] = ()
    adverse: Answer = Answer.UNKNOWN
    hearing: Hearing | None = None
    settled_on: date | None = None
    outcome: Id | None = None
    last_word: LastWord = LastWord.UNKNOWN
    by_representative: Id | None = None
    follows_wish: Answer = Answer.UNKNOWN
    frame: Frame | None = None
    reason: Text | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    told_on: date | None = None
    remedies_named: Answer = Answer.UNKNOWN
    appealable: Appealable = Appealable.UNKNOWN
    asked_again_on: date | None = None
    reconsidered_on: date | None = None
    reconsideration: ReconsiderationOutcome = ReconsiderationOutcome.UNKNOWN
    askings: tuple[Asking, ...] = ()
    ratings: tuple[DegreeRating, ...] = ()

    def _invariants(self) -> Iterator[Fault]:
        """Each option has an id of its own.
        `outcome` and the wish's `option` name one of the options.
        `item` and `item_kind` stand together or not at all.
        `settled_on` is not before `on`.
        There is no `outcome` before `settled_on`.
        The wish is not later than `settled_on`.
        `reconsidered_on` needs `asked_again_on`.
        """
        ids = [option.id for option in self.options]
        if len(set(ids)) < len(ids):
            yield Fault(field="options", expected="each option with an id of its own")
        for field, option in (("outcome", self.outcome), ("wish", self.wish.option)):
            if option is not None and option not in ids:
                yield Fault(
                    field=field, found=repr(option), expected="one of the options"
                )
        if (self.item is None) != (self.item_kind is None):
            yield Fault(field="item", expected="both an item and its kind, or neither")
        if self.settled_on and self.on and self.settled_on < self.on:
            yield Fault(
                field="settled_on",
                found=str(self.settled_on),
                expected=f"{self.on} or later",
            )
        if self.settled_on is None:
            if self.outcome is not None:
                yield Fault(field="outcome", expected="none before it is settled")
        elif self.wish.on and self.wish.on > self.settled_on:
            yield Fault(
                field="wish",
                found=str(self.wish.on),
                expected=f"{self.settled_on} or earlier: a wish before settlement",
            )
        if self.reconsidered_on and not self.asked_again_on:
            yield Fault(field="asked_again_on", expected="the day of asking again")

    @property
    def day(self) -> date | None:
        """The day on which the question was raised."""
        return self.on

    @property
    def proposer(self) -> Proposer:
        """Who raised the question."""
        return proposer(self.proposed_by)

    @property
    def is_settled(self) -> bool:
        """Whether it has been settled."""
        return self.settled_on is not None

    @property
    def speakers(self) -> tuple[tuple[str, str], ...]:
        """Where, and which members of the team, spoke here for the participant."""
        said: list[tuple[str, str | None]] = [
            ("", self.by_representative),
            (".wish", self.wish.by_representative),
        ]
        for place, wish in enumerate(self.other_wishes):
            said.append((f".other_wishes[{place}]", wish.by_representative))
        if self.hearing is not None:
            said.append((".hearing", self.hearing.by_representative))
            for place, answer in enumerate(self.hearing.more_answers):
                where = f".hearing.more_answers[{place}]"
                said.append((where, answer.by_representative))
        for place, asking in enumerate(self.askings):
            said.append((f".askings[{place}]", asking.by_representative))
        return tuple((where, who) for where, who in said if who)

    @property
    def option_count(self) -> int:
        """How many real options are on record, doing nothing included."""
        return sum(option.available is not Answer.NO for option in self.options)

    @property
    def matches_wish(self) -> Answer:
        """Whether it was settled as the participant wished, derived where it can be."""
        if self.wish.asked is WishAsked.NOT_ASKED:
            return Answer.NOT_ASKED
        if self.wish.option and self.outcome:
            return Answer.YES if self.wish.option == self.outcome else Answer.NO
        return self.follows_wish

    @property
    def contested(self) -> Answer:
        """Whether the participant's wish differed from what another party proposed.

        Known only where the wish names an option and the proposals of the other parties
        are on record.
        """
        others = {
            option.id
            for option in self.options
            if option.proposed_by not in (Party.PARTICIPANT, Party.UNKNOWN)
        }
        if self.wish.asked is WishAsked.NOT_ASKED:
            return Answer.NOT_ASKED
        if self.wish.option is None or not others:
            return Answer.UNKNOWN
        return Answer.NO if others == {self.wish.option} else Answer.YES

    @property
    def say(self) -> Say | None:
        """How much of a say the participant had; None where its facts do not show it."""
        shown = say_in(self)
        return shown if isinstance(shown, Say) else None
