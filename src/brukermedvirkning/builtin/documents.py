"""The library's own format: one case document a line (JSON Lines), read and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from brukermedvirkning.domain.carries import EVERYTHING, Carries
from brukermedvirkning.domain.case import Case
from brukermedvirkning.errors import DocumentError, Fault, OptionError
from brukermedvirkning.ports import Notice, Option, Read, Rejected, Source
from brukermedvirkning.serialization import from_document, to_document

__all__ = ["CaseDocuments"]

_MARK = b'"brukermedvirkning.case"'


class CaseDocuments:
    """Reads and writes case documents, one a line; takes no options."""

    id = "brukermedvirkning.json"
    title = "case documents of this library, one a line (JSON Lines)"
    options: Sequence[Option] = ()
    carries: Carries = EVERYTHING

    def recognises(self, source: Source) -> bool:
        """Whether the first line is a case document of any version."""
        first = source.content.lstrip().split(b"\n", 1)[0][:200]
        return first.startswith(b"{") and _MARK in first

    def read(
        self, source: Source, options: Mapping[str, str]
    ) -> Iterator[Read | Rejected | Notice]:
        """Each line as a case, or rejected with all its faults; empty lines are left out.

        The key of a case is its id. Raises `OptionError` for any option.
        """
        _refuse_options(options)
        for number, line in enumerate(source.content.split(b"\n"), start=1):
            if not line.strip():
                continue
            try:
                case = from_document(line, Case)
            except DocumentError as error:
                yield Rejected(
                    faults=tuple(_placed(f, source, number) for f in error.faults),
                    content=line.decode("utf-8", "replace").rstrip("\r"),
                )
            else:
                yield Read(case=case, source_key=case.id)

    def rejects(self, rejected: Sequence[Rejected], options: Mapping[str, str]) -> str:
        """The rejected lines as they were."""
        _refuse_options(options)
        return "".join(f"{part.content}\n" for part in rejected)

    def write(
        self, cases: Iterable[Case], out: BinaryIO, options: Mapping[str, str]
    ) -> int:
        """Write the cases, one a line, and return how many."""
        _refuse_options(options)
        count = 0
        for case in cases:
            out.write(to_document(case).encode() + b"\n")
            count += 1
        return count


def _placed(fault: Fault, source: Source, number: int) -> Fault:
    where = f"line {number}"
    return Fault(
        source=source.name,
        where=f"{where}, {fault.where}" if fault.where else where,
        field=fault.field,
        found=fault.found,
        expected=fault.expected,
    )


def _refuse_options(options: Mapping[str, str]) -> None:
    if options:
        raise OptionError(
            tuple(Fault(field=name, expected="no option") for name in sorted(options))
        )
