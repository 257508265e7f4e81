"""Keeps what messages told until all have been taken in, by person, in little memory.

SQLite holds it in a file without a name that is gone when it is closed; a small import
never leaves memory. Only numbers that one message gives of one person make two numbers
one person's: a follow-up period that two persons' messages name is nobody's.
"""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

import attrs

from brukermedvirkning_norway.nav.told import Number, Told

__all__ = ["Spool"]

_TABLES = """
CREATE TABLE number (scheme TEXT, value TEXT, person INTEGER, PRIMARY KEY (scheme, value))
WITHOUT ROWID;
CREATE INDEX number_of ON number (person);
CREATE TABLE period (id TEXT, person INTEGER, PRIMARY KEY (id, person)) WITHOUT ROWID;
CREATE TABLE told (person INTEGER, period TEXT, about TEXT, told BLOB);
CREATE INDEX told_of ON told (person);
CREATE INDEX told_in ON told (period);
CREATE INDEX told_about ON told (about);
CREATE TABLE owner (about TEXT, person INTEGER, at REAL, PRIMARY KEY (about, person))
WITHOUT ROWID;
"""


class Spool:
    """What was told, to be read back person by person. Close it."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")
        self._people = 0

    def close(self) -> None:
        """Let go of everything."""
        self._db.close()

    def add(self, told: Told) -> None:
        """Take in what one message told."""
        person = self._person(told.numbers) if told.numbers else None
        if person is not None and told.period is not None:
            self._db.execute(
                "INSERT OR IGNORE INTO period VALUES (?, ?)", (told.period, person)
            )
        if person is not None and told.is_one_persons:
            at = "inf" if told.at is None else told.at.timestamp()
            self._db.execute(
                "INSERT INTO owner VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET at = min(at, excluded.at)",
                (told.about, person, float(at)),
            )
        period = told.period if person is None else None
        self._db.execute(
            "INSERT INTO told VALUES (?, ?, ?, ?)",
            (person, period, told.about, pickle.dumps(told)),
        )

    def people(self) -> Iterator[tuple[tuple[Number, ...], tuple[Told, ...]]]:
        """Each person's numbers and what was told of them, and of the periods with one
        person's name on them; then what was told of periods of nobody that is named.
        """
        self._settle()
        with closing(self._db.cursor()) as cursor:
            for (person,) in cursor.execute(
                "SELECT DISTINCT person FROM told WHERE person IS NOT NULL ORDER BY person"
            ):
                numbers = self._db.execute(
                    "SELECT scheme, value FROM number WHERE person = ? ORDER BY 1, 2",
                    (person,),
                ).fetchall()
                anothers = self._anothers(person)
                yield (
                    tuple(Number(scheme=s, value=v) for s, v in numbers),
                    tuple(
                        attrs.evolve(one, is_anothers=True)
                        if one.is_one_persons and one.about in anothers
                        else one
                        for one in self._told("person = ?", person)
                    ),
                )
            for (period,) in cursor.execute(
                "SELECT DISTINCT period FROM told WHERE person IS NULL ORDER BY period"
            ):
                yield (), self._told("person IS NULL AND period IS ?", period)

    def disputed(self) -> frozenset[str]:
        """The periods that messages about two persons name."""
        found = self._db.execute(
            "SELECT id FROM period GROUP BY id HAVING count(DISTINCT person) > 1"
        )
        return frozenset(period for (period,) in found)

    def _anothers(self, person: int) -> frozenset[str]:
        """What the person's messages are about, and was told of another one before."""
        found = self._db.execute(
            "SELECT about FROM owner WHERE person = ? AND EXISTS (SELECT 1"
            " FROM owner AS other WHERE other.about = owner.about"
            " AND (other.at, other.person) < (owner.at, owner.person))",
            (person,),
        )
        return frozenset(about for (about,) in found)

    def _settle(self) -> None:
        """Give what only names a period to the one person who has it."""
        self._db.execute(
            "UPDATE told SET person = (SELECT person FROM period WHERE id = told.period)"
            " WHERE person IS NULL AND period IN"
            " (SELECT id FROM period GROUP BY id HAVING count(DISTINCT person) = 1)"
        )
        # What names neither (a tombstone) is about something that another is about.
        self._db.execute(
            "UPDATE told SET (person, period) = (SELECT other.person, other.period"
            " FROM told AS other WHERE other.about = told.about"
            " AND coalesce(other.person, other.period) IS NOT NULL)"
            " WHERE person IS NULL AND period IS NULL"
        )

    def _told(self, condition: str, value: object) -> tuple[Told, ...]:
        rows = self._db.execute(
            f"SELECT told FROM told WHERE {condition}",  # noqa: S608 - our own words
            (value,),
        )
        # Written above by this very process, into a file that has no name.
        return tuple(pickle.loads(told) for (told,) in rows)  # noqa: S301

    def _person(self, numbers: Sequence[Number]) -> int:
        """The person of these numbers: one so far, or several who turn out to be one."""
        known: set[int] = {
            person
            for number in numbers
            for (person,) in self._db.execute(
                "SELECT person FROM number WHERE scheme = ? AND value = ?",
                (number.scheme, number.value),
            )
        }
        if known:
            person = min(known)
        else:
            person = self._people = self._people + 1
        for other in known - {person}:
            for table in ("number", "told"):
                self._db.execute(
                    f"UPDATE {table} SET person = ? WHERE person = ?",  # noqa: S608
                    (person, other),
                )
            for table in ("period", "owner"):
                self._db.execute(
                    f"UPDATE OR IGNORE {table} SET person = ? WHERE person = ?",  # noqa: S608
                    (person, other),
                )
                self._db.execute(
                    f"DELETE FROM {table} WHERE person = ?",  # noqa: S608
                    (other,),
                )
        for number in numbers:
            self._db.execute(
                "INSERT OR IGNORE INTO number VALUES (?, ?, ?)",
                (number.scheme, number.value, person),
            )
        return person
