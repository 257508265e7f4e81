"""The reader `dk.star.log`: a case out of the page text of a log, and nothing made up.

Good rows are kept whatever the others are like. Who the participant is, which programme
it was and when the enrolment began stand in no log: options say so, or it is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.errors import OptionError
from brukermedvirkning.ports import Notice, Option, Read, Rejected, Source
from brukermedvirkning_denmark.log import rejects
from brukermedvirkning_denmark.log.build import CARRIES, FORMAT
from brukermedvirkning_denmark.log.options import OPTIONS, Told, told
from brukermedvirkning_denmark.log.page import ANCHORS, Page
from brukermedvirkning_denmark.log.reading import Reading, no_log, whole
from brukermedvirkning_denmark.log.text import anchored, lines, why_unreadable

__all__ = ["LogReader"]

_NAMELESS = "log"


class LogReader:
    """Reads the page text of the log of Projekt Empowerment."""

    @property
    def id(self) -> str:
        """The id of the format."""
        return FORMAT

    @property
    def title(self) -> str:
        """What it reads, in a few words."""
        return "the log of Projekt Empowerment, as page text"

    @property
    def options(self) -> Sequence[Option]:
        """What it can be told."""
        return OPTIONS

    @property
    def carries(self) -> Carries:
        """What a log has a place for, whatever the options."""
        return CARRIES

    def recognises(self, source: Source) -> bool:
        """Whether a log stands in the content: its table, or its history of contacts.

        A log in UTF-16 or Latin-1 is recognised, so that reading it can name the fault.
        """
        content = source.content
        if rejects.is_marked(content):
            return True
        if not anchored(content, ANCHORS):
            return False
        if why_unreadable(content, ANCHORS) == "UTF-16":
            return True
        page = Page()
        for _ in page.rows(lines(content)):
            if page.shows_log:
                break
        return page.shows_log

    def read(
        self, source: Source, options: Mapping[str, str]
    ) -> Iterator[Read | Rejected | Notice]:
        """The rejected rows in the order of the source, then the case.

        Raises `OptionError` for options that it does not take; nothing else.
        """
        return _read(source, told(options))

    def rejects(self, rejected: Sequence[Rejected], options: Mapping[str, str]) -> str:
        """Rejected rows under their headings, to be mended and read again."""
        return rejects.as_text(rejected, options)


def _read(source: Source, given: Told) -> Iterator[Read | Rejected | Notice]:
    name = source.name.encode(errors="replace").decode() or _NAMELESS
    content = source.content
    found = why_unreadable(content, ANCHORS)
    if found is not None:
        expected = "text in UTF-8 with a log in it"
        yield whole(name, "", "encoding", found, expected)
    elif rejects.is_marked(content):
        for part in rejects.parts(lines(content)):
            yield from _read_part(name, part, given)
    elif anchored(content, ANCHORS):
        yield from Reading(name, name, given).read(lines(content))
    else:
        yield no_log(name)


def _read_part(
    name: str, part: rejects.Part, given: Told
) -> Iterator[Read | Rejected | Notice]:
    """One part of a text of mended rows: rows of a case that was read before."""
    if part.source is None or part.options is None:
        expected = "the first line as it was written"
        yield whole(name, f"line {part.where}", "first line", "another", expected)
        return
    try:
        options = told({**part.options, **given.given})
    except OptionError as error:
        yield Rejected(faults=tuple(attrs.evolve(f, source=name) for f in error.faults))
        return
    reading = Reading(name, part.source or _NAMELESS, options, marker=part.marker)
    yield from reading.read(part.lines)
