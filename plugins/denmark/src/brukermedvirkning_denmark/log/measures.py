"""A row of the table of measures as an intervention.

The two levels of a measure are split at the first colon and both kept as they are
printed, the legal paragraph included. A label that is cut off and an abbreviation that
nobody knows are reported and never mended.
"""

from __future__ import annotations

import difflib
import re
from datetime import date

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import Area, InterventionKind
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.vocabulary import Match
from brukermedvirkning_denmark import data
from brukermedvirkning_denmark.log.layout import END, HOURS, MEASURE, START, Layout
from brukermedvirkning_denmark.log.spot import Spot, Taken
from brukermedvirkning_denmark.log.values import Unreadable, day, digest, minutes, shown

__all__ = ["take_measure"]

_GROUP_SCHEME = "dk.star.log.group"
_MEASURE_SCHEME = "dk.star.log.measure"
_ABBREVIATIONS = "dk.star.log.abbreviation"
_LONGEST_LABEL = 120
_ABBREVIATION = re.compile(r"\b[A-ZÆØÅ]{2,6}\b")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


def take_measure(text: str, layout: Layout, spot: Spot) -> Taken[Intervention]:
    """The intervention of a row; the faults are with the spot where there is none.

    A printed end date is the last day. Without hours the load is not known, and without
    an end the measure is open; both are reported.
    """
    cells = spot.read("row", text, layout.cells)
    if cells is None:
        return Taken(None, "", (text,))
    if cells.others:
        sizes = ", ".join(f"text of length {len(word)}" for word in cells.others)
        spot.notice("button", sizes, "not a button of the page; left out")
    named = cells.named
    label = spot.read(MEASURE, named.get(MEASURE, ""), _label)
    printed = named.get(HOURS, "")
    load = spot.read(HOURS, printed, minutes) if printed else None
    first = spot.read(START, named.get(START, ""), day)
    last = None
    if END not in named:
        spot.fault(END, "no such column", "a day as dd-mm-yyyy")
    elif named[END]:
        last = spot.read(END, named[END], day)
    if first and last and last < first:
        expected = f"{first:%d-%m-%Y} or later, the {START}"
        spot.fault(END, shown(named[END]), expected)
    identity = "" if label is None or first is None else _identity(label, str(first))
    content = (named.get(MEASURE, ""), printed, str(first), str(last))
    if spot.faults or label is None or first is None:
        return Taken(None, identity, content)
    if not printed:
        spot.notice(HOURS, "nothing", "the weekly load is not known")
    if last is None:
        spot.notice(END, "nothing", "no last day is printed; taken as open")
    return Taken(
        Intervention(
            id=identity,
            period=Period.through(first, last),
            measure=_measure(label[1], first, spot),
            group=_group(label[0]),
            area=_area(label[0], first, spot),
            weekly_minutes=load,
        ),
        identity,
        content,
    )


def _identity(label: tuple[str, str], first: str) -> str:
    return f"intervention-{digest(*label, first)}"


def _label(text: str) -> tuple[str, str]:
    """Group and measure, split at the first colon; the group is empty where none is.

    Raises `Unreadable`.
    """
    if not text or not text.isprintable() or len(text) > _LONGEST_LABEL:
        raise Unreadable(
            f"a measure of at most {_LONGEST_LABEL} characters, as group:measure",
            found=_size(text),
        )
    group, colon, measure = text.partition(":")
    if not colon:
        return "", text
    if not group.strip() or not measure.strip():
        raise Unreadable("both levels, as group:measure", found=_size(text))
    return group.strip(), measure.strip()


def _size(text: str) -> str:
    return f"text of length {len(text)}" if text else "nothing"


def _group(group: str) -> Code | None:
    return Code(scheme=_GROUP_SCHEME, code=group) if group else None


def _area(group: str, on: date, spot: Spot) -> Coded[Area]:
    """The area that the name of the group gives."""
    if not group:
        spot.notice(MEASURE, "one level", "no group is printed before the measure")
        return Coded(concept=Area.UNKNOWN)
    term = data.vocabulary(_GROUP_SCHEME).find(group, on)
    if term is None:
        spot.notice(MEASURE, repr(group), f"not in {_GROUP_SCHEME}; kept as it is")
    if term is None or term.concept is None:
        return Coded(concept=Area.UNKNOWN, code=_group(group))
    return Coded(concept=Area(term.concept), code=_group(group))


def _measure(measure: str, on: date, spot: Spot) -> Coded[InterventionKind]:
    """What the measure is in the core's words; unknown where nobody has said it."""
    term = data.vocabulary(_MEASURE_SCHEME).find(measure, on)
    code = Code(scheme=_MEASURE_SCHEME, code=measure)
    _report_print(measure, spot)
    if term is None or term.concept is None:
        spot.notice(MEASURE, repr(measure), f"not in {_MEASURE_SCHEME}; kept as it is")
        return Coded(concept=InterventionKind.UNKNOWN, code=code)
    if term.match is Match.CLOSE:
        spot.notice(MEASURE, repr(measure), f"a close match of {term.concept}")
    return Coded(concept=InterventionKind(term.concept), code=code)


def _report_print(measure: str, spot: Spot) -> None:
    """Report a label that is cut off, and abbreviations that nobody knows."""
    cut_off = measure.endswith((":", "-", "…")) or measure.count("(") > measure.count(
        ")"
    )
    if cut_off:
        spot.notice(MEASURE, repr(measure), "the label is cut off; kept as it is")
    known = [term.notation for term in data.vocabulary(_ABBREVIATIONS).terms]
    for bracket in _IN_BRACKETS.findall(measure):
        for word in _ABBREVIATION.findall(bracket):
            if word not in known:
                near = difflib.get_close_matches(word, known, n=1)
                hint = f"; {near[0]} is near" if near else ""
                note = f"abbreviation not known{hint}; kept as it is"
                spot.notice(MEASURE, repr(word), note)
