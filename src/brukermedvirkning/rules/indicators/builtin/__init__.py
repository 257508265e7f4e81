"""The built-in indicators, area by area.

Each says what it asks, where it is from, and what a source must carry. The trap that
each avoids stands above it. Source: definitions 2.2 and 2.3.
"""

from __future__ import annotations

from brukermedvirkning.rules.indicators.builtin import (
    challenges,
    complaints,
    consents,
    contacts,
    decisions,
    exits,
    goals,
    interventions,
    introductions,
    meetings,
    notes,
    peer_workers,
    plans,
    requests,
    surveys,
    team,
    times,
)
from brukermedvirkning.rules.indicators.builtin.shared import MONTH
from brukermedvirkning.rules.indicators.definition import Definition

__all__ = ["AREAS", "BUILT_IN", "MONTH"]

AREAS: dict[str, tuple[Definition, ...]] = {
    "plans": plans.DEFINITIONS,
    "goals": goals.DEFINITIONS,
    "challenges": challenges.DEFINITIONS,
    "decisions": decisions.DEFINITIONS,
    "interventions": interventions.DEFINITIONS,
    "introductions": introductions.DEFINITIONS,
    "contacts": contacts.DEFINITIONS,
    "meetings": meetings.DEFINITIONS,
    "notes": notes.DEFINITIONS,
    "requests": requests.DEFINITIONS,
    "team": team.DEFINITIONS,
    "surveys": surveys.DEFINITIONS,
    "times": times.DEFINITIONS,
    "complaints": complaints.DEFINITIONS,
    "consents": consents.DEFINITIONS,
    "exits": exits.DEFINITIONS,
    "peer_workers": peer_workers.DEFINITIONS,
}
"""The definitions of each area, in the order of the documentation."""

BUILT_IN: tuple[Definition, ...] = tuple(
    definition for area in AREAS.values() for definition in area
)
"""All built-in definitions."""
