"""Where a row goes: the order of the parts, the window, the groups, the clusters."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import product

import attrs
import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ContactForm, ContactStatus
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import Window
from brukermedvirkning.rules.expressions.roots import case, contact, lit, window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.scoring import Cohort, Proportion
from brukermedvirkning.rules.indicators.tally import Key, explain, pair, tally

WINDOW = Window(start=date(2020, 1, 1), end=date(2020, 2, 1), as_of=date(2020, 3, 1))
SOMEBODY = Case(id="case", participant=Participant(id="somebody"))
POOR = attrs.evolve(SOMEBODY, origin=Origin(carries=Carries(paths=("contact",))))
TESTS = {True: lit(True), False: lit(False), None: case.start < window.start}
KLEENE = (True, False, None)


def a_definition(scoring, **fields):
    return Definition(
        id="test",
        question="Is it so?",
        scoring=scoring,
        duty_holder=DutyHolder.PROGRAMME,
        source="a document",
        **fields,
    )


def label_of(definition, one=SOMEBODY):
    found = [row.label for row in explain(definition, [one], WINDOW)]
    assert len(found) <= 1
    return found[0] if found else None


def expected_label(member, excluded, mature, met, met_excluded, exception):
    """The order of the parts, in other words than the code's."""
    if member is not True:
        return None if member is False else "unplaced"
    if excluded:
        return "excluded"
    if mature is not True:
        return "not_mature" if mature is False else "not_recorded"
    if met:
        return "numerator_excluded" if met_excluded else "numerator"
    if exception:
        return "exception"
    return "negative" if met is False else "not_recorded"


@pytest.mark.parametrize(("member", "excluded"), list(product(KLEENE, KLEENE)))
def test_a_row_goes_to_the_first_part_that_applies(member, excluded):
    for mature, met, met_excluded, exception in product(KLEENE, repeat=4):
        definition = a_definition(
            Proportion(
                denominator=TESTS[member],
                excluded=TESTS[excluded],
                numerator=TESTS[met],
                numerator_excluded=TESTS[met_excluded],
                exception=TESTS[exception],
            ),
            mature=TESTS[mature],
        )
        expected = expected_label(
            member, excluded, mature, met, met_excluded, exception
        )

        assert expected == label_of(definition)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"numerator": True}, "cannot_tell"),
        ({"numerator": False}, "cannot_tell"),
        ({"numerator": TESTS[None]}, "cannot_tell"),
        ({"numerator": True, "excluded": True}, "excluded"),
        ({"numerator": True, "denominator": TESTS[None]}, "blind"),
        ({"numerator": True, "denominator": False}, None),
    ],
)
def test_a_source_without_a_place_for_what_is_needed_cannot_tell(fields, expected):
    definition = a_definition(Proportion(**fields), needs=("contact.form",))

    assert expected == label_of(definition, POOR)


def test_who_is_not_mature_is_that_whatever_the_source_can_carry():
    definition = a_definition(
        Proportion(numerator=True), needs=("contact.form",), mature=False
    )

    assert "not_mature" == label_of(definition, POOR)


def a_contact(number, on, form=ContactForm.PHONE):
    return Contact(
        id=f"contact-{number}",
        on=on,
        form=Coded(concept=form),
        status=ContactStatus.HELD,
    )


def with_contacts(*contacts, case_id="case"):
    return attrs.evolve(SOMEBODY, id=case_id, contacts=contacts)


@pytest.mark.parametrize(
    ("on", "counted"),
    [
        (date(2019, 12, 31), 0),
        (date(2020, 1, 1), 1),
        (date(2020, 1, 31), 1),
        (date(2020, 2, 1), 0),
    ],
)
def test_a_window_holds_its_first_day_and_not_its_end(on, counted):
    definition = a_definition(Cohort(), counts="contact", when=contact.on)
    (one,) = measure([definition], [with_contacts(a_contact(1, on))], WINDOW)

    assert counted == one.count


def test_what_lies_after_the_day_asked_is_not_known_yet():
    early = attrs.evolve(WINDOW, as_of=date(2020, 1, 15))
    definition = a_definition(Cohort(), counts="contact", when=contact.on)
    some = with_contacts(
        a_contact(1, date(2020, 1, 15)), a_contact(2, date(2020, 1, 16))
    )
    (one,) = measure([definition], [some], early)

    assert 1 == one.count


PHONED = a_definition(
    Proportion(numerator=contact.form == "phone"),
    counts="contact",
    groupings=("case.unit", "contact.status"),
    recorded_by_staff=contact.recorded_by_staff,
)
DAY = date(2020, 1, 3)
MIXED = with_contacts(
    a_contact(1, DAY),
    a_contact(2, DAY),
    a_contact(3, DAY, ContactForm.MAIL),
    a_contact(4, DAY, ContactForm.UNKNOWN),
)


def test_the_rows_of_one_case_are_counted_as_one_cluster():
    another = with_contacts(a_contact(1, DAY, ContactForm.MAIL), case_id="another")
    expected = Counter(
        {
            Key("test", (), "numerator", 2): 2,
            Key("test", (), "negative"): 2,
            Key("test", (), "not_recorded"): 1,
            Key("test", (), "cluster", pair(4, 2)): 1,
            Key("test", (), "cluster", pair(1, 0)): 1,
            Key("test", (), "cases"): 2,
        }
    )

    assert expected == tally([PHONED], [MIXED, another], WINDOW)


def test_clusters_and_people_are_those_of_each_group():
    mixed = attrs.evolve(MIXED, unit="north")
    by = ("case.unit", "contact.status")
    counts = tally([PHONED], [mixed], WINDOW, by=by)

    assert {("north", "held")} == {key.group for key in counts}
    assert 1 == counts[Key("test", ("north", "held"), "cluster", pair(4, 2))]
    assert 1 == counts[Key("test", ("north", "held"), "cases")]


def test_a_group_that_nobody_named_is_unknown():
    (one,) = measure([PHONED], [MIXED], WINDOW, by=("case.unit",))

    assert (None,) == one.group


def test_a_source_without_the_rows_that_are_counted_shows_in_coverage_alone():
    (before,) = measure([PHONED], [MIXED], WINDOW)
    silent = attrs.evolve(POOR, origin=Origin(carries=Carries(paths=("goal",))))
    (after,) = measure([PHONED], [MIXED, silent], WINDOW)

    assert 1 == after.blind
    assert before == attrs.evolve(after, blind=0, coverage=before.coverage)
    assert before.coverage > after.coverage


def test_an_engine_that_cuts_a_case_in_two_is_caught_by_its_clusters():
    first, *rest = MIXED.contacts
    halves = [with_contacts(first), with_contacts(*rest)]

    assert tally([PHONED], [MIXED], WINDOW) != tally([PHONED], halves, WINDOW)
