"""The counters of a generated function, and what they count.

They are plain local variables, one for each label. Only what carries a number, and what
is split into groups, is kept in mappings from (group, number) to how often.
"""

from __future__ import annotations

import ast
from typing import Any

import attrs

from brukermedvirkning.rules.generated.pieces import (
    FALSE,
    TRUE,
    append,
    assign,
    attribute,
    call,
    constant,
    count_one,
    loop,
    name,
    when,
)
from brukermedvirkning.rules.generated.writer import Writer, identifier
from brukermedvirkning.rules.indicators.chain import (
    CASES,
    CLUSTER,
    IN_DENOMINATOR,
    NUMERATOR,
    OUTSIDE_THE_POPULATION,
    Chain,
)

__all__ = ["Counted", "Counters"]


@attrs.frozen
class Counted:
    """What one counter counts: a label of an indicator.

    It carries always the same `number`; or, with `several`, numbers of its own, or
    groups. With the label `CLUSTER` the numbers are pairs: what the rows of a case came
    to.
    """

    indicator: str
    label: str
    number: int = 0
    several: bool = False

    @property
    def variable(self) -> str:
        """What the counter would like to be called."""
        which = "_numbers" if self.several else f"_{self.number}" * (self.number != 0)
        return identifier(f"{self.indicator}_{self.label}{which}")


@attrs.define
class Counters:
    """The counters that chains asked for.

    `begin` and `end` are what is done with those that begin anew with each case.
    """

    writer: Writer
    variables: dict[Counted, str] = attrs.field(factory=dict, init=False)
    begin: list[ast.stmt] = attrs.field(factory=list, init=False)
    end: list[ast.stmt] = attrs.field(factory=list, init=False)
    _of_case: dict[tuple[str, str], str] = attrs.field(factory=dict, init=False)

    def count(
        self,
        chain: Chain,
        label: str,
        group: ast.expr | None,
        value: ast.expr | None,
    ) -> list[ast.stmt]:
        """One more row with a label, in a group or not, with a number or not."""
        found = [self._one_more(Counted(chain.indicator, label), group, value)]
        if label.rpartition(".")[2] not in OUTSIDE_THE_POPULATION:
            found.append(self._seen(chain.indicator, group))
        if chain.clustered and label in IN_DENOMINATOR:
            found += self._in_cluster(chain.indicator, group, met=label == NUMERATOR)
        return found

    def _one_more(
        self, counted: Counted, group: ast.expr | None, value: ast.expr | None
    ) -> ast.stmt:
        if group is None and (value is None or isinstance(value, ast.Constant)):
            number: Any = 0 if value is None else value.value
            return count_one(self._variable(attrs.evolve(counted, number=number)))
        key = ast.Tuple(
            [group or ast.Tuple([], ast.Load()), value or constant(0)], ast.Load()
        )
        numbers = self._variable(attrs.evolve(counted, several=True))
        return count_one(ast.Subscript(name(numbers), key, ast.Store()))

    def _variable(self, counted: Counted) -> str:
        if counted not in self.variables:
            self.variables[counted] = self.writer.fresh(counted.variable)
        return self.variables[counted]

    def _seen(self, indicator: str, group: ast.expr | None) -> ast.stmt:
        """That the case has a row in the population."""
        cases = Counted(indicator, CASES)
        if group is None:
            seen, new = self._anew("seen", indicator, FALSE)
            if new:
                self.end += when(name(seen), [self._one_more(cases, None, None)])
            return assign(seen, TRUE)
        seen, new = self._anew("groups", indicator, call(name("set")))
        if new:
            once = self._one_more(cases, name("group"), None)
            self.end.append(loop(("group",), name(seen), [once]))
        return append(seen, group, "add")

    def _in_cluster(
        self, indicator: str, group: ast.expr | None, *, met: bool
    ) -> list[ast.stmt]:
        """What the rows of the case come to: how many, and how many met the numerator."""
        cluster = Counted(indicator, CLUSTER)
        if group is None:
            rows, new = self._anew("rows", indicator, constant(0))
            numerator, _ = self._anew("met", indicator, constant(0))
            if new:
                pair = ast.Tuple([name(rows), name(numerator)], ast.Load())
                self.end += when(name(rows), [self._one_more(cluster, None, pair)])
            return [count_one(rows), *([count_one(numerator)] if met else [])]
        rows, new = self._anew("clusters", indicator, call(name("dict")))
        if new:
            once = self._one_more(cluster, name("group"), name("pair"))
            items = call(attribute(name(rows), "items"))
            self.end.append(loop(("group", "pair"), items, [once]))
        return [ast.Expr(call(name("add_row"), name(rows), group, constant(met)))]

    def _anew(self, stem: str, indicator: str, begins: ast.expr) -> tuple[str, bool]:
        """A variable that begins anew with each case, and whether it is a new one."""
        new = (stem, indicator) not in self._of_case
        if new:
            variable = self.writer.fresh(f"{stem}_{identifier(indicator)}")
            self._of_case[stem, indicator] = variable
            self.begin.append(assign(variable, begins))
        return self._of_case[stem, indicator], new
