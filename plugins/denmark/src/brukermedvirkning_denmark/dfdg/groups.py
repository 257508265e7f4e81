"""The contact group (kontaktgruppe), kept apart from benefit and target group.

All systems steer the course of contact by it. It may join two target groups of the law or
split one, and follows from no benefit, so it has a place of its own: the extension
`dk.dfdg.kontaktgruppe` of a case, a list of groups each with its first day. A change of
benefit leaves it as it was, and the other way about.
Source: DFDG wiki, Kontaktgruppe (starwiki.atlassian.net/wiki/spaces/KON/pages/2097166).
"""

from __future__ import annotations

from datetime import date

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.record import Record

__all__ = ["CONTACT_GROUPS", "ContactGroup", "contact_group_on", "contact_groups"]
__all__ += ["with_contact_group"]

CONTACT_GROUPS = "dk.dfdg.kontaktgruppe"
"""The scheme of the groups, and the extension of a case that they stand in."""


@attrs.frozen(kw_only=True)
class ContactGroup(Record):
    """A contact group, as its code is written, and its first day."""

    code: Code
    since: date


def with_contact_group(case: Case, group: str, since: date) -> Case:
    """The case with a contact group from a day on, in place of another from that day."""
    rows = {row.since: row.code.code for row in contact_groups(case)} | {since: group}
    told = [{"code": rows[day], "since": day.isoformat()} for day in sorted(rows)]
    extensions = FrozenMap({**case.extensions, CONTACT_GROUPS: told})
    return attrs.evolve(case, extensions=extensions)


def contact_groups(case: Case) -> tuple[ContactGroup, ...]:
    """Every contact group of a case in the order of their days; empty where none is told."""
    return tuple(
        ContactGroup(
            code=Code(scheme=CONTACT_GROUPS, code=row["code"]),
            since=date.fromisoformat(row["since"]),
        )
        for row in case.extensions.get(CONTACT_GROUPS, ())
    )


def contact_group_on(case: Case, day: date) -> Code | None:
    """The contact group on a day, or None where nobody told one for it."""
    begun = [row for row in contact_groups(case) if row.since <= day]
    return begun[-1].code if begun else None
