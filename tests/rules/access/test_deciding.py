"""Who may do what, one sentence at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case, in_order, row_kinds
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    ConsentPurpose,
    ItemKind,
    Party,
    Purpose,
    Role,
)
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Comment
from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning.rules.access import (
    AccessContext,
    AccessQuestion,
    Action,
    Allowed,
    BreakGlass,
    Condition,
    Denied,
    DenyRule,
    Resource,
    Sharing,
    Standing,
    Statute,
    deciding,
    may,
    shielding,
    standings_of,
)
from brukermedvirkning.rules.access.table import Grant

Who = Callable[[str], Actor]


def row_of(case: Case, kind: str, row_id: str) -> Any:
    if kind == "plan":
        return case.plan
    return next(one for one in getattr(case, row_kinds()[kind]) if one.id == row_id)


def read(
    case: Case,
    actor: Actor,
    context: AccessContext,
    kind: str,
    row_id: str | None = None,
    part: str | None = None,
) -> Allowed | Denied:
    row = None if row_id is None else row_of(case, kind, row_id)
    resource = Resource(case=case, kind=kind, row=row, part=part)
    return may(actor, Action.READ, resource, context)


def why_not(answer: Allowed | Denied) -> str:
    return answer.rule if isinstance(answer, Denied) else "allowed"


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("participant", {Standing.PARTICIPANT}),
        ("another participant", set()),
        ("guardian", {Standing.REPRESENTATIVE}),
        ("acting", {Standing.ACTING_REPRESENTATIVE}),
        ("supporter", {Standing.SUPPORTER}),
        ("coordinator", {Standing.COORDINATOR, Standing.UNIT_STAFF}),
        ("caseworker", {Standing.TEAM, Standing.UNIT_STAFF}),
        ("mentor", {Standing.HELPER, Standing.UNIT_STAFF}),
        ("peer", {Standing.PEER_WORKER, Standing.UNIT_STAFF}),
        ("colleague", {Standing.UNIT_STAFF}),
        ("leader", {Standing.UNIT_STAFF, Standing.LEADER}),
        ("nurse", {Standing.OTHER_UNIT}),
        ("control", {Standing.BENEFIT_CONTROL}),
        ("system", {Standing.SYSTEM}),
        ("organisation", set()),
        ("unit unknown", set()),
        ("unknown", set()),
    ],
)
def test_everybody_has_the_places_that_they_have(
    case: Case, context: AccessContext, who: Who, name: str, places: set[Standing]
) -> None:
    assert places == set(standings_of(who(name), case, context))


def test_a_place_in_the_team_ends_with_its_last_day(case: Case, who: Who) -> None:
    before = AccessContext(on=date(2025, 12, 31))

    assert standings_of(who("caseworker"), case, before) == (Standing.UNIT_STAFF,)


def test_a_place_registered_in_error_gives_nothing(
    case: Case, context: AccessContext, who: Who
) -> None:
    team = tuple(attrs.evolve(row, registered_in_error=True) for row in case.team)
    case = attrs.evolve(case, team=team)

    assert standings_of(who("guardian"), case, context) == ()


def test_a_mandate_that_has_run_out_gives_nothing(
    case: Case, context: AccessContext, who: Who
) -> None:
    team = tuple(
        attrs.evolve(
            row, mandate=attrs.evolve(row.mandate, period=Period(end=context.on))
        )
        if row.mandate
        else row
        for row in case.team
    )
    case = attrs.evolve(case, team=team)

    assert standings_of(who("guardian"), case, context) == ()


def test_a_representative_is_nobody_to_benefit_control(case: Case, who: Who) -> None:
    context = AccessContext(on=date(2026, 6, 1), purpose=Purpose.BENEFIT_CONTROL)

    assert standings_of(who("guardian"), case, context) == ()
    assert standings_of(who("participant"), case, context) == (Standing.PARTICIPANT,)


def test_whoever_reads_for_benefit_control_is_no_caseworker_meanwhile(
    case: Case, who: Who
) -> None:
    context = AccessContext(on=date(2026, 6, 1), purpose=Purpose.BENEFIT_CONTROL)

    assert standings_of(who("caseworker"), case, context) == (Standing.BENEFIT_CONTROL,)


@pytest.mark.parametrize(
    ("name", "kind", "row_id", "part", "answer"),
    [
        ("participant", "contact", "draft", None, "allowed"),
        ("participant", "contact", "draft", "note", "access.draft"),
        ("participant", "contact", "shared", "note", "allowed"),
        ("participant", "contact", "shared", "read_mark", "allowed"),
        ("guardian", "contact", "shared", "note", "allowed"),
        ("acting", "contact", "shared", None, "access.not-given"),
        ("supporter", "goal", "goal", None, "access.not-given"),
        ("another participant", "contact", "shared", None, "access.stranger"),
        ("unknown", "goal", "goal", None, "access.stranger"),
        ("coordinator", "contact", "draft", "note", "allowed"),
        ("coordinator", "contact", "shared", "read_mark", "access.not-given"),
        ("coordinator", "assessment", "assessment", None, "allowed"),
        ("caseworker", "contact", "draft", "note", "allowed"),
        ("caseworker", "stance", "stance", None, "allowed"),
        ("caseworker", "assessment", "assessment", None, "access.not-given"),
        ("caseworker", "comment", "about-assessment", None, "access.not-given"),
        ("mentor", "goal", "goal", None, "allowed"),
        ("mentor", "goal", "goal", "own", "access.not-given"),
        ("mentor", "stance", "stance", None, "access.not-given"),
        ("mentor", "contact", "draft", None, "allowed"),
        ("mentor", "contact", "shared", None, "access.not-present"),
        ("mentor", "contact", "draft", "note", "access.not-given"),
        ("peer", "contact", "draft", "agenda", "allowed"),
        ("peer", "intervention", None, None, "access.not-given"),
        ("colleague", "goal", "goal", None, "access.not-given"),
        ("leader", "goal", "goal", None, "allowed"),
        ("leader", "challenge", "challenge", None, "access.not-given"),
        ("leader", "contact", "shared", "note", "access.not-given"),
        ("nurse", "goal", "goal", None, "allowed"),
        ("nurse", "contact", "shared", "note", "allowed"),
        ("nurse", "contact", "draft", "note", "access.draft"),
        ("nurse", "challenge", "challenge", None, "access.unit"),
        ("nurse", "plan", "plan", None, "access.unit"),
        ("nurse", "stance", "stance", None, "access.unit"),
        ("nurse", "team_member", None, None, "access.unit"),
        ("control", "enrolment", "enrolment", None, "allowed"),
        ("control", "enrolment", "enrolment", "own", "access.not-given"),
        ("control", "stance", "stance", None, "access.not-given"),
        ("system", "contact", "shared", None, "allowed"),
        ("system", "contact", "shared", "note", "access.not-given"),
        ("unit unknown", "goal", "goal", None, "access.stranger"),
    ],
)
def test_who_reads_what(
    case: Case,
    context: AccessContext,
    who: Who,
    name: str,
    kind: str,
    row_id: str | None,
    part: str | None,
    answer: str,
) -> None:
    assert answer == why_not(read(case, who(name), context, kind, row_id, part))


def test_a_note_that_is_not_written_is_as_if_shared(
    case: Case, context: AccessContext, who: Who
) -> None:
    answer = read(case, who("participant"), context, "contact", part="read_mark")

    assert answer == Allowed(standing=Standing.PARTICIPANT, when=Condition.ONCE_SHARED)


def test_what_a_body_will_read_on_a_basis_is_as_if_shared(
    case: Case, context: AccessContext, who: Who
) -> None:
    answer = read(case, who("nurse"), context, "contact", part="note")
    shared = read(case, who("nurse"), context, "contact", "shared", "note")
    later = Condition.ONCE_SHARED
    now = Allowed(standing=Standing.OTHER_UNIT, basis="consent: consent")

    assert (answer, shared) == (attrs.evolve(now, when=later), now)


def test_a_note_is_shared_from_its_day_on(case: Case, who: Who) -> None:
    before, day = AccessContext(on=date(2026, 3, 1)), AccessContext(on=date(2026, 3, 2))

    def note(context: AccessContext) -> Allowed | Denied:
        return read(case, who("participant"), context, "contact", "shared", "note")

    assert note(before) == Denied(
        rule="access.draft", ground="a draft is staff's until it is shared"
    )
    assert note(day) == Allowed(standing=Standing.PARTICIPANT)


def test_a_condition_of_what_an_item_lies_in_is_one_of_the_item(
    case: Case, context: AccessContext, who: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = {
        (grant.standing, grant.action, target): grant
        for grant in (
            Grant(
                standing=Standing.HELPER,
                action=Action.READ,
                targets=("contact",),
                when=Condition.IF_PRESENT,
                source="a test",
            ),
            Grant(
                standing=Standing.HELPER,
                action=Action.READ,
                targets=("contact.agenda",),
                source="a test",
            ),
        )
        for target in grant.targets
    }
    monkeypatch.setattr(deciding, "granted", lambda: table)
    answer = read(case, who("mentor"), context, "contact", part="agenda")

    assert answer == Allowed(standing=Standing.HELPER, when=Condition.IF_PRESENT)


def test_what_a_mentor_reads_of_a_talk_hangs_on_being_there(
    case: Case, context: AccessContext, who: Who
) -> None:
    answer = read(case, who("mentor"), context, "contact")

    assert answer == Allowed(standing=Standing.HELPER, when=Condition.IF_PRESENT)


def test_whoever_has_two_places_has_what_either_gives(
    case: Case, context: AccessContext, who: Who
) -> None:
    head = attrs.evolve(who("mentor"), roles=(Coded(concept=Role.MANAGING_DIRECTOR),))
    answer = read(case, head, context, "contact")

    assert answer == Allowed(standing=Standing.LEADER)


def test_an_attendee_without_an_id_is_nobody_known(
    case: Case, context: AccessContext, who: Who
) -> None:
    nameless = attrs.evolve(who("mentor"), id=None)

    assert standings_of(nameless, case, context) == (Standing.UNIT_STAFF,)


def test_a_row_of_another_body_needs_a_basis_even_for_the_coordinator(
    case: Case, context: AccessContext, who: Who
) -> None:
    goals = tuple(attrs.evolve(row, unit="health") for row in case.goals)
    case = attrs.evolve(case, goals=goals)

    assert why_not(read(case, who("coordinator"), context, "goal", "goal")) == (
        "access.unit"
    )


def test_a_row_of_another_body_is_read_on_a_basis_by_that_body_too(
    case: Case, context: AccessContext, who: Who
) -> None:
    challenges = tuple(attrs.evolve(row, unit="health") for row in case.challenges)
    case = attrs.evolve(case, challenges=challenges)

    assert why_not(read(case, who("nurse"), context, "challenge", "challenge")) == (
        "access.unit"
    )


def test_where_no_body_is_named_a_place_in_the_team_is_enough(
    case: Case, context: AccessContext, who: Who
) -> None:
    case = attrs.evolve(case, unit=None)

    assert why_not(read(case, who("caseworker"), context, "stance", "stance")) == (
        "allowed"
    )
    assert why_not(read(case, who("control"), context, "enrolment")) == "access.unit"
    nowhere = attrs.evolve(who("control"), unit=None)
    assert why_not(read(case, nowhere, context, "enrolment")) == "access.unit"


def test_reading_for_statistics_opens_no_part_that_is_the_participants_own(
    case: Case, who: Who
) -> None:
    context = AccessContext(on=date(2026, 6, 1), purpose=Purpose.STATISTICS)
    reader = who("coordinator")

    assert why_not(read(case, reader, context, "goal", "goal")) == "allowed"
    assert why_not(read(case, reader, context, "goal", "goal", "own")) == (
        "access.purpose"
    )


def test_what_the_table_gave_to_control_would_be_open_to_its_purpose_alone(
    case: Case, context: AccessContext, who: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = ("goal", "stance")
    grant = Grant(
        standing=Standing.BENEFIT_CONTROL,
        action=Action.READ,
        targets=targets,
        source="a test",
    )
    table = {(grant.standing, grant.action, target): grant for target in targets}
    monkeypatch.setattr(deciding, "granted", lambda: table)
    answers = [why_not(read(case, who("control"), context, kind)) for kind in targets]

    assert answers == ["allowed", "access.purpose"]


def test_reading_for_statistics_opens_no_own_words(case: Case, who: Who) -> None:
    context = AccessContext(on=date(2026, 6, 1), purpose=Purpose.STATISTICS)

    assert why_not(read(case, who("coordinator"), context, "stance", "stance")) == (
        "access.purpose"
    )


def consented(case: Case, **changes: Any) -> Case:
    consents = tuple(attrs.evolve(row, **changes) for row in case.consents)
    return attrs.evolve(case, consents=consents)


def test_a_consent_opens_what_it_covers_and_whose_case_it_is(
    case: Case, context: AccessContext, who: Who
) -> None:
    allowed = Allowed(standing=Standing.OTHER_UNIT, basis="consent: consent")

    assert read(case, who("nurse"), context, "goal", "goal") == allowed
    assert read(case, who("nurse"), context, "case") == allowed


@pytest.mark.parametrize(
    "changes",
    [
        {"withdrawn_on": date(2026, 6, 1)},
        {"until": date(2026, 6, 1)},
        {"registered_in_error": True},
        {"recipients": ("elsewhere",)},
        {"covers": ()},
        {"aim": Coded(concept=ConsentPurpose.RESEARCH)},
        {"on": date(2026, 6, 2)},
    ],
)
def test_a_consent_that_is_not_in_force_opens_nothing(
    case: Case, context: AccessContext, who: Who, changes: dict[str, Any]
) -> None:
    case = consented(case, **changes)

    for kind in ("goal", "case"):
        assert why_not(read(case, who("nurse"), context, kind)) == "access.unit"


def test_a_consent_gives_no_right_to_write(
    case: Case, context: AccessContext, who: Who
) -> None:
    goal = Resource(case=case, kind="goal")
    health = attrs.evolve(goal, unit="health")

    assert why_not(may(who("nurse"), Action.WRITE, goal, context)) == (
        "access.not-given"
    )
    assert why_not(may(who("coordinator"), Action.WRITE, health, context)) == (
        "access.unit"
    )


def narrowed(case: Case, **changes: Any) -> Case:
    wide = case.consents[0]
    narrow = attrs.evolve(wide, id="narrow", narrows=wide.id, **changes)
    return attrs.evolve(case, consents=in_order((wide, narrow)))


def test_a_narrowing_takes_the_place_of_what_it_narrows(
    case: Case, context: AccessContext, who: Who
) -> None:
    case = narrowed(case, covers=(ItemKind.GOAL, ItemKind.CHALLENGE))
    nurse = who("nurse")

    assert read(case, nurse, context, "goal") == Allowed(
        standing=Standing.OTHER_UNIT, basis="consent: narrow"
    )
    assert why_not(read(case, nurse, context, "contact")) == "access.unit"
    assert why_not(read(case, nurse, context, "challenge")) == "access.unit"


def test_to_withdraw_a_narrowing_does_not_widen_again(
    case: Case, context: AccessContext, who: Who
) -> None:
    case = narrowed(case, withdrawn_on=date(2026, 5, 1))

    assert why_not(read(case, who("nurse"), context, "goal")) == "access.unit"


def test_consents_that_narrow_each_other_open_nothing(
    case: Case, context: AccessContext, who: Who
) -> None:
    wide = case.consents[0]
    one = attrs.evolve(wide, narrows="two")
    two = attrs.evolve(wide, id="two", narrows="consent", on=date(2026, 7, 1))
    case = attrs.evolve(case, consents=in_order((one, two)))

    assert why_not(read(case, who("nurse"), context, "goal")) == "access.unit"


def test_a_statute_opens_what_it_covers_while_it_holds(case: Case, who: Who) -> None:
    act = Statute(
        id="statute",
        reference="an act",
        recipient="health",
        covers=("plan",),
        valid=Period(start=date(2026, 1, 1), end=date(2026, 7, 1)),
    )
    nurse = who("nurse")

    def answer(on: date) -> Allowed | Denied:
        return read(case, nurse, AccessContext(on=on, statutes=(act,)), "plan")

    assert answer(date(2026, 6, 30)) == Allowed(
        standing=Standing.OTHER_UNIT, basis="statute: an act"
    )
    assert why_not(answer(date(2026, 7, 1))) == "access.unit"


def test_what_the_participant_shared_is_read_until_taken_back(
    case: Case, who: Who
) -> None:
    sharing = Sharing(
        id="sharing",
        case="c",
        item_kind="stance",
        item="stance",
        recipient="jobs",
        on=date(2026, 5, 1),
        taken_back_on=date(2026, 6, 1),
    )
    goal = attrs.evolve(sharing, item_kind="goal", item="goal", taken_back_on=None)
    actor = attrs.evolve(who("nurse"), unit="jobs")

    def answer(on: date, *sharings: Sharing, kind: str = "stance") -> str:
        context = AccessContext(on=on, sharings=sharings)
        row_id = None if kind == "case" else kind
        return why_not(read(case, actor, context, kind, row_id))

    assert answer(date(2026, 5, 31), sharing, goal) == "allowed"
    assert answer(date(2026, 5, 31), goal) == "access.unit"
    assert answer(date(2026, 6, 1), sharing, goal) == "access.unit"
    assert answer(date(2026, 6, 1), goal, kind="case") == "allowed"
    elsewhere = attrs.evolve(goal, case="another")
    assert answer(date(2026, 6, 1), elsewhere, kind="case") == "access.unit"
    others = attrs.evolve(sharing, recipient="tax")
    assert answer(date(2026, 5, 31), others) == "access.unit"
    of_the_kind = attrs.evolve(sharing, item="another")
    assert answer(date(2026, 5, 31), of_the_kind) == "access.unit"


def test_what_was_shared_is_one_item_and_no_kind(case: Case, who: Who) -> None:
    sharing = Sharing(
        id="sharing",
        case="c",
        item_kind="stance",
        item="stance",
        recipient="jobs",
        on=date(2026, 5, 1),
    )
    context = AccessContext(on=date(2026, 6, 1), sharings=(sharing,))
    actor = attrs.evolve(who("nurse"), unit="jobs")

    assert why_not(read(case, actor, context, "stance")) == "access.unit"
    assert _basis_of(read(case, actor, context, "case")) == "shared by the participant"


def _basis_of(answer: Allowed | Denied) -> str | None:
    return answer.basis if isinstance(answer, Allowed) else None


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": "tax"},
        {"covers": ("goal",)},
        {"valid": Period(start=date(2026, 6, 2))},
    ],
)
def test_a_statute_for_others_or_something_else_opens_nothing(
    case: Case, who: Who, changes: dict[str, Any]
) -> None:
    act = Statute(
        id="statute",
        reference="an act",
        recipient="health",
        covers=("plan",),
        valid=Period(start=date(2026, 1, 1)),
    )
    less = attrs.evolve(act, id="less", **changes)

    def answer(*statutes: Statute) -> str:
        context = AccessContext(on=date(2026, 6, 1), statutes=statutes)
        return why_not(read(case, who("nurse"), context, "plan"))

    assert (answer(less), answer(less, act)) == ("access.unit", "allowed")


def opened(opener: Actor, **changes: Any) -> BreakGlass:
    values: dict[str, Any] = {
        "id": "opening",
        "case": "c",
        "by": opener,
        "ground": "an act, § 1",
        "covers": ("stance", "contact", "goal"),
        "on": date(2026, 6, 1),
        "until": date(2026, 6, 3),
    }
    return BreakGlass(**(values | changes))


def test_benefit_control_reads_a_stance_only_by_an_opening_that_lapses(
    case: Case, who: Who
) -> None:
    control = who("control")

    def answer(on: date) -> Allowed | Denied:
        context = AccessContext(on=on, openings=(opened(control),))
        return read(case, control, context, "stance", "stance")

    assert why_not(answer(date(2026, 5, 31))) == "access.not-given"
    assert answer(date(2026, 6, 2)) == Allowed(
        standing=Standing.OPENED, basis="opened: an act, § 1"
    )
    assert why_not(answer(date(2026, 6, 3))) == "access.not-given"


@pytest.mark.parametrize(
    ("kind", "row_id", "part", "answer"),
    [
        ("challenge", "challenge", None, "access.not-opened"),
        ("contact", "shared", "note", "allowed"),
        ("contact", "draft", "note", "access.draft"),
        ("case", None, None, "allowed"),
    ],
)
def test_an_opening_opens_what_it_names_and_no_draft(
    case: Case, who: Who, kind: str, row_id: str | None, part: str | None, answer: str
) -> None:
    colleague = who("colleague")
    context = AccessContext(on=date(2026, 6, 1), openings=(opened(colleague),))

    assert answer == why_not(read(case, colleague, context, kind, row_id, part))


def test_an_opening_is_of_one_case_and_one_person(case: Case, who: Who) -> None:
    openings = (opened(who("colleague"), case="d"), opened(who("leader")))
    context = AccessContext(on=date(2026, 6, 1), openings=openings)

    assert standings_of(who("colleague"), case, context) == (Standing.UNIT_STAFF,)


@pytest.mark.parametrize(
    "changes",
    [
        {"until": date(2026, 6, 1)},
        {"until": date(2026, 6, 16)},
        {"by": Actor(kind=ActorKind.STAFF)},
    ],
)
def test_an_opening_without_a_lapse_or_by_nobody_is_refused(
    who: Who, changes: dict[str, Any]
) -> None:
    with pytest.raises(InvalidRecordError):
        opened(who("control"), **changes)


def closes_everything(_question: AccessQuestion, _case: Case) -> Denied:
    return Denied(rule="theirs", ground="closed")


CLOSED = DenyRule(id="closed", source="a test", denies=closes_everything)


def test_a_rule_of_a_plugin_closes_what_is_open(case: Case, who: Who) -> None:
    context = AccessContext(on=date(2026, 6, 1), deny_rules=(CLOSED,))

    for name in ("participant", "coordinator", "nurse"):
        assert read(case, who(name), context, "goal", "goal") == Denied(
            rule="closed", ground="closed"
        )


@pytest.mark.parametrize("kind", ["stance", "comment", "request", "decision"])
@pytest.mark.parametrize("name", ["participant", "acting"])
def test_no_rule_of_a_plugin_closes_a_right(
    case: Case, who: Who, kind: str, name: str
) -> None:
    context = AccessContext(on=date(2026, 6, 1), deny_rules=(CLOSED,))
    right = Resource(case=case, kind=kind)

    assert why_not(may(who(name), Action.WRITE, right, context)) == "allowed"
    assert why_not(may(who("coordinator"), Action.WRITE, right, context)) == "closed"


def test_a_rule_that_answers_with_something_else_lets_nobody_in(
    case: Case, who: Who
) -> None:
    lets: Any = lambda _question, _case: Allowed(standing=Standing.TEAM)  # noqa: E731
    rule = DenyRule(id="lets", source="a test", denies=lets)
    context = AccessContext(on=date(2026, 6, 1), deny_rules=(rule,))

    with pytest.raises(AttributeError):
        read(case, who("coordinator"), context, "goal", "goal")


def test_a_rule_is_told_what_is_asked(case: Case, who: Who) -> None:
    asked: list[AccessQuestion] = []

    def listens(question: AccessQuestion, given: Case) -> None:
        assert given is case
        asked.append(question)

    rule = DenyRule(id="listens", source="a test", denies=listens)
    context = AccessContext(
        on=date(2026, 6, 1), purpose=Purpose.STATISTICS, deny_rules=(rule,)
    )
    actor = who("participant")
    read(case, actor, context, "goal", "goal", "own")
    may(actor, Action.SHARE, Resource(case=case, kind="goal"), context)
    goal = AccessQuestion(
        actor=actor,
        action=Action.READ,
        item_kind="goal",
        purpose=Purpose.SERVICE,
        on=date(2026, 6, 1),
        item="goal",
        reading_for=Purpose.STATISTICS,
    )

    assert asked == [
        goal,
        attrs.evolve(goal, part="own", purpose=Purpose.PARTICIPATION),
        attrs.evolve(goal, action=Action.SHARE, item=None),
    ]


def test_the_first_rule_that_denies_is_named(case: Case, who: Who) -> None:
    silent = DenyRule(id="silent", source="a test", denies=lambda _one, _case: None)
    context = AccessContext(on=date(2026, 6, 1), deny_rules=(silent, CLOSED))

    assert why_not(read(case, who("participant"), context, "goal")) == "closed"


def test_a_rule_that_closes_an_item_closes_what_is_said_of_it(
    case: Case, who: Who
) -> None:
    def no_goals(question: AccessQuestion, _case: Case) -> Denied | None:
        goal = question.item_kind == "goal"
        return Denied(rule="x", ground="no goals") if goal else None

    rule = DenyRule(id="no-goals", source="a test", denies=no_goals)
    context = AccessContext(on=date(2026, 6, 1), deny_rules=(rule,))

    assert why_not(read(case, who("participant"), context, "stance", "stance")) == (
        "no-goals"
    )
    assert why_not(read(case, who("participant"), context, "challenge")) == "allowed"


def test_a_shielded_person_is_seen_by_the_named_alone(case: Case, who: Who) -> None:
    rule = shielding("shield", source="x", persons=["kari"], readers=["caseworker-id"])
    context = AccessContext(on=date(2026, 6, 1), deny_rules=(rule,))

    def answer(name: str) -> str:
        return why_not(read(case, who(name), context, "goal", "goal"))

    assert (answer("participant"), answer("caseworker")) == ("allowed", "allowed")
    assert (answer("coordinator"), answer("guardian")) == ("shield", "shield")


def test_a_shield_is_of_the_persons_that_it_names(case: Case, who: Who) -> None:
    rule = shielding("shield", source="x", persons=["ola"])
    context = AccessContext(on=date(2026, 6, 1), deny_rules=(rule,))

    assert why_not(read(case, who("coordinator"), context, "goal")) == "allowed"


def test_comments_about_each_other_are_read_together(
    case: Case, context: AccessContext, who: Who
) -> None:
    one, two = (
        Comment(
            id=name,
            on=date(2026, 3, 2),
            item_kind=ItemKind.COMMENT,
            item=other,
            party=Party.PARTICIPANT,
            words="w",
        )
        for name, other in (("one", "two"), ("two", "one"))
    )
    case = attrs.evolve(case, comments=in_order((*case.comments, one, two)))

    assert why_not(read(case, who("caseworker"), context, "comment", "one")) == (
        "allowed"
    )


@pytest.mark.parametrize(
    ("name", "action", "kind", "answer"),
    [
        ("participant", Action.SHARE, "stance", "allowed"),
        ("participant", Action.ERASE, "stance", "access.not-given"),
        ("participant", Action.WRITE, "enrolment", "access.not-given"),
        ("caseworker", Action.SHARE, "contact", "allowed"),
        ("caseworker", Action.WRITE, "assessment", "access.not-given"),
        ("leader", Action.ERASE, "stance", "access.purpose"),
        ("mentor", Action.WRITE, "contact", "allowed"),
        ("mentor", Action.WRITE, "goal", "access.not-given"),
        ("guardian", Action.WRITE, "stance", "access.not-given"),
    ],
)
def test_who_does_what_else(
    case: Case, who: Who, name: str, action: Action, kind: str, answer: str
) -> None:
    purpose = Purpose.STATISTICS if name == "leader" else Purpose.SERVICE
    context = AccessContext(on=date(2026, 6, 1), purpose=purpose)
    asked = Resource(case=case, kind=kind)

    assert answer == why_not(may(who(name), action, asked, context))
