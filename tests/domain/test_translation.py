"""Codes followed along crosswalks: what is found, what is lost, and the way back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.crosswalk import Crosswalk, Gap, Mapping
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.translation import Loss, LossKind, Route, Way
from brukermedvirkning.domain.vocabulary import Match
from brukermedvirkning.errors import InvalidRecordError, OutsidePeriodsError

DAY = date(2020, 1, 1)
YEAR = timedelta(days=365)
DAYS = [DAY + timedelta(days=number) for number in range(-2, 6)]


def exact(source: str, target: str, **fields: Period | bool | str) -> Mapping:
    return Mapping(source=source, target=target, **fields)  # type: ignore[arg-type]


def close(source: str, target: str, loss: str = "a nuance") -> Mapping:
    return Mapping(source=source, target=target, match=Match.CLOSE, loss=loss)


def crosswalk(
    *rows: Mapping, to: str = "t", within: str = "s", gaps: tuple[Gap, ...] = ()
) -> Crosswalk:
    return Crosswalk(
        id=f"{within}-{to}", from_scheme=within, to_scheme=to, mappings=rows, gaps=gaps
    )


def along(*crosswalks: Crosswalk) -> Route:
    return Route(ways=tuple(Way(crosswalk=one) for one in crosswalks))


def back(one: Crosswalk) -> Route:
    return Route(ways=(Way(crosswalk=one, backwards=True),))


def natures(route: Route, code: str, on: date | None = DAY) -> list[LossKind]:
    return [loss.nature for loss in route.follow(code, on).losses]


def found(route: Route, code: str, on: date | None = DAY) -> list[str]:
    return [one.code for one in route.follow(code, on).found]


def test_an_exact_code_loses_nothing() -> None:
    translation = along(crosswalk(exact("a", "1"))).translate("a", DAY)

    assert translation.only == Code(scheme="t", code="1")
    assert translation.is_exact
    assert translation.code == Code(scheme="s", code="a")
    assert (translation.to_scheme, translation.crosswalks) == ("t", ("s-t",))


def test_a_close_code_says_what_is_lost_and_who_becomes_the_same() -> None:
    route = along(crosswalk(close("a", "1"), exact("b", "1"), close("c", "1")))
    near, shared = route.translate("a", DAY).losses

    assert near == Loss(
        nature=LossKind.CLOSE,
        code=Code(scheme="s", code="a"),
        to_scheme="t",
        codes=("1",),
        why="a nuance",
    )
    assert (shared.nature, shared.codes) == (LossKind.SHARED, ("b", "c"))
    assert natures(route, "b") == []


def test_a_close_code_that_nobody_else_becomes_is_not_shared() -> None:
    others = (
        exact("b", "1", verified=False),
        exact("c", "1", valid=Period(start=DAY + YEAR)),
    )

    assert natures(along(crosswalk(close("a", "1"), *others)), "a") == [LossKind.CLOSE]


def test_of_several_codes_none_is_chosen() -> None:
    translation = along(crosswalk(close("a", "1"), close("a", "2"))).translate("a", DAY)

    assert translation.only is None
    assert [one.code for one in translation.found] == ["1", "2"]
    assert translation.losses[-1].nature is LossKind.SEVERAL
    assert translation.losses[-1].codes == ("1", "2")


def test_codes_that_are_one_again_at_the_end_are_not_several() -> None:
    first = crosswalk(close("a", "1"), close("a", "2"))
    second = crosswalk(close("1", "x"), close("2", "x"), to="u", within="t")

    assert found(along(first, second), "a") == ["x"]
    assert LossKind.SEVERAL not in natures(along(first, second), "a")


def test_a_code_without_a_mapping_says_why_where_somebody_knows() -> None:
    one = crosswalk(exact("b", "1"), gaps=(Gap(source="a", why="no longer counted"),))
    route = along(one)

    (known,) = route.translate("a", DAY).losses
    (unknown,) = route.translate("c", DAY).losses
    assert (known.nature, known.why) == (LossKind.NO_MAPPING, "no longer counted")
    assert (unknown.nature, unknown.why) == (LossKind.NO_MAPPING, None)
    assert natures(back(one), "a") == [LossKind.NO_MAPPING]


def test_what_nobody_verified_translates_nothing_and_is_told() -> None:
    opened = exact("a", "1", verified=False, reference="a table")
    bare = exact("b", "2", verified=False)
    ended = exact("c", "3", verified=False, valid=Period(end=DAY))
    route = along(crosswalk(opened, bare, ended))

    (loss,) = route.translate("a", DAY).losses
    assert (loss.nature, loss.codes, loss.why) == (LossKind.OPEN, ("1",), "a table")
    assert found(route, "a") == []
    assert route.translate("b", DAY).losses[0].why is None
    assert natures(route, "c") == [LossKind.NO_MAPPING]


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (DAY - YEAR, "from 2020-01-01 until 2020-01-31"),
        (DAY + timedelta(days=40), "from 2020-01-01 until 2020-01-31"),
        (DAY + 2 * YEAR, "from 2023-01-01"),
        (None, "no day was given"),
    ],
)
def test_a_day_outside_every_period_is_an_error_that_names_the_nearest(
    on: date | None, said: str
) -> None:
    january = exact("a", "1", valid=Period(start=DAY, end=date(2020, 2, 1)))
    later = exact("a", "2", valid=Period(start=date(2023, 1, 1)))
    open_then = exact("a", "3", valid=Period(end=DAY), verified=False)
    route = along(crosswalk(january, later, open_then))

    with pytest.raises(OutsidePeriodsError, match=said) as raised:
        route.translate("a", on)

    assert (raised.value.scheme, raised.value.code) == ("s", "a")
    assert natures(route, "a", on) == [LossKind.OTHER_DAY]


def test_the_nearest_may_be_one_that_reaches_back_for_ever() -> None:
    route = along(crosswalk(exact("a", "1", valid=Period(end=DAY))))

    with pytest.raises(
        OutsidePeriodsError, match="nearest mapping holds until 2019-12"
    ):
        route.translate("a", DAY + YEAR)


def test_where_something_was_found_another_day_is_a_loss_and_no_error() -> None:
    first = crosswalk(close("a", "1"), close("a", "2"))
    second = crosswalk(
        exact("1", "x"), exact("2", "y", valid=Period(end=DAY)), to="u", within="t"
    )
    translation = along(first, second).translate("a", DAY)

    assert [one.code for one in translation.found] == ["x"]
    assert LossKind.OTHER_DAY in [loss.nature for loss in translation.losses]


def test_backwards_an_exact_code_goes_before_those_that_are_only_close() -> None:
    one = crosswalk(close("a", "1"), exact("b", "1"), close("c", "2"), close("d", "2"))

    assert found(back(one), "1") == ["b"]
    assert natures(back(one), "1") == []
    assert found(back(one), "2") == ["c", "d"]
    assert natures(back(one), "2")[-1] is LossKind.SEVERAL


def test_a_spelling_leaves_a_code_that_it_does_not_name_as_it_is() -> None:
    spelling = crosswalk(exact("A", "a"), exact("AA", "a"), to="s")

    assert found(along(spelling), "AA") == ["a"]
    assert found(along(spelling), "b") == ["b"]
    assert natures(along(spelling), "AA") == natures(along(spelling), "b") == []


def test_another_wording_that_is_only_close_is_no_spelling() -> None:
    wording = crosswalk(close("A", "a"), to="s")

    assert natures(along(wording), "A") == [LossKind.CLOSE]
    assert natures(along(wording), "b") == [LossKind.NO_MAPPING]


def test_ways_that_do_not_meet_are_no_route() -> None:
    with pytest.raises(InvalidRecordError, match="a way that begins in t"):
        along(crosswalk(), crosswalk())


PAIRS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from("123"),
        st.booleans(),
        st.sampled_from([None, *DAYS]),
        st.sampled_from([None, *DAYS]),
    ),
    max_size=6,
)


def _some(pairs: list[tuple[str, str, bool, date | None, date | None]]) -> Crosswalk:
    """As many of the mappings as can stand together."""
    whole = crosswalk()
    for source, target, is_exact, start, end in pairs:
        late = start is not None and end is not None and end <= start
        row = Mapping(
            source=source,
            target=target,
            match=Match.EXACT if is_exact else Match.CLOSE,
            loss=None if is_exact else "a nuance",
            valid=Period(start=start, end=None if late else end),
        )
        try:
            whole = crosswalk(*whole.mappings, row)
        except InvalidRecordError:
            continue
    return whole


@given(PAIRS, st.sampled_from("abc"), st.sampled_from(DAYS))
def test_there_and_back_is_the_same_where_nothing_is_lost(
    pairs: list[tuple[str, str, bool, date | None, date | None]], code: str, day: date
) -> None:
    one = _some(pairs)
    there = along(one).follow(code, day)

    if there.is_exact:
        (target,) = there.found
        assert found(back(one), target.code, day) == [code]
        assert natures(back(one), target.code, day) == []
    else:
        assert there.losses


@given(PAIRS, st.sampled_from("abc"), st.sampled_from(DAYS))
def test_a_code_is_found_or_the_reason_is_told_and_the_nearest_day_helps(
    pairs: list[tuple[str, str, bool, date | None, date | None]], code: str, day: date
) -> None:
    one = _some(pairs)
    route = along(one)
    mapped = one.leading_from(code)
    holds = [row for row in mapped if row.valid_on(day)]

    if mapped and not holds:
        with pytest.raises(OutsidePeriodsError) as raised:
            route.translate(code, day)
        # On the bound that is nearest to the day, something does hold.
        bounds = [bound for bound in (raised.value.first, raised.value.last) if bound]
        nearest = min(bounds, key=lambda bound: abs((bound - day).days))
        assert found(route, code, nearest)
        closer = [one for one in DAYS if abs(one - day) < abs(nearest - day)]
        assert not any(found(route, code, other) for other in closer)
    else:
        assert len(found(route, code, day)) == len(holds)
        assert bool(holds) or natures(route, code, day) == [LossKind.NO_MAPPING]
