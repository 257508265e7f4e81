"""The period that is asked about, and the day on which it is asked."""

from __future__ import annotations

from datetime import date, timedelta

import attrs

from brukermedvirkning.errors import DefinitionError

__all__ = ["Window"]

_BEGINNING = date(1900, 1, 1)


@attrs.frozen(kw_only=True)
class Window:
    """Days from `start` up to, and not including, `end`, as known on `as_of`.

    All three are always given: time at risk and silence need an end that is a day.
    Raises `DefinitionError` where the end lies before the start.
    """

    start: date
    end: date
    as_of: date

    def __attrs_post_init__(self) -> None:
        if self.end < self.start:
            raise DefinitionError(
                f"a window ends on {self.start} or later, not on {self.end}"
            )

    @classmethod
    def everything(cls, as_of: date) -> Window:
        """All that had happened by the end of a day."""
        return cls(start=_BEGINNING, end=as_of + timedelta(days=1), as_of=as_of)
