"""The small questions at the end of a plan, and how their answers are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs
import ibis

from brukermedvirkning.rules.expressions.nodes import Lit
from brukermedvirkning.rules.indicators.lowering import (
    CASES,
    CLUSTER,
    IN_DENOMINATOR,
    NUMERATOR,
    OUTSIDE,
    OUTSIDE_THE_POPULATION,
    Chain,
    Step,
)
from brukermedvirkning.rules.indicators.tally import pair
from brukermedvirkning.tables.layout import KEY
from brukermedvirkning_engine_ibis.sql import Value, either

__all__ = ["Question", "Questions", "carries_numbers"]

Reading: TypeAlias = Callable[[tuple[Any, ...]], Iterator[tuple[str, str, int]]]
"""Turns the numbers of an answer into what is counted: indicator, label and value."""


@attrs.frozen
class Question:
    """A small question asked of the tables at the end.

    Its columns are the group, then numbers, then how often. `read` turns the numbers of
    one answer into the keys that are counted: indicator, label and value.
    """

    sql: str
    read: Reading


class Questions:
    """Gathers the questions about labelled rows.

    `sql` writes an expression, `make` keeps a table, `groups` are the columns of the
    group.
    """

    def __init__(
        self,
        sql: Callable[[Any], str],
        make: Callable[[str, Any], Any],
        groups: Sequence[str],
    ) -> None:
        self._sql = sql
        self._make = make
        self._groups = list(groups)
        self.asked: list[Question] = []

    def ask_labels(self, labelled: Any, chains: Sequence[Chain]) -> None:
        """How often each label occurs: all chains without numbers in one question."""
        together = [
            place for place, chain in enumerate(chains) if not carries_numbers(chain)
        ]
        if together:
            names = [f"step.{place}" for place in together]
            self._ask(labelled, names, _reading([chains[place] for place in together]))
        for place, chain in enumerate(chains):
            if carries_numbers(chain):
                names = [f"step.{place}", f"number.{place}"]
                self._ask(labelled, names, _reading_numbers(chain))

    def _ask(
        self,
        table: Any,
        names: Sequence[str],
        read: Reading,
    ) -> None:
        keys = [*self._groups, *names]
        counted = table.group_by(keys) if keys else table
        found = counted.aggregate(times=table[KEY].count())
        found = found.select(*keys, "times")
        self.asked.append(Question(self._sql(found), read))

    def seen(self, kind: str, labelled: Any, chains: Sequence[Chain]) -> Any:
        """For each case and group, what a chain's rows came to together."""
        columns: dict[str, Value] = {}
        for place, chain in enumerate(chains):
            step = labelled[f"step.{place}"]
            members = [
                number for number, one in enumerate(chain.steps) if _in_population(one)
            ]
            if members:
                columns[f"seen.{place}"] = _one_if(step.isin(members)).max()
            if chain.clustered:
                of = [one.label for one in chain.steps]
                denominator = [
                    n for n, label in enumerate(of) if label in IN_DENOMINATOR
                ]
                met = [n for n, label in enumerate(of) if label == NUMERATOR]
                columns[f"denominator.{place}"] = _one_if(step.isin(denominator)).sum()
                columns[f"numerator.{place}"] = _one_if(step.isin(met)).sum()
        if not columns:
            return None
        seen = labelled.group_by([KEY, *self._groups]).aggregate(**columns)
        return self._make(f"{kind}.seen", seen)

    def ask_of_cases(
        self,
        indicator: str,
        chains_of: Mapping[str, Sequence[Chain]],
        seen: Mapping[str, Any],
    ) -> None:
        """How many cases have a row in the population, and what the rows of each came to."""
        cases = []
        for kind, table in seen.items():
            for place, chain in enumerate(chains_of[kind]):
                if chain.indicator != indicator:
                    continue
                if table is not None and f"seen.{place}" in table.columns:
                    some = table.filter(table[f"seen.{place}"] == 1)
                    cases.append(some.select(KEY, *self._groups))
                if chain.clustered:
                    names = [f"denominator.{place}", f"numerator.{place}"]
                    some = table.filter(table[names[0]] > 0)

                    def read(
                        numbers: tuple[Any, ...],
                    ) -> Iterator[tuple[str, str, int]]:
                        yield indicator, CLUSTER, pair(int(numbers[0]), int(numbers[1]))

                    self._ask(some, names, read)
        if cases:
            whole = cases[0] if len(cases) == 1 else ibis.union(*cases, distinct=True)
            self._ask(whole, (), lambda _: iter([(indicator, CASES, 0)]))


def _in_population(step: Step) -> bool:
    return step.label.rpartition(".")[2] not in OUTSIDE_THE_POPULATION


def _one_if(test: Value) -> Value:
    return either((test, 1), otherwise=0)


def carries_numbers(chain: Chain) -> bool:
    """Whether a label of the chain carries a number that is not the same for all rows."""
    return any(not isinstance(step.value, Lit) for step in chain.steps)


def _counts(step: Step) -> bool:
    return step.label != OUTSIDE


def _reading(
    chains: Sequence[Chain],
) -> Reading:
    def read(numbers: tuple[Any, ...]) -> Iterator[tuple[str, str, int]]:
        for chain, number in zip(chains, numbers, strict=True):
            if number >= 0 and _counts(chain.steps[number]):
                step = chain.steps[number]
                assert isinstance(step.value, Lit)
                yield chain.indicator, step.label, int(step.value.value)  # type: ignore[arg-type]

    return read


def _reading_numbers(
    chain: Chain,
) -> Reading:
    def read(numbers: tuple[Any, ...]) -> Iterator[tuple[str, str, int]]:
        number, value = numbers
        if number >= 0 and _counts(chain.steps[number]):
            yield chain.indicator, chain.steps[number].label, int(value)

    return read
