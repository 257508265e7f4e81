"""The bits that tell what a row is to the chains that count it."""

from __future__ import annotations

from brukermedvirkning.rules.expressions.nodes import Lit, Op, Ref
from brukermedvirkning.rules.indicators.chain import OUTSIDE, Chain, Step
from brukermedvirkning_engine_ibis.labels import Labels

ROW = Ref(("contact", "messages"))
NOTHING = Lit(0)


def chain(name: str, steps: int, value=NOTHING) -> Chain:
    """So many steps, and one for rows that are outside."""
    told = (
        Step(f"category.{name}.{n}", Op("==", (ROW, Lit(n))), value)
        for n in range(steps)
    )
    outside = Step(OUTSIDE, Op("is_unknown", (ROW,)))
    return Chain(indicator=name, counts="contact", steps=(outside, *told))


def columns_of(*chains: Chain) -> list[list[str]]:
    told = Labels(chains).told
    return [
        sorted({one.column for one in told if one.chain == chain}) for chain in chains
    ]


def test_each_step_has_a_bit_of_its_own_but_for_rows_that_are_outside() -> None:
    told = Labels((chain("a", 3), chain("b", 70))).told
    bits = [(one.column, one.bit) for one in told]

    assert 73 == len(bits) == len(set(bits))
    assert all(one.step.label for one in told)
    assert all(0 < bit < 2**62 for _, bit in bits)


def test_a_chain_stands_in_one_column_if_it_is_not_too_long_for_any() -> None:
    assert [["label.0"], ["label.1"]] == columns_of(chain("a", 40), chain("b", 23))
    assert [["label.0"], ["label.0"]] == columns_of(chain("a", 40), chain("b", 22))
    assert [["label.0"], ["label.1", "label.2"], ["label.2"]] == columns_of(
        chain("a", 1), chain("b", 63), chain("c", 61)
    )


def test_few_chains_share_a_column() -> None:
    found = columns_of(*(chain(f"{n}", 1 + n) for n in range(9)))

    assert [["label.0"]] * 8 + [["label.1"]] == found


def test_chains_that_ask_the_same_have_the_same_bits_and_numbers() -> None:
    one = chain("a", 2, ROW)
    other = Chain(indicator="b", counts="contact", steps=one.steps)
    told = Labels((one, other, chain("c", 2))).told

    assert [(one.column, one.bit) for one in told[:2]] == [
        (one.column, one.bit) for one in told[2:4]
    ]
    assert ["number.0"] * 4 + [None] * 2 == [one.number for one in told]
