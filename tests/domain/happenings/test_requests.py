"""What is asked for and offered, what is answered, and how long one waits."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    Answer,
    InterventionKind,
    OfferAnswer,
    OfferKind,
    Party,
    RequestAnswer,
    RequestKind,
    WaitingEnd,
)
from brukermedvirkning.domain.evolve import decide, evolve
from brukermedvirkning.domain.happenings import HANDLERS, Context, Refusal
from brukermedvirkning.domain.happenings.offers import OfferAnswered, OfferMade
from brukermedvirkning.domain.happenings.requests import (
    Asked,
    AskerReached,
    RequestAnswered,
    RequestWithdrawn,
    WaitingEnded,
    WaitingGivenUp,
    WaitingStarted,
)
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.requests import Offer, OfferReply, Request, Waiting
from brukermedvirkning.testing.life.decisions import acts

sys.path.append(str(Path(__file__).parent))

from plan_life import (
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
    rule,
)

LATE = NEXT + timedelta(days=14)
A_MEASURE = Coded(concept=RequestKind.MEASURE)
MENTOR = Coded(concept=InterventionKind.SOCIAL_MENTOR)
FULL = attrs.evolve(
    CASE, interventions=(Intervention(id="i", period=Period(), measure=MENTOR),)
)


def asked(source=PARTICIPANT, **fields) -> Asked:
    values = {"request": "q", "nature": A_MEASURE, "measure": MENTOR}
    return act(Asked, source, **(values | fields))


def of(kind, source=STAFF, **fields):
    return act(kind, source, **({"request": "q"} | fields))


def answered(answer: RequestAnswer, source=STAFF, **fields) -> RequestAnswered:
    return of(RequestAnswered, source, answer=answer, **fields)


def ended(end: WaitingEnd = WaitingEnd.STARTED, **fields) -> WaitingEnded:
    return of(WaitingEnded, end=end, **fields)


def offered(source=STAFF, **fields) -> OfferMade:
    values = {"offer": "o", "nature": Coded(concept=OfferKind.MENTOR)}
    return act(OfferMade, source, **(values | fields))


def replied(answer: OfferAnswer, source=PARTICIPANT, **fields) -> OfferAnswered:
    return act(OfferAnswered, source, offer="o", answer=answer, **fields)


ASKED = after(FULL, asked())
BY_STAFF = after(FULL, asked(STAFF))
WAITING = after(ASKED, of(WaitingStarted, on=NEXT))
OFFERED = after(FULL, offered(candidates=3))


def only(case: Case) -> Request:
    (row,) = case.requests
    return row


def offer(case: Case) -> Offer:
    (row,) = case.offers
    return row


@pytest.mark.parametrize(
    ("source", "party"),
    [
        (PARTICIPANT, Party.PARTICIPANT),
        (GUARDIAN, Party.REPRESENTATIVE),
        (STAFF, Party.SERVICE),
    ],
)
def test_what_is_asked_says_by_whom_and_for_what(source, party) -> None:
    row = only(after(FULL, asked(source, words="A mentor", unit="u")))

    assert (party, DAY, A_MEASURE) == (row.asked_by, row.on, row.nature)
    assert ("A mentor", MENTOR, "u") == (row.words, row.measure, row.unit)
    assert source == row.recorded.source


def test_a_request_has_an_id_of_its_own_and_somebody_who_may_ask() -> None:
    assert "row.id-taken" == rule(ASKED, asked())
    assert "voice.mandate" == rule(FULL, asked(IMPOSTOR))


@pytest.mark.parametrize(
    "answer",
    [
        RequestAnswer.NO_SUCH_OFFER,
        RequestAnswer.NO_PLACE,
        RequestAnswer.REFUSED,
        RequestAnswer.GRANTED,
    ],
)
def test_that_there_is_no_such_offer_is_an_answer_like_any_other(answer) -> None:
    one = answered(answer, on=NEXT, words="None yet", intervention="i")
    row = only(after(ASKED, one))

    assert (answer, NEXT, "None yet", "i") == (
        row.answer,
        row.answered_on,
        row.answer_words,
        row.intervention,
    )


def test_the_participant_answers_what_the_service_asks() -> None:
    one = answered(RequestAnswer.ANSWERED, PARTICIPANT)

    assert RequestAnswer.ANSWERED is only(after(BY_STAFF, one)).answer
    assert "voice.own-side" == rule(BY_STAFF, answered(RequestAnswer.ANSWERED))


def test_what_a_peer_asked_anybody_answers() -> None:
    case = after(FULL, asked(PEER))

    assert None is rule(case, answered(RequestAnswer.ANSWERED, PARTICIPANT))


@pytest.mark.parametrize(
    ("case", "one", "expected"),
    [
        (ASKED, answered(RequestAnswer.ANSWERED, PARTICIPANT), "voice.service"),
        (ASKED, answered(RequestAnswer.NOT_YET), "request.answer-said"),
        (ASKED, answered(RequestAnswer.WITHDRAWN), "request.answer-said"),
        (ASKED, answered(RequestAnswer.ANSWERED, on=FIRST), "row.not-begun"),
        (
            ASKED,
            answered(RequestAnswer.GRANTED, intervention="x"),
            "row.not-there",
        ),
        (
            after(ASKED, answered(RequestAnswer.NO_PLACE)),
            answered(RequestAnswer.GRANTED),
            "request.open",
        ),
    ],
)
def test_how_a_request_may_not_be_answered(case: Case, one, expected: str) -> None:
    assert expected == rule(case, one)


EVERY = [
    of(AskerReached),
    answered(RequestAnswer.ANSWERED),
    of(RequestWithdrawn, PARTICIPANT),
    of(WaitingStarted),
    ended(),
    of(WaitingGivenUp, PARTICIPANT),
]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.kind)
def test_a_request_that_is_not_there_or_an_error_has_no_course(one) -> None:
    assert "row.not-there" == rule(FULL, one)
    assert "row.in-error" == rule(erroneous(ASKED, "requests"), one)
    assert "voice.mandate" == rule(ASKED, attrs.evolve(one, source=IMPOSTOR))
    assert ("request", "q") == one.target


def test_whoever_asked_is_reached_for_the_first_time_once() -> None:
    case = after(ASKED, of(AskerReached, on=NEXT))

    assert NEXT == only(case).reached_on
    assert "request.reached-once" == rule(case, of(AskerReached, on=LATE))


def test_asking_and_answering_go_on_after_an_exit_but_grant_no_measure() -> None:
    other = Coded(concept=RequestKind.INFORMATION)
    talk = after(FULL, asked(nature=other))

    assert None is rule(left(FULL), asked())
    assert None is rule(left(ASKED), answered(RequestAnswer.REFUSED))
    assert None is rule(left(talk), answered(RequestAnswer.GRANTED))
    assert "case.after-exit" == rule(left(ASKED), answered(RequestAnswer.GRANTED))
    assert "case.after-exit" == rule(left(ASKED), of(WaitingStarted))
    assert "case.after-exit" == rule(left(WAITING), ended(on=LATE))
    assert None is rule(left(WAITING), ended(WaitingEnd.OFFER_FELL_AWAY, on=LATE))
    assert "case.after-exit" == rule(left(FULL), offered())
    assert "case.after-exit" == rule(left(OFFERED), replied(OfferAnswer.ACCEPTED))


def test_whoever_asked_withdraws_and_waits_no_more() -> None:
    row = only(after(WAITING, of(RequestWithdrawn, GUARDIAN, on=LATE)))
    plain = only(after(BY_STAFF, of(RequestWithdrawn)))
    ended_before = after(
        WAITING,
        ended(WaitingEnd.OFFER_FELL_AWAY, on=NEXT),
        of(RequestWithdrawn, PARTICIPANT, on=LATE),
    )

    assert (RequestAnswer.WITHDRAWN, LATE) == (row.answer, row.answered_on)
    assert Waiting(since=NEXT, until=LATE, end=WaitingEnd.WITHDRAWN) == row.waiting
    assert (RequestAnswer.WITHDRAWN, None) == (plain.answer, plain.waiting)
    assert WaitingEnd.OFFER_FELL_AWAY is getattr(only(ended_before).waiting, "end", 0)


@pytest.mark.parametrize(
    ("case", "one", "expected"),
    [
        (ASKED, of(RequestWithdrawn), "request.own"),
        (BY_STAFF, of(RequestWithdrawn, PARTICIPANT), "request.own"),
        (WAITING, of(RequestWithdrawn, PARTICIPANT), "row.not-begun"),
        (
            after(ASKED, answered(RequestAnswer.REFUSED)),
            of(RequestWithdrawn, PARTICIPANT),
            "request.open",
        ),
    ],
)
def test_how_a_request_may_not_be_withdrawn(case: Case, one, expected: str) -> None:
    assert expected == rule(case, one)


def test_waiting_begins_ends_and_may_begin_anew_when_the_offer_fell_away() -> None:
    case = after(
        WAITING,
        ended(WaitingEnd.OFFER_FELL_AWAY, on=LATE),
        of(WaitingStarted, on=LATE),
        ended(on=LATE, intervention="i"),
    )

    row = only(case)
    fell_away = WaitingEnd.OFFER_FELL_AWAY
    assert (Waiting(since=NEXT, until=LATE, end=fell_away),) == row.earlier_waiting
    assert Waiting(since=LATE, until=LATE, end=WaitingEnd.STARTED) == row.waiting
    assert "i" == row.intervention


def test_the_participant_alone_gives_up_waiting() -> None:
    row = only(after(WAITING, of(WaitingGivenUp, PARTICIPANT, on=LATE)))

    assert Waiting(since=NEXT, until=LATE, end=WaitingEnd.WITHDRAWN) == row.waiting
    assert "voice.own-side" == rule(WAITING, of(WaitingGivenUp, on=LATE))


@pytest.mark.parametrize(
    ("case", "one", "expected"),
    [
        (
            after(ASKED, answered(RequestAnswer.NO_SUCH_OFFER)),
            of(WaitingStarted),
            "request.may-come",
        ),
        (WAITING, of(WaitingStarted, on=LATE), "request.waiting-once"),
        (
            after(WAITING, ended(on=NEXT)),
            of(WaitingStarted, on=LATE),
            "request.waiting-once",
        ),
        (
            after(WAITING, ended(WaitingEnd.OFFER_FELL_AWAY, on=LATE)),
            of(WaitingStarted, on=NEXT),
            "row.not-begun",
        ),
        (ASKED, ended(), "request.waits"),
        (after(WAITING, ended(on=NEXT)), ended(on=LATE), "request.waits"),
        (WAITING, ended(), "row.not-begun"),
        (WAITING, ended(WaitingEnd.WITHDRAWN, on=LATE), "request.waiting-end"),
        (WAITING, ended(on=LATE, intervention="x"), "row.not-there"),
    ],
)
def test_how_one_may_not_wait(case: Case, one, expected: str) -> None:
    assert expected == rule(case, one)


def test_the_service_offers_and_says_among_how_many() -> None:
    row = offer(OFFERED)

    assert (3, OfferAnswer.NOT_ANSWERED, STAFF) == (
        row.candidates,
        row.answer,
        row.recorded.source,
    )
    assert "voice.service" == rule(FULL, offered(PARTICIPANT))
    assert "row.id-taken" == rule(OFFERED, offered())


def test_the_participant_answers_an_offer_and_may_think_again() -> None:
    case = after(
        OFFERED,
        replied(OfferAnswer.DECLINED, words="Not him", own_candidate=Answer.YES),
        replied(OfferAnswer.ACCEPTED, on=NEXT),
    )

    row = offer(case)
    assert (OfferAnswer.ACCEPTED, NEXT, Answer.YES) == (
        row.answer,
        row.answered_on,
        row.own_candidate,
    )
    assert (
        OfferReply(answer=OfferAnswer.DECLINED, on=DAY, words="Not him"),
    ) == row.other_replies


def test_a_representatives_answer_stands_beside_the_participants_own() -> None:
    first = after(OFFERED, replied(OfferAnswer.ACCEPTED, GUARDIAN))
    own = after(first, replied(OfferAnswer.DECLINED))
    more = after(own, replied(OfferAnswer.ACCEPTED, GUARDIAN))

    assert "team-r" == offer(first).by_representative
    assert (OfferAnswer.DECLINED, None) == (
        offer(more).answer,
        offer(more).by_representative,
    )
    assert ["team-r", "team-r"] == [
        reply.by_representative for reply in offer(more).other_replies
    ]


@pytest.mark.parametrize(
    ("case", "one", "expected"),
    [
        (FULL, replied(OfferAnswer.ACCEPTED), "row.not-there"),
        (OFFERED, replied(OfferAnswer.ACCEPTED, STAFF), "voice.own-side"),
        (OFFERED, replied(OfferAnswer.ACCEPTED, IMPOSTOR), "voice.mandate"),
        (OFFERED, replied(OfferAnswer.NOT_ANSWERED), "offer.answer-said"),
        (OFFERED, replied(OfferAnswer.ACCEPTED, on=FIRST), "row.not-begun"),
        (
            after(OFFERED, replied(OfferAnswer.UNDECIDED, on=LATE)),
            replied(OfferAnswer.ACCEPTED),
            "row.not-begun",
        ),
    ],
)
def test_how_an_offer_may_not_be_answered(case: Case, one, expected: str) -> None:
    assert expected == rule(case, one)
    assert ("offer", "o") == one.target


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_happens_to_a_case_is_valid_and_a_refusal_shows_a_way_on(data) -> None:
    case = data.draw(st.sampled_from((FULL, left(FULL))))
    for _ in range(12):
        one = data.draw(acts(case))
        outcome = decide(case, one, Context())
        if isinstance(outcome, Refusal):
            assert "case.valid" != outcome.rule
            assert {kind.kind for kind in HANDLERS} >= set(outcome.permitted)
        else:
            for happening in outcome:
                case = evolve(case, happening)
