"""Access is a rule: who may do what with which item, denied unless allowed.

`may` answers one question, `audience` all of them for one thing before it is written,
`view_for` gives what somebody sees, `participants_copy` what the participant is owed.
Pure functions: whoever embeds the library asks them and keeps the log.
Source: definitions 3.
"""

from __future__ import annotations

from brukermedvirkning.rules.access.bases import (
    LONGEST_OPENING,
    BreakGlass,
    Sharing,
    Statute,
)
from brukermedvirkning.rules.access.context import AccessContext
from brukermedvirkning.rules.access.copying import (
    ParticipantsCopy,
    Withheld,
    participants_copy,
)
from brukermedvirkning.rules.access.deciding import DENIALS, may
from brukermedvirkning.rules.access.log import AccessEntry, access_entry, without_name
from brukermedvirkning.rules.access.parts import PARTS, Part, kinds, parts_of
from brukermedvirkning.rules.access.places import standings_of
from brukermedvirkning.rules.access.plain import plain
from brukermedvirkning.rules.access.questions import (
    AccessQuestion,
    Action,
    Allowed,
    Condition,
    Denied,
    DenyRule,
    Resource,
)
from brukermedvirkning.rules.access.readers import Audience, Reader, audience
from brukermedvirkning.rules.access.shielding import shielding
from brukermedvirkning.rules.access.standing import Standing
from brukermedvirkning.rules.access.table import GRANTS, Grant
from brukermedvirkning.rules.access.view import CaseView, view_for

__all__ = [
    "DENIALS",
    "GRANTS",
    "LONGEST_OPENING",
    "PARTS",
    "AccessContext",
    "AccessEntry",
    "AccessQuestion",
    "Action",
    "Allowed",
    "Audience",
    "BreakGlass",
    "CaseView",
    "Condition",
    "Denied",
    "DenyRule",
    "Grant",
    "Part",
    "ParticipantsCopy",
    "Reader",
    "Resource",
    "Sharing",
    "Standing",
    "Statute",
    "Withheld",
    "access_entry",
    "audience",
    "kinds",
    "may",
    "participants_copy",
    "parts_of",
    "plain",
    "shielding",
    "standings_of",
    "view_for",
    "without_name",
]
