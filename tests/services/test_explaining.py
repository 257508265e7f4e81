"""Explaining an indicator: the records behind it, who may be told, what the log says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.carries import KEPT_HERE
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    ContactForm,
    ContactKind,
    ContactStatus,
    Role,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.errors import DefinitionError, UnknownNameError
from brukermedvirkning.host import Host
from brukermedvirkning.ports import Kept
from brukermedvirkning.rules.access import Action, Allowed, Resource, Standing, may
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import parse
from brukermedvirkning.rules.expressions.roots import SCHEMA
from brukermedvirkning.rules.expressions.window import Window
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.may_be_told import Sight
from brukermedvirkning.rules.indicators.scoring import Continuous, Proportion
from brukermedvirkning.services import explain_as, explaining, who_has_read
from brukermedvirkning.testing.access_cases import looks
from brukermedvirkning.testing.access_laws import Look
from brukermedvirkning.testing.memory import MemoryStore

HOST = Host.load(entry_points=False)
AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
EVER = Window.everything(AT.date())
BY_ID = {one.id: one for one in BUILT_IN}
IN_PERSON = BY_ID["contact.in-person"]
COUNSELLOR = Actor(kind=ActorKind.STAFF, id="s-1", unit="home")


def a_case(number: int, *forms: ContactForm, team: str = "s-1") -> Case:
    """A case with a contact in each form, and one staff member in its team."""
    return Case(
        id=f"c-{number}",
        participant=Participant(id=f"p-{number}"),
        unit="home",
        contacts=tuple(
            Contact(
                id=f"k-{place}",
                on=date(2026, 3, place),
                nature=Coded(concept=ContactKind.CONVERSATION),
                form=Coded(concept=form),
                status=ContactStatus.HELD,
            )
            for place, form in enumerate(forms, 1)
        ),
        team=(
            TeamMember(
                id="place",
                period=Period(start=date(2026, 1, 1)),
                role=Coded(concept=Role.COUNSELLOR),
                actor=Actor(kind=ActorKind.STAFF, id=team),
            ),
        ),
    )


MET, CALLED = ContactForm.IN_PERSON, ContactForm.PHONE
OWN = [a_case(1, MET, CALLED), a_case(2, CALLED)]
OTHERS = [a_case(number, MET, CALLED, team="s-9") for number in range(3, 8)]


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path) -> Any:
    """A store of either kind, with nothing in it."""
    if request.param == "memory":
        yield MemoryStore()
        return
    url = f"sqlite:///{(tmp_path / 'cases.db').as_posix()}"
    opened = Host.load().open_store(url)
    yield opened
    opened.close()


def keep(store: Any, *cases: Case) -> None:
    with store.begin() as work:
        work.cases.add_many([(case, ()) for case in cases])


def explained(store: Any, definition=IN_PERSON, actor=COUNSELLOR, **how: Any) -> Any:
    with store.begin() as work:
        return explain_as(HOST, work, definition, EVER, actor, at=AT, **how)


def named(found: Any) -> dict[str, list[tuple[str, str]]]:
    """The records that are named, by part."""
    return {
        one.part: [(record.case, record.id) for record in one.records]
        for one in found.parts
        if one.records
    }


def readings(store: Any, case_id: str) -> list[tuple[str, tuple[str, ...]]]:
    with store.begin() as work:
        return [(one.outcome, one.kinds) for one in who_has_read(work, case_id)]


def test_each_record_stands_behind_its_part(store) -> None:
    keep(store, *OWN)

    assert {
        "numerator": [("c-1", "k-1")],
        "negative": [("c-1", "k-2"), ("c-2", "k-1")],
    } == named(explained(store))


def test_each_part_says_the_condition_that_puts_a_record_there(store) -> None:
    keep(store, *OWN)
    steps = {one.part: one for one in explained(store).parts}

    assert "contact.form == 'in_person'" == steps["numerator"].condition
    assert "contact" == steps["numerator"].counts
    assert None is steps["not_recorded"].condition


def test_what_the_reader_may_not_see_is_counted_and_not_named(store) -> None:
    keep(store, *OWN, *OTHERS)
    found = explained(store)

    assert {"c-1", "c-2"} == {
        case for records in named(found).values() for case, _ in records
    }
    assert 10 == found.unseen


def test_few_people_who_may_not_be_seen_are_not_told_apart_from_none(store) -> None:
    keep(store, *OWN, *OTHERS[:4])

    assert None is explained(store).unseen
    assert 8 == explained(store, threshold=4).unseen


def test_what_is_named_is_in_the_log_of_its_case(store) -> None:
    keep(store, *OWN)
    explained(store)

    assert [("allowed", ("case", "contact"))] == readings(store, "c-1")


def test_who_may_not_be_seen_is_told_that_somebody_asked(store) -> None:
    keep(store, *OTHERS)
    explained(store)

    assert [("access.not-given", ())] == readings(store, "c-3")


def test_a_case_behind_no_part_has_nothing_in_its_log(store) -> None:
    keep(store, a_case(1), a_case(2, MET))
    explained(store)

    assert ([], 1) == (readings(store, "c-1"), len(readings(store, "c-2")))


def test_a_look_that_fails_later_is_neither_told_nor_logged(store) -> None:
    keep(store, *OWN)

    def look_and_fail() -> None:
        with store.begin() as work:
            explain_as(HOST, work, IN_PERSON, EVER, COUNSELLOR, at=AT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        look_and_fail()

    assert [] == readings(store, "c-1")


def test_a_part_can_be_asked_for_alone(store) -> None:
    keep(store, a_case(1, MET, CALLED), a_case(2, CALLED), *OTHERS)
    found = explained(store, parts=["numerator"])

    assert {"numerator": [("c-1", "k-1")]} == named(found)
    assert {"numerator"} == {one.part for one in found.parts}
    assert ([], 10) == (readings(store, "c-2"), found.unseen)


def test_a_part_that_there_is_not_names_those_that_there_are(store) -> None:
    with pytest.raises(UnknownNameError, match="numerator"):
        explained(store, parts=["enumerator"])


def test_a_split_says_the_group_of_each(store) -> None:
    keep(store, *OWN)
    found = explained(store, by=["case.unit"])
    records = [record for one in found.parts for record in one.records]

    assert {("home",)} == {record.group for record in records}


@pytest.mark.parametrize("by", ["team_member.actor.id", "contact.recorded.by.id"])
def test_nobody_is_grouped_by_a_worker(store, by) -> None:
    with pytest.raises(DefinitionError, match="cannot be split"):
        explained(store, by=[by])


@pytest.mark.parametrize("by", ["contact.recorded.by.id", "team_member.actor.id"])
def test_no_definition_can_allow_to_group_by_a_worker(by) -> None:
    with pytest.raises(DefinitionError, match="groupings"):
        attrs.evolve(IN_PERSON, groupings=(by,))


def test_what_organisations_record_is_nobodys_case(store) -> None:
    matters = HOST.indicators["collective.matter-outcome"]

    with pytest.raises(DefinitionError, match="counts no cases"):
        explained(store, matters)


def test_a_threshold_that_hides_nobody_is_refused(store) -> None:
    with pytest.raises(DefinitionError, match="hides nobody"):
        explained(store, threshold=1)


def test_a_record_that_carries_a_number_is_told_with_it(store) -> None:
    keep(store, a_case(1, MET, CALLED))
    found = explained(store, BY_ID["contact.longest-gap"])
    (one,) = [record for part in found.parts for record in part.records]

    assert ("c-1", "c-1", 1) == (one.case, one.id, one.value)


def test_the_participant_is_told_of_their_own_case_alone(store) -> None:
    keep(store, *OWN)
    anna = Actor(kind=ActorKind.PARTICIPANT, id="p-1")

    assert {"numerator": [("c-1", "k-1")], "negative": [("c-1", "k-2")]} == named(
        explained(store, actor=anna)
    )


def test_all_that_is_named_and_counted_is_what_was_measured(store) -> None:
    keep(store, *OWN)
    (one,) = measure([IN_PERSON], OWN, EVER)
    found = named(explained(store))

    assert (one.numerator, one.negative) == (
        len(found["numerator"]),
        len(found["negative"]),
    )


def test_the_readers_id_is_in_the_log_only_on_request(store) -> None:
    keep(store, *OWN[:1])
    explained(store)
    explained(store, with_name=True)
    with store.begin() as work:
        readers = [one.reader for one in who_has_read(work, "c-1", names=True)]

    assert [None, "s-1"] == readers


def told_of(look: Look, case: Case, definition: Any) -> tuple[Any, Any]:
    """What a reader is told of one case, and the entries in its log."""
    context = look.context
    store = MemoryStore()
    store.state.cases[case.id] = Kept(case=case, revision=1)
    for record in (*context.openings, *context.sharings, *context.statutes):
        store.state.records[type(record), record.id] = record
    # All that is asked of a host, without the time that it takes to load one.
    host: Any = SimpleNamespace(
        access_rules={rule.id: rule for rule in context.deny_rules}
    )
    at = datetime.combine(context.on, AT.timetz())
    with store.begin() as work:
        found = explain_as(
            host,
            work,
            definition,
            Window.everything(context.on),
            look.actor,
            at=at,
            purpose=context.purpose,
            peers_shown=context.peers_shown,
        )
        return found, list(work.access_log.of_case(case.id))


def asks_for_any(kind: str, rows: str) -> Definition:
    """Which cases have a row of a kind: the plainest thing that may be unseen."""
    return Definition(
        id=f"test.any-{kind.replace('_', '-')}",
        question="Which share has one?",
        scoring=Proportion(
            numerator=parse(f"case.{rows}.any(not {kind}.registered_in_error)", SCHEMA)
        ),
        duty_holder=DutyHolder.PROGRAMME,
        source="made up",
    )


PROBES = [asks_for_any(kind, rows) for kind, rows in SCHEMA.kinds.items()]
ALL_ROWS = Definition(
    id="test.all-rows",
    question="How many rows?",
    scoring=Continuous(
        observe=parse(
            " + ".join(f"case.{rows}.count()" for rows in SCHEMA.kinds.values()), SCHEMA
        ),
        unit="rows",
    ),
    duty_holder=DutyHolder.PROGRAMME,
    source="made up",
)
definitions = st.sampled_from(BUILT_IN) | st.sampled_from(PROBES)


def carrying_everything(look: Look) -> Look:
    """The same look at cases whose source has a place for all that there is."""
    case, unseen = (
        attrs.evolve(one, origin=KEPT_HERE) for one in (look.case, look.unseen)
    )
    resource = attrs.evolve(look.resource, case=case)
    return attrs.evolve(look, case=case, unseen=unseen, resource=resource)


some_looks = looks() | looks().map(carrying_everything)


def only_what_may_be_read(look: Look, definition: Any) -> None:
    """Every record that is named may be read, and the log says that it was."""
    found, log = told_of(look, look.case, definition)
    allowed = {entry.item_kind for entry in log if entry.outcome == "allowed"}
    for part in found.parts:
        for record in part.records:
            row = next((one for one in look.case.rows() if one.id == record.id), None)
            asked = Resource(
                case=look.case, kind=part.counts, row=None if row is None else row
            )
            answer = may(look.actor, Action.READ, asked, look.context)

            assert isinstance(answer, Allowed)
            assert {"case", part.counts} <= allowed
    denied = [entry for entry in log if entry.outcome != "allowed"]

    assert not (denied and any(part.records for part in found.parts))
    assert len(denied) <= 1


def never_what_is_unseen(look: Look, definition: Any) -> None:
    """What may not be seen moves no record from one part to another."""
    if look.rights(look.case) != look.rights(look.unseen):
        return
    first, second = (
        {
            (part.counts, record.id): (part.part, record.value, record.group)
            for part in told_of(look, case, definition)[0].parts
            for record in part.records
        }
        for case in (look.case, look.unseen)
    )

    assert all(second[one] == where for one, where in first.items() if one in second)


test_only_what_may_be_read_is_named_and_logged = given(some_looks, definitions)(
    only_what_may_be_read
)
test_what_may_not_be_seen_moves_nothing = given(some_looks, definitions)(
    never_what_is_unseen
)


def seeing_everything(self: Sight, one: Any, looks: Any) -> Any:
    """A broken way: whatever the answer, it is taken as a yes."""
    yes = Allowed(standing=Standing.TEAM)
    return tuple((asked, yes) for asked, _ in self._needed(one, looks))


def seeing_the_row(self: Sight, one: Any, looks: Any) -> Any:
    """A broken way: the record alone is asked about, not what put it there."""
    nothing = attrs.evolve(looks, row=(), case=(), others={})
    return tuple(self._needed(one, nothing))


def logging_nothing(self: Any, *asked: Any) -> Any:
    """A broken way: who is named is not in the log."""
    return (*SORT(self, *asked)[:2], [])


SORT = explaining._Reader.sort


@pytest.mark.parametrize(
    ("owner", "name", "broken", "check", "place"),
    [
        (
            Sight,
            "answers",
            seeing_everything,
            only_what_may_be_read,
            Standing.PEER_WORKER,
        ),
        (Sight, "answers", seeing_the_row, never_what_is_unseen, Standing.LEADER),
        (
            explaining._Reader,
            "sort",
            logging_nothing,
            only_what_may_be_read,
            Standing.PARTICIPANT,
        ),
    ],
    ids=["sees-everything", "sees-the-row-alone", "logs-nothing"],
)
def test_a_broken_way_to_explain_is_caught(
    monkeypatch, owner, name, broken, check, place
) -> None:
    monkeypatch.setattr(owner, name, broken)

    # That it is caught is all that is asked, and not by the smallest example.
    @settings(phases=[Phase.generate], database=None)
    @given(looks(place).map(carrying_everything), st.just(ALL_ROWS))
    def property_of_it(look: Look, definition: Definition) -> None:
        check(look, definition)

    with pytest.raises(AssertionError):
        property_of_it()
