"""What somebody sees, and what they do not even know is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor, Attendee, Recorded
from brukermedvirkning.domain.carries import Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Answer,
    ExitCategory,
    InterventionKind,
    ItemKind,
    OwnWish,
    Party,
    Purpose,
    Role,
)
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan
from brukermedvirkning.rules.access import (
    AccessContext,
    BreakGlass,
    CaseView,
    Denied,
    DenyRule,
    shielding,
    view_for,
)
from brukermedvirkning.rules.access import view as viewing
from brukermedvirkning.rules.access.parts import Part

Who = Callable[[str], Actor]


def test_the_participant_sees_all_but_drafts(
    case: Case, context: AccessContext, who: Who
) -> None:
    view = view_for(case, who("participant"), context)

    assert [row.id for row in case.rows()] == [row.id for row in view.rows()]
    assert [row.note and row.note.text for row in view.contacts] == [None, "told"]
    assert view.extensions == case.extensions


def test_the_participant_sees_whose_case_it_is_and_where_it_comes_from(
    context: AccessContext, who: Who
) -> None:
    case = Case(
        id="c",
        participant=Participant(id="kari"),
        unit="home",
        period=Period(start=date(2026, 1, 1)),
        origin=Origin(reader="a reader"),
        registered_in_error=True,
        extensions=FrozenMap({"dk": "x"}),
    )

    assert view_for(case, who("participant"), context) == CaseView(
        on=context.on,
        id=case.id,
        participant=case.participant,
        unit=case.unit,
        period=case.period,
        origin=case.origin,
        registered_in_error=case.registered_in_error,
        extensions=case.extensions,
    )
    assert view_for(case, who("leader"), context) == CaseView(
        on=context.on,
        id=case.id,
        participant=case.participant,
        unit=case.unit,
        period=case.period,
        registered_in_error=case.registered_in_error,
    )


def test_a_stranger_sees_that_there_is_nothing(
    case: Case, context: AccessContext, who: Who
) -> None:
    nothing = CaseView(on=context.on)

    for name in ("another participant", "supporter", "colleague", "unknown"):
        assert nothing == view_for(case, who(name), context)


def test_staff_do_not_see_when_a_note_was_read(
    case: Case, context: AccessContext, who: Who
) -> None:
    notes = [row.note for row in view_for(case, who("coordinator"), context).contacts]

    assert [note and note.read_on for note in notes] == [None, None]
    assert [note and note.text for note in notes] == ["a draft", "told"]


def test_benefit_control_sees_that_somebody_left_and_not_why(
    case: Case, context: AccessContext, who: Who
) -> None:
    view = view_for(case, who("control"), context)
    (enrolment,) = view.enrolments

    assert enrolment.exit is not None
    assert enrolment.exit.category == Coded(concept=ExitCategory.UNKNOWN)
    assert (enrolment.exit.on, enrolment.exit.reason) == (date(2026, 5, 1), None)
    assert enrolment.referral is not None
    assert enrolment.referral.own_wish is OwnWish.UNKNOWN
    assert (view.stances, view.contacts, view.challenges) == ((), (), ())


def test_what_is_said_of_an_item_goes_with_it(
    case: Case, context: AccessContext, who: Who
) -> None:
    view = view_for(case, who("caseworker"), context)

    assert (view.assessments, view.comments) == ((), ())


def test_a_complaint_about_something_unseen_is_about_the_service(
    case: Case, context: AccessContext, who: Who
) -> None:
    (seen,) = view_for(case, who("leader"), context).complaints
    (own,) = view_for(case, who("participant"), context).complaints

    assert (seen.item_kind, seen.item, seen.words) == (ItemKind.SERVICE, None, "no")
    assert (own.item_kind, own.item) == (ItemKind.CHALLENGE, "challenge")


def test_a_decision_about_something_unseen_names_it_not(
    case: Case, context: AccessContext, who: Who
) -> None:
    decision = Decision(
        id="decision",
        item_kind=ItemKind.CHALLENGE,
        item="challenge",
        follows_wish=Answer.NO,
        by_representative="guardian",
    )
    case = attrs.evolve(case, decisions=(decision,))
    (seen,) = view_for(case, who("leader"), context).decisions
    (own,) = view_for(case, who("participant"), context).decisions

    assert (seen.item_kind, seen.item) == (None, None)
    assert seen.follows_wish is Answer.UNKNOWN
    assert own == decision


def test_what_is_decided_about_the_plan_names_it_where_it_is_seen(
    case: Case, context: AccessContext, who: Who
) -> None:
    decision = Decision(id="decision", item_kind=ItemKind.PLAN, item="plan")
    (consent,) = case.consents
    consent = attrs.evolve(consent, covers=(ItemKind.DECISION,))
    case = attrs.evolve(case, decisions=(decision,), consents=(consent,))

    for name, item in (("participant", "plan"), ("leader", "plan"), ("nurse", None)):
        view = view_for(case, who(name), context)
        assert [row.item for row in view.decisions] == [item]
        assert (view.plan is None) is (item is None)


def test_a_reference_to_a_row_that_is_not_seen_is_dropped(
    case: Case, context: AccessContext, who: Who
) -> None:
    measure = Intervention(
        id="measure",
        period=Period(),
        measure=Coded(concept=InterventionKind.EDUCATION),
        goals=("goal",),
        decision="decision",
    )
    decision = Decision(id="decision")
    case = attrs.evolve(case, interventions=(measure,), decisions=(decision,))
    (seen,) = view_for(case, who("mentor"), context).interventions

    assert (seen.goals, seen.decision) == (("goal",), None)


def test_a_rule_that_closes_the_plan_of_a_case_closes_it_in_a_view(
    case: Case, who: Who
) -> None:
    rule = DenyRule(
        id="no-plan",
        source="a test",
        denies=lambda question, _case: (
            Denied(rule="x", ground="y") if question.item == "plan" else None
        ),
    )
    context = AccessContext(on=date(2026, 6, 1), deny_rules=(rule,))

    assert view_for(case, who("participant"), context).plan is None


def test_a_part_of_the_plan_would_be_withheld_as_of_any_row(
    case: Case, context: AccessContext, who: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = ActionPlan(id="plan", period=Period(), policy="policy")
    case = attrs.evolve(case, plan=plan)
    part = Part(
        kind="plan",
        name="new",
        paths=("policy",),
        purpose=Purpose.PARTICIPATION,
        source="a test",
    )
    there = viewing.parts_of
    monkeypatch.setattr(
        viewing, "parts_of", lambda kind: (part,) if kind == "plan" else there(kind)
    )
    seen = view_for(case, who("participant"), context).plan

    assert seen == attrs.evolve(plan, policy=None)


def test_a_representative_that_is_not_seen_is_not_named(
    case: Case, context: AccessContext, who: Who
) -> None:
    team = tuple(attrs.evolve(row, unit="health") for row in case.team)
    decision = Decision(id="decision", by_representative="guardian")
    case = attrs.evolve(case, team=team, decisions=(decision,))
    (seen,) = view_for(case, who("leader"), context).decisions

    assert seen.by_representative is None


def test_a_peer_worker_is_seen_as_staff(
    case: Case, context: AccessContext, who: Who, recorded_by_a_peer: Recorded
) -> None:
    contacts = tuple(
        attrs.evolve(row, recorded=recorded_by_a_peer, initiative=Party.PEER)
        for row in case.contacts
    )
    case = attrs.evolve(case, contacts=contacts)
    view = view_for(case, who("participant"), context)
    staff = Attendee(party=Party.SERVICE, id="peer-id", role=Coded(concept=Role.OTHER))

    assert view.contacts[0].attendees[1] == staff
    assert view.contacts[0].recorded.source.kind is ActorKind.STAFF
    assert view.contacts[1].initiative is Party.SERVICE
    (place,) = (row for row in view.team if row.id == "peer")
    assert (place.role.concept, place.actor.kind) == (Role.OTHER, ActorKind.STAFF)


def test_a_peer_worker_who_wants_it_is_seen_as_one(case: Case, who: Who) -> None:
    context = AccessContext(on=date(2026, 6, 1), peers_shown=("peer-id",))
    view = view_for(case, who("participant"), context)

    assert view.contacts[0].attendees == case.contacts[0].attendees


def test_a_peer_worker_sees_themself(
    case: Case, context: AccessContext, who: Who
) -> None:
    view = view_for(case, who("peer"), context)

    assert view.contacts[0].attendees == case.contacts[0].attendees


def test_a_peer_worker_of_whom_no_id_is_known_is_staff_to_a_system_too(
    case: Case, context: AccessContext, who: Who
) -> None:
    nameless = Attendee(party=Party.PEER)
    contacts = tuple(attrs.evolve(row, attendees=(nameless,)) for row in case.contacts)
    case = attrs.evolve(case, contacts=contacts)
    view = view_for(case, who("system"), context)

    assert [row.attendees[0].party for row in view.contacts] == [Party.SERVICE] * 2


def test_the_participant_sees_who_opened_what(case: Case, who: Who) -> None:
    opening = BreakGlass(
        id="opening",
        case="c",
        by=who("peer"),
        ground="an act",
        covers=("stance",),
        on=date(2026, 1, 5),
        until=date(2026, 1, 6),
    )
    other = attrs.evolve(opening, case="d")
    context = AccessContext(on=date(2026, 6, 1), openings=(opening, other))
    (seen,) = view_for(case, who("participant"), context).openings

    assert seen.by.kind is ActorKind.STAFF
    assert attrs.evolve(seen, by=opening.by) == opening
    shown = attrs.evolve(context, peers_shown=("peer-id",))
    assert view_for(case, who("participant"), shown).openings == (opening,)
    assert view_for(case, who("guardian"), shown).openings == (opening,)
    assert view_for(case, who("coordinator"), context).openings == ()
    assert view_for(case, who("acting"), context).openings == ()


def test_a_shielded_person_is_nobody_to_the_rest(case: Case, who: Who) -> None:
    rule = shielding("shield", source="x", persons=["kari"])
    context = AccessContext(on=date(2026, 6, 1), deny_rules=(rule,))

    seen = view_for(case, who("coordinator"), context)
    assert seen == CaseView(on=context.on)
    assert seen.is_empty
    assert not view_for(case, who("participant"), context).is_empty


def test_another_unit_sees_what_the_consent_covers(
    case: Case, context: AccessContext, who: Who
) -> None:
    view = view_for(case, who("nurse"), context)

    assert {row.kind for row in view.rows()} == {"goal", "contact"}
    assert (view.id, view.plan, view.origin) == ("c", None, None)
