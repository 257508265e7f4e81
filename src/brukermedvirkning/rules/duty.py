"""Whose duty a promise is: a body's, never the participant's and never one worker's."""

from __future__ import annotations

from brukermedvirkning.domain.concept import Concept

__all__ = ["DutyHolder"]


class DutyHolder(Concept):
    """The body that owes what a rule or an indicator asks. Source: H13, definitions 2.1.

    The participant is not a member, so no rule can make the participant the one who
    owes.
    """

    ORGANISATION = "organisation"
    PROGRAMME = "programme"
    AUTHORITY = "authority"
