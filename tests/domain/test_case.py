from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest
from hypothesis import given

from brukermedvirkning.domain.actors import Actor, Item
from brukermedvirkning.domain.carries import EVERYTHING, Carries
from brukermedvirkning.domain.case import (
    REFERENCES,
    Case,
    Participant,
    collections,
    in_order,
    row_kinds,
)
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    ItemKind,
    Party,
    Role,
    StanceAnswer,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.documents import DOCUMENTS, document_format, document_name
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.evolve import evolve, replay
from brukermedvirkning.domain.happenings import (
    HANDLERS,
    CaseImported,
    CaseUpdatedFromSource,
    Happening,
)
from brukermedvirkning.domain.happenings.items import standing
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import ActionPlan, Goal, Stance, Wording
from brukermedvirkning.domain.record import Id, field_types
from brukermedvirkning.domain.rights import Complaint
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.testing.strategies import cases, records

DAY, NEXT = date(2026, 1, 31), date(2026, 2, 1)
CASE = Case(id="c", participant=Participant(id="p"))
GOAL = Goal(
    id="g",
    wordings=(Wording(version=1, text="a"), Wording(version=2, text="b")),
)
MEMBER = TeamMember(id="t", period=Period(), role=Coded(concept=Role.REPRESENTATIVE))


def stance(row_id: str, answer: StanceAnswer, **fields) -> Stance:
    values = {
        "on": DAY,
        "item_kind": ItemKind.GOAL,
        "item": "g",
        "version": 2,
        "party": Party.PARTICIPANT,
    }
    return Stance(id=row_id, answer=answer, **(values | fields))


def test_a_case_begins_on_the_first_day_of_its_period() -> None:
    assert CASE.start is None
    assert DAY == attrs.evolve(CASE, period=Period(start=DAY)).start


def test_the_rows_of_a_case_are_all_its_rows() -> None:
    contact = Contact(id="k", on=DAY)

    assert [GOAL, contact] == list(
        attrs.evolve(CASE, goals=(GOAL,), contacts=(contact,)).rows()
    )


def test_an_enrolment_is_found_by_its_id() -> None:
    row = Enrolment(id="e", programme="p")
    case = attrs.evolve(CASE, enrolments=(row,))

    assert row == case.enrolment("e")
    assert case.enrolment("f") is None


def test_the_latest_stance_on_the_version_is_what_holds() -> None:
    case = attrs.evolve(
        CASE,
        goals=(GOAL,),
        team=(MEMBER,),
        stances=in_order(
            (
                stance("a", StanceAnswer.DISAGREES),
                stance("b", StanceAnswer.AGREES, on=NEXT),
                stance("c", StanceAnswer.WITHDRAWN, on=NEXT, version=1),
                stance("d", StanceAnswer.UNDECIDED, on=NEXT, party=Party.SERVICE),
                stance("e", StanceAnswer.UNDECIDED, on=NEXT, registered_in_error=True),
                stance(
                    "f", StanceAnswer.AGREES_IN_PART, on=NEXT, by_representative="t"
                ),
            )
        ),
    )

    of_participant = standing(case, "goal", "g", 2, Party.PARTICIPANT)

    assert of_participant is not None
    assert "b" == of_participant.id
    assert standing(case, "goal", "g", 3, Party.PARTICIPANT) is None
    assert standing(case, "goal", "h", 2, Party.PARTICIPANT) is None
    assert standing(case, "decision", "g", 2, Party.PARTICIPANT) is None


def test_a_stance_may_be_on_the_plan() -> None:
    plan = ActionPlan(id="plan", period=Period())
    row = stance("a", StanceAnswer.AGREES, item_kind=ItemKind.PLAN, item="plan")

    assert (row,) == attrs.evolve(CASE, plan=plan, stances=(row,)).stances


@pytest.mark.parametrize("kind", [ItemKind.SERVICE, ItemKind.PLAN])
def test_a_complaint_may_be_about_the_plan_or_the_service(kind: ItemKind) -> None:
    row = Complaint(id="a", on=DAY, item_kind=kind)

    assert (row,) == attrs.evolve(CASE, complaints=(row,)).complaints


def test_a_goal_may_stand_below_another() -> None:
    below = attrs.evolve(GOAL, id="h", parent="g")
    lowest = attrs.evolve(GOAL, id="i", parent="h")

    assert attrs.evolve(CASE, goals=(GOAL, below, lowest))


def test_rows_are_sorted_by_day_and_id_an_unknown_day_first() -> None:
    rows = (
        Enrolment(id="b", programme="p", start=DAY),
        Enrolment(id="a", programme="q", start=DAY),
        Enrolment(id="c", programme="r"),
    )

    assert ["c", "a", "b"] == [row.id for row in in_order(rows)]


def test_every_collection_holds_rows_of_its_own_kind() -> None:
    assert 19 == len(collections())
    assert len(collections()) == len(row_kinds())
    assert all(issubclass(kind, Item) for kind in collections().values())
    assert "contacts" == row_kinds()["contact"]


def test_every_field_that_names_rows_is_listed() -> None:
    for rows, field, targets in REFERENCES:
        assert targets in collections()
        hint = field_types(collections()[rows])[field]
        assert hint in (Id, Id | None, tuple[Id, ...])


@given(cases())
def test_a_generated_case_is_valid_and_sorted(case: Case) -> None:
    assert case == attrs.evolve(case)
    for name in collections():
        assert in_order(getattr(case, name)) == getattr(case, name)


@given(records(CaseImported))
def test_an_import_gives_the_case_it_carries(happening: CaseImported) -> None:
    assert happening.case == evolve(None, happening)
    assert happening.case == replay([happening])


@given(records(CaseImported), records(CaseUpdatedFromSource))
def test_replaying_a_journal_gives_its_last_case(
    first: CaseImported, second: CaseUpdatedFromSource
) -> None:
    assert second.case == replay([first, second])


def test_an_empty_journal_gives_no_case() -> None:
    assert replay([]) is None


def test_every_happening_has_an_evolver_and_a_document() -> None:
    kinds = set()
    waiting: list[type[Happening]] = [Happening]
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        # The class that attrs replaced by one with slots may live on.
        if "kind" in vars(kind) and "__attrs_attrs__" in vars(kind):
            kinds.add(kind)

    assert kinds == set(HANDLERS)
    assert len(kinds) == len({kind.kind for kind in kinds})
    assert {kind.kind for kind in kinds} <= set(DOCUMENTS)


def test_what_happened_is_of_a_known_kind() -> None:
    instant = datetime(2026, 1, 31, tzinfo=UTC)
    with pytest.raises(KeyError):
        evolve(None, Happening(at=instant))


def test_a_document_is_called_after_its_record() -> None:
    assert "case" == document_name(Case)
    assert "case_imported" == document_name(CaseImported)
    assert "brukermedvirkning.unit" == document_format("unit")
    with pytest.raises(KeyError):
        document_name(Contact)


def test_what_carries_everything_misses_nothing() -> None:
    assert EVERYTHING.can("contact.form")
    assert () == EVERYTHING.missing(("contact", "goal.text"))


def test_a_source_carries_what_it_names() -> None:
    carries = Carries(paths=("contact", "contact.form"))

    assert carries.can("contact.form")
    assert not carries.can("contact.duration")
    assert ("goal", "plan") == carries.missing(("goal", "contact", "plan"))
    assert not carries.without("contact.form").can("contact.form")


def test_an_actor_has_the_roles_it_has() -> None:
    actor = Actor(kind=ActorKind.STAFF, roles=(Coded(concept=Role.MENTOR),))

    assert actor.has_role(Role.MENTOR)
    assert not actor.has_role(Role.CASEWORKER)


def test_the_day_of_a_row_is_its_own_class_s_to_say() -> None:
    with pytest.raises(NotImplementedError):
        Item(id="a").day  # noqa: B018
