"""Acts of redaction for a given case, by those who may and others."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    CommentKind,
    RedactionExtent,
    RedactionGround,
    Role,
)
from brukermedvirkning.domain.happenings.base import Act
from brukermedvirkning.domain.happenings.redacting import ContentRedacted, ToRedact
from brukermedvirkning.testing.life._who_and_when import act_of, known

__all__ = ["acts"]

_ROLES = (Coded(concept=Role.DEPARTMENT_HEAD),)


def acts(case: Case) -> st.SearchStrategy[Act]:
    """Rows redacted, mostly by who may. What is asked for is in `plan`."""
    rows = [(row.kind, row.id) for row in case.rows()]
    named = st.sampled_from([*rows, *rows, ("goal", "nobody's"), ("plan", "plan")])
    asked = [row for row in case.comments if row.nature is CommentKind.ERASURE_REQUEST]
    return _redacted(case, named, known(asked))


def _redacted(
    case: Case, named: st.SearchStrategy[Any], asked: st.SearchStrategy[str]
) -> st.SearchStrategy[Act]:
    row = st.builds(
        lambda row, extent: ToRedact(row_kind=row[0], row=row[1], extent=extent),
        named,
        st.sampled_from(list(RedactionExtent)),
    )
    one = act_of(
        ContentRedacted,
        case,
        rows=st.lists(row, min_size=1, max_size=2).map(tuple),
        ground=st.sampled_from(list(RedactionGround)),
        asked=st.none() | asked,
        reference=st.sampled_from((None, "26-1")),
    )
    leader = Actor(kind=ActorKind.STAFF, id="leader", unit=case.unit, roles=_ROLES)
    return st.builds(
        lambda act, by_leader: attrs.evolve(act, source=leader) if by_leader else act,
        one,
        st.sampled_from((True, True, True, False)),
    )
