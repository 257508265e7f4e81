"""Facts that the details of a card (detaljer) carry as text, where the text is plain.

Source: amt-aktivitetskort-publisher: Aktivitetskort.kt ("Deltakelsesmengde"), Arena's
cards ("deltakelsesprosent", "dagerPerUke").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["facts"]

_NUMBER = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_SHARE = re.compile(rf"{_NUMBER} ?%")
_DAYS = re.compile(rf"(?:fordelt på )?{_NUMBER} dag(?:er)? i uk[ae]n?")
_BOTH = re.compile(rf"{_SHARE.pattern} {_DAYS.pattern}")
_BARE = re.compile(_NUMBER)

_PERCENT = "deltakelsesprosent"
_DAYS_A_WEEK = "dagerPerUke"
_LABELS = {
    "deltakelsesprosent": _PERCENT,
    "dagerperuke": _DAYS_A_WEEK,
    "antall dager per uke": _DAYS_A_WEEK,
}
"""What a bare number is of; under any other label it is left alone."""

_MOST = {_PERCENT: 100.0, _DAYS_A_WEEK: 7.0}


def facts(details: Iterable[tuple[str, str]]) -> dict[str, float]:
    """The share of full time in percent and the days a week, where they are plain.

    `details` are labels with their texts. A fact that two of them tell differently, or
    that cannot be, is none.
    """
    found: dict[str, set[float]] = {}
    for label, text in details:
        for name, value in _said(label.strip(), text.strip()):
            found.setdefault(name, set()).add(value)
    return {
        name: next(iter(values))
        for name, values in found.items()
        if len(values) == 1 and 0 < max(values) <= _MOST[name]
    }


def _said(label: str, text: str) -> Iterable[tuple[str, float]]:
    if both := _BOTH.fullmatch(text):
        return ((_PERCENT, _read(both[1])), (_DAYS_A_WEEK, _read(both[2])))
    if share := _SHARE.fullmatch(text):
        return ((_PERCENT, _read(share[1])),)
    if days := _DAYS.fullmatch(text):
        return ((_DAYS_A_WEEK, _read(days[1])),)
    named = _LABELS.get(label.lower())
    if named is not None and _BARE.fullmatch(text):
        return ((named, _read(text)),)
    return ()


def _read(text: str) -> float:
    return float(text.replace(",", "."))
