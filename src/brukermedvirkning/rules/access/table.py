"""The table: which place in a case gives which action on which kinds of item.

Data, and the whole of it: what is not here is denied. A plugin can narrow it and nothing
can widen it. Targets are kinds (`contact`) and parts of kinds (`contact.note`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

import attrs

from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.domain.record import Id, Record, Text
from brukermedvirkning.rules.access.parts import kinds, parts_of
from brukermedvirkning.rules.access.questions import Action, Condition
from brukermedvirkning.rules.access.standing import Standing

__all__ = [
    "EVERYTHING",
    "GRANTS",
    "IN_THE_TEAM",
    "OPEN_TO",
    "OWN_SIDE",
    "RIGHTS",
    "Grant",
    "granted",
]


@attrs.frozen(kw_only=True)
class Grant(Record):
    """What one place in a case gives, and why; under a condition, where there is one."""

    standing: Standing
    action: Action
    targets: tuple[Id, ...]
    source: Text
    when: Condition | None = None


def _every_target() -> tuple[str, ...]:
    return tuple(
        target
        for kind in kinds()
        for target in (kind, *(f"{kind}.{part.name}" for part in parts_of(kind)))
    )


def _less(targets: Iterable[str], *left_out: str) -> tuple[str, ...]:
    return tuple(target for target in targets if target not in left_out)


EVERYTHING = _every_target()
_KINDS = tuple(kinds())
_RESTS = tuple(target for target in EVERYTHING if target.endswith(".rest"))
# What is the participant's alone, among the parts.
_PRIVATE = ("contact.read_mark", "invitation.own")
_PLAN_WORK = _less(
    EVERYTHING, *_PRIVATE, *_RESTS, "complaint", "assessment", "invitation", "follow_up"
)

GRANTS: tuple[Grant, ...] = (
    Grant(
        standing=Standing.PARTICIPANT,
        action=Action.READ,
        targets=_less(EVERYTHING, "contact.note", "contact.read_mark"),
        source="H17; GDPR art. 15; forvaltningsloven (DK) § 9, forvaltningsloven (NO) § 18",
    ),
    Grant(
        standing=Standing.PARTICIPANT,
        action=Action.READ,
        targets=("contact.note", "contact.read_mark"),
        when=Condition.ONCE_SHARED,
        source="definitions 3.1: a draft is staff's until shared",
    ),
    Grant(
        standing=Standing.PARTICIPANT,
        action=Action.WRITE,
        targets=_less(_KINDS, "case", "enrolment", "other_plan", "follow_up"),
        source="H8, H10, H16, D9; definitions 3.1. The ownership policy says more",
    ),
    Grant(
        standing=Standing.PARTICIPANT,
        action=Action.SHARE,
        targets=_KINDS,
        source="definitions 3.1: the participant's own sharing is a basis",
    ),
    Grant(
        standing=Standing.REPRESENTATIVE,
        action=Action.READ,
        targets=_less(EVERYTHING, "contact.note", "contact.read_mark"),
        source="H10; forvaltningsloven (DK) § 8: a mandate that says so",
    ),
    Grant(
        standing=Standing.REPRESENTATIVE,
        action=Action.READ,
        targets=("contact.note", "contact.read_mark"),
        when=Condition.ONCE_SHARED,
        source="as for the participant",
    ),
    Grant(
        standing=Standing.ACTING_REPRESENTATIVE,
        action=Action.WRITE,
        targets=_less(_KINDS, "case", "enrolment", "other_plan", "follow_up"),
        source="definitions 3.1: a mandate on record; the record says so",
    ),
    Grant(
        standing=Standing.COORDINATOR,
        action=Action.READ,
        targets=_less(EVERYTHING, *_PRIVATE),
        source="D19-21: one plan and one who coordinates it",
    ),
    Grant(
        standing=Standing.COORDINATOR,
        action=Action.WRITE,
        targets=_less(_KINDS, "case"),
        source="D20-21. The ownership policy says more",
    ),
    Grant(
        standing=Standing.COORDINATOR,
        action=Action.SHARE,
        targets=("contact", "plan", "review"),
        source="H17: with the participant",
    ),
    Grant(
        standing=Standing.TEAM,
        action=Action.READ,
        targets=_PLAN_WORK,
        source="H22, M19: they follow up the plan and its subgoals. What is left out"
        " (complaints, self-assessments, surveys) is own choice",
    ),
    Grant(
        standing=Standing.TEAM,
        action=Action.WRITE,
        targets=_less(
            _KINDS, "case", "complaint", "assessment", "invitation", "follow_up"
        ),
        source="H22, M19. The ownership policy says more",
    ),
    Grant(
        standing=Standing.TEAM,
        action=Action.SHARE,
        targets=("contact", "plan", "review"),
        source="H17: with the participant",
    ),
    Grant(
        standing=Standing.HELPER,
        action=Action.READ,
        targets=("case", "plan", "goal", "intervention", "team_member"),
        source="D145, D153: a mentor is not a caseworker; what helping needs. Own choice",
    ),
    Grant(
        standing=Standing.HELPER,
        action=Action.READ,
        targets=("contact", "contact.agenda"),
        when=Condition.IF_PRESENT,
        source="own choice: a mentor knows the talks they took part in",
    ),
    Grant(
        standing=Standing.HELPER,
        action=Action.WRITE,
        targets=("contact",),
        source="own choice: that they met",
    ),
    Grant(
        standing=Standing.PEER_WORKER,
        action=Action.READ,
        targets=("case", "plan", "goal", "team_member"),
        source="N37-44: hope and role model, not casework. Own choice",
    ),
    Grant(
        standing=Standing.PEER_WORKER,
        action=Action.READ,
        targets=("contact", "contact.agenda"),
        when=Condition.IF_PRESENT,
        source="own choice, as for a mentor",
    ),
    Grant(
        standing=Standing.PEER_WORKER,
        action=Action.WRITE,
        targets=("contact",),
        source="own choice: that they met",
    ),
    Grant(
        standing=Standing.LEADER,
        action=Action.READ,
        targets=(
            "case",
            "plan",
            "goal",
            "intervention",
            "decision",
            "contact",
            "review",
            "enrolment",
            "introduction",
            "team_member",
            "complaint",
        ),
        source="H22: that the main objective is followed up; complaints are answered"
        " above the caseworker. No words of the participant's but those of a complaint",
    ),
    Grant(
        standing=Standing.LEADER,
        action=Action.WRITE,
        targets=("complaint", "team_member"),
        source="own choice: to answer, and to appoint",
    ),
    Grant(
        standing=Standing.LEADER,
        action=Action.ERASE,
        targets=_KINDS,
        source="GDPR art. 17 binds the controller, so nobody below. Own choice",
    ),
    Grant(
        standing=Standing.OTHER_UNIT,
        action=Action.READ,
        targets=_less(EVERYTHING, *_PRIVATE, *_RESTS, "contact.own", "case.origin"),
        source="definitions 3.1: on a recorded basis, which names the kinds",
    ),
    Grant(
        standing=Standing.SYSTEM,
        action=Action.READ,
        targets=("case", "plan", "enrolment", "intervention", "contact"),
        source="own choice: what messages and reminders of the service itself need",
    ),
    Grant(
        standing=Standing.BENEFIT_CONTROL,
        action=Action.READ,
        targets=("case", "enrolment", "intervention"),
        source="definitions 3.2: nothing kept for participation. That no more is open,"
        " contacts and decisions included, is own choice",
    ),
    Grant(
        standing=Standing.OPENED,
        action=Action.READ,
        targets=_less(EVERYTHING, *_PRIVATE, *_RESTS, "contact.note"),
        source="definitions 3.2: break-glass with a statutory ground",
    ),
    Grant(
        standing=Standing.OPENED,
        action=Action.READ,
        targets=("contact.note",),
        when=Condition.ONCE_SHARED,
        source="a draft is staff's until shared",
    ),
)
"""Who may do what. A supporter and staff outside the team stand nowhere in it: they
read nothing. Source of that: definitions 3.1; a supporter reads beside the participant."""

OPEN_TO: Mapping[Purpose, frozenset[Purpose]] = MappingProxyType(
    {
        Purpose.PARTICIPATION: frozenset(Purpose) - {Purpose.BENEFIT_CONTROL},
        Purpose.SERVICE: frozenset(Purpose) - {Purpose.BENEFIT_CONTROL},
        Purpose.LEGAL: frozenset(Purpose) - {Purpose.BENEFIT_CONTROL},
        # Definitions 3.2.
        Purpose.BENEFIT_CONTROL: frozenset({Purpose.SERVICE, Purpose.BENEFIT_CONTROL}),
        # Counting needs nobody's words; indicators are made for it.
        Purpose.STATISTICS: frozenset({Purpose.SERVICE, Purpose.STATISTICS}),
    }
)
"""Which purposes of items are open to whoever reads for a purpose."""

IN_THE_TEAM = frozenset(
    {Standing.COORDINATOR, Standing.TEAM, Standing.HELPER, Standing.PEER_WORKER}
)
"""The places in the team. Where neither row nor case names a body, they are enough."""

OWN_SIDE = frozenset(
    {Standing.PARTICIPANT, Standing.REPRESENTATIVE, Standing.ACTING_REPRESENTATIVE}
)
"""Those whom neither purposes nor units concern: it is the participant's own."""

RIGHTS = frozenset({"stance", "comment", "request", "decision"})
"""What the participant may always write, and no plugin can close: disagreement and its
withdrawal, own words, a proposal of change, asking again. Source: definitions 3.1."""


@cache
def granted() -> Mapping[tuple[Standing, Action, str], Grant]:
    """The one grant for a place, an action and a target, where there is one."""
    return MappingProxyType(
        {
            (grant.standing, grant.action, target): grant
            for grant in GRANTS
            for target in grant.targets
        }
    )
