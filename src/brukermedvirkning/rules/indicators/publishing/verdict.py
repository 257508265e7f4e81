"""What was decided of a slice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import attrs

from brukermedvirkning.rules.indicators.publishing.slices import Group, Slice

__all__ = ["NOTHING", "Earlier", "Place", "Verdict"]

Place: TypeAlias = tuple[str, Group]
"""A part of the population, in a group."""


@attrs.frozen(kw_only=True)
class Verdict:
    """What of a slice is withheld; `items` are the ones that are shown.

    `whole` is everything, `refused` every number of some groups, `hidden` single counts.
    `demanded` are the counts for whose sake it was done, and `partners` what changes
    together with each, in a slice that is not split.
    """

    whole: bool = False
    refused: frozenset[Group] = frozenset()
    hidden: frozenset[Place] = frozenset()
    demanded: frozenset[Place] = frozenset()
    partners: Mapping[str, tuple[str, int]] = attrs.field(factory=dict)
    items: frozenset[str] = frozenset()


NOTHING = Verdict(whole=True)
"""Nothing is shown."""


@attrs.frozen(kw_only=True)
class Earlier:
    """The same slice in a smaller window, and what was decided of it."""

    slice: Slice
    verdict: Verdict
