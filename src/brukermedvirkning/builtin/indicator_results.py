"""What indicators say of many cases, as a format: CSV with a description, and JSON.

Only what may be published is written. There is no way to write the rest: for those who
may see everybody the command and `services.measure` show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

import attrs

from brukermedvirkning.builtin.flat_tables import packed
from brukermedvirkning.builtin.indicator_groups import GROUPS
from brukermedvirkning.builtin.results_asked import question
from brukermedvirkning.builtin.results_options import OPTIONS
from brukermedvirkning.domain.case import Case
from brukermedvirkning.ports import CaseQuery, Measurable, Option
from brukermedvirkning.rules.indicators.asked import measure_asked
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.organisations import ORGANISATION_INDICATORS
from brukermedvirkning.rules.indicators.results import results
from brukermedvirkning.tables.counting import at_once
from brukermedvirkning.tables.result_facts import not_offered_facts
from brukermedvirkning.tables.result_files import write_results

__all__ = ["IndicatorResults"]


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
    options: Sequence[Option] = attrs.field(default=OPTIONS, init=False)

    def over(self, measurable: Measurable) -> IndicatorResults:
        """The same format for the indicators that a host offers and what a store keeps."""
        return IndicatorResults(measurable)

    def counts_tables(self, options: Mapping[str, str]) -> bool:
        """Whether exported tables are asked for, and not a store."""
        return "tables" in options

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
        known = self.measurable
        told = question(options, known)
        asked, limits = told.asked, told.limits
        measured = _Counting(cases, CaseQuery(programme=asked.programme))
        shown = measure_asked(
            asked,
            measured,
            known.beside,
            threshold=limits.threshold,
            zeros=limits.zeros,
            count=told.engine.tally,
            at_once=at_once(told.engine),
        )
        definitions = {one.id: one for one in asked.definitions}
        found = [*results(shown, definitions, known.programmes, asked.programme)]
        for name in told.functions:
            found += known.functions[name](asked.windows, limits, told.scales)
        about = {
            "threshold": limits.threshold,
            "zeros": str(limits.zeros),
            "left_out": list(told.left_out),
            "not_offered": [not_offered_facts(one) for one in asked.not_offered],
        }
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
