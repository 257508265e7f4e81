"""Reading as somebody: what is shown, what the log says of it, what lets others in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, Purpose, Role
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Challenge, Goal, Wording
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.errors import (
    CaseNotFoundError,
    CommandRefusedError,
    StoreError,
    UnknownNameError,
)
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.host import Host
from brukermedvirkning.ports import Kept, PluginInfo
from brukermedvirkning.rules.access import (
    AccessEntry,
    AccessQuestion,
    Action,
    Allowed,
    BreakGlass,
    CaseView,
    Denied,
    DenyRule,
    Resource,
    Sharing,
    Statute,
    may,
    shielding,
    view_for,
)
from brukermedvirkning.services import (
    access_context,
    audience_of,
    break_glass,
    copy_for_participant,
    read_as,
    read_whole,
    share,
    take_back_sharing,
    who_has_read,
)
from brukermedvirkning.services.reading import BY_THE_STORE
from brukermedvirkning.testing.access_cases import everybody, looks
from brukermedvirkning.testing.access_laws import Look
from brukermedvirkning.testing.memory import MemoryStore
from brukermedvirkning.testing.memory_people import MemoryAccessLog

AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
DAY = date(2026, 3, 2)
OPEN = Period(start=date(2026, 1, 1))

PARTICIPANT = Actor(kind=ActorKind.PARTICIPANT, id="kari")
COUNSELLOR = Actor(
    kind=ActorKind.STAFF,
    id="s-1",
    unit="home",
    roles=(Coded(concept=Role.COUNSELLOR),),
)
STRANGER = Actor(kind=ActorKind.STAFF, id="s-9", unit="home")
CONTROL = Actor(
    kind=ActorKind.STAFF,
    id="s-5",
    unit="control",
    roles=(Coded(concept=Role.BENEFIT_CONTROLLER),),
)
NURSE = Actor(kind=ActorKind.STAFF, id="s-7", unit="health")


def made_case() -> Case:
    wordings = (Wording(version=1, text="to cook"),)
    return Case(
        id="c",
        participant=Participant(id="kari"),
        unit="home",
        period=OPEN,
        plan=ActionPlan(id="plan", period=OPEN),
        challenges=(Challenge(id="challenge", on=DAY, wordings=wordings),),
        goals=(Goal(id="goal", on=DAY, wordings=wordings),),
        contacts=(Contact(id="talk", on=DAY, note=Note(text="a draft")),),
        team=(
            TeamMember(
                id="place",
                period=OPEN,
                role=Coded(concept=Role.COUNSELLOR),
                actor=Actor(kind=ActorKind.STAFF, id="s-1", unit="home"),
            ),
        ),
    )


class Narrowing:
    """A plugin that brings deny rules."""

    def __init__(self, *rules: DenyRule) -> None:
        self.rules = rules

    @hookimpl
    def bmv_plugin_info(self) -> PluginInfo:
        return PluginInfo(id="narrowing", version="1", title="narrows")

    @hookimpl
    def bmv_access_rules(self) -> tuple[DenyRule, ...]:
        return self.rules


def host_with(*rules: DenyRule) -> Host:
    return Host.load([Narrowing(*rules)], entry_points=False)


HOST = host_with()


def store_with(case: Case, *records: Any) -> MemoryStore:
    store = MemoryStore()
    store.state.cases[case.id] = Kept(case=case, revision=1)
    store.state.journals[case.id] = ()
    for record in records:
        store.state.records[type(record), record.id] = record
    return store


@pytest.fixture
def store() -> MemoryStore:
    return store_with(made_case())


def read(store: MemoryStore, actor: Actor, host: Host = HOST, **how: Any) -> CaseView:
    with store.begin() as work:
        return read_as(host, work, "c", actor, **{"at": AT, **how})


def logged(store: MemoryStore, **how: Any) -> list[Any]:
    with store.begin() as work:
        return list(who_has_read(work, "c", **how))


# Reading as somebody


def test_a_reading_shows_what_the_reader_may_see_and_nothing_more(store) -> None:
    view = read(store, COUNSELLOR)

    assert ["goal"] == [row.id for row in view.goals]
    assert read(store, PARTICIPANT).contacts[0].note is None


def test_a_reading_is_in_the_log_with_day_purpose_unit_and_role(store) -> None:
    read(store, COUNSELLOR)
    (reading,) = logged(store)

    assert (AT, Purpose.SERVICE, "home") == (reading.at, reading.purpose, reading.unit)
    assert [Role.COUNSELLOR] == [role.concept for role in reading.roles]
    assert ("case", "plan", "challenge", "goal", "contact", "team_member") == (
        reading.kinds
    )
    assert not reading.was_denied


def test_the_log_does_not_name_the_reader(store) -> None:
    read(store, COUNSELLOR)

    assert all(entry.reader is None for entry in store.state.access_log)
    assert [None] == [one.reader for one in logged(store, names=True)]


def test_a_name_in_the_log_is_told_on_request_alone(store) -> None:
    read(store, COUNSELLOR, with_name=True)
    (reading,) = logged(store, names=True)

    assert "s-1" == reading.reader
    assert "s-1" not in repr(reading)
    assert [None] == [one.reader for one in logged(store)]


def test_a_denied_reading_shows_nothing_and_is_logged_as_denied(store) -> None:
    view = read(store, STRANGER)
    (reading,) = logged(store)

    assert view.is_empty
    assert ("access.not-given", ()) == (reading.outcome, reading.kinds)
    assert reading.was_denied


class FullLog(MemoryAccessLog):
    """A log that takes nothing any more."""

    def append(self, entry: AccessEntry) -> None:
        raise StoreError("the disk is full")


def test_a_reading_that_cannot_be_logged_is_not_given(store) -> None:
    with store.begin() as work:
        work.access_log = FullLog(work)
        with pytest.raises(StoreError, match="full"):
            read_as(HOST, work, "c", COUNSELLOR, at=AT)
        with pytest.raises(StoreError, match="full"):
            read_whole(work, "c", by=Actor(), at=AT)
        with pytest.raises(StoreError, match="full"):
            copy_for_participant(HOST, work, "c", at=AT)


def test_a_case_that_is_not_there_is_read_by_nobody(store) -> None:
    with store.begin() as work:
        for asked in (
            lambda: read_as(HOST, work, "x", COUNSELLOR, at=AT),
            lambda: read_whole(work, "x", by=Actor(), at=AT),
            lambda: copy_for_participant(HOST, work, "x", at=AT),
            lambda: audience_of(HOST, work, "x", at=AT),
            lambda: who_has_read(work, "x"),
        ):
            with pytest.raises(CaseNotFoundError):
                asked()

    assert () == store.state.access_log


def test_readings_are_told_one_by_one_in_their_order(store) -> None:
    read(store, COUNSELLOR)
    read(store, COUNSELLOR, at=AT + timedelta(hours=1))
    read(store, STRANGER, at=AT + timedelta(hours=2))

    assert [9, 10, 11] == [one.at.hour for one in logged(store)]


def test_a_whole_case_is_read_by_the_store_and_the_log_says_so(store) -> None:
    machine = Actor(kind=ActorKind.SYSTEM)
    with store.begin() as work:
        case = read_whole(work, "c", by=machine, at=AT, purpose=Purpose.STATISTICS)
    (reading,) = logged(store)

    assert made_case() == case
    assert (ActorKind.SYSTEM, Purpose.STATISTICS) == (reading.kind, reading.purpose)
    assert (BY_THE_STORE,) == reading.bases


# What a reading may rest on


def test_a_statute_on_record_lets_another_body_read_and_is_named(store) -> None:
    act = Statute(
        id="act",
        reference="an act, § 3",
        recipient="health",
        covers=("goal",),
        valid=OPEN,
    )
    before = read(store, NURSE)
    with store.begin() as work:
        work.records(Statute).put(act)
    view = read(store, NURSE)

    assert before.is_empty
    assert ["goal"] == [row.id for row in view.goals]
    assert () == view.challenges
    assert ("statute: an act, § 3",) == logged(store)[-1].bases


def test_a_plugins_rule_closes_what_the_table_opens(store) -> None:
    rule = shielding("kode-6", source="a test", persons={"kari"}, readers={"s-2"})
    view = read(store, COUNSELLOR, host_with(rule))

    assert view.is_empty
    assert ["kode-6"] == [one.outcome for one in logged(store)]
    assert not read(store, PARTICIPANT, host_with(rule)).is_empty


def no_case(question: AccessQuestion, _case: Case) -> Denied | None:
    return Denied(rule="x", ground="y") if question.item_kind == "case" else None


def test_rows_are_logged_where_the_case_around_them_is_closed(store) -> None:
    rule = DenyRule(id="no-case", source="a test", denies=no_case)
    view = read(store, COUNSELLOR, host_with(rule))
    (reading,) = logged(store)

    assert (None, ["goal"]) == (view.id, [row.id for row in view.goals])
    assert not reading.was_denied
    assert "case" not in reading.kinds
    assert "goal" in reading.kinds


def test_other_cases_sharings_and_openings_are_not_asked(store) -> None:
    other = Sharing(
        id="s", case="other", item_kind="goal", item="goal", recipient="health", on=DAY
    )
    with store.begin() as work:
        work.records(Sharing).put(other)
        context = access_context(HOST, work, "c", at=AT)

    assert () == context.sharings


# Opening what is closed


def opening(**changes: Any) -> BreakGlass:
    values: dict[str, Any] = {
        "id": "opening",
        "case": "c",
        "by": CONTROL,
        "ground": "an act, § 1",
        "covers": ("challenge",),
        "on": AT.date(),
        "until": AT.date() + timedelta(days=2),
    }
    return BreakGlass(**(values | changes))


def test_an_opening_lets_in_until_it_lapses_and_the_participant_sees_it(store) -> None:
    closed = read(store, CONTROL)
    with store.begin() as work:
        break_glass(work, opening(), at=AT)
    opened = read(store, CONTROL)
    lapsed = read(store, CONTROL, at=AT + timedelta(days=2))
    seen = read(store, PARTICIPANT, at=AT + timedelta(days=30)).openings

    assert ([], ["challenge"], []) == tuple(
        [row.id for row in view.challenges] for view in (closed, opened, lapsed)
    )
    assert ("opened: an act, § 1",) == logged(store)[1].bases
    assert ["opening"] == [one.id for one in seen]


@pytest.mark.parametrize(
    ("reason", "changes"),
    [
        ("backdated", {"on": date(2026, 5, 31)}),
        ("covers-nothing", {"covers": ()}),
        ("covers-nothing", {"covers": ("goal", "everything")}),
        ("not-for-a-body", {"by": PARTICIPANT}),
    ],
)
def test_an_opening_that_is_none_is_refused(store, reason, changes) -> None:
    with store.begin() as work, pytest.raises(CommandRefusedError) as caught:
        break_glass(work, opening(**changes), at=AT)

    assert reason == caught.value.reason
    assert {} == store.state.records


def test_no_opening_takes_the_place_of_another(store) -> None:
    with store.begin() as work:
        break_glass(work, opening(), at=AT)
        with pytest.raises(CommandRefusedError, match="id-taken"):
            break_glass(work, opening(ground="another act"), at=AT)


def test_nothing_is_opened_of_a_case_that_is_not_there(store) -> None:
    with store.begin() as work, pytest.raises(CaseNotFoundError):
        break_glass(work, opening(case="x"), at=AT)


# The participant's own sharing


def sharing(**changes: Any) -> Sharing:
    values: dict[str, Any] = {
        "id": "sharing",
        "case": "c",
        "item_kind": "goal",
        "item": "goal",
        "recipient": "health",
        "on": AT.date(),
    }
    return Sharing(**(values | changes))


def test_what_the_participant_shares_is_read_until_it_is_taken_back(store) -> None:
    with store.begin() as work:
        share(HOST, work, sharing(), by=PARTICIPANT, at=AT)
    shared = read(store, NURSE)
    with store.begin() as work:
        back = take_back_sharing(work, "sharing", by=PARTICIPANT, on=AT.date())
    after = read(store, NURSE)

    assert ["goal"] == [row.id for row in shared.goals]
    assert AT.date() == back.taken_back_on
    assert after.is_empty


def test_the_plan_can_be_shared(store) -> None:
    with store.begin() as work:
        plan = sharing(item_kind="plan", item="plan")
        share(HOST, work, plan, by=PARTICIPANT, at=AT)

    assert read(store, NURSE).plan is not None


@pytest.mark.parametrize(
    ("reason", "by", "changes"),
    [
        ("not-yours", COUNSELLOR, {}),
        ("not-yours", Actor(kind=ActorKind.STAFF, id="kari"), {}),
        ("not-yours", Actor(kind=ActorKind.PARTICIPANT, id="ola"), {}),
        ("backdated", PARTICIPANT, {"on": DAY}),
        ("no-such-item", PARTICIPANT, {"item": "x"}),
        ("no-such-item", PARTICIPANT, {"item_kind": "challenge"}),
        ("no-such-item", PARTICIPANT, {"item_kind": "plan", "item": "x"}),
    ],
)
def test_what_cannot_be_shared_is_refused(store, reason, by, changes) -> None:
    with store.begin() as work, pytest.raises(CommandRefusedError) as caught:
        share(HOST, work, sharing(**changes), by=by, at=AT)

    assert reason == caught.value.reason


def no_sharing(question: AccessQuestion, _case: Case) -> Denied | None:
    sharing_it = question.action is Action.SHARE
    return Denied(rule="x", ground="not now") if sharing_it else None


def test_a_rule_of_a_plugin_can_stop_a_sharing(store) -> None:
    stop = DenyRule(id="stop", source="a test", denies=no_sharing)
    with store.begin() as work, pytest.raises(CommandRefusedError, match="stop"):
        share(host_with(stop), work, sharing(), by=PARTICIPANT, at=AT)


def test_a_sharing_is_taken_back_once_and_by_its_owner(store) -> None:
    with store.begin() as work:
        share(HOST, work, sharing(), by=PARTICIPANT, at=AT)
        with pytest.raises(CommandRefusedError, match="id-taken"):
            share(HOST, work, sharing(), by=PARTICIPANT, at=AT)
        with pytest.raises(CommandRefusedError, match="not-yours"):
            take_back_sharing(work, "sharing", by=NURSE, on=AT.date())
        with pytest.raises(CommandRefusedError, match="no-such-sharing"):
            take_back_sharing(work, "x", by=PARTICIPANT, on=AT.date())
        take_back_sharing(work, "sharing", by=PARTICIPANT, on=AT.date())
        with pytest.raises(CommandRefusedError, match="taken-back-already"):
            take_back_sharing(work, "sharing", by=PARTICIPANT, on=AT.date())


# The participant's copy


def test_the_copy_names_what_it_leaves_out_and_who_has_read(store) -> None:
    read(store, COUNSELLOR, with_name=True)
    with store.begin() as work:
        copy = copy_for_participant(HOST, work, "c", at=AT + timedelta(hours=1))

    assert [("talk", "note", "access.draft")] == [
        (one.id, one.part, one.rule) for one in copy.withheld
    ]
    assert {ActorKind.STAFF, ActorKind.PARTICIPANT} == {one.kind for one in copy.log}
    assert {None} == {one.reader for one in copy.log}


def test_the_copy_has_the_names_of_the_log_on_request(store) -> None:
    read(store, COUNSELLOR, with_name=True)
    with store.begin() as work:
        copy = copy_for_participant(HOST, work, "c", at=AT, names=True)

    assert "s-1" in {one.reader for one in copy.log}


def test_the_copy_is_a_reading_of_its_own(store) -> None:
    with store.begin() as work:
        copy_for_participant(HOST, work, "c", at=AT)
    (reading,) = logged(store)

    assert (ActorKind.PARTICIPANT, Purpose.LEGAL) == (reading.kind, reading.purpose)


# Who will read


def test_the_audience_is_told_of_every_kind_and_part(store) -> None:
    with store.begin() as work:
        told = audience_of(HOST, work, "c", at=AT)
    by_target = {one.resource.target: one for one in told}

    assert by_target["challenge"].includes(COUNSELLOR)
    assert not by_target["complaint"].includes(COUNSELLOR)
    assert not by_target["challenge"].includes(CONTROL)
    assert {"case", "goal", "contact.note"} <= set(by_target)
    assert () == store.state.access_log


def test_a_kind_that_does_not_exist_has_no_audience(store) -> None:
    with store.begin() as work, pytest.raises(UnknownNameError, match="goal"):
        audience_of(HOST, work, "c", at=AT, kind="gaol")


# Whoever looks at whatever case


def kept_look(look: Look, case: Case) -> MemoryStore:
    context = look.context
    records = (*context.openings, *context.sharings, *context.statutes)
    return store_with(case, *records)


def at(look: Look) -> datetime:
    day = look.context.on
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def read_look(look: Look, case: Case) -> tuple[CaseView, MemoryStore]:
    store = kept_look(look, case)
    with store.begin() as work:
        view = read_as(
            host_with(*look.context.deny_rules),
            work,
            case.id,
            look.actor,
            at=at(look),
            purpose=look.context.purpose,
            peers_shown=look.context.peers_shown,
        )
    return view, store


@given(looks())
def test_what_is_read_is_what_the_rules_show(look: Look) -> None:
    context = look.context
    own = attrs.evolve(
        context,
        openings=tuple(one for one in context.openings if one.case == look.case.id),
        sharings=tuple(one for one in context.sharings if one.case == look.case.id),
    )
    view, _ = read_look(look, look.case)

    assert view_for(look.case, look.actor, own) == view


@given(looks())
def test_what_may_not_be_seen_changes_nothing_in_what_is_read(
    look: Look,
) -> None:
    seen, _ = read_look(look, look.case)
    if look.rights(look.case) != look.rights(look.unseen):
        return
    other, _ = read_look(look, look.unseen)

    assert seen == other


@given(looks())
def test_every_reading_is_logged_once_and_names_nobody(look: Look) -> None:
    view, store = read_look(look, look.case)
    with store.begin() as work:
        (reading,) = who_has_read(work, look.case.id, names=True)

    assert reading.reader is None
    assert reading.was_denied == view.is_empty
    assert set(reading.kinds) >= {row.kind for row in view.rows()}


@given(looks(), st.sampled_from(["nobody", "caseworker"]))
def test_a_shielded_persons_case_is_read_by_the_named_alone(
    look: Look, named: str
) -> None:
    person = look.case.participant.id
    rule = shielding("shield", source="a test", persons={person}, readers={named})
    shielded = attrs.evolve(
        look, context=attrs.evolve(look.context, deny_rules=(rule,))
    )
    view, _ = read_look(shielded, look.case)
    own = look.actor.kind is ActorKind.PARTICIPANT and look.actor.id == person

    assert view.is_empty or own or look.actor.id == named


@given(looks())
def test_the_audience_is_exactly_those_who_then_read(look: Look) -> None:
    store = kept_look(look, look.case)
    host = host_with(*look.context.deny_rules)
    with store.begin() as work:
        told = audience_of(
            host,
            work,
            look.case.id,
            at=at(look),
            purpose=look.context.purpose,
            kind=look.resource.kind,
            peers_shown=look.context.peers_shown,
        )
        context = access_context(
            host,
            work,
            look.case.id,
            at=at(look),
            purpose=look.context.purpose,
            peers_shown=look.context.peers_shown,
        )
    asked = Resource(case=look.case, kind=look.resource.kind, part=look.resource.part)
    (one,) = (found for found in told if found.resource.target == asked.target)
    people = (look.actor, *everybody(look.case)[::7])

    assert {
        actor: isinstance(may(actor, Action.READ, asked, context), Allowed)
        for actor in people
    } == {actor: one.includes(actor) for actor in people}
