"""What is checked of the parts of a definition, each by itself."""

from __future__ import annotations

from collections.abc import Iterator

from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions.check import infer
from brukermedvirkning.rules.expressions.nodes import Fold, Lit, Node, Op, roots
from brukermedvirkning.rules.expressions.types import Kind, Schema
from brukermedvirkning.rules.indicators.scoring import TimeToEvent

__all__ = [
    "bare_extremes",
    "check_grouping",
    "check_members",
    "check_seen",
    "check_times",
]


def check_seen(node: Node, counts: str) -> None:
    """Refuses what an expression cannot see; one asked once for all counts nothing."""
    if not counts:
        for name in sorted(roots(node) - {"window", "param"}):
            raise DefinitionError(
                f"{name} cannot be seen here: this is asked once for all, and sees the"
                " window and the parameters"
            )
        return
    for name in sorted(roots(node) - {"case", "window", "param", counts}):
        raise DefinitionError(
            f"{name} cannot be seen here: this counts {counts}, and sees it, the case,"
            " the window and the parameters"
        )


def check_grouping(path: str, kinds: tuple[str, ...], schema: Schema) -> None:
    """Refuses to split rows of some kinds by what is no code or id of theirs."""
    names = tuple(path.split("."))
    found = schema.resolve(names)
    if found.personal:
        raise DefinitionError(f"{path} is about a person: nothing is split by it")
    if found.kind not in (Kind.CODE, Kind.TEXT):
        raise DefinitionError(f"{path} is {found}; only a code or an id can split")
    if names[0] not in ("case", *kinds):
        raise DefinitionError(f"{path} is not a field of what is counted")


def check_members(category: Node, names: tuple[str, ...], schema: Schema) -> None:
    """Each name stands once and is a member of the category's list."""
    found = infer(category, schema)
    for member in names:
        infer(Op("==", (category, Lit(member))), schema)
    if len(set(names)) < len(names):
        raise DefinitionError(f"a category of {found} stands twice")


def check_times(scoring: TimeToEvent, schema: Schema) -> None:
    """The days asked about rise, and the categories named are those of the category."""
    if not scoring.at:
        raise DefinitionError("no day is asked about")
    if scoring.at[0] < 0 or list(scoring.at) != sorted(set(scoring.at)):
        raise DefinitionError("days rise, and begin at 0 or later")
    named = (*scoring.wanted, *scoring.censoring)
    if scoring.category is None:
        if named:
            raise DefinitionError("without a category there is nothing to name")
    elif not scoring.wanted:
        raise DefinitionError("it wants no category")
    else:
        check_members(scoring.category, named, schema)


def bare_extremes(node: Node, compared: bool = False) -> Iterator[Fold]:
    """Extremes of rows that are compared without a default; quantifiers are safe."""
    match node:
        case Fold(name="min" | "max" | "first" | "last"):
            if compared:
                yield node
        case Op("or_else"):
            yield from bare_extremes(node.args[1], compared)
        case Op():
            deeper = compared or node.name in ("==", "!=", "<", "<=", ">", ">=", "in")
            for part in node.args:
                yield from bare_extremes(part, deeper)
