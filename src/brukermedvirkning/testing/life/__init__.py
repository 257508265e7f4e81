"""Acts on a case at random, by all kinds of actor, area by area."""

from __future__ import annotations

from brukermedvirkning.testing.life import (
    contacts,
    decisions,
    opening,
    plan,
    redacting,
    rights,
    team,
)
from brukermedvirkning.testing.life.opening import openings

__all__ = ["AREAS", "openings"]

AREAS = (opening, plan, decisions, contacts, team, rights, redacting)
"""The areas of a case's life; each has `acts(case)`."""
