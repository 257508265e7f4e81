"""What is asked about access, and what can be answered.

A plugin can only deny: there is no value by which it could allow.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import attrs

from brukermedvirkning.domain.actors import Actor, Item
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.domain.record import Id, Record, Text
from brukermedvirkning.rules.access.standing import Standing

__all__ = [
    "AccessQuestion",
    "Action",
    "Allowed",
    "Condition",
    "Denied",
    "DenyRule",
    "Resource",
]


class Action(Concept):
    """What somebody wants to do with something."""

    READ = "read"
    WRITE = "write"
    SHARE = "share"
    ERASE = "erase"


class Condition(Concept):
    """What must be so of a row, beside the reader's place, before it may be read."""

    ONCE_SHARED = "once_shared"
    IF_PRESENT = "if_present"


@attrs.frozen(kw_only=True)
class Resource:
    """What is asked about: a row of a case, a part of it, or a kind before it is written.

    `kind` is the kind of a row (`contact`), `plan` or `case`. Without a `row` the
    question is about the kind as such, at its widest: a note is then as if shared.
    `unit` is the body whose record it will be, where that is not the case's own.
    """

    case: Case = attrs.field(repr=False)
    kind: str
    row: Item | ActionPlan | None = attrs.field(default=None, repr=False)
    part: str | None = None
    unit: str | None = None

    @property
    def target(self) -> str:
        """The name by which the table knows it: `contact` or `contact.note`."""
        return self.kind if self.part is None else f"{self.kind}.{self.part}"

    @property
    def owner(self) -> str | None:
        """The body whose record it is: the row's, else the case's."""
        own = self.row.unit if isinstance(self.row, Item) else None
        return self.unit or own or self.case.unit


@attrs.frozen(kw_only=True)
class AccessQuestion(Record):
    """An actor, an action, what it is about and what that is kept for, and the day.

    `item` is None before the row is written, `part` where the whole row is meant.
    `reading_for` is the purpose that the actor acts for.
    """

    actor: Actor
    action: Action
    item_kind: Id
    purpose: Purpose
    on: date
    item: Id | None = None
    part: Id | None = None
    reading_for: Purpose = Purpose.SERVICE


@attrs.frozen(kw_only=True)
class Allowed(Record):
    """That access is given, by which place in the case, and what it rests on.

    `basis` is what a read across units rests on. `when` is what must still be so of a
    row that is not written yet.
    """

    standing: Standing
    basis: Text | None = None
    when: Condition | None = None


@attrs.frozen(kw_only=True)
class Denied(Record):
    """That access is denied, by which rule and on which ground.

    For whoever decides and for the participant's copy, never for a view: that a draft
    is withheld says that there is one.
    """

    rule: Id
    ground: Text


@attrs.frozen(kw_only=True)
class DenyRule(Record):
    """A rule of a plugin that can deny and nothing else.

    `denies` returns a `Denied`, or None where the rule has nothing against it. A rule
    that raises denies everything: nobody reads until it is mended.
    """

    id: Id
    source: Text
    denies: Callable[[AccessQuestion, Case], Denied | None] = attrs.field(repr=False)
