"""The contract of activities: the plan as NAV's services tell it, and its changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice
from brukermedvirkning_norway.nav.activities.shapes import entries, is_answer
from brukermedvirkning_norway.nav.activities.showing import ID, show
from brukermedvirkning_norway.nav.activities.version import read_version
from brukermedvirkning_norway.nav.contract import Contract
from brukermedvirkning_norway.nav.documents import Message
from brukermedvirkning_norway.nav.fields import Fields, Report
from brukermedvirkning_norway.nav.told import Told

__all__ = ["ACTIVITIES"]


def _tell(message: Message) -> Iterator[Told | Fault | Notice]:
    """What each activity of an answer tells: one that is damaged leaves the others."""
    found: Any = message.value
    each = entries(found) if is_answer(found) else ((found, "", None),)
    for value, where, period in each:
        report = Report()
        fields = Fields.of(value, report, where)
        version = read_version(fields, value, period) if not report.faults else None
        yield from report
        if version is not None:
            yield Told(
                about=version.about,
                also=version.also,
                numbers=version.numbers,
                period=version.period,
                at=version.changed or version.made,
                version=version.number,
                value=value,
            )


ACTIVITIES = Contract(
    id=ID,
    title="NAV activities of the plan (aktivitet), with their versions and changes",
    carries=Carries(
        paths=(
            "intervention",
            "intervention.period",
            "intervention.measure",
            "intervention.group",
            "intervention.status",
            "intervention.planned_start",
            "intervention.planned_end",
            "intervention.proposed_by",
            "intervention.content_shaped_by",
            "intervention.end_decided_by",
            "contact",
            "contact.on",
            "contact.at",
            "contact.nature",
            "contact.form",
            "contact.status",
            "contact.duration",
            "contact.agenda",
            "contact.note",
        )
    ),
    is_one=is_answer,
    tell=_tell,
    show=show,
    equals=("no.nav.aktivitetskort",),
)
