"""Who may do what in NAV's activity plan, as a policy of ownership.

By type of activity, before and after NAV has marked it as agreed (`avtalt`). The mark is
NAV's alone and is no agreement of the participant's. What NAV has no field for is that
the participant disagrees: that is a right here, which no policy closes.
Source: veilarbaktivitet:AktivitetAppService; veilarboppfolging for the goal (mål).
"""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.ownership import Grant, Ownership
from brukermedvirkning_norway.data import vocabulary
from brukermedvirkning_norway.marks import AGREED, EXTENSION

__all__ = ["ACTIVITY_TYPE", "NAV", "POLICIES"]

ACTIVITY_TYPE = "no.nav.aktivitet-type"

_OWN = (Party.PARTICIPANT, Party.REPRESENTATIVE)
_NAV = (Party.SERVICE,)
_BOTH = (*_OWN, *_NAV)
_NOBODY: tuple[Party, ...] = ()

_CREATED_BY_NAV = ("SOKEAVTALE", "MOTE", "SAMTALEREFERAT")
_CREATED_ELSEWHERE = ("STILLING_FRA_NAV", "EKSTERNAKTIVITET")
"""These come from other systems of NAV: nobody makes one in the plan."""

_NEVER_THEIRS = ("MOTE", "SAMTALEREFERAT", "EKSTERNAKTIVITET")
"""In these the participant changes neither content nor status."""

_CARDS = "no.nav.aktivitetskort-type"
"""The kinds of card that stand behind an EKSTERNAKTIVITET."""

_MEASURES = "no.nav.tiltakskode"
"""In a measure the participant approves the draft, and has nothing else to change."""

_STATUS_ONLY = ("STILLING_FRA_NAV",)
"""In these the participant moves the status, and changes nothing else."""

_STATUS = (
    "intervention_started",
    "intervention_paused",
    "intervention_resumed",
    "intervention_ended",
    "intervention_completed",
    "intervention_never_started",
)

_GOAL = (
    "goal_proposed",
    "goal_reworded",
    "goal_split",
    "goal_taken",
    "goal_achieved",
    "goal_dropped",
)

_END_DATE = ("planned_end",)


def _codes(*types: str) -> tuple[Code, ...]:
    return tuple(Code(scheme=ACTIVITY_TYPE, code=name) for name in types)


def _all_of(scheme: str) -> tuple[Code, ...]:
    terms = vocabulary(scheme).terms
    return tuple(Code(scheme=scheme, code=term.notation) for term in terms)


def _not_theirs() -> tuple[Code, ...]:
    return (*_codes(*_NEVER_THEIRS), *_all_of(_CARDS), *_all_of(_MEASURES))


def _grants() -> Iterator[Grant]:
    planned = "intervention_planned"
    yield Grant(happening=planned, before=_BOTH, after=_BOTH)
    yield Grant(
        happening=planned,
        before=_NAV,
        after=_NAV,
        measures=(*_codes(*_CREATED_BY_NAV), *_all_of(_MEASURES)),
    )
    yield Grant(
        happening=planned,
        before=_NOBODY,
        after=_NOBODY,
        measures=(*_codes(*_CREATED_ELSEWHERE), *_all_of(_CARDS)),
    )
    yield from _of_content("intervention_changed")
    for moved in _STATUS:
        yield Grant(happening=moved, before=_BOTH, after=_BOTH)
        yield Grant(
            happening=moved,
            before=_NAV,
            after=_NAV,
            measures=_not_theirs(),
        )
    # A goal is never marked as agreed, and both write it: every edit is a new version.
    for done in _GOAL:
        yield Grant(happening=done, before=_BOTH, after=_BOTH)


def _of_content(changed: str) -> Iterator[Grant]:
    """Of what is marked only the last day may change, in a treatment by both."""
    yield Grant(happening=changed, before=_BOTH, after=_NAV, only_after=_END_DATE)
    yield Grant(
        happening=changed,
        before=_BOTH,
        after=_BOTH,
        measures=_codes("BEHANDLING"),
        only_after=_END_DATE,
    )
    # A meeting keeps its time, place and words open to NAV also when it is marked.
    yield Grant(happening=changed, before=_NAV, after=_NAV, measures=_codes("MOTE"))
    yield Grant(
        happening=changed,
        before=_NAV,
        after=_NAV,
        measures=tuple(
            code
            for code in (*_codes(*_STATUS_ONLY), *_not_theirs())
            if code.code != "MOTE"
        ),
        only_after=_END_DATE,
    )


NAV = Ownership(
    id="no.nav",
    title="NAV's activity plan: what is marked as agreed is locked but for its status",
    grants=tuple(_grants()),
    marked_by=(EXTENSION, AGREED),
)
"""Who disagrees under it says so on any activity, in whatever state, marked or not."""

POLICIES: tuple[Ownership, ...] = (NAV,)
