"""Records as words that a person can read, field by field; for views and copies.

Everything that is there is told. What is empty or plainly *unknown* is left out, in a
view and in a copy alike: nothing stands there. *Not asked* and *declined* stand there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import attrs

from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Record
from brukermedvirkning.rules.access.plain import shown
from brukermedvirkning_cli.shapes import minute, period, period_text
from brukermedvirkning_cli.speaker import Speaker

__all__ = ["lines", "told"]

# What holds of nearly every row, and is worth a line only where it does not.
_USUAL = {"registered_in_error": False}
_UNKNOWN = "unknown"
_EMPTY: tuple[Any, ...] = (None, "", [], {})


def told(value: Any, say: Speaker) -> Any:
    """A value as dicts, lists and texts: codes by their labels, days as ISO has them."""
    if isinstance(value, (Coded, Concept, Period, bool, datetime, date)):
        return _word(value, say)
    if isinstance(value, FrozenMap):
        return _filled(value.thawed())
    if isinstance(value, Record):
        kind: Any = type(value)
        fields = {one.name: getattr(value, one.name) for one in attrs.fields(kind)}
        return _filled(
            {
                name: told(one, say)
                for name, one in fields.items()
                if name not in _USUAL or one != _USUAL[name]
            }
        )
    if isinstance(value, tuple):
        return [one for one in (told(part, say) for part in value) if one not in _EMPTY]
    return value


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in values.items() if one not in _EMPTY}


def _word(value: Any, say: Speaker) -> str | None:
    if isinstance(value, Coded):
        return _coded(value, say)
    if isinstance(value, Concept):
        if str(value) == _UNKNOWN:
            return None
        return str(say.concept(value)["label"]["text"])
    if isinstance(value, Period):
        return period_text(period(value)) if value != Period() else None
    if isinstance(value, bool):
        return say.word("yes" if value else "no")
    return minute(value) if isinstance(value, datetime) else str(value)


def _coded(value: Coded[Any], say: Speaker) -> str | None:
    """The label of a code, and what stood in the source where that says more."""
    code = value.code
    if code is None and str(value.concept) == _UNKNOWN:
        return None
    label = str(say.coded(value)["label"]["text"])
    found = label if code is None else code.label or code.code
    return label if found == label else f"{label} ({found})"


def lines(value: Any, depth: int = 0) -> Iterator[str]:
    """Told values as indented lines; each thing of a list begins with a dash."""
    space = "  " * depth
    if isinstance(value, dict):
        for name, one in value.items():
            named = shown(name).replace("_", " ")
            if isinstance(one, (dict, list)):
                yield f"{space}{named}"
                yield from lines(one, depth + 1)
            else:
                yield from _text(f"{space}{named}: ", one, depth)
    elif isinstance(value, list):
        for one in value:
            inner = list(lines(one, depth + 1))
            yield from (f"{space}- {line.lstrip()}" for line in inner[:1])
            yield from inner[1:]
    else:
        yield from _text(space, value, depth)


def _text(before: str, value: Any, depth: int) -> Iterator[str]:
    first, *more = shown(str(value)).split("\n")
    yield f"{before}{first}"
    yield from ("  " * (depth + 1) + line for line in more)
