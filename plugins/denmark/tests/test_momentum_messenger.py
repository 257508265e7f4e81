"""The jobcentre is told the service's own facts, and nothing said for participation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest
from momentum_texts import CITIZEN, bundle, read, task

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.carries import Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    Answer,
    ContactForm,
    ContactKind,
    ItemKind,
    NotHeldReason,
    PlanKind,
    Purpose,
    RedactionExtent,
    RedactionGround,
    RequestKind,
    Role,
    WhoCouldNot,
)
from brukermedvirkning.domain.evolve import decide, evolve
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.happenings import Act, Context, Refusal
from brukermedvirkning.domain.happenings.challenges import ChallengeNamed
from brukermedvirkning.domain.happenings.comments import CommentAdded
from brukermedvirkning.domain.happenings.contacts import (
    ContactBooked,
    ContactHeld,
    ContactNotHeld,
)
from brukermedvirkning.domain.happenings.goals import GoalProposed
from brukermedvirkning.domain.happenings.notes import NoteRead, NoteShared, NoteWritten
from brukermedvirkning.domain.happenings.planning import (
    PlanMadeAvailable,
    PlanReviewed,
    PlanStarted,
)
from brukermedvirkning.domain.happenings.redacting import ContentRedacted, ToRedact
from brukermedvirkning.domain.happenings.requests import Asked
from brukermedvirkning.domain.happenings.rights import RegisteredInError
from brukermedvirkning.domain.happenings.stances import DisagreementStated
from brukermedvirkning.domain.journal import Message
from brukermedvirkning.domain.period import Period
from brukermedvirkning.rules.access.parts import purpose_of
from brukermedvirkning_denmark.momentum.messenger import (
    JOURNAL,
    TASK,
    TOLD_OF,
    MomentumMessenger,
)

MESSENGER = MomentumMessenger()
STAFF = Actor(kind=ActorKind.STAFF, id="staff-1")
HEAD = Actor(
    kind=ActorKind.STAFF, id="staff-2", roles=(Coded(concept=Role.DEPARTMENT_HEAD),)
)
ANNA = Actor(kind=ActorKind.PARTICIPANT, id=CITIZEN)
DAY = date(2026, 3, 2)
OWN_WORDS = "Zzyzx-Qwxz"
NOTED = "Vi talte om en praktikplads."


def by(actor: Actor, day: date = DAY) -> dict[str, Any]:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return {"at": at, "by": actor, "source": actor, "on": day}


def linked(**fields: Any) -> Case:
    """A case that Momentum knows by the citizen."""
    return Case(
        id="case-1",
        participant=Participant(id=CITIZEN),
        period=Period(start=date(2026, 1, 1)),
        origin=Origin(reader="dk.momentum", source_key=CITIZEN),
        **fields,
    )


def told(case: Case, *acts: Act) -> tuple[Case, list[Message]]:
    """The case after some acts, and what was told of them."""
    messages: list[Message] = []
    for act in acts:
        before, outcome = case, decide(case, act, Context())
        assert not isinstance(outcome, Refusal), outcome
        for happening in outcome:
            case = evolve(case, happening)
        messages += MESSENGER.messages(before, outcome, case)
    return case, messages


def bodies(messages: Sequence[Message]) -> list[str]:
    """What notes say, without their references."""
    notes = [json.loads(one.body) for one in messages if one.destination == JOURNAL]
    return [
        f"{note['title']}: {note['body'].partition('Ref. bmv:')[0]}" for note in notes
    ]


HELD = ContactHeld(
    contact="k-1",
    nature=Coded(concept=ContactKind.CONVERSATION),
    form=Coded(concept=ContactForm.PHONE),
    participant_attended=Answer.NO,
    **by(STAFF),
)
WRITTEN = NoteWritten(contact="k-1", text=NOTED, **by(STAFF))
SHARED = NoteShared(contact="k-1", **by(STAFF, date(2026, 3, 3)))
PLAN = PlanStarted(
    plan="plan-1",
    policy="together",
    nature=Coded(concept=PlanKind.MY_PLAN),
    **by(STAFF),
)
AVAILABLE = PlanMadeAvailable(**by(STAFF))
REVIEWED = PlanReviewed(
    review="r-1",
    participant_present=Answer.NO,
    next_on=date(2026, 6, 1),
    **by(STAFF),
)


def test_what_is_told_is_the_services_own() -> None:
    assert {purpose_of(*one) for one in TOLD_OF} == {Purpose.SERVICE}


def test_a_held_contact_its_shared_note_and_the_plan_are_told() -> None:
    _, messages = told(linked(), HELD, WRITTEN, SHARED, PLAN, AVAILABLE, REVIEWED)

    assert bodies(messages) == [
        "Kontakt afholdt: Kontakt den 02-03-2026.\nKontaktform: telefonsamtale.\n\n",
        (
            "Notat delt med borgeren: Notat om kontakt den 02-03-2026.\nDelt med borgeren"
            f" den 03-03-2026.\n\n{NOTED}\n\n"
        ),
        "Plan påbegyndt: Planen begynder den 02-03-2026.\nPlantype: Min Plan.\n\n",
        (
            "Plan tilgængelig for borgeren: Borgeren kan læse planen fra den"
            " 02-03-2026.\n\n"
        ),
        (
            "Plan gennemgået: Planen blev gennemgået den 02-03-2026.\nNæste gennemgang:"
            " 01-06-2026.\n\n"
        ),
    ]
    assert {one.destination for one in messages} == {JOURNAL}
    for message in messages:
        body = json.loads(message.body)
        assert body["citizenId"] == CITIZEN
        assert body["type"] == 1
        assert body["body"].endswith(f"Ref. bmv:{message.key}")
        assert "cpr" not in {name.casefold() for name in body}
        assert CITIZEN not in repr(message)


def test_what_is_not_known_is_not_told() -> None:
    held = ContactHeld(contact="k-1", **by(STAFF))
    shared = attrs.evolve(SHARED, on=DAY)
    plan = attrs.evolve(PLAN, nature=Coded(concept=PlanKind.UNKNOWN))
    review = attrs.evolve(REVIEWED, next_on=None)
    written = NoteWritten(contact="k-1", **by(STAFF))
    _, messages = told(linked(), held, written, shared, plan, review)

    assert bodies(messages) == [
        "Kontakt afholdt: Kontakt den 02-03-2026.\n\n",
        (
            "Notat delt med borgeren: Notat om kontakt den 02-03-2026.\nDelt med borgeren"
            " den 02-03-2026.\n\n"
        ),
        "Plan påbegyndt: Planen begynder den 02-03-2026.\n\n",
        "Plan gennemgået: Planen blev gennemgået den 02-03-2026.\n\n",
    ]


NOT_TOLD = [
    ContactBooked(contact="k-9", planned_for=DAY, **by(STAFF)),
    ContactNotHeld(
        contact="k-9",
        who_could_not=WhoCouldNot.PARTICIPANT,
        reason_given=NotHeldReason.ILLNESS,
        **by(STAFF),
    ),
    NoteRead(contact="k-1", **by(ANNA, date(2026, 3, 4))),
    ChallengeNamed(challenge="c-1", text=OWN_WORDS, **by(ANNA)),
    GoalProposed(goal="g-1", text=OWN_WORDS, **by(ANNA)),
    DisagreementStated(
        stance="s-1",
        item_kind=ItemKind.GOAL,
        item="g-1",
        version=1,
        words=OWN_WORDS,
        **by(ANNA),
    ),
    Asked(
        request="q-1",
        nature=Coded(concept=RequestKind.CHANGE_OF_STAFF),
        words=OWN_WORDS,
        **by(ANNA),
    ),
    CommentAdded(
        comment="m-1",
        item_kind=ItemKind.CONTACT,
        item="k-1",
        words=OWN_WORDS,
        **by(ANNA, date(2026, 3, 4)),
    ),
]


def test_nothing_that_is_kept_for_participation_goes_out() -> None:
    case, _ = told(linked(), HELD, WRITTEN, SHARED)
    _, messages = told(case, *NOT_TOLD)

    assert messages == []


def test_a_draft_is_not_told() -> None:
    _, messages = told(linked(), HELD, WRITTEN)

    assert NOTED not in " ".join(one.body for one in messages)


def test_a_task_that_was_about_the_contact_is_carried_out() -> None:
    case = read(bundle(tasks=[task()])).case
    case = attrs.evolve(case, origin=attrs.evolve(case.origin, reader="dk.momentum"))
    held = ContactHeld(contact=case.contacts[0].id, **by(STAFF, date(2026, 3, 9)))
    _, messages = told(case, held)

    assert [one.destination for one in messages] == [TASK, JOURNAL]
    # By 0 a task is set carried out; read, the same state is 1.
    assert json.loads(messages[0].body) == {"task": "t-1", "status": 0}


def test_a_case_that_momentum_does_not_know_is_not_told_of() -> None:
    case = attrs.evolve(linked(), origin=Origin())
    other = attrs.evolve(case, extensions=FrozenMap({"dk.momentum": {"tasks": []}}))
    odd = attrs.evolve(case, extensions=FrozenMap({"dk.momentum": 3}))

    for unknown in (case, other, odd):
        assert told(unknown, HELD)[1] == []


def test_a_case_can_say_itself_which_citizen_it_is_about() -> None:
    beside = FrozenMap({"dk.momentum": {"citizen": CITIZEN}})
    case = attrs.evolve(linked(), origin=Origin(), extensions=beside)
    (message,) = told(case, HELD)[1]

    assert json.loads(message.body)["citizenId"] == CITIZEN


def test_nothing_is_told_of_a_case_in_error() -> None:
    case, _ = told(linked(), HELD)
    wrong = attrs.evolve(case, registered_in_error=True)

    assert list(MESSENGER.messages(case, [HELD], wrong)) == []


def test_asked_again_it_says_the_same_under_the_same_keys() -> None:
    acts = (HELD, WRITTEN, SHARED, PLAN)
    first, again = (told(linked(), *acts)[1] for _ in range(2))

    assert first == again
    assert len({one.key for one in first}) == len(first)
    elsewhere = attrs.evolve(linked(), id="case-2")
    assert {one.key for one in told(elsewhere, *acts)[1]}.isdisjoint(
        one.key for one in first
    )


def redacted(kind: str, row: str, extent: RedactionExtent) -> ContentRedacted:
    return ContentRedacted(
        rows=(ToRedact(row_kind=kind, row=row, extent=extent),),
        ground=RedactionGround.UNLAWFUL,
        **by(HEAD, date(2026, 3, 10)),
    )


def test_after_a_redaction_what_still_holds_is_told_anew_and_the_rest_taken_back() -> (
    None
):
    held = attrs.evolve(HELD, contact="k-2")
    written = attrs.evolve(WRITTEN, contact="k-2", text="Andet.")
    shared = attrs.evolve(SHARED, contact="k-2")
    bare = attrs.evolve(HELD, contact="k-3")
    contacts = (HELD, WRITTEN, SHARED, held, written, shared, bare)
    first = (*contacts, PLAN, AVAILABLE, REVIEWED)
    case, before = told(linked(), *first)
    _, after = told(case, redacted("contact", "k-1", RedactionExtent.WORDS))

    keys = {one.key: one for one in before}
    anew = [one for one in after if one.key in keys]
    assert all(keys[one.key] == one for one in anew)
    (gone,) = set(keys) - {one.key for one in after}
    assert NOTED in keys[gone].body
    (back,) = [one for one in after if one.key not in keys]
    assert f"bmv:{gone} er slettet" in back.body
    assert f"Ref. bmv:{gone}" not in back.body
    assert NOTED not in " ".join(one.body for one in after)


def test_of_what_is_gone_every_note_is_taken_back() -> None:
    case, before = told(linked(), HELD, WRITTEN, SHARED, PLAN, REVIEWED)
    case, first = told(case, redacted("contact", "k-1", RedactionExtent.WHOLE))
    _, second = told(case, redacted("review", "r-1", RedactionExtent.WHOLE))

    held, shared, plan, review = (one.key for one in before)
    assert [one.key for one in first if one in before] == [review, plan]
    said = " ".join(one.body for one in second)
    for key in (held, shared, review):
        assert f"bmv:{key} er slettet" in said
    assert [one.key for one in second if one in before] == [plan]


def test_what_came_from_momentum_itself_is_not_told_after_a_redaction() -> None:
    case = read(bundle(tasks=[task(state=1)])).case
    case = attrs.evolve(case, origin=attrs.evolve(case.origin, reader="dk.momentum"))
    case, _ = told(case, HELD, WRITTEN)
    _, messages = told(case, redacted("contact", "k-1", RedactionExtent.WORDS))

    assert TASK not in {one.destination for one in messages}
    assert "09-03-2026" not in " ".join(one.body for one in messages)


@pytest.mark.parametrize(
    ("kind", "row", "count"), [("contact", "k-1", 2), ("review", "r-1", 1)]
)
def test_what_was_registered_in_error_is_told_without_the_reason(
    kind: str, row: str, count: int
) -> None:
    case, _ = told(linked(), HELD, WRITTEN, SHARED, PLAN, REVIEWED)
    wrong = RegisteredInError(row_kind=kind, row=row, reason=OWN_WORDS, **by(STAFF))
    case, messages = told(case, wrong)

    assert len(messages) == count
    assert all("registreret ved en fejl" in one for one in bodies(messages))
    assert OWN_WORDS not in str([one.body for one in messages])
    _, later = told(case, redacted("contact", "k-1", RedactionExtent.WORDS))
    assert not any("afholdt" in one for one in bodies(later)) or kind == "review"


def test_what_else_is_registered_in_error_is_not_told() -> None:
    challenge = ChallengeNamed(challenge="c-1", text=OWN_WORDS, **by(ANNA))
    case, _ = told(linked(), challenge)
    wrong = RegisteredInError(row_kind="challenge", row="c-1", reason="x", **by(ANNA))

    assert told(case, wrong)[1] == []
