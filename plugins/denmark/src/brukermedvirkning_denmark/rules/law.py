"""Danish employment law as far as it was read: its days, and whom a paragraph is about.

The law is lov nr. 548 of 7/5 2019 om en aktiv beskæftigelsesindsats (LAB), in force on
1 January 2020, in the versions that were read paragraph by paragraph on elov.dk. A rule
holds on the days for which its text was read and on no other: where a commencement was
not read, from the day of the first consolidated act that has the text; and none beyond
2024, for the reforms of 2025 and 2026 change benefits, target groups and contact, and
were read as bills only.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.concepts import BenefitKind
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import CannotTell, ItemRef, reference
from brukermedvirkning_denmark import data

__all__ = [
    "ACT_2019",
    "ACT_2022",
    "ACT_2024",
    "AMENDED_2023",
    "COUNTRY",
    "ELIGIBILITY",
    "READ_UNTIL",
    "TARGET_GROUPS",
    "belongs",
    "days_after",
    "may_lie_within",
    "months_after",
    "reference",
    "undecided",
]

COUNTRY = "DK"
TARGET_GROUPS = "dk.lbl-6"
"""The scheme of the target groups of § 6; those of § 2 before 2020 are another one."""

ELIGIBILITY = "enrolment.eligibility"

ACT_2019 = date(2020, 1, 1)
"""Lov nr. 548 of 7/5 2019 came into force."""

ACT_2022 = date(2022, 5, 22)
"""The day of lovbekendtgørelse (LBK) nr. 701."""

AMENDED_2023 = date(2023, 3, 20)
"""The day of lov nr. 295; when it came into force was not read."""

ACT_2024 = date(2024, 3, 1)
"""The day of LBK nr. 280, the first consolidated act with lov nr. 295 of 2023 in it."""

READ_UNTIL = date(2025, 1, 1)
"""The first day of which the law was not read."""

_FLEXIBLE_WORK = 9
_LEDIGHEDSYDELSE = (BenefitKind.OTHER, BenefitKind.UNKNOWN)
"""The core has no kind for *ledighedsydelse*, so among these it may be."""


def belongs(facts: Facts, groups: Iterable[int]) -> bool | None:
    """Whether the participant is in one of the target groups of § 6; None if not known.

    By the code of § 6 and nothing else: a number of § 2 before 2020 means another group.
    Of group 9 the law speaks where the person receives *ledighedsydelse*.
    """
    eligibility = facts.the_enrolment.eligibility
    code = eligibility.target_group
    if code is None or code.scheme != TARGET_GROUPS:
        return None
    if data.vocabulary(TARGET_GROUPS).find(code.code, ACT_2019) is None:
        return None
    number = int(code.code.partition(".")[2])
    if number not in groups:
        return False
    if number == _FLEXIBLE_WORK:
        return None if eligibility.benefit.concept in _LEDIGHEDSYDELSE else False
    return True


def may_lie_within(facts: Facts, day: date) -> str | None:
    """What would have to be known to say that a day lies in the enrolment; "" if it does.

    None where it surely does not.
    """
    period = facts.the_enrolment.period
    if period.end is not None and period.end <= day:
        return None
    if period.start is None:
        return "enrolment.start"
    if day < period.start:
        return None
    return "enrolment.exit" if facts.may_have_left else ""


def months_after(day: date, months: int) -> date:
    """The day so many months later, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_after(day: date, days: int) -> date:
    """The day so many days later, no later than the last of the calendar."""
    return day + timedelta(days=min(days, (date.max - day).days))


def undecided(facts: Facts, doubts: Iterable[tuple[str, Item]]) -> Iterator[CannotTell]:
    """That something is not known of some rows: one outcome for each path."""
    rows: dict[str, list[ItemRef]] = {}
    for path, row in doubts:
        rows.setdefault(path, []).append(reference(row))
    for path in sorted(rows):
        yield facts.unknown(path, *rows[path])
