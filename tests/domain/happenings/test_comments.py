from __future__ import annotations

import sys
from pathlib import Path

import attrs
import pytest

from brukermedvirkning.domain.concepts import Answer, CommentKind, ItemKind, Party
from brukermedvirkning.domain.contacts import Contact, Note
from brukermedvirkning.domain.happenings import Act
from brukermedvirkning.domain.happenings.comments import (
    ChangeAnswered,
    ChangeProposed,
    CommentAdded,
    CorrectionAsked,
    CorrectionMade,
    CorrectionRefused,
)
from brukermedvirkning.domain.ownership import (
    LOCKED_ONCE_AGREED,
    POLICIES,
    Ownership,
)

sys.path.append(str(Path(__file__).parent))

from plan_life import (
    ANOTHER,
    CASE,
    DAY,
    FIRST,
    GUARDIAN,
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
    rule,
)

NOTED = attrs.evolve(
    after(CASE, proposed(STAFF)),
    contacts=(Contact(id="k", on=DAY, note=Note(text="Late", shared_on=DAY)),),
)
ADDING = [CommentAdded, CorrectionAsked, ChangeProposed]


def said(kind=CommentAdded, source=PARTICIPANT, **fields):
    values = {"comment": "w", "item_kind": ItemKind.CONTACT, "item": "k", "words": "No"}
    return act(kind, source, **(values | fields))


def corrected(source=STAFF, **fields) -> CorrectionMade:
    return act(CorrectionMade, source, **({"comment": "w"} | fields))


def refused(source=STAFF, **fields) -> CorrectionRefused:
    values = {"comment": "w", "reason": "it was so"}
    return act(CorrectionRefused, source, **(values | fields))


def answered(source=STAFF, **fields) -> ChangeAnswered:
    values = {"comment": "w", "taken_up": Answer.YES}
    return act(ChangeAnswered, source, **(values | fields))


ASKED = after(NOTED, said(CorrectionAsked))
WISHED = after(NOTED, said(ChangeProposed))


@pytest.mark.parametrize(
    ("expected", "kind"),
    [
        (CommentKind.COMMENT, CommentAdded),
        (CommentKind.CORRECTION_REQUEST, CorrectionAsked),
        (CommentKind.CHANGE_PROPOSAL, ChangeProposed),
    ],
)
def test_words_are_added_to_a_note(expected: CommentKind, kind) -> None:
    asked = said(kind, by=STAFF, unit="jobcentre")
    (row,) = after(NOTED, asked).comments

    assert (expected, Party.PARTICIPANT, "No") == (row.nature, row.party, row.words)
    assert (ItemKind.CONTACT, "k", DAY) == (row.item_kind, row.item, row.on)
    assert (asked.recorded, "jobcentre") == (row.recorded, row.unit)


@pytest.mark.parametrize(
    ("expected", "source"),
    [
        (Party.SERVICE, STAFF),
        (Party.PEER, PEER),
        (Party.REPRESENTATIVE, GUARDIAN),
        (Party.UNKNOWN, NOBODY),
    ],
)
def test_every_party_may_add_words(expected: Party, source) -> None:
    (row,) = after(NOTED, said(source=source)).comments

    assert expected is row.party


def test_words_may_be_added_to_words() -> None:
    about = {"item_kind": ItemKind.COMMENT, "item": "w"}
    case = after(ASKED, said(comment="x", **about))

    assert len(case.comments) == 2


@pytest.mark.parametrize("kind", ADDING)
@pytest.mark.parametrize(
    ("expected", "fields"),
    [
        ("voice.another", {"source": ANOTHER}),
        ("voice.mandate", {"source": IMPOSTOR}),
        ("row.id-taken", {"comment": "k"}),
        ("row.not-there", {"item": "g"}),
        ("row.not-there", {"item_kind": ItemKind.SERVICE}),
    ],
)
def test_words_are_not_added(kind, expected: str, fields) -> None:
    assert expected == rule(NOTED, said(kind, **fields))


@pytest.mark.parametrize("kind", ADDING)
@pytest.mark.parametrize("policy", POLICIES.values(), ids=lambda policy: policy.id)
def test_own_words_stay_open_under_every_policy_and_in_every_state(
    kind, policy: Ownership
) -> None:
    case = after(NOTED, agreed())
    asked = said(kind, item_kind=ItemKind.GOAL, item="g")

    assert kind.is_right
    assert rule(case, asked, policy) is None
    assert rule(left(case), asked, policy) is None
    assert rule(erroneous(case, "goals"), asked, policy) is None


def test_a_change_is_proposed_and_answered_where_the_agreed_words_are_locked() -> None:
    case = after(NOTED, agreed(), policy=LOCKED_ONCE_AGREED)
    wish = said(ChangeProposed, item_kind=ItemKind.GOAL, item="g")
    (row,) = after(case, wish, answered(), policy=LOCKED_ONCE_AGREED).comments

    assert (Answer.YES, DAY) == (row.corrected, row.answered_on)


@pytest.mark.parametrize(
    ("expected", "reply"),
    [
        ((Answer.YES, "done"), corrected(words="done")),
        ((Answer.PARTLY, None), corrected(corrected=Answer.PARTLY)),
        ((Answer.NO, "it was so"), refused()),
    ],
)
def test_a_correction_is_made_or_refused_with_a_reason(expected, reply: Act) -> None:
    (row,) = after(ASKED, attrs.evolve(reply, on=NEXT)).comments

    assert expected == (row.corrected, row.answer)
    assert NEXT == row.answered_on
    assert row.words == "No"


@pytest.mark.parametrize("reply", [corrected(), refused(), answered()])
def test_an_answer_may_be_given_after_an_exit(reply: Act) -> None:
    case = WISHED if isinstance(reply, ChangeAnswered) else ASKED

    assert rule(left(case), reply) is None


@pytest.mark.parametrize("reply", [corrected(), refused(), answered()])
def test_an_answer_is_given_once_by_somebody_of_another_side(reply: Act) -> None:
    case = WISHED if isinstance(reply, ChangeAnswered) else ASKED
    again = attrs.evolve(reply, on=NEXT)

    assert rule(after(case, reply), again) == "comment.answered"
    for source in (PARTICIPANT, GUARDIAN):
        assert rule(case, attrs.evolve(reply, source=source)) == "comment.own-answer"
    for source in (SYSTEM, NOBODY):
        assert rule(case, attrs.evolve(reply, source=source)) == "voice.nobody"
    assert rule(case, attrs.evolve(reply, source=IMPOSTOR)) == "voice.mandate"


@pytest.mark.parametrize("reply", [corrected(), refused(), answered()])
def test_an_answer_is_to_what_asks_for_it(reply: Act) -> None:
    case = ASKED if isinstance(reply, ChangeAnswered) else WISHED

    assert rule(case, reply) == "comment.nature"
    assert rule(after(NOTED, said()), reply) == "comment.nature"
    assert rule(NOTED, reply) == "row.not-there"
    assert rule(erroneous(case, "comments"), reply) == "row.in-error"
    assert rule(case, attrs.evolve(reply, on=FIRST)) == "row.not-begun"


@pytest.mark.parametrize("answer", [Answer.NO, Answer.UNKNOWN, Answer.NOT_ASKED])
def test_a_refusal_is_not_dressed_as_a_correction(answer: Answer) -> None:
    assert rule(ASKED, corrected(corrected=answer)) == "comment.answer"


@pytest.mark.parametrize("answer", [Answer.NO, Answer.PARTLY])
def test_the_service_says_why_it_does_not_take_up_a_change(answer: Answer) -> None:
    assert rule(WISHED, answered(taken_up=answer)) == "comment.answer-reason"
    assert rule(WISHED, answered(taken_up=answer, words="too far")) is None


def test_the_participant_need_not_say_why() -> None:
    case = after(NOTED, said(ChangeProposed, STAFF))

    assert rule(case, answered(PARTICIPANT, taken_up=Answer.NO)) is None
    assert rule(case, answered(taken_up=Answer.NO)) == "comment.own-answer"


def test_an_answer_to_a_proposed_change_answers() -> None:
    assert rule(WISHED, answered(taken_up=Answer.NOT_ASKED)) == "comment.answer"
