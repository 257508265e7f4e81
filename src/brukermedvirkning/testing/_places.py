"""Whether a path is one that a source may have a place for, and who asks for another.

A path that is misspelt is never carried: a rule that asks for it would say of every
source but our own that it cannot tell.
"""

from __future__ import annotations

from functools import cache

import attrs

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.case import collections
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.domain.record import trusted
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.testing.laws import same
from brukermedvirkning.testing.record_forgetting import RECORDS

__all__ = ["is_place", "watched"]

_DEFINED = ("indicator", "ladder")
"""No place in a source: what anybody may define, and perhaps nobody did."""


def is_place(path: str) -> bool:
    """Whether there is a place of this name, in a case or in what stands beside it."""
    return path in _places() or path.partition(".")[0] in _DEFINED


@cache
def _places() -> frozenset[str]:
    kinds = {"plan": ActionPlan, **RECORDS}
    kinds |= {kind.kind: kind for kind in collections().values()}
    fields = (
        f"{stem}.{field}" for stem in kinds for field in attrs.fields_dict(kinds[stem])
    )
    return frozenset({"period", *kinds, *fields})


@attrs.frozen(kw_only=True)
class _Minding(Carries):
    def can(self, path: str) -> bool:
        """As ever; raises `AssertionError` where the path is none."""
        same(True, is_place(path), f"that {path!r} is a path")
        return super().can(path)


@attrs.frozen(kw_only=True)
class _Watched(Facts):
    @property
    def carries(self) -> Carries:
        """What can be carried, which minds what it is asked for."""
        plain = super().carries
        with trusted():
            return _Minding(everything=plain.everything, paths=plain.paths)


def watched(facts: Facts) -> Facts:
    """The same facts, of a source that minds which paths it is asked for."""
    return _Watched(**{name: getattr(facts, name) for name in attrs.fields_dict(Facts)})
