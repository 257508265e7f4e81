"""How a row is made less: a field as if nobody had recorded it, a name left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.case import collections
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    DecidedBy,
    ExitCategory,
    InterventionKind,
    ItemKind,
    OfferAnswer,
    OfferKind,
    Party,
    StanceAnswer,
)
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.decisions import Decision, Hearing
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Goal, Stance, Wording
from brukermedvirkning.domain.requests import Offer
from brukermedvirkning.domain.rights import Complaint
from brukermedvirkning.rules.access.projecting import told, without

DAY = date(2026, 6, 1)
CONTACT = Contact(
    id="c", on=DAY, note=Note(text="words", shared_on=DAY, read_on=DAY), request="d"
)
EXIT = ProgrammeExit(
    on=DAY,
    category=Coded(concept=ExitCategory.ILLNESS),
    decided_by=DecidedBy.PARTICIPANT,
    by_representative="t",
)

HEARING = Hearing(notified_on=DAY, answered_on=DAY)


# A field


def test_a_field_is_as_if_nobody_had_recorded_it() -> None:
    assert without(CONTACT, "note") == attrs.evolve(CONTACT, note=None)


def test_a_field_of_a_field_is_and_what_stands_beside_it_stays() -> None:
    unread = Note(text="words", shared_on=DAY)

    assert without(CONTACT, "note.read_on") == attrs.evolve(CONTACT, note=unread)


def test_of_what_is_not_there_nothing_is_left_out() -> None:
    bare = attrs.evolve(CONTACT, note=None)

    assert without(bare, "note.read_on") == bare


def test_a_field_that_must_be_there_is_unknown() -> None:
    enrolment = Enrolment(id="e", programme="p", exit=EXIT)
    unknown = attrs.evolve(EXIT, category=Coded(concept=ExitCategory.UNKNOWN))

    assert without(enrolment, "exit.category") == attrs.evolve(enrolment, exit=unknown)


def test_a_field_with_a_default_of_its_own_is_empty() -> None:
    goal = Goal(
        id="g",
        wordings=(Wording(version=1, text="w"),),
        extensions=FrozenMap({"dk": "x"}),
    )

    assert without(goal, "extensions") == attrs.evolve(goal, extensions=FrozenMap())


def test_an_answer_that_is_left_out_was_not_given() -> None:
    offer = Offer(
        id="o",
        on=DAY,
        nature=Coded(concept=OfferKind.MENTOR),
        answer=OfferAnswer.DECLINED,
    )

    assert without(offer, "answer").answer is OfferAnswer.NOT_ANSWERED


# A name


def shown(name: str, row: Item, *known: str) -> Any:
    """The row, of a case of which these ids are seen, whatever the kind of row."""
    seen = frozenset(known)
    return told(name, row, dict.fromkeys(collections(), seen), seen)


INTERVENTION = Intervention(
    id="i",
    period=Period(),
    measure=Coded(concept=InterventionKind.EDUCATION),
    goals=("g1", "g2"),
    challenges=("h1",),
    decision="d",
)


def test_rows_that_are_not_seen_are_not_named() -> None:
    assert shown("interventions", INTERVENTION, "g2", "h1") == attrs.evolve(
        INTERVENTION, goals=("g2",), decision=None
    )


def test_a_row_of_which_all_is_seen_is_the_row_itself() -> None:
    assert shown("interventions", INTERVENTION, "g1", "g2", "h1", "d") is (INTERVENTION)
    assert shown("contacts", CONTACT, "d") is CONTACT


def test_what_is_seen_is_of_the_kind_that_is_named() -> None:
    ids = {**dict.fromkeys(collections(), frozenset({"d"})), "requests": frozenset()}
    seen = told("contacts", CONTACT, ids, frozenset({"d"}))

    assert seen == attrs.evolve(CONTACT, request=None)


DECISION = Decision(id="x", item_kind=ItemKind.GOAL, item="g")
COMPLAINT = Complaint(id="x", on=DAY, item_kind=ItemKind.GOAL, item="g")


@pytest.mark.parametrize(
    ("name", "row", "less"),
    [
        ("decisions", DECISION, {"item_kind": None, "item": None}),
        ("complaints", COMPLAINT, {"item_kind": ItemKind.SERVICE, "item": None}),
    ],
)
def test_what_it_is_about_is_not_named_where_it_is_not_seen(
    name: str, row: Item, less: dict[str, Any]
) -> None:
    assert shown(name, row) == attrs.evolve(row, **less)
    assert shown(name, row, "g") is row


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("decisions", Decision(id="x")),
        ("complaints", Complaint(id="x", on=DAY, item_kind=ItemKind.PLAN)),
    ],
)
def test_what_is_about_no_row_is_left_as_it_is(name: str, row: Item) -> None:
    assert shown(name, row) == row


@pytest.mark.parametrize(
    ("name", "row", "less"),
    [
        (
            "stances",
            Stance(
                id="x",
                on=DAY,
                item_kind=ItemKind.GOAL,
                item="g",
                party=Party.PARTICIPANT,
                answer=StanceAnswer.AGREES,
                by_representative="t",
            ),
            {"by_representative": None},
        ),
        (
            "decisions",
            Decision(id="x", hearing=attrs.evolve(HEARING, by_representative="t")),
            {"hearing": HEARING},
        ),
        (
            "enrolments",
            Enrolment(id="x", programme="p", undone_exits=(EXIT,)),
            {"undone_exits": (attrs.evolve(EXIT, by_representative=None),)},
        ),
    ],
    ids=["in the row", "in a field", "in a list"],
)
def test_a_representative_who_is_not_seen_is_not_named(
    name: str, row: Item, less: dict[str, Any]
) -> None:
    assert shown(name, row, "g") == attrs.evolve(row, **less)
    assert shown(name, row, "g", "t") is row
