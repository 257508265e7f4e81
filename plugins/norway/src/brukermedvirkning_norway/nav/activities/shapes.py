"""By which shape an activity is known, and the activities in an answer.

An answer of the REST service is an activity, a list, or an object with `aktiviteter`; one
of GraphQL has them by follow-up period. Source: veilarbaktivitet: AktivitetDTO.java,
schema.graphqls, AktivitetsplanV1.yaml, KafkaAktivitetMeldingV4.java.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from brukermedvirkning_norway.nav.codes import known

__all__ = ["ARENA_TYPES", "entries", "is_activity", "is_answer", "is_change"]

ARENA_TYPES = frozenset({"TILTAKSAKTIVITET", "GRUPPEAKTIVITET", "UTDANNINGSAKTIVITET"})
_TYPES = known("no.nav.aktivitet-type") | ARENA_TYPES
_OF_ACTIVITIES = ("transaksjonsType", "avtalt", "fraDato")


def is_answer(value: Any) -> bool:
    """Whether a value is an activity, a message of its change, or an answer with some."""
    if not isinstance(value, Mapping):
        return False
    return is_activity(value) or _holds(value) or _holds(_data(value))


def is_change(value: Any) -> bool:
    """Whether a value is a message of a change (v4)."""
    return isinstance(value, Mapping) and (
        {"aktivitetId", "aktivitetType"} <= value.keys()
        or {"aktivitetId", "aktivitetStatus"} <= value.keys()
    )


def is_activity(value: Any) -> bool:
    """Whether a value is one activity, in any of the three spellings."""
    if not isinstance(value, Mapping):
        return False
    if is_change(value) or {"aktivitet_id", "aktivitet_type"} <= value.keys():
        return True
    if not {"id", "type"} <= value.keys():
        return False
    kind = value["type"]
    named = isinstance(kind, str) and kind in _TYPES
    return named or any(name in value for name in _OF_ACTIVITIES)


def entries(value: Any) -> Iterator[tuple[Any, str, str | None]]:
    """Each activity with its place and the follow-up period that the answer names."""
    if is_activity(value):
        yield value, "", None
        return
    inside, where = (value, "") if _holds(value) else (_data(value), "data.")
    if isinstance(inside.get("aktivitet"), Mapping):
        yield inside["aktivitet"], f"{where}aktivitet", None
    yield from _listed(inside.get("aktiviteter"), f"{where}aktiviteter", None)
    for place, period in enumerate(inside.get("perioder") or ()):
        named = period.get("id")
        yield from _listed(
            period["aktiviteter"],
            f"{where}perioder[{place}].aktiviteter",
            named if isinstance(named, str) else None,
        )


def _listed(
    values: Any, where: str, period: str | None
) -> Iterator[tuple[Any, str, str | None]]:
    for place, one in enumerate(values or ()):
        yield one, f"{where}[{place}]", period


def _data(value: Mapping[str, Any]) -> Mapping[str, Any]:
    found = value.get("data")
    return found if isinstance(found, Mapping) else {}


def _holds(value: Mapping[str, Any]) -> bool:
    if isinstance(value.get("aktiviteter"), list) or is_activity(
        value.get("aktivitet")
    ):
        return True
    periods = value.get("perioder")
    return isinstance(periods, list) and all(
        isinstance(one, Mapping) and isinstance(one.get("aktiviteter"), list)
        for one in periods
    )
