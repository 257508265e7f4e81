"""The contract of cards: `aktivitetskort` v1.1, upsert and delete (kassér)."""

from __future__ import annotations

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning_norway.nav.cards import wording
from brukermedvirkning_norway.nav.cards.checking import is_card, tell
from brukermedvirkning_norway.nav.cards.showing import show
from brukermedvirkning_norway.nav.contract import Contract

__all__ = ["CARDS"]

CARDS = Contract(
    id=wording.ID,
    title="NAV activity cards (aktivitetskort v1.1), upserts and deletions",
    carries=Carries(
        paths=(
            "intervention",
            "intervention.period",
            "intervention.measure",
            "intervention.status",
            "intervention.planned_start",
            "intervention.planned_end",
        )
    ),
    is_one=is_card,
    tell=tell,
    show=show,
    equals=("no.nav.aktivitet",),
)
