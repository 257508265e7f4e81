"""An explained indicator, as a document and as a page."""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.services import ExplainedPart, Explanation, NamedRecord
from brukermedvirkning.tables.result_facts import (
    Facts,
    asked_with,
    plain,
    window_facts,
)
from brukermedvirkning_cli.speaker import Speaker
from brukermedvirkning_cli.table import Block, Table

__all__ = ["explained", "told"]


def explained(found: Explanation, purpose: str, say: Speaker) -> Facts:
    """Every step with its condition and the records in it that may be named."""
    definition = found.definition
    return {
        "indicator": definition.id,
        "version": definition.version,
        "question": definition.question,
        "text": say.question(definition.id, definition.question),
        "window": window_facts(found.window),
        "by": list(found.by),
        "purpose": purpose,
        "parameters": {
            name: plain(value) for name, value in sorted(found.parameters.items())
        },
        "parts": [_part(one) for one in found.parts],
        "unseen": found.unseen,
        "threshold": found.threshold,
    }


def _part(one: ExplainedPart) -> Facts:
    return {
        "part": one.part,
        "counts": one.counts,
        "condition": one.condition,
        "records": [_record(record) for record in one.records],
    }


def _record(one: NamedRecord) -> Facts:
    return {
        "case": one.case,
        "id": one.id,
        "group": list(one.group),
        "value": one.value,
    }


def told(found: Facts, say: Speaker) -> Iterator[Block]:
    """The steps that have a record; of the others only that they are there."""
    purpose = say.concept(Purpose(found["purpose"]))["label"]["text"]
    yield say.word("explain.title", **{**found, "purpose": purpose})
    yield f"  {found['text']['text']}"
    if found["parameters"]:
        asked = asked_with(found["parameters"])
        yield "  " + say.word("indicators.asked-with", parameters=asked)
    for step in found["parts"]:
        yield ""
        counts = say.kind(step["counts"])
        part = say.named("indicators.part", step["part"])
        yield say.word("explain.part", part=part, counts=counts)
        yield "  " + say.word(
            "explain.condition" if step["condition"] else "explain.otherwise", **step
        )
        yield from _records(step, found["by"], say)
    yield ""
    if found["unseen"] is None:
        yield say.word("explain.few-unseen", **found)
    else:
        yield say.word("explain.unseen", **found)


def _records(step: Facts, by: list[str], say: Speaker) -> Iterator[Block]:
    if not step["records"]:
        yield f"  {say.word('explain.none')}"
        return
    valued = any(one["value"] is not None for one in step["records"])
    rows = [
        [
            one["case"],
            one["id"],
            *(name or say.word("not-known") for name in one["group"]),
            *([str(one["value"])] if valued else []),
        ]
        for one in step["records"]
    ]
    value = [say.word("explain.value")] if valued else []
    counts = say.kind(step["counts"])
    yield Table([say.word("explain.case"), counts, *by, *value], rows)
