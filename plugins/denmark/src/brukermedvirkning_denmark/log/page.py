"""The page: where the log stands in a text, and which lines of it are rows.

The log is found by its headings and may stand in any other text. A line that could be a
row is never passed over in silence: it is handed out as a row of the part it stands in,
as a row in the wrong place, or as part of a second log.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from functools import cache

import attrs

from brukermedvirkning_denmark import data
from brukermedvirkning_denmark.log.layout import (
    BUTTONS,
    MEASURE,
    PRINTED,
    Layout,
    layout_of,
)
from brukermedvirkning_denmark.log.text import Line, decoded, one_line

__all__ = ["ANCHORS", "CONTACTS", "HISTORY", "MEASURES", "Page", "Part", "Row"]

MEASURES = "Indsatser"
CONTACTS = "Kontakt med koordinerende sagsbehandler"
HISTORY = "Historik"

ANCHORS = (MEASURE, MEASURES, CONTACTS, HISTORY)
"""The headings, all plain ASCII; no log is without one of them."""

_CONTACT_WITH = "Kontakt med "
_FURNITURE = frozenset(
    {"LOG", "Tilføj indsats", "Dato", "Kontaktform ▼", "Kontaktform"}
)
_ASSESSMENTS = frozenset({"Min vurdering", "Motivation"})
_LATEST = re.compile(r"Seneste: [0-9]{2}\.[0-9]{2}\.[0-9]{2}")
_DAY_LIKE = re.compile(r"[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}")
_LONGEST_HEADING = 200
_NEAR = 20
"""How many lines below a row, with no blank line between, are still taken for rows."""


class Part(enum.Enum):
    """The two parts of a log that have rows."""

    MEASURES = "the table of measures"
    HISTORY = "the history of contacts"


@attrs.frozen
class Row:
    """A line that is a row, or should be one.

    `heading` is that of its place, empty where it stands in none; `looks` is the part
    that its shape belongs to, None where only its neighbours make it a row.
    """

    number: int
    text: str
    heading: str
    is_sound: bool
    looks: Part | None


@attrs.define
class Page:
    """What is known of the page; complete when all of `rows` have been drawn.

    `takes_all` says that every line under a heading is a row, whatever it looks like.
    `layout` is that of the table of measures, `header` its line. `outside` counts the lines with text that
    are no part of a log. `second` is the first line of a second log, `rest` the lines
    that belong to it. `assessments` tell when a self-assessment was last made.
    """

    takes_all: bool = False
    layout: Layout | None = None
    header: str = ""
    has_table: bool = False
    has_history: bool = False
    names_role: bool = False
    count: int = 0
    outside: int = 0
    second: int | None = None
    rest: list[str] = attrs.field(factory=list)
    assessments: list[tuple[int, str, str]] = attrs.field(factory=list)
    _place: str = ""
    _begun: dict[str, int] = attrs.field(factory=dict)
    _near: int = 0
    _above: Line | None = None
    _title: str = ""

    @property
    def is_log(self) -> bool:
        """Whether the text has a log in it at all."""
        return self.has_table or self.has_history or self.count > 0

    @property
    def shows_log(self) -> bool:
        """Whether the headings are those of a log and of nothing else."""
        return self.has_table or self._begun.keys() >= {CONTACTS, HISTORY}

    def rows(self, source: Iterable[Line]) -> Iterator[Row]:
        """The rows in the order of the text."""
        is_of_interest = _interest().search
        for line in source:
            raw = line[1]
            if not (self._near or self.takes_all or is_of_interest(raw)):
                # Most of a long text: nothing in the line could be of a log.
                self._above = None
                if not raw.isspace():
                    self._pass_over(line)
                continue
            text, is_sound = decoded(raw)
            if not text or text.isspace():
                self._near, self._above = 0, None
            elif self._is_heading(line[0], text):
                self._near, self._above = 0, None
                if self.second is not None:
                    self.rest.append(text)
            else:
                yield from self._body(line, text, is_sound)

    def _is_heading(self, number: int, text: str) -> bool:
        """Take note of a heading, label or button that stands on a line of its own."""
        if len(text) > _LONGEST_HEADING:
            return False
        words = one_line(text)
        layout = layout_of(text) if "\t" in text else None
        if layout is not None:
            self._begin(number, MEASURE, MEASURES)
            if self.second is None:
                self.layout, self.has_table, self.header = layout, True, text
        elif words == MEASURES:
            self._place = MEASURES
            self.layout = self.layout or PRINTED
        elif words == CONTACTS:
            self._begin(number, CONTACTS, CONTACTS)
            self.names_role = self.has_history = True
        elif words == HISTORY:
            under = self._place if self._place == CONTACTS else HISTORY
            self._begin(number, HISTORY, under)
            self.has_history = True
        elif words.startswith(_CONTACT_WITH):
            # Somebody else's contacts: the role named above does not hold for them.
            self._place = ""
            return False
        else:
            return words in _FURNITURE
        return True

    def _begin(self, number: int, heading: str, place: str) -> None:
        """A part begins; where its heading stood before and rows followed, a second log."""
        rows_before = self._begun.setdefault(heading, self.count)
        if self.count > rows_before and self.second is None:
            self.second = number
        self._place = place

    def _pass_over(self, line: Line) -> None:
        """A line with text is outside the log, unless a row comes right below it."""
        self.outside += 1
        self._title = ""
        self._above = line if self._place else None

    def _body(self, line: Line, text: str, is_sound: bool) -> Iterator[Row]:
        """A line with text that is no heading: a row, near a row, or outside."""
        looks = _looks(text)
        if self.second is not None:
            if looks is None:
                self.outside += 1
            else:
                self.rest.append(text)
        elif looks is not None:
            if self._above is not None:
                self.outside -= 1
                yield self._row(self._above[0], *decoded(self._above[1]), None)
            self._near, self._above = _NEAR, None
            yield self._row(line[0], text, is_sound, looks)
        elif self._place and (self._near or self.takes_all):
            self._near = max(self._near - 1, 0)
            yield self._row(line[0], text, is_sound, None)
        else:
            title = self._title
            self._pass_over(line)
            self._note_assessment(line[0], text, title)

    def _row(self, number: int, text: str, is_sound: bool, looks: Part | None) -> Row:
        self.count += 1
        return Row(number, text, self._place, is_sound, looks)

    def _note_assessment(self, number: int, text: str, title: str) -> None:
        """Remember when a self-assessment was last made; it is no part of the log."""
        if len(text) > _LONGEST_HEADING:
            return
        words = one_line(text)
        if title in _ASSESSMENTS and _LATEST.fullmatch(words):
            self.assessments.append((number, title, words))
        self._title = words.strip("?*# ")


def _looks(text: str) -> Part | None:
    """Which kind of row a line looks like, by its shape alone."""
    if "\t" in text:
        words = {cell.strip() for cell in text.split("\t", 20)}
        if words & BUTTONS or len(_DAY_LIKE.findall(text, 0, 400)) > 1:
            return Part.MEASURES
    if _DAY_LIKE.match(text.lstrip()):
        return Part.HISTORY
    if any(form in text for form in _forms()):
        cells = (one_line(cell) for cell in text.split(",", 3))
        if not _forms().isdisjoint(cells):
            return Part.HISTORY
    return None


@cache
def _forms() -> frozenset[str]:
    terms = data.vocabulary("dk.star.log.contact-form").terms
    return frozenset(term.notation for term in terms)


@cache
def _interest() -> re.Pattern[bytes]:
    """What a line has in it that is a heading, a label or a row of a log.

    Each alternative begins with a rare character, by which the search is fast.
    """
    words = (*ANCHORS, *_FURNITURE, *_ASSESSMENTS, *_forms(), _CONTACT_WITH, "Seneste:")
    firsts = {re.escape(word.split()[0].encode()) for word in words}
    return re.compile(b"\t|[0-9][-./][0-9]|" + b"|".join(sorted(firsts)))
