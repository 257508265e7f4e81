"""The same records with other words, which must change nothing that a rule says."""

from __future__ import annotations

from typing import Any

import attrs

from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Record, Text, field_types, is_personal

__all__ = ["reworded"]


def reworded(value: Any) -> Any:
    """The same with other words in every free text, label and extension.

    Numbers and keys in an extension are no words: they say what the core has no field
    for, and a rule of the same country may look at them.
    """
    kind: Any = type(value)
    if isinstance(value, tuple):
        return tuple(map(reworded, value))
    if kind is Code:
        return value if value.label is None else attrs.evolve(value, label="another")
    if kind is Period or not issubclass(kind, Record):
        return value
    hints = field_types(kind)
    changes: dict[str, Any] = {}
    for field in attrs.fields(kind):
        found = getattr(value, field.name)
        if isinstance(found, FrozenMap):
            changes[field.name] = FrozenMap({**_other_words(found), "another": [1]})
        elif isinstance(found, str) and is_personal(field):
            if hints[field.name] in (Text, Text | None):
                changes[field.name] = "other words"
        else:
            changes[field.name] = reworded(found)
    return attrs.evolve(value, **changes)


def _other_words(value: Any) -> Any:
    if isinstance(value, FrozenMap):
        return {key: _other_words(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_other_words(inner) for inner in value]
    return "other words" if isinstance(value, str) else value
