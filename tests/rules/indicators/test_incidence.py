"""Cumulative incidence is Aalen and Johansen's, by a formula written out and by others."""

from __future__ import annotations

import warnings
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.rules.indicators.incidence import incidence

CAUSES = ("work", "other")


def counted(rows, at, wanted=("work",)):
    """The incidence of rows (entry, end, cause or None for censored)."""
    events = {
        cause: Counter(end for _, end, why in rows if why == cause) for cause in CAUSES
    }
    censored = Counter(end for _, end, why in rows if why is None)
    return incidence(events, censored, Counter(row[0] for row in rows), at, wanted)


def written_out(rows, cause, until):
    """The product formula, row by row: the share free of events times the hazard."""
    free, reached = Fraction(1), Fraction(0)
    for day in range(until + 1):
        at_risk = [row for row in rows if row[0] <= day <= row[1]]
        if not at_risk:
            return None
        ending = [why for _, end, why in at_risk if end == day and why is not None]
        reached += free * Fraction(ending.count(cause), len(at_risk))
        free *= 1 - Fraction(len(ending), len(at_risk))
    return reached


@st.composite
def followed(draw, *, latest_entry=6):
    """Rows with ties, late entry and censoring."""
    entry = draw(st.integers(0, latest_entry))
    end = draw(st.integers(entry, 9))
    return entry, end, draw(st.sampled_from((*CAUSES, None)))


late = st.lists(followed(), min_size=1, max_size=12)
prompt = st.lists(followed(latest_entry=0), min_size=1, max_size=12)
days = range(11)


@given(late)
def test_it_is_the_product_formula_with_ties_late_entry_and_censoring(rows):
    found = counted(rows, days)

    for day, shares in zip(days, found.shares, strict=True):
        for cause in CAUSES:
            expected = written_out(rows, cause, day)
            assert expected == (None if shares is None else shares[cause])


@given(late)
def test_who_is_at_risk_has_come_and_not_gone(rows):
    at_risk = tuple(sum(row[0] <= day <= row[1] for row in rows) for day in days)

    assert at_risk == counted(rows, days).at_risk


@given(late)
def test_nothing_is_told_beyond_the_last_day_on_which_somebody_was_followed(rows):
    found = counted(rows, days)
    followed = [any(row[0] <= day <= row[1] for row in rows) for day in days]
    last = followed.index(False) - 1

    assert found.observed_until == (None if last < 0 else last)
    assert [shares is not None for shares in found.shares] == [
        day <= last for day in days
    ]


@given(late, st.permutations(CAUSES).map(lambda causes: causes[:1]) | st.just(CAUSES))
def test_a_quantile_is_the_first_day_by_which_it_happened_to_so_many(rows, wanted):
    found = counted(rows, days, tuple(wanted))

    def first(share):
        by_day = zip(days, found.shares, strict=True)
        return next(
            (
                day
                for day, shares in by_day
                if shares is not None
                and sum(shares[cause] for cause in wanted) >= share
            ),
            None,
        )

    assert found.median == first(Fraction(1, 2))
    assert found.p90 == first(Fraction(9, 10))


@pytest.mark.parametrize(
    ("happened", "of", "day"),
    [(8, 10, None), (9, 10, 9), (10, 10, 9), (17, 20, None), (18, 20, 18)],
)
def test_nine_tenths_are_nine_of_ten(happened, of, day):
    rows = [(0, number, "work") for number in range(1, happened + 1)]
    rows += [(0, 20, None)] * (of - happened)

    assert counted(rows, (20,)).p90 == day


@given(prompt.filter(lambda rows: None not in {why for _, _, why in rows}))
def test_where_nobody_is_censored_it_is_the_raw_share(rows):
    for day, shares in zip(days, counted(rows, days).shares, strict=True):
        raw = sum(end <= day and why == "work" for _, end, why in rows)
        assert shares is None or shares["work"] == Fraction(raw, len(rows))


def test_the_last_value_known_is_not_carried_on():
    rows = [(0, 3, "work"), (0, 5, None)]

    assert counted(rows, (5, 6)).shares == (
        {"work": Fraction(1, 2), "other": Fraction(0)},
        None,
    )


def test_where_nobody_was_followed_from_the_first_day_nothing_is_told():
    found = counted([(1, 3, "work")], (2,))

    assert (None, None, None, (None,)) == (
        found.observed_until,
        found.median,
        found.p90,
        found.shares,
    )


TIED = [(0, day, why) for day, why in zip((5, 5, 5, 7, 7, 9), "121012", strict=True)]
"""Six rows with ties; cause 1 is ours, 2 competes, 0 is censored."""


def test_tied_days_are_kept_as_they_are():
    causes = {"1": "work", "2": "other", "0": None}
    rows = [(entry, end, causes[why]) for entry, end, why in TIED]
    found = counted(rows, (4, 5, 7, 9))

    assert [Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1, 2)] == [
        shares["work"] for shares in found.shares
    ]
    assert (6, 6, 3, 1) == found.at_risk


def statsmodels_says(rows):
    """The incidence of both causes after each day, by `CumIncidenceRight`."""
    import numpy as np
    from statsmodels.duration.survfunc import CumIncidenceRight

    ends = np.array([end for _, end, _ in rows])
    causes = np.array([0 if why is None else CAUSES.index(why) + 1 for *_, why in rows])
    with warnings.catch_warnings():
        # Its standard errors divide by nobody where the last at risk has an event.
        for said in ("divide by zero encountered", "invalid value encountered"):
            warnings.filterwarnings("ignore", said, RuntimeWarning, "statsmodels")
        found = CumIncidenceRight(ends, causes)
    return [dict(zip(found.times, curve, strict=True)) for curve in found.cinc]


complete = prompt.filter(lambda rows: {*CAUSES} <= {why for *_, why in rows})


@pytest.mark.oracle
@given(complete)
def test_it_is_what_statsmodels_says_where_nobody_enters_late(rows):
    expected = statsmodels_says(rows)
    found = counted(rows, days)

    for cause, curve in zip(CAUSES, expected, strict=True):
        for day, share in curve.items():
            assert float(found.shares[int(day)][cause]) == pytest.approx(share)


def lifelines_says(rows, cause):
    """The incidence after each day, by `AalenJohansenFitter`."""
    import numpy as np
    from lifelines import AalenJohansenFitter

    fitter = AalenJohansenFitter(calculate_variance=False)
    fitter.fit(
        np.array([end for _, end, _ in rows]),
        np.array([0 if why is None else CAUSES.index(why) + 1 for *_, why in rows]),
        event_of_interest=CAUSES.index(cause) + 1,
        entry=np.array([entry for entry, _, _ in rows]),
    )
    (curve,) = fitter.cumulative_density_.to_dict().values()
    return curve


@st.composite
def untied(draw):
    """Rows that end on even days, each on its own, and enter on day 0 or odd ones.

    One row is followed all along.
    """
    ends = draw(st.lists(st.integers(1, 20), min_size=1, max_size=10, unique=True))
    rows = [
        (
            draw(st.just(0) | st.integers(0, end - 1).map(lambda entry: 2 * entry + 1)),
            2 * end,
            draw(st.sampled_from((*CAUSES, None))),
        )
        for end in ends
    ]
    return [*rows, (0, 50, None)]


@pytest.mark.oracle
@given(untied())
def test_it_is_what_lifelines_says_where_nothing_is_tied(rows):
    found = counted(rows, range(51))

    for cause in {why for *_, why in rows} - {None}:
        for day, share in lifelines_says(rows, cause).items():
            assert float(found.shares[int(day)][cause]) == pytest.approx(share)


@pytest.mark.oracle
@pytest.mark.parametrize("says", [statsmodels_says, lifelines_says])
def test_who_forgets_the_competing_events_is_caught(says):
    rows = [(0, 2, "other"), (0, 4, "work"), (0, 6, None), (0, 8, "other")]
    alone = [(entry, end, why if why == "work" else None) for entry, end, why in rows]
    expected = says(rows)[0] if says is statsmodels_says else says(rows, "work")

    assert float(counted(rows, (4,)).shares[0]["work"]) == expected[4]
    assert float(counted(alone, (4,)).shares[0]["work"]) > expected[4]


def test_what_happens_on_the_last_day_is_told():
    found = counted([(0, 3, "work"), (0, 5, "other")], (5,))

    assert (5, ({"work": Fraction(1, 2), "other": Fraction(1, 2)},)) == (
        found.observed_until,
        found.shares,
    )


def test_who_is_gone_on_the_first_day_was_followed_on_it():
    found = counted([(0, 0, "work")], (0,))

    assert (0, 0) == (found.observed_until, found.median)
