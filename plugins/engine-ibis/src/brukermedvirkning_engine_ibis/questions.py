"""The small questions at the end of a plan, and how their answers are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

import attrs
import ibis

from brukermedvirkning.rules.expressions.nodes import Lit
from brukermedvirkning.rules.indicators.chain import (
    CASES,
    CLUSTER,
    IN_DENOMINATOR,
    NUMERATOR,
)
from brukermedvirkning.rules.indicators.scoring import YES
from brukermedvirkning.rules.indicators.tally import pair
from brukermedvirkning.tables.layout import CASE, KEY
from brukermedvirkning_engine_ibis.given import Sql
from brukermedvirkning_engine_ibis.labels import (
    Labels,
    Told,
    in_population,
    masks,
    says,
)
from brukermedvirkning_engine_ibis.sql import Value, either

__all__ = ["Question", "Questions"]

Found: TypeAlias = tuple[str, str, int, int]
"""What is counted, and how often: indicator, label, value, times."""
Reading: TypeAlias = Callable[[tuple[Any, ...]], Iterator[Found]]
"""Turns the numbers of an answer into what they count."""
Pair: TypeAlias = Callable[[int, int], Iterator[tuple[str, str, int]]]
"""Turns a pair of numbers into what it counts: indicator, label and value."""


@attrs.frozen
class Question:
    """A question asked of the tables at the end.

    Its columns are the group, then numbers, which `read` turns into what is counted.
    """

    sql: Sql
    read: Reading


_PACKED = 2**31


def _bit_or(bits: int) -> int:
    raise NotImplementedError  # What the databases have; Ibis' own is not for Spark.


_bit_or_of: Callable[[Value], Value] = ibis.udf.agg.builtin(_bit_or, name="bit_or")


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
    ) -> None:
        self._sql = sql
        self._make = make
        self._groups = list(groups)
        self.asked: list[Question] = []

    def ask_labels(self, labelled: Any, labels: Labels) -> None:
        """How often each label occurs, those without numbers several at once."""
        plain = _together(labels.told, lambda one: None if one.number else one.column)
        for name, told in plain.items():
            keys = [*self._groups, name]
            counted = labelled.group_by(keys).aggregate(times=labelled.count())
            found = counted.select(*keys, "times")
            self.asked.append(Question(self._sql(found), partial(_labels, told)))
        numbered = _together(
            labels.told, lambda one: (one.column, one.number) if one.number else None
        )
        self._ask_pairs(
            (
                labelled.select(
                    *self._groups,
                    one=labelled[column] & masks(told)[column],
                    other=labelled[number],
                ),
                partial(_numbered, told),
            )
            for (column, number), told in numbered.items()
        )

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

    def _ask_pairs(self, asked: Iterable[tuple[Any, Pair]]) -> None:
        """How often each pair of numbers stands in the tables, the first of them not 0."""
        tables, read_each = [], []
        for place, (pairs, read) in enumerate(asked):
            table = pairs.filter(pairs["one"] != 0)
            counted = table.group_by([*self._groups, "one", "other"])
            tables.append(
                counted.aggregate(times=table.count()).select(
                    *self._groups,
                    "one",
                    "other",
                    "times",
                    which=ibis.literal(place, "int64"),
                )
            )
            read_each.append(read)
        if not tables:
            return
        whole = tables[0] if len(tables) == 1 else ibis.union(*tables)

        def read_one(numbers: tuple[Any, ...]) -> Iterator[Found]:
            one, other, times, which = map(int, numbers)
            return ((*found, times) for found in read_each[which](one, other))

        self.asked.append(Question(self._sql(whole), read_one))

    def seen(self, kind: str, labelled: Any, labels: Labels) -> Any:
        """For each case and group, what its rows came to together.

        A denominator and a numerator stand in one number, since fewer sums are faster.
        """
        population = masks(filter(in_population, labels.told))
        clusters = {
            f"cluster.{place}": _cluster(labelled, told)
            for place, told in enumerate(_clusters(labels))
        }
        if not population and not clusters:
            return None
        table = labelled.select(KEY, *self._groups, *population, **clusters)
        if kind == CASE:
            return table
        whole = table.group_by([KEY, *self._groups]).aggregate(
            **{name: _bit_or_of(table[name]) for name in population},
            **{name: table[name].sum().cast("int64") for name in clusters},
        )
        return self._make(f"{kind}.seen", whole)

    def ask_of_cases(
        self, labels: Mapping[str, Labels], seen: Mapping[str, Any]
    ) -> None:
        """How many cases have a row in the population, and what the rows of each came to."""
        members: dict[str, dict[str, list[Told]]] = {}
        for kind, own in labels.items():
            for one in filter(in_population, own.told):
                of = members.setdefault(one.chain.indicator, {})
                of.setdefault(kind, []).append(one)
        members = {name: _enough(of) for name, of in members.items()}
        for kind, own in labels.items():
            self._ask_how_many(
                seen[kind],
                [
                    (says(seen[kind], of[kind]), (indicator, CASES, 0))
                    for indicator, of in members.items()
                    if [*of] == [kind]
                ],
            )
            self._ask_pairs(
                (
                    seen[kind].select(
                        *self._groups,
                        one=seen[kind][f"cluster.{place}"] % _PACKED,
                        other=seen[kind][f"cluster.{place}"],
                    ),
                    partial(_paired, {one.chain.indicator for one in told}),
                )
                for place, told in enumerate(_clusters(own))
            )
        for indicator, of in members.items():
            if len(of) > 1:
                some = [
                    seen[kind].filter(says(seen[kind], told)).select(KEY, *self._groups)
                    for kind, told in of.items()
                ]
                whole = ibis.union(*some, distinct=True)
                everyone = (ibis.literal(True), (indicator, CASES, 0))
                self._ask_how_many(whole, [everyone])


def _together(told: Iterable[Told], by: Callable[[Told], Any]) -> dict[Any, list[Told]]:
    """Those for which the same is given together, without those for which nothing is."""
    found: dict[Any, list[Told]] = {}
    for one in told:
        key = by(one)
        if key is not None:
            found.setdefault(key, []).append(one)
    return found


def _clusters(labels: Labels) -> Iterable[list[Told]]:
    """The steps in the denominator of each clustered chain, those of equal ones together."""
    return _together(
        (one for one in labels.told if one.step.label in IN_DENOMINATOR),
        lambda one: one.chain.steps if one.chain.clustered else None,
    ).values()


def _cluster(labelled: Any, denominator: Sequence[Told]) -> Value:
    """What a row adds to the denominator, and above it what it adds to the numerator."""
    numerator = [one for one in denominator if one.step.label == NUMERATOR]
    branches = [(says(labelled, denominator), 1)]
    if numerator:
        branches.insert(0, (says(labelled, numerator), _PACKED + 1))
    return either(*branches, otherwise=0).cast("int64")


def _enough(of: Mapping[str, list[Told]]) -> dict[str, list[Told]]:
    """The steps of which one is true of a case in the population, kind by kind.

    Where each case is in it on its own account, its rows need not be asked.
    """
    chains = {one.chain for told in of.values() for one in told}
    groups = {chain.group for chain in chains}
    told = of.get(CASE, [])
    sure = any(
        chain.steps[-1].test == YES and len(own) == len(chain.steps)
        for chain, own in _together(told, lambda one: one.chain).items()
    )
    return {CASE: told} if sure and len(groups) == 1 else dict(of)


def _labels(told: Sequence[Told], numbers: tuple[Any, ...]) -> Iterator[Found]:
    bits, times = numbers
    for one in told:
        if bits & one.bit:
            assert isinstance(one.step.value, Lit)
            yield one.chain.indicator, one.step.label, int(one.step.value.value), times  # type: ignore[arg-type]


def _numbered(
    told: Sequence[Told], bit: int, value: int
) -> Iterator[tuple[str, str, int]]:
    for one in told:
        if bit == one.bit:
            yield one.chain.indicator, one.step.label, value


def _paired(
    indicators: Collection[str], denominator: int, both: int
) -> Iterator[tuple[str, str, int]]:
    for indicator in indicators:
        yield indicator, CLUSTER, pair(denominator, both // _PACKED)
