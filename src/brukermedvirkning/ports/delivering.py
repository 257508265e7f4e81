"""Messengers, connectors, clocks: what delivers and tells the time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeAlias

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.happenings import Happening
from brukermedvirkning.domain.journal import Message
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.ports.reading import Source

__all__ = [
    "Clock",
    "Connector",
    "Ids",
    "Messenger",
    "Programmes",
    "Pulled",
]


class Messenger(Protocol):
    """Turns what happened to a case into messages for another system."""

    @property
    def id(self) -> str:
        """The id of the messenger."""

    def messages(
        self, before: Case | None, happenings: Sequence[Happening], after: Case
    ) -> Iterable[Message]:
        """The messages that a change calls for; pure, so that it can be asked again.

        With a `content_redacted` all that waited for the case has been taken away: what
        the receiver still needs is sent anew.
        """


@attrs.frozen(kw_only=True)
class Pulled:
    """What a connector brought: sources to read, and where to go on next time.

    `more` says that there is more to be had now, from the cursor on.
    """

    sources: tuple[Source, ...]
    cursor: str | None
    more: bool = False


class Connector(Protocol):
    """Talks to another system under a URL scheme (`id`)."""

    @property
    def id(self) -> str:
        """The URL scheme."""

    def pull(self, url: str, cursor: str | None, settings: Mapping[str, Any]) -> Pulled:
        """What is new since the cursor; from the beginning with None.

        Raises `OptionError` for settings that it does not take, `ConnectorError` where
        the other system cannot be reached or does not answer as it should.
        """

    def deliver(self, url: str, message: Message, settings: Mapping[str, Any]) -> None:
        """Deliver a message; the same key twice has the effect of once.

        Raises what `pull` raises. After a `ConnectorError` it may have arrived or not.
        """


class Clock(Protocol):
    """Tells the instant; handed over, so that a test can hold it still."""

    def now(self) -> datetime:
        """The instant, with a fixed offset."""


class Ids(Protocol):
    """Makes ids that are unique wherever they are made."""

    def new(self) -> str:
        """A fresh id."""


Programmes: TypeAlias = Mapping[str, Programme]
