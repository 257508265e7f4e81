"""What the reader can be told of a log that the log itself does not say."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import date

import attrs

from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import DecidedBy, ExitCategory
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.record import PERSONAL
from brukermedvirkning.errors import Fault, OptionError
from brukermedvirkning.ports import Option
from brukermedvirkning_denmark import data
from brukermedvirkning_denmark.identifiers import is_synthetic, why_malformed
from brukermedvirkning_denmark.log.values import Unreadable, day, digest

__all__ = ["OPTIONS", "Told", "told"]

OPTIONS = (
    Option(
        id="case",
        help="the service's own key of the case; else the file's name makes one",
        example="A-17",
    ),
    Option(
        id="participant",
        help="the service's own key of the participant; never a CPR number",
        example="P-17",
    ),
    Option(id="unit", help="the service whose log it is", example="aalborg"),
    Option(
        id="programme",
        help="the programme that the participant was enrolled in",
        example="dk.star.empowerment.aalborg",
    ),
    Option(id="enrolled", help="the first day of the enrolment", example="2014-10-01"),
    Option(id="attended", help="the first day of attendance", example="2014-10-06"),
    Option(id="left", help="the last day in the programme", example="2016-05-31"),
    Option(
        id="exit",
        help="why the participant left, as the project's exit table words it",
        example="Ordinært job",
    ),
    Option(
        id="since",
        help="the first day of which the log speaks; else that of its first contact",
        example="2014-10-01",
    ),
    Option(
        id="printed",
        help="the day on which the log was printed; else that of its last contact",
        example="2016-05-24",
    ),
)

_NAMES = tuple(option.id for option in OPTIONS)
_KEYS = ("case", "participant", "unit", "programme")
_DAYS = ("enrolled", "attended", "left", "since", "printed")
_OF_ENROLMENT = ("enrolled", "attended", "left", "exit")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXITS = "dk.star.empowerment.exit"

_SAID_BY_WORDING = {
    ExitCategory.OWN_CHOICE: DecidedBy.PARTICIPANT,
    ExitCategory.SERVICE_DECIDED: DecidedBy.SERVICE,
}
"""Who decided, where the printed reason itself says so (D164, D175, D187)."""


@attrs.frozen(kw_only=True)
class Told:
    """The options, checked; `given` are those that were given, for the next reading."""

    case: str | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    participant: str | None = attrs.field(default=None, repr=False, metadata=PERSONAL)
    unit: str | None = None
    enrolment: Enrolment | None = attrs.field(default=None, repr=False)
    since: date | None = None
    printed: date | None = None
    given: Mapping[str, str] = attrs.field(factory=dict, repr=False, metadata=PERSONAL)

    @property
    def carries(self) -> tuple[str, ...]:
        """The paths that are known because the options say so."""
        enrolment = self.enrolment
        paths = {
            "unit": self.unit,
            "enrolment": enrolment,
            "enrolment.programme": enrolment,
            "enrolment.start": enrolment and enrolment.start,
            "enrolment.attended_from": enrolment and enrolment.attended_from,
            "enrolment.exit": enrolment and enrolment.exit,
        }
        return tuple(path for path, value in paths.items() if value is not None)


def told(options: Mapping[str, str]) -> Told:
    """The options as values. Raises `OptionError` with every fault."""
    faults = [_unknown(name) for name in options if name not in _NAMES]
    for name in _KEYS:
        if name in options:
            faults += _key_faults(name, options[name])
    days: dict[str, date] = {}
    for name in _DAYS:
        if name in options:
            try:
                days[name] = _day(options[name])
            except Unreadable as error:
                faults.append(
                    _fault(name, f"text of length {len(options[name])}", error.expected)
                )
    faults += _lacking(options)
    leaving = _exit(options, days, faults)
    if not faults:
        faults += _out_of_order(days)
    if faults:
        raise OptionError(tuple(faults))
    return Told(
        case=options.get("case"),
        participant=options.get("participant"),
        unit=options.get("unit"),
        enrolment=_enrolment(options, days, leaving),
        since=days.get("since"),
        printed=days.get("printed"),
        given=dict(options),
    )


def _fault(name: str, found: str, expected: str) -> Fault:
    return Fault(where=f"option {name}", field=name, found=found, expected=expected)


def _unknown(name: str) -> Fault:
    near = difflib.get_close_matches(name, _NAMES, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return Fault(
        where="options",
        found=f"an option {name!r}",
        expected=f"one of {', '.join(_NAMES)}{hint}",
    )


def _key_faults(name: str, value: str) -> list[Fault]:
    """A key is printable text; one of a person is never a national number."""
    found = f"text of length {len(value)}"
    if not value or not value.isprintable() or value.strip() != value:
        return [_fault(name, found, "printable text, no blank at its ends")]
    if why_malformed(value) is None and not is_synthetic(value):
        return [_fault(name, found, "a key of the service's own, no CPR number")]
    return []


def _day(text: str) -> date:
    """A day as yyyy-mm-dd, or as the log prints it. Raises `Unreadable`."""
    if not _ISO.fullmatch(text):
        try:
            return day(text)
        except Unreadable as error:
            expected = error.expected.replace("as dd-", "as yyyy-mm-dd or dd-")
            raise Unreadable(expected) from None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable("a day that exists, as yyyy-mm-dd") from None


def _lacking(options: Mapping[str, str]) -> list[Fault]:
    """Options that mean nothing without another one."""
    faults = [
        _fault(name, "no option programme", "the programme that it is about")
        for name in _OF_ENROLMENT
        if name in options and "programme" not in options
    ]
    for name, other in (("left", "exit"), ("exit", "left")):
        if name in options and other not in options:
            faults.append(_fault(name, f"no option {other}", f"{other} beside it"))
    return faults


def _exit(
    options: Mapping[str, str], days: Mapping[str, date], faults: list[Fault]
) -> ProgrammeExit | None:
    """The exit that the options tell of; faults are added to those that are there."""
    if "exit" not in options:
        return None
    vocabulary = data.vocabulary(_EXITS)
    term = vocabulary.find(options["exit"])
    if term is None:
        reasons = "; ".join(known.notation for known in vocabulary.terms)
        found = f"text of length {len(options['exit'])}"
        faults.append(_fault("exit", found, f"one of: {reasons}"))
        return None
    if "left" not in days:
        return None
    category = ExitCategory(term.concept or ExitCategory.UNKNOWN)
    return ProgrammeExit(
        on=days["left"],
        category=Coded(concept=category, code=Code(scheme=_EXITS, code=term.notation)),
        decided_by=_SAID_BY_WORDING.get(category, DecidedBy.UNKNOWN),
    )


def _out_of_order(days: Mapping[str, date]) -> list[Fault]:
    pairs = (
        ("enrolled", "attended"),
        ("enrolled", "left"),
        ("attended", "left"),
        ("since", "printed"),
    )
    return [
        _fault(later, str(days[later]), f"{days[earlier]} or later")
        for earlier, later in pairs
        if earlier in days and later in days and days[later] < days[earlier]
    ]


def _enrolment(
    options: Mapping[str, str],
    days: Mapping[str, date],
    leaving: ProgrammeExit | None,
) -> Enrolment | None:
    if "programme" not in options:
        return None
    return Enrolment(
        id=f"enrolment-{digest(options['programme'])}",
        programme=options["programme"],
        start=days.get("enrolled"),
        attended_from=days.get("attended"),
        exit=leaving,
        unit=options.get("unit"),
    )
