"""The places that somebody can have in a case, as far as access is concerned."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import Role

__all__ = ["LEADERS", "TEAM_STANDINGS", "Standing"]


class Standing(Concept):
    """A place in a case, as far as access is concerned."""

    PARTICIPANT = "participant"
    REPRESENTATIVE = "representative"
    ACTING_REPRESENTATIVE = "acting_representative"
    SUPPORTER = "supporter"
    COORDINATOR = "coordinator"
    TEAM = "team"
    HELPER = "helper"
    PEER_WORKER = "peer_worker"
    LEADER = "leader"
    UNIT_STAFF = "unit_staff"
    OTHER_UNIT = "other_unit"
    SYSTEM = "system"
    BENEFIT_CONTROL = "benefit_control"
    OPENED = "opened"


TEAM_STANDINGS: Mapping[Role, Standing] = MappingProxyType(
    {
        # D20: a coordinating caseworker for all.
        Role.COORDINATING_CASEWORKER: Standing.COORDINATOR,
        # H17, H22, M19, D105: those who follow up the plan and its subgoals.
        Role.CASEWORKER: Standing.TEAM,
        Role.COUNSELLOR: Standing.TEAM,
        Role.WORK_SUPERVISOR: Standing.TEAM,
        Role.REHABILITATION_LEAD: Standing.TEAM,
        Role.ADVISER: Standing.TEAM,
        # D19: one plan across areas; a body of its own, so mostly on a basis.
        Role.HEALTH_PROFESSIONAL: Standing.TEAM,
        # D145, D153: help beside the caseworkers; a social mentor is not a caseworker.
        Role.MENTOR: Standing.HELPER,
        Role.SOCIAL_MENTOR: Standing.HELPER,
        Role.COMPANY_CONSULTANT: Standing.HELPER,
        # N31-36.
        Role.PEER_WORKER: Standing.PEER_WORKER,
    }
)
"""What a place in the team gives; a role that is not here gives nothing."""

LEADERS = (Role.DEPARTMENT_HEAD, Role.MANAGING_DIRECTOR)
"""Who answers overall and for the main objective. Source: H22."""
