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
    append,
    assign,
    bound,
    call,
    choose,
    compare,
    constant,
    count_one,
    function,
    is_cheap,
    is_none,
    is_not_none,
    loop,
    module,
    name,
    negate,
    several,
    unpack,
    when,
)

A, B, C = map(name, "abc")


def written(*pieces):
    module = ast.Module(
        [one if isinstance(one, ast.stmt) else ast.Expr(one) for one in pieces], []
    )
    return ast.unparse(ast.fix_missing_locations(module))


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: all_of([A, all_of([B, C])]), "a and b and c"),
        (lambda: all_of([A, any_of([B, C])]), "a and (b or c)"),
        (lambda: any_of([any_of([A, B]), C]), "a or b or c"),
        (lambda: all_of([TRUE, A]), "a"),
        (lambda: all_of([A, FALSE]), "False"),
        (lambda: any_of([FALSE, A]), "a"),
        (lambda: any_of([A, TRUE]), "True"),
        (lambda: all_of([]), "True"),
        (lambda: any_of([]), "False"),
        (lambda: all_of([is_none(A), B, is_none(A)]), "a is None and b"),
        (lambda: all_of([is_none(A), all_of([B, is_none(A)])]), "a is None and b"),
        (lambda: all_of([A, A]), "a and a"),
        (lambda: any_of([compare(A, "is", B), compare(A, "is", B)]), "a is b"),
        (
            lambda: all_of([compare(A, "is not", B), compare(A, "is", B)]),
            "a is not b and a is b",
        ),
        (
            lambda: all_of([is_none(A), is_not_none(A), compare(A, "is", TRUE)]),
            "a is None and a is not None and (a is True)",
        ),
        (
            lambda: all_of([compare(A, "is", TRUE), compare(A, "is", constant(1))]),
            "a is True and a is 1",
        ),
        (lambda: negate(TRUE), "False"),
        (lambda: negate(FALSE), "True"),
        (lambda: negate(negate(A)), "a"),
        (lambda: negate(is_none(A)), "a is not None"),
        (lambda: negate(compare(A, "in", B)), "a not in b"),
        (lambda: negate(compare(A, "==", B)), "a != b"),
        (lambda: negate(compare(A, "<", B)), "not a < b"),
        (lambda: is_not_none(NOTHING), "False"),
        (lambda: is_not_none(constant(3)), "True"),
        (lambda: choose(TRUE, A, B), "a"),
        (lambda: choose(FALSE, A, B), "b"),
        (lambda: choose(C, A, A), "a"),
        (lambda: choose(C, A, B), "a if c else b"),
        (lambda: bound("b", A), "(b := a)"),
        (lambda: several([A]), "a"),
        (lambda: several([A, B]), "(a, b)"),
    ],
)
def test_what_is_plain_leaves_no_trace(make, text):
    assert written(make()) == text


STEP = assign("b", A)


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: when(TRUE, [STEP]), "b = a"),
        (lambda: when(FALSE, [STEP]), ""),
        (lambda: when(FALSE, [], [STEP]), "b = a"),
        (lambda: when(A, []), ""),
        (lambda: when(A, [], [STEP]), "if not a:\n    b = a"),
        (lambda: when(A, [STEP], [STEP]), "if a:\n    b = a\nelse:\n    b = a"),
        (lambda: [loop(("a", "b"), C, [])], "for a, b in c:\n    pass"),
        (lambda: [unpack(["a"], C)], "a, = c"),
        (lambda: [function("f", ["a"], [STEP])], "def f(a):\n    b = a"),
        (lambda: [count_one("a")], "a += 1"),
        (lambda: [append("b", A), append("b", A, "add")], "b.append(a)\nb.add(a)"),
    ],
)
def test_statements_that_would_do_nothing_are_left_out(make, text):
    assert written(*make()) == text


@pytest.mark.parametrize(
    ("make", "cheap"),
    [
        (lambda: A, True),
        (lambda: constant(1), True),
        (lambda: negate(A), True),
        (lambda: is_none(A), True),
        (lambda: compare(A, "is", B), True),
        (lambda: compare(A, "<", B), False),
        (lambda: compare(A, "<", NOTHING), False),
        (lambda: compare(call(A), "is", B), False),
        (lambda: negate(call(A)), False),
        (lambda: call(A), False),
    ],
)
def test_what_is_cheap_needs_no_name(make, cheap):
    assert is_cheap(make()) is cheap


def test_a_whole_text_can_run_and_says_of_no_piece_where_it_ends():
    step = assign("b", name("a"))
    whole = module(function("f", ["a"], [step, ast.Return(name("b"))]))
    pieces = [one for one in ast.walk(whole) if one._attributes]
    found = {}
    exec(compile(whole, "<made>", "exec"), found)

    assert found["f"](3) == 3
    assert [{"lineno": 1, "col_offset": 0}] * len(pieces) == [
        {key: value for key, value in vars(one).items() if key in one._attributes}
        for one in pieces
    ]
