"""Delivering: what waits in the outbox goes to the systems it is for, once each.

A message is claimed in a transaction of its own, delivered outside any, and marked in
another: whoever is stopped in between delivers it again later, under the same key, and a
connector makes the same key twice have the effect of once. Messages of one case to one
system keep their order: what comes after one that could not be delivered waits with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import attrs

from brukermedvirkning.errors import ConnectorError
from brukermedvirkning.host import Host
from brukermedvirkning.ports import Clock, PendingMessage, Store

__all__ = ["Delivery", "Route", "Undelivered", "deliver_pending"]

_PAGE = 100
_LEASE = timedelta(minutes=30)
_LONGEST = timedelta(days=1)
_DOUBLINGS = 8


@attrs.frozen(kw_only=True)
class Route:
    """Where the messages for one system go: the URL, and what its connector is told."""

    url: str = attrs.field(repr=False)
    settings: Mapping[str, Any] = attrs.field(factory=dict, repr=False)


@attrs.frozen(kw_only=True)
class Undelivered:
    """A message that could not be delivered, how often it was tried, and why not."""

    sequence: int
    case: str
    system: str
    attempts: int
    error: ConnectorError


@attrs.frozen(kw_only=True)
class Delivery:
    """What came of delivering: how many went, which did not, and how many wait on.

    `waiting` are those that are not due again yet, that somebody else has claimed, or
    that come after such a one; `unrouted` those for systems that no route was given for.
    """

    delivered: int = 0
    undelivered: tuple[Undelivered, ...] = ()
    waiting: int = 0
    unrouted: int = 0


def deliver_pending(
    host: Host, store: Store, routes: Mapping[str, Route], *, clock: Clock
) -> Delivery:
    """Deliver every message that waits and is due.

    `routes` are by system: what stands before the colon in a message's destination. What
    could not be delivered is due again after half an hour, then later and later, at
    last once a day. Raises `UnknownNameError` for a route of an unknown scheme and
    `OptionError` for settings that its connector does not take.
    """
    return _Run(host, store, routes, clock).run()


class _Run:
    """One delivering under way."""

    def __init__(
        self, host: Host, store: Store, routes: Mapping[str, Route], clock: Clock
    ) -> None:
        self._store = store
        self._routes = routes
        self._clock = clock
        self._connectors = {
            system: host.connector(route.url) for system, route in routes.items()
        }
        self._held_up: set[tuple[str, str]] = set()
        self._delivered = self._waiting = self._unrouted = 0
        self._undelivered: list[Undelivered] = []

    def run(self) -> Delivery:
        """Go once through all that waits."""
        for pending in self._pending():
            system = pending.message.destination.partition(":")[0]
            place = (pending.case, system)
            if system not in self._routes:
                self._unrouted += 1
            elif place in self._held_up or not self._claim(pending):
                self._waiting += 1
                self._held_up.add(place)
            elif not self._deliver(pending, system):
                self._held_up.add(place)
        return Delivery(
            delivered=self._delivered,
            undelivered=tuple(self._undelivered),
            waiting=self._waiting,
            unrouted=self._unrouted,
        )

    def _pending(self) -> Iterator[PendingMessage]:
        after = 0
        while True:
            with self._store.begin() as unit_of_work:
                page = unit_of_work.outbox.pending(limit=_PAGE, after=after)
            yield from page
            if len(page) < _PAGE:
                return
            after = page[-1].sequence

    def _claim(self, pending: PendingMessage) -> bool:
        now = self._clock.now()
        if pending.due_at is not None and now < pending.due_at:
            return False
        # Nobody tries again before this delivery has surely ended, one way or another.
        doubled = _LEASE * 2 ** min(pending.attempts, _DOUBLINGS)
        with self._store.begin() as unit_of_work:
            return unit_of_work.outbox.claim(pending, now + min(doubled, _LONGEST))

    def _deliver(self, pending: PendingMessage, system: str) -> bool:
        route = self._routes[system]
        try:
            self._connectors[system].deliver(route.url, pending.message, route.settings)
        except ConnectorError as error:
            self._undelivered.append(
                Undelivered(
                    sequence=pending.sequence,
                    case=pending.case,
                    system=system,
                    attempts=pending.attempts + 1,
                    error=error,
                )
            )
            return False
        with self._store.begin() as unit_of_work:
            unit_of_work.outbox.delivered(pending, self._clock.now())
        self._delivered += 1
        return True
