"""A case out of what was read from a log and what the options tell of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.record import PERSONAL
from brukermedvirkning.ports import Notice
from brukermedvirkning_denmark.log.layout import HOURS
from brukermedvirkning_denmark.log.options import Told
from brukermedvirkning_denmark.log.page import Page
from brukermedvirkning_denmark.log.values import digest

__all__ = ["CARRIES", "FORMAT", "Found", "case_of", "notices_of"]

FORMAT = "dk.star.log"

_OF_MEASURES = (
    "intervention",
    "intervention.period",
    "intervention.measure",
    "intervention.group",
    "intervention.area",
    "intervention.weekly_minutes",
)
_OF_HISTORY = (
    "contact",
    "contact.on",
    "contact.nature",
    "contact.form",
    "contact.status",
    "contact.duration",
    "contact.attendees",
    "contact.participant_attended",
)

CARRIES = Carries(paths=(*_OF_MEASURES, *_OF_HISTORY))
"""What any log can carry, whatever the options."""


@attrs.frozen(kw_only=True)
class Found:
    """What was read of a log: its rows, what it is known by, the digest of its rows.

    `name` is that of the source for reports, `origin` of the source it stood in first.
    """

    name: str
    origin: str = attrs.field(repr=False, metadata=PERSONAL)
    rows_digest: str
    measures: Sequence[Intervention]
    contacts: Sequence[Contact]

    def key(self, told: Told) -> str:
        """What the case is known by: the key that was given, else the source's name."""
        return told.case or self.origin


def case_of(page: Page, told: Told, found: Found) -> Case:
    """The case, with the rows in order and what its source could carry."""
    key = found.key(told)
    unit = told.unit
    return Case(
        id=told.case or f"dk-star-log-{digest(key, length=24)}",
        participant=Participant(
            id=told.participant
            or f"dk-star-log-participant-{digest('participant', key, length=24)}"
        ),
        unit=unit,
        origin=Origin(
            reader=FORMAT,
            source_key=key,
            content_hash=_content_hash(page, told, found),
            known_from=_first_day(told, found),
            known_until=_last_day(told, found),
            carries=_carries(page, told, found),
        ),
        interventions=in_order(
            tuple(attrs.evolve(row, unit=unit) for row in found.measures)
        ),
        contacts=in_order(
            tuple(attrs.evolve(row, unit=unit) for row in found.contacts)
        ),
        enrolments=(told.enrolment,) if told.enrolment else (),
    )


def _content_hash(page: Page, told: Told, found: Found) -> str:
    """The digest of the rows, of what the page could carry, and of what was told."""
    carried = ",".join(_carries(page, told, found).paths)
    options = "\x1e".join(f"{name}={told.given[name]}" for name in sorted(told.given))
    return digest(found.rows_digest, carried, options, length=64)


def _first_day(told: Told, found: Found) -> date | None:
    """The first day of which the log speaks: as told, else that of its first contact.

    How far back a printed history goes, the page does not say.
    """
    days = [row.on for row in found.contacts]
    if told.since is not None:
        return min([told.since, *days])
    return min(days, default=None)


def _last_day(told: Told, found: Found) -> date | None:
    """The last day of which the log speaks: as told, else that of its last row.

    That is the last contact; where there is none, the last start of a measure or of the
    enrolment. The end of a measure may lie ahead.
    """
    days = [row.on for row in found.contacts]
    if told.printed is not None:
        return max([told.printed, *days])
    starts = [row.period.start for row in found.measures if row.period.start]
    if told.enrolment and told.enrolment.first_day:
        starts.append(told.enrolment.first_day)
    return max(days or starts, default=None)


def _carries(page: Page, told: Told, found: Found) -> Carries:
    """What this page could carry: the parts that it has, and what the options add."""
    paths: list[str] = []
    if page.layout is not None and (page.has_table or found.measures):
        lacks_hours = HOURS not in page.layout.columns
        paths += [
            path
            for path in _OF_MEASURES
            if not (lacks_hours and path == "intervention.weekly_minutes")
        ]
    if page.has_history:
        paths += [
            path
            for path in _OF_HISTORY
            if page.names_role or path != "contact.attendees"
        ]
    return Carries(paths=(*paths, *told.carries))


def notices_of(page: Page, told: Told, found: Found) -> Iterator[Notice]:
    """What is worth knowing of the page as a whole and of what nobody told."""

    def notice(field: str, what: str, note: str, where: str = "") -> Notice:
        return Notice(
            source=found.name, where=where, field=field, found=what, note=note
        )

    if page.layout is not None and not page.layout.is_printed:
        lacking = HOURS not in page.layout.columns
        yield notice(
            "columns",
            "other headings than those of the page",
            "the weekly load is not known" if lacking else "the printed order is taken",
        )
    for part, is_there in (
        ("the table of measures", page.has_table or bool(found.measures)),
        ("the history of contacts", page.has_history),
    ):
        if not is_there:
            yield notice(
                "log", f"no heading of {part}", "what it would say is not known"
            )
    if page.has_history and not page.names_role:
        note = "whom the contacts were with is not known"
        yield notice("log", "no heading that names the other party", note)
    for number, title, words in page.assessments:
        note = "a self-assessment; it is no part of the log and is not read"
        yield notice(title, words, note, where=f"line {number}")
    if page.outside:
        lines = "1 line" if page.outside == 1 else f"{page.outside} lines"
        verb = "was" if page.outside == 1 else "were"
        yield notice("log", lines, f"{verb} not part of the log")
    if told.case is None:
        yield notice(
            "case",
            "no option case",
            "its id is made from the file's name: another log under that name would be"
            " taken for this case",
        )
    if told.participant is None:
        yield notice(
            "participant", "no option participant", "its id is made from the case's key"
        )
    if told.enrolment is None:
        yield notice(
            "enrolment",
            "no option programme",
            "no enrolment is known; what a programme promised cannot be told",
        )
