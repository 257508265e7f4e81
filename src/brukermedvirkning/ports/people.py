"""What is kept about people beside their cases: who has read, and national numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import attrs

from brukermedvirkning.domain.record import PERSONAL
from brukermedvirkning.rules.access import AccessEntry

__all__ = ["AccessLog", "Identities", "Identity"]


class AccessLog(Protocol):
    """Who asked to see a case, and whether they were let; it is only ever added to.

    It belongs to the transaction of the reading: a reading that is not in the log has
    not been given. Source: definitions 3.1.
    """

    def append(self, entry: AccessEntry) -> None:
        """Add an entry after all others, whether its case is kept here or not."""

    def of_case(self, case_id: str) -> Iterator[AccessEntry]:
        """The entries of a case, in the order in which they were added."""

    def erase(self, case_id: str) -> int:
        """Remove every entry of a case and return how many there were."""


@attrs.frozen(kw_only=True)
class Identity:
    """The number of one participant in a national scheme (`IdentifierScheme.id`)."""

    participant: str = attrs.field(repr=False, metadata=PERSONAL)
    scheme: str
    value: str = attrs.field(repr=False, metadata=PERSONAL)


class Identities(Protocol):
    """Which participant a national number belongs to, kept apart from the cases.

    A case knows its participant by the service's own key alone. No number is in an
    error, a log line or a `repr`. Whether a number is well formed is for its
    `IdentifierScheme` to say, before it comes here.
    """

    def keep(self, identity: Identity) -> None:
        """Keep a number, in place of an earlier one of the participant in its scheme.

        Raises `IdentityTakenError` where it is another participant's; nothing is changed
        then, and the unit of work may go on.
        """

    def of(self, participant: str) -> Sequence[Identity]:
        """The numbers of a participant, in the order of their schemes."""

    def find(self, scheme: str, value: str) -> str | None:
        """The participant who has a number, or None."""

    def erase(self, participant: str) -> int:
        """Remove every number of a participant and return how many there were."""
