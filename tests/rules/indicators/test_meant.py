"""What a question means: which definitions, and which can be asked of what is there."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.decisions import Degree
from brukermedvirkning.domain.ladders import ARNSTEIN
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, SolutionDescription
from brukermedvirkning.errors import DefinitionError, UnknownNameError
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.indicators.asked import PROGRAMME
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.meant import Meant, chosen
from brukermedvirkning.rules.indicators.organisations import ORGANISATION_INDICATORS

BY_ID = {one.id: one for one in (*BUILT_IN, *ORGANISATION_INDICATORS)}
EVER = Window.everything(date(2026, 6, 30))
EXITS, HELD, PLANS, TRAINING = (
    BY_ID[name]
    for name in ("exit.distribution", "contact.held", "plan.exists", "training.staff")
)
OVERRULED = BY_ID["decision.overruled"]
KNOWN = {one.id: one for one in (EXITS, HELD, PLANS, TRAINING)}
OWN = attrs.evolve(HELD, id="acme.held")
OTHER = attrs.evolve(PLANS, question="How Acme asks it")
BESIDE = (object(),)


def a_programme(name: str, rung: int = 6) -> Programme:
    return Programme(
        id=name,
        name=name,
        period=Period(),
        time_zone="Europe/Oslo",
        solution=SolutionDescription(
            promised_degree=Degree(ladder=ARNSTEIN, rung=rung)
        ),
    )


def meant(*definitions: Definition, named: bool = False, **how: Any) -> Meant:
    return Meant(definitions=definitions, named=named, windows=(EVER,), **how)


@pytest.mark.parametrize(
    ("ids", "how", "expected"),
    [
        ((), {}, (EXITS, HELD, PLANS, TRAINING)),
        (("plan.exists", "contact.held"), {}, (PLANS, HELD)),
        (("plan.exists", "plan.exists"), {}, (PLANS,)),
        ((), {"of_group": ("plan.exists", "exit.distribution")}, (PLANS, EXITS)),
        (("contact.held",), {"of_group": ("plan.exists",)}, (PLANS, HELD)),
        ((), {"own": (OWN, OTHER)}, (OWN, OTHER)),
        (("acme.held", "contact.held"), {"own": (OWN, OTHER)}, (HELD, OWN)),
        (("plan.exists",), {"own": (OWN, OTHER)}, (OTHER,)),
        ((), {"own": (OTHER,), "of_group": ("plan.exists",)}, (OTHER,)),
        (
            ("contact.held",),
            {"own": (OTHER,), "of_group": ("plan.exists",)},
            (PLANS, HELD),
        ),
        (("caseload",), {}, ()),
        (("caseload", "plan.exists"), {}, (PLANS,)),
        (("caseload",), {"own": (OWN,)}, ()),
        ((), {"of_group": ("survey.experience", "plan.exists")}, (PLANS,)),
        ((), {"of_group": ("survey.experience",)}, ()),
    ],
)
def test_what_is_chosen(ids, how, expected) -> None:
    assert expected == chosen(KNOWN, ids, **how)


@pytest.mark.parametrize("how", [{"ids": ("nonsense",)}, {"of_group": ("nonsense",)}])
def test_a_name_of_nothing_names_the_known(how) -> None:
    with pytest.raises(UnknownNameError) as raised:
        chosen(KNOWN, own=[OWN] if "of_group" in how else [], **how)

    assert ("indicator", "nonsense") == (raised.value.kind, raised.value.name)
    assert {*KNOWN, "caseload"} <= {*raised.value.known}


def test_a_near_name_is_asked_about() -> None:
    with pytest.raises(UnknownNameError, match=r"'plan\.exist'; did you mean 'pl"):
        chosen(KNOWN, ["plan.exist"])


@pytest.mark.parametrize(
    ("how", "beside", "expected"),
    [
        ({}, BESIDE, (EXITS, HELD, TRAINING)),
        ({}, (), (EXITS, HELD)),
        ({"programme": "a"}, BESIDE, (EXITS, HELD)),
        ({"tables": "--tables"}, BESIDE, (EXITS, HELD)),
        ({"tables": "--tables", "programme": "a"}, (), (EXITS,)),
        ({"by": ("programme",)}, BESIDE, (EXITS,)),
    ],
)
def test_where_none_is_named_what_cannot_be_asked_is_left_out(
    how, beside, expected
) -> None:
    asking = meant(EXITS, HELD, TRAINING, **how)

    assert expected == asking.able(beside)
    assert expected == asking.asked({"a": a_programme("a")}, beside).definitions


@pytest.mark.parametrize(
    ("one", "how", "fault"),
    [
        (
            TRAINING,
            {"tables": "--tables"},
            "training.staff is counted in a store: without --tables",
        ),
        (
            HELD,
            {"tables": "tables", "programme": "a"},
            "contact.held knows no programme: without tables",
        ),
        (HELD, {"by": ("programme",)}, f"contact.held cannot be split by {PROGRAMME};"),
    ],
)
def test_what_is_named_and_cannot_be_asked_is_refused(one, how, fault) -> None:
    with pytest.raises(DefinitionError) as raised:
        meant(EXITS, one, named=True, **how).able(BESIDE)

    assert str(raised.value).startswith(fault)


@pytest.mark.parametrize("how", [{}, {"tables": "tables"}, {"programme": "a"}])
def test_what_is_named_and_can_be_asked_is(how) -> None:
    asking = meant(EXITS, *(() if how else (TRAINING,)), named=True, **how)

    assert asking.definitions == asking.able()


@pytest.mark.parametrize(("named", "expected"), [(True, (OVERRULED,)), (False, ())])
def test_what_would_be_alone_is_left_out_where_none_is_named(named, expected) -> None:
    assert expected == meant(OVERRULED, named=named).able()


def test_what_is_named_alone_and_never_printed_so_is_refused() -> None:
    with pytest.raises(DefinitionError, match="is never printed alone: ask for"):
        meant(BY_ID["decision.overruled"], named=True).asked({})


def test_the_question_has_long_names_each_once_and_all_that_was_told() -> None:
    by = ("unit", "case.unit", "programme")
    found = meant(EXITS, by=by, programme="a").asked({"a": a_programme("a")})

    assert ("a", ("case.unit", PROGRAMME), (EVER,)) == (
        found.programme,
        found.by,
        found.windows,
    )


def test_a_programme_that_nobody_knows_names_the_known() -> None:
    with pytest.raises(UnknownNameError) as raised:
        meant(EXITS, programme="b").asked({"a": a_programme("a")})

    assert ("programme", "b", ("a",)) == (
        raised.value.kind,
        raised.value.name,
        raised.value.known,
    )


def test_what_is_promised_in_different_ways_is_asked_of_one_programme() -> None:
    kept = [one for one in BUILT_IN if one.id.startswith("decision.degree-kept")]
    known = {name: a_programme(name, rung) for name, rung in (("a", 6), ("b", 7))}

    assert (EXITS,) == meant(EXITS, *kept).asked(known).definitions
    with pytest.raises(DefinitionError, match=r"a.*b"):
        meant(EXITS, *kept, named=True).asked(known)
    alone = meant(EXITS, *kept, named=True, programme="b").asked(known)
    assert (EXITS, *kept) == alone.definitions
    assert {one.id for one in kept} <= set(alone.parameters or ())
