"""What is measured and published together: indicators, periods, a split, a programme.

Whatever is measured here in one question leaves through `publish` in one call, so that
its parts protect each other. Source: definitions 2.1 "Not for single persons", 3.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.chain import EVERY
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import finish
from brukermedvirkning.rules.indicators.measurement import Measurement
from brukermedvirkning.rules.indicators.periods import Every, Plan, count_each, windows
from brukermedvirkning.rules.indicators.printed_with import lacking_of
from brukermedvirkning.rules.indicators.stay_limits import NotOffered
from brukermedvirkning.rules.indicators.tally import Key, Settings, tally
from brukermedvirkning.rules.indicators.withhold import THRESHOLD, Zeros, publish

__all__ = [
    "FIELDS",
    "PROGRAMME",
    "Asked",
    "asked_windows",
    "counts_cases",
    "measure_asked",
    "that_allow",
]

PROGRAMME = "enrolment.programme"
"""The field by which rows are told apart by programme."""

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "programme": PROGRAMME,
        "target-group": "enrolment.eligibility.benefit",
        "unit": "case.unit",
    }
)
"""Short names for what is most often split by. Source of target groups: D16."""


@attrs.frozen(kw_only=True)
class Asked:
    """One question to the indicators.

    With a `programme` the rows that know their programme are those of it alone; the
    others are counted over whatever cases are given, which are to be those of it.
    `not_offered` says what was left out of programmes for which it is not meant. Raises
    `DefinitionError` where one with a programme asks for what organisations record, and
    where an indicator would be alone that is never printed so.
    """

    definitions: tuple[Definition, ...]
    windows: tuple[Window, ...]
    by: tuple[str, ...] = ()
    programme: str | None = None
    parameters: Settings | None = None
    not_offered: tuple[NotOffered, ...] = ()

    def __attrs_post_init__(self) -> None:
        beside = [one.id for one in self.definitions if not counts_cases(one)]
        if self.programme is not None and beside:
            raise DefinitionError(
                f"{', '.join(beside)} counts what organisations record, which is of no"
                " single programme"
            )
        for indicator, name in lacking_of(self.definitions):
            raise DefinitionError(
                f"{indicator} is never printed alone: ask for {name} too"
            )


def asked_windows(
    as_of: date,
    first: date | None = None,
    last: date | None = None,
    every: Every | None = None,
) -> tuple[Window, ...]:
    """The period of two days, both in it, or the calendar periods that they lie in.

    Without a first day it is from the beginning, without a last one until the day of
    knowledge. Raises `DefinitionError` where the last lies before the first, and for a
    trend from the beginning.
    """
    everything = Window.everything(as_of)
    until = last or everything.end - timedelta(days=1)
    if first is not None and until < first:
        raise DefinitionError(f"the last day, {until}, lies before the first, {first}")
    if every is None:
        start, end = first or everything.start, until + timedelta(days=1)
        return (Window(start=start, end=end, as_of=as_of),)
    if first is None:
        raise DefinitionError(f"a trend by {every} needs a first day")
    return windows(every, first, until, as_of)


def that_allow(
    definitions: Iterable[Definition], by: Sequence[str], *, all_of_them: bool
) -> tuple[Definition, ...]:
    """Those that can be split so.

    Raises `DefinitionError` where none can, and with `all_of_them` where one cannot.
    """
    found = tuple(definitions)
    allow = tuple(one for one in found if set(by) <= set(one.groupings))
    refuse = [one for one in found if one not in allow]
    if refuse and (all_of_them or not allow):
        fields = sorted({path for one in refuse for path in one.groupings})
        told = (_with_whom(one, found) for one in refuse)
        names = ", ".join(told) if all_of_them else "no indicator"
        raise DefinitionError(
            f"{names} {'cannot' if all_of_them else 'can'} be split by {', '.join(by)};"
            f" possible: {', '.join(fields) or 'nothing'}"
        )
    return allow


def _with_whom(one: Definition, among: Iterable[Definition]) -> str:
    """An id, and whose printing it is a part of: somebody may have named those alone."""
    whom = [other.id for other in among if one.id in other.printed_with]
    return f"{one.id} (printed with {', '.join(whom)})" if whom else one.id


def counts_cases(definition: Definition) -> bool:
    """Whether it is asked of cases, and not of what stands beside them."""
    return definition.schema.case is Case


def measure_asked(
    asked: Asked,
    cases: Iterable[Case],
    beside: Iterable[Any] = (),
    *,
    threshold: int = THRESHOLD,
    zeros: Zeros = Zeros.SHOWN,
    internal: bool = False,
    count: Callable[..., Mapping[Key, int]] = tally,
    at_once: int | None = None,
) -> tuple[Measurement, ...]:
    """The measurements as they may be shown: by indicator, then period, then group.

    `beside` are the records of organisations, which stand where a case stands; they are
    always counted by the reference engine. `count` and `at_once` are those of `count_each`.

    Raises `DefinitionError` for a split or a parameter that a definition does not allow
    and for a threshold below 2.
    """
    of_cases = [one for one in asked.definitions if counts_cases(one)]
    others = [one for one in asked.definitions if not counts_cases(one)]
    measured = [
        *_measured(asked, list(_plans(asked, of_cases)), cases, count, at_once),
        *_measured(asked, [(others, asked.by)], beside, tally, None),
    ]
    place = {one.id: number for number, one in enumerate(asked.definitions)}
    period = {window: number for number, window in enumerate(asked.windows)}
    measured.sort(key=lambda one: (place[one.indicator], period[one.window]))
    return publish(measured, threshold=threshold, zeros=zeros, internal=internal)


def _plans(asked: Asked, definitions: Sequence[Definition]) -> Iterator[Plan]:
    """What is counted together: with a programme, those that know it are split by it."""
    plans = [(definitions, asked.by)]
    if asked.programme is not None:
        knowing = [one for one in definitions if PROGRAMME in one.groupings]
        others = [one for one in definitions if one not in knowing]
        of_it = tuple(dict.fromkeys((*asked.by, PROGRAMME)))
        plans = [(knowing, of_it), (others, asked.by)]
    yield from ((some, by) for some, by in plans if some)


def _measured(
    asked: Asked,
    plans: Sequence[Plan],
    cases: Iterable[Any],
    count: Callable[..., Mapping[Key, int]],
    at_once: int | None,
) -> Iterator[Measurement]:
    if not plans:
        return
    found = count_each(plans, cases, asked.windows, asked.parameters, count, at_once)
    for (definitions, by), counts in zip(plans, found, strict=True):
        for window, counted in zip(asked.windows, counts, strict=True):
            of_it = counted
            if asked.programme is not None and PROGRAMME in by:
                of_it = _of_programme(counted, by, asked)
            for one in definitions:
                yield from finish(one, of_it, window, asked.parameters, asked.by)


def _of_programme(
    counted: Mapping[Key, int], by: Sequence[str], asked: Asked
) -> Mapping[Key, int]:
    """The counts of one programme, split as was asked."""
    place = list(by).index(PROGRAMME)
    found: dict[Key, int] = {}
    for key, number in counted.items():
        if key.group[place] in (asked.programme, EVERY):
            named = dict(zip(by, key.group, strict=True))
            group = tuple(named[path] for path in asked.by)
            own = key._replace(group=group)
            found[own] = found.get(own, 0) + number
    return found
