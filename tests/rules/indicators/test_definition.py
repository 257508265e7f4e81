"""A definition is right when it is built, or says where it is wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import attrs
import pytest

from brukermedvirkning.domain.concepts import ContactForm, ContactKind
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import days_between, least
from brukermedvirkning.rules.expressions.roots import (
    case,
    contact,
    enrolment,
    goal,
    intervention,
    param,
    window,
)
from brukermedvirkning.rules.indicators.definition import (
    Definition,
    Direction,
    IntervalMethod,
)
from brukermedvirkning.rules.indicators.lowering import lower
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter, type_of
from brukermedvirkning.rules.indicators.scoring import (
    Cohort,
    Continuous,
    Distribution,
    Proportion,
    Rate,
    Ratio,
    Side,
)

IN_PERSON = contact.form == "in_person"


def a_definition(**fields):
    given = {
        "id": "contact.test",
        "question": "Is it so?",
        "counts": "contact",
        "scoring": Cohort(),
        "duty_holder": DutyHolder.PROGRAMME,
        "source": "a document, line 3",
    }
    return Definition(**(given | fields))


def a_parameter(name="within", default=14):
    return IndicatorParameter(name=name, default=default, unit="days", source="a law")


TWO_SIDES = Ratio(
    numerator=Side(counts="contact"), denominator=Side(counts="enrolment")
)
SCORED = Proportion(numerator=IN_PERSON)
WITHIN = Proportion(numerator=days_between(contact.on, window.end) <= param.within)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"id": "Contact"},
            "Contact: an id is small letters and digits, joined by . or -",
        ),
        ({"question": ""}, "contact.test: question is empty"),
        ({"source": ""}, "contact.test: source is empty"),
        ({"version": 0}, "contact.test: versions begin at 1"),
        (
            {"duty_holder": "participant"},
            "contact.test: a duty holder is an organisation, programme or authority",
        ),
        (
            {"comparable_from": Fraction(3, 2)},
            "contact.test: comparable_from is a share from 0 to 1",
        ),
        ({"counts": "kontact"}, None),
        (
            {"mature": window.start > window.end, "scoring": TWO_SIDES},
            "contact.test: scoring: with two sides, when and mature belong to the sides",
        ),
        (
            {"scoring": Proportion(numerator=contact.on)},
            "contact.test: expressions: numerator: expected bool, got date: contact.on",
        ),
        (
            {"when": contact.is_held},
            "contact.test: expressions: when: expected date, got bool: contact.is_held",
        ),
        (
            {"scoring": Continuous(observe=contact.on, unit="days")},
            "contact.test: expressions: observe: expected int, got date: contact.on",
        ),
        (
            {"scoring": Distribution(category=contact.on)},
            "contact.test: expressions: category: expected code, got date: contact.on",
        ),
        (
            {"among": goal.on > window.start},
            (
                "contact.test: expressions: among: goal cannot be seen here: this counts"
                " contact, and sees it, the case, the window and the parameters"
            ),
        ),
        (
            {"scoring": WITHIN},
            (
                "contact.test: expressions: numerator: param has no field 'within'; it has"
                " none"
            ),
        ),
        (
            {"scoring": WITHIN, "parameters": (a_parameter("wihtin"),)},
            None,
        ),
        (
            {"scoring": WITHIN, "parameters": (a_parameter(default=date(2020, 1, 1)),)},
            (
                "contact.test: expressions: numerator: cannot compare int with date:"
                " days_between(contact.on, window.end) and param.within"
            ),
        ),
        (
            {"parameters": (a_parameter(),)},
            "contact.test: parameters: 'within' is declared and never used",
        ),
        (
            {"parameters": (a_parameter(), a_parameter())},
            "contact.test: parameters: a parameter is declared twice",
        ),
        (
            {"mature": IN_PERSON},
            "contact.test: mature: maturity is judged on time alone, not contact.form",
        ),
        (
            {"mature": case.contacts.count() > 3},
            (
                "contact.test: mature: maturity is judged on time alone, not"
                " case.contacts.count()"
            ),
        ),
        (
            {"needs": ("contact.from",)},
            "contact.test: needs: contact has no field 'from'; did you mean 'form'?",
        ),
        (
            {"groupings": ("contact.on",)},
            "contact.test: groupings: contact.on is date; only a code or an id can split",
        ),
        (
            {"groupings": ("contact.recorded.by.id",)},
            (
                "contact.test: groupings: contact.recorded.by.id is about a person: nothing"
                " is split by it"
            ),
        ),
        (
            {"groupings": ("enrolment.programme",)},
            (
                "contact.test: groupings: enrolment.programme is not a field of what is"
                " counted"
            ),
        ),
        (
            {"scoring": Distribution(category=contact.form, order=("fax",))},
            None,
        ),
        (
            {"scoring": Distribution(category=contact.form, order=("mail", "mail"))},
            "contact.test: order: a category of ContactForm stands twice",
        ),
        (
            {"scoring": TWO_SIDES, "when": contact.on},
            "contact.test: scoring: with two sides, when and mature belong to the sides",
        ),
        (
            {"scoring": TWO_SIDES, "recorded_by_staff": contact.on},
            (
                "contact.test: expressions: recorded_by_staff: expected bool, got date:"
                " contact.on"
            ),
        ),
        (
            {"scoring": TWO_SIDES, "among": contact.is_held},
            "contact.test: scoring: with two sides, among belongs to the sides",
        ),
        (
            {"scoring": TWO_SIDES, "counts": "goal"},
            "contact.test: scoring: counts is that of the first side: contact",
        ),
        (
            {
                "scoring": Ratio(
                    numerator=Side(counts="contact", among=enrolment.exit.is_known),
                    denominator=Side(counts="enrolment"),
                )
            },
            (
                "contact.test: expressions: numerator.among: enrolment cannot be seen here:"
                " this counts contact, and sees it, the case, the window and the parameters"
            ),
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(fields, message):
    with pytest.raises(DefinitionError) as caught:
        a_definition(**fields)

    assert message in (None, str(caught.value))


@pytest.mark.parametrize(
    "default", [1.5, (), (1, "a"), datetime(2020, 1, 1, tzinfo=UTC), None]
)
def test_a_parameter_is_of_a_type_that_expressions_have(default):
    with pytest.raises(DefinitionError, match="a parameter is true or false, a whole"):
        a_definition(scoring=WITHIN, parameters=(a_parameter(default=default),))


@pytest.mark.parametrize(
    ("test", "default"),
    [
        (contact.form == param.x, ContactForm.MAIL),
        (contact.form.in_(param.x), (ContactForm.MAIL, ContactForm.PHONE)),
        (contact.on == param.x, date(2020, 1, 1)),
        (contact.id == param.x, "text"),
        (contact.is_held == param.x, True),
        (contact.messages.in_(param.x), (1, 2)),
    ],
)
def test_the_type_of_a_parameter_is_that_of_its_default(test, default):
    definition = a_definition(
        scoring=Proportion(numerator=test), parameters=(a_parameter("x", default),)
    )

    assert {"x": default} == definition.settings()


def test_what_can_be_no_parameter_is_told_by_its_type():
    told = (
        "a parameter is true or false, a whole number, a date, a text, a code, or"
        " several of one kind, not float"
    )
    with pytest.raises(DefinitionError, match=f"^{told}$"):
        type_of(0.5)


def test_a_parameter_that_the_caller_gives_is_checked():
    definition = a_definition(scoring=WITHIN, parameters=(a_parameter(),))

    assert {"within": 14} == definition.settings({})
    assert {"within": 7} == definition.settings({"within": 7})
    for given, message in (
        ({"within": True}, "contact.test: parameter 'within' is int, not bool"),
        ({"wihtin": 7}, "contact.test has no parameter 'wihtin'"),
    ):
        with pytest.raises(DefinitionError) as caught:
            definition.settings(given)
        assert message == str(caught.value)


def test_definitions_are_equal_when_they_say_the_same():
    assert a_definition(scoring=SCORED) == a_definition(
        scoring=Proportion(numerator=contact.form == ContactForm.IN_PERSON)
    )
    assert a_definition(scoring=SCORED) != a_definition(
        scoring=Proportion(numerator=contact.form == "mail")
    )
    assert a_definition() != attrs.evolve(a_definition(), version=2)


def test_maturity_may_look_at_days_periods_and_parameters():
    definition = a_definition(
        counts="enrolment",
        scoring=Cohort(),
        mature=days_between(enrolment.period.start, window.as_of) >= param.days,
        parameters=(a_parameter("days"),),
    )

    assert definition.mature is not None


def test_rows_of_one_case_are_clustered_unless_a_person_has_one_row():
    assert IntervalMethod.CLUSTERED is a_definition(scoring=SCORED).interval
    assert IntervalMethod.WILSON is a_definition(counts="case").interval
    assert IntervalMethod.WILSON is a_definition(counts="enrolment").interval
    assert Direction.NONE is a_definition().direction


def test_what_is_counted_and_folded_is_needed_too():
    definition = a_definition(
        counts="enrolment",
        needs=("enrolment.start", "plan"),
        scoring=Proportion(numerator=case.contacts.any(contact.is_held)),
    )

    assert (
        "contact",
        "enrolment",
        "enrolment.start",
        "plan",
    ) == definition.carry_paths
    assert ("contact", "enrolment") == a_definition(scoring=TWO_SIDES).carry_paths


FIRST = case.contacts.min(contact.on)


@pytest.mark.parametrize("share", [Fraction(0), Fraction(1)])
def test_all_or_none_of_the_cases_may_be_asked_for(share):
    assert a_definition(comparable_from=share).comparable_from == share


def test_what_cannot_be_counted_is_named_with_what_can():
    with pytest.raises(DefinitionError) as caught:
        a_definition(counts="kontact")

    assert str(caught.value).startswith(
        "contact.test: it cannot count 'kontact'; it can count case, challenge, goal, "
    )


SOON = days_between(enrolment.start, FIRST) <= 14


@pytest.mark.parametrize(
    ("test", "warned"),
    [
        (SOON, ("case.contacts.min(contact.on)",)),
        (~SOON & enrolment.exit.is_known, ("case.contacts.min(contact.on)",)),
        (
            case.contacts.last(contact.nature).in_("conversation"),
            ("case.contacts.last(contact.nature)",),
        ),
        *(
            (compared, ("case.contacts.min(contact.on)",))
            for compared in (
                window.end == FIRST,
                window.end != FIRST,
                window.end > FIRST,
                window.end >= FIRST,
            )
        ),
        (
            case.contacts.max(contact.on) <= window.end,
            ("case.contacts.max(contact.on)",),
        ),
        (
            case.contacts.first(contact.nature).in_("conversation"),
            ("case.contacts.first(contact.nature)",),
        ),
        (
            enrolment.start.or_else(FIRST) < window.end,
            ("case.contacts.min(contact.on)",),
        ),
        (days_between(enrolment.start, FIRST.or_else(window.end)) <= 14, ()),
        (days_between(enrolment.start, FIRST).or_else(99) <= 14, ()),
        (FIRST.is_known, ()),
        (case.contacts.any(contact.on == FIRST), ()),
        (case.contacts.count() > 0, ()),
    ],
)
def test_comparing_an_extreme_without_a_default_is_warned_about(test, warned):
    definition = a_definition(counts="enrolment", scoring=Proportion(numerator=test))

    assert warned == tuple(
        one.message.partition(" is unknown where")[0] for one in definition.warnings
    )
    assert {"numerator"} >= {one.place for one in definition.warnings}


def test_a_definition_is_split_by_what_it_allows():
    definition = a_definition(groupings=("case.unit", "contact.form"))

    assert lower(definition, ("contact.form",))
    with pytest.raises(DefinitionError) as caught:
        lower(definition, ("contact.nature",))
    assert str(caught.value) == (
        "contact.test cannot be split by 'contact.nature'; it can be split by"
        " case.unit, contact.form"
    )
    with pytest.raises(DefinitionError, match="it can be split by nothing"):
        lower(a_definition(), ("case.unit",))


def test_two_sides_have_populations_of_their_own():
    definition = a_definition(
        scoring=Rate(
            events=Side(counts="contact", when=contact.on, among=contact.is_held),
            time=Side(
                counts="intervention",
                observe=days_between(
                    intervention.period.start,
                    least(window.end, window.as_of),
                ),
            ),
            unit="a day",
        )
    )

    assert ("contact", "intervention") == definition.kinds
    assert ["contact", "intervention", "case"] == [
        chain.counts for chain in lower(definition)
    ]


def test_kinds_of_contact_are_a_parameter():
    definition = a_definition(
        scoring=Cohort(among=contact.nature.in_(param.kinds)),
        parameters=(a_parameter("kinds", (ContactKind.CONVERSATION,)),),
    )

    assert (ContactKind.CONVERSATION,) == definition.settings()["kinds"]
