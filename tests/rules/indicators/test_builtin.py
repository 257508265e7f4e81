"""The built-in indicators, each with the trap that it must not fall into."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

import attrs
import pytest

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ContactForm,
    ContactKind,
    ContactStatus,
    DecidedBy,
    Direction,
    ExitCategory,
    InterventionKind,
    InterventionStatus,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.enrolments import Enrolment, ProgrammeExit
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.expressions import Window, parse, text
from brukermedvirkning.rules.expressions.nodes import walk
from brukermedvirkning.rules.indicators import builtin
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.finish import measure
from brukermedvirkning.rules.indicators.lowering import lower
from brukermedvirkning.rules.indicators.scoring import Proportion
from brukermedvirkning.rules.indicators.tally import explain, tally

BY_ID = {definition.id: definition for definition in BUILT_IN}
YEAR = Window(start=date(2016, 1, 1), end=date(2017, 1, 1), as_of=date(2016, 12, 31))
TALK, LETTER = ContactKind.CONVERSATION, ContactKind.CORRESPONDENCE
HELD, PLANNED = ContactStatus.HELD, ContactStatus.PLANNED


def day(number):
    return date(2016, 1, 1) + timedelta(days=number)


def a_contact(number, on, nature=TALK, status=HELD, form=ContactForm.PHONE, **fields):
    return Contact(
        id=f"contact-{number}",
        on=on,
        status=status,
        nature=Coded(concept=nature),
        form=Coded(concept=form),
        **fields,
    )


def contacts(*days, **fields):
    return tuple(a_contact(n, day(on), **fields) for n, on in enumerate(days))


def enrolled(start, left=None, number=1, category=ExitCategory.ORDINARY_WORK):
    gone = None
    if left is not None:
        gone = ProgrammeExit(on=left, category=Coded(concept=category))
    return Enrolment(
        id=f"enrolment-{number}", programme=f"p-{number}", start=start, exit=gone
    )


def a_case(number=0, **fields):
    rows = {
        name: in_order(value) if isinstance(value, tuple) else value
        for name, value in fields.items()
    }
    return Case(id=f"case-{number}", participant=Participant(id="somebody"), **rows)


def measured(indicator, *cases, window=YEAR, parameters=None, by=()):
    return measure([BY_ID[indicator]], cases, window, parameters, by)


def the_only(indicator, *cases, **options):
    (one,) = measured(indicator, *cases, **options)
    return one


# The log of the Empowerment project, as printed. Source: D24-53.
LOGGED = (
    a_contact(1, date(2016, 3, 1), form=ContactForm.IN_PERSON),
    a_contact(2, date(2016, 3, 3), LETTER, form=ContactForm.MAIL),
    a_contact(3, date(2016, 3, 16), LETTER, form=ContactForm.MAIL),
    a_contact(4, date(2016, 3, 17), LETTER, form=ContactForm.MAIL),
    a_contact(5, date(2016, 4, 25), LETTER, form=ContactForm.MAIL),
    a_contact(6, date(2016, 4, 26), LETTER, form=ContactForm.MAIL),
    a_contact(7, date(2016, 4, 26), form=ContactForm.IN_PERSON),
)
MENTOR, COURSE = InterventionKind.MENTOR_SUPPORT, InterventionKind.EDUCATION


def a_measure(number, hours, first, last, kind=COURSE, **fields):
    return Intervention(
        id=f"intervention-{number}",
        period=Period.through(first, last),
        measure=Coded(concept=kind),
        weekly_minutes=None if hours is None else hours * 60,
        **fields,
    )


MEASURES = (
    a_measure(1, 15, date(2014, 8, 5), date(2014, 11, 2)),
    a_measure(2, 30, date(2015, 1, 12), date(2015, 6, 19)),
    a_measure(3, 1, date(2015, 1, 8), date(2015, 6, 30), MENTOR),
    a_measure(4, 37, date(2015, 8, 17), date(2015, 9, 13)),
    a_measure(5, 2, date(2015, 9, 17), date(2016, 1, 30), MENTOR),
    a_measure(6, 10, date(2015, 1, 1), date(2015, 12, 31)),
)
LOG = a_case(
    contacts=LOGGED,
    interventions=MEASURES,
    origin=Origin(
        carries=Carries(
            paths=(
                "contact",
                "contact.form",
                "contact.nature",
                "contact.status",
                "intervention",
                "intervention.weekly_minutes",
            )
        )
    ),
)
EVER = Window.everything(date(2016, 9, 30))


def test_the_longest_gap_of_the_log_is_39_days():
    assert Fraction(39) == the_only("contact.longest-gap", LOG, window=EVER).value


def test_the_log_has_seven_contacts_of_which_two_are_in_person():
    assert 7 == the_only("contact.held", LOG, window=EVER).count
    assert Fraction(2, 7) == the_only("contact.in-person", LOG, window=EVER).value


@pytest.mark.parametrize(
    ("start", "end", "hours", "without_support"),
    [
        (date(2014, 8, 5), date(2014, 11, 3), 15, 15),
        (date(2015, 1, 1), date(2015, 1, 8), 10, 10),
        (date(2015, 1, 8), date(2015, 1, 12), 11, 10),
        (date(2015, 1, 12), date(2015, 6, 20), 41, 40),
        (date(2015, 6, 20), date(2015, 7, 1), 11, 10),
        (date(2015, 7, 1), date(2015, 8, 17), 10, 10),
        (date(2015, 8, 17), date(2015, 9, 14), 47, 47),
        (date(2015, 9, 14), date(2015, 9, 17), 10, 10),
        (date(2015, 9, 17), date(2016, 1, 1), 12, 10),
        (date(2016, 1, 1), date(2016, 1, 31), 2, None),
        (date(2014, 11, 3), date(2015, 1, 1), None, None),
        (date(1900, 1, 1), date(2016, 9, 30), 47, 47),
    ],
)
def test_the_weekly_load_of_the_log_at_every_boundary(
    start, end, hours, without_support
):
    window = Window(start=start, end=end, as_of=date(2016, 9, 30))
    found = [
        the_only(f"intervention.peak-weekly-hours{suffix}", LOG, window=window).value
        for suffix in ("", ".load")
    ]

    assert [hours, without_support] == found


@pytest.mark.parametrize("indicator", ["exit.distribution", "contact.longest-silence"])
def test_what_the_log_has_no_place_for_is_not_said(indicator):
    one = the_only(indicator, LOG, window=EVER)

    assert 0 == one.population
    assert 1 == one.blind
    assert Fraction(0) == one.coverage
    assert one.value is None


def test_the_log_has_no_rate_because_it_has_no_enrolment():
    one = the_only("contact.per-month", LOG, window=EVER)

    assert one.value is None
    assert 1 == one.cannot_tell


PUBLISHED = (
    ("own_choice", 0),
    ("death", 0),
    ("retirement", 0),
    ("flexible_work", 3),
    ("moved", 5),
    ("imprisonment", 0),
    ("pregnancy", 1),
    ("recommended_for_disability_pension", 1),
    ("ordinary_education", 5),
    ("ordinary_work", 16),
    ("vocational_rehabilitation", 2),
    ("service_decided", 10),
    ("illness", 0),
)


def leavers(table):
    names = [name for name, count in table for _ in range(count)]
    return [
        a_case(n, enrolments=(enrolled(day(0), day(9), category=ExitCategory(name)),))
        for n, name in enumerate(names)
    ]


def test_the_published_table_of_exits_comes_out_exactly():
    one = the_only("exit.distribution", *leavers(PUBLISHED))

    assert PUBLISHED == tuple(
        (row.category, row.count) for row in one.rows(zero_rows=True)
    )
    assert 43 == one.total
    assert one.total_is_computed


def test_who_is_still_enrolled_or_left_in_another_year_is_in_no_exit_table():
    stays = a_case(1, enrolments=(enrolled(day(0)),))
    left_before = a_case(2, enrolments=(enrolled(day(-99), day(-1)),))
    leaves_later = a_case(3, enrolments=(enrolled(day(0), day(300)),))
    spring = attrs.evolve(YEAR, as_of=day(90))

    one = the_only("exit.distribution", stays, left_before, leaves_later, window=spring)

    assert 0 == one.population


def test_an_exit_of_unknown_category_is_not_recorded():
    lost = a_case(enrolments=(enrolled(day(0), day(9), category=ExitCategory.UNKNOWN),))
    one = the_only("exit.distribution", lost)

    assert (0, 1, 1) == (one.total, one.not_recorded, one.population)


def test_who_came_back_and_left_again_left_twice_or_once():
    back = a_case(
        enrolments=(
            enrolled(day(0), day(9)),
            enrolled(day(20), day(30), 2, ExitCategory.ILLNESS),
            enrolled(day(40), day(400), 3),
        )
    )
    last = {"exit.distribution": {"last_only": True}}
    twice = the_only("exit.distribution", back)
    once = the_only("exit.distribution", back, parameters=last)

    assert 2 == twice.total
    assert [("illness", 1)] == [(row.category, row.count) for row in once.rows()]


def test_exits_are_split_by_programme():
    both = a_case(enrolments=(enrolled(day(0), day(9)), enrolled(day(0), day(9), 2)))
    found = measured("exit.distribution", both, by=("enrolment.programme",))

    assert [("p-1",), ("p-2",)] == [one.group for one in found]
    assert [1, 1] == [one.total for one in found]


def test_contacts_that_are_planned_or_of_unknown_status_are_not_held():
    some = a_case(
        contacts=(
            *contacts(1),
            a_contact("planned", day(2), status=PLANNED),
            a_contact("unknown", day(3), status=ContactStatus.UNKNOWN),
            a_contact("late", day(400)),
        )
    )
    one = the_only("contact.held", some)

    assert (1, 1) == (one.count, one.unplaced)
    assert Fraction(1, 2) == one.coverage


def test_a_contact_of_unknown_form_lowers_the_coverage_and_not_the_share():
    some = a_case(
        contacts=(
            a_contact(1, day(1), form=ContactForm.IN_PERSON),
            a_contact(2, day(2)),
            a_contact(3, day(3), form=ContactForm.UNKNOWN),
            a_contact(4, day(4), ContactKind.GROUP_TEACHING),
        )
    )
    one = the_only("contact.in-person", some)

    assert Fraction(1, 2) == one.value
    assert (2, 1) == (one.population, one.unplaced)
    assert Fraction(2, 3) == one.coverage
    assert (0, 1) == (one.by_staff, one.by_unknown_hand)


@pytest.mark.parametrize(
    ("days", "gap"), [((1,), None), ((1, 1), None), ((1, 4, 5), 3)]
)
def test_a_gap_lies_between_two_days_with_a_contact(days, gap):
    one = the_only("contact.longest-gap", a_case(contacts=contacts(*days)))

    assert gap == one.value


def test_a_gap_that_a_contact_of_unknown_status_may_close_cannot_be_told():
    unsure = a_contact("unsure", day(20), status=ContactStatus.UNKNOWN)
    one = the_only("contact.longest-gap", a_case(contacts=(*contacts(1, 40), unsure)))

    assert (0, 1) == (one.population, one.unplaced)


def silence(*rows, left=None, window=YEAR, parameters=None):
    one = a_case(contacts=rows, enrolments=(enrolled(day(0), left),))
    return the_only(
        "contact.longest-silence", one, window=window, parameters=parameters
    )


def test_silence_before_the_first_contact_and_since_the_last_counts():
    assert 365 == silence().value
    assert 300 == silence(*contacts(300)).value
    assert 345 == silence(*contacts(5, 10, 20)).value


def test_silence_ends_with_the_exit():
    assert 30 == silence(*contacts(5, 20), left=day(50)).value


def test_silence_is_looked_at_as_known_on_the_day_asked():
    asked = attrs.evolve(YEAR, as_of=day(30))

    assert 25 == silence(*contacts(5, 200), left=day(210), window=asked).value


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (a_contact(1, day(200)), 200),
        (a_contact(1, day(200), LETTER, direction=Direction.BOTH), 200),
        (a_contact(1, day(200), LETTER, direction=Direction.TO_PARTICIPANT), 365),
        (a_contact(1, day(200), LETTER), None),
        (a_contact(1, day(200), ContactKind.GROUP_TEACHING), 365),
        (a_contact(1, day(200), ContactKind.UNKNOWN), None),
        (a_contact(1, day(200), status=PLANNED), 365),
        (a_contact(1, day(200), status=ContactStatus.UNKNOWN), None),
    ],
)
def test_what_breaks_silence(row, expected):
    assert expected == silence(row).value


def test_what_breaks_silence_is_a_parameter():
    lesson = a_contact(1, day(200), ContactKind.GROUP_TEACHING)
    kinds = {"contact.longest-silence": {"kinds": (ContactKind.GROUP_TEACHING,)}}

    assert 200 == silence(lesson, parameters=kinds).value


def test_the_share_above_the_limit_is_printed():
    one = silence(*contacts(5))

    assert (90, 1, Fraction(1)) == (one.threshold, one.above, one.above_share)


def per_month(suffix, *rows, enrolments=None, window=YEAR):
    one = a_case(contacts=rows, enrolments=enrolments or (enrolled(day(0)),))
    return the_only(f"contact.per-month{suffix}", one, window=window)


def test_contacts_for_each_month_enrolled():
    one = per_month("", *contacts(1, 2, 3), enrolments=(enrolled(day(0), day(59)),))

    assert (3, 60) == (one.events, one.time)
    assert Fraction(3, 60) * Fraction(487, 16) == one.value


def test_days_in_two_programmes_at_once_are_days_once():
    both = (enrolled(day(0), day(59)), enrolled(day(30), day(89), 2))

    assert 90 == per_month("", enrolments=both).time


def test_open_days_end_with_the_day_asked():
    asked = attrs.evolve(YEAR, as_of=day(9))

    assert 10 == per_month("", window=asked).time


def test_a_contact_outside_every_enrolment_is_not_counted():
    one = per_month("", *contacts(1, 200), enrolments=(enrolled(day(0), day(9)),))

    assert 1 == one.events


def test_a_case_enrolled_since_nobody_knows_when_has_no_time():
    one = per_month("", *contacts(1), enrolments=(enrolled(None),))

    assert (0, 0, 1, 1) == (one.events, one.time, one.not_recorded, one.unplaced)
    assert one.value is None


def test_planned_not_held_group_and_letters_stand_apart():
    rows = (
        a_contact(1, day(1)),
        a_contact(2, day(2), status=PLANNED),
        a_contact(3, day(3), status=ContactStatus.NOT_HELD),
        a_contact(4, day(4), ContactKind.GROUP_TEACHING),
        a_contact(5, day(5), LETTER),
        a_contact(6, day(5), LETTER),
    )
    suffixes = ("", ".planned", ".not-held", ".group", ".letters")

    assert [1, 1, 1, 1, 2] == [per_month(suffix, *rows).events for suffix in suffixes]


def test_contacts_a_month_are_split_by_form_over_the_same_time():
    one = a_case(
        contacts=(a_contact(1, day(1)), a_contact(2, day(2), form=ContactForm.VIDEO)),
        enrolments=(enrolled(day(0), day(29)),),
    )
    found = measured("contact.per-month", one, by=("contact.form",))

    assert [(("phone",), 1, 30), (("video",), 1, 30)] == [
        (one.group, one.events, one.time) for one in found
    ]


def peak(*rows, suffix="", window=YEAR):
    one = a_case(interventions=rows)
    return the_only(f"intervention.peak-weekly-hours{suffix}", one, window=window)


def test_what_never_started_and_what_is_paused_weighs_nothing():
    never = a_measure(1, 30, None, day(9), status=InterventionStatus.NEVER_STARTED)
    paused = a_measure(
        2, 10, day(0), day(9), pauses=(Period(start=day(0), end=day(10)),)
    )
    running = a_measure(3, 5, day(0), day(9))

    assert 5 == peak(never, paused, running).value


def test_a_load_that_nobody_wrote_down_cannot_be_told():
    one = peak(a_measure(1, None, day(0), day(9)), a_measure(2, 5, day(0), day(9)))

    assert (0, 1) == (one.population, one.unplaced)


def test_a_load_since_nobody_knows_when_leaves_the_peak_open():
    one = peak(a_measure(1, 5, None, day(9)), a_measure(2, 5, day(0), day(9)))

    assert (0, 1) == (one.population, one.unplaced)
    assert 1 == peak(a_measure(1, 5, None, day(9))).unplaced
    assert 0 == peak(a_measure(1, 5, None, day(-9))).unplaced


def test_who_has_no_measure_has_no_load():
    assert (0, None) == (peak().population, peak().value)


def test_support_alone_is_no_load():
    mentor = a_measure(1, 2, day(0), day(9), MENTOR)

    assert 2 == peak(mentor).value
    assert peak(mentor, suffix=".load").value is None


def test_hours_outside_the_window_are_not_looked_at():
    early = Window(start=day(0), end=day(5), as_of=day(300))

    assert (
        5
        == peak(
            a_measure(1, 5, day(0), day(9)),
            a_measure(2, 9, day(5), day(9)),
            window=early,
        ).value
    )


def test_an_enrolment_or_a_case_in_error_takes_all_with_it():
    wrong = attrs.evolve(enrolled(day(0), day(9)), registered_in_error=True)
    case_in_error = a_case(
        2, enrolments=(enrolled(day(0), day(9)),), registered_in_error=True
    )
    one = the_only("exit.distribution", a_case(enrolments=(wrong,)), case_in_error)
    named = explain(BY_ID["exit.distribution"], [case_in_error], YEAR)

    assert 0 == one.population
    assert [] == list(named)


def test_explaining_names_the_row_behind_a_number():
    named = list(explain(BY_ID["contact.in-person"], [LOG], EVER))
    in_person = [one.row for one in named if one.label == "numerator"]

    assert ["contact-1", "contact-7"] == in_person
    assert {"case-0"} == {one.case for one in named}


def test_all_built_in_are_counted_together_as_alone():
    cases = [LOG, *leavers(PUBLISHED)]
    alone = [tally([definition], cases, EVER) for definition in BUILT_IN]

    assert tally(BUILT_IN, iter(cases), EVER) == sum(alone[1:], alone[0])


@pytest.mark.parametrize("definition", BUILT_IN, ids=lambda one: one.id)
def test_every_built_in_says_what_it_asks_and_where_it_is_from(definition):
    assert definition.question.endswith("?")
    assert re.search(r"\b[HMNBD]\d", definition.source)
    assert definition.needs
    assert () == definition.warnings
    assert definition.companion is None or definition.companion in BY_ID


@pytest.mark.parametrize(("known_from", "excluded"), [(None, 0), (0, 0), (1, 1)])
def test_of_a_start_before_the_source_speaks_no_first_contact_is_missed(
    known_from, excluded
):
    speaks = None if known_from is None else day(known_from)
    one = a_case(enrolments=(enrolled(day(0)),), origin=Origin(known_from=speaks))
    found = the_only("contact.first-within", one)

    assert (excluded, 1 - excluded) == (found.excluded, found.negative)


UNDIRECTED = (
    "contact.in-person",
    "contact.per-month",
    "coordinator.changes.at-own-wish",
    "decision.contested",
    "decision.overruled",
    "exit.participant-decided",
    "goal.agreed",
    "goal.disagreed",
    "intervention.peak-weekly-hours",
    "mentor.accepted",
    "survey.answered",
    "talk.offered.held",
)


@pytest.mark.parametrize("indicator", UNDIRECTED)
def test_what_may_be_good_or_bad_has_no_direction(indicator):
    assert "none" == BY_ID[indicator].direction


SHARES_OF_EVENTS = [
    one
    for one in BUILT_IN
    if isinstance(one.scoring, Proportion)
    and one.counts not in ("case", "enrolment")
    and one.direction != "none"
]


@pytest.mark.parametrize("definition", SHARES_OF_EVENTS, ids=lambda one: one.id)
def test_a_share_of_events_with_a_direction_names_a_companion_of_persons(definition):
    companion = BY_ID[definition.companion]

    assert "clustered" == definition.interval
    assert "wilson" == companion.interval
    assert companion.counts in ("case", "enrolment")


ALL_CATEGORIES = tuple(ExitCategory.known())


@pytest.mark.parametrize("category", [*ALL_CATEGORIES, ExitCategory.UNKNOWN])
@pytest.mark.parametrize("by", DecidedBy)
def test_no_parameter_takes_a_discharge_an_own_choice_or_an_unknown_exit_out(
    category, by
):
    gone = ProgrammeExit(on=day(9), category=Coded(concept=category), decided_by=by)
    one = attrs.evolve(enrolled(day(0)), exit=gone)
    found = the_only(
        "exit.to-work-or-education",
        a_case(enrolments=(one,)),
        parameters={"exit.to-work-or-education": {"left_out": ALL_CATEGORIES}},
    )
    may_go = category in ("death", "moved", "retirement") and by != "service"

    assert (1, int(may_go)) == (found.population, found.excluded)
    assert (0 if may_go else 1) == found.denominator


@pytest.mark.parametrize(
    ("indicator", "numerator"),
    [
        ("exit.service-decided", 10),
        ("exit.participant-decided", 0),
        ("exit.to-work-or-education", 21),
    ],
)
def test_the_published_exits_give_the_published_shares(indicator, numerator):
    one = the_only(indicator, *leavers(PUBLISHED))

    assert Fraction(numerator, 43) == one.value


def test_ten_of_43_and_five_of_26_do_not_differ_demonstrably():
    aalborg = (("service_decided", 5), ("ordinary_work", 6), ("moved", 15))
    star = the_only("exit.service-decided", *leavers(PUBLISHED)).interval
    local = the_only("exit.service-decided", *leavers(aalborg)).interval

    assert (13, 38) == (round(100 * star.lower), round(100 * star.upper))
    assert (9, 38) == (round(100 * local.lower), round(100 * local.upper))


@pytest.mark.parametrize("definition", BUILT_IN, ids=lambda one: one.id)
def test_a_case_whose_source_cannot_say_changes_coverage_and_nothing_else(definition):
    everything = leavers(PUBLISHED)[:3]
    mute = a_case(
        99,
        enrolments=(enrolled(day(0)),),
        contacts=contacts(1, 2),
        origin=Origin(carries=Carries(paths=("enrolment",))),
    )
    of_each = {
        definition.id: {
            one.name: ("*",)
            for one in definition.parameters
            if one.name == "programmes"
        }
    }
    (without,) = measure([definition], everything, YEAR, of_each)
    (one,) = measure([definition], [*everything, mute], YEAR, of_each)

    assert without.value == one.value
    assert (one.coverage or 0) <= (1 if without.coverage is None else without.coverage)
    assert one.cannot_tell + one.blind + one.excluded > (
        without.cannot_tell + without.blind + without.excluded
    )


@pytest.mark.parametrize("definition", BUILT_IN, ids=lambda one: one.id)
def test_every_expression_of_the_built_in_can_be_read_back(definition):
    for field in attrs.fields(type(definition.scoring)):
        node = getattr(definition.scoring, field.name)
        if "asks" in field.metadata and node is not None:
            assert node == parse(text(node), definition.typed).node_
            assert node in walk(node)


def test_ids_are_used_once():
    assert len(BY_ID) == len(BUILT_IN)
    assert builtin.MONTH == Fraction(304375, 10000)


def test_every_chain_ends_or_asks_for_nothing_more():
    for definition in BUILT_IN:
        for chain in lower(definition):
            labels = [step.label for step in chain.steps]

            assert chain.indicator == definition.id
            assert labels
