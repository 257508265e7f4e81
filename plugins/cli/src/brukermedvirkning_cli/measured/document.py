"""Results as a document: every part of each, in a stable order, with labels."""

from __future__ import annotations

from collections.abc import Sequence

from brukermedvirkning.rules.disclosure import Limits
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.asked import Asked
from brukermedvirkning.rules.indicators.results import Codes, Result
from brukermedvirkning.tables.result_facts import (
    Facts,
    not_offered_facts,
    result_facts,
    window_facts,
)
from brukermedvirkning_cli.speaker import Speaker

__all__ = ["document", "measurement"]


def document(
    asked: Asked,
    results: Sequence[Result],
    say: Speaker,
    limits: Limits | None,
    *,
    every: str | None = None,
    zero_rows: bool = False,
    left_out: Sequence[str] = (),
) -> Facts:
    """All of one question; without limits nothing was withheld.

    `left_out` are the indicators that could not be asked in this way.
    """
    first, *_, last = (*asked.windows, asked.windows[-1])
    window = Window(start=first.start, end=last.end, as_of=first.as_of)
    return {
        "window": window_facts(window),
        "every": every,
        "by": list(asked.by),
        "programme": asked.programme,
        "left_out": list(left_out),
        "not_offered": [not_offered_facts(one) for one in asked.not_offered],
        "internal": limits is None,
        "threshold": None if limits is None else limits.threshold,
        "zeros": None if limits is None else str(limits.zeros),
        "measurements": [measurement(one, say, zero_rows=zero_rows) for one in results],
    }


def measurement(one: Result, say: Speaker, *, zero_rows: bool = False) -> Facts:
    """One result with all its parts; its scoring says what kind it is."""
    found = result_facts(one, zero_rows=zero_rows)
    found["text"] = say.question(found["indicator"], found["question"])
    for group, codes in zip(found["group"], one.groups, strict=True):
        group["label"] = _label(codes, group["name"], say)
    for name in ("categories", "events"):
        # The events of a rate are a number.
        if isinstance(found.get(name), list):
            found[name] = [_labelled(row, one.category, say) for row in found[name]]
    return found


def _labelled(row: Facts, codes: Codes, say: Speaker) -> Facts:
    """The row with its label behind its name."""
    return {
        "category": row["category"],
        "label": _label(codes, row["category"], say),
        **row,
    }


def _label(codes: Codes, name: str | None, say: Speaker) -> Facts | None:
    """What a value of a list of codes is called; None for what is no code."""
    if name is None or codes is None:
        return None
    label: Facts = say.concept(codes(name))["label"]
    return label
