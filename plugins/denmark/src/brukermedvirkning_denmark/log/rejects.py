"""Rejected rows as a text that the reader reads again once they are mended.

Such a text has one part for each source, which begins with a line that says what the
source was called and which options were given, so that what is mended joins its case.
Lines that begin with the comment sign are left out when it is read.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from brukermedvirkning.ports import Rejected
from brukermedvirkning_denmark.log.layout import layout_of
from brukermedvirkning_denmark.log.page import CONTACTS, HISTORY, MEASURES
from brukermedvirkning_denmark.log.text import Line

__all__ = ["SECOND", "Part", "as_text", "is_marked", "parts"]

COMMENT = "#: "
MARKER = f"{COMMENT}dk.star.log "
_MARKER, _COMMENT = MARKER.encode(), COMMENT.encode()
SECOND = "a second log"
"""The section of what belongs to another log than the first of its source."""

_HEADER = "Indsatstype og foranstaltning\t\tTimer pr. uge\tStartdato\tSlutdato\t"
_HOW = f"{COMMENT}Mend the rows and read this file again. Lines like this one are left out."


@attrs.define
class Part:
    """One source's part of such a text: the number and text of its first line, the rest.

    `source` and `options` are None where that line cannot be read.
    """

    where: int
    marker: str = attrs.field(repr=False)
    source: str | None
    options: Mapping[str, str] | None
    lines: list[Line] = attrs.field(factory=list, repr=False)


def as_text(rejected: Sequence[Rejected], options: Mapping[str, str]) -> str:
    """Every rejected part under its heading, with its faults as comments above it."""
    groups: dict[str, list[Rejected]] = defaultdict(list)
    for one in rejected:
        marker, content = _marker_of(one, options)
        groups[marker].append(attrs.evolve(one, content=content))
    return "".join(_of_source(marker, group) for marker, group in groups.items())


def _marker_of(rejected: Rejected, options: Mapping[str, str]) -> tuple[str, str]:
    """The first line of the part that a rejected row belongs to, and its own text.

    A row out of a text of mended rows carries that line with it.
    """
    if rejected.content.startswith(MARKER):
        marker, _, content = rejected.content.partition("\n")
        return marker, content
    source = rejected.faults[0].source if rejected.faults else ""
    told = json.dumps({"source": source, "options": dict(options)}, ensure_ascii=False)
    return MARKER + told, rejected.content


def _of_source(marker: str, rejected: Sequence[Rejected]) -> str:
    lines = [marker, _HOW, ""]
    headers = [one.section for one in rejected if layout_of(one.section)]
    for heading in (MEASURES, HISTORY, CONTACTS):
        rows = [one for one in rejected if _heading(one) == heading]
        if not rows:
            continue
        lines += [heading, ""]
        if heading == MEASURES:
            lines.append(headers[0] if headers else _HEADER)
        for one in rows:
            lines += [*_comments(one), *map(_row, one.content.split("\n"))]
        lines.append("")
    for one in rejected:
        if not _heading(one):
            kept = (f"{COMMENT}| {line}" for line in one.content.split("\n") if line)
            lines += [*_comments(one), *kept]
    return "\n".join(lines) + "\n"


def _heading(rejected: Rejected) -> str:
    """The heading that a rejected row belongs under; empty for what is no row."""
    if layout_of(rejected.section):
        return MEASURES
    return rejected.section if rejected.section in (MEASURES, CONTACTS, HISTORY) else ""


def _comments(rejected: Rejected) -> Iterator[str]:
    for fault in rejected.faults:
        yield COMMENT + " ".join(str(attrs.evolve(fault, source="")).split())


def _row(text: str) -> str:
    """A row as it was, kept from being taken for a comment."""
    return f" {text}" if text.startswith(COMMENT) else text


def is_marked(content: bytes) -> bool:
    """Whether a content is such a text, by its first line."""
    return content.removeprefix(BOM_UTF8).startswith(_MARKER)


def parts(source: Iterable[Line]) -> Iterator[Part]:
    """The parts of a text of rejected rows, comments left out."""
    part: Part | None = None
    for number, raw in source:
        if raw.startswith(_MARKER):
            if part is not None:
                yield part
            part = _begun(number, raw)
        elif part is not None and not raw.startswith(_COMMENT):
            part.lines.append((number, raw))
    if part is not None:
        yield part


def _begun(number: int, raw: bytes) -> Part:
    marker = raw.decode(errors="replace").rstrip("\r\n") + "\n"
    try:
        document = json.loads(raw.removeprefix(_MARKER))
        source, options = document["source"], document["options"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return Part(number, marker, None, None)
    texts = [source, *options.values()] if isinstance(options, dict) else [None]
    if not all(isinstance(one, str) for one in texts):
        return Part(number, marker, None, None)
    return Part(number, marker, source, options)
