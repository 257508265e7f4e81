"""The counts of one definition and group, and what every measurement has of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import attrs

from brukermedvirkning.rules.expressions.interpret import Bindings, evaluate
from brukermedvirkning.rules.expressions.nodes import Node
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators import chain as label
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.parameter import Setting
from brukermedvirkning.rules.indicators.tally import Group

__all__ = ["Counted", "common", "share"]


@attrs.frozen
class Counted:
    """The counts of one definition and group: for each label, how often each number."""

    definition: Definition
    window: Window
    settings: Mapping[str, Setting]
    by: tuple[str, ...]
    group: Group
    labels: Mapping[str, Counter[int]]

    def total(self, *labels: str) -> int:
        """How many rows have one of the labels."""
        return sum(sum(self.numbers(name).values()) for name in labels)

    def numbers(self, name: str) -> Counter[int]:
        """How often each number occurs with a label."""
        return self.labels.get(name, Counter())

    def adding(self, *labels: str) -> int:
        """The sum of the numbers of the labels."""
        return sum(
            number * count
            for name in labels
            for number, count in self.numbers(name).items()
        )

    def once(self, node: Node) -> Any:
        """What an expression comes to that sees the window and the parameters alone."""
        return evaluate(node, Bindings(None, self.window, self.settings))


def common(counted: Counted, known: int, *sides: str) -> dict[str, Any]:
    """What every measurement has; `known` is how many rows have an outcome."""
    prefixes = sides or ("",)

    def both(name: str) -> int:
        return counted.total(*(f"{prefix}{name}" for prefix in prefixes))

    definition = counted.definition
    blind = both(label.BLIND) + (counted.total(label.BLIND) if sides else 0)
    parts = {
        name: both(name)
        for name in (
            label.EXCLUDED,
            label.NOT_MATURE,
            label.NOT_RECORDED,
            label.CANNOT_TELL,
            label.UNPLACED,
        )
    }
    lost = (label.NOT_RECORDED, label.CANNOT_TELL, label.UNPLACED)
    unknown = blind + sum(parts[name] for name in lost)
    inside = sum(count for name, count in parts.items() if name != label.UNPLACED)
    people = counted.total(label.CASES)
    if not definition.schema.of_one_person:
        people = known + inside
    return {
        **parts,
        "indicator": definition.id,
        "version": definition.version,
        "question": definition.question,
        "counts": definition.counts,
        "direction": definition.direction,
        "duty_holder": definition.duty_holder,
        "companion": definition.companion,
        "printed_with": definition.printed_with,
        "parameters": tuple(sorted(counted.settings.items())),
        "window": counted.window,
        "by": counted.by,
        "group": counted.group,
        "people": people,
        "population": known + inside,
        "blind": blind,
        "coverage": share(known, known + unknown),
        "comparable_from": definition.comparable_from,
    }


def share(part: int, whole: int) -> Fraction | None:
    """One count over another; None over nothing."""
    return Fraction(part, whole) if whole else None
