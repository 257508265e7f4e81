"""The life of a case, whole; and that the machine sees a life that goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Participant, in_order
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    ItemKind,
    RedactionExtent,
    RedactionGround,
    Role,
    StanceAnswer,
)
from brukermedvirkning.domain.evolve import decide, evolve
from brukermedvirkning.domain.happenings import Act, ContentRedacted, Refusal
from brukermedvirkning.domain.happenings.comments import CommentAdded
from brukermedvirkning.domain.happenings.consents import ConsentWithdrawn
from brukermedvirkning.domain.happenings.contacts import ContactBooked
from brukermedvirkning.domain.happenings.notes import NoteWritten
from brukermedvirkning.domain.happenings.opening import CaseOpened
from brukermedvirkning.domain.happenings.redacting import ToRedact
from brukermedvirkning.domain.happenings.stances import StanceTaken
from brukermedvirkning.rules.access.view import view_for
from brukermedvirkning.testing.case_life import case_life_machine

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
LIVES = settings(max_examples=12, stateful_step_count=30, deadline=None)
BROKEN = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def refusing_nothing(case: Any, happening: Any, context: Any) -> Any:
    """Lets everything happen that can be asked for."""
    outcome = decide(case, happening, context)
    return (happening,) if isinstance(outcome, Refusal) else outcome


def blind_to_the_exit(case: Any, happening: Any, context: Any) -> Any:
    """Lets things be added after an exit."""
    outcome = decide(case, happening, context)
    if isinstance(outcome, Refusal) and outcome.rule == "case.after-exit":
        return (happening,)
    return outcome


def closing_the_rights(case: Any, happening: Any, context: Any) -> Any:
    """Puts the five rights under the ownership policy."""
    if isinstance(happening, Act) and happening.is_right:
        return Refusal(rule="ownership.policy", reason="closed")
    return decide(case, happening, context)


def blind_to_withdrawals(case: Any, happening: Any) -> Any:
    """Keeps consents that were withdrawn."""
    return case if isinstance(happening, ConsentWithdrawn) else evolve(case, happening)


def taking_anybodys_word(case: Any, happening: Any, context: Any) -> Any:
    """Lets the participant of another case speak in this one."""
    outcome = decide(case, happening, context)
    if isinstance(outcome, Refusal) and outcome.rule == "voice.another":
        return (happening,) if isinstance(happening, CommentAdded) else outcome
    return outcome


def without_a_gap(case: Any, happening: Any) -> Any:
    """Takes redacted rows away and leaves nothing in their place."""
    after = evolve(case, happening)
    if not isinstance(happening, ContentRedacted):
        return after
    gone = {one.row for one in happening.rows}
    stances = tuple(row for row in after.stances if row.id not in gone)
    return attrs.evolve(after, stances=stances)


def without_a_mark(case: Any, happening: Any) -> Any:
    """Empties redacted stances and does not say that it did."""
    after = evolve(case, happening)
    if not isinstance(happening, ContentRedacted):
        return after
    stances = tuple(attrs.evolve(row, redactions=()) for row in after.stances)
    return attrs.evolve(after, stances=stances)


def marking_alone(case: Any, happening: Any) -> Any:
    """Marks contacts as redacted and leaves their words where they are."""
    after = evolve(case, happening)
    if not isinstance(happening, ContentRedacted):
        return after
    before = {row.id: row for row in case.contacts}
    contacts = tuple(
        attrs.evolve(
            before[row.id], redactions=row.redactions, registered_in_error=True
        )
        for row in after.contacts
    )
    return attrs.evolve(after, contacts=contacts)


def overwriting_answers(case: Any, happening: Any) -> Any:
    """Lets a later stance write over an earlier one."""
    after = evolve(case, happening)
    if not isinstance(happening, StanceTaken):
        return after
    over = {"answer": happening.answer, "on": happening.on}
    return attrs.evolve(
        after, stances=in_order(tuple(attrs.evolve(s, **over) for s in after.stances))
    )


def keeping_payloads(_entries: Any, _act: Any) -> tuple[int, ...]:
    """Redacts the case and forgets the journal."""
    return ()


def hiding_missed_contacts(case: Any, actor: Any, context: Any) -> Any:
    """Shows contacts that were held and no others."""
    seen = view_for(case, actor, context)
    held = tuple(row for row in seen.contacts if row.is_held)
    return attrs.evolve(seen, contacts=held)


def showing_anybody(case: Any, actor: Any, context: Any) -> Any:
    """Takes every participant for the one whose case it is."""
    if actor.kind is ActorKind.PARTICIPANT:
        actor = attrs.evolve(actor, id=case.participant.id)
    return view_for(case, actor, context)


def test_whole_lives_of_cases_keep_every_promise() -> None:
    run_state_machine_as_test(case_life_machine(), settings=LIVES)


@pytest.mark.parametrize(
    "ask", [refusing_nothing, blind_to_the_exit, closing_the_rights]
)
def test_a_life_that_goes_wrong_is_seen(ask: Callable[..., Any]) -> None:
    with pytest.raises(Exception):  # noqa: B017 - whatever breaks first
        run_state_machine_as_test(case_life_machine(ask), settings=BROKEN)


@pytest.mark.parametrize(
    ("what", "part", "broken"),
    [
        ("on a consent that was withdrawn", "change", blind_to_withdrawals),
        ("whose words one sees", "ask", taking_anybodys_word),
        ("rows that disappeared", "change", without_a_gap),
        ("no gap in it", "change", without_a_mark),
        ("words that were redacted", "change", marking_alone),
        ("what a stance said in", "change", overwriting_answers),
        ("payloads that hold what was redacted", "redacts", keeping_payloads),
        ("contacts that one sees", "look", hiding_missed_contacts),
        ("what a stranger sees", "look", showing_anybody),
    ],
)
def test_a_promise_that_is_broken_is_named(
    what: str, part: str, broken: Callable[..., Any]
) -> None:
    with pytest.raises(AssertionError, match=what):
        live(case_life_machine(**{part: broken})())


def test_the_same_life_breaks_no_promise_by_itself() -> None:
    machine = case_life_machine()()

    live(machine)

    assert [True, True] == [row.is_gone for row in machine.case.stances]
    assert {"note_written", "stance_taken", "case_after_redaction"} == {
        entry.head.happening for entry in machine.entries if entry.is_redacted
    }


def live(machine: Any) -> None:
    """A life with everything in it that a promise is about."""
    staff = Actor(kind=ActorKind.STAFF, id="staff-1", unit="unit-1")
    leads = (Coded(concept=Role.DEPARTMENT_HEAD),)
    leader = attrs.evolve(staff, id="leader", roles=leads)
    own = Actor(kind=ActorKind.PARTICIPANT, id="participant")
    another = attrs.evolve(own, id="another-participant")

    def by(source: Actor) -> dict[str, Any]:
        return {"at": AT, "by": staff, "on": DAY, "source": source}

    def said(stance: str, answer: StanceAnswer) -> StanceTaken:
        talk = {"item_kind": ItemKind.CONTACT, "item": "contact-first"}
        return StanceTaken(stance=stance, answer=answer, version=1, **talk, **by(own))

    opening = CaseOpened(
        id="case", participant=Participant(id="participant"), unit="unit-1", **by(staff)
    )
    about = {"item_kind": ItemKind.CONTACT, "item": "contact-first", "words": "so"}
    machine.opens(opening=opening, policy="together", begins="shared")
    for act in (
        ContactBooked(contact="missed", planned_for=DAY, **by(staff)),
        NoteWritten(contact="contact-first", text="about it", **by(staff)),
        CommentAdded(comment="strange", **about, **by(another)),
        said("stance-1", StanceAnswer.AGREES_IN_PART),
        said("stance-2", StanceAnswer.AGREES),
        ConsentWithdrawn(consent="consent-first", **by(own)),
        redacted("contact", "contact-first", RedactionExtent.WORDS, **by(leader)),
        redacted("stance", "stance-1", RedactionExtent.WHOLE, **by(leader)),
        redacted("stance", "stance-2", RedactionExtent.WHOLE, **by(leader)),
    ):
        machine.let(act)
        machine.the_journal_gives_the_case()
        machine.an_agreed_version_never_changes()
        machine.nobody_is_enrolled_twice()


def redacted(
    kind: str, row: str, extent: RedactionExtent, **common: Any
) -> ContentRedacted:
    return ContentRedacted(
        rows=(ToRedact(row_kind=kind, row=row, extent=extent),),
        ground=RedactionGround.WRONG_PERSON,
        **common,
    )
