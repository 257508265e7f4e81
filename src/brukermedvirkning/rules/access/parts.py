"""The kinds of item and their parts: what each is kept for, and which fields it has.

Data. A field that stands nowhere here belongs to the part `rest`, with what a country
put beside the fields: nobody has said who may read it, so hardly anybody may.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import attrs

from brukermedvirkning.domain.case import Case, collections
from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.domain.record import Id, Record, Text
from brukermedvirkning.rules.access.fields import PLAIN

__all__ = ["PARTS", "REST", "Part", "kinds", "parts_of", "purpose_of"]

REST = "rest"


@attrs.frozen(kw_only=True)
class Part(Record):
    """Some fields of a kind of item that not everybody reads who reads the item.

    `paths` are fields, or fields of a field (`note.read_on`); `within` is the part that
    this one lies in.
    """

    kind: Id
    name: Id
    paths: tuple[Id, ...]
    purpose: Purpose
    source: Text
    within: Id | None = None


_OWN, _SERVICE, _LEGAL = Purpose.PARTICIPATION, Purpose.SERVICE, Purpose.LEGAL
_RISK = "definitions 3.2: not to be used in a sanction case"
_UNSAID = "nobody has said what it is kept for, so it is kept closest"

PARTS: tuple[Part, ...] = (
    Part(
        kind="contact",
        name="note",
        paths=("note",),
        purpose=_SERVICE,
        source="H17; definitions 3.1: a draft is staff's until shared",
    ),
    Part(
        kind="contact",
        name="read_mark",
        paths=("note.read_on",),
        purpose=_OWN,
        within="note",
        source="definitions 3.2: read marks watch participants",
    ),
    Part(
        kind="contact",
        name="agenda",
        paths=("agenda",),
        purpose=_SERVICE,
        source="H17, D133",
    ),
    Part(
        kind="contact",
        name="own",
        paths=("who_could_not", "not_held_reason", "form_wished"),
        purpose=_OWN,
        source="definitions 3.2: a missed contact as moral fact",
    ),
    Part(
        kind="goal",
        name="own",
        paths=("realistic", "status_reason"),
        purpose=_OWN,
        source="D134; definitions 3.2",
    ),
    Part(
        kind="decision",
        name="own",
        paths=(
            "wish",
            "other_wishes",
            "follows_wish",
            "hearing.answer",
            "hearing.by_representative",
            "hearing.more_answers",
            "askings",
            "ratings",
        ),
        purpose=_OWN,
        source=f"H10, N73-91; {_RISK}",
    ),
    Part(
        kind="intervention",
        name="own",
        paths=(
            "proposed_by",
            "found_by_participant",
            "goal_shaped_by",
            "content_shaped_by",
            "fits_own_interest",
            "challenges",
            "responsibility",
            "earlier_responsibilities",
            "end_reason",
            "end_reason_said_by",
            "end_decided_by",
        ),
        purpose=_OWN,
        source=f"D17, N57-60, D142; {_RISK}",
    ),
    Part(
        kind="enrolment",
        name="own",
        paths=(
            "referral.own_wish",
            "exit.category",
            "exit.decided_by",
            "exit.stance",
            "exit.reason",
            "exit.heard_before",
            "exit.by_representative",
            "undone_exits",
        ),
        purpose=_OWN,
        source=f"D96, D161-187; {_RISK}",
    ),
    Part(
        kind="offer",
        name="own",
        paths=(
            "answer",
            "answered_on",
            "answer_words",
            "own_candidate",
            "by_representative",
            "other_replies",
        ),
        purpose=_OWN,
        source=f"D20, M28: declining is fine; {_RISK}",
    ),
    Part(
        kind="invitation",
        name="own",
        paths=("answer",),
        purpose=_OWN,
        source="H18; who answered a survey is nobody's business. Own choice",
    ),
    Part(
        kind="team_member",
        name="own",
        paths=("choice", "candidates", "ended_at_wish_of"),
        purpose=_OWN,
        source="D145",
    ),
    Part(
        kind="team_member",
        name="mandate",
        paths=("mandate",),
        purpose=_LEGAL,
        source="H10; that somebody has a guardian is for those who must know. Own choice",
    ),
    Part(
        kind="case",
        name="origin",
        paths=("origin",),
        purpose=_SERVICE,
        source="what a source has a place for hints at what is there. Own choice",
    ),
)
"""The parts of items that are read apart."""


@cache
def kinds() -> Mapping[str, type[Record]]:
    """Every kind of item with its class: `case`, `plan`, and the kinds of row."""
    rows = {cls.kind: cls for cls in collections().values()}
    return MappingProxyType({"case": Case, "plan": ActionPlan, **rows})


@cache
def parts_of(kind: str) -> tuple[Part, ...]:
    """The parts of a kind, `rest` the last, the outer before what lies in it."""
    return tuple(_parts(kind))


def _parts(kind: str) -> Iterator[Part]:
    placed = {*PLAIN.get(kind, ())}
    if kind == "case":
        placed.update(collections(), ("plan",))
    for part in PARTS:
        if part.kind == kind:
            placed.update(part.paths)
            yield part
    cls: Any = kinds().get(kind)
    names = () if cls is None else attrs.fields_dict(cls)
    paths = tuple(name for name in names if name not in placed)
    if paths:
        yield Part(kind=kind, name=REST, paths=paths, purpose=_OWN, source=_UNSAID)


def purpose_of(kind: str, part: str | None = None) -> Purpose:
    """What a kind of item or a part of it is kept for; the closest, if nobody said."""
    if part is not None:
        return next((one.purpose for one in parts_of(kind) if one.name == part), _OWN)
    if kind in ("case", "plan"):
        return _SERVICE
    purpose = getattr(kinds().get(kind), "purpose", _OWN)
    assert isinstance(purpose, Purpose)
    return purpose
