"""What the reader can be told of a journal that the journal itself does not say."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import attrs

from brukermedvirkning.errors import Fault, OptionError
from brukermedvirkning.ports import Option
from brukermedvirkning_denmark.identifiers import why_malformed

__all__ = ["OPTIONS", "Told", "told"]

OPTIONS = (
    Option(id="unit", help="the jobcentre whose journal it is", example="aalborg"),
)

_NAMES = tuple(option.id for option in OPTIONS)


@attrs.frozen(kw_only=True)
class Told:
    """The options, checked; `given` are those that were given, for the next reading."""

    unit: str | None = None
    given: Mapping[str, str] = attrs.field(factory=dict)


def told(options: Mapping[str, str]) -> Told:
    """The options as values. Raises `OptionError` with every fault."""
    faults = [_unknown(name) for name in options if name not in _NAMES]
    unit = options.get("unit")
    if unit is not None and not _is_key(unit):
        faults.append(
            Fault(
                where="option unit",
                field="unit",
                found=f"text of length {len(unit)}",
                expected="a key of the service's own: printable, no CPR number",
            )
        )
    if faults:
        raise OptionError(tuple(faults))
    return Told(unit=unit, given=dict(options))


def _is_key(text: str) -> bool:
    is_plain = bool(text) and text.isprintable() and text.strip() == text
    return is_plain and why_malformed(text) is not None


def _unknown(name: str) -> Fault:
    near = difflib.get_close_matches(name, _NAMES, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return Fault(
        where="options",
        found=f"an option {name!r}",
        expected=f"one of {', '.join(_NAMES)}{hint}",
    )
