"""The steps that a definition comes to, each as a sentence."""

from __future__ import annotations

import attrs
import pytest

from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import parse, text
from brukermedvirkning.rules.expressions.nodes import Lit, Ref
from brukermedvirkning.rules.expressions.roots import (
    SCHEMA,
    case,
    contact,
    enrolment,
    window,
)
from brukermedvirkning.rules.indicators.chain import all_of
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.lowering import lower
from brukermedvirkning.rules.indicators.scoring import (
    YES,
    Cohort,
    Continuous,
    Distribution,
    Proportion,
    Rate,
    Side,
    Stock,
    TimeToEvent,
)


def a_definition(scoring, **fields):
    return Definition(
        id="test",
        question="Is it so?",
        scoring=scoring,
        duty_holder=DutyHolder.PROGRAMME,
        source="a document",
        **fields,
    )


def sentences(chain):
    return [
        (step.label or "-")
        + f": {text(step.test)}"
        + ("" if step.value == Lit(0) else f" -> {text(step.value)}")
        for step in chain.steps
    ]


def written(*lines):
    """The same with brackets where `text` puts them."""
    found = []
    for line in lines:
        label, _, rest = line.partition(": ")
        parts = (text(parse(part, SCHEMA).node_) for part in rest.split(" -> "))
        found.append(f"{label}: {' -> '.join(parts)}")
    return found


def test_nothing_but_what_is_asked_becomes_a_step():
    (chain,) = lower(a_definition(Cohort()))

    assert ("test", "case", "", (), False) == (
        chain.indicator,
        chain.counts,
        chain.rows,
        chain.group,
        chain.clustered,
    )
    assert ["cannot_tell: not True", "counted: True"] == sentences(chain)


def test_a_proportion_asks_who_belongs_then_what_came_of_it():
    member = (
        "case.unit == 'north' and contact.is_held and window.start <= contact.on"
        " and contact.on < window.end and contact.on <= window.as_of"
    )
    able = "carried('contact') and carried('contact.form')"
    main, blind = lower(
        a_definition(
            Proportion(
                denominator=contact.is_held,
                numerator=contact.form == "mail",
                excluded=contact.messages == 0,
                exception=contact.messages == 9,
                numerator_excluded=contact.messages == 1,
            ),
            counts="contact",
            when=contact.on,
            among=case.unit == "north",
            mature=contact.on < window.as_of,
            needs=("contact.form",),
            groupings=("contact.form", "case.unit"),
            recorded_by_staff=contact.recorded_by_staff,
        ),
        ("contact.form", "case.unit"),
    )

    assert ("test", "contact", "contacts", True) == (
        main.indicator,
        main.counts,
        main.rows,
        main.clustered,
    )
    assert (Ref(("contact", "form")), Ref(("case", "unit"))) == main.group
    assert sentences(main) == written(
        f"-: not ({member})",
        f"blind: ({member}).is_unknown and (not ({able}))",
        f"unplaced: ({member}).is_unknown",
        "excluded: contact.messages == 0",
        "not_mature: not contact.on < window.as_of",
        f"cannot_tell: not ({able})",
        "not_recorded: (contact.on < window.as_of).is_unknown",
        "numerator_excluded: contact.form == 'mail' and contact.messages == 1",
        "numerator: contact.form == 'mail' and contact.recorded_by_staff -> 1",
        (
            "numerator: contact.form == 'mail' and contact.recorded_by_staff.is_unknown"
            " -> 2"
        ),
        "numerator: contact.form == 'mail'",
        "exception: contact.messages == 9",
        "negative: not contact.form == 'mail'",
        "not_recorded: True",
    )
    assert ("test", "case", "", ("*", Ref(("case", "unit"))), False) == (
        blind.indicator,
        blind.counts,
        blind.rows,
        blind.group,
        blind.clustered,
    )
    assert ["blind: not carried('contact')"] == sentences(blind)


def test_who_has_one_row_needs_no_clusters():
    share = Proportion(numerator=case.unit == "north")
    (chain,) = lower(a_definition(share))
    (clustered,) = lower(a_definition(share, interval="clustered"))

    assert (False, False) == (chain.clustered, clustered.clustered)


def test_an_observation_is_known_or_not_recorded():
    chain, _ = lower(
        a_definition(
            Continuous(
                among=contact.is_held, observe=contact.messages, unit="messages"
            ),
            counts="contact",
        )
    )

    assert sentences(chain)[3:] == written(
        "cannot_tell: not carried('contact')",
        "observed: contact.messages.is_known -> contact.messages",
        "not_recorded: True",
    )


def test_each_category_is_a_step_the_declared_ones_first():
    chain, _ = lower(
        a_definition(
            Distribution(
                category=contact.participant_attended, order=("no",), excluded=True
            ),
            counts="contact",
        )
    )
    others = [
        line.partition(":")[0]
        for line in sentences(chain)
        if line.startswith("category.")
    ]

    assert "excluded: True" == sentences(chain)[0]
    assert "category.no: contact.participant_attended == 'no'" in sentences(chain)
    assert ["category.no", "category.yes", "category.partly"] == others
    assert "not_recorded: True" == sentences(chain)[-1]


def test_each_side_has_steps_of_its_own():
    events, time, blind = lower(
        a_definition(
            Rate(
                events=Side(
                    counts="contact",
                    when=contact.on,
                    among=contact.is_held,
                    excluded=contact.messages == 0,
                ),
                time=Side(counts="case", observe=case.enrolments.count()),
                unit="a day",
            ),
            counts="contact",
            groupings=("contact.form",),
        ),
        ("contact.form",),
    )
    member = (
        "contact.is_held and window.start <= contact.on and contact.on < window.end"
        " and contact.on <= window.as_of"
    )
    able = "carried('contact') and carried('enrolment')"

    assert ("test", "contact", "contacts", (Ref(("contact", "form")),)) == (
        events.indicator,
        events.counts,
        events.rows,
        events.group,
    )
    assert sentences(events) == written(
        f"-: not ({member})",
        f"events.blind: ({member}).is_unknown and (not ({able}))",
        f"events.unplaced: ({member}).is_unknown",
        "events.excluded: contact.messages == 0",
        f"events.cannot_tell: not ({able})",
        "events.observed: (1).is_known -> 1",
        "events.not_recorded: True",
    )
    assert ("test", "case", "", ("*",)) == (
        time.indicator,
        time.counts,
        time.rows,
        time.group,
    )
    assert sentences(time) == written(
        f"time.cannot_tell: not ({able})",
        ("time.observed: case.enrolments.count().is_known -> case.enrolments.count()"),
        "time.not_recorded: True",
    )
    assert ["blind: not carried('contact')"] == sentences(blind)


FOLLOWED = TimeToEvent(
    origin=enrolment.start,
    event=enrolment.exit.on,
    at=(30,),
)
LAST = "least(window.as_of, enrolment.period.end.or_else(window.as_of))"


def test_one_sort_of_event_has_happened_or_is_censored():
    chain, _ = lower(a_definition(FOLLOWED, counts="enrolment"))
    gone = "least(enrolment.exit.on.or_else(window.as_of), window.as_of)"

    assert sentences(chain) == written(
        "cannot_tell: not carried('enrolment')",
        "not_recorded: enrolment.start.is_unknown",
        "cannot_tell: enrolment.start.is_known.is_unknown",
        f"excluded: {gone} < enrolment.start -> 1",
        (
            "category.happened: enrolment.exit.on <= window.as_of ->"
            " days_between(enrolment.start, enrolment.exit.on)"
        ),
        "censored: True -> days_between(enrolment.start, window.as_of)",
    )


def test_who_came_late_is_counted_when_they_came():
    scoring = attrs.evolve(
        FOLLOWED,
        among=enrolment.exit.is_known,
        entry=case.start,
        until=enrolment.period.end,
        category=enrolment.exit.decided_by,
        wanted=("participant",),
        censoring=("service",),
    )
    chain, entered, _ = lower(a_definition(scoring, counts="enrolment"))
    gone = f"least(enrolment.exit.on.or_else({LAST}), {LAST})"
    days = "days_between(enrolment.start, enrolment.exit.on)"
    followed = written(
        "-: not enrolment.exit.is_known",
        "blind: enrolment.exit.is_known.is_unknown and (not carried('enrolment'))",
        "unplaced: enrolment.exit.is_known.is_unknown",
        "cannot_tell: not carried('enrolment')",
        "not_recorded: enrolment.start.is_unknown",
        "cannot_tell: enrolment.start.is_known.is_unknown",
        "not_recorded: case.start.is_unknown",
        "cannot_tell: case.start.is_known.is_unknown",
        f"excluded: {gone} < greatest(enrolment.start, case.start) -> 1",
    )
    happened = f"enrolment.exit.on <= {LAST}"
    found = sentences(chain)

    assert found[:9] == followed
    assert found[9:10] == written(
        f"category.participant: {happened} and enrolment.exit.decided_by =="
        f" 'participant' -> {days}"
    )
    assert not any(line.startswith("category.service:") for line in found)
    assert found[-3:] == written(
        (f"censored: {happened} and enrolment.exit.decided_by == 'service' -> {days}"),
        f"not_recorded: {happened} -> {days} + 1",
        f"censored: True -> days_between(enrolment.start, {LAST})",
    )
    assert sentences(entered) == written(
        *(line if line.startswith("-") else f"entry.{line}" for line in followed),
        (
            "entry.entered: True -> days_between(enrolment.start,"
            " greatest(enrolment.start, case.start))"
        ),
    )
    assert (chain.indicator, chain.rows, chain.group) == (
        entered.indicator,
        entered.rows,
        entered.group,
    )


def test_what_is_open_on_a_day_is_so_until_its_end_is_known():
    scoring = Stock(
        among=enrolment.exit.is_known,
        since=enrolment.start,
        until=enrolment.period.end,
        on=window.end,
    )
    chain, _ = lower(a_definition(scoring, counts="enrolment"))
    open_ended, _ = lower(
        a_definition(Stock(since=enrolment.start), counts="enrolment")
    )
    on = "least(window.end, window.as_of)"

    assert sentences(chain)[:1] == written(
        f"-: not (enrolment.exit.is_known and (enrolment.start <= {on} and"
        f" (enrolment.period.end.is_unknown or {on} < enrolment.period.end)))"
    )
    assert sentences(chain)[-2:] == written(
        "cannot_tell: not carried('enrolment')",
        f"observed: True -> days_between(enrolment.start, {on})",
    )
    assert sentences(open_ended)[0] == "-: not enrolment.start <= window.as_of"


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ((), "True"),
        ((YES, YES), "True"),
        ((YES, contact.is_held.node_), "contact.is_held"),
        ((Lit(False), YES, Lit(True), Lit(False)), "False and False"),
    ],
)
def test_what_is_plainly_true_is_not_asked(tests, expected):
    assert expected == text(all_of(*tests))
