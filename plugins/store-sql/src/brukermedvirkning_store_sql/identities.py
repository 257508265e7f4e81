"""The national numbers of a transaction, in a table apart from the cases."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, insert, select

from brukermedvirkning.errors import IdentityTakenError
from brukermedvirkning.ports import Identity
from brukermedvirkning_store_sql.dialects import ClashError
from brukermedvirkning_store_sql.schema import IDENTITY
from brukermedvirkning_store_sql.work import Work

__all__ = ["SqlIdentities"]

_OF = select(IDENTITY).where(IDENTITY.c.participant == bindparam("whose"))
_HOLDER = select(IDENTITY.c.participant).where(
    IDENTITY.c.scheme == bindparam("of"), IDENTITY.c.value == bindparam("number")
)
_DROP = delete(IDENTITY).where(
    IDENTITY.c.participant == bindparam("whose"), IDENTITY.c.scheme == bindparam("of")
)
_ERASE = delete(IDENTITY).where(IDENTITY.c.participant == bindparam("whose"))


class SqlIdentities:
    """The numbers of one transaction; see `brukermedvirkning.ports.Identities`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def keep(self, identity: Identity) -> None:
        """Keep a number, in place of an earlier one. Raises `IdentityTakenError`."""
        place = {"whose": identity.participant, "of": identity.scheme}
        row = {
            "participant": identity.participant,
            "scheme": identity.scheme,
            "value": identity.value,
        }
        taken = False
        try:
            with self._work.together():
                self._work.write(_DROP, place)
                self._work.write(insert(IDENTITY), row)
        except ClashError:
            taken = True
        if taken:
            # Raised here and not above, so that nothing of the fault hangs on.
            raise IdentityTakenError(identity.scheme)

    def of(self, participant: str) -> Sequence[Identity]:
        """The numbers of a participant, in the order of their schemes."""
        rows = self._work.rows(_OF, {"whose": participant})
        # Sorted here: a database would go by its own alphabet.
        return tuple(
            Identity(participant=row.participant, scheme=row.scheme, value=row.value)
            for row in sorted(rows, key=lambda row: str(row.scheme))
        )

    def find(self, scheme: str, value: str) -> str | None:
        """The participant who has a number, or None."""
        row = self._work.row(_HOLDER, {"of": scheme, "number": value})
        return None if row is None else row.participant

    def erase(self, participant: str) -> int:
        """Remove every number of a participant and return how many there were."""
        with self._work.together():
            return self._work.write(_ERASE, {"whose": participant})
