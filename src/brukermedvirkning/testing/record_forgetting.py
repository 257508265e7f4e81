"""Knowing less of a programme, a unit and what belongs to them: no place for a path.

What stands beside the cases has no source that says what it carries; its keeper does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import attrs

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.collective import CollectiveParticipation, Matter
from brukermedvirkning.domain.organisation import Training, Unit
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.record import field_types
from brukermedvirkning.rules.facts import Facts

__all__ = ["RECORDS", "record_paths", "without_a_place"]

RECORDS: Mapping[str, Any] = MappingProxyType(
    {
        "programme": Programme,
        "unit": Unit,
        "collective": CollectiveParticipation,
        "matter": Matter,
        "training": Training,
    }
)
"""The records that stand beside the cases, by the first word of their paths."""
_ROWS: Mapping[str, str] = MappingProxyType(
    {"collective": "collective", "training": "trainings"}
)
# What a programme promised and set is why it is asked, not what it is asked about.
_NOT_FACTS = ("promises", "parameters", "matters")


@cache
def record_paths() -> tuple[str, ...]:
    """All paths that a keeper of such records may have a place for.

    A field that must be filled in is not among them, and neither is one that says yes
    or no, for it has no unknown.
    """
    return (
        *_ROWS,
        *(
            f"{stem}.{field.name}"
            for stem, kind in RECORDS.items()
            for field in attrs.fields(kind)
            if field.default is not attrs.NOTHING
            and field.name not in _NOT_FACTS
            and field_types(kind)[field.name] is not bool
        ),
    )


def without_a_place(facts: Facts) -> Iterator[tuple[str, Facts]]:
    """Facts without a case whose keeper has no place for one path; that stands empty.

    `Carries.everything` is first written out as all paths.
    """
    carries = facts.records
    paths = record_paths() if carries.everything else carries.paths
    for path in paths:
        left = tuple(
            other
            for other in paths
            if other != path
            and not other.startswith(f"{path}.")
            and not (path == "collective" and other.startswith("matter."))
        )
        records = Carries(paths=left)
        yield f"the path {path}", attrs.evolve(_emptied(facts, path), records=records)


def _emptied(facts: Facts, path: str) -> Facts:
    stem, _, field = path.partition(".")
    changes: dict[str, Any]
    if not field:
        changes = {_ROWS[stem]: ()}
    elif stem == "matter":
        changes = {
            "collective": tuple(
                attrs.evolve(
                    body, matters=tuple(_without(one, field) for one in body.matters)
                )
                for body in facts.collective
            )
        }
    elif stem in _ROWS:
        rows = getattr(facts, _ROWS[stem])
        changes = {_ROWS[stem]: tuple(_without(row, field) for row in rows)}
    else:
        record = getattr(facts, stem)
        changes = {} if record is None else {stem: _without(record, field)}
    return attrs.evolve(facts, **changes)


def _without(record: Any, field: str) -> Any:
    default = attrs.fields_dict(type(record))[field].default
    return attrs.evolve(record, **{field: default})
