"""What rules said, drawn for a person to read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.outcomes import Severity
from brukermedvirkning_cli.checked.document import ABOUT, COUNTED
from brukermedvirkning_cli.output import Document
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block

__all__ = ["draw"]


def draw(found: Document, say: Speaker) -> Iterator[Block]:
    """First what was found, then what cannot be told, then the sums."""
    if not any(found[name] for name in COUNTED.values()):
        yield say.word("check.nothing")
        return
    for kind, tell in (("findings", _told_finding), ("cannot_tell", _told_open)):
        if found[kind]:
            yield say.word(f"check.{kind.replace('_', '-')}")
            for (about, name), together in groupby(found[kind], key=_whose):
                yield "  " + say.word(f"check.{about}", **{about: name})
                for one in together:
                    yield from tell(one, say)
            yield ""
    yield say.word("check.kept", count=found["kept"])
    sums = {kind: len(found[kind]) for kind in ("findings", "cannot_tell")}
    if found["programmes"] or found["units"]:
        yield say.word("check.beside", **found)
    yield say.word("check.summary", cases=found["cases"], day=found["on"], **sums)


def _whose(one: Document) -> tuple[str, str]:
    """What an outcome belongs to, and its id."""
    return next((name, one[name]) for name in ABOUT if one[name])


def _told_finding(one: Document, say: Speaker) -> Iterator[str]:
    yield "    " + say.word("check.finding", **_weight(one, say))
    yield f"      {one['text']['text']}"
    items = [
        f"{say.kind(item['kind'])} {item['id']}"
        for item in one["items"]
        if item["id"] != _whose(one)[1]
    ]
    if items:
        yield "      " + say.word("check.items", items=", ".join(items))
    for used in one["parameters"]:
        yield "      " + say.word("check.parameter", **used)
    yield f"      {say.word('source')}: {one['source']}"


def _told_open(one: Document, say: Speaker) -> Iterator[str]:
    """What cannot be told has no weight: nobody knows whether the promise is kept."""
    yield "    " + say.word("check.open", **_weight(one, say))
    yield f"      {one['text']['text']}"
    yield f"      {say.word('source')}: {one['source']}"


def _weight(one: Document, say: Speaker) -> Document:
    """The rule, with how much it weighs and whose duty it is in words."""
    return {
        "rule": one["rule"],
        "severity": say.concept(Severity(one["severity"]))["label"]["text"],
        "duty_holder": say.concept(DutyHolder(one["duty_holder"]))["label"]["text"],
    }
