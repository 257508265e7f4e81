"""What expressions mean, one sentence at a time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.carries import Carries, Origin
from brukermedvirkning.domain.case import Case, Participant, in_order
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    Area,
    ContactForm,
    ContactStatus,
    ExitCategory,
    InterventionKind,
)
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.enrolments import Enrolment, Introduction, ProgrammeExit
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Goal, Wording
from brukermedvirkning.domain.timeline import peak_load
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions import (
    Bindings,
    Window,
    contains,
    days_between,
    days_within,
    evaluate,
    greatest,
    least,
    rows_of,
)
from brukermedvirkning.rules.expressions.folding import covered_days
from brukermedvirkning.rules.expressions.folding import peak_load as peak_of_rows
from brukermedvirkning.rules.expressions.nodes import Lit, Op
from brukermedvirkning.rules.expressions.roots import (
    carried,
    case,
    contact,
    enrolment,
    goal,
    intervention,
    introduction,
    lit,
    param,
    window,
)

WINDOW = Window(start=date(2020, 1, 1), end=date(2020, 2, 1), as_of=date(2020, 3, 1))
HELD, PLANNED = ContactStatus.HELD, ContactStatus.PLANNED


def day(number):
    return date(2020, 1, 1) + timedelta(days=number)


def a_contact(number=0, on=0, status=HELD, **fields):
    return Contact(id=f"contact-{number}", on=day(on), status=status, **fields)


def a_case(**fields):
    return Case(id="case", participant=Participant(id="somebody"), **fields)


def with_contacts(*contacts, **fields):
    return a_case(contacts=in_order(contacts), **fields)


def value(expression, a=None, /, parameters=None, **rows):
    return evaluate(
        expression.node_,
        Bindings(a or a_case(), WINDOW, parameters=parameters or {}, rows=rows),
    )


KLEENE = (True, None, False)
UNKNOWN = contact.messages == 1


def truth(wanted):
    """A test of this outcome for a contact of which no messages are known."""
    return UNKNOWN if wanted is None else lit(wanted)


@pytest.mark.parametrize(("one", "other"), list(product(KLEENE, KLEENE)))
def test_and_is_the_smaller_and_or_the_larger_of_false_unknown_true(one, other):
    rank = {False: 0, None: 1, True: 2}
    both = value(truth(one) & truth(other), contact=a_contact())
    either = value(truth(one) | truth(other), contact=a_contact())

    assert min(one, other, key=rank.get) is both
    assert max(one, other, key=rank.get) is either


@pytest.mark.parametrize(
    ("one", "expected"), [(True, False), (False, True), (None, None)]
)
def test_not_unknown_is_unknown(one, expected):
    assert expected is value(~truth(one), contact=a_contact())


def test_an_unknown_member_of_a_list_is_unknown():
    unknown, mail = a_contact(), a_contact(form=Coded(concept=ContactForm.MAIL))

    assert value(contact.form == "mail", contact=unknown) is None
    assert value(contact.form.in_("mail", "phone"), contact=unknown) is None
    assert value(contact.form == "mail", contact=mail) is True
    assert value(contact.form != "mail", contact=mail) is False
    assert value(contact.form.in_("phone"), contact=mail) is False
    assert value(contact.form.in_(("phone", "mail")), contact=mail) is True


def test_the_code_as_recorded_tells_one_unknown_from_another():
    unknown = a_contact()

    assert value(contact.form.recorded == "unknown", contact=unknown) is True
    assert value(contact.form.recorded != "mail", contact=unknown) is True
    assert value(contact.form.recorded.is_known, contact=unknown) is True
    assert value(contact.form.is_known, contact=unknown) is False
    assert value(contact.form.is_unknown, contact=unknown) is True


def test_a_default_stands_for_what_is_unknown_only():
    one, two = a_contact(), a_contact(messages=2)

    assert [value(contact.messages.or_else(7), contact=c) for c in (one, two)] == [7, 2]
    assert value(contact.form.or_else("mail"), contact=one) == "mail"
    assert one.on == value(contact.planned_on.or_else(contact.on), contact=one)


def test_the_code_behind_a_concept_can_be_reached():
    coded = Coded(concept=ContactForm.MAIL, code=Code(scheme="dk", code="M"))

    assert value(contact.form.code.code == "M", contact=a_contact(form=coded)) is True
    assert value(contact.form.code.code == "M", contact=a_contact()) is None


def test_a_path_through_nothing_is_unknown():
    noted = a_contact(note=Note(shared_on=day(3)))

    assert value(contact.note.shared_on, contact=a_contact()) is None
    assert day(3) == value(contact.note.shared_on, contact=noted)
    assert value(contact.note.is_known, contact=noted) is True


def test_a_personal_text_is_known_or_not_and_nothing_else():
    noted = a_contact(note=Note(text="secret words"))

    assert value(contact.note.text.is_known, contact=noted) is True
    assert value(contact.note.text.is_unknown, contact=a_contact()) is True


def test_days_are_reckoned_in_whole_days():
    held = a_contact(on=5)

    assert day(8) == value(contact.on + 3, contact=held)
    assert day(3) == value(contact.on - 2, contact=held)
    assert value(days_between(window.start, contact.on), contact=held) == 5
    assert value(days_between(contact.on, window.start), contact=held) == -5
    assert day(0) == value(least(contact.on, window.start), contact=held)
    assert day(5) == value(greatest(contact.on, window.start), contact=held)
    assert value(-(lit(1) + 2)) == -3
    assert value(3 - lit(2)) == 1
    assert value(3 + lit(2)) == 5
    assert value(-contact.messages, contact=a_contact(messages=2)) == -2


def test_a_leap_day_is_a_day():
    leap = date(2020, 2, 28)

    assert value(days_between(lit(leap), date(2020, 3, 1))) == 2


def test_a_day_outside_the_calendar_is_unknown():
    assert value(lit(date.max) + 1) is None
    assert value(lit(date.min) - 1) is None


def test_a_plain_value_may_stand_on_the_left():
    assert value(True & lit(True)) is True
    assert value(False | lit(True)) is True
    assert value(lit(1) < 2) is True
    assert value(lit(1) >= 2) is False
    assert value(lit(2) > 1) is True
    assert value(lit(2) <= 1) is False


@pytest.mark.parametrize(
    ("period", "on", "expected"),
    [
        (Period(start=day(1), end=day(3)), 0, False),
        (Period(start=day(1), end=day(3)), 1, True),
        (Period(start=day(1), end=day(3)), 2, True),
        (Period(start=day(1), end=day(3)), 3, False),
        (Period(start=day(1), end=day(1)), 1, False),
        (Period(start=day(1)), 900, True),
        (Period(end=day(3)), 2, None),
        (Period(end=day(3)), 3, False),
        (Period(), 3, None),
    ],
)
def test_a_period_holds_its_first_day_and_not_its_end(period, on, expected):
    found = value(
        contains(case.period, contact.on),
        a_case(period=period),
        contact=a_contact(on=on),
    )

    assert expected is found


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period(start=day(-9), end=day(2)), 2),
        (Period(start=day(30)), 1),
        (Period(start=day(40)), 0),
        (Period(start=day(-9)), 31),
        (Period(end=day(2)), None),
        (Period(end=day(0)), 0),
    ],
)
def test_days_within_are_those_that_both_hold(period, expected):
    days = days_within(case.period, window.start, window.end)

    assert expected == value(days, a_case(period=period))


def test_an_open_end_is_unknown_when_it_is_compared():
    open_case = a_case(period=Period(start=day(0)))

    assert value(case.period.end > window.start, open_case) is None
    assert value(case.period.end.is_unknown, open_case) is True


def test_a_tuple_may_hold_what_is_asked_for_among_unknowns():
    def areas(*concepts):
        return Goal(
            id="goal",
            wordings=(Wording(version=1, text="words"),),
            areas=tuple(Coded(concept=concept) for concept in concepts),
        )

    has_health = goal.areas.has("health")

    assert value(has_health, goal=areas(Area.SOCIAL)) is False
    assert value(has_health, goal=areas(Area.SOCIAL, Area.UNKNOWN)) is None
    assert value(has_health, goal=areas(Area.UNKNOWN, Area.HEALTH)) is True
    assert value(has_health, goal=areas()) is False
    assert value(goal.areas.size, goal=areas(Area.SOCIAL, Area.HEALTH)) == 2


def test_a_parameter_is_what_the_caller_gave():
    within = contact.messages <= param.most
    kinds = contact.form.in_(param.forms)
    given = {"most": 3, "forms": (ContactForm.MAIL,)}
    mail = a_contact(messages=3, form=Coded(concept=ContactForm.MAIL))

    assert value(within, parameters=given, contact=mail) is True
    assert value(kinds, parameters=given, contact=mail) is True


EMPTY = {
    "any": (case.contacts.any(contact.is_held), False),
    "all": (case.contacts.all(contact.is_held), True),
    "count": (case.contacts.count(), 0),
    "sum": (case.contacts.sum(contact.messages), 0),
    "distinct": (case.contacts.distinct(contact.on), 0),
    "min": (case.contacts.min(contact.on), None),
    "max": (case.contacts.max(contact.on), None),
    "first": (case.contacts.first(contact.on), None),
    "last": (case.contacts.last(contact.on), None),
    "longest_gap": (case.contacts.longest_gap(window.start, window.end), 31),
    "peak_load": (
        case.interventions.peak_load(intervention.period, intervention.weekly_minutes),
        0,
    ),
    "covered_days": (
        case.enrolments.covered_days(
            enrolment.period, since=window.start, until=window.end
        ),
        0,
    ),
}


@pytest.mark.parametrize("fold", EMPTY)
def test_a_fold_over_no_rows(fold):
    expression, expected = EMPTY[fold]

    assert expected == value(expression)


@pytest.mark.parametrize("fold", EMPTY)
def test_a_fold_over_rows_that_the_source_has_no_place_for_is_unknown(fold):
    expression, _ = EMPTY[fold]
    nowhere = Origin(carries=Carries(paths=("contact.on",)))

    assert value(expression, a_case(origin=nowhere)) is None


def test_folds_skip_what_is_unknown():
    some = with_contacts(
        a_contact(1, 1, messages=1), a_contact(2, 2), a_contact(3, 3, messages=3)
    )

    assert value(case.contacts.sum(contact.messages), some) == 4
    assert value(case.contacts.distinct(contact.messages), some) == 2
    assert value(case.contacts.min(contact.messages), some) == 1
    assert value(case.contacts.max(contact.messages), some) == 3
    assert (
        value(case.contacts.where(contact.on == day(2)).min(contact.messages), some)
        is None
    )


def test_first_and_last_take_the_row_even_where_its_value_is_unknown():
    some = with_contacts(
        a_contact(1, 1), a_contact(2, 2, messages=2), a_contact(3, 3, messages=3)
    )

    assert value(case.contacts.first(contact.messages), some) is None
    assert value(case.contacts.last(contact.messages), some) == 3


def test_of_two_rows_on_one_day_the_smaller_id_is_first():
    some = with_contacts(a_contact(2, 1, messages=2), a_contact(1, 1, messages=1))

    assert value(case.contacts.first(contact.messages), some) == 1


@pytest.mark.parametrize(
    ("messages", "any_", "all_"),
    [
        ((1, None), True, None),
        ((2, None), None, False),
        ((2, 2), False, False),
        ((1, 1), True, True),
    ],
)
def test_any_and_all_are_of_three_values(messages, any_, all_):
    some = with_contacts(
        *(a_contact(n, n, messages=one) for n, one in enumerate(messages))
    )

    assert value(case.contacts.any(contact.messages == 1), some) is any_
    assert value(case.contacts.all(contact.messages == 1), some) is all_


def test_a_filter_keeps_what_is_true():
    some = with_contacts(
        a_contact(1, 1),
        a_contact(2, 2, ContactStatus.UNKNOWN),
        a_contact(3, 3, PLANNED),
    )

    assert value(case.contacts.where(contact.is_held).count(), some) == 1
    assert value(case.contacts.where(~contact.is_held).count(), some) == 1


def test_filters_narrow_each_other():
    some = with_contacts(a_contact(1, 1), a_contact(2, 2), a_contact(3, 3, PLANNED))
    held = case.contacts.where(contact.is_held)

    assert value(held.where(contact.on > day(1)).count(), some) == 1


def test_a_fold_may_see_the_counted_row():
    some = with_contacts(a_contact(1, 1), a_contact(2, 5))
    early = case.contacts.where(contact.on < enrolment.start).count()

    def enrolled(on):
        return Enrolment(id="enrolment", programme="p", start=day(on))

    assert [value(early, some, enrolment=enrolled(n)) for n in (1, 3, 9)] == [0, 1, 2]


def test_what_was_remembered_of_one_row_is_not_told_of_another():
    some = with_contacts(a_contact(1, 1), a_contact(2, 5))
    bound = Bindings(some, WINDOW)
    later = case.contacts.where(contact.on > goal.on).count()

    def named(on):
        return Goal(id="g", on=day(on), wordings=(Wording(version=1, text="words"),))

    found = [evaluate(later.node_, bound.with_row("goal", named(n))) for n in (0, 3, 9)]

    assert found == [2, 1, 0]


@pytest.mark.parametrize(
    ("days", "since", "until", "expected"),
    [
        ((), 0, 10, 10),
        ((0, 10), 0, 10, 10),
        ((3, 4), 0, 10, 6),
        ((3, 4), 0, 4, 3),
        ((-20, 30), 0, 10, 10),
        ((5,), 10, 0, 0),
        ((5, 5), 5, 5, 0),
    ],
)
def test_the_longest_gap_runs_from_since_over_the_rows_to_until(
    days, since, until, expected
):
    some = with_contacts(*(a_contact(n, on) for n, on in enumerate(days)))
    gap = case.contacts.longest_gap(day(since), day(until))

    assert expected == value(gap, some)


def test_a_gap_with_an_unknown_bound_is_unknown():
    assert value(case.contacts.longest_gap(case.start, window.end)) is None


def a_load(number, start, end, minutes, **fields):
    return Intervention(
        id=f"intervention-{number}",
        period=Period(
            start=None if start is None else day(start),
            end=None if end is None else day(end),
        ),
        measure=Coded(concept=InterventionKind.EDUCATION),
        weekly_minutes=minutes,
        **fields,
    )


def with_loads(*rows):
    return a_case(interventions=in_order(rows))


PEAK = case.interventions.peak_load(
    intervention.period, intervention.weekly_minutes, intervention.pauses
)


def test_a_period_that_ends_on_a_day_has_left_before_one_that_starts_on_it():
    assert value(PEAK, with_loads(a_load(1, 0, 5, 2), a_load(2, 5, 9, 3))) == 3
    assert value(PEAK, with_loads(a_load(1, 0, 6, 2), a_load(2, 5, 9, 3))) == 5


def test_what_has_no_days_no_start_no_load_or_no_sense_weighs_nothing():
    assert value(PEAK, with_loads(a_load(1, 3, 3, 2))) == 0
    assert value(PEAK, with_loads(a_load(1, None, 9, 2))) == 0
    assert value(PEAK, with_loads(a_load(1, 3, 9, None))) == 0
    assert (
        value(
            case.interventions.peak_load(
                intervention.period, -intervention.weekly_minutes
            ),
            with_loads(a_load(1, 3, 9, 2)),
        )
        == 0
    )


def test_an_open_period_weighs_on():
    assert value(PEAK, with_loads(a_load(1, 0, None, 2), a_load(2, 900, 901, 3))) == 5


def test_a_pause_weighs_nothing():
    paused = a_load(1, 0, 9, 2, pauses=(Period(start=day(3), end=day(6)),))

    assert value(PEAK, with_loads(paused, a_load(2, 4, 5, 3))) == 3
    assert value(PEAK, with_loads(paused, a_load(2, 6, 7, 3))) == 5


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(0, 9, 5), (6, 9, 3), (0, 5, 2), (5, 5, 0), (9, 0, 0)],
)
def test_a_peak_between_bounds_looks_at_their_days_only(since, until, expected):
    both = with_loads(a_load(1, 0, 6, 2), a_load(2, 5, 9, 3))
    peak = case.interventions.peak_load(
        intervention.period,
        intervention.weekly_minutes,
        since=day(since),
        until=day(until),
    )

    assert expected == value(peak, both)
    assert (
        value(
            case.interventions.peak_load(
                intervention.period,
                intervention.weekly_minutes,
                since=case.start,
                until=day(until),
            ),
            both,
        )
        is None
    )


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 5)), max_size=6
    )
)
def test_the_peak_is_that_of_the_timeline(loads):
    rows = with_loads(
        *(
            a_load(n, start, start + length, m)
            for n, (start, length, m) in enumerate(loads)
        )
    )
    step = peak_load(rows.interventions)

    assert (step.minutes if step else 0) == value(PEAK, rows)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        (((0, 5), (3, 9)), 9),
        (((0, 5), (7, 9)), 7),
        (((-5, 2), (1, None)), 31),
        (((-9, -5),), 0),
        (((40, None),), 0),
        (((None, -3), (0, 2)), 2),
        (((None, 3), (0, 2)), None),
        (((None, None),), None),
        (((None, 0), (0, 2)), 2),
    ],
)
def test_a_day_that_two_periods_hold_is_covered_once(periods, expected):
    rows = with_loads(
        *(a_load(n, start, end, 0) for n, (start, end) in enumerate(periods))
    )
    days = case.interventions.covered_days(
        intervention.period, since=window.start, until=window.end
    )

    assert expected == value(days, rows)


def test_no_day_is_covered_where_the_bounds_are_turned_round():
    rows = with_loads(a_load(1, 0, 9, 0))
    days = case.interventions.covered_days(
        intervention.period, since=window.end, until=window.start
    )
    lost = case.interventions.covered_days(
        intervention.period, since=case.start, until=window.start
    )

    assert value(days, rows) == 0
    assert value(lost, rows) is None


def test_a_nullable_period_that_is_not_there_covers_nobody_knows_what():
    assert covered_days([None], day(0), day(9)) is None
    assert peak_of_rows([[None, 3], [Period(start=day(0)), 2, None]]) == 2


def test_periods_are_covered_in_whatever_order_they_come():
    late, early = Period(start=day(5), end=day(9)), Period(start=day(0), end=day(3))

    assert covered_days([late, early], day(0), day(9)) == 7


def test_loads_that_begin_and_end_together_are_added():
    one, two = ([Period(start=day(0), end=day(3)), load] for load in (2, 3))
    later = [Period(start=day(3), end=day(4)), 4]

    assert peak_of_rows([one, two, later]) == 5


def test_rows_registered_in_error_are_not_there():
    some = with_contacts(
        a_contact(1, 1), attrs.evolve(a_contact(2, 2), registered_in_error=True)
    )

    assert value(case.contacts.count(), some) == 1


def test_an_enrolment_registered_in_error_takes_its_rows_along():
    wrong = Enrolment(id="wrong", programme="p", registered_in_error=True)
    right = Enrolment(id="right", programme="q")
    some = a_case(
        enrolments=(right, wrong),
        introductions=in_order(
            tuple(
                Introduction(id=f"introduction-{name}", enrolment=name)
                for name in ("right", "wrong", None)
            )
        ),
    )

    assert value(case.introductions.count(), some) == 2
    assert (
        value(case.introductions.where(introduction.enrolment.is_known).count(), some)
        == 1
    )
    assert (right,) == rows_of(some, "enrolments")


def test_what_a_source_has_no_place_for_is_neither_known_nor_unknown():
    left = Enrolment(
        id="e",
        programme="p",
        exit=ProgrammeExit(
            on=day(1), category=Coded(concept=ExitCategory.ORDINARY_WORK)
        ),
    )
    stays = Enrolment(id="e", programme="p")
    log = a_case(origin=Origin(carries=Carries(paths=("enrolment", "contact.form"))))

    assert value(enrolment.exit.is_known, log, enrolment=stays) is None
    assert value(enrolment.exit.is_unknown, log, enrolment=stays) is None
    assert value(enrolment.exit.is_known, log, enrolment=left) is True
    assert value(enrolment.exit.is_known, enrolment=stays) is False
    assert value(case.plan.is_known, log) is None
    assert value(case.plan.is_known) is False
    assert (
        value(
            goal.areas.size,
            log,
            goal=Goal(id="g", wordings=(Wording(version=1, text="w"),)),
        )
        is None
    )
    assert value(contact.form.recorded.is_known, log, contact=a_contact()) is True


def test_what_a_row_has_a_place_for_is_asked_by_its_field_alone():
    stays = Enrolment(id="e", programme="p")
    log = a_case(origin=Origin(carries=Carries(paths=("enrolment", "enrolment.exit"))))
    category = enrolment.exit.category.recorded

    plan = a_case(origin=Origin(carries=Carries(paths=("plan",))))

    assert value(case.plan.is_known, plan) is False
    assert value(category.is_known, log, enrolment=stays) is False
    assert (
        value(
            category.is_known, a_case(origin=Origin(carries=Carries())), enrolment=stays
        )
        is None
    )


def test_a_derived_value_has_a_place_wherever_its_row_has():
    log = a_case(origin=Origin(carries=Carries(paths=("contact",))))
    unknown = a_contact(status=ContactStatus.UNKNOWN)

    assert value(contact.is_held.is_known, log, contact=unknown) is False
    assert value(param.most.is_known, log, parameters={"most": None}) is False


def test_one_may_ask_what_a_source_can_carry():
    log = a_case(origin=Origin(carries=Carries(paths=("contact", "contact.form"))))

    assert value(carried("contact.form"), log) is True
    assert value(carried("plan"), log) is False


class CountsReading:
    """A row, or a case of one row, that says how often it was looked at."""

    registered_in_error = False
    start = None

    def __init__(self):
        self.looked = 0

    @property
    def contacts(self):
        self.looked += 1
        return (self,)

    @property
    def on(self):
        self.looked += 1
        return day(0)


def test_a_fold_that_sees_the_case_alone_is_made_once_for_all_rows():
    looked_at = CountsReading()
    bound = Bindings(looked_at, WINDOW, {"x": 1})
    fold = case.contacts.where(contact.on < case.start).count()
    asked = case.contacts.any(contact.on + param.x < window.end) & (fold == 0)

    for _ in range(2):
        evaluate(asked.node_, bound.with_row("goal", looked_at))

    assert looked_at.looked == 3


@attrs.frozen
class Bare:
    """A case of a class that names no origin."""

    contacts: tuple = ()


def test_a_case_without_an_origin_carries_everything():
    bound = Bindings(Bare(), WINDOW)

    assert evaluate(case.contacts.count().node_, bound) == 0
    assert evaluate(Op("carried", (Lit("plan"),)), bound) is True


def test_rows_are_asked_beside_the_window():
    early, late = a_contact(-9, on=-9), a_contact(9, on=9)
    before = case.contacts.where(contact.on < window.start).count()

    assert 1 == value(before, with_contacts(early, late))


def test_a_window_does_not_end_before_it_starts():
    with pytest.raises(DefinitionError, match="a window ends on 2020-01-01 or later"):
        Window(start=date(2020, 1, 1), end=date(2019, 1, 1), as_of=date(2020, 1, 1))


def test_everything_goes_up_to_the_day_it_is_asked_and_holds_that_day():
    all_time = Window.everything(day(3))

    assert day(4) == all_time.end
    assert day(3) == all_time.as_of
