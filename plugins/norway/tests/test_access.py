"""Protected persons, and what one office alone may read: the rules only deny."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor, Item
from brukermedvirkning.domain.case import Case, Participant, collections
from brukermedvirkning.domain.concepts import ActorKind, Purpose
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.plan import Goal, Wording
from brukermedvirkning.rules.access import AccessQuestion, Action, Denied, DenyRule
from brukermedvirkning.testing.access_cases import looks
from brukermedvirkning.testing.access_laws import ACCESS_LAWS, Look
from brukermedvirkning_norway.access import (
    ACCESS_RULES,
    OFFICE_ONLY,
    SECRET,
    SHIELDED_PERSON,
)

KARI = Actor(kind=ActorKind.PARTICIPANT, id="kari")
HOME = Actor(kind=ActorKind.STAFF, id="s-1", unit="0314")
AWAY = Actor(kind=ActorKind.STAFF, id="s-2", unit="0315")
GUARDIAN = Actor(kind=ActorKind.REPRESENTATIVE, id="r")
NOBODY = Actor(kind=ActorKind.STAFF)
OFFICE = Denied(rule="no.kontorsperre", ground="kontorsperreEnhetId")


def said(**marks: Any) -> FrozenMap:
    return FrozenMap({"no.nav": marks} if marks else {})


def case(goal: dict[str, Any] | None = None, **marks: Any) -> Case:
    row = Goal(
        id="g",
        wordings=(Wording(version=1, text="A job"),),
        extensions=said(**(goal or {})),
    )
    return Case(
        id="c",
        participant=Participant(id="kari"),
        goals=(row,),
        extensions=said(**marks),
    )


def asked(
    rule: DenyRule,
    actor: Actor,
    there: Case,
    kind: str = "goal",
    item: str | None = "g",
) -> Denied | None:
    question = AccessQuestion(
        actor=actor,
        action=Action.READ,
        item_kind=kind,
        item=item,
        purpose=Purpose.SERVICE,
        on=date(2026, 6, 1),
    )
    return rule.denies(question, there)


@pytest.mark.parametrize(
    ("rule", "mark", "value"),
    [
        (SECRET, "adressebeskyttelse", "STRENGT_FORTROLIG"),
        (SECRET, "adressebeskyttelse", "FORTROLIG"),
        (SECRET, "adressebeskyttelse", "STRENGT_FORTROLIG_UTLAND"),
        (SECRET, "adressebeskyttelse", "A_NEW_CODE"),
        (SECRET, "adressebeskyttelse", ["FORTROLIG"]),
        (SHIELDED_PERSON, "erSkjermet", True),
        (SHIELDED_PERSON, "erSkjermet", "true"),
    ],
)
def test_a_protected_person_is_read_by_themselves_and_the_named(
    rule: DenyRule, mark: str, value: Any
) -> None:
    there = case(**{mark: value, "lesere": ["s-1", 7]})
    denied = Denied(rule=rule.id, ground=mark)

    assert asked(rule, KARI, there) is None
    assert asked(rule, HOME, there) is None
    for actor in (AWAY, GUARDIAN, NOBODY, attrs.evolve(KARI, id="per")):
        assert asked(rule, actor, there) == denied
    assert asked(rule, AWAY, there, kind="case", item=None) == denied


@pytest.mark.parametrize("readers", [None, "s-1", [], ["s-2"], {"s-1": True}])
def test_who_is_not_on_a_list_of_names_is_not_named(readers: Any) -> None:
    there = case(adressebeskyttelse="FORTROLIG", lesere=readers)

    assert asked(SECRET, HOME, there) is not None


@pytest.mark.parametrize("value", [None, "", False])
@pytest.mark.parametrize("rule", [SECRET, SHIELDED_PERSON, OFFICE_ONLY])
def test_what_is_not_marked_is_not_denied(rule: DenyRule, value: Any) -> None:
    marks = {
        "adressebeskyttelse": value,
        "erSkjermet": value,
        "kontorsperreEnhetId": value,
    }

    assert asked(rule, AWAY, case(**marks)) is None
    assert asked(rule, AWAY, case()) is None


def test_what_an_office_wrote_is_read_there_and_by_the_participant() -> None:
    there = case({"kontorsperreEnhetId": "0314"})

    by_unit = attrs.evolve(HOME, unit="no.nav.kontor:0314")
    assert asked(OFFICE_ONLY, HOME, there) is None
    assert asked(OFFICE_ONLY, by_unit, there) is None
    assert asked(OFFICE_ONLY, KARI, there) is None
    for actor in (AWAY, GUARDIAN, NOBODY):
        assert asked(OFFICE_ONLY, actor, there) == OFFICE
        assert asked(OFFICE_ONLY, actor, there, item="other") is None
        assert asked(OFFICE_ONLY, actor, there, item=None) is None
        assert asked(OFFICE_ONLY, actor, there, kind="case", item=None) is None


def test_a_case_of_one_office_is_closed_whole_to_the_others() -> None:
    there = case(kontorsperreEnhetId="0314")

    assert asked(OFFICE_ONLY, HOME, there) is None
    for kind, item in (("goal", "g"), ("goal", None), ("case", None), ("plan", "x")):
        assert asked(OFFICE_ONLY, AWAY, there, kind=kind, item=item) == OFFICE


def test_an_office_that_is_no_text_is_nobodys() -> None:
    assert asked(OFFICE_ONLY, HOME, case({"kontorsperreEnhetId": 314})) == OFFICE


def _marked(look: Look, marks: FrozenMap, rows: frozenset[str], office: str) -> Look:
    """The look, the same marks on the case and the other; some rows are an office's."""
    own = said(kontorsperreEnhetId=office)

    def mark(row: Item) -> Item:
        return attrs.evolve(row, extensions=own) if row.id in rows else row

    def marked(there: Case) -> Case:
        changes: dict[str, Any] = {
            name: tuple(map(mark, getattr(there, name))) for name in collections()
        }
        return attrs.evolve(there, extensions=marks, **changes)

    context = attrs.evolve(
        look.context, deny_rules=(*look.context.deny_rules, *ACCESS_RULES)
    )
    case, row = marked(look.case), look.resource.row
    return attrs.evolve(
        look,
        case=case,
        unseen=marked(look.unseen),
        context=context,
        resource=attrs.evolve(
            look.resource,
            case=case,
            row=mark(row) if isinstance(row, Item) else row,
        ),
    )


LAWS = [
    law
    for law in ACCESS_LAWS
    if law.id
    in (
        "access.unseen-changes-nothing",
        "access.view-is-what-may-be-read",
        "access.rules-only-narrow",
    )
]


MARKS = st.fixed_dictionaries(
    {},
    optional={
        "adressebeskyttelse": st.sampled_from((None, "FORTROLIG")),
        "erSkjermet": st.booleans(),
        "lesere": st.just(["caseworker-id", "coordinator"]),
        "kontorsperreEnhetId": st.sampled_from(("home", "away")),
    },
)


@given(looks(), MARKS, st.data())
def test_access_keeps_its_laws_under_these_rules(
    look: Look, marks: dict[str, Any], draw: st.DataObject
) -> None:
    ids = sorted(row.id for row in look.case.rows())
    rows = draw.draw(st.frozensets(st.sampled_from(ids), max_size=4)) if ids else ids
    marked = _marked(look, said(**marks), frozenset(rows), "home")

    for law in LAWS:
        law.hold(marked)
