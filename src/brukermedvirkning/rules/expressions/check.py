"""What fits together: the type of each operation and fold, or one error that says why not.

`surface` asks as an expression is written, a
definition asks again once its parameters are declared.
What each operation takes stands in `signatures`.
"""

from __future__ import annotations

from datetime import date, datetime

import attrs

from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions.nodes import (
    Fold,
    Lit,
    Node,
    Op,
    Raw,
    Ref,
    roots,
    walk,
)
from brukermedvirkning.rules.expressions.signatures import (
    FOLDS,
    OPERATIONS,
    Arg,
    expect,
    refuse_personal,
    short,
)
from brukermedvirkning.rules.expressions.types import (
    BOOL,
    DATE,
    INT,
    TEXT,
    Kind,
    Schema,
    Type,
)

__all__ = ["infer", "of_carried", "of_fold", "of_operation"]

_KNOWING = ("is_known", "is_unknown")


def infer(node: Node, schema: Schema) -> Type:
    """The type of a whole expression; raises `DefinitionError` where one part is wrong."""
    match node:
        case Lit():
            return _of_literal(node.value)
        case Ref():
            return schema.resolve(node.path)
        case Raw():
            return _of_raw(node.ref, schema.resolve(node.ref.path))
        case Op():
            return of_operation(
                node.name, [(part, infer(part, schema)) for part in node.args]
            )
        case _:
            return of_fold(node, schema)


def _of_raw(ref: Ref, found: Type) -> Type:
    """The type of a code as recorded."""
    if found.kind is not Kind.CODE:
        raise DefinitionError(f"only a code has .recorded; {short(ref)} is {found}")
    return attrs.evolve(found, raw=True)


def of_operation(name: str, args: list[Arg]) -> Type:
    """The type of an operation; what it takes stands in `OPERATIONS`."""
    takes, check = OPERATIONS[name]
    if len(args) != takes:
        raise DefinitionError(f"{name} takes {takes} arguments, not {len(args)}")
    if name not in _KNOWING:
        for arg in args:
            refuse_personal(arg)
    return check(args)


def of_carried(path: str, schema: Schema) -> Node:
    """The question whether a case's source has a place for a row kind or a field."""
    names = tuple(path.split("."))
    if names[0] not in schema.kinds:
        names = ("case", *names)
    if len(names) > 2:
        raise DefinitionError(f"{path!r} is no kind of row, and no field of one")
    schema.resolve(names)
    return Op("carried", (Lit(path),))


def of_fold(fold: Fold, schema: Schema) -> Type:
    """The type of a fold, whose parts see their own row and the case."""
    if schema.kinds.get(fold.row) != fold.rows:
        raise DefinitionError(f"a case has no rows called {fold.rows!r}")
    if fold.name not in FOLDS:
        raise DefinitionError(f"rows cannot be folded by {fold.name!r}")
    for part in fold.asked_of_rows:
        for inner in walk(part):
            if isinstance(inner, Fold) and fold.row in roots(inner):
                raise DefinitionError(
                    f"a fold over {inner.rows} inside one over {fold.rows} cannot see"
                    f" {fold.row}: a fold sees its own row and the case"
                )
    if fold.where is not None:
        expect(Kind.BOOL, (fold.where, infer(fold.where, schema)))
    for bound in fold.bounds:
        if fold.row in roots(bound):
            raise DefinitionError(
                f"a bound of {fold.name} is asked outside the fold and cannot see"
                f" {fold.row}: {short(bound)}"
            )
    args = [(part, infer(part, schema)) for part in fold.args]
    bounds = [(part, infer(part, schema)) for part in fold.bounds]
    for arg in (*args, *bounds):
        refuse_personal(arg)
    return FOLDS[fold.name](args, bounds)


def _of_literal(value: object) -> Type:
    match value:
        case bool():
            return BOOL
        case int():
            return INT
        case date() if not isinstance(value, datetime):
            return DATE
        case str():
            return TEXT
        case tuple() if value:
            kinds = {_of_literal(entry) for entry in value}
            if len(kinds) == 1:
                return Type(Kind.MANY, kinds.pop())
    raise DefinitionError(
        "a literal is true or false, a whole number, a date, a text, or several of one"
        f" kind, not {type(value).__name__}"
    )
