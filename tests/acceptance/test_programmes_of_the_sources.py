"""The programmes of the five documents: one set of rules serves them all.

What differs between them are promises, parameters and words, which are data. The case is
the same under each; only the name of the programme in its enrolment is another.
Source: H6-22, M4-30, N29-51, D13-21, D102-114.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import attrs
import pytest

import brukermedvirkning as bmv
from brukermedvirkning.domain.concepts import (
    ActorKind,
    ContactKind,
    ContactStatus,
    GoalStatus,
    Party,
)
from brukermedvirkning.domain.happenings import Context
from brukermedvirkning.domain.happenings.enrolling import Enrolled
from brukermedvirkning.domain.happenings.opening import CaseOpened
from brukermedvirkning.rules.examining import examine_programme
from brukermedvirkning.rules.outcomes import Outcome, Verdict
from brukermedvirkning.rules.rule import Scope
from brukermedvirkning_denmark import plugin as denmark
from brukermedvirkning_norway import plugin as norway

HOST = bmv.Host.load([denmark, norway], entry_points=False)
PROGRAMMES = {
    "dk.star.empowerment",
    "dk.star.empowerment.aalborg",
    "no.halden",
    "no.midtun",
    "no.nav.mb",
}
FIRST, TODAY = date(2015, 3, 2), date(2016, 3, 14)
STAFF = bmv.Actor(kind=ActorKind.STAFF, id="s-1")

# Those that say something of the shared case, by whether a promise is asked for.
PROMISED = {
    "introduction.not-on-day-one",
    "plan.not-owned",
    "team.mentor-not-offered",
    "team.no-coordinating-caseworker",
}
EVERYWHERE = {"contact.too-long-silence", "intervention.weekly-load"}

every_programme = pytest.mark.parametrize("name", sorted(PROGRAMMES))


def case_under(programme: str) -> bmv.Case:
    """A year in which little is promised and less is done: one talk, another's goal."""
    start = bmv.Period(start=FIRST)
    return bmv.Case(
        id="case-1",
        participant=bmv.Participant(id="p-1"),
        period=start,
        enrolments=(bmv.Enrolment(id="e-1", programme=programme, start=FIRST),),
        plan=bmv.ActionPlan(id="plan-1", period=start),
        goals=(
            bmv.Goal(
                id="g-1",
                on=FIRST,
                proposed_by=(Party.SERVICE,),
                status=GoalStatus.CURRENT,
                status_on=FIRST,
                wordings=(
                    bmv.Wording(
                        version=1,
                        text="A goal that nobody asked about",
                        worded_by=(Party.SERVICE,),
                        on=FIRST,
                    ),
                ),
            ),
        ),
        contacts=(
            bmv.Contact(
                id="k-1",
                on=date(2015, 3, 9),
                status=ContactStatus.HELD,
                nature=bmv.Coded(concept=ContactKind.CONVERSATION),
            ),
        ),
    )


def verdicts_under(programme: str) -> dict[str, list[Verdict]]:
    """What the rules say of the shared case, by rule."""
    (checked,) = bmv.check_cases(
        HOST, [case_under(programme)], on=TODAY, programmes=HOST.programmes
    )
    said: dict[str, list[Verdict]] = {}
    for verdict in checked.verdicts:
        said.setdefault(verdict.rule, []).append(verdict)
    return said


def test_all_five_are_loaded_side_by_side() -> None:
    assert HOST.programmes.keys() >= PROGRAMMES


@every_programme
def test_each_goes_out_and_comes_back_as_a_document(name: str) -> None:
    programme = HOST.programmes[name]

    assert programme == bmv.from_document(bmv.to_document(programme), bmv.Programme)


@every_programme
def test_somebody_can_live_in_each(name: str) -> None:
    at = datetime(2015, 3, 2, 12, tzinfo=UTC)
    told = {"at": at, "by": STAFF, "source": STAFF, "on": FIRST}
    opening = CaseOpened(id="c", participant=bmv.Participant(id="p"), **told)
    entering = Enrolled(enrolment="e", programme=name, **told)
    context = Context(programmes=HOST.programmes)

    assert (entering,) == bmv.decide(bmv.evolve(None, opening), entering, context)


@every_programme
def test_a_rule_with_a_promise_is_asked_where_it_was_promised_and_only_there(
    name: str,
) -> None:
    programme, asked = HOST.programmes[name], verdicts_under(name)
    of_promises = {
        rule.id: programme.promised(rule.promise)
        for rule in HOST.rules.values()
        if rule.promise is not None
        and rule.scope in (Scope.CASE, Scope.ENROLMENT)
        and rule.in_force(TODAY)
    }

    assert of_promises == {rule: rule in asked for rule in of_promises}


@pytest.mark.parametrize("rule", sorted(PROMISED | EVERYWHERE))
def test_where_a_rule_is_asked_it_says_the_same_under_every_programme(
    rule: str,
) -> None:
    said = {
        name: tuple(attrs.evolve(one, parameters=()) for one in verdicts[rule])
        for name in sorted(PROGRAMMES)
        if rule in (verdicts := verdicts_under(name))
    }

    first, *others = said.values()

    assert all(first == other for other in others)
    assert (len(said) == len(PROGRAMMES)) is (rule in EVERYWHERE)


def test_the_shared_case_breaks_a_promise_here_that_nobody_made_there() -> None:
    broken = {
        name: {
            rule
            for rule in PROMISED
            for verdict in verdicts_under(name).get(rule, ())
            if verdict.outcome is Outcome.BROKEN
        }
        for name in sorted(PROGRAMMES)
    }
    in_denmark = {"team.mentor-not-offered", "team.no-coordinating-caseworker"}
    in_norway = {"introduction.not-on-day-one", "plan.not-owned"}

    assert broken == {
        "dk.star.empowerment": in_denmark,
        "dk.star.empowerment.aalborg": in_denmark,
        "no.halden": in_norway,
        "no.midtun": in_norway,
        "no.nav.mb": set(),
    }


@every_programme
def test_a_programme_sets_its_own_figure_without_another_rule(name: str) -> None:
    patient = attrs.evolve(
        HOST.programmes[name],
        parameters=bmv.FrozenMap({"contact.silence-limit-days": 400}),
    )
    (checked,) = bmv.check_cases(
        HOST, [case_under(name)], on=TODAY, programmes={name: patient}
    )
    (verdict,) = [
        one for one in checked.verdicts if one.rule == "contact.too-long-silence"
    ]
    (before,) = verdicts_under(name)["contact.too-long-silence"]

    assert Outcome.BROKEN is before.outcome
    assert Outcome.KEPT is verdict.outcome
    assert name == verdict.parameters[0].source


def outcomes_of(rule: str) -> dict[str, Outcome]:
    """What one rule about programmes says of each programme it is asked of."""
    return {
        name: verdict.outcome
        for name in sorted(PROGRAMMES)
        for verdict in examine_programme(
            [HOST.rules[rule]],
            HOST.programmes[name],
            on=TODAY,
            parameters=HOST.parameters,
        )
    }


def test_a_degree_that_no_document_names_is_found_to_be_undeclared() -> None:
    outcomes = outcomes_of("programme.degree-not-declared")

    assert outcomes == {
        "dk.star.empowerment": Outcome.BROKEN,
        "dk.star.empowerment.aalborg": Outcome.BROKEN,
        "no.halden": Outcome.BROKEN,
        "no.midtun": Outcome.BROKEN,
        "no.nav.mb": Outcome.CANNOT_TELL,
    }


def test_only_who_promised_a_range_of_measures_is_asked_for_a_health_measure() -> None:
    outcomes = outcomes_of("programme.range-not-covering-areas")

    assert outcomes == {
        "dk.star.empowerment": Outcome.BROKEN,
        "dk.star.empowerment.aalborg": Outcome.BROKEN,
    }


@pytest.mark.parametrize("name", ["no.halden", "no.midtun"])
def test_a_chain_that_a_document_declares_is_declared(name: str) -> None:
    assert Outcome.KEPT is outcomes_of("programme.chain-not-declared")[name]


def test_each_country_says_the_same_role_in_its_words() -> None:
    spoken = [
        HOST.label("core.role", "work_supervisor", [language]).text
        for language in ("nb", "nn", "da", "en")
    ]

    assert ["arbeidsleder", "arbeidsleiar", "arbejdsleder", "work supervisor"] == spoken


def test_the_core_names_no_programme() -> None:
    core = Path(bmv.__file__).parent
    naming = {
        str(path.relative_to(core))
        for path in core.rglob("*.py")
        for name in PROGRAMMES
        if f'"{name}"' in path.read_text("utf-8")
    }

    assert set() == naming
