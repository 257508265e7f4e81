"""Codes as found, and the core concepts that rules and indicators read.

A label is evidence, never a key. Which concept a code means is settled by the reader,
by date, when the record is born.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.record import Id, Record, Text

__all__ = ["Code", "Coded"]

E = TypeVar("E", bound=Concept)


@attrs.frozen(kw_only=True)
class Code(Record):
    """A code as the source wrote it, with the scheme that it belongs to.

    `label` is the text that stood beside it, if it differs from the code.
    """

    scheme: Id
    code: Text
    label: Text | None = None


@attrs.frozen(kw_only=True)
class Coded(Record, Generic[E]):
    """A core concept, and the code behind it where the source had one."""

    concept: E
    code: Code | None = None

    @staticmethod
    def check_argument(concepts: type[Concept]) -> tuple[Callable[[Any], bool], str]:
        """The test of a field annotated `Coded[concepts]`, and what it asks for."""
        return (
            lambda value: type(value) is Coded and type(value.concept) is concepts,
            f"a Coded of {concepts.__name__}",
        )
