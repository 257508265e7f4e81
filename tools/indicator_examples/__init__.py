"""What is said of each built-in indicator, with a worked example by hand."""

from __future__ import annotations

from indicator_examples import contacts, course, decisions, leaving, plans
from indicator_examples.making import Worked

__all__ = ["WORKED"]

WORKED: tuple[Worked, ...] = (
    *plans.WORKED,
    *decisions.WORKED,
    *course.WORKED,
    *contacts.WORKED,
    *leaving.WORKED,
)
"""One for each indicator that is no slice and no companion of another."""
