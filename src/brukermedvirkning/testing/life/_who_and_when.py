"""Who acts on a case, on which day, with which ids: what the strategies of acts share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor, Item
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import ActorKind
from brukermedvirkning.domain.happenings.base import Act

__all__ = ["act_of", "actors_of", "days", "known", "new_ids"]

_FIRST = date(2026, 1, 5)
_OUTSIDERS = (
    Actor(kind=ActorKind.STAFF, id="staff-1", unit="unit-1"),
    Actor(kind=ActorKind.STAFF, id="staff-2", unit="unit-2"),
    Actor(kind=ActorKind.ORGANISATION, id="unit-1"),
    Actor(kind=ActorKind.SYSTEM),
    Actor(kind=ActorKind.PEER_WORKER, id="peer-1"),
    Actor(kind=ActorKind.PARTICIPANT, id="another-participant"),
    Actor(kind=ActorKind.REPRESENTATIVE, id="a-stranger"),
    Actor(),
)
_STRANGE = st.sampled_from(("nobody's", "1"))

A = TypeVar("A", bound=Act)


def days() -> st.SearchStrategy[date]:
    """Days of one year, close enough for ties and for acts out of order."""
    return st.integers(0, 52).map(lambda week: _FIRST + timedelta(days=7 * week))


def actors_of(case: Case) -> st.SearchStrategy[Actor]:
    """Those who may act on a case, the participant and staff most, and some who may not."""
    own = Actor(kind=ActorKind.PARTICIPANT, id=case.participant.id)
    speakers = [row.actor for row in case.team if row.mandate is not None]
    return st.sampled_from((own, *speakers)) | st.sampled_from(
        (own, _OUTSIDERS[0], *_OUTSIDERS, *speakers)
    )


def new_ids(case: Case, stem: str) -> st.SearchStrategy[str]:
    """Ids that no row of the case has, and now and then one that some row has."""
    taken = [row.id for row in case.rows()]
    free = next(
        name for n in range(len(taken) + 1) if (name := f"{stem}-{n}") not in taken
    )
    return st.sampled_from((free,) * 9 + tuple(taken[:1]))


def known(rows: Iterable[Item]) -> st.SearchStrategy[str]:
    """Mostly the id of one of these rows; nobody's where there is none."""
    ids = [row.id for row in rows]
    return st.sampled_from(ids) | st.sampled_from(ids) | _STRANGE if ids else _STRANGE


def act_of(kind: type[A], case: Case, **fields: Any) -> st.SearchStrategy[A]:
    """An act of a kind, by somebody, on some day, written down that day or later."""
    return _acts_of(kind, case, fields)


# Once for all: Hypothesis reads the source of whatever it makes a composite of.
@st.composite
def _acts_of(
    draw: st.DrawFn,
    kind: type[A],
    case: Case,
    fields: Mapping[str, st.SearchStrategy[Any]],
) -> A:
    on, source = draw(days()), draw(actors_of(case))
    written = on + timedelta(days=draw(st.sampled_from((0, 0, 1, 40))))
    values = {name: draw(strategy) for name, strategy in fields.items()}
    return kind(
        at=datetime.combine(written, time(12), UTC),
        by=draw(st.sampled_from((source, _OUTSIDERS[0]))),
        on=on,
        source=source,
        **values,
    )
