"""The small questions at the end of a plan, and how their answers are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from operator import add, or_
from typing import Any, TypeAlias

import attrs
import ibis

from brukermedvirkning.rules.expressions.nodes import Lit
from brukermedvirkning.rules.indicators.chain import (
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
from brukermedvirkning.tables.layout import CASE, KEY
from brukermedvirkning_engine_ibis.given import Sql
from brukermedvirkning_engine_ibis.sql import Dialect, Value, either

__all__ = ["Question", "Questions", "carries_numbers"]

Found: TypeAlias = tuple[str, str, int, int]
"""What is counted, and how often: indicator, label, value, times."""
Reading: TypeAlias = Callable[[tuple[Any, ...]], Iterator[Found]]
"""Turns the numbers of an answer into what they count."""


@attrs.frozen
class Question:
    """A question asked of the tables at the end.

    Its columns are the group, then numbers, which `read` turns into what is counted.
    """

    sql: Sql
    read: Reading


_BITS = 62
_PACKED = 2**31
_TOGETHER = 8
"""How many chains are counted at once: few enough that few labels meet in many ways."""


class Questions:
    """Gathers the questions about labelled rows, few of each kind of rows.

    `sql` writes an expression, `make` keeps a table, `groups` are the columns of the
    group.
    """

    def __init__(
        self,
        sql: Callable[[Any], Sql],
        make: Callable[[str, Any], Any],
        groups: Sequence[str],
        dialect: Dialect,
    ) -> None:
        # Ibis writes no BIT_OR for Spark; that of a single bit is the highest.
        self._bits = _BITS if dialect == "duckdb" else 1
        self._sql = sql
        self._make = make
        self._groups = list(groups)
        self.asked: list[Question] = []

    def ask_labels(self, labelled: Any, chains: Sequence[Chain]) -> None:
        """How often each label occurs, some chains without numbers at once."""
        plain = [
            place for place, chain in enumerate(chains) if not carries_numbers(chain)
        ]
        for first in range(0, len(plain), _TOGETHER):
            places = plain[first : first + _TOGETHER]
            names = [f"step.{place}" for place in places]
            keys = [*self._groups, *names]
            counted = labelled.group_by(keys).aggregate(times=labelled.count())
            found = counted.select(*keys, "times")
            read = _reading([chains[place] for place in places])
            self.asked.append(Question(self._sql(found), read))
        numbered = [
            (
                labelled.filter(labelled[f"step.{place}"] >= 0).select(
                    *self._groups, one=f"step.{place}", other=f"number.{place}"
                ),
                chain,
            )
            for place, chain in enumerate(chains)
            if carries_numbers(chain)
        ]
        self._ask_pairs(numbered, _label)

    def _ask_how_many(
        self, table: Any, tests: Sequence[tuple[Value, tuple[str, str, int]]]
    ) -> None:
        """How many rows each test is true of, by group."""
        if not tests:
            return
        names = [f"times.{place}" for place, _ in enumerate(tests)]
        counts = {
            name: table.count(where=test)
            for name, (test, _) in zip(names, tests, strict=True)
        }
        counted = table.group_by(self._groups) if self._groups else table
        of = [one for _, one in tests]
        found = counted.aggregate(**counts).select(*self._groups, *names)

        def read(numbers: tuple[Any, ...]) -> Iterator[Found]:
            return ((*one, times) for one, times in zip(of, numbers, strict=True))

        self.asked.append(Question(self._sql(found), read))

    def _ask_pairs(
        self,
        tables: Sequence[tuple[Any, Chain]],
        key: Callable[[Chain, int, int], tuple[str, str, int] | None],
    ) -> None:
        """How often each pair of numbers stands in the tables, each of a chain."""
        if not tables:
            return
        counted = [
            table.group_by([*self._groups, "one", "other"])
            .aggregate(times=table.count())
            .select(
                *self._groups,
                "one",
                "other",
                "times",
                chain=ibis.literal(place, "int64"),
            )
            for place, (table, _) in enumerate(tables)
        ]
        chains = [chain for _, chain in tables]
        whole = counted[0] if len(counted) == 1 else ibis.union(*counted)

        def read(numbers: tuple[Any, ...]) -> Iterator[Found]:
            one, other, times, place = map(int, numbers)
            found = key(chains[place], one, other)
            if found is not None:
                yield (*found, times)

        self.asked.append(Question(self._sql(whole), read))

    def seen(self, kind: str, labelled: Any, chains: Sequence[Chain]) -> Any:
        """For each case and group, what a chain's rows came to together.

        Whether a chain has a row in the population is a bit of `seen`; a denominator and
        a numerator stand in one number, since fewer sums are faster.
        """
        bits: dict[str, list[Value]] = {}
        columns: dict[str, Value] = {}
        for place, chain in enumerate(chains):
            step = labelled[f"step.{place}"]
            of = [one.label for one in chain.steps]
            members = [
                number for number, one in enumerate(chain.steps) if _in_population(one)
            ]
            if members:
                name, bit = self._seen(place)
                bits.setdefault(name, []).append(_if(step.isin(members), bit))
            if chain.clustered:
                met = [n for n, label in enumerate(of) if label == NUMERATOR]
                among = [n for n, label in enumerate(of) if label in IN_DENOMINATOR]
                columns[f"cluster.{place}"] = either(
                    (step.isin(met), _PACKED + 1), (step.isin(among), 1), otherwise=0
                ).cast("int64")
        columns.update({name: reduce(add, of) for name, of in bits.items()})
        if not columns:
            return None
        table = labelled.select(KEY, *self._groups, **columns)
        if kind == CASE:
            return table
        whole = table.group_by([KEY, *self._groups]).aggregate(
            **{
                name: (
                    table[name].sum().cast("int64")
                    if not name.startswith("seen.")
                    else table[name].bit_or()
                    if self._bits > 1
                    else table[name].max()
                )
                for name in columns
            }
        )
        return self._make(f"{kind}.seen", whole)

    def ask_of_cases(
        self, chains_of: Mapping[str, Sequence[Chain]], seen: Mapping[str, Any]
    ) -> None:
        """How many cases have a row in the population, and what the rows of each came to."""
        places: dict[str, dict[str, list[int]]] = {}
        for kind, chains in chains_of.items():
            for place, chain in enumerate(chains):
                if any(map(_in_population, chain.steps)):
                    of = places.setdefault(chain.indicator, {}).setdefault(kind, [])
                    of.append(place)
        for kind, chains in chains_of.items():
            table = seen[kind]
            self._ask_how_many(
                table,
                [
                    (self._any_of(table, of[kind]), (indicator, CASES, 0))
                    for indicator, of in places.items()
                    if [*of] == [kind]
                ],
            )
            clustered = [
                (
                    table.filter(table[f"cluster.{place}"] > 0).select(
                        *self._groups,
                        one=table[f"cluster.{place}"] % _PACKED,
                        other=table[f"cluster.{place}"],
                    ),
                    chain,
                )
                for place, chain in enumerate(chains)
                if chain.clustered
            ]
            self._ask_pairs(clustered, _cluster)
        for indicator, kinds in places.items():
            if len(kinds) > 1:
                some = [
                    seen[kind]
                    .filter(self._any_of(seen[kind], names))
                    .select(KEY, *self._groups)
                    for kind, names in kinds.items()
                ]
                whole = ibis.union(*some, distinct=True)
                everyone = (ibis.literal(True), (indicator, CASES, 0))
                self._ask_how_many(whole, [everyone])

    def _seen(self, place: int) -> tuple[str, int]:
        """The column and the bit for the chain at a place."""
        return f"seen.{place // self._bits}", 1 << place % self._bits

    def _any_of(self, table: Any, places: Sequence[int]) -> Value:
        """Whether one of the chains at some places has a row in the population."""
        bits: dict[str, int] = {}
        for name, bit in map(self._seen, places):
            bits[name] = bits.get(name, 0) | bit
        tests = (
            (table[name] & ibis.literal(bit, "int64")) != 0
            for name, bit in bits.items()
        )
        return reduce(or_, tests)


def _reading(chains: Sequence[Chain]) -> Reading:
    def read(numbers: tuple[Any, ...]) -> Iterator[Found]:
        *steps, times = numbers
        for chain, number in zip(chains, steps, strict=True):
            step = chain.steps[number]
            if number >= 0 and step.label != OUTSIDE:
                assert isinstance(step.value, Lit)
                yield chain.indicator, step.label, int(step.value.value), times  # type: ignore[arg-type]

    return read


def _label(chain: Chain, number: int, value: int) -> tuple[str, str, int] | None:
    label = chain.steps[number].label
    return None if label == OUTSIDE else (chain.indicator, label, value)


def _cluster(chain: Chain, denominator: int, packed: int) -> tuple[str, str, int]:
    return chain.indicator, CLUSTER, pair(denominator, packed // _PACKED)


def _in_population(step: Step) -> bool:
    return step.label.rpartition(".")[2] not in OUTSIDE_THE_POPULATION


def _if(test: Value, bit: int) -> Value:
    return either((test, ibis.literal(bit, "int64")), otherwise=0)


def carries_numbers(chain: Chain) -> bool:
    """Whether a label of the chain carries a number that is not the same for all rows."""
    return any(not isinstance(step.value, Lit) for step in chain.steps)
