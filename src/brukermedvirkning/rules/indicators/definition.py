"""An indicator as data: what it counts, its populations, its scoring, where it is from.

A definition is checked whole when it is built; one `DefinitionError` names the indicator
and the place in it. It never computes anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.check import infer, of_carried
from brukermedvirkning.rules.expressions.nodes import (
    Fold,
    Lit,
    Node,
    Op,
    Ref,
    walk,
)
from brukermedvirkning.rules.expressions.roots import SCHEMA
from brukermedvirkning.rules.expressions.signatures import expect
from brukermedvirkning.rules.expressions.text import text
from brukermedvirkning.rules.expressions.types import (
    Kind,
    Schema,
)
from brukermedvirkning.rules.indicators.checks import (
    bare_extremes,
    check_grouping,
    check_members,
    check_seen,
    check_times,
)
from brukermedvirkning.rules.indicators.parameter import (
    IndicatorParameter,
    Setting,
    type_of,
)
from brukermedvirkning.rules.indicators.scoring import (
    A_DAY,
    A_TEST,
    YES,
    Distribution,
    Rate,
    Ratio,
    Scoring,
    Side,
    TimeToEvent,
    to_node,
    to_optional,
)

__all__ = [
    "Definition",
    "DefinitionWarning",
    "Direction",
    "IntervalMethod",
]

_ID = re.compile(r"[a-z][a-z0-9]*([.-][a-z0-9]+)*")
_TIME_ALONE = (Kind.DATE, Kind.INT, Kind.RECORD)
_PERSON_UNITS = ("case", "enrolment")


class Direction(Concept):
    """Which way is better. Without a direction there is no target, colour or rank."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class IntervalMethod(Concept):
    """How the interval of a proportion is made; rows of one case are not independent."""

    WILSON = "wilson"
    CLUSTERED = "clustered"


@attrs.frozen(kw_only=True)
class DefinitionWarning:
    """Something in a definition that is allowed and seldom meant."""

    place: str
    message: str


@attrs.frozen(kw_only=True)
class Definition:
    """One indicator.

    `counts` is the kind of row that is counted, or `case`. `among` is the initial
    population; `when` the date that puts a row into the window, None where that is not
    asked. `mature` is judged on time alone. `needs` are the paths a source must be able
    to carry; the kinds that are counted and folded over are added to them. `groupings`
    are the codes and ids by which it may be split. `printed_with` are the ids without
    which it is never shown, for alone it would be misread; `companion` is another way to
    count the same, and is not forced on anybody. With `aims_at_leaving` to leave is a
    success, so programmes whose stay has no limit are not asked. `recorded_by_staff` is
    asked of what met the numerator. With `Rate` and `Ratio` each side has its own
    populations, and `among`, `when` and `mature` stay empty.

    Raises `DefinitionError` naming the indicator and the place.
    """

    id: str
    version: int = 1
    question: str
    counts: str = "case"
    when: Node | None = attrs.field(default=None, converter=to_optional, metadata=A_DAY)
    among: Node = attrs.field(default=YES, converter=to_node, metadata=A_TEST)
    mature: Node | None = attrs.field(
        default=None, converter=to_optional, metadata=A_TEST
    )
    scoring: Scoring
    direction: Direction = Direction.NONE
    needs: tuple[str, ...] = ()
    duty_holder: DutyHolder
    interval: IntervalMethod = attrs.field()
    companion: str | None = None
    printed_with: tuple[str, ...] = ()
    aims_at_leaving: bool = False
    groupings: tuple[str, ...] = ()
    parameters: tuple[IndicatorParameter, ...] = ()
    recorded_by_staff: Node | None = attrs.field(
        default=None, converter=to_optional, metadata=A_TEST
    )
    source: str
    comparable_from: Fraction = Fraction(7, 10)
    schema: Schema = attrs.field(default=SCHEMA, eq=False, repr=False)

    @interval.default
    def _by_unit(self) -> IntervalMethod:
        person = self.counts in _PERSON_UNITS
        return IntervalMethod.WILSON if person else IntervalMethod.CLUSTERED

    def __attrs_post_init__(self) -> None:
        for place, check in _CHECKS.items():
            try:
                check(self)
            except DefinitionError as fault:
                raise DefinitionError(f"{self.id}: {place}{fault}") from None

    @property
    def sides(self) -> tuple[tuple[str, Side], ...]:
        """The two sides of a rate or ratio with their names; of others there are none."""
        return self.scoring.sides if isinstance(self.scoring, (Rate, Ratio)) else ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of rows that are counted."""
        return tuple(side.counts for _, side in self.sides) or (self.counts,)

    @property
    def carry_paths(self) -> tuple[str, ...]:
        """All that a source must be able to carry, what is counted and folded included."""
        used = {
            node.row
            for _, _, _, whole in _expressions(self)
            for node in walk(whole)
            if isinstance(node, Fold)
        }
        counted = {kind for kind in self.kinds if kind != "case"}
        return tuple(sorted({*self.needs, *used, *counted}))

    @property
    def typed(self) -> Schema:
        """The schema with the parameters declared."""
        return self.schema.with_parameters(
            {one.name: type_of(one.default) for one in self.parameters}
        )

    @property
    def warnings(self) -> tuple[DefinitionWarning, ...]:
        """What is allowed here and seldom meant."""
        return tuple(
            DefinitionWarning(
                place=place,
                message=f"{text(fold)} is unknown where there are no rows, not no: name"
                " a default with .or_else(...), or ask .any(...)",
            )
            for place, _, _, node in _expressions(self)
            for fold in bare_extremes(node)
        )

    def settings(
        self, given: Mapping[str, Setting] | None = None
    ) -> dict[str, Setting]:
        """The value of each parameter: the one given, else its default.

        Raises `DefinitionError` for a name that is not declared and a wrong type.
        """
        values = {one.name: one.default for one in self.parameters}
        for name, value in (given or {}).items():
            found = [one for one in self.parameters if one.name == name]
            if not found:
                raise DefinitionError(f"{self.id} has no parameter {name!r}")
            found[0].check(value, self.id)
            values[name] = value
        return values

    def check_grouping(self, by: str) -> None:
        """Refuses a split that the definition does not allow."""
        if by not in self.groupings:
            allowed = ", ".join(self.groupings) or "nothing"
            raise DefinitionError(
                f"{self.id} cannot be split by {by!r}; it can be split by {allowed}"
            )


Found: TypeAlias = tuple[str, Kind, str, Node]


def _expressions(definition: Definition) -> Iterator[Found]:
    """Every expression with its place, the kind it must have, and what it is asked of.

    What is asked once for all rows is asked of nothing.
    """
    holders: list[tuple[str, str, Any]] = [("", definition.counts, definition)]
    if definition.sides:
        holders += [(f"{name}.", side.counts, side) for name, side in definition.sides]
    else:
        holders.append(("", definition.counts, definition.scoring))
    for prefix, counts, holder in holders:
        for field in attrs.fields(type(holder)):
            node = getattr(holder, field.name)
            if "asks" in field.metadata and node is not None:
                seen = "" if field.metadata.get("once") else counts
                yield f"{prefix}{field.name}", field.metadata["asks"], seen, node


def _check_names(definition: Definition) -> None:
    if not _ID.fullmatch(definition.id):
        raise DefinitionError("an id is small letters and digits, joined by . or -")
    for name in ("question", "source"):
        if not getattr(definition, name):
            raise DefinitionError(f"{name} is empty")
    if definition.version < 1:
        raise DefinitionError("versions begin at 1")
    if not isinstance(definition.duty_holder, DutyHolder):
        raise DefinitionError(
            "a duty holder is an organisation, programme or authority"
        )
    if not 0 <= definition.comparable_from <= 1:
        raise DefinitionError("comparable_from is a share from 0 to 1")
    for kind in (definition.counts, *definition.kinds):
        if kind != "case" and kind not in definition.schema.kinds:
            known = ", ".join(("case", *definition.schema.kinds))
            raise DefinitionError(f"it cannot count {kind!r}; it can count {known}")


def _check_printed_with(definition: Definition) -> None:
    names = definition.printed_with
    if definition.id in names:
        raise DefinitionError("it is printed with itself anyhow")
    if len(set(names)) < len(names):
        raise DefinitionError("an indicator stands twice")


def _check_leaving(definition: Definition) -> None:
    if definition.aims_at_leaving and (
        definition.sides or definition.counts != "enrolment"
    ):
        raise DefinitionError("only what counts enrolments can aim at leaving")


def _check_sides(definition: Definition) -> None:
    if not definition.sides:
        return
    if definition.when is not None or definition.mature is not None:
        raise DefinitionError("with two sides, when and mature belong to the sides")
    if definition.among != YES:
        raise DefinitionError("with two sides, among belongs to the sides")
    if definition.counts != definition.kinds[0]:
        raise DefinitionError(
            f"counts is that of the first side: {definition.kinds[0]}"
        )


def _check_expressions(definition: Definition) -> None:
    schema = definition.typed
    for place, kind, counts, node in _expressions(definition):
        try:
            expect(kind, (node, infer(node, schema)))
            check_seen(node, counts)
        except DefinitionError as fault:
            raise DefinitionError(f"{place}: {fault}") from None


def _check_maturity(definition: Definition) -> None:
    if definition.mature is None:
        return
    schema = definition.typed
    for node in walk(definition.mature):
        timely = isinstance(node, Ref) and infer(node, schema).kind in _TIME_ALONE
        if not timely and not isinstance(node, (Op, Lit)):
            raise DefinitionError(f"maturity is judged on time alone, not {text(node)}")


def _check_parameters(definition: Definition) -> None:
    declared = [one.name for one in definition.parameters]
    if len(set(declared)) < len(declared):
        raise DefinitionError("a parameter is declared twice")
    used = {
        name
        for _, _, _, whole in _expressions(definition)
        for node in walk(whole)
        if isinstance(node, Ref) and node.path[0] == "param"
        for name in node.path[1:]
    }
    for name in sorted(set(declared) - used):
        raise DefinitionError(f"{name!r} is declared and never used")


def _check_needs(definition: Definition) -> None:
    for path in definition.needs:
        of_carried(path, definition.schema)


def _check_groupings(definition: Definition) -> None:
    for path in definition.groupings:
        check_grouping(path, definition.kinds, definition.schema)


def _check_order(definition: Definition) -> None:
    scoring = definition.scoring
    if isinstance(scoring, Distribution):
        check_members(scoring.category, scoring.order, definition.typed)


def _check_times(definition: Definition) -> None:
    if isinstance(definition.scoring, TimeToEvent):
        check_times(definition.scoring, definition.typed)


_CHECKS = {
    "": _check_names,
    "printed_with: ": _check_printed_with,
    "aims_at_leaving: ": _check_leaving,
    "scoring: ": _check_sides,
    "parameters: ": _check_parameters,
    "expressions: ": _check_expressions,
    "mature: ": _check_maturity,
    "needs: ": _check_needs,
    "groupings: ": _check_groupings,
    "order: ": _check_order,
    "at: ": _check_times,
}
