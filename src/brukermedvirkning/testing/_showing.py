"""Facts in few words, for a failing test: what is as it always is, is left out.

As in every `repr`, so here: nothing personal is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.testing.forgetting import every_path

__all__ = ["shown"]


def shown(value: Any) -> str:
    """The value as one would write it, without defaults."""
    if isinstance(value, tuple):
        return f"({' '.join(f'{shown(one)},' for one in value)})"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name}: {shown(value[name])}' for name in value)}}}"
    if isinstance(value, Coded) and value.code is None:
        return f"Coded({shown(value.concept)})"
    if isinstance(value, Carries):
        return _carried(value)
    if not attrs.has(type(value)):
        return str(value)
    told = [
        f"{field.name}={shown(found)}"
        for field in attrs.fields(type(value))
        if field.repr and (found := getattr(value, field.name)) != _default(field)
    ]
    return f"{type(value).__name__}({', '.join(told)})"


def _default(field: Any) -> Any:
    is_made = isinstance(field.default, attrs.Factory)  # type: ignore[arg-type]
    return field.default.factory() if is_made else field.default


def _carried(carries: Carries) -> str:
    """What a source carries, or what it lacks, whichever is the shorter."""
    lacks = tuple(path for path in every_path() if path not in carries.paths)
    if carries.everything or len(carries.paths) <= len(lacks):
        return f"Carries({'everything' if carries.everything else carries.paths})"
    return f"Carries(all but {lacks})"
