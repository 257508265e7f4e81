"""Weeks joined to spells: split by a week without, and by nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.concepts import BenefitKind, InterventionKind
from brukermedvirkning.domain.period import Period
from brukermedvirkning_denmark import data
from brukermedvirkning_denmark.dream.eligibility import benefit_shifts, eligibility_on
from brukermedvirkning_denmark.dream.spells import (
    BENEFITS,
    MEASURES,
    any_benefit,
    benefit,
    benefit_kind,
    joined,
    measure,
    measure_kind,
    spells,
)
from brukermedvirkning_denmark.dream.weeks import Week

FIRST = Week.of(2016, 1)
CODES = [t.notation for t in data.vocabulary(BENEFITS).terms if t.notation.isdigit()]


def weeks(*codes: str | None) -> dict[Week, str | None]:
    """Some weeks in a row from the first of 2016."""
    days = (FIRST.monday + timedelta(days=7 * n) for n in range(len(codes)))
    return {Week(day): code for day, code in zip(days, codes, strict=True)}


def told(found: dict[Week, str | None]) -> list[tuple[str, int]]:
    return [(spell.family, spell.weeks) for spell in spells(found, benefit)]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ((), []),
        ((None,), []),
        (("730",), [("kontanthjælp", 1)]),
        (("730", "730"), [("kontanthjælp", 2)]),
        (("730", None, "730"), [("kontanthjælp", 1), ("kontanthjælp", 1)]),
        (
            ("730", "890", "730"),
            [("kontanthjælp", 1), ("sygedagpenge", 1), ("kontanthjælp", 1)],
        ),
        (("998",), [("folkepension", 1)]),
        (("730", "997", "730"), [("kontanthjælp", 1), ("kontanthjælp", 1)]),
        (("730", "999"), [("kontanthjælp", 1)]),
        (("730", "345", "345"), [("kontanthjælp", 1), ("345", 2)]),
    ],
)
def test_a_spell_goes_on_until_a_week_without(
    codes: tuple[str | None, ...], expected: list[tuple[str, int]]
) -> None:
    assert told(weeks(*codes)) == expected


def test_another_code_of_one_benefit_does_not_split_it() -> None:
    (spell,) = spells(weeks("130", "733", "737", "730"), benefit)

    assert (spell.family, spell.codes) == (
        "kontanthjælp",
        ("130", "733", "737", "730"),
    )
    assert spell.period == Period(start=date(2016, 1, 4), end=date(2016, 2, 1))


def test_a_week_without_a_column_is_not_a_week_without_a_benefit() -> None:
    found = weeks("730", "730", "730")
    del found[Week.of(2016, 2)]

    first, second = spells(found, benefit)
    assert (first.begun_before, first.may_go_on) == (True, True)
    assert (second.begun_before, second.may_go_on) == (True, True)


def test_a_spell_with_empty_weeks_on_both_sides_is_known_whole() -> None:
    (spell,) = spells(weeks(None, "730", None), benefit)

    assert (spell.begun_before, spell.may_go_on) == (False, False)


def test_private_and_public_employers_are_one_measure() -> None:
    (spell,) = spells(weeks("730", "737", "738", "890"), measure)

    assert (spell.family, spell.weeks) == ("virksomhedspraktik", 2)


def test_a_measure_goes_on_over_a_shift_of_benefit() -> None:
    (spell,) = spells(weeks("737", "817"), measure)

    assert spell.weeks == 2
    assert len(spells(weeks("737", "817"), benefit)) == 2


def test_any_benefit_is_one_spell_over_all_shifts() -> None:
    (spell,) = spells(weeks("730", "890", "810"), any_benefit)

    assert spell.weeks == 3


@pytest.mark.parametrize(
    ("code", "family", "kind"),
    [
        ("111", "dagpenge", BenefitKind.UNEMPLOYMENT_BENEFIT),
        ("217", "dagpenge", BenefitKind.UNEMPLOYMENT_BENEFIT),
        ("139", "kontanthjælp", BenefitKind.SOCIAL_ASSISTANCE),
        ("720", "uddannelseshjælp", BenefitKind.EDUCATION_ASSISTANCE),
        ("740", "ledighedsydelse", BenefitKind.OTHER),
        ("783", "førtidspension", BenefitKind.DISABILITY_BENEFIT),
        ("810", "ressourceforløb", BenefitKind.RESOURCE_COURSE_BENEFIT),
        ("899", "sygedagpenge", BenefitKind.SICKNESS_BENEFIT),
        ("345", "345", BenefitKind.UNKNOWN),
    ],
)
def test_a_code_is_of_a_benefit(code: str, family: str, kind: BenefitKind) -> None:
    assert benefit(code) == family
    assert benefit_kind(family) is kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("733", InterventionKind.GUIDANCE),
        ("814", InterventionKind.EDUCATION),
        ("765", InterventionKind.WAGE_SUBSIDY),
        ("738", InterventionKind.WORK_PLACEMENT),
        ("729", InterventionKind.OTHER_EMPLOYMENT_OFFER),
        ("231", InterventionKind.EDUCATION),
    ],
)
def test_a_code_names_a_measure(code: str, kind: InterventionKind) -> None:
    assert measure_kind(measure(code) or "") is kind


@pytest.mark.parametrize("code", ["730", "771", "774", "783", "785", "899", "998"])
def test_a_last_digit_by_itself_is_no_measure(code: str) -> None:
    assert measure(code) is None


def test_a_family_that_nobody_knows_has_no_kind() -> None:
    assert measure_kind("gåtur") is InterventionKind.UNKNOWN


@pytest.mark.parametrize("scheme", [BENEFITS, MEASURES])
def test_every_code_is_of_a_family_that_means_the_same(scheme: str) -> None:
    vocabulary = data.vocabulary(scheme)
    codes = [term for term in vocabulary.terms if term.notation.isdigit()]

    assert codes
    for term in codes:
        family = vocabulary.find(term.broader or "")
        assert family is not None
        assert family.broader is None
        assert (family.concept, family.match) == (term.concept, family.match)


def test_every_code_with_a_measure_is_a_code_of_a_benefit() -> None:
    measured = [t.notation for t in data.vocabulary(MEASURES).terms]

    assert {code for code in measured if code.isdigit()} <= set(CODES)


some_weeks = st.lists(
    st.one_of(st.none(), st.sampled_from(["730", "737", "130", "890", "999", "345"])),
    max_size=30,
)


@given(some_weeks)
def test_every_week_with_a_benefit_is_in_one_spell_and_no_other(
    codes: list[str | None],
) -> None:
    told_of = weeks(*codes)
    found = spells(told_of, benefit)
    paid = [week for week, code in told_of.items() if code and benefit(code)]

    assert sum(spell.weeks for spell in found) == len(paid)
    for week in paid:
        assert sum(spell.period.contains(week.monday) for spell in found) == 1


@given(some_weeks)
def test_two_spells_of_one_benefit_have_a_week_between_them(
    codes: list[str | None],
) -> None:
    for before, after in pairwise(spells(weeks(*codes), benefit)):
        assert before.period.end is not None
        assert after.period.start is not None
        assert before.period.end <= after.period.start
        if before.family == after.family:
            assert before.period.end < after.period.start


@given(some_weeks, st.randoms(use_true_random=False))
def test_a_birthday_or_a_move_in_the_middle_of_a_spell_does_not_split_it(
    codes: list[str | None], random: object
) -> None:
    same = {"730": "130", "130": "733"}
    changed = [
        same.get(code or "", code) if random.random() < 0.5 else code for code in codes
    ]
    periods = [
        [(spell.family, spell.period) for spell in spells(weeks(*one), benefit)]
        for one in (codes, changed)
    ]

    assert periods[0] == periods[1]


@given(some_weeks)
def test_the_order_in_which_weeks_are_told_changes_nothing(
    codes: list[str | None],
) -> None:
    told_of = weeks(*codes)
    backwards = dict(reversed(told_of.items()))

    assert spells(backwards, benefit) == spells(told_of, benefit)


@given(some_weeks)
def test_spells_of_any_benefit_are_the_spells_of_each_joined(
    codes: list[str | None],
) -> None:
    told_of = weeks(*codes)
    each = joined(spell.period for spell in spells(told_of, benefit))

    assert each == tuple(spell.period for spell in spells(told_of, any_benefit))


DAY = date(2016, 1, 1)
some_days = st.builds(
    lambda start, length: Period(
        start=DAY + timedelta(days=start), end=DAY + timedelta(days=start + length)
    ),
    st.integers(0, 60),
    st.integers(0, 20),
)


def days_of(periods: tuple[Period, ...] | list[Period]) -> set[date]:
    return {
        DAY + timedelta(days=number)
        for number in range(100)
        if any(one.contains(DAY + timedelta(days=number)) for one in periods)
    }


def test_one_day_without_begins_a_new_spell_and_none_does_not() -> None:
    first = Period(start=date(2016, 1, 1), end=date(2016, 1, 5))
    next_day = Period(start=date(2016, 1, 5), end=date(2016, 1, 9))
    day_after = Period(start=date(2016, 1, 6), end=date(2016, 1, 9))

    assert len(joined([first, next_day])) == 1
    assert joined([day_after, first]) == (first, day_after)


def test_an_open_spell_takes_in_what_comes_after_it() -> None:
    open_end = Period(start=date(2016, 1, 1))

    assert joined([open_end, Period.single(date(2020, 1, 1))]) == (open_end,)
    assert joined([Period.single(date(2016, 1, 1)), open_end]) == (open_end,)


def test_a_spell_has_a_first_day() -> None:
    with pytest.raises(ValueError, match="first day"):
        joined([Period(end=DAY)])


@given(st.lists(some_days, max_size=8))
def test_joining_loses_no_day_and_makes_none(periods: list[Period]) -> None:
    found = joined(periods)

    assert days_of(found) == days_of(periods)
    assert joined(found) == found
    assert joined(reversed(periods)) == found
    for before, after in pairwise(found):
        assert before.end is not None
        assert after.start is not None
        assert before.end < after.start


@given(st.lists(some_days, max_size=5), st.integers(1, 40))
def test_however_spells_are_cut_up_they_are_joined_to_the_same(
    periods: list[Period], cut: int
) -> None:
    day = DAY + timedelta(days=cut)
    pieces = []
    for one in periods:
        if one.contains(day) and one.start != day:
            pieces += [
                Period(start=one.start, end=day),
                Period(start=day, end=one.end),
            ]
        else:
            pieces.append(one)

    assert joined(pieces) == joined(periods)


def test_the_benefit_of_a_day_and_since_when() -> None:
    told_of = weeks(None, "730", "737", None, "890", "810")

    before = eligibility_on(told_of, date(2016, 1, 4))
    assert (before.benefit.concept, before.benefit_since) == (BenefitKind.UNKNOWN, None)

    later = eligibility_on(told_of, date(2016, 1, 20))
    assert later.benefit.concept is BenefitKind.SOCIAL_ASSISTANCE
    assert later.benefit.code is not None
    assert (later.benefit.code.scheme, later.benefit.code.code) == (BENEFITS, "737")
    assert later.benefit_since == date(2016, 1, 11)


def test_a_shift_of_benefit_begins_a_new_count() -> None:
    told_of = weeks(None, "730", "730", "890", None, "810", "813")
    shifts = benefit_shifts(spells(told_of, benefit))

    assert shifts == (date(2016, 1, 25),)
    assert eligibility_on(told_of, shifts[0]).benefit_since == shifts[0]
    assert eligibility_on(told_of, date(2016, 2, 8)).benefit_since == date(2016, 2, 8)


def test_a_spell_that_may_have_begun_earlier_has_no_first_day() -> None:
    found = eligibility_on(weeks("730", "730"), date(2016, 1, 12))

    assert found.benefit.concept is BenefitKind.SOCIAL_ASSISTANCE
    assert found.benefit_since is None


def test_of_age_and_target_group_the_register_says_nothing() -> None:
    found = eligibility_on(weeks(None, "730"), date(2016, 1, 12))

    assert (found.age_at_entry, found.target_group) == (None, None)
