"""The operations and folds of the language: what each takes and gives.

One entry is one rule of types. Unknown is not a type: it may turn up anywhere, and
`nullable` says where.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

import attrs

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.period import Period
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions.nodes import Lit, Node, Ref
from brukermedvirkning.rules.expressions.text import text
from brukermedvirkning.rules.expressions.types import BOOL, DATE, INT, Kind, Type

__all__ = [
    "FOLDS",
    "OPERATIONS",
    "Arg",
    "check_member",
    "expect",
    "refuse_personal",
    "short",
]

Arg: TypeAlias = tuple[Node, Type]

_SIMPLE = (Kind.BOOL, Kind.INT, Kind.DATE, Kind.TEXT, Kind.CODE)


def expect(kind: Kind, arg: Arg) -> Type:
    """The type of an argument that must be of one kind."""
    node, found = arg
    refuse_personal(arg)
    if found.kind not in (kind, Kind.OPEN):
        raise DefinitionError(f"expected {kind.value}, got {found}: {short(node)}")
    return found


def refuse_personal(arg: Arg) -> None:
    """Refuses what is about a person; of that only two things may be asked."""
    node, found = arg
    if found.personal:
        raise DefinitionError(
            f"{short(node)} is about a person: only .is_known and .is_unknown may be"
            " asked"
        )


def short(node: Node) -> str:
    """The text of a node, cut for a message."""
    words = text(node)
    return words if len(words) <= 60 else f"{words[:57]}..."


def _any_unknown(args: list[Arg]) -> bool:
    return any(found.nullable for _, found in args)


def _same(left: Arg, right: Arg) -> Type:
    """The common type of two sides; a text beside a code must name one of its members."""
    for one, other in ((left, right), (right, left)):
        if one[1].kind is Kind.OPEN:
            return other[1]
        if one[1].kind is Kind.CODE and isinstance(other[0], Lit):
            check_member(one[1], other[0].value)
            return one[1]
    (_, a), (_, b) = left, right
    if a.kind is not b.kind or (a.kind is Kind.CODE and a.of is not b.of):
        raise DefinitionError(f"cannot compare {a} with {b}: {_pair(left, right)}")
    if a.kind not in _SIMPLE:
        raise DefinitionError(
            f"{a} can only be asked .is_known or .is_unknown: {_pair(left, right)}"
        )
    return a


def _pair(left: Arg, right: Arg) -> str:
    return f"{short(left[0])} and {short(right[0])}"


def check_member(code: Type, value: object) -> None:
    """Refuses what is no member of a code's list, or says that nothing is known."""
    concepts: type[Concept] = code.of
    members = {str(member): member for member in concepts}
    if not isinstance(value, str) or value not in members:
        known = ", ".join(members)
        raise DefinitionError(
            f"{value!r} is not a {concepts.__name__}; it is one of {known}"
        )
    if not code.raw and members[str(value)].is_unknown:
        raise DefinitionError(
            f"{value!r} says that nothing is known, so comparing with it is always"
            " unknown: ask .is_unknown, or .recorded for the word itself"
        )


def _logic(args: list[Arg]) -> Type:
    for arg in args:
        expect(Kind.BOOL, arg)
    return BOOL.maybe(_any_unknown(args))


def _equal(args: list[Arg]) -> Type:
    _same(args[0], args[1])
    return BOOL.maybe(_any_unknown(args))


def _ordered(args: list[Arg]) -> Type:
    """The common type of two sides that have an order: whole numbers or days."""
    for node, found in args:
        if found.kind is Kind.CODE:
            raise DefinitionError(f"codes have no order: {short(node)}")
        if found.kind not in (Kind.INT, Kind.DATE, Kind.OPEN):
            raise DefinitionError(f"{found} has no order: {short(node)}")
    return _same(args[0], args[1])


def _order(args: list[Arg]) -> Type:
    _ordered(args)
    return BOOL.maybe(_any_unknown(args))


def _choose(args: list[Arg]) -> Type:
    return attrs.evolve(_ordered(args), nullable=_any_unknown(args))


def _plus(args: list[Arg]) -> Type:
    (node, left), right = args
    if left.kind is Kind.DATE:
        if right[1].kind is Kind.DATE:
            raise DefinitionError(
                "two days make no number with + or -: write days_between(earlier, later)"
            )
        expect(Kind.INT, right)
        return DATE.maybe()
    expect(Kind.INT, (node, left))
    expect(Kind.INT, right)
    return INT.maybe(_any_unknown(args))


def _negative(args: list[Arg]) -> Type:
    return expect(Kind.INT, args[0])


def _days_between(args: list[Arg]) -> Type:
    for arg in args:
        expect(Kind.DATE, arg)
    return INT.maybe(_any_unknown(args))


def _expect_period(arg: Arg) -> None:
    if arg[1].of is not Period:
        raise DefinitionError(f"expected Period, got {arg[1]}: {short(arg[0])}")


def _days_within(args: list[Arg]) -> Type:
    _expect_period(args[0])
    return _days_between(args[1:]).maybe()


def _spans_between(args: list[Arg]) -> Type:
    expect(Kind.INT, args[2])
    return _days_between(args[:2]).maybe()


def _span_start(args: list[Arg]) -> Type:
    _spans_between(args)
    return DATE.maybe()


def _contains(args: list[Arg]) -> Type:
    _expect_period(args[0])
    expect(Kind.DATE, args[1])
    return BOOL.maybe()


def _knowing(args: list[Arg]) -> Type:
    ((node, found),) = args
    if node == Ref(("param",)):
        raise DefinitionError("param is no value: name one of the parameters")
    if found.kind is Kind.ROWS:
        raise DefinitionError(f"{short(node)} are rows: ask .any() or .count()")
    return BOOL.maybe()


def _among(args: list[Arg]) -> Type:
    left, (node, many) = args
    if many.kind not in (Kind.MANY, Kind.OPEN):
        raise DefinitionError(f"expected a tuple, got {many}: {short(node)}")
    literal = node.value if isinstance(node, Lit) else None
    if left[1].kind is Kind.CODE and isinstance(literal, tuple):
        for value in literal:
            check_member(left[1], value)
    elif many.kind is Kind.MANY:
        _same(left, (node, many.of))
    lost = many.nullable or (many.kind is Kind.MANY and many.of.nullable)
    return BOOL.maybe(left[1].nullable or lost)


def _has(args: list[Arg]) -> Type:
    (node, many), entry = args
    if many.kind is not Kind.MANY:
        raise DefinitionError(f"only a tuple can .has(...); {short(node)} is {many}")
    _same((node, many.of), entry)
    return BOOL.maybe(many.nullable or many.of.nullable or entry[1].nullable)


def _size(args: list[Arg]) -> Type:
    ((node, many),) = args
    if many.kind is not Kind.MANY:
        raise DefinitionError(f"only a tuple has .size; {short(node)} is {many}")
    return INT.maybe(many.nullable)


def _carried(args: list[Arg]) -> Type:
    if not (isinstance(args[0][0], Lit) and args[0][1].kind is Kind.TEXT):
        raise DefinitionError("carried takes a path in quotes, such as 'contact.form'")
    return BOOL


def _or_else(args: list[Arg]) -> Type:
    found = _same(args[0], args[1])
    return attrs.evolve(found, nullable=args[1][1].nullable)


OPERATIONS: Mapping[str, tuple[int, Callable[[list[Arg]], Type]]] = MappingProxyType(
    {
        "and": (2, _logic),
        "or": (2, _logic),
        "not": (1, _logic),
        "==": (2, _equal),
        "!=": (2, _equal),
        "<": (2, _order),
        "<=": (2, _order),
        ">": (2, _order),
        ">=": (2, _order),
        "+": (2, _plus),
        "-": (2, _plus),
        "neg": (1, _negative),
        "days_between": (2, _days_between),
        "weekdays_between": (2, _days_between),
        "days_within": (3, _days_within),
        "span_start": (3, _span_start),
        "spans_between": (3, _spans_between),
        "contains": (2, _contains),
        "least": (2, _choose),
        "greatest": (2, _choose),
        "is_known": (1, _knowing),
        "is_unknown": (1, _knowing),
        "in": (2, _among),
        "has": (2, _has),
        "size": (1, _size),
        "or_else": (2, _or_else),
        "carried": (1, _carried),
    }
)
"""Each operation with how many arguments it takes and the rule of its type."""


def _takes(name: str, given: list[Arg], count: int) -> None:
    if len(given) != count:
        raise DefinitionError(f"{name} takes {count} arguments, not {len(given)}")


def _quantifier(args: list[Arg], _: list[Arg]) -> Type:
    _takes("any or all", args, 1)
    return _logic(args).maybe()


def _count(args: list[Arg], _: list[Arg]) -> Type:
    _takes("count", args, 0)
    return INT.maybe()


def _sum(args: list[Arg], _: list[Arg]) -> Type:
    _takes("sum", args, 1)
    return expect(Kind.INT, args[0]).maybe()


def _extreme(args: list[Arg], _: list[Arg]) -> Type:
    _takes("min or max", args, 1)
    return _ordered([args[0], args[0]]).maybe()


def _pick(args: list[Arg], _: list[Arg]) -> Type:
    _takes("first or last", args, 1)
    return _same(args[0], args[0]).maybe()


def _distinct(args: list[Arg], _: list[Arg]) -> Type:
    _takes("distinct", args, 1)
    _same(args[0], args[0])
    return INT.maybe()


def _longest_gap(_: list[Arg], bounds: list[Arg]) -> Type:
    _takes("longest_gap", bounds, 2)
    return _days_between(bounds).maybe()


def _peak_load(args: list[Arg], bounds: list[Arg]) -> Type:
    _expect_period(args[0])
    expect(Kind.INT, args[1])
    for node, found in args[2:]:
        if found.kind is not Kind.MANY or found.of.of is not Period:
            raise DefinitionError(
                f"expected a tuple of Period, got {found}: {short(node)}"
            )
    for bound in bounds:
        expect(Kind.DATE, bound)
    return INT.maybe()


def _covered_days(args: list[Arg], bounds: list[Arg]) -> Type:
    _takes("covered_days", bounds, 2)
    _expect_period(args[0])
    return _days_between(bounds).maybe()


FOLDS: Mapping[str, Callable[[list[Arg], list[Arg]], Type]] = MappingProxyType(
    {
        "any": _quantifier,
        "all": _quantifier,
        "count": _count,
        "sum": _sum,
        "min": _extreme,
        "max": _extreme,
        "first": _pick,
        "last": _pick,
        "distinct": _distinct,
        "longest_gap": _longest_gap,
        "peak_load": _peak_load,
        "covered_days": _covered_days,
    }
)
"""Each fold with the rule of its type. Any may be unknown: a source may have no rows."""
