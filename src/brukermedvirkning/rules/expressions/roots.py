"""The names that expressions over the library's own cases begin with.

One root for each row kind of `domain.case.Case`; a test compares them with the domain.
"""

from __future__ import annotations

from typing import Any

from brukermedvirkning.domain.case import Case
from brukermedvirkning.rules.expressions.surface import Expr, Given, root
from brukermedvirkning.rules.expressions.surface import carried as carried_of
from brukermedvirkning.rules.expressions.surface import lit as lit_of
from brukermedvirkning.rules.expressions.types import Schema

__all__ = [
    "SCHEMA",
    "assessment",
    "carried",
    "case",
    "challenge",
    "comment",
    "complaint",
    "consent",
    "contact",
    "decision",
    "enrolment",
    "follow_up",
    "goal",
    "intervention",
    "introduction",
    "invitation",
    "lit",
    "offer",
    "other_plan",
    "param",
    "request",
    "review",
    "stance",
    "team_member",
    "window",
]

SCHEMA = Schema(Case)
"""The names of the library's own cases."""

case: Any = root("case", SCHEMA)
window: Any = root("window", SCHEMA)
param: Any = root("param", SCHEMA)

assessment: Any = root("assessment", SCHEMA)
challenge: Any = root("challenge", SCHEMA)
comment: Any = root("comment", SCHEMA)
complaint: Any = root("complaint", SCHEMA)
consent: Any = root("consent", SCHEMA)
contact: Any = root("contact", SCHEMA)
decision: Any = root("decision", SCHEMA)
enrolment: Any = root("enrolment", SCHEMA)
follow_up: Any = root("follow_up", SCHEMA)
goal: Any = root("goal", SCHEMA)
intervention: Any = root("intervention", SCHEMA)
introduction: Any = root("introduction", SCHEMA)
invitation: Any = root("invitation", SCHEMA)
offer: Any = root("offer", SCHEMA)
other_plan: Any = root("other_plan", SCHEMA)
request: Any = root("request", SCHEMA)
review: Any = root("review", SCHEMA)
stance: Any = root("stance", SCHEMA)
team_member: Any = root("team_member", SCHEMA)


def carried(path: str) -> Expr:
    """Whether a case's source has a place for `contact`, `contact.form` or `plan`."""
    return carried_of(path, SCHEMA)


def lit(value: Given) -> Expr:
    """A plain value as an expression."""
    return lit_of(value, SCHEMA)
