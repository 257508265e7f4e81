"""Importing: foreign content in, cases kept, everything else reported.

Nothing is lost silently and nothing is guessed. The same content again changes nothing;
new content of a known source is an update with its happening; what vanished from the
source, and what was edited here meanwhile, is reported and stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

import attrs

from brukermedvirkning.domain.actors import UNKNOWN_ACTOR, Actor
from brukermedvirkning.host import Host
from brukermedvirkning.ports import Clock, GatheringReader, Source, Store
from brukermedvirkning.services.import_run import ImportReport, ImportRun, RejectedPart

__all__ = [
    "ImportReport",
    "OnError",
    "RejectedPart",
    "import_sources",
    "rejects_by_format",
    "rejects_text",
]


class OnError(StrEnum):
    """What to do with an input that has faults."""

    KEEP_GOOD = "keep-good"
    REFUSE_ALL = "refuse-all"


def import_sources(
    host: Host,
    store: Store,
    sources: Iterable[Source],
    *,
    clock: Clock,
    format: str | None = None,  # noqa: A002 - the word that users say
    options: Mapping[str, str] | None = None,
    on_error: OnError = OnError.KEEP_GOOD,
    by: Actor = UNKNOWN_ACTOR,
    on_case: Callable[[int], None] | None = None,
) -> ImportReport:
    """Read sources and keep their cases, all in one transaction.

    `format` names the reader; without it each source must be claimed by exactly one.
    `on_case` is told the number of cases read so far. With `OnError.REFUSE_ALL` any
    fault undoes everything. Raises `OptionError` for options that the reader does not
    take, `UnknownNameError` for an unknown format, `AmbiguousFormatError` where two
    readers claim a source.
    """
    given = dict(options or {})
    try:
        with (
            store.begin() as unit_of_work,
            ImportRun(host, unit_of_work, clock, by, on_case) as run,
        ):
            for source in sources:
                run.read(source, format, given)
            run.read_gathered(given)
            _close(run, on_error)
    except _UndoneError as undone:
        return undone.run.report(refused=True)
    return run.report(refused=False)


def rejects_text(host: Host, report: ImportReport) -> str:
    """The rejected parts as one text that can be mended and imported again.

    Raises `ValueError` where the parts were read by several formats or with several
    sets of options: one file holds one format.
    """
    kinds = {
        (_format(host, part), tuple(sorted(part.options.items())))
        for part in report.rejects
    }
    if len(kinds) > 1:
        raise ValueError("the rejected parts are of several formats")
    parts = [part for part in report.rejects if part.rejected.content]
    if not parts:
        return ""
    first = parts[0]
    return host.reader(first.reader).rejects(
        [part.rejected for part in parts], first.options
    )


def rejects_by_format(host: Host, report: ImportReport) -> Mapping[str, str]:
    """The rejected parts as one text for each format (or family of formats), by its id.

    Of parts that leave nothing to mend there is no text. Raises `ValueError` as
    `rejects_text` does, for several sets of options.
    """
    parts: dict[str, list[RejectedPart]] = defaultdict(list)
    for part in report.rejects:
        parts[_format(host, part)].append(part)
    texts = {
        format_id: rejects_text(host, attrs.evolve(report, rejects=tuple(found)))
        for format_id, found in sorted(parts.items())
    }
    return {format_id: text for format_id, text in texts.items() if text}


def _format(host: Host, part: RejectedPart) -> str:
    """What a part is mended as: its format, or the family that is read together."""
    reader = host.reader(part.reader)
    return reader.family if isinstance(reader, GatheringReader) else reader.id


class _UndoneError(Exception):
    """Carries a run out of the transaction that it undoes."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run


def _close(run: ImportRun, on_error: OnError) -> None:
    """Leave the transaction by an exception where a fault undoes everything."""
    if run.faults and on_error is OnError.REFUSE_ALL:
        raise _UndoneError(run)
