"""Reads the fields of a message: every fault at once, nothing personal in any of them.

A field has a name and perhaps other spellings, for NAV's systems spell one thing in
several ways. What is asked for by none of the calls is unknown, and is refused or kept
as the contract says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice
from brukermedvirkning_norway.nav import times

__all__ = ["Fields", "Report", "kind_of", "without_numbers"]

T = TypeVar("T")

# Where the contracts have a person's number: it is never kept with a case.
_NUMBERS = frozenset(
    {"personIdent", "norskIdent", "ident", "fnr", "aktorId", "aktoerId", "aktørId"}
)
_NUMBER = re.compile(r"\d{11}|\d{13}")
_CODE = re.compile(r"[A-ZÆØÅ0-9_]{1,60}")
_NAME = re.compile(r"[A-Za-zÆØÅæøå_][A-Za-zÆØÅæøå0-9_]{0,60}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def kind_of(value: Any) -> str:
    """Kind and length of a value, and nothing of the value itself."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return f"text of {len(value)} characters"
        case list():
            return f"a list of {len(value)}"
        case _:
            return "an object"


def without_numbers(value: Any) -> Any:
    """A value without what is, or is named as, the number of a person."""
    match value:
        case Mapping():
            return {
                name: without_numbers(one)
                for name, one in value.items()
                if name not in _NUMBERS and not _is_number(one)
            }
        case list():
            return [without_numbers(one) for one in value if not _is_number(one)]
        case _:
            return value


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and _NUMBER.fullmatch(value) is not None


class Report:
    """What is wrong with a message, and what is worth knowing of it."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.notices: list[Notice] = []

    def __iter__(self) -> Iterator[Fault | Notice]:
        """The notices of a message without faults; else its faults."""
        return iter(self.faults or self.notices)


class Fields:
    """One object of a message. `where` is the path to it, for reports."""

    def __init__(self, value: Mapping[str, Any], report: Report, where: str) -> None:
        self.where = where
        self.report = report
        self._value = value
        self._asked: set[str] = set()

    @classmethod
    def of(cls, value: Any, report: Report, where: str) -> Fields:
        """The fields of a value; what is no object is a fault and has no fields."""
        if isinstance(value, Mapping):
            return cls(value, report, where)
        report.faults.append(
            Fault(where=where, found=kind_of(value), expected="an object")
        )
        # What its fields lack is no fault of their own.
        return cls({}, Report(), where)

    def has(self, *names: str) -> bool:
        """Whether a field is there under one of its spellings, be it null."""
        return any(name in self._value for name in names)

    def raw(self, *names: str) -> Any:
        """A field as it stands, or None; it counts as asked for."""
        return self._taken(names)[1]

    def text(
        self, *names: str, required: bool = False, most: int | None = None
    ) -> str | None:
        """A text that is not empty; an empty one is none."""
        expected = "text" if most is None else f"text of at most {most} characters"
        found = self._read(
            names,
            lambda value: (
                isinstance(value, str) and (most is None or len(value) <= most)
            ),
            expected,
            required=required,
        )
        return found or None

    def uuid(self, *names: str, required: bool = False) -> str | None:
        """A uuid, in lower case."""
        found: str | None = self._read(
            names,
            lambda value: isinstance(value, str) and bool(_UUID.fullmatch(value)),
            "a uuid",
            required=required,
        )
        return None if found is None else found.lower()

    def code(
        self,
        *names: str,
        known: frozenset[str],
        strict: bool = False,
        required: bool = False,
    ) -> str | None:
        """A code of a list. One that nobody knows is refused, or kept and reported."""
        name, value = self._taken(names)
        if value is None:
            self._missing(name, required=required)
            return None
        shown = value if _is_code(value) else kind_of(value)
        if not isinstance(value, str) or not value or (strict and value not in known):
            self._wrong(name, shown, f"one of {', '.join(sorted(known))}")
            return None
        if value not in known:
            self.tell(name, shown, "a code that the contract did not have; kept")
        return value

    def instant(self, *names: str, required: bool = False) -> datetime | None:
        """An instant; without a zone it is Norwegian time."""
        return self._said(
            names, times.instant, "an instant in ISO 8601", required=required
        )

    def day(self, *names: str, required: bool = False) -> date | None:
        """A civil day, be it written as an instant."""
        return self._said(
            names, times.day, "a day as yyyy-mm-dd, or an instant", required=required
        )

    def flag(self, *names: str, required: bool = False) -> bool | None:
        """True or false."""
        found: bool | None = self._read(
            names,
            lambda value: isinstance(value, bool),
            "true or false",
            required=required,
        )
        return found

    def number(
        self, *names: str, least: float = 0, most: float, required: bool = False
    ) -> float | None:
        """A number between two bounds; a text that is one counts."""
        return self._said_of(
            names,
            lambda value: _number(value, least, most),
            f"a number from {least:g} to {most:g}",
            required=required,
        )

    def whole(
        self, *names: str, least: int = 0, most: int = 2**53 - 1, required: bool = False
    ) -> int | None:
        """A whole number between two bounds; a text that is one counts."""
        return self._said_of(
            names,
            lambda value: _whole(value, least, most),
            f"a whole number from {least} to {most}",
            required=required,
        )

    def inside(self, *names: str, required: bool = False) -> Fields | None:
        """An object in this one, or None."""
        name, value = self._taken(names)
        if value is None:
            self._missing(name, required=required)
            return None
        return Fields.of(value, self.report, self._path(name))

    def each(self, *names: str, required: bool = False) -> tuple[Fields, ...]:
        """The objects of a list; none where there is no list."""
        name, value = self._taken(names)
        if value is None:
            self._missing(name, required=required)
            return ()
        if not isinstance(value, list):
            self._wrong(name, kind_of(value), "a list")
            return ()
        return tuple(
            Fields.of(one, self.report, f"{self._path(name)}[{place}]")
            for place, one in enumerate(value)
        )

    def rest(self, *, strict: bool = False) -> dict[str, Any]:
        """The fields that nobody asked for: refused, or told of and handed over.

        What is handed over has no person's number in it, however deep it stood.
        """
        unknown = {
            name: value
            for name, value in self._value.items()
            if name not in self._asked and (strict or name not in _NUMBERS)
        }
        for name, value in unknown.items():
            shown = name if _NAME.fullmatch(name) else "a field of another name"
            if strict:
                self._wrong(shown, kind_of(value), "no field that the contract has not")
            else:
                done = "left out: a person's number" if _is_number(value) else "kept"
                note = f"a field that the contract has not; {done}"
                self.tell(shown, kind_of(value), note)
        without: dict[str, Any] = without_numbers(unknown)
        return without

    def wrong(self, name: str, value: Any, expected: str) -> None:
        """A fault of a field; of its value kind and length alone are shown."""
        self._wrong(name, kind_of(value), expected)

    def tell(self, name: str, found: str, note: str) -> None:
        """Something worth knowing of a field; `found` is never a word about a person."""
        self.report.notices.append(
            Notice(source="", where=self.where, field=name, found=found, note=note)
        )

    def _taken(self, names: tuple[str, ...]) -> tuple[str, Any]:
        self._asked.update(names)
        for name in names:
            if name in self._value:
                return name, self._value[name]
        return names[0], None

    def _missing(self, name: str, *, required: bool) -> None:
        if required:
            found = "null" if name in self._value else "nothing"
            self._wrong(name, found, "a value")

    def _wrong(self, name: str, found: str, expected: str) -> None:
        self.report.faults.append(
            Fault(where=self._path(name), field=name, found=found, expected=expected)
        )

    def _path(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where else name

    def _read(
        self,
        names: tuple[str, ...],
        holds: Callable[[Any], bool],
        expected: str,
        *,
        required: bool,
    ) -> Any:
        return self._said_of(
            names,
            lambda value: value if holds(value) else None,
            expected,
            required=required,
        )

    def _said(
        self,
        names: tuple[str, ...],
        read: Callable[[str], T | None],
        expected: str,
        *,
        required: bool,
    ) -> T | None:
        return self._said_of(
            names,
            lambda value: read(value) if isinstance(value, str) else None,
            expected,
            required=required,
        )

    def _said_of(
        self,
        names: tuple[str, ...],
        read: Callable[[Any], T | None],
        expected: str,
        *,
        required: bool,
    ) -> T | None:
        name, value = self._taken(names)
        if value is None:
            self._missing(name, required=required)
            return None
        found = read(value)
        if found is None:
            self._wrong(name, kind_of(value), expected)
        return found


def _is_code(value: Any) -> bool:
    return isinstance(value, str) and _CODE.fullmatch(value) is not None


def _number(value: Any, least: float, most: float) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except ValueError:
        return None
    return found if least <= found <= most else None


def _whole(value: Any, least: int, most: int) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,16}", value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if least <= value <= most else None
