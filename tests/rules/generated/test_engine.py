"""What a program looks like, and cases of another class."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import ClassVar

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concept import Concept, unknown_members
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Record
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Schema, Window
from brukermedvirkning.rules.expressions.roots import case, contact, goal, param
from brukermedvirkning.rules.expressions.surface import contains, days_between, root
from brukermedvirkning.rules.generated.checking import as_test
from brukermedvirkning.rules.generated.engine import generated_tally, tally
from brukermedvirkning.rules.generated.program import program
from brukermedvirkning.rules.indicators import tally as interpreter
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import Cohort, Proportion
from brukermedvirkning.rules.indicators.tally import Key

WINDOW = Window(start=date(2020, 1, 1), end=date(2021, 1, 1), as_of=date(2020, 12, 1))


def one(name, **parts):
    return Definition(
        id=name,
        question="What does this come to?",
        duty_holder=DutyHolder.PROGRAMME,
        source="made up",
        **parts,
    )


def some(count):
    return (
        Case(id=f"case-{number}", participant=Participant(id=f"person-{number}"))
        for number in range(count)
    )


# How it reads


def test_a_program_reads_as_somebody_might_have_written_it():
    held = one(
        "held",
        counts="contact",
        when=contact.on,
        scoring=Cohort(among=contact.is_held),
    )
    source = program([held]).source

    assert "held_counted += 1" in source
    assert "for contact in case.contacts:" in source
    assert "contact_is_held = contact.is_held" in source


def test_two_counters_never_share_a_name():
    wanted = [one(name, scoring=Cohort()) for name in ("a.b", "a-b")]
    counts = generated_tally(wanted, some(2), WINDOW)

    assert counts == interpreter.tally(wanted, some(2), WINDOW)
    assert "a_b_counted_2 += 1" in program(wanted).source


# For few cases and for many

MORE = one(
    "more",
    counts="contact",
    scoring=Cohort(among=contact.messages > param.n),
    groupings=("case.unit",),
    parameters=(IndicatorParameter(name="n", default=1, unit="messages", source="me"),),
)


@pytest.mark.parametrize("count", [1, 401])
def test_few_cases_and_many_are_counted_with_the_parameters_given(count):
    talk = Contact(id="talk", on=date(2020, 1, 2), messages=2)
    cases = [attrs.evolve(each, contacts=(talk,)) for each in some(count)]
    given = {"more": {"n": 2}}

    assert tally([MORE], cases, WINDOW)[Key("more", (), "counted")] == count
    assert tally([MORE], cases, WINDOW, given) == {}


def test_the_days_around_rows_may_be_reckoned_by_a_parameter():
    days = case.contacts.longest_gap(window.start, window.start + param.n)
    longer = attrs.evolve(MORE, counts="case", scoring=Cohort(among=days > 3))
    given = {"more": {"n": 4}}

    assert generated_tally([longer], some(1), WINDOW) == {}
    assert generated_tally([longer], some(1), WINDOW, given) == interpreter.tally(
        [longer], some(1), WINDOW, given
    )
    assert generated_tally([longer], some(1), WINDOW, given) != {}


def test_what_was_made_before_is_used_for_few_cases_too(monkeypatch):
    program([MORE], ("case.unit",))
    monkeypatch.setattr(interpreter, "tally", None)

    assert tally([MORE], some(1), WINDOW, by=("case.unit",)) == {}


# Cases of another class


@unknown_members("UNSAID")
class Mood(Concept):
    """How somebody felt."""

    GOOD = "good"
    UNSAID = "unsaid"


class Manner(Concept):
    """How a visit is made; it is always known."""

    CALLED = "called"
    WRITTEN = "written"


@attrs.frozen(kw_only=True)
class Visit(Record):
    """A visit to a client."""

    kind: ClassVar[str] = "visit"
    derived: ClassVar[tuple[str, ...]] = ("day", "mood_then")

    id: str
    on: date | None
    mood: Coded[Mood] | None = None
    manner: Manner = Manner.CALLED
    stay: Period | None = None
    registered_in_error: bool = False

    @property
    def day(self) -> date | None:
        """The day."""
        return self.on

    @property
    def mood_then(self) -> Mood | None:
        """How it was."""
        return None if self.mood is None else self.mood.concept


@attrs.frozen(kw_only=True)
class Client(Record):
    """Somebody who is visited; there is no origin, so all can be told."""

    id: str
    visits: tuple[Visit, ...] = ()
    registered_in_error: bool = False


CLIENTS = Schema(Client)
client, visit = root("case", CLIENTS), root("visit", CLIENTS)
window = root("window", CLIENTS)
visits = st.builds(
    Visit,
    id=st.just("visit"),
    on=st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 9)),
    mood=st.none() | st.sampled_from(Mood).map(lambda mood: Coded(concept=mood)),
    manner=st.sampled_from(Manner),
    stay=st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 9)).map(Period.single),
    registered_in_error=st.booleans(),
)
clients = st.builds(
    Client,
    id=st.just("client"),
    visits=st.lists(visits, max_size=4).map(
        lambda rows: tuple(sorted(rows, key=lambda row: row.day or date.min))
    ),
)
OF_CLIENTS = one(
    "visits",
    counts="visit",
    among=(visit.mood == "good") | visit.stay.is_known,
    scoring=Proportion(
        numerator=contains(visit.stay, visit.on)
        & (visit.mood.recorded != "unsaid")
        & (client.visits.count() > 1),
        exception=(visit.mood_then == "good") | (visit.manner != "called"),
        excluded=client.visits.longest_gap(window.start, window.end) < 360,
    ),
    schema=CLIENTS,
)


@settings(max_examples=settings().max_examples)
@given(st.lists(clients, max_size=3))
def test_cases_of_another_class(cases):
    assert generated_tally([OF_CLIENTS], cases, WINDOW) == interpreter.tally(
        [OF_CLIENTS], cases, WINDOW
    )


def test_the_same_cases_of_another_class():
    days = [None, *(date(2020, 1, day) for day in range(1, 8))]
    rows = [
        Visit(
            id="visit",
            on=on,
            mood=None if mood is None else Coded(concept=mood),
            manner=Manner.CALLED if on in days[:4] else Manner.WRITTEN,
            stay=None if at is None else Period.single(at),
        )
        for on in days
        for at in days[::3]
        for mood in (None, *Mood)
    ]
    cases = [
        Client(id="client", visits=tuple(rows[first : first + number]))
        for first in range(len(rows))
        for number in (1, 2)
    ]

    assert generated_tally([OF_CLIENTS], cases, WINDOW) == interpreter.tally(
        [OF_CLIENTS], cases, WINDOW
    )


def test_an_expression_over_another_class_is_a_check_too():
    soon = as_test(client.visits.any(days_between(window.start, visit.on) < 9))
    one_visit = Visit(id="visit", on=date(2020, 1, 2))

    assert soon(Client(id="client", visits=(one_visit,)), WINDOW) is True
    assert soon(Client(id="client"), WINDOW) is False


def test_a_code_without_a_member_that_says_nothing():
    called = as_test(visit.manner.in_("called"), counts="visit")
    rows = [Visit(id="visit", on=None, manner=manner) for manner in Manner]

    assert [called(Client(id="client"), WINDOW, row) for row in rows] == [True, False]


def test_cases_of_two_classes_are_not_counted_together():
    message = "what is counted together is asked of one class of cases, not of "
    with pytest.raises(DefinitionError, match=rf"^{message}Case, Client$"):
        generated_tally([OF_CLIENTS, one("a", scoring=Cohort())], [], WINDOW)


def test_equal_definitions_over_other_classes_are_other_programs():
    over_cases = one("a", scoring=Cohort())
    over_clients = attrs.evolve(over_cases, schema=CLIENTS)

    assert over_cases == over_clients
    assert program([over_cases]) is not program([over_clients])


def test_a_source_of_its_own_sort_is_asked_for_each_place():
    class Carrying:
        def can(self, path):
            return path != "contact"

    class Origin:
        carries = Carrying()

    @attrs.frozen(kw_only=True)
    class Other:
        id: str = "case"
        contacts: tuple = ()
        goals: tuple = ()
        enrolments: tuple = ()
        registered_in_error: bool = False
        origin: Origin = Origin()

    wanted = [
        one(
            "told",
            scoring=Proportion(
                numerator=case.contacts.any(contact.is_held)
                | case.goals.all(goal.on.is_known)
            ),
        )
    ]

    expected = interpreter.tally(wanted, [Other()], WINDOW)
    assert generated_tally(wanted, [Other()], WINDOW) == expected
    assert isinstance(expected, Counter)
