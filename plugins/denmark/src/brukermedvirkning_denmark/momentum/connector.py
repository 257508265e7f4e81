"""The connector `momentum+https`: fetches journals and tasks, and delivers messages.

What it does stands in `exchange`, which is imported on first use, and httpx with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from brukermedvirkning.domain.journal import Message
from brukermedvirkning.ports import Pulled

if TYPE_CHECKING:
    from brukermedvirkning_denmark.momentum.client import Tokens

__all__ = ["MomentumConnector"]


class MomentumConnector:
    """Talks to KMD Momentum. Its tokens are shared by all that is asked of it.

    `momentum+http` is for a server on the same machine, such as the one for tests.
    """

    def __init__(self, scheme: str = "momentum+https") -> None:
        self._scheme = scheme

    @property
    def id(self) -> str:
        """The URL scheme."""
        return self._scheme

    @cached_property
    def _tokens(self) -> Tokens:
        from brukermedvirkning_denmark.momentum.client import Tokens

        return Tokens()

    def pull(self, url: str, cursor: str | None, settings: Mapping[str, Any]) -> Pulled:
        """Journals and tasks that differ from what the cursor knows, a citizen a source.

        Raises `OptionError` and `ConnectorError`.
        """
        from brukermedvirkning_denmark.momentum import exchange

        return exchange.pull(url, cursor, settings, self._tokens)

    def deliver(self, url: str, message: Message, settings: Mapping[str, Any]) -> None:
        """Write a note or set the state of a task, once however often it is asked.

        Raises `OptionError` and `ConnectorError`.
        """
        from brukermedvirkning_denmark.momentum import exchange

        exchange.deliver(url, message, settings, self._tokens)
