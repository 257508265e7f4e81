"""Pulling: what is new in another system is imported, and where to go on is kept.

The cursor is the caller's to keep. It is handed over after what came before it has been
imported: whoever is stopped in between pulls the same again, and the same content again
changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from brukermedvirkning.domain.actors import UNKNOWN_ACTOR, Actor
from brukermedvirkning.host import Host
from brukermedvirkning.ports import Clock, Store
from brukermedvirkning.services.importing import (
    ImportReport,
    OnError,
    import_sources,
)

__all__ = ["PullReport", "pull_into"]


@attrs.frozen(kw_only=True)
class PullReport:
    """What came of a pull: the report of each import, and where to go on next time.

    `refused` says that an import was refused and that the cursor stands before it.
    """

    imports: tuple[ImportReport, ...]
    cursor: str | None = attrs.field(repr=False)

    @property
    def refused(self) -> bool:
        """Whether the last import was refused."""
        return bool(self.imports) and self.imports[-1].refused


def pull_into(
    host: Host,
    store: Store,
    url: str,
    *,
    settings: Mapping[str, Any],
    cursor: str | None,
    keep: Callable[[str | None], None],
    clock: Clock,
    format: str | None = None,  # noqa: A002 - the word that users say
    options: Mapping[str, str] | None = None,
    on_error: OnError = OnError.KEEP_GOOD,
    by: Actor = UNKNOWN_ACTOR,
) -> PullReport:
    """Import all that is new at a URL since the cursor, some of it at a time.

    `keep` is given each new cursor, once all before it is in the store. The rest is as
    for `import_sources`; where that refuses an import, it stops there. Raises
    `UnknownNameError` for an unknown scheme, what the connector raises, and what
    `import_sources` raises; what was imported before stays, and so does its cursor.
    """
    connector = host.connector(url)
    reports: list[ImportReport] = []
    while True:
        pulled = connector.pull(url, cursor, settings)
        report = import_sources(
            host,
            store,
            pulled.sources,
            clock=clock,
            format=format,
            options=options,
            on_error=on_error,
            by=by,
        )
        reports.append(report)
        if not report.refused:
            cursor = pulled.cursor
            keep(cursor)
        if report.refused or not pulled.more:
            return PullReport(imports=tuple(reports), cursor=cursor)
