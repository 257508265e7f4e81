"""Pieces of Python are joined so that nothing idle remains."""

from __future__ import annotations

import ast

import pytest

from brukermedvirkning.rules.generated.pieces import (
    FALSE,
    NOTHING,
    TRUE,
    all_of,
    any_of,
    assign,
    bound,
    call,
    choose,
    compare,
    constant,
    is_cheap,
    is_none,
    is_not_none,
    loop,
    name,
    negate,
    several,
    when,
)

A, B, C = map(name, "abc")


def written(*pieces):
    module = ast.Module(
        [one if isinstance(one, ast.stmt) else ast.Expr(one) for one in pieces], []
    )
    return ast.unparse(ast.fix_missing_locations(module))


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        (all_of([A, all_of([B, C])]), "a and b and c"),
        (all_of([A, any_of([B, C])]), "a and (b or c)"),
        (all_of([TRUE, A]), "a"),
        (all_of([A, FALSE]), "False"),
        (any_of([A, TRUE]), "True"),
        (all_of([]), "True"),
        (any_of([]), "False"),
        (all_of([is_none(A), B, is_none(A)]), "a is None and b"),
        (any_of([compare(A, "is", B), compare(A, "is", B)]), "a is b"),
        (
            all_of([compare(A, "is not", B), compare(A, "is", B)]),
            "a is not b and a is b",
        ),
        (negate(TRUE), "False"),
        (negate(FALSE), "True"),
        (negate(negate(A)), "a"),
        (negate(is_none(A)), "a is not None"),
        (negate(compare(A, "in", B)), "a not in b"),
        (negate(compare(A, "<", B)), "not a < b"),
        (is_not_none(NOTHING), "False"),
        (is_not_none(constant(3)), "True"),
        (choose(TRUE, A, B), "a"),
        (choose(FALSE, A, B), "b"),
        (choose(C, A, A), "a"),
        (choose(C, A, B), "a if c else b"),
        (bound("b", A), "(b := a)"),
        (several([A]), "a"),
        (several([A, B]), "(a, b)"),
    ],
)
def test_what_is_plain_leaves_no_trace(piece, text):
    assert written(piece) == text


STEP = assign("b", A)


@pytest.mark.parametrize(
    ("statements", "text"),
    [
        (when(TRUE, [STEP]), "b = a"),
        (when(FALSE, [STEP]), ""),
        (when(A, []), ""),
        (when(A, [], [STEP]), "if not a:\n    b = a"),
        (when(A, [STEP], [STEP]), "if a:\n    b = a\nelse:\n    b = a"),
        ([loop(("a", "b"), C, [])], "for a, b in c:\n    pass"),
    ],
)
def test_statements_that_would_do_nothing_are_left_out(statements, text):
    assert written(*statements) == text


@pytest.mark.parametrize(
    ("piece", "cheap"),
    [
        (A, True),
        (constant(1), True),
        (negate(A), True),
        (is_none(A), True),
        (compare(A, "is", B), True),
        (compare(A, "<", B), False),
        (compare(call(A), "is", B), False),
        (call(A), False),
    ],
)
def test_what_is_cheap_needs_no_name(piece, cheap):
    assert is_cheap(piece) is cheap
