"""Codes that a vocabulary maps to a concept only closely; counted, and always reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.record import Record, field_types
from brukermedvirkning.domain.vocabulary import Match
from brukermedvirkning.host import Host

__all__ = ["CloseMatch", "CloseMatches"]


@attrs.frozen(kw_only=True)
class CloseMatch:
    """A code that stands for a concept by a close match, how often, and why so."""

    scheme: str
    code: str
    concept: str
    note: str
    count: int


class CloseMatches:
    """Watches cases go by and keeps count of the close matches among their codes."""

    def __init__(self, host: Host) -> None:
        self._vocabularies = host.vocabularies
        self._counts: Counter[tuple[str, str]] = Counter()

    def watch(self, cases: Iterable[Case]) -> Iterator[Case]:
        """The same cases, one by one, looked at on the way."""
        for case in cases:
            if not case.registered_in_error:
                self._count(case)
            yield case

    def _count(self, case: Case) -> None:
        for row in case.rows():
            if not row.registered_in_error:
                self._counts.update(
                    (coded.code.scheme, coded.code.code)
                    for coded in _coded(row)
                    if coded.code and coded.code.scheme in self._vocabularies
                )

    @property
    def found(self) -> tuple[CloseMatch, ...]:
        """The close matches met so far, by scheme and code."""
        return tuple(self._found())

    def _found(self) -> Iterator[CloseMatch]:
        for (scheme, code), count in sorted(self._counts.items()):
            for term in self._vocabularies[scheme].terms:
                if term.notation == code and term.match is Match.CLOSE:
                    yield CloseMatch(
                        scheme=scheme,
                        code=code,
                        concept=term.concept or "",
                        note=term.note or "",
                        count=count,
                    )
                    break


def _coded(record: Record) -> Iterator[Coded[Any]]:
    """Every coded value in a record and in the records inside it."""
    kind: type = type(record)
    for name in _fields_with_codes(kind):
        value = getattr(record, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Coded):
                yield one
            elif one is not None:
                yield from _coded(one)


@cache
def _fields_with_codes(record: type) -> tuple[str, ...]:
    return tuple(
        name for name, hint in field_types(record).items() if _leads_to_codes(hint)
    )


def _leads_to_codes(hint: Any) -> bool:
    origin = get_origin(hint)
    if origin is Coded:
        return True
    if origin in (Union, UnionType, tuple):
        return any(map(_leads_to_codes, get_args(hint)))
    if isinstance(hint, type) and issubclass(hint, Record):
        nested: type = hint
        return bool(_fields_with_codes(nested))
    return False
