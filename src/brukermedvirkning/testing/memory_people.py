"""The access log and the identities of the store in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from brukermedvirkning.errors import IdentityTakenError
from brukermedvirkning.ports import Identity
from brukermedvirkning.rules.access import AccessEntry

__all__ = ["MemoryAccessLog", "MemoryIdentities"]


class _Work(Protocol):
    """What is asked of the unit of work; see `MemoryUnit`."""

    @property
    def state(self) -> Any: ...

    def guarded(self, rows: Iterable[Any]) -> Iterator[Any]: ...


class MemoryAccessLog:
    """The access log of one unit of work."""

    def __init__(self, work: _Work) -> None:
        self._work = work

    def append(self, entry: AccessEntry) -> None:
        """Add an entry after all others."""
        state = self._work.state
        state.access_log = (*state.access_log, entry)

    def of_case(self, case_id: str) -> Iterator[AccessEntry]:
        """The entries of a case, in the order in which they were added."""
        entries = self._work.state.access_log
        return self._work.guarded([one for one in entries if one.case == case_id])

    def erase(self, case_id: str) -> int:
        """Remove every entry of a case and return how many there were."""
        state = self._work.state
        before = len(state.access_log)
        state.access_log = tuple(one for one in state.access_log if one.case != case_id)
        return before - len(state.access_log)


class MemoryIdentities:
    """The identities of one unit of work."""

    def __init__(self, work: _Work) -> None:
        self._work = work

    def keep(self, identity: Identity) -> None:
        """Keep a number; see `Identities`."""
        holder = self.find(identity.scheme, identity.value)
        if holder not in (None, identity.participant):
            raise IdentityTakenError(identity.scheme)
        self._numbers[identity.participant, identity.scheme] = identity

    def of(self, participant: str) -> Sequence[Identity]:
        """The numbers of a participant, in the order of their schemes."""
        return tuple(
            one
            for (whose, _), one in sorted(self._numbers.items())
            if whose == participant
        )

    def find(self, scheme: str, value: str) -> str | None:
        """The participant who has a number, or None."""
        for one in self._numbers.values():
            if (one.scheme, one.value) == (scheme, value):
                return one.participant
        return None

    def erase(self, participant: str) -> int:
        """Remove every number of a participant and return how many there were."""
        gone = [key for key in self._numbers if key[0] == participant]
        for key in gone:
            del self._numbers[key]
        return len(gone)

    @property
    def _numbers(self) -> dict[tuple[str, str], Identity]:
        numbers: dict[tuple[str, str], Identity] = self._work.state.identities
        return numbers
