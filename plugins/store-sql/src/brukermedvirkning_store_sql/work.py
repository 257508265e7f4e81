"""A transaction as the parts of the store see it: read, write, all together or not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Executable, NestedTransaction, Row

from brukermedvirkning.errors import StoreError
from brukermedvirkning_store_sql.dialects import Dialect, asking

__all__ = ["Work"]

R = TypeVar("R")
Values: TypeAlias = Mapping[str, Any]


class Work:
    """One transaction. `own` says that it is ours to begin and to end."""

    def __init__(self, connection: Connection, dialect: Dialect, *, own: bool) -> None:
        self._connection = connection
        self._dialect = dialect
        self._own = own
        self._writes = False
        self.has_ended = False

    def end(self) -> None:
        """Refuse every use from now on."""
        self.has_ended = True

    def rows(
        self, statement: Executable, values: Values | None = None
    ) -> Sequence[Row[Any]]:
        """All rows of a question."""
        return self._ask(lambda: self._connection.execute(statement, values).all())

    def row(
        self, statement: Executable, values: Values | None = None
    ) -> Row[Any] | None:
        """The first row of a question, or None."""
        return self._ask(lambda: self._connection.execute(statement, values).first())

    def write(
        self, statement: Executable, values: Values | Sequence[Values] | None = None
    ) -> int:
        """Change rows and return how many; a list of values is one change for each.

        Only inside `together`.
        """
        return self._ask(lambda: self._connection.execute(statement, values).rowcount)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Undo every change of the block when it raises, and go on as before it."""
        self._begin_writing()
        savepoint = self._ask(self._connection.begin_nested)
        try:
            yield
        except BaseException:
            self._undo(savepoint)
            raise
        self._ask(savepoint.commit)

    def each(self, rows: Iterable[R]) -> Iterator[R]:
        """The rows, as long as the unit of work has not ended."""
        for row in rows:
            self._refuse_if_ended()
            yield row

    def _begin_writing(self) -> None:
        if self._writes:
            return
        if self._own:
            self._ask(lambda: self._dialect.begin_writing(self._connection))
        elif not self._ask(lambda: self._dialect.in_transaction(self._connection)):
            raise StoreError("the connection that was handed over is in no transaction")
        self._writes = True

    def _undo(self, savepoint: NestedTransaction) -> None:
        """Go back to a savepoint; where that fails the whole transaction is gone."""
        try:
            self._ask(savepoint.rollback)
        except StoreError:
            self.end()
            raise

    def _ask(self, ask: Callable[[], R]) -> R:
        self._refuse_if_ended()
        return asking(ask, self._dialect)

    def _refuse_if_ended(self) -> None:
        if self.has_ended:
            raise StoreError("this unit of work has ended")
