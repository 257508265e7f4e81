"""A decision from the question to what came of asking again; who may say what of it."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    DecisionSubject,
    FrameKind,
    ItemKind,
    LastWord,
    Party,
    Proposer,
    ReconsiderationOutcome,
    WishAsked,
)
from brukermedvirkning.domain.decisions import (
    Asking,
    Decision,
    Degree,
    DegreeRating,
    Frame,
    Hearing,
    HearingAnswer,
    Option,
    Wish,
)
from brukermedvirkning.domain.happenings.decisions import (
    DecisionProposed,
    OptionsShown,
    WishRecorded,
)
from brukermedvirkning.domain.happenings.hearings import HearingAnswered, HearingHeld
from brukermedvirkning.domain.happenings.reconsiderations import (
    AskedAgain,
    DegreeRated,
    ParticipantTold,
    Reconsidered,
)
from brukermedvirkning.domain.happenings.settlements import (
    DecisionOverruled,
    DecisionSettled,
)
from brukermedvirkning.domain.ownership import POLICIES

sys.path.append(str(Path(__file__).parent))

from plan_life import (
    BEFORE,
    CASE,
    DAY,
    FIRST,
    GUARDIAN,
    IMPOSTOR,
    NEXT,
    PARTICIPANT,
    PEER,
    STAFF,
    act,
    after,
    erroneous,
    left,
    refusal,
    rule,
)

SUBJECT = Coded(concept=DecisionSubject.MEASURE_CHOICE)
SOON, LATE = NEXT + timedelta(days=1), NEXT + timedelta(days=14)
HOME, SHOP = Option(id="home"), Option(id="shop", available=Answer.YES)
BUDGET = Frame(nature=FrameKind.BUDGET)
OWN = (PARTICIPANT, GUARDIAN)


def proposed(source=STAFF, **fields) -> DecisionProposed:
    values = {"decision": "d", "subject": SUBJECT, "options": (HOME, SHOP)}
    return act(DecisionProposed, source, **(values | fields))


def shown(*options: Option, source=STAFF, **fields) -> OptionsShown:
    return act(OptionsShown, source, **({"decision": "d", "options": options} | fields))


def wished(option: str | None = "home", source=PARTICIPANT, **fields) -> WishRecorded:
    values = {"decision": "d", "option": option}
    return act(WishRecorded, source, **(values | fields))


def notified(source=STAFF, **fields) -> HearingHeld:
    return act(HearingHeld, source, **({"decision": "d", "deadline": LATE} | fields))


def answered(words: str = "No", source=PARTICIPANT, **fields) -> HearingAnswered:
    return act(HearingAnswered, source, decision="d", words=words, **fields)


def settled(source=STAFF, **fields) -> DecisionSettled:
    values = {"decision": "d", "outcome": "shop", "last_word": LastWord.SERVICE}
    return act(DecisionSettled, source, **(values | fields))


def overruled(source=STAFF, **fields) -> DecisionOverruled:
    values = {
        "decision": "d",
        "outcome": "shop",
        "last_word": LastWord.SERVICE,
        "adverse": Answer.NO,
        "frame": BUDGET,
        "reason": "No money",
    }
    return act(DecisionOverruled, source, **(values | fields))


def told(source=STAFF, **fields) -> ParticipantTold:
    return act(ParticipantTold, source, **({"decision": "d"} | fields))


def asked_again(source=PARTICIPANT, **fields) -> AskedAgain:
    return act(AskedAgain, source, **({"decision": "d"} | fields))


def reconsidered(source=STAFF, **fields) -> Reconsidered:
    values = {"decision": "d", "outcome": ReconsiderationOutcome.UPHELD}
    return act(Reconsidered, source, **(values | fields))


def rated(source=PARTICIPANT, rung: int = 4, ladder: str = "iap2") -> DegreeRated:
    return act(
        DegreeRated, source, decision="d", degree=Degree(ladder=ladder, rung=rung)
    )


OPEN = after(CASE, proposed())
ASKED = after(OPEN, wished())
OVER = after(ASKED, overruled())


def only(case: Case) -> Decision:
    (row,) = case.decisions
    return row


def test_a_question_is_raised_with_its_options() -> None:
    row = only(after(CASE, proposed(beside=(Party.EMPLOYER,), unit="u")))

    assert (DAY, SUBJECT, "u") == (row.on, row.subject, row.unit)
    assert (Party.SERVICE, Party.EMPLOYER) == row.proposed_by
    assert ["home", "shop"] == [option.id for option in row.options]
    assert {Party.SERVICE} == {option.proposed_by for option in row.options}
    assert STAFF == row.recorded.source


def test_the_participant_raises_a_question_together_with_the_service() -> None:
    row = only(after(CASE, proposed(PARTICIPANT, beside=(Party.SERVICE,))))

    assert Proposer.TOGETHER == row.proposer


def test_a_question_may_be_about_an_item_that_is_there() -> None:
    case = after(OPEN, proposed(decision="d2", item_kind=ItemKind.DECISION, item="d"))

    assert "d" == case.decisions[1].item


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (proposed(IMPOSTOR), "voice.mandate"),
        (proposed(beside=(Party.PARTICIPANT,)), "voice.claimed"),
        (proposed(item="x"), "decision.item"),
        (proposed(item="x", item_kind=ItemKind.GOAL), "row.not-there"),
        (proposed(options=(HOME, HOME)), "decision.option-once"),
        (
            proposed(options=(Option(id="x", proposed_by=Party.PARTICIPANT),)),
            "voice.claimed",
        ),
        (
            proposed(PARTICIPANT, options=(Option(id="x", told="It is far"),)),
            "decision.told-to-participant",
        ),
    ],
)
def test_what_a_question_may_not_be(one: DecisionProposed, expected: str) -> None:
    assert expected == rule(CASE, one)


def test_the_id_of_a_decision_is_used_once() -> None:
    assert "row.id-taken" == rule(OPEN, proposed())


def test_an_option_carries_what_was_told_of_it_and_when() -> None:
    case = after(OPEN, shown(Option(id="far", told="An hour by bus")))

    assert DAY == only(case).options[2].told_on
    assert 3 == only(case).option_count


def test_an_option_of_the_participants_own_is_told_of_later_and_stays_theirs() -> None:
    case = after(
        OPEN,
        shown(Option(id="own", text="Bakery"), source=PARTICIPANT),
        shown(Option(id="own", told="It is full", available=Answer.NO), on=NEXT),
        shown(Option(id="own"), on=LATE),
    )

    option = only(case).options[2]
    assert (Party.PARTICIPANT, "Bakery") == (option.proposed_by, option.text)
    assert ("It is full", NEXT, Answer.NO) == (
        option.told,
        option.told_on,
        option.available,
    )


@pytest.mark.parametrize(
    "option",
    [
        Option(id="shop", available=Answer.NO),
        Option(id="shop", proposed_by=Party.EMPLOYER),
        Option(id="shop", told="Something else"),
        Option(id="shop", text="Something else"),
    ],
)
def test_what_stands_of_an_option_is_not_said_otherwise(option: Option) -> None:
    stands = shown(Option(id="shop", text="The shop", told="Near"))

    assert "decision.option-stands" == rule(after(OPEN, stands), shown(option))


@pytest.mark.parametrize(
    "one",
    [
        shown(HOME, decision="x"),
        wished(decision="x"),
        notified(decision="x"),
        act(HearingAnswered, PARTICIPANT, decision="x", words="No"),
        settled(decision="x"),
        overruled(decision="x"),
        told(decision="x"),
        asked_again(decision="x"),
        reconsidered(decision="x"),
        act(DegreeRated, decision="x", degree=Degree(ladder="iap2", rung=1)),
    ],
    ids=lambda one: one.kind,
)
def test_a_decision_that_is_not_there_or_an_error_has_no_course(one) -> None:
    error = erroneous(OPEN, "decisions")

    assert "row.not-there" == rule(OPEN, one)
    assert "row.in-error" == rule(error, attrs.evolve(one, decision="d"))
    assert ("decision", "x") == one.target


@pytest.mark.parametrize(
    "one",
    [shown(HOME), wished(), notified(), answered(), settled(), overruled()],
    ids=lambda one: one.kind,
)
def test_what_comes_before_settlement_is_refused_after_it(one) -> None:
    found = refusal(OVER, one)

    assert found is not None
    assert "decision.open" == found.rule
    assert "asked_again" in found.permitted


@pytest.mark.parametrize(
    "one",
    [shown(HOME), wished(), notified(), settled(), overruled()],
    ids=lambda one: one.kind,
)
def test_nothing_happens_before_the_question_was_raised(one) -> None:
    case = ASKED if one.kind == "decision_overruled" else OPEN

    assert "row.not-begun" == rule(case, attrs.evolve(one, on=FIRST))


def test_the_participants_wish_is_on_record_with_its_day() -> None:
    wish = only(after(OPEN, wished(words="Near home"))).wish

    assert Wish(asked=WishAsked.ASKED, on=DAY, option="home", words="Near home") == wish


def test_an_earlier_wish_is_kept_beside_the_later_one() -> None:
    row = only(after(ASKED, wished("shop", on=NEXT)))

    assert "shop" == row.wish.option
    assert ["home"] == [wish.option for wish in row.other_wishes]


def test_a_representatives_wish_says_so_and_the_participants_own_comes_first() -> None:
    first = after(OPEN, wished("shop", GUARDIAN))
    own = after(first, wished("home"))
    more = after(own, wished("shop", GUARDIAN))

    assert "team-r" == only(first).wish.by_representative
    assert None is only(more).wish.by_representative
    assert ["team-r", "team-r"] == [
        wish.by_representative for wish in only(more).other_wishes
    ]


def test_that_nobody_asked_is_recorded_until_somebody_does() -> None:
    case = after(OPEN, wished(None, STAFF, asked=WishAsked.NOT_ASKED))

    assert WishAsked.NOT_ASKED == only(case).wish.asked
    assert "home" == only(after(case, wished())).wish.option
    assert () == only(after(case, wished())).other_wishes


def test_declining_to_say_is_the_participants_and_is_no_wish() -> None:
    declined = wished(None, asked=WishAsked.DECLINED_TO_SAY)

    assert WishAsked.DECLINED_TO_SAY == only(after(OPEN, declined)).wish.asked
    assert "voice.own-side" == rule(OPEN, attrs.evolve(declined, source=STAFF))


@pytest.mark.parametrize(
    ("case", "one", "expected"),
    [
        (OPEN, wished(source=STAFF), "voice.own-side"),
        (OPEN, wished(source=IMPOSTOR), "voice.mandate"),
        (OPEN, wished(None, asked=WishAsked.UNKNOWN), "decision.wish-said"),
        (OPEN, wished(None, asked=WishAsked.NOT_ASKED), "decision.wish-asked"),
        (
            ASKED,
            wished(None, STAFF, asked=WishAsked.NOT_ASKED),
            "decision.wish-stands",
        ),
        (
            OPEN,
            wished("home", STAFF, asked=WishAsked.NOT_ASKED),
            "decision.wish-given",
        ),
        (OPEN, wished("moon"), "decision.option-there"),
    ],
)
def test_what_a_wish_may_not_be(case: Case, one: WishRecorded, expected: str) -> None:
    assert expected == rule(case, one)


def test_notice_of_something_adverse_leaves_time_to_answer() -> None:
    row = only(after(OPEN, notified()))

    assert Hearing(notified_on=DAY, deadline=LATE) == row.hearing
    assert Answer.YES is row.adverse


@pytest.mark.parametrize(
    ("case", "one", "expected"),
    [
        (OPEN, notified(PARTICIPANT), "voice.service"),
        (OPEN, notified(deadline=DAY), "decision.time-to-answer"),
        (after(OPEN, notified()), notified(), "decision.heard-once"),
        (OPEN, answered(), "decision.heard"),
        (after(OPEN, notified()), answered(source=STAFF), "voice.own-side"),
        (after(OPEN, notified()), answered(source=IMPOSTOR), "voice.mandate"),
        (after(OPEN, notified(on=NEXT)), answered(), "row.not-begun"),
        (
            after(OPEN, notified(), answered(on=LATE)),
            answered(on=NEXT),
            "row.not-begun",
        ),
    ],
)
def test_what_a_hearing_may_not_be(case: Case, one, expected: str) -> None:
    assert expected == rule(case, one)


def test_the_participants_own_answer_to_the_notice_comes_first() -> None:
    case = after(
        OPEN,
        notified(),
        answered("Fine", GUARDIAN),
        answered("No", on=NEXT),
        answered("Not at all", on=LATE),
    )

    hearing = only(case).hearing
    assert hearing is not None
    assert ("No", NEXT, None) == (
        hearing.answer,
        hearing.answered_on,
        hearing.by_representative,
    )
    assert (
        HearingAnswer(on=DAY, words="Fine", by_representative="team-r"),
        HearingAnswer(on=LATE, words="Not at all"),
    ) == hearing.more_answers


def test_the_participant_may_answer_a_notice_after_an_exit() -> None:
    case = left(after(OPEN, notified()))

    assert None is rule(case, answered(on=NEXT))


ADVERSE = after(ASKED, notified())


@pytest.mark.parametrize("one", [settled(outcome="home"), overruled()])
def test_nothing_adverse_is_settled_before_the_participant_could_answer(one) -> None:
    unheard = attrs.evolve(one, adverse=Answer.YES)

    assert "decision.hear-first" == rule(ASKED, unheard)
    assert "decision.hear-first" == rule(ADVERSE, attrs.evolve(one, on=LATE))
    assert None is rule(ADVERSE, attrs.evolve(one, on=LATE + timedelta(days=1)))
    assert None is rule(after(ADVERSE, answered(on=NEXT)), attrs.evolve(one, on=NEXT))


def test_partly_adverse_is_adverse_enough_for_a_hearing() -> None:
    assert "decision.hear-first" == rule(ASKED, overruled(adverse=Answer.PARTLY))


def test_a_participant_settles_something_adverse_without_notice_to_themselves() -> None:
    one = settled(
        PARTICIPANT,
        outcome="home",
        last_word=LastWord.PARTICIPANT,
        adverse=Answer.YES,
    )

    assert None is rule(ASKED, one)


@pytest.mark.parametrize(
    ("source", "word", "speaker"),
    [
        (PARTICIPANT, LastWord.PARTICIPANT, None),
        (GUARDIAN, LastWord.TOGETHER, "team-r"),
        (STAFF, LastWord.PARTICIPANT, None),
        (STAFF, LastWord.TOGETHER, None),
        (STAFF, LastWord.SERVICE, None),
    ],
)
def test_a_decision_is_settled_as_the_participant_wished(source, word, speaker) -> None:
    one = settled(source, outcome="home", last_word=word, told_on=DAY, reason="Near")
    row = only(after(ASKED, one))

    assert (DAY, "home", word) == (row.settled_on, row.outcome, row.last_word)
    assert (speaker, Answer.YES) == (row.by_representative, row.matches_wish)
    assert (DAY, "Near") == (row.told_on, row.reason)


def test_a_wish_in_words_alone_shows_the_participants_last_word() -> None:
    case = after(CASE, proposed(options=()), wished(None, words="Work indoors"))
    one = settled(outcome=None, last_word=LastWord.PARTICIPANT, follows_wish=Answer.YES)

    assert Answer.YES is only(after(case, one)).matches_wish
    assert "decision.against-wish" == rule(
        case, attrs.evolve(one, follows_wish=Answer.NO)
    )


@pytest.mark.parametrize(
    ("case", "one", "expected"),
    [
        (OPEN, settled(PEER), "voice.service"),
        (OPEN, settled(IMPOSTOR), "voice.mandate"),
        (OPEN, settled(outcome=None), "decision.outcome-shown"),
        (OPEN, settled(outcome="moon"), "decision.outcome-shown"),
        (after(CASE, proposed(options=())), settled(), "decision.outcome-shown"),
        (
            after(OPEN, shown(Option(id="full", available=Answer.NO))),
            settled(outcome="full"),
            "decision.outcome-available",
        ),
        (OPEN, settled(last_word=LastWord.UNKNOWN), "decision.last-word"),
        (OPEN, settled(told_on=BEFORE), "decision.told-after"),
        (OPEN, settled(last_word=LastWord.PARTICIPANT), "decision.last-word-shown"),
        (OPEN, settled(last_word=LastWord.TOGETHER), "decision.last-word-shown"),
        (OPEN, settled(PARTICIPANT), "decision.last-word-own"),
        (ASKED, settled(), "decision.against-wish"),
        (after(OPEN, wished(on=NEXT)), settled(outcome="home"), "row.not-begun"),
    ],
)
def test_how_a_decision_may_not_be_settled(case: Case, one, expected: str) -> None:
    assert expected == rule(case, one)


def test_whoever_settles_against_a_known_wish_overrules_it_or_asks_again() -> None:
    service, own = refusal(ASKED, settled()), refusal(ASKED, settled(PARTICIPANT))

    assert service is not None
    assert ("decision_overruled",) == service.permitted
    assert own is not None
    assert ("wish_recorded",) == own.permitted


def test_overruling_names_the_frame_and_the_reason() -> None:
    row = only(after(ASKED, overruled(told_on=NEXT, remedies_named=Answer.YES)))

    assert (BUDGET, "No money") == (row.frame, row.reason)
    assert (NEXT, Answer.YES) == (row.told_on, row.remedies_named)
    assert (Answer.NO, Answer.NO) == (row.matches_wish, row.adverse)


@pytest.mark.parametrize(
    ("case", "one", "expected"),
    [
        (ASKED, overruled(PARTICIPANT), "voice.service"),
        (OPEN, overruled(), "decision.no-wish-against"),
        (ASKED, overruled(outcome="home"), "decision.no-wish-against"),
        (ASKED, overruled(last_word=LastWord.TOGETHER), "decision.last-word-over"),
        (
            ASKED,
            overruled(frame=Frame(nature=FrameKind.UNKNOWN)),
            "decision.frame",
        ),
        (ASKED, overruled(reason=" . "), "decision.reason"),
        (ASKED, overruled(adverse=Answer.UNKNOWN), "decision.adverse-said"),
    ],
)
def test_how_a_wish_may_not_be_overruled(case: Case, one, expected: str) -> None:
    assert expected == rule(case, one)


@pytest.mark.parametrize(
    "one",
    [
        proposed(decision="d2"),
        shown(HOME),
        wished(),
        notified(),
        settled(outcome="home"),
        overruled(),
    ],
    ids=lambda one: one.kind,
)
def test_no_decision_is_raised_or_settled_after_an_exit(one) -> None:
    assert "case.after-exit" == rule(left(ASKED), one)


@pytest.mark.parametrize(
    "one",
    [told(), asked_again(), asked_again(GUARDIAN), rated(), rated(STAFF)],
    ids=lambda one: one.kind,
)
def test_telling_asking_again_and_rating_go_on_after_an_exit(one) -> None:
    assert None is rule(left(OVER), one)


@pytest.mark.parametrize(
    "one", [told(), asked_again(), rated()], ids=lambda one: one.kind
)
def test_what_comes_after_settlement_comes_after_it(one) -> None:
    assert "decision.settled" == rule(ASKED, one)
    assert "row.not-begun" == rule(OVER, attrs.evolve(one, on=FIRST))


def test_the_first_day_of_being_told_counts_and_remedies_may_be_named_later() -> None:
    case = after(OVER, told(on=NEXT), told(on=SOON, remedies_named=Answer.YES))
    case = after(case, told(on=LATE, remedies_named=Answer.NO))

    assert (NEXT, Answer.YES) == (only(case).told_on, only(case).remedies_named)
    assert "voice.service" == rule(OVER, told(PARTICIPANT))


@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda policy: policy.id)
@pytest.mark.parametrize("source", OWN)
def test_asking_again_is_open_under_every_policy_also_after_an_exit(
    policy, source
) -> None:
    closed = attrs.evolve(
        policy,
        grants=(attrs.evolve(policy.grants[0], happening="asked_again", before=()),),
    )

    assert None is rule(OVER, asked_again(source), closed)
    assert None is rule(left(OVER), asked_again(source), closed)


def test_asking_again_is_answered_and_what_was_settled_stays() -> None:
    asked = after(OVER, asked_again(words="My back"))
    case = after(asked, reconsidered(on=NEXT, reason="The same"))

    assert ReconsiderationOutcome.PENDING is only(asked).reconsideration
    assert (DAY, NEXT) == (only(case).asked_again_on, only(case).reconsidered_on)
    assert ReconsiderationOutcome.UPHELD is only(case).reconsideration
    assert "shop" == only(case).outcome
    assert (
        Asking(
            on=DAY,
            words="My back",
            answered_on=NEXT,
            outcome=ReconsiderationOutcome.UPHELD,
            reason="The same",
        ),
    ) == only(case).askings


def test_one_may_ask_again_and_again_and_the_first_time_stands() -> None:
    changed = ReconsiderationOutcome.CHANGED_IN_FAVOUR
    case = after(
        OVER,
        asked_again(),
        reconsidered(),
        asked_again(GUARDIAN, on=NEXT),
        asked_again(on=LATE),
        reconsidered(on=SOON, outcome=changed),
    )

    row = only(case)
    assert (DAY, ReconsiderationOutcome.UPHELD) == (
        row.reconsidered_on,
        row.reconsideration,
    )
    assert [None, "team-r", None] == [one.by_representative for one in row.askings]
    assert [DAY, SOON, None] == [one.answered_on for one in row.askings]


@pytest.mark.parametrize(
    ("case", "one", "expected"),
    [
        (OVER, asked_again(STAFF), "voice.own-side"),
        (OVER, asked_again(IMPOSTOR), "voice.mandate"),
        (OVER, reconsidered(), "decision.asked-again"),
        (after(OVER, asked_again()), reconsidered(PARTICIPANT), "voice.service"),
        (after(OVER, asked_again(on=NEXT)), reconsidered(), "row.not-begun"),
        (
            after(OVER, asked_again()),
            reconsidered(outcome=ReconsiderationOutcome.PENDING),
            "decision.reconsidered-how",
        ),
        (OVER, rated(PEER), "voice.service"),
        (OVER, rated(IMPOSTOR), "voice.mandate"),
        (OVER, rated(rung=6), "decision.rung"),
    ],
)
def test_what_may_not_come_after_a_decision(case: Case, one, expected: str) -> None:
    assert expected == rule(case, one)


def test_asking_again_that_came_from_elsewhere_is_answered() -> None:
    row = attrs.evolve(only(OVER), asked_again_on=DAY)
    case = after(attrs.evolve(OVER, decisions=(row,)), reconsidered(on=NEXT))

    assert NEXT == only(case).reconsidered_on
    assert () == only(case).askings


def test_ratings_stand_beside_each_other_with_who_gave_them() -> None:
    case = after(OVER, rated(), rated(STAFF, rung=5), rated(ladder="ours", rung=12))

    assert [Party.PARTICIPANT, Party.SERVICE, Party.PARTICIPANT] == [
        rating.rated_by for rating in only(case).ratings
    ]
    assert (
        DegreeRating(
            degree=Degree(ladder="ours", rung=12), rated_by=Party.PARTICIPANT, on=DAY
        )
        == only(case).ratings[-1]
    )
