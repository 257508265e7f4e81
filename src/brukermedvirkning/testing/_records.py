"""Strategies for records, made from the same annotations that check them.

A record is drawn field by field; then a mending step gives it what its invariants ask
for, so that nothing is drawn in vain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from random import Random
from types import MappingProxyType, UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

import attrs
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import Answer
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.plan import Wording
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.domain.record import (
    Id,
    Minutes,
    Number,
    Ordinal,
    Record,
    Text,
    field_types,
)
from brukermedvirkning.testing._mending import mend
from brukermedvirkning.testing._pools import POOLS, Pools, ids, instants, texts

__all__ = ["draw_values", "frozen_maps", "records", "some_of", "values_of"]

R = TypeVar("R", bound=Record)


def records(kind: type[R], pools: Pools = POOLS) -> st.SearchStrategy[R]:
    """A strategy for one record class; cases have one of their own."""
    return cast("st.SearchStrategy[R]", _records(cast(Any, kind), pools))


@cache
def _records(kind: Any, pools: Pools) -> st.SearchStrategy[Any]:
    if kind is Case:
        # Its rows refer to each other, which only the whole can settle.
        from brukermedvirkning.testing._cases import cases_from

        return cases_from(pools)
    if kind is Code:
        return st.one_of(st.sampled_from(pools.codes), _drawn(Code, pools))
    return _drawn(kind, pools)


@st.composite
def _drawn(draw: st.DrawFn, kind: Any, pools: Pools) -> Any:
    return kind(**mend(kind, draw_values(draw, kind, pools)))


def draw_values(draw: st.DrawFn, kind: type[Record], pools: Pools) -> dict[str, Any]:
    """Values for the fields of a record, not mended; some defaults are left out."""
    required, optional = _fields(cast(Any, kind), pools)
    values = {name: draw(strategy) for name, strategy in required}
    for place in draw(some_of(len(optional))):
        name, strategy = optional[place]
        values[name] = draw(strategy)
    return values


@cache
def some_of(size: int) -> st.SearchStrategy[tuple[int, ...]]:
    """Some places of a row of this length: none, one, few, many or all.

    One choice from a fixed list costs a tenth of a choice for each place.
    """
    places = range(size)
    # Not secret, only varied, and the same in every run.
    pick = Random(size)  # noqa: S311
    mixed = [
        tuple(place for place in places if pick.random() < share)
        for share in (0.1, 0.2, 0.3, 0.5, 0.8)
        for _ in range(20)
    ]
    choices = [(), *((place,) for place in places), *mixed, tuple(places)]
    return st.sampled_from(choices)


Fields = tuple[tuple[str, st.SearchStrategy[Any]], ...]


@cache
def _fields(kind: Any, pools: Pools) -> tuple[Fields, Fields]:
    """The strategies of the fields that must be given, and of those that need not."""
    required: list[tuple[str, st.SearchStrategy[Any]]] = []
    optional: list[tuple[str, st.SearchStrategy[Any]]] = []
    for field in attrs.fields(kind):
        strategy = _FIELDS.get((kind.__name__, field.name), _by_annotation)(
            field_types(kind)[field.name], pools
        )
        into = required if field.default is attrs.NOTHING else optional
        into.append((field.name, strategy))
    return tuple(required), tuple(optional)


def _by_annotation(hint: Any, pools: Pools) -> st.SearchStrategy[Any]:
    return values_of(hint, pools)


def values_of(hint: Any, pools: Pools = POOLS) -> st.SearchStrategy[Any]:
    """A strategy for the values of one annotation, nothing left out."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _SHAPES[hint]()
    if origin in (Union, UnionType):
        return values_of(arguments[0], pools)
    if origin is tuple:
        return st.lists(values_of(arguments[0], pools), max_size=3).map(tuple)
    if origin is Coded:
        return _coded(arguments[0], pools)
    if isinstance(hint, TypeVar):
        # A `Coded` by itself may be of any list.
        return st.sampled_from(list(Answer))
    if hint in _PLAIN:
        return _PLAIN[hint](pools)
    if issubclass(hint, Concept):
        return st.sampled_from(list(hint))
    return records(hint, pools)


@cache
def _coded(concepts: Any, pools: Pools) -> st.SearchStrategy[Any]:
    return st.builds(
        Coded,
        concept=st.sampled_from(list(concepts)),
        code=st.none() | st.sampled_from(pools.codes),
    )


@cache
def frozen_maps() -> st.SearchStrategy[FrozenMap]:
    """What a plugin may put beside the fields: any JSON, small."""
    scalars = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**53) + 1, 2**53 - 1),
        st.floats(allow_nan=False, allow_infinity=False),
        texts(),
    )
    values = st.one_of(
        scalars,
        st.lists(scalars, max_size=3),
        st.dictionaries(texts(), scalars, max_size=2),
    )
    return st.dictionaries(
        st.sampled_from(("dk.star", "nav", "ø")), values, max_size=2
    ).map(FrozenMap)


_SHAPES: Mapping[Any, Callable[[], st.SearchStrategy[Any]]] = MappingProxyType(
    {
        Id: ids,
        Text: texts,
        Number: lambda: st.integers(0, 60) | st.just(2**53 - 1),
        Ordinal: lambda: st.integers(1, 6),
        Minutes: lambda: st.sampled_from((0, 1, 30, 31, 60, 600, 2_220, 10_080)),
    }
)
_PLAIN: Mapping[Any, Callable[[Pools], st.SearchStrategy[Any]]] = MappingProxyType(
    {
        bool: lambda _: st.booleans(),
        int: lambda _: st.integers(-3, 100),
        date: lambda pools: st.sampled_from(pools.days),
        datetime: instants,
        FrozenMap: lambda _: frozen_maps(),
    }
)
_FIELDS: Mapping[tuple[str, str], Callable[[Any, Pools], st.SearchStrategy[Any]]] = (
    MappingProxyType(
        {
            (Programme.__name__, "time_zone"): lambda _, pools: st.sampled_from(
                pools.zones
            ),
            (Enrolment.__name__, "programme"): lambda _, pools: st.sampled_from(
                pools.programmes
            ),
            **{
                (worded, "wordings"): lambda _, pools: st.lists(
                    records(Wording, pools), min_size=1, max_size=3
                ).map(tuple)
                for worded in ("Challenge", "Goal")
            },
        }
    )
)
