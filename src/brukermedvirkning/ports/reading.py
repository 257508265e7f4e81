"""Foreign formats: readers turn them into cases, writers show cases in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeAlias, runtime_checkable

import attrs

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.record import PERSONAL
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports.counting import Engine
from brukermedvirkning.ports.offering import Option
from brukermedvirkning.ports.people import Identity
from brukermedvirkning.rules.disclosure import Limits
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.groups import IndicatorGroup
from brukermedvirkning.rules.indicators.results import Result
from brukermedvirkning.rules.indicators.scales import Scales
from brukermedvirkning.rules.indicators.withhold import THRESHOLD

__all__ = [
    "AskKnown",
    "FolderWriter",
    "Gathering",
    "GatheringReader",
    "Measurable",
    "MeasuredBeside",
    "Notice",
    "Read",
    "Reader",
    "Rejected",
    "ResultsWriter",
    "Source",
    "Writer",
]


@attrs.frozen(kw_only=True)
class Source:
    """Foreign content with the name to report it under (a file's name, no path)."""

    name: str
    content: bytes = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Notice:
    """Something read that is worth knowing and is no fault: kept as it was found.

    `found` is never a word about a person.
    """

    source: str
    where: str
    field: str
    found: str
    note: str


@attrs.frozen(kw_only=True)
class Read:
    """One case out of a source, with the key that the source knows it by.

    `partial` says that the source holds only some rows of the case (a mended file of
    rejects), so that rows it lacks have not vanished. `identities` are the participant's
    national numbers, where the source had them: they are kept apart from the case, and
    who is known by one of them already is the participant.
    """

    case: Case
    source_key: str = attrs.field(repr=False, metadata=PERSONAL)
    notices: tuple[Notice, ...] = ()
    partial: bool = False
    identities: tuple[Identity, ...] = attrs.field(
        default=(), repr=False, metadata=PERSONAL
    )


@attrs.frozen(kw_only=True)
class Rejected:
    """Part of a source that could not be kept: its faults, and the part itself.

    `content` is the raw text, to be mended; `section` says where in the format it
    belongs.
    """

    faults: tuple[Fault, ...]
    content: str = attrs.field(default="", repr=False, metadata=PERSONAL)
    section: str = ""


class Reader(Protocol):
    """Turns one foreign format into cases. Declares its options and what it carries."""

    @property
    def id(self) -> str:
        """The id of the format."""

    @property
    def title(self) -> str:
        """What it reads, in a few words."""

    @property
    def options(self) -> Sequence[Option]:
        """What it can be told."""

    @property
    def carries(self) -> Carries:
        """What a source of this format has a place for, whatever the options."""

    def recognises(self, source: Source) -> bool:
        """Whether the content is of this format; looks at the content, not the name."""

    def read(
        self, source: Source, options: Mapping[str, str]
    ) -> Iterator[Read | Rejected | Notice]:
        """Cases, rejected parts and notices, in the order of the source.

        Raises `OptionError` for options it does not take; nothing else for bad input.
        """

    def rejects(self, rejected: Sequence[Rejected], options: Mapping[str, str]) -> str:
        """Rejected parts as a text that this reader reads again once they are mended."""


AskKnown: TypeAlias = Callable[[Sequence[Identity], Sequence[str]], Sequence[Case]]
"""What sources of a family have said before: the cases of whoever has one of the numbers,
and those of the source keys, each as the sources last told it."""


class Gathering(Protocol):
    """Sources of one family that are read together: only then does it come to light who
    and which case a message is about, and which of two messages is the later one.
    """

    def add(self, reader: str, source: Source) -> Iterator[Rejected | Notice]:
        """Take in one source, by the id of its reader; what is wrong with it is told."""

    def reads(self, known: AskKnown) -> Iterator[Read | Rejected | Notice]:
        """The cases of all that was taken in, each whole with what is known of it."""


@runtime_checkable
class GatheringReader(Reader, Protocol):
    """A reader whose sources hold messages, many of which make a case.

    Readers of one `family` share a gathering, and their cases are known by the family.
    `read` is a gathering of one source, of which nothing is known.
    """

    @property
    def family(self) -> str:
        """What the readers whose sources belong together have in common."""

    def gather(self, options: Mapping[str, str]) -> AbstractContextManager[Gathering]:
        """A gathering that holds in little memory whatever it takes in.

        Raises `OptionError` for options that the family does not take.
        """


class Writer(Protocol):
    """Shows cases in one foreign format."""

    @property
    def id(self) -> str:
        """The id of the format."""

    @property
    def title(self) -> str:
        """What it writes, in a few words."""

    @property
    def options(self) -> Sequence[Option]:
        """What it can be told."""

    def write(
        self, cases: Iterable[Case], out: BinaryIO, options: Mapping[str, str]
    ) -> int:
        """Write the cases and return how many. Raises `OptionError`."""


@runtime_checkable
class FolderWriter(Writer, Protocol):
    """A writer whose format is several files; `write` packs them into one."""

    def write_folder(
        self, cases: Iterable[Case], folder: Path, options: Mapping[str, str]
    ) -> int:
        """Write the cases into an empty folder and return how many.

        Raises `OptionError`.
        """


MeasuredBeside: TypeAlias = Callable[
    [Sequence[Window], Limits, Scales], Iterable[Result]
]
"""Measures what no definition says, as it may be published: surveys, caseloads and so on."""


def _threshold(_: date, __: str | None) -> int:
    return THRESHOLD


@attrs.frozen(kw_only=True)
class Measurable:
    """What results can be of: the indicators and groups that are offered, the programmes
    with their aims, the records of organisations that stand beside the cases, and by its
    id what is measured by a function and not by a definition. `usual_threshold` is the
    smallest count that is shown where nobody says, on a day, of a programme or of all;
    `engines` are what can count beside the core's own.
    """

    indicators: Mapping[str, Definition]
    groups: Mapping[str, IndicatorGroup] = attrs.field(factory=dict)
    programmes: Mapping[str, Programme] = attrs.field(factory=dict)
    beside: tuple[Any, ...] = ()
    functions: Mapping[str, MeasuredBeside] = attrs.field(factory=dict)
    usual_threshold: Callable[[date, str | None], int] = _threshold
    engines: Mapping[str, Engine] = attrs.field(factory=dict)


@runtime_checkable
class ResultsWriter(FolderWriter, Protocol):
    """A writer of what is measured over cases, as it may be published: never of a case.

    `write` and `write_folder` return how many cases were measured.
    """

    def over(self, measurable: Measurable) -> FolderWriter:
        """The same writer for what is offered and kept here."""

    def counts_tables(self, options: Mapping[str, str]) -> bool:
        """Whether with these options exported tables are counted, and no case is."""
