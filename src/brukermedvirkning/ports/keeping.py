"""Stores, and the transactions in which everything of them is read and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

import attrs

from brukermedvirkning.domain.record import Record
from brukermedvirkning.ports.beside import Outbox, Records
from brukermedvirkning.ports.cases import CaseStore
from brukermedvirkning.ports.people import AccessLog, Identities

__all__ = ["Store", "StoreOpener", "UnitOfWork"]

T = TypeVar("T", bound=Record)


class UnitOfWork(Protocol):
    """One transaction: everything in it is kept, or nothing.

    It belongs to one thread. Once it has ended it can no longer be used: every call,
    and the next step of an iterator begun in it, raises `StoreError`.
    """

    @property
    def cases(self) -> CaseStore:
        """The cases."""

    @property
    def outbox(self) -> Outbox:
        """The outgoing messages."""

    @property
    def access_log(self) -> AccessLog:
        """Who has read."""

    @property
    def identities(self) -> Identities:
        """National numbers, apart from the cases."""

    def records(self, kind: type[T]) -> Records[T]:
        """The records of one class."""


class Store(Protocol):
    """A place where cases are kept."""

    def begin(self) -> AbstractContextManager[UnitOfWork]:
        """A transaction: committed at the end of the block, undone by an exception."""

    def close(self) -> None:
        """Let go of what the store holds open."""


@attrs.frozen(kw_only=True)
class StoreOpener:
    """Opens stores of one URL scheme (`id`), with settings from the caller."""

    id: str
    title: str
    open: Callable[[str, Mapping[str, Any]], Store] = attrs.field(repr=False)
