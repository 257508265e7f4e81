"""Access is a rule: who may do what with which item, denied unless allowed.

This module has the shape in which plugins narrow access. A plugin can only deny: there
is no value by which it could allow. Source: definitions 3.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.domain.record import Id, Record, Text

__all__ = ["AccessQuestion", "Action", "Denied", "DenyRule"]


class Action(Concept):
    """What somebody wants to do with something."""

    READ = "read"
    WRITE = "write"
    SHARE = "share"
    ERASE = "erase"


@attrs.frozen(kw_only=True)
class AccessQuestion(Record):
    """An actor, an action, the kind of item and its purpose, and the day."""

    actor: Actor
    action: Action
    item_kind: Id
    purpose: Purpose
    on: date


@attrs.frozen(kw_only=True)
class Denied(Record):
    """That access is denied, by which rule and on which ground."""

    rule: Id
    ground: Text


@attrs.frozen(kw_only=True)
class DenyRule(Record):
    """A rule of a plugin that can deny and nothing else.

    `denies` returns a `Denied`, or None where the rule has nothing against it.
    """

    id: Id
    source: Text
    denies: Callable[[AccessQuestion, Case], Denied | None] = attrs.field(repr=False)
