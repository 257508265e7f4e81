"""What indicators say of many cases, as a format: CSV with a description, and JSON.

Only what may be published is written. There is no way to write the rest: for those who
may see everybody the command and `services.measure` show it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, TypeVar

import attrs

from brukermedvirkning.builtin.flat_tables import packed
from brukermedvirkning.builtin.indicator_groups import GROUPS
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.errors import DefinitionError, Fault, OptionError
from brukermedvirkning.ports import CaseQuery, Measurable, Option
from brukermedvirkning.rules.disclosure import Limits
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.generated.engine import tally
from brukermedvirkning.rules.indicators.asked import (
    FIELDS,
    Asked,
    asked_windows,
    counts_cases,
    measure_asked,
    that_allow,
)
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.of_programmes import as_promised
from brukermedvirkning.rules.indicators.organisations import ORGANISATION_INDICATORS
from brukermedvirkning.rules.indicators.periods import Every
from brukermedvirkning.rules.indicators.results import results
from brukermedvirkning.rules.indicators.withhold import THRESHOLD, Zeros
from brukermedvirkning.tables.result_files import write_results

__all__ = ["IndicatorResults"]

T = TypeVar("T")

_OPTIONS = (
    Option(
        id="as-of",
        help="the day of knowledge",
        example="2026-12-31",
        required=True,
    ),
    Option(
        id="from", help="the first day (else from the beginning)", example="2026-01-01"
    ),
    Option(
        id="until",
        help="the last day (else the day of knowledge)",
        example="2026-12-31",
    ),
    Option(id="every", help="a trend by month, quarter or year", example="quarter"),
    Option(
        id="by",
        help="split by a field, or by several with commas between",
        example="unit",
    ),
    Option(
        id="indicators",
        help="which ones, with commas between (else all)",
        example="plan.exists",
    ),
    Option(id="group", help="those of a ready group", example="by-principle"),
    Option(
        id="programme",
        help="the cases of one programme, and its aims beside",
        example="our-programme",
    ),
    Option(
        id="threshold", help=f"the smallest count shown (else {THRESHOLD})", example="5"
    ),
    Option(
        id="zeros",
        help="shown, or small: whether a count of nobody is withheld too (else shown)",
        example="small",
    ),
)


@attrs.frozen
class IndicatorResults:
    """Measures cases and writes what may be published of it."""

    measurable: Measurable = Measurable(
        indicators=MappingProxyType(
            {one.id: one for one in (*BUILT_IN, *ORGANISATION_INDICATORS)}
        ),
        groups=MappingProxyType({one.id: one for one in GROUPS}),
    )
    id: str = attrs.field(default="indicators", init=False)
    title: str = attrs.field(
        default="indicators as they may be published: CSV with datapackage.json, and"
        " JSON, in a folder",
        init=False,
    )
    options: Sequence[Option] = attrs.field(default=_OPTIONS, init=False)

    def over(self, measurable: Measurable) -> IndicatorResults:
        """The same format for the indicators that a host offers and what a store keeps."""
        return IndicatorResults(measurable)

    def write(
        self, cases: Iterable[Case], out: BinaryIO, options: Mapping[str, str]
    ) -> int:
        """Write the folder as one ZIP file and return how many cases were measured."""
        return packed(cases, out, options, self.write_folder)

    def write_folder(
        self, cases: Iterable[Case], folder: Path, options: Mapping[str, str]
    ) -> int:
        """Write the results into a folder and return how many cases were measured.

        Raises `OptionError` for options it does not take.
        """
        asked, limits = _Told(options, self.measurable).asked()
        known = self.measurable
        measured = _Counting(cases, CaseQuery(programme=asked.programme))
        shown = measure_asked(
            asked,
            measured,
            known.beside,
            threshold=limits.threshold,
            zeros=limits.zeros,
            count=tally,
        )
        definitions = {one.id: one for one in asked.definitions}
        found = results(shown, definitions, known.programmes, asked.programme)
        about = {"threshold": limits.threshold, "zeros": str(limits.zeros)}
        write_results(tuple(found), folder, about)
        return measured.count


class _Counting:
    """Hands on the cases that a query asks for, and counts them."""

    def __init__(self, cases: Iterable[Case], query: CaseQuery) -> None:
        self._cases = cases
        self._query = query
        self.count = 0

    def __iter__(self) -> Iterator[Case]:
        for case in self._cases:
            if self._query.matches(case):
                self.count += 1
                yield case


class _Told:
    """What the options ask for; all that is wrong with them is told together."""

    def __init__(self, options: Mapping[str, str], known: Measurable) -> None:
        self._options = options
        self._known = known
        self._faults = [
            Fault(field=name, expected="an option of this format")
            for name in sorted(set(options) - {one.id for one in _OPTIONS})
        ]

    def asked(self) -> tuple[Asked, Limits]:
        """The question, and what is withheld. Raises `OptionError`."""
        as_of = self._read("as-of", date.fromisoformat, "a day such as 2026-12-31")
        if "as-of" not in self._options:
            self._wrong("as-of", "a day such as 2026-12-31", found="nothing")
        first = self._read("from", date.fromisoformat, "a day such as 2026-01-01")
        last = self._read("until", date.fromisoformat, "a day such as 2026-12-31")
        every = self._read("every", Every, f"one of {', '.join(map(str, Every))}")
        zeros = self._read("zeros", Zeros, f"one of {', '.join(map(str, Zeros))}")
        threshold = self._read("threshold", int, "a whole number")
        by = tuple(FIELDS.get(name, name) for name in self._several("by"))
        programme = self._known_name("programme", self._known.programmes)
        chosen = self._chosen()
        self._stop()
        assert as_of is not None
        able = self._or_wrong(
            "by", lambda: that_allow(chosen, by, all_of_them=self._names_some)
        )
        periods = self._or_wrong(
            "until", lambda: asked_windows(as_of, first, last, every)
        )
        limits = self._or_wrong(
            "threshold",
            lambda: Limits(
                threshold=THRESHOLD if threshold is None else threshold,
                zeros=zeros or Zeros.SHOWN,
            ),
        )
        self._stop()
        asked = self._or_wrong(
            "programme",
            lambda: Asked(
                definitions=able, windows=periods, by=by, programme=programme
            ),
        )
        self._stop()
        return asked, limits

    def _question(
        self,
        able: Sequence[Definition],
        programmes: Collection[Programme],
        periods: tuple[Window, ...],
        by: tuple[str, ...],
    ) -> Asked:
        promised, parameters = as_promised(
            able, programmes, all_of_them=self._names_some
        )
        return Asked(
            definitions=promised,
            windows=periods,
            by=by,
            programme=self._options.get("programme"),
            parameters=parameters,
        )

    @property
    def _names_some(self) -> bool:
        return "indicators" in self._options

    def _chosen(self) -> tuple[Definition, ...]:
        known = self._known.indicators
        names = list(self._several("indicators"))
        group = self._known_name("group", self._known.groups)
        if group is not None:
            names = [*self._known.groups[group].indicators, *names]
        for name in names:
            if name not in known:
                self._wrong("indicators", "the id of an indicator", found=repr(name))
        found = dict.fromkeys(names or known)
        of_cases = "programme" in self._options or not self._known.beside
        return tuple(
            known[name]
            for name in found
            if name in known and (names or not of_cases or counts_cases(known[name]))
        )

    def _several(self, name: str) -> Iterator[str]:
        for one in self._options.get(name, "").split(","):
            if one.strip():
                yield one.strip()

    def _known_name(self, name: str, known: Mapping[str, Any]) -> str | None:
        found = self._options.get(name)
        if found is not None and found not in known:
            self._wrong(name, f"one of {', '.join(known) or 'nothing'}", repr(found))
            return None
        return found

    def _read(self, name: str, read: Callable[[str], T], expected: str) -> T | None:
        if name not in self._options:
            return None
        try:
            return read(self._options[name])
        except ValueError:
            self._wrong(name, expected, repr(self._options[name]))
            return None

    def _or_wrong(self, name: str, make: Callable[[], T]) -> T:
        """What can be made of it; whatever it is where nothing can, for it is refused."""
        try:
            return make()
        except DefinitionError as error:
            found = repr(self._options.get(name, ""))
            self._wrong(name, f"something else: {error}", found)
            return None  # type: ignore[return-value]

    def _wrong(self, name: str, expected: str, found: str) -> None:
        self._faults.append(Fault(field=name, found=found, expected=expected))

    def _stop(self) -> None:
        if self._faults:
            raise OptionError(tuple(self._faults))
