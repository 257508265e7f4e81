"""Who has read, as documents and as a table: when, for what, from where, in which role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from brukermedvirkning.services import Reading
from brukermedvirkning_cli.case.looking import Facts
from brukermedvirkning_cli.shapes import minute
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block, Table

__all__ = ["reading_facts", "readings_table"]


def reading_facts(readings: Iterable[Reading], say: Speaker) -> list[Facts]:
    """Each reading; `reader` is null where the log or the law has no name to give."""
    return [
        {
            "at": one.at.isoformat(),
            "purpose": say.concept(one.purpose),
            "unit": one.unit,
            "kind": say.concept(one.kind),
            "roles": [say.coded(role) for role in one.roles],
            "outcome": one.outcome,
            "denied": one.was_denied,
            "items": list(one.kinds),
            "bases": list(one.bases),
            "reader": one.reader,
        }
        for one in readings
    ]


def readings_table(found: list[Facts], say: Speaker) -> Iterator[Block]:
    """The readings as rows, or one line where there is none."""
    if not found:
        yield f"  {say.word('access.nobody')}"
        return
    columns = ("when", "purpose", "unit", "role", "read")
    yield Table(
        [say.word(f"access.{column}") for column in columns],
        [
            [
                minute(datetime.fromisoformat(one["at"])),
                one["purpose"]["label"]["text"],
                one["unit"] or "",
                _who(one),
                _what(one, say),
            ]
            for one in found
        ],
    )


def _who(one: Facts) -> str:
    roles = [role["label"]["text"] for role in one["roles"]]
    name = [one["reader"]] if one["reader"] else []
    return ", ".join([*(roles or [one["kind"]["label"]["text"]]), *name])


def _what(one: Facts, say: Speaker) -> str:
    if one["denied"]:
        return say.word("access.denied", rule=one["outcome"])
    read = ", ".join(one["items"]).replace("_", " ")
    return "; ".join([read, *one["bases"]])
