"""The fields that go with an item itself: who reads the item reads these.

Data. A field that stands neither here nor in a part is read by hardly anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["PLAIN"]


def _row(*fields: str) -> tuple[str, ...]:
    """The fields that every row has, and these."""
    every_row = ("id", "recorded", "unit", "registered_in_error", "redactions")
    return (*every_row, *(name for line in fields for name in line.split()))


PLAIN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "case": ("id", "participant", "unit", "period", "registered_in_error"),
        "plan": ("id", "period", "kind", "policy", "available_on"),
        "challenge": _row("on wordings proposed_by areas closed_on goals"),
        "goal": _row(
            "on wordings proposed_by areas parent topic status status_on target_on",
            "status_by followed_up_by",
        ),
        "stance": _row(
            "on item_kind item version party answer by_representative words"
        ),
        "decision": _row(
            "on subject item_kind item legal_kind question proposed_by affected",
            "options adverse hearing settled_on outcome last_word by_representative",
            "frame reason told_on remedies_named appealable asked_again_on",
            "reconsidered_on reconsideration",
        ),
        "intervention": _row(
            "period measure group area weekly_minutes status planned_start",
            "planned_end pauses provider obligation decision goals earlier",
        ),
        "contact": _row(
            "on at nature form status planned_on moved_to duration attendees",
            "participant_attended initiative direction messages form_chosen_by",
            "method request",
        ),
        "request": _row(
            "on nature asked_by words measure answer answered_on answer_words",
            "reached_on waiting earlier_waiting intervention",
        ),
        "offer": _row("on nature measure candidates words"),
        "assessment": _row("on instrument instrument_version respondent scores"),
        "invitation": _row("on wave deadline"),
        "team_member": _row("period role actor stands_in follows_up"),
        "enrolment": _row("programme start attended_from referral eligibility exit"),
        "introduction": _row(
            "on enrolment covers_role covers_responsibility acknowledged_on",
            "by_representative material_given",
        ),
        "review": _row("on participant_present changed_by next_on contact"),
        "comment": _row(
            "on item_kind item party nature words answered_on corrected answer"
        ),
        "consent": _row(
            "on until withdrawn_on aim covers recipients narrows by_representative",
            "withdrawn_by_representative words",
        ),
        "complaint": _row(
            "on item_kind item party words answered_on outcome answer authority"
        ),
        "other_plan": _row("period nature held_by joined_into_this"),
        "follow_up": _row("on enrolment status terms arena as_peer_worker moved_on_to"),
    }
)
"""By kind. What is left out is in a part, or belongs to `rest`."""
