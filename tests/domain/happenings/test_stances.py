from __future__ import annotations

import sys
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.domain.concepts import ItemKind, Party, StanceAnswer
from brukermedvirkning.domain.happenings import Act
from brukermedvirkning.domain.happenings.challenges import ChallengeNamed
from brukermedvirkning.domain.happenings.goals import GoalReworded
from brukermedvirkning.domain.happenings.items import is_agreed, standing, version_of
from brukermedvirkning.domain.happenings.stances import (
    DisagreementStated,
    StanceTaken,
    StanceWithdrawn,
)
from brukermedvirkning.domain.ownership import POLICIES, Ownership
from brukermedvirkning.domain.period import Period

sys.path.append(str(Path(__file__).parent))

from plan_life import (
    ANOTHER,
    CASE,
    DAY,
    FIRST,
    GUARDIAN,
    GUARDIAN_PLACE,
    IMPOSTOR,
    NEXT,
    NOBODY,
    PARTICIPANT,
    PEER,
    STAFF,
    SYSTEM,
    act,
    after,
    agreed,
    erroneous,
    left,
    proposed,
    refusal,
    rule,
    started,
)

GOAL = after(CASE, started(), proposed(STAFF))
ABOUT = {"item_kind": ItemKind.GOAL, "item": "g"}


def took(answer: StanceAnswer, source=PARTICIPANT, **fields) -> StanceTaken:
    return act(
        StanceTaken, source, **({"stance": "t", "answer": answer} | ABOUT | fields)
    )


def disagreed(source=PARTICIPANT, **fields) -> DisagreementStated:
    return act(DisagreementStated, source, **({"stance": "u"} | ABOUT | fields))


def withdrew(source=PARTICIPANT, **fields) -> StanceWithdrawn:
    return act(StanceWithdrawn, source, **({"stance": "w"} | ABOUT | fields))


REWORDED = act(GoalReworded, STAFF, on=NEXT, goal="g", text="A job")
TAKEN = [
    StanceAnswer.AGREES,
    StanceAnswer.AGREES_IN_PART,
    StanceAnswer.UNDECIDED,
    StanceAnswer.DECLINED_TO_SAY,
]


@pytest.mark.parametrize("answer", TAKEN)
@pytest.mark.parametrize(
    ("party", "source"),
    [
        (Party.PARTICIPANT, PARTICIPANT),
        (Party.SERVICE, STAFF),
        (Party.PEER, PEER),
    ],
)
def test_a_party_takes_its_own_stance(answer, party, source) -> None:
    asked = took(answer, source, by=STAFF, words="because", unit="jobcentre")
    (row,) = after(GOAL, asked).stances

    assert (answer, party, None) == (row.answer, row.party, row.by_representative)
    assert (ItemKind.GOAL, "g", 1) == (row.item_kind, row.item, row.version)
    assert ("because", "jobcentre", DAY) == (row.words, row.unit, row.on)
    assert asked.recorded == row.recorded


def test_a_representative_speaks_for_the_participant_and_the_row_says_so() -> None:
    (row,) = after(GOAL, agreed(source=GUARDIAN)).stances

    assert (Party.PARTICIPANT, "team-r") == (row.party, row.by_representative)


@pytest.mark.parametrize(
    "place",
    [
        attrs.evolve(GUARDIAN_PLACE, mandate=None),
        attrs.evolve(GUARDIAN_PLACE, period=Period(start=FIRST, end=DAY)),
        attrs.evolve(GUARDIAN_PLACE, registered_in_error=True),
        attrs.evolve(GUARDIAN_PLACE, actor=STAFF),
        *(
            attrs.evolve(
                GUARDIAN_PLACE, mandate=attrs.evolve(GUARDIAN_PLACE.mandate, **less)
            )
            for less in (
                {"may_act": False},
                {"period": Period(start=FIRST, end=DAY)},
                {"period": Period()},
            )
        ),
    ],
)
def test_without_a_mandate_in_force_nobody_speaks_for_the_participant(place) -> None:
    case = attrs.evolve(GOAL, team=(place,))

    assert rule(case, agreed(source=GUARDIAN)) == "voice.mandate"
    assert rule(case, disagreed(GUARDIAN)) == "voice.mandate"


@pytest.mark.parametrize("kind", [agreed, disagreed, withdrew])
@pytest.mark.parametrize(
    ("expected", "source"),
    [
        ("voice.another", ANOTHER),
        ("voice.mandate", IMPOSTOR),
        ("voice.nobody", SYSTEM),
        ("voice.nobody", NOBODY),
    ],
)
def test_nobody_else_and_no_system_takes_a_stance(kind, expected, source) -> None:
    assert expected == rule(GOAL, kind(source=source))


@pytest.mark.parametrize(
    "answer",
    [
        StanceAnswer.DISAGREES,
        StanceAnswer.WITHDRAWN,
        StanceAnswer.NOT_ASKED,
        StanceAnswer.UNKNOWN,
    ],
)
def test_silence_is_no_stance_and_the_rights_are_happenings_of_their_own(
    answer: StanceAnswer,
) -> None:
    assert rule(GOAL, took(answer)) == "stance.answer"


def test_disagreeing_is_stated_and_may_be_added_to() -> None:
    case = after(GOAL, disagreed(words="no"), disagreed(stance="v", words="never"))

    assert ["no", "never"] == [row.words for row in case.stances]
    assert {StanceAnswer.DISAGREES} == {row.answer for row in case.stances}


def test_a_disagreement_stays_when_the_participant_resolves_it() -> None:
    case = after(GOAL, disagreed(), agreed(stance="z"))

    assert is_agreed(case, "goal", "g")
    assert [StanceAnswer.DISAGREES, StanceAnswer.AGREES] == [
        row.answer for row in case.stances
    ]


def test_withdrawing_takes_back_an_agreement_and_leaves_it_on_record() -> None:
    case = after(GOAL, agreed(), withdrew())

    assert not is_agreed(case, "goal", "g")
    assert [StanceAnswer.AGREES, StanceAnswer.WITHDRAWN] == [
        row.answer for row in case.stances
    ]


def test_the_participant_takes_back_what_a_representative_agreed_to() -> None:
    case = after(GOAL, agreed(source=GUARDIAN), withdrew())

    assert not is_agreed(case, "goal", "g")


def test_there_must_be_something_to_withdraw() -> None:
    refused = refusal(GOAL, withdrew())

    assert refused is not None
    assert refused.rule == "stance.nothing-to-withdraw"
    assert "disagreement_stated" in refused.permitted
    twice = after(GOAL, agreed(), withdrew())
    assert rule(twice, withdrew(stance="x")) == "stance.nothing-to-withdraw"
    later = after(GOAL, agreed(on=NEXT))
    assert rule(later, withdrew()) == "stance.nothing-to-withdraw"


def test_a_representative_does_not_drown_the_participants_own_word() -> None:
    case = after(GOAL, disagreed(), agreed(source=GUARDIAN, stance="z"))
    said = standing(case, "goal", "g", 1, Party.PARTICIPANT)

    assert len(case.stances) == 2
    assert said is not None
    assert said.answer is StanceAnswer.DISAGREES
    assert not is_agreed(case, "goal", "g")


def test_the_participant_alone_takes_back_an_own_disagreement() -> None:
    case = after(GOAL, disagreed())
    by_guardian = after(GOAL, disagreed(GUARDIAN))

    assert rule(case, withdrew(GUARDIAN)) == "stance.own-disagreement"
    assert rule(case, withdrew()) is None
    assert rule(by_guardian, withdrew(GUARDIAN)) is None
    assert rule(after(GOAL, agreed()), withdrew(GUARDIAN)) is None


@pytest.mark.parametrize("kind", [agreed, disagreed, withdrew])
def test_a_stance_is_on_the_current_version_only(kind) -> None:
    case = after(GOAL, agreed(), REWORDED)
    current = kind(stance="x", version=2, on=NEXT)

    assert version_of(case, "goal", "g") == 2
    assert rule(case, kind(stance="x", on=NEXT)) == "stance.version"
    expected = "stance.nothing-to-withdraw" if kind is withdrew else None
    assert expected == rule(case, current)


def test_nobody_stood_anywhere_on_words_that_were_not_there_yet() -> None:
    case = after(GOAL, REWORDED)

    assert rule(case, agreed(version=2)) == "row.not-begun"
    assert rule(case, disagreed(version=2)) == "row.not-begun"


def test_of_two_stances_on_one_day_the_later_sorts_later() -> None:
    case = after(GOAL, agreed(stance="m"))

    assert rule(case, withdrew(stance="a")) == "stance.order"
    assert rule(case, withdrew(stance="n")) is None
    assert rule(case, withdrew(stance="a", on=NEXT)) is None
    assert rule(case, disagreed(STAFF, stance="a")) is None


def test_a_stance_registered_in_error_does_not_hold() -> None:
    case = erroneous(after(GOAL, agreed()), "stances")

    assert not is_agreed(case, "goal", "g")


@pytest.mark.parametrize(
    ("kind", "item"),
    [(ItemKind.PLAN, "plan"), (ItemKind.TEAM_MEMBER, "team-s"), (ItemKind.STANCE, "u")],
)
def test_a_stance_may_be_on_the_plan_and_on_any_kind_of_row(kind, item) -> None:
    case = after(GOAL, disagreed(STAFF))
    asked = disagreed(stance="v", item_kind=kind, item=item)

    assert item == after(case, asked).stances[-1].item


@pytest.mark.parametrize(
    ("kind", "item"),
    [(ItemKind.PLAN, "q"), (ItemKind.SERVICE, "g"), (ItemKind.GOAL, "e")],
)
def test_a_stance_is_on_what_is_there(kind, item) -> None:
    asked = disagreed(item_kind=kind, item=item)

    assert rule(GOAL, asked) == "row.not-there"
    assert rule(CASE, attrs.evolve(asked, item_kind=ItemKind.PLAN)) == "row.not-there"


def test_the_id_of_a_stance_is_its_own() -> None:
    assert rule(GOAL, disagreed(stance="g")) == "row.id-taken"
    assert rule(GOAL, disagreed(stance="plan")) == "row.id-taken"


def test_what_is_registered_in_error_is_not_agreed_to_but_may_be_disagreed_with() -> (
    None
):
    case = erroneous(GOAL, "goals")

    assert rule(case, agreed()) == "row.in-error"
    assert rule(case, disagreed()) is None


def test_a_challenge_has_versions_and_a_day_too() -> None:
    named = act(ChallengeNamed, challenge="c1", text="a", on=NEXT)
    about = {"item_kind": ItemKind.CHALLENGE, "item": "c1"}

    assert rule(after(CASE, named), disagreed(**about)) == "row.not-begun"
    assert rule(after(CASE, named), disagreed(on=NEXT, **about)) is None


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda policy: policy.id)
@pytest.mark.parametrize("asked", [disagreed(), withdrew(), disagreed(GUARDIAN)])
def test_disagreeing_and_withdrawing_stay_open_under_every_policy_and_after_an_exit(
    policy: Ownership, asked: Act
) -> None:
    case = after(GOAL, agreed())

    assert asked.is_right
    assert rule(case, asked, policy) is None
    assert rule(left(case), asked, policy) is None
