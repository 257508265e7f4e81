"""`bmv audience`: who will be able to read something, before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import click

from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.rules.access import Audience, Reader
from brukermedvirkning.services import audience_of
from brukermedvirkning_cli.context import App
from brukermedvirkning_cli.failures import FINE
from brukermedvirkning_cli.options import json_option, language_option, store_option
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.reader import purpose_option
from brukermedvirkning_cli.shapes import day
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["command", "document", "draw"]


def document(
    case_id: str, told: Iterable[Audience], say: Speaker, *, on: date, purpose: str
) -> Document:
    """Each kind of item and each part of it, with those who will be able to read it."""
    return {
        "case": case_id,
        "on": day(on),
        "purpose": purpose,
        "items": [
            {
                "kind": one.resource.kind,
                "part": one.resource.part,
                "readers": [_reader(reader, say) for reader in one.readers],
            }
            for one in told
        ],
    }


def _reader(reader: Reader, say: Speaker) -> Document:
    """One reader by place; who it is is not told."""
    return {
        "place": say.concept(reader.standing),
        "kind": say.concept(reader.kind),
        "role": say.coded(reader.role) if reader.role else None,
        "unit": reader.unit,
        "any_unit": reader.any_unit,
        "leaders_only": reader.leaders_only,
        "control": reader.control,
        "basis": reader.basis,
        "when": str(reader.when) if reader.when else None,
        "narrowed_by": list(reader.narrowed_by),
    }


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """Kind by kind; of its parts those that are read by others than the whole."""
    yield say.word("audience.title", case=found["case"], day=found["on"])
    whole: list[str] = []
    for one in found["items"]:
        readers = _told(one["readers"], say)
        if one["part"] is None:
            whole = readers
            yield ""
            yield say.kind(one["kind"])
            yield from (f"  {reader}" for reader in readers)
        elif readers != whole:
            part = one["part"].replace("_", " ")
            yield "  " + say.word("audience.part", part=part)
            yield from (f"      {reader}" for reader in readers)
    yield ""
    yield say.word("audience.honest")


def _told(readers: Iterable[Any], say: Speaker) -> list[str]:
    """Each reader in a line; those who read alike are told once."""
    return list(dict.fromkeys(", ".join(_words(one, say)) for one in readers))


def _words(one: Any, say: Speaker) -> Iterator[str]:
    place = one["role"] or one["place"]
    yield place["label"]["text"]
    if one["unit"]:
        yield say.word("audience.in-unit", unit=one["unit"])
    if one["control"]:
        yield say.word("audience.for-control")
    if one["basis"]:
        yield one["basis"]
    if one["when"]:
        yield say.word(f"audience.when.{one['when']}")
    if one["narrowed_by"]:
        yield say.word("audience.narrowed", rules=", ".join(one["narrowed_by"]))


@click.command(
    short_help="Tell who will be able to read something, before it is written."
)
@click.argument("case_id", metavar="CASE")
@click.argument("kind", metavar="[KIND]", required=False)
@click.option("--unit", metavar="ID", help="The body that writes; else the case's own.")
@purpose_option
@store_option
@language_option
@json_option
@click.pass_obj
def command(
    app: App,
    *,
    case_id: str,
    kind: str | None,
    unit: str | None,
    purpose: str,
    store: str | None,
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Tell who will be able to read what is written in a case, kind by kind, or of KIND.

    As far as is known today: consents, statutes and the team may change.
    """
    with app.reading(store) as work:
        told = audience_of(
            app.host,
            work,
            case_id,
            at=app.clock.now(),
            purpose=Purpose(purpose),
            kind=kind,
            unit=unit,
        )
    say = app.speaker(languages)
    found = document(case_id, told, say, on=app.today, purpose=purpose)
    app.show(found, draw, say, as_json=as_json)
    return FINE
