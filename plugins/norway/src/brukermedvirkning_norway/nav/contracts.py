"""All of NAV's contracts that are read: the poorest first, the richest last."""

from __future__ import annotations

from collections.abc import Mapping

from brukermedvirkning_norway.nav.activities.contract import ACTIVITIES
from brukermedvirkning_norway.nav.agreements.contract import AGREEMENTS
from brukermedvirkning_norway.nav.approvals.contract import APPROVALS
from brukermedvirkning_norway.nav.cards.contract import CARDS
from brukermedvirkning_norway.nav.contract import Contract
from brukermedvirkning_norway.nav.decisions import DECISIONS
from brukermedvirkning_norway.nav.dialogues import DIALOGUES
from brukermedvirkning_norway.nav.goals import GOALS
from brukermedvirkning_norway.nav.history import HISTORY
from brukermedvirkning_norway.nav.participation_messages import OLDER, PARTICIPATIONS
from brukermedvirkning_norway.nav.periods import PERIODS
from brukermedvirkning_norway.nav.places import PLACES

__all__ = ["CONTRACTS"]

CONTRACTS: Mapping[str, Contract] = {
    contract.id: contract
    for contract in (
        PERIODS,
        GOALS,
        DIALOGUES,
        DECISIONS,
        PLACES,
        HISTORY,
        OLDER,
        PARTICIPATIONS,
        AGREEMENTS,
        APPROVALS,
        CARDS,
        ACTIVITIES,
    )
}
