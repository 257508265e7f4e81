"""What a contract is: how its messages are known, understood, and turned into rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice
from brukermedvirkning_norway.nav.documents import Message
from brukermedvirkning_norway.nav.told import Shown, Told

__all__ = ["Contract", "Known"]


@attrs.frozen(kw_only=True)
class Known:
    """What a contract may look up when it shows what it was told of one thing.

    `things` are reference messages that are nobody's, by contract and then by the id
    that other messages name them by. `rows` are the rows of the person that earlier
    imports made, by id.
    """

    things: Mapping[str, Mapping[str, Any]] = attrs.field(factory=dict)
    rows: Mapping[str, Item] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Contract:
    """One of NAV's contracts.

    `is_one` looks at the shape of a value, never at its name; two contracts never claim
    one value. `tell` checks a message against the contract: it yields what the message
    (or each entry of a list in it) tells, or the faults, with what is unknown as
    notices. `show` turns what was told of one thing of one person, in order, into rows,
    whose ids are that of the thing (`Told.about`), or begin with it and a stroke.
    `is_reference` says that its messages are of things that are nobody's. `equals` are
    contracts that tell of the same rows as fully: of two of them the later word counts,
    and what each keeps for itself stays.
    """

    id: str
    title: str
    carries: Carries
    is_one: Callable[[Any], bool] = attrs.field(repr=False)
    tell: Callable[[Message], Iterator[Told | Fault | Notice]] = attrs.field(repr=False)
    show: Callable[[Sequence[Told], Known], Shown] = attrs.field(repr=False)
    is_reference: bool = False
    equals: tuple[str, ...] = ()
