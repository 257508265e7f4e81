"""What every command is given: the host, the clock, the way out, the store.

A test hands over its own. Nothing here reads the machine's language, and the only
variable of the environment that counts is `BMV_STORE`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property

from brukermedvirkning.host import Host
from brukermedvirkning.ports import Clock, Store, UnitOfWork
from brukermedvirkning_cli.failures import WrongUse
from brukermedvirkning_cli.output import Document, Output
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["App", "MachineClock"]


class MachineClock:
    """The clock of the machine, with the offset that it has at the instant."""

    def now(self) -> datetime:
        """The instant."""
        return datetime.now(UTC).astimezone()


class App:
    """What all commands share, each part made when it is first asked for."""

    def __init__(
        self,
        *,
        plugins: Iterable[object] = (),
        entry_points: bool = True,
        clock: Clock | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self._plugins = tuple(plugins)
        self._entry_points = entry_points
        self.clock = clock or MachineClock()
        self._environ = os.environ if environ is None else environ

    @cached_property
    def host(self) -> Host:
        """The host with every plugin. Raises `PluginError` where one is broken."""
        return self.load_host(strict=True)

    def load_host(self, *, strict: bool) -> Host:
        """A host, which may go on without broken plugins."""
        return Host.load(self._plugins, entry_points=self._entry_points, strict=strict)

    @property
    def out(self) -> Output:
        """Standard output, as it is now."""
        return Output(sys.stdout)

    @property
    def today(self) -> date:
        """The civil day of the clock."""
        return self.clock.now().date()

    def speaker(self, languages: Sequence[str]) -> Speaker:
        """Texts and labels in the languages asked for."""
        return Speaker(self.host, tuple(languages))

    def show(
        self,
        document: Document,
        draw: Callable[[Document, Speaker], Iterable[Block]],
        say: Speaker,
        *,
        as_json: bool,
    ) -> None:
        """Write a document, or the page that is drawn from it."""
        if as_json:
            self.out.json(document)
        else:
            self.out.text(draw(document, say))

    @contextmanager
    def store(self, url: str | None, *, create: bool = True) -> Iterator[Store]:
        """The store of a URL, else of `BMV_STORE`, else the user's own.

        Without `create` a file that is not there is not made.
        """
        chosen = self._store_url(url, create=create)
        local = chosen.startswith("sqlite:")
        settings = {} if create or not local else {"create": False}
        opened = self.host.open_store(chosen, **settings)
        try:
            yield opened
        finally:
            opened.close()

    @contextmanager
    def reading(self, url: str | None) -> Iterator[UnitOfWork]:
        """One look into a store that is there, in one transaction."""
        with self.store(url, create=False) as store, store.begin() as unit:
            yield unit

    def _store_url(self, url: str | None, *, create: bool) -> str:
        chosen = url or self._environ.get("BMV_STORE")
        if not chosen:
            from brukermedvirkning_cli.files import own_store

            return own_store(create=create)
        if ":" not in chosen:
            raise WrongUse("a store is named by a URL such as sqlite:///cases.db")
        return chosen
