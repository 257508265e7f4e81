"""Which way cases are counted, and what a program looks like."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import ClassVar

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brukermedvirkning.builtin.engines import ENGINES, Interpreter, Python
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concept import Concept, unknown_members
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.record import Record
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Schema, Window
from brukermedvirkning.rules.expressions.roots import case, contact, goal
from brukermedvirkning.rules.expressions.surface import contains, days_between, root
from brukermedvirkning.rules.generated import program as programs
from brukermedvirkning.rules.generated.checking import as_test
from brukermedvirkning.rules.generated.engine import generated_tally, tally
from brukermedvirkning.rules.generated.program import is_ready, program
from brukermedvirkning.rules.indicators import tally as interpreter
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.scoring import Cohort, Proportion

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


@pytest.fixture(autouse=True)
def _nothing_is_made():
    programs.forget()


# Which way


def test_for_a_few_cases_nothing_is_compiled():
    counts = tally(BUILT_IN, some(3), WINDOW)

    assert counts == interpreter.tally(BUILT_IN, some(3), WINDOW)
    assert not is_ready(BUILT_IN)


def test_many_cases_are_counted_by_a_program_that_is_made_once():
    counts = tally(BUILT_IN, some(450), WINDOW)

    assert counts == interpreter.tally(BUILT_IN, some(450), WINDOW)
    assert is_ready(BUILT_IN)
    assert program(BUILT_IN) is program(list(BUILT_IN))


def test_what_was_compiled_before_counts_a_few_cases_too():
    program(BUILT_IN)

    assert tally(BUILT_IN, some(3), WINDOW) == interpreter.tally(
        BUILT_IN, some(3), WINDOW
    )


def test_not_everything_ever_made_is_kept():
    first = one("made.number-0", scoring=Cohort())
    program([first])
    for number in range(1, 65):
        program([one(f"made.number-{number}", scoring=Cohort())])

    assert not is_ready([first])


def test_nothing_counts_nothing():
    assert tally([], some(450), WINDOW) == generated_tally([], some(2), WINDOW) == {}


@pytest.mark.parametrize("count", [tally, generated_tally])
def test_one_id_twice_is_refused(count):
    with pytest.raises(DefinitionError, match="a is counted together with itself"):
        count([one("a", scoring=Cohort())] * 2, some(450), WINDOW)


def test_a_split_that_is_not_allowed_is_refused():
    with pytest.raises(DefinitionError, match="cannot be split by"):
        generated_tally([one("a", scoring=Cohort())], some(2), WINDOW, by=["case.unit"])


def test_the_core_has_two_engines_that_count_the_same():
    python, other = (each.tally(BUILT_IN, some(9), WINDOW) for each in ENGINES)

    assert [each.id for each in ENGINES] == ["python", "interpreter"]
    assert (Python, Interpreter) == tuple(map(type, ENGINES))
    assert python == other


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


def test_an_expression_over_another_class_is_a_check_too():
    soon = as_test(client.visits.any(days_between(window.start, visit.on) < 9))
    one_visit = Visit(id="visit", on=date(2020, 1, 2))

    assert soon(Client(id="client", visits=(one_visit,)), WINDOW) is True
    assert soon(Client(id="client"), WINDOW) is False


def test_cases_of_two_classes_are_not_counted_together():
    with pytest.raises(DefinitionError, match="not of Case, Client"):
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
