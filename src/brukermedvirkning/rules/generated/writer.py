"""Expressions written as Python: each test as "is it true?" or as "is it false?".

Asked that way no test has a third answer, and no three-valued logic runs: *unknown* is
what is neither. What it must give stands in `expressions.interpret`, which it is held
against on random definitions. Here is what is asked for where, and under which names;
how each node is written stands in the modules beside.
"""

from __future__ import annotations

import ast
import builtins
import keyword
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeAlias

from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.rules.expressions.check import infer, of_operation
from brukermedvirkning.rules.expressions.nodes import Fold, Lit, Node, Op, Raw, Ref
from brukermedvirkning.rules.expressions.types import Kind, Schema, Type
from brukermedvirkning.rules.generated.pieces import (
    FALSE,
    TRUE,
    assign,
    bound,
    constant,
    is_cheap,
    name,
)
from brukermedvirkning.rules.generated.scopes import (
    CASE,
    OF_CASE,
    Asked,
    Block,
    Mode,
    Plan,
    Scope,
    needs,
    rests_on_rows,
)

__all__ = ["OTHER_WAY", "PLANNED", "Write", "Writer", "identifier", "parameter_name"]

PLANNED = name("planned")
"""Stands for what is asked for while a plan is made; it is thrown away."""

OTHER_WAY: Mapping[Mode, Mode] = MappingProxyType({"yes": "no", "no": "yes"})
_OWN = (
    *("add_row", "carries", "carrying", "case", "cases", "count", "group", "numbers"),
    *("pair", "parameters", "places_of", "row", "told", "window", "wrong", "wrong_of"),
)
"""What generated functions call themselves, their arguments and their helpers."""
_TAKEN = frozenset({*keyword.kwlist, *dir(builtins), *_OWN})

Write: TypeAlias = Callable[["Writer", Node, Mode, Scope], ast.expr]
"""Writes a node for a scope, whose statements it may add to."""


class Writer:
    """Writes the expressions of one schema by `write`.

    With a `plan` still to be made (`planning`), what is written is thrown away: the pass
    only finds out what is asked for. `until_as_of` leaves out rows after the last day.
    """

    knows_wrong = False
    """Whether it is asked which enrolments were registered in error."""

    def __init__(
        self,
        schema: Schema,
        plan: Plan,
        write: Write,
        *,
        planning: bool = False,
        until_as_of: bool = False,
    ) -> None:
        self.schema = schema
        self.plan = plan
        self.planning = planning
        self.until_as_of = until_as_of
        self.globals: dict[str, Any] = {}
        self.places: dict[str, str] = {}
        self.lists: dict[Fold, str] = {}
        self._write = write
        self._times: Counter[str] = Counter(_TAKEN)
        self._types: dict[Node, Type] = {}
        self._constants: dict[Any, ast.expr] = {}

    # Names

    def fresh(self, stem: str) -> str:
        """A variable that nothing else uses: the stem, with a number where it is taken."""
        found = stem
        while found in self._times:
            self._times[stem] += 1
            found = f"{stem}_{self._times[stem]}"
        self._times[found] = 1
        return found

    def constant(self, value: Any, stem: str = "") -> ast.expr:
        """A value that generated code refers to by name, or writes out."""
        if isinstance(value, bool):
            return TRUE if value else FALSE
        if type(value) in (int, str):
            return constant(value)
        key = (type(value), value)
        if key not in self._constants:
            found = self.fresh(stem or _title(value))
            self.globals[found] = value
            self._constants[key] = name(found)
        return self._constants[key]

    def type_of(self, node: Node) -> Type:
        """The type of a node, worked out once."""
        if node not in self._types:
            if isinstance(node, Op):
                parts = [(part, self.type_of(part)) for part in node.args]
                self._types[node] = of_operation(node.name, parts)
            else:
                self._types[node] = self._as_read(node, infer(node, self.schema))
        return self._types[node]

    def may_be_unknown(self, node: Node) -> bool:
        """Whether a value may be None."""
        return self.type_of(node).nullable

    def _as_read(self, node: Node, found: Type) -> Type:
        """The type of what is read: a parameter may be a code that says nothing.

        Entries are unknown where there are none and the source has no place for them.
        """
        if not isinstance(node, Ref):
            return found
        if found.kind is Kind.MANY:
            return found.maybe(self.has_place(node) is not TRUE)
        if found.kind is Kind.CODE:
            concepts: type[Concept] = found.of
            return found.maybe(any(member.is_unknown for member in concepts))
        return found

    def is_test(self, node: Node) -> bool:
        """Whether a node is worked out as a test, and is no field."""
        return isinstance(node, Op | Fold) and self.type_of(node).kind is Kind.BOOL

    def place(self, path: str) -> ast.expr:
        """Whether the source of the case at hand has a place for a path."""
        if path not in self.places:
            self.places[path] = self.fresh(f"has_{identifier(path)}")
        return name(self.places[path])

    def has_place(self, ref: Ref) -> ast.expr:
        """Whether the source has a place for a field; a derived value always has."""
        root, *rest = ref.path
        if root in ("window", "param") or not rest:
            return TRUE
        owner = self.schema.root(root).of
        if not any(field.name == rest[0] for field in owner.__attrs_attrs__):
            return TRUE
        return self.place(rest[0] if root == "case" else f"{root}.{rest[0]}")

    def kept(self, value: ast.expr) -> tuple[ast.expr, ast.expr]:
        """A value to read again, and what gives it its name when first read."""
        if isinstance(value, ast.Name | ast.Constant):
            return value, value
        found = self.fresh(value.attr if isinstance(value, ast.Attribute) else "value")
        return name(found), bound(found, value)

    # What is asked

    def yes(self, node: Node, here: Scope) -> ast.expr:
        """Whether a test is true."""
        return self.ask(node, "yes", here)

    def no(self, node: Node, here: Scope) -> ast.expr:
        """Whether a test is false."""
        return self.ask(node, "no", here)

    def value(self, node: Node, here: Scope) -> ast.expr:
        """The value of a node; None where it is unknown."""
        return self.ask(node, "value", here)

    def ask(self, node: Node, mode: Mode, here: Scope) -> ast.expr:
        """What stands for a node in a scope; where it needs statements, they are there."""
        if isinstance(node, Lit):
            return self._literal(node, mode)
        asked = (node, mode)
        for scope in here.outwards():
            if asked in scope.known:
                return scope.known[asked]
        home = here.home(needs(node))
        if self._is_column(node, home):
            return self._column(asked, home)
        if isinstance(node, Ref) and len(node.path) == 1:
            return name(home.names[node.path[0]])
        if self.planning:
            if self.plan.note(asked, home, here):
                self._write(self, node, mode, here)
            return PLANNED
        return self._written(asked, self.plan.target(asked, home, here))

    def _written(self, asked: Asked, target: Scope) -> ast.expr:
        written = self._write(self, *asked, target)
        if self.plan.times[target.key, asked] > 1 and not is_cheap(written):
            kept = self.fresh(_stem(asked[0]))
            target.before.append(assign(kept, written))
            written = name(kept)
        target.known[asked] = written
        return written

    def _literal(self, node: Lit, mode: Mode) -> ast.expr:
        if mode == "value":
            return self.constant(node.value)
        return self.constant(node.value is (mode == "yes"))

    # Columns

    @staticmethod
    def _is_column(node: Node, home: Scope) -> bool:
        """Whether a node is worked out as rows are gathered: of the row and the case."""
        if home.columns is None or rests_on_rows(node):
            return False
        return not needs(node) - OF_CASE - {*home.names}

    def _column(self, asked: Asked, home: Scope) -> ast.expr:
        columns = home.columns
        assert columns is not None
        if self.planning:
            fold = columns.fold
            found = self.plan.gathered[fold.rows][fold]
            if asked not in found:
                found.setdefault(asked)
                rows = self.while_gathering(fold, home)
                self.ask(*asked, rows.branch((Block.GATHERED, fold)))
            return PLANNED
        return name(columns.variables[asked])

    @staticmethod
    def while_gathering(fold: Fold, here: Scope) -> Scope:
        """The loop in which the rows of a fold are gathered, as a plan knows it."""
        case = here.home(CASE)
        return case.inner((Block.EARLY, fold.rows), {fold.row: fold.row})


def parameter_name(parameter: str) -> str:
    """The variable that holds a parameter; beside one of codes stands another, `_lost`.

    That one says whether a member that says nothing is among the codes.
    """
    return f"param_{identifier(parameter)}"


def identifier(text: str) -> str:
    """A text made fit for a name."""
    return "".join(one if one.isalnum() else "_" for one in text)


def _title(value: Any) -> str:
    """What a constant of the generated code is called."""
    match value:
        case Enum():
            return f"{type(value).__name__}_{value.name}"
        case date():
            return f"day_{value:%Y_%m_%d}"
        case tuple():
            return "among"
        case _:
            return str(value.__name__).removeprefix("_")


def _stem(node: Node) -> str:
    """What a value that is kept is called."""
    match node:
        case Ref():
            return "_".join(map(identifier, node.path))
        case Raw():
            return f"{_stem(node.ref)}_recorded"
        case Op() if node.name.isidentifier() and node.name not in _JOINING:
            return node.name
        case Op() if node.name in _RECKONING:
            return "reckoned"
    return "holds"


_JOINING = ("and", "or", "not", "in", "has")
_RECKONING = ("+", "-")
