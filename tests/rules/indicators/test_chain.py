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
from brukermedvirkning.rules.expressions.roots import case, contact, lit, param, window
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.lowering import lower
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.scoring import (
    Cohort,
    Proportion,
    Ratio,
    Side,
)
from brukermedvirkning.rules.indicators.tally import (
    Explained,
    Key,
    explain,
    pair,
    tally,
    unpair,
)

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


def test_a_case_registered_in_error_is_passed_over_and_no_more():
    wrong = attrs.evolve(MIXED, id="wrong", registered_in_error=True)

    assert tally([PHONED], [MIXED], WINDOW) == tally([PHONED], [wrong, MIXED], WINDOW)
    assert {"case"} == {row.case for row in explain(PHONED, [wrong, MIXED], WINDOW)}


LIMITED = a_definition(
    Proportion(numerator=contact.on <= param.last),
    counts="contact",
    groupings=("case.unit", "contact.form"),
    parameters=(
        IndicatorParameter(
            name="last", default=date(2020, 1, 1), unit="a day", source="a law"
        ),
    ),
)


def test_each_row_is_explained_with_its_group_and_the_step_that_took_it():
    one = with_contacts(a_contact(7, DAY, ContactForm.MAIL))
    found = list(explain(LIMITED, [one], WINDOW, by=("contact.form",)))
    (chain, _) = lower(LIMITED, ("contact.form",))

    assert found == [
        Explained(
            indicator="test",
            case="case",
            row="contact-7",
            group=("mail",),
            label="negative",
            value=0,
            chain=chain,
            step=next(step for step in chain.steps if step.label == "negative"),
        )
    ]


def test_the_parameters_are_those_given_for_the_definition():
    one = with_contacts(a_contact(7, DAY))
    given = {"test": {"last": DAY}, "another": {"last": date(2020, 1, 2)}}

    def labels(parameters):
        found = {row.label for row in explain(LIMITED, [one], WINDOW, parameters)}
        counted = {key.label for key in tally([LIMITED], [one], WINDOW, parameters)}
        assert found | {"cases", "cluster"} == counted
        return found

    assert ({"negative"}, {"numerator"}) == (labels(None), labels(given))


def test_only_who_has_a_row_in_the_population_is_among_the_people():
    held = a_definition(
        Ratio(
            numerator=Side(counts="contact", among=contact.is_held),
            denominator=Side(counts="case"),
        ),
        counts="contact",
    )
    blind = attrs.evolve(SOMEBODY, origin=Origin(carries=Carries(paths=("goal",))))
    unplaced = with_contacts(
        attrs.evolve(a_contact(1, DAY), status=ContactStatus.UNKNOWN)
    )
    of_contacts = a_definition(Cohort(among=contact.is_held), counts="contact")

    assert 1 == tally([held], [blind], WINDOW)[Key("test", (), "cases")]
    assert Counter({Key("test", (), "blind"): 1}) == tally(
        [of_contacts], [blind], WINDOW
    )
    assert Counter({Key("test", (), "unplaced"): 1}) == tally(
        [of_contacts], [unplaced], WINDOW
    )


def test_a_side_that_nobody_can_place_makes_nobody_one_of_the_people():
    sides = a_definition(
        Ratio(
            numerator=Side(counts="contact", among=contact.is_held),
            denominator=Side(counts="goal"),
        ),
        counts="contact",
    )
    unplaced = with_contacts(
        attrs.evolve(a_contact(1, DAY), status=ContactStatus.UNKNOWN)
    )

    assert Counter({Key("test", (), "numerator.unplaced"): 1}) == tally(
        [sides], [unplaced], WINDOW
    )


@pytest.mark.parametrize(
    ("numbers", "folded"), [((0, 0), 0), ((1, 0), 1), ((1, 1), 2), ((4, 2), 12)]
)
def test_two_numbers_are_one(numbers, folded):
    assert folded == pair(*numbers)
    assert numbers == unpair(folded)


def test_a_case_that_is_blind_has_no_group_by_what_its_rows_have():
    silent = attrs.evolve(
        SOMEBODY, unit="north", origin=Origin(carries=Carries(paths=("goal",)))
    )
    counts = tally([PHONED], [silent], WINDOW, by=("case.unit", "contact.status"))

    assert Counter({Key("test", ("north", "*"), "blind"): 1}) == counts


def test_cases_that_came_to_the_same_are_one_number_that_occurs_twice():
    other = attrs.evolve(MIXED, id="other")

    assert (
        2
        == tally([PHONED], [MIXED, other], WINDOW)[
            Key("test", (), "cluster", pair(4, 2))
        ]
    )


def test_only_what_is_in_the_denominator_of_what_is_clustered_is_a_cluster():
    of_cases = a_definition(Proportion(numerator=TESTS[True]))
    left_out = a_definition(
        Proportion(numerator=contact.is_held, excluded=True), counts="contact"
    )
    found = [
        {key.label for key in tally([one], [MIXED], WINDOW)}
        for one in (of_cases, left_out)
    ]

    assert [{"numerator", "cases"}, {"excluded", "cases"}] == found
