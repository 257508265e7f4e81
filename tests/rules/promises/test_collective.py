"""Collective participation: answers, consequences, users before decisions, bodies."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.collective import (
    CollectiveDecisionKind,
    CollectiveParticipation,
    Consequence,
    Level,
    Matter,
    MatterOutcome,
    TierOfGovernment,
)
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.organisation import Unit, UnitKind
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.facts import Facts
from brukermedvirkning.rules.outcomes import (
    Cause,
    Finding,
    ItemRef,
    Outcome,
    ParameterUse,
)
from brukermedvirkning.rules.promises.collective import (
    ECONOMIC_WITHOUT_USERS,
    MATTER_UNANSWERED,
    NO_BODY_AT_LEVEL,
    NO_CONSEQUENCE,
    PLANNING_WITHOUT_USERS,
)
from brukermedvirkning.rules.rule import Rule, examine
from brukermedvirkning.testing.rule_suite import rule_suite

ON = date(2026, 6, 1)
FIGURES = {
    name: ParameterUse(id=name, value=28, level="core", source="a test")
    for name in ("collective.answer-due-days", "collective.consequence-due-days")
}
SERVICE = CollectiveDecisionKind.SERVICE_DEVELOPMENT
ECONOMIC = CollectiveDecisionKind.ECONOMIC_PRIORITY
THE_MATTER = ItemRef(kind="matter", id="m")
THE_BODY = ItemRef(kind="collective", id="b")


def ago(days: int) -> date:
    return ON - timedelta(days=days)


def body(*matters: Matter, **fields: Any) -> CollectiveParticipation:
    return CollectiveParticipation(
        **{
            "id": "b",
            "unit": "u",
            "level": Level.SERVICE,
            "period": Period(start=ago(400)),
            "matters": matters,
            **fields,
        }
    )


def facts(*matters: Matter, **fields: Any) -> Facts:
    return Facts(on=ON, collective=(body(*matters, **fields),), parameters=FIGURES)


def outcome(rule: Rule, given: Facts) -> Outcome:
    return examine(rule, given).outcome


def missing(rule: Rule, given: Facts) -> list[tuple[str, Cause]]:
    verdict = examine(rule, given)
    assert verdict.outcome is Outcome.CANNOT_TELL
    return [(path, one.cause) for one in verdict.cannot_tell for path in one.missing]


def reason(rule: Rule, given: Facts) -> str:
    (finding,) = examine(rule, given).findings
    return finding.params["reason"]


# Answers


def raised(days: int | None, *by: Party, answered: int | None = None) -> Matter:
    return Matter(
        id="m",
        raised_by=by or (Party.PARTICIPANT,),
        raised_on=None if days is None else ago(days),
        answered_on=None if answered is None else ago(answered),
    )


def test_a_matter_without_an_answer_is_found_with_the_day_it_was_due() -> None:
    verdict = examine(MATTER_UNANSWERED, facts(raised(40)))

    assert verdict.findings == (
        Finding(
            items=(THE_MATTER,),
            since=ago(12),
            params={"reason": "open", "raised": "2026-04-22", "limit": 28},
        ),
    )
    assert verdict.subject == THE_BODY


@pytest.mark.parametrize(
    ("days", "expected"), [(28, Outcome.KEPT), (29, Outcome.BROKEN)]
)
def test_an_answer_is_due_on_the_last_of_the_days(days: int, expected: Outcome) -> None:
    assert outcome(MATTER_UNANSWERED, facts(raised(days))) is expected


def test_an_answer_in_time_keeps_it() -> None:
    given = facts(raised(40, answered=12))

    assert outcome(MATTER_UNANSWERED, given) is Outcome.KEPT


@pytest.mark.parametrize(("answered", "expected"), [(11, "late"), (-1, "open")])
def test_a_late_answer_and_one_to_come_are_told_apart(
    answered: int, expected: str
) -> None:
    given = facts(raised(40, answered=answered))

    assert reason(MATTER_UNANSWERED, given) == expected


def test_what_the_service_raised_itself_is_owed_no_answer() -> None:
    given = facts(raised(40, Party.SERVICE))

    assert outcome(MATTER_UNANSWERED, given) is Outcome.KEPT


def test_a_matter_that_users_raised_with_others_is_theirs_too() -> None:
    given = facts(raised(40, Party.SERVICE, Party.PEER, Party.UNKNOWN))

    assert outcome(MATTER_UNANSWERED, given) is Outcome.BROKEN


@pytest.mark.parametrize("by", [(Party.UNKNOWN,), (Party.SERVICE, Party.UNKNOWN)])
def test_who_raised_it_may_not_be_known(by: tuple[Party, ...]) -> None:
    assert missing(MATTER_UNANSWERED, facts(raised(40, *by))) == [
        ("matter.raised_by", Cause.NOT_RECORDED)
    ]


def test_nobody_named_may_have_been_users() -> None:
    matter = Matter(id="m", raised_on=ago(40))

    assert missing(MATTER_UNANSWERED, facts(matter)) == [
        ("matter.raised_by", Cause.NOT_RECORDED)
    ]


def test_the_day_it_was_raised_may_not_be_known() -> None:
    assert missing(MATTER_UNANSWERED, facts(raised(None))) == [
        ("matter.raised_on", Cause.NOT_RECORDED)
    ]


def named(matter: Matter, row_id: str) -> Matter:
    return attrs.evolve(matter, id=row_id)


@pytest.mark.parametrize(
    "other",
    [
        raised(40, Party.SERVICE),
        raised(40, answered=12),
        raised(None),
        raised(40, Party.UNKNOWN),
    ],
    ids=["of the service", "answered", "of no known day", "of nobody known"],
)
def test_no_matter_hides_one_that_waits(other: Matter) -> None:
    given = facts(named(other, "l"), raised(40))

    (finding,) = examine(MATTER_UNANSWERED, given).findings
    assert finding.items == (THE_MATTER,)


def test_an_answer_on_the_judged_day_is_an_answer() -> None:
    assert reason(MATTER_UNANSWERED, facts(raised(40, answered=0))) == "late"


# Consequences


def decided(days: int | None = 40, **fields: Any) -> Matter:
    return Matter(
        **{
            "id": "m",
            "nature": SERVICE,
            "decided_on": None if days is None else ago(days),
            "outcome": MatterOutcome.CHANGED,
            **fields,
        }
    )


def followed(*consequences: Consequence, matter: Matter | None = None) -> Facts:
    return facts(matter or decided(), consequences=consequences)


@pytest.mark.parametrize(
    ("consequences", "expected"),
    [
        ((Consequence.NOT_YET_DECIDED,), "not_yet_decided"),
        ((Consequence.NOTHING,), "nothing"),
        ((Consequence.NOT_YET_DECIDED, Consequence.NOTHING), "nothing"),
    ],
)
def test_nothing_and_not_yet_decided_are_no_consequence(
    consequences: tuple[Consequence, ...], expected: str
) -> None:
    verdict = examine(NO_CONSEQUENCE, followed(*consequences))

    assert verdict.findings == (
        Finding(
            items=(THE_BODY,),
            since=ago(12),
            params={"reason": expected, "limit": 28},
        ),
    )


def test_anything_that_changed_is_a_consequence() -> None:
    given = followed(Consequence.NOTHING, Consequence.CULTURE)

    assert outcome(NO_CONSEQUENCE, given) is Outcome.KEPT


@pytest.mark.parametrize(
    ("days", "expected"), [(28, Outcome.KEPT), (29, Outcome.BROKEN)]
)
def test_a_consequence_is_due_after_the_days(days: int, expected: Outcome) -> None:
    given = followed(Consequence.NOTHING, matter=decided(days))

    assert outcome(NO_CONSEQUENCE, given) is expected


@pytest.mark.parametrize(
    "consequences", [(), (Consequence.NOTHING, Consequence.UNKNOWN)]
)
def test_what_followed_may_not_be_known(
    consequences: tuple[Consequence, ...],
) -> None:
    assert missing(NO_CONSEQUENCE, followed(*consequences)) == [
        ("collective.consequences", Cause.NOT_RECORDED)
    ]


@pytest.mark.parametrize(
    ("came", "path"),
    [
        (MatterOutcome.NOT_CHANGED, "matter.decided_on"),
        (MatterOutcome.UNKNOWN, "matter.outcome"),
    ],
)
def test_a_matter_that_came_out_on_no_known_day_may_be_old(
    came: MatterOutcome, path: str
) -> None:
    matter = decided(None, outcome=came)

    assert missing(NO_CONSEQUENCE, followed(Consequence.NOTHING, matter=matter)) == [
        (path, Cause.NOT_RECORDED)
    ]


@pytest.mark.parametrize(
    "matter",
    [
        decided(None, outcome=MatterOutcome.PENDING),
        decided(None, raised_on=ago(28)),
    ],
    ids=["pending", "raised of late"],
)
def test_what_cannot_have_been_decided_long_ago_is_not_asked_about(
    matter: Matter,
) -> None:
    given = followed(Consequence.NOTHING, matter=matter)

    assert outcome(NO_CONSEQUENCE, given) is Outcome.KEPT


def test_the_first_matter_that_waits_is_the_day_of_a_finding() -> None:
    given = facts(
        decided(40), named(decided(50), "n"), consequences=(Consequence.NOTHING,)
    )

    (finding,) = examine(NO_CONSEQUENCE, given).findings
    assert finding.since == ago(22)


# Users before decisions

BOTH = pytest.mark.parametrize(
    ("rule", "kind"),
    [(PLANNING_WITHOUT_USERS, SERVICE), (ECONOMIC_WITHOUT_USERS, ECONOMIC)],
    ids=["planning", "economic"],
)


@BOTH
@pytest.mark.parametrize(
    ("took_part", "expected"), [(None, "none"), (-1, "none"), (39, "after")]
)
def test_a_decision_before_users_took_part_is_found(
    rule: Rule,
    kind: CollectiveDecisionKind,
    took_part: int | None,
    expected: str,
) -> None:
    day = None if took_part is None else ago(took_part)
    verdict = examine(rule, facts(decided(nature=kind, users_took_part_on=day)))

    assert verdict.findings == (
        Finding(items=(THE_MATTER,), since=ago(40), params={"reason": expected}),
    )


@BOTH
@pytest.mark.parametrize(
    "fields",
    [
        {"users_took_part_on": ago(40)},
        {"decided_on": ago(-1)},
        {"nature": CollectiveDecisionKind.OTHER},
        {"decided_on": None, "outcome": MatterOutcome.PENDING},
    ],
    ids=["on the day", "decided later", "another kind", "pending"],
)
def test_where_users_took_part_or_nothing_is_decided_it_is_kept(
    rule: Rule, kind: CollectiveDecisionKind, fields: dict[str, Any]
) -> None:
    matter = decided(**{"nature": kind, **fields})

    assert outcome(rule, facts(matter)) is Outcome.KEPT


@BOTH
@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"nature": CollectiveDecisionKind.UNKNOWN}, "matter.nature"),
        ({"decided_on": None}, "matter.decided_on"),
        ({"decided_on": None, "outcome": MatterOutcome.UNKNOWN}, "matter.outcome"),
    ],
)
def test_a_matter_may_have_been_such_a_decision(
    rule: Rule, kind: CollectiveDecisionKind, fields: dict[str, Any], path: str
) -> None:
    matter = decided(**{"nature": kind, **fields})

    assert missing(rule, facts(matter)) == [(path, Cause.NOT_RECORDED)]


@BOTH
@pytest.mark.parametrize(
    "fields",
    [
        {"nature": CollectiveDecisionKind.OTHER},
        {"decided_on": None, "outcome": MatterOutcome.PENDING},
        {"users_took_part_on": ago(40)},
        {"nature": CollectiveDecisionKind.UNKNOWN},
    ],
    ids=["another kind", "pending", "with users", "of no known kind"],
)
def test_no_matter_hides_one_without_users(
    rule: Rule, kind: CollectiveDecisionKind, fields: dict[str, Any]
) -> None:
    other = decided(**{"id": "l", "nature": kind, **fields})

    (finding,) = examine(rule, facts(other, decided(nature=kind))).findings
    assert finding.items == (THE_MATTER,)


@BOTH
def test_what_is_decided_and_done_on_the_judged_day_counts(
    rule: Rule, kind: CollectiveDecisionKind
) -> None:
    today = decided(nature=kind, users_took_part_on=ago(0))

    assert reason(rule, facts(today)) == "after"
    assert reason(rule, facts(decided(0, nature=kind))) == "none"


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        (MATTER_UNANSWERED, facts(raised(None))),
        (MATTER_UNANSWERED, facts(raised(40, Party.UNKNOWN))),
        (NO_CONSEQUENCE, facts(decided(None))),
        (PLANNING_WITHOUT_USERS, facts(decided(None))),
        (
            PLANNING_WITHOUT_USERS,
            facts(decided(nature=CollectiveDecisionKind.UNKNOWN)),
        ),
    ],
)
def test_what_is_not_known_of_a_matter_is_told_of_it(rule: Rule, given: Facts) -> None:
    (cannot,) = examine(rule, given).cannot_tell

    assert cannot.items == (THE_MATTER,)


# Bodies

CENTRAL, COUNTY, LOCAL = (
    TierOfGovernment.CENTRAL,
    TierOfGovernment.COUNTY,
    TierOfGovernment.LOCAL,
)


def sitting(
    *tiers: TierOfGovernment,
    nature: UnitKind = UnitKind.NATIONAL_SERVICE,
    **fields: Any,
) -> Facts:
    bodies = tuple(
        body(**{"id": f"b-{tier}", "tier": tier, "formal": True, **fields})
        for tier in tiers
    )
    unit = Unit(id="u", name="a service", nature=nature)
    return Facts(on=ON, unit=unit, collective=bodies)


def test_each_level_without_a_body_is_found() -> None:
    verdict = examine(NO_BODY_AT_LEVEL, sitting(COUNTY, TierOfGovernment.NONE))

    assert verdict.findings == tuple(
        Finding(items=(ItemRef(kind="unit", id="u"),), params={"tier": tier})
        for tier in ("central", "local")
    )


def test_a_body_on_every_level_keeps_it() -> None:
    assert outcome(NO_BODY_AT_LEVEL, sitting(CENTRAL, COUNTY, LOCAL)) is Outcome.KEPT


@pytest.mark.parametrize(
    "fields",
    [
        {"formal": False},
        {"period": Period(start=ago(9), end=ago(0))},
        {"period": Period(start=ago(-1))},
    ],
    ids=["a meeting", "over", "ahead"],
)
def test_what_is_no_standing_body_today_does_not_count(fields: dict[str, Any]) -> None:
    given = sitting(CENTRAL, COUNTY, LOCAL, **fields)

    assert len(examine(NO_BODY_AT_LEVEL, given).findings) == 3


def test_a_body_sits_from_its_first_day_on() -> None:
    given = sitting(CENTRAL, COUNTY, LOCAL, period=Period(start=ON))

    assert outcome(NO_BODY_AT_LEVEL, given) is Outcome.KEPT


def test_the_level_of_a_body_may_not_be_known() -> None:
    given = sitting(CENTRAL, COUNTY, TierOfGovernment.UNKNOWN)

    assert missing(NO_BODY_AT_LEVEL, given) == [("collective.tier", Cause.NOT_RECORDED)]


def test_the_bodies_of_unknown_level_are_named_by_their_ids() -> None:
    given = sitting(CENTRAL, COUNTY, TierOfGovernment.UNKNOWN)
    bodies = [attrs.evolve(given.collective[-1], id=body_id) for body_id in ("z", "a")]
    given = attrs.evolve(given, collective=(*given.collective[:2], *bodies))

    (cannot,) = examine(NO_BODY_AT_LEVEL, given).cannot_tell
    assert [item.id for item in cannot.items] == ["a", "z"]


def test_the_first_day_of_a_body_may_not_be_known() -> None:
    given = sitting(LOCAL, CENTRAL, COUNTY, period=Period())

    assert (
        missing(NO_BODY_AT_LEVEL, given)
        == [("collective.period", Cause.NOT_RECORDED)] * 3
    )


def test_a_service_without_any_participation_on_record_may_keep_it_elsewhere() -> None:
    assert missing(NO_BODY_AT_LEVEL, sitting()) == [("collective", Cause.NOT_RECORDED)]


def test_a_unit_of_unknown_kind_may_be_a_national_service() -> None:
    given = sitting(nature=UnitKind.UNKNOWN)

    assert missing(NO_BODY_AT_LEVEL, given) == [("unit.nature", Cause.NOT_RECORDED)]


def test_other_units_owe_no_bodies_on_every_level() -> None:
    given = sitting(nature=UnitKind.COMPANY)

    assert outcome(NO_BODY_AT_LEVEL, given) is Outcome.KEPT


TestMatterUnanswered = rule_suite(
    MATTER_UNANSWERED,
    trips=(facts(raised(40)), facts(raised(40, answered=11))),
    keeps=(facts(raised(40, answered=20)), facts(raised(40, Party.SERVICE))),
)
TestNoConsequence = rule_suite(
    NO_CONSEQUENCE,
    trips=(followed(Consequence.NOTHING), followed(Consequence.NOT_YET_DECIDED)),
    keeps=(followed(Consequence.BUDGET), followed(matter=decided(5))),
)
TestPlanningWithoutUsers = rule_suite(
    PLANNING_WITHOUT_USERS,
    trips=(facts(decided()), facts(decided(users_took_part_on=ago(3)))),
    keeps=(facts(decided(users_took_part_on=ago(50))),),
)
TestEconomicWithoutUsers = rule_suite(
    ECONOMIC_WITHOUT_USERS,
    trips=(facts(decided(nature=ECONOMIC)),),
    keeps=(facts(decided(nature=ECONOMIC, users_took_part_on=ago(50))),),
)
TestNoBodyAtLevel = rule_suite(
    NO_BODY_AT_LEVEL,
    trips=(sitting(CENTRAL, COUNTY),),
    keeps=(sitting(CENTRAL, COUNTY, LOCAL), sitting(nature=UnitKind.COMPANY)),
)
