"""The reader `dk.momentum`: cases out of journal notes and tasks, and nothing made up.

One citizen is one case, by Momentum's own key of the citizen. Good notes are kept
whatever the others are like, and nothing of one citizen reaches another's case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.errors import Fault, OptionError
from brukermedvirkning.ports import Notice, Option, Read, Rejected, Source
from brukermedvirkning_denmark.momentum.build import CARRIES, Citizen, case_of
from brukermedvirkning_denmark.momentum.objects import (
    FORMAT,
    NOTE,
    REJECTS,
    TASK,
    Content,
    Found,
    Object,
    looks_like,
    object_of,
    parts_of,
    text_of,
)
from brukermedvirkning_denmark.momentum.options import OPTIONS, Told, told
from brukermedvirkning_denmark.momentum.rows import Taken, take_note, take_task
from brukermedvirkning_denmark.momentum.spot import Spot
from brukermedvirkning_denmark.momentum.values import (
    Unreadable,
    digest,
    key,
    kind_of,
)

__all__ = ["MomentumReader"]

_NAMELESS = "journal"


class MomentumReader:
    """Reads journal notes and tasks of KMD Momentum."""

    @property
    def id(self) -> str:
        """The id of the format."""
        return FORMAT

    @property
    def title(self) -> str:
        """What it reads, in a few words."""
        return "journal notes and tasks of KMD Momentum, as JSON"

    @property
    def options(self) -> Sequence[Option]:
        """What it can be told."""
        return OPTIONS

    @property
    def carries(self) -> Carries:
        """What a journal with its tasks has a place for."""
        return CARRIES

    def recognises(self, source: Source) -> bool:
        """Whether the content is a JSON text with notes or tasks in it."""
        return looks_like(source.content)

    def read(
        self, source: Source, options: Mapping[str, str]
    ) -> Iterator[Read | Rejected | Notice]:
        """The rejected notes and tasks in the order of the source, then the cases.

        Raises `OptionError` for options that it does not take; nothing else.
        """
        return _read(source, told(options))

    def rejects(self, rejected: Sequence[Rejected], options: Mapping[str, str]) -> str:
        """Rejected notes and tasks with their faults, to be mended and read again."""
        parts = [_part(one, options) for one in rejected if one.content]
        inside = ",\n".join(f"  {part}" for part in parts)
        return f'{{"format": "{REJECTS}", "parts": [\n{inside}\n]}}\n'


def _part(rejected: Rejected, options: Mapping[str, str]) -> str:
    """One rejected part with its faults; what was told of it before is kept with it."""
    part = object_of(rejected.content)
    faults = [str(attrs.evolve(one, source="")) for one in rejected.faults]
    told_by_now = {**(part.get("options") or {}), **options}
    named = Object([("faults", faults), ("options", Object([*told_by_now.items()]))])
    others = [(name, value) for name, value in part.pairs if name != "options"]
    return text_of(Object([*named.pairs, *others]))


def _read(source: Source, given: Told) -> Iterator[Read | Rejected | Notice]:
    name = source.name.encode(errors="replace").decode() or _NAMELESS
    try:
        content = parts_of(source.content)
        if content.citizen is not None:
            key(content.citizen)
    except Unreadable as error:
        found = error.found or "JSON of another kind"
        fault = Fault(source=name, found=found, expected=error.expected)
        yield Rejected(faults=(fault,))
        return
    reading = _Reading(name, content, given)
    for found_part in content.found:
        rejected = reading.take(found_part)
        if rejected is not None:
            yield rejected
    yield from reading.cases()


class _Reading:
    """One source being read: what has been kept so far, by citizen and options."""

    def __init__(self, name: str, content: Content, given: Told) -> None:
        self._name = name
        self._content = content
        self._given = given
        self._citizens: dict[tuple[str, str | None], Citizen] = {}
        self._notices: list[Notice] = []
        self._told: set[tuple[str, str, str]] = set()
        if content.citizen is not None:
            self._citizen(content.citizen, given.unit)

    def take(self, found: Found) -> Rejected | None:
        """Keep what stands at a place, or say what is wrong with it."""
        item = found.item if isinstance(found.item, Object) else Object([])
        spot = Spot(self._name, found.where, item)
        if not found.kind or not isinstance(found.item, Object):
            expected = "a journal note or a task"
            spot.fault("", kind_of(found.item), expected)
            return _rejected(spot, found)
        taken = take_note(spot) if found.kind == NOTE else take_task(spot)
        whose = None if taken.elsewhere else self._whose(found, taken, spot)
        unit = self._unit(found, spot)
        if whose is not None and not spot.faults:
            self._keep(self._citizen(whose, unit), found, taken, spot)
        if spot.faults:
            return _rejected(spot, found)
        self._tell(spot)
        return None

    def cases(self) -> Iterator[Read | Notice]:
        """The case of each citizen, in the order in which they were met."""
        notices = tuple(self._notices)
        if not self._citizens:
            yield from notices
        for (_, unit), citizen in self._citizens.items():
            yield Read(
                case=case_of(citizen, self._content.sections, unit),
                source_key=citizen.key,
                notices=notices,
                partial=not self._content.complete,
            )
            notices = ()

    def _citizen(self, whose: str, unit: str | None) -> Citizen:
        return self._citizens.setdefault((whose, unit), Citizen(whose))

    def _whose(self, found: Found, taken: Taken, spot: Spot) -> str | None:
        """Whose a note or task is: one person's alone, or it is a fault."""
        field = "ReferenceId" if found.kind == NOTE else "Reference"
        try:
            above = key(found.citizen)
        except Unreadable as error:
            spot.fault("citizenId", kind_of(found.citizen), error.expected)
            return None
        if above and taken.citizen and above != taken.citizen:
            spot.fault(
                field, "another citizen's key", "the citizen's whose journal it is"
            )
        elif not above and not taken.citizen and not spot.faults:
            spot.fault(field, "nothing", "the key of the citizen")
        return above or taken.citizen

    def _unit(self, found: Found, spot: Spot) -> str | None:
        """The unit as it is told now, else as it was told when the part was rejected."""
        if found.options is None:
            return self._given.unit
        try:
            return told({**found.options, **self._given.given}).unit
        except OptionError as error:
            spot.faults += [
                attrs.evolve(one, source=self._name) for one in error.faults
            ]
            return None

    def _keep(self, citizen: Citizen, found: Found, taken: Taken, spot: Spot) -> None:
        """Keep what was read, once however often it stands here."""
        said = digest(text_of(found.item), length=32)
        first, before = citizen.seen.setdefault(taken.identity, (found.where, said))
        if first != found.where:
            if before == said:
                spot.notices.clear()
                spot.notice("Id", f"the same as {first}", "read once")
            else:
                spot.fault("Id", f"that of {first}, which differs", "a key of its own")
            return
        if taken.row is not None:
            citizen.rows.append(taken.row)
        elif taken.unread is not None:
            citizen.unread.append(taken.unread)

    def _tell(self, spot: Spot) -> None:
        """Pass on the notices; of one code found many times, the first alone."""
        for notice in spot.notices:
            what = (notice.field, notice.found, notice.note)
            if what not in self._told:
                self._told.add(what)
                self._notices.append(notice)


def _rejected(spot: Spot, found: Found) -> Rejected:
    """A part that could not be kept, as the text that `rejects` puts among its parts."""
    section = found.kind if found.kind in (NOTE, TASK) else ""
    part = Object(
        [
            ("section", section),
            ("citizenId", found.citizen),
            ("options", Object([*(found.options or {}).items()])),
            ("item", found.item),
        ]
    )
    return Rejected(faults=tuple(spot.faults), content=text_of(part), section=section)
