from __future__ import annotations

import inspect

import pytest

from brukermedvirkning.domain import concepts
from brukermedvirkning.domain.concept import Concept, unknown_members
from brukermedvirkning.domain.concepts import (
    Answer,
    ContactKind,
    InterventionKind,
    ItemKind,
)
from brukermedvirkning.testing.strategies import all_records

all_records()
LISTS = sorted(Concept.__subclasses__(), key=lambda concept: concept.__name__)
EVERY_LIST = pytest.mark.parametrize("concept", LISTS, ids=lambda c: c.__name__)


def test_unknown_is_not_no() -> None:
    assert not Answer.NO.is_unknown
    assert Answer.UNKNOWN.is_unknown
    assert Answer.NOT_ASKED.is_unknown
    assert Answer.DECLINED_TO_SAY.is_unknown
    assert (Answer.YES, Answer.PARTLY, Answer.NO) == Answer.known()


def test_a_list_may_have_no_unknown_member() -> None:
    assert tuple(ItemKind) == ItemKind.known()


@EVERY_LIST
def test_a_member_called_unknown_is_unknown(concept: type[Concept]) -> None:
    unknown = {member.name for member in concept if member.is_unknown}

    assert {"UNKNOWN"} & set(concept.__members__) <= unknown
    assert unknown <= {
        "UNKNOWN",
        "NOT_ASKED",
        "NOT_ANSWERED",
        "NOT_REACHED",
        "DECLINED_TO_SAY",
    }


@EVERY_LIST
def test_values_are_the_names_in_small_letters(concept: type[Concept]) -> None:
    assert [member.name.lower() for member in concept] == list(concept)


@EVERY_LIST
def test_every_list_says_what_it_is(concept: type[Concept]) -> None:
    assert inspect.getdoc(concept) != inspect.getdoc(Concept)


def test_the_public_names_are_the_lists() -> None:
    here = {c.__name__ for c in LISTS if c.__module__ == concepts.__name__}

    assert here == set(concepts.__all__)


def test_an_unknown_member_must_be_in_the_list() -> None:
    with pytest.raises(KeyError):
        unknown_members("NOBODY")(Answer)

    assert Answer.UNKNOWN.is_unknown


def test_correspondence_is_individual_and_a_group_lesson_is_not() -> None:
    assert ContactKind.CORRESPONDENCE.is_individual
    assert not ContactKind.GROUP_TEACHING.is_individual


def test_a_mentor_is_support_and_no_load() -> None:
    assert InterventionKind.MENTOR_SUPPORT.counts_as_load is False
    assert InterventionKind.WAGE_SUBSIDY.counts_as_load is True
