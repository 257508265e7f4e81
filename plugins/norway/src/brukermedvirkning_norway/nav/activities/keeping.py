"""What a row keeps of an activity, so that what comes later can be laid beside it.

Three things: every version in few words, the newest that was whole, and the newest
change that was told in few fields. What holds is the change laid over the whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.record import PERSONAL
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.activities.course import Course, Step
from brukermedvirkning_norway.nav.activities.version import Version
from brukermedvirkning_norway.nav.codes import of_norway
from brukermedvirkning_norway.nav.documents import text_of

__all__ = ["OWN_KEY", "Standing", "stands"]

OWN_KEY = "aktivitet"
"""Under which a row keeps what NAV told of the activity."""


@attrs.frozen(kw_only=True)
class _Slot:
    """What one version says, and when it said so; `report` is not kept here."""

    number: int
    at: str | None
    said: Mapping[str, Any] = attrs.field(repr=False, metadata=PERSONAL)
    report: str | None = attrs.field(default=None, repr=False, metadata=PERSONAL)

    @property
    def order(self) -> tuple[float, int, str]:
        at = None if self.at is None else times.instant(self.at)
        moment = float("-inf") if at is None else at.timestamp()
        return moment, self.number, text_of(self.said)

    def kept(self) -> dict[str, Any]:
        return {"number": self.number, "at": self.at, "said": self.said}


@attrs.frozen(kw_only=True)
class Standing:
    """What holds of an activity: its versions, what it says now, and the report of it."""

    course: Course
    current: Mapping[str, Any] = attrs.field(repr=False, metadata=PERSONAL)
    report: str | None = attrs.field(repr=False, metadata=PERSONAL)
    kept: Mapping[str, Any] = attrs.field(repr=False, metadata=PERSONAL)


def stands(versions: Sequence[Version], rows: Sequence[Item]) -> Standing:
    """What holds by these versions and by what rows of it kept of earlier ones."""
    kept = [_kept(row) for row in rows]
    steps = [Step(**one) for each in kept for one in each.get("versions", ())]
    makers = [one.maker for one in versions] + [one.get("maker") for one in kept]
    maker = next(filter(None, makers), None)
    course = Course.of([*steps, *map(Step.of, versions)], maker)
    reports = map(_known_report, rows)
    whole = _newest(
        [one for one in versions if one.is_whole],
        [
            _slot(one.get("whole"), text)
            for one, text in zip(kept, reports, strict=True)
        ],
    )
    change = _newest(
        [one for one in versions if not one.is_whole],
        [_slot(one.get("change"), None) for one in kept],
    )
    current = {} if whole is None else dict(whole.said)
    if change is not None and (whole is None or change.order[:2] >= whole.order[:2]):
        current |= change.said
    return Standing(
        course=course,
        current=current,
        report=None if whole is None else whole.report,
        kept={
            "versions": [one.kept() for one in course.told],
            **({} if maker is None else {"maker": maker}),
            **({} if whole is None else {"whole": whole.kept()}),
            **({} if change is None else {"change": change.kept()}),
        },
    )


def _kept(row: Item) -> Mapping[str, Any]:
    found = of_norway(row.extensions).get(OWN_KEY)
    return {} if found is None else dict(found.thawed())


def _known_report(row: Item) -> str | None:
    note = row.note if isinstance(row, Contact) else None
    return None if note is None else note.text


def _slot(kept: Mapping[str, Any] | None, report: str | None) -> _Slot | None:
    return None if kept is None else _Slot(**kept, report=report)


def _newest(
    versions: Sequence[Version], before: Sequence[_Slot | None]
) -> _Slot | None:
    slots = [one for one in before if one is not None]
    slots += [_told(one) for one in versions]
    return max(slots, key=lambda one: one.order, default=None)


def _told(version: Version) -> _Slot:
    said = {
        **version.more,
        "id": version.id,
        "funksjonellId": version.uuid,
        "type": version.type,
        "status": version.status,
        "avtalt": version.agreed,
        "kontorsperreEnhetId": version.office,
        "kanal": version.channel,
        "period": version.period,
        "fraDato": None if version.begins is None else times.written(version.begins),
        "tilDato": None if version.ends is None else times.written(version.ends),
    }
    step = Step.of(version)
    return _Slot(
        number=step.number,
        at=step.at,
        said={name: said[name] for name in sorted(said) if said[name] is not None},
        report=version.report,
    )
