"""Each sentence that a class states of its fields is broken here, in every way it can be.

The sentences are read from the classes, so that a new one without a line here fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor, Redaction
from brukermedvirkning.domain.assessments import (
    AnswerCount,
    Assessment,
    Score,
    SurveyResult,
)
from brukermedvirkning.domain.bases import LONGEST_OPENING, BreakGlass
from brukermedvirkning.domain.carries import Origin
from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.collective import Matter
from brukermedvirkning.domain.concepts import (
    ConsentPurpose,
    ContactStatus,
    ExitCategory,
    InterventionKind,
    InterventionStatus,
    ItemKind,
    MandateKind,
    NotHeldReason,
    Party,
    RedactionExtent,
    Role,
    StanceAnswer,
    WaitingEnd,
    WhoCouldNot,
    WishAsked,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.crosswalk import Crosswalk, Gap
from brukermedvirkning.domain.crosswalk import Mapping as CodeMapping
from brukermedvirkning.domain.decisions import Decision, Option, Wish
from brukermedvirkning.domain.enrolments import Enrolment, Introduction, ProgrammeExit
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.journal import FIRST_HASH, Entry, EntryHead
from brukermedvirkning.domain.links import PersonLink
from brukermedvirkning.domain.organisation import Unit
from brukermedvirkning.domain.ownership import Grant, Ownership
from brukermedvirkning.domain.period import Duration, Period
from brukermedvirkning.domain.plan import Challenge, Comment, Goal, Stance, Wording
from brukermedvirkning.domain.programme import ExitTerm, Programme
from brukermedvirkning.domain.record import Record
from brukermedvirkning.domain.requests import Offer, Request, Waiting
from brukermedvirkning.domain.rights import Complaint, Consent
from brukermedvirkning.domain.team import Mandate, TeamMember
from brukermedvirkning.domain.translation import Route, Way
from brukermedvirkning.domain.vocabulary import Label, Match, Term, Vocabulary
from brukermedvirkning.errors import InvalidRecordError
from brukermedvirkning.schema import invariants
from brukermedvirkning.testing.strategies import all_records

EARLY, DAY, LATE = date(2026, 1, 30), date(2026, 1, 31), date(2026, 2, 1)
CODE = Code(scheme="s", code="c")
WORDING = Wording(version=1, text="a")
HEAD = EntryHead(
    case="c",
    sequence=1,
    recorded_at=datetime(2026, 1, 31, tzinfo=UTC),
    actor=Actor(),
    happening="case_imported",
    payload_digest=Entry.digest("{}", "salt"),
    previous=FIRST_HASH,
)
OLD, NEW = Period(end=DAY), Period(start=DAY)
EXACT = CodeMapping(source="a", target="1")
CLOSE = CodeMapping(source="a", target="1", match=Match.CLOSE, loss="a nuance")
CROSSWALK = Crosswalk(id="x", from_scheme="s", to_scheme="t", mappings=(EXACT,))
GONE = Redaction(on=DAY, extent=RedactionExtent.WHOLE)
EXIT = ProgrammeExit(on=DAY, category=Coded(concept=ExitCategory.UNKNOWN))

# A valid record of each class that has invariants, to be changed one field at a time.
VALID: Mapping[type[Record], Record] = {
    Assessment: Assessment(
        id="a", on=DAY, instrument=CODE, respondent=Party.PARTICIPANT
    ),
    BreakGlass: BreakGlass(
        id="a",
        case="c",
        by=Actor(id="s"),
        ground="an act",
        covers=("goal",),
        on=EARLY,
        until=DAY,
    ),
    Case: Case(id="c", participant=Participant(id="p")),
    Challenge: Challenge(id="a", wordings=(WORDING,)),
    Complaint: Complaint(id="a", on=DAY),
    Consent: Consent(id="a", on=DAY, aim=Coded(concept=ConsentPurpose.RESEARCH)),
    Contact: Contact(id="a", on=DAY),
    CodeMapping: EXACT,
    Crosswalk: CROSSWALK,
    Decision: Decision(id="a", on=DAY, options=(Option(id="x"), Option(id="y"))),
    Duration: Duration(at_least=31),
    Enrolment: Enrolment(id="a", programme="p", start=DAY, exit=EXIT),
    Entry: Entry(head=HEAD, payload="{}", salt="salt"),
    Goal: Goal(id="a", wordings=(WORDING,)),
    Intervention: Intervention(
        id="a",
        period=Period(start=DAY, end=LATE),
        measure=Coded(concept=InterventionKind.GUIDANCE),
    ),
    Introduction: Introduction(id="a", on=DAY),
    Mandate: Mandate(nature=MandateKind.SUPPORTER, period=Period(start=DAY)),
    Matter: Matter(id="a", raised_on=DAY),
    Offer: Offer(id="a", on=DAY),
    Origin: Origin(known_from=DAY),
    Ownership: Ownership(id="a", title="A"),
    Period: Period(start=DAY),
    PersonLink: PersonLink(id="a", first="p", second="q", on=DAY),
    Programme: Programme(
        id="a", name="A", period=Period(), time_zone="Europe/Copenhagen"
    ),
    ProgrammeExit: EXIT,
    Request: Request(id="a", on=DAY),
    Route: Route(ways=(Way(crosswalk=CROSSWALK),)),
    Stance: Stance(
        id="a",
        on=DAY,
        item_kind=ItemKind.GOAL,
        item="g",
        party=Party.SERVICE,
        answer=StanceAnswer.AGREES,
    ),
    SurveyResult: SurveyResult(
        id="a",
        wave="w",
        item="1",
        invited=3,
        answered=2,
        distribution=(
            AnswerCount(answer="yes", count=1),
            AnswerCount(answer="no", count=1),
        ),
    ),
    Term: Term(notation="a"),
    Unit: Unit(id="a", name="A"),
    Vocabulary: Vocabulary(id="a", title="A", terms=()),
    Waiting: Waiting(since=DAY),
    Wish: Wish(asked=WishAsked.UNKNOWN),
}


def contact(row_id: str, on: date = DAY, **fields: Any) -> Contact:
    return Contact(id=row_id, on=on, **fields)


def goal(row_id: str, parent: str | None = None) -> Goal:
    return Goal(id=row_id, wordings=(WORDING,), parent=parent)


def enrolment(row_id: str) -> Enrolment:
    return Enrolment(id=row_id, programme="p")


WORDINGS = "The versions of the wordings are 1, 2, 3 … in order; there is at least one."
BAD_WORDINGS: list[tuple[dict[str, Any], str]] = [
    ({"wordings": ()}, "wordings"),
    ({"wordings": (Wording(version=2, text="a"),)}, "wordings"),
    ({"wordings": (WORDING, WORDING)}, "wordings"),
]
ITEMS = (
    "An item and its kind name a row of that kind, or the plan, that is in the case."
)
NAMED = "A field that names a row names one that is in the case, of the right kind."

# For each sentence: what to change in the valid record, and the field at fault.
BROKEN: Mapping[tuple[type[Record], str], list[tuple[dict[str, Any], str]]] = {
    (Assessment, "Each dimension has one score."): [
        ({"scores": (Score(dimension="d"), Score(dimension="d", points=1))}, "scores")
    ],
    (
        BreakGlass,
        "`until` is after `on`, and no later than `LONGEST_OPENING` after it.",
    ): [
        ({"until": EARLY}, "until"),
        ({"until": EARLY + LONGEST_OPENING + (DAY - EARLY)}, "until"),
    ],
    (BreakGlass, "`by` is somebody with an id: nobody opens unknown."): [
        ({"by": Actor()}, "by")
    ],
    (Case, "The rows of each kind stand sorted by (day, id), an unknown day first."): [
        ({"contacts": (contact("a", LATE), contact("b", DAY))}, "contacts"),
        ({"contacts": (contact("b"), contact("a"))}, "contacts"),
        (
            {
                "enrolments": (
                    Enrolment(id="a", programme="p", start=DAY),
                    Enrolment(id="b", programme="q"),
                )
            },
            "enrolments",
        ),
    ],
    (Case, "An id is used once in a case, whatever the kind of row."): [
        ({"contacts": (contact("a"), contact("a"))}, "id"),
        ({"contacts": (contact("a"),), "goals": (goal("a"),)}, "id"),
    ],
    (Case, NAMED): [
        ({"goals": (goal("a", parent="x"),)}, "parent"),
        ({"contacts": (contact("a", request="x"),)}, "request"),
        ({"contacts": (contact("a", request="b"), contact("b"))}, "request"),
        (
            {"challenges": (Challenge(id="a", wordings=(WORDING,), goals=("x",)),)},
            "goals",
        ),
    ],
    (
        Case,
        "What a representative said for the participant names a member of the team.",
    ): [
        (
            {
                "decisions": (
                    Decision(
                        id="a",
                        wish=Wish(asked=WishAsked.ASKED, by_representative="x"),
                    ),
                )
            },
            "by_representative",
        ),
        (
            {
                "enrolments": (
                    Enrolment(
                        id="a",
                        programme="p",
                        undone_exits=(attrs.evolve(EXIT, by_representative="x"),),
                    ),
                )
            },
            "by_representative",
        ),
    ],
    (Case, ITEMS): [
        (
            {
                "stances": (VALID[Stance],),
                "contacts": (contact("g"),),
            },
            "item",
        ),
        ({"stances": (attrs.evolve(VALID[Stance], item_kind=ItemKind.PLAN),)}, "item"),
        (
            {"stances": (attrs.evolve(VALID[Stance], item_kind=ItemKind.SERVICE),)},
            "item",
        ),
        (
            {
                "comments": (
                    Comment(
                        id="a",
                        on=DAY,
                        item_kind=ItemKind.CONTACT,
                        item="x",
                        party=Party.PARTICIPANT,
                        words="w",
                    ),
                )
            },
            "item",
        ),
    ],
    (Case, "No goal is above itself."): [
        ({"goals": (goal("a", parent="a"),)}, "parent"),
        ({"goals": (goal("a", parent="b"), goal("b", parent="a"))}, "parent"),
    ],
    (
        Case,
        "There is at most one open enrolment in a programme, rows in error left out.",
    ): [({"enrolments": (enrolment("a"), enrolment("b"))}, "enrolments")],
    (Case, "A row that was redacted whole is registered in error."): [
        ({"contacts": (contact("a", redactions=(GONE,)),)}, "registered_in_error")
    ],
    (Challenge, WORDINGS): BAD_WORDINGS,
    (
        Complaint,
        "`item` is given exactly where `item_kind` is neither `service` nor `plan`.",
    ): [
        ({"item": "g"}, "item"),
        ({"item_kind": ItemKind.PLAN, "item": "g"}, "item"),
        ({"item_kind": ItemKind.GOAL}, "item"),
    ],
    (Complaint, "`answered_on` is not before `on`."): [
        ({"answered_on": EARLY}, "answered_on")
    ],
    (Consent, "`until` and `withdrawn_on` are not before `on`."): [
        ({"until": EARLY}, "until"),
        ({"withdrawn_on": EARLY}, "withdrawn_on"),
    ],
    (Contact, "`who_could_not` is said only of a contact that was not held."): [
        ({"who_could_not": WhoCouldNot.SERVICE}, "who_could_not"),
        (
            {"status": ContactStatus.HELD, "who_could_not": WhoCouldNot.BOTH},
            "who_could_not",
        ),
    ],
    (Contact, "`not_held_reason` is said only of a contact that was not held."): [
        ({"not_held_reason": NotHeldReason.ILLNESS}, "not_held_reason")
    ],
    (Contact, "`moved_to` is said only of a contact that was moved."): [
        ({"moved_to": "b"}, "moved_to"),
        ({"moved_to": "b", "status": ContactStatus.HELD}, "moved_to"),
    ],
    (CodeMapping, "What is lost is said of a close mapping and of no other."): [
        ({"loss": "a nuance"}, "loss"),
        ({"match": Match.CLOSE}, "loss"),
    ],
    (CodeMapping, "`valid` holds a day."): [
        ({"valid": Period(start=DAY, end=DAY)}, "valid")
    ],
    (
        Crosswalk,
        "A code leads to one and the same other only once on any day.",
    ): [
        ({"mappings": (CLOSE, CLOSE)}, "mappings"),
        ({"mappings": (CLOSE, attrs.evolve(CLOSE, valid=OLD))}, "mappings"),
        ({"mappings": (CLOSE, attrs.evolve(CLOSE, verified=False))}, "mappings"),
    ],
    (
        Crosswalk,
        "A code that leads exactly to another leads to no other on that day.",
    ): [
        ({"mappings": (EXACT, attrs.evolve(EXACT, target="2"))}, "mappings"),
        ({"mappings": (EXACT, attrs.evolve(CLOSE, target="2"))}, "mappings"),
        (
            {"mappings": (attrs.evolve(CLOSE, target="2", valid=NEW), EXACT)},
            "mappings",
        ),
    ],
    (Crosswalk, "Between two schemes no two codes lead exactly to one on any day."): [
        ({"mappings": (EXACT, attrs.evolve(EXACT, source="b"))}, "mappings")
    ],
    (Crosswalk, "Within one scheme a code leads to one that leads no further."): [
        (
            {
                "to_scheme": "s",
                "mappings": (EXACT, attrs.evolve(EXACT, source="1", target="2")),
            },
            "mappings",
        ),
        (
            {"to_scheme": "s", "mappings": (attrs.evolve(EXACT, target="a"),)},
            "mappings",
        ),
    ],
    (Crosswalk, "A gap names a code that no verified mapping leads on."): [
        ({"gaps": (Gap(source="a", why="w"),)}, "gaps")
    ],
    (Decision, "Each option has an id of its own."): [
        ({"options": (Option(id="x"), Option(id="x"))}, "options")
    ],
    (Decision, "`outcome` and the wish's `option` name one of the options."): [
        ({"settled_on": DAY, "outcome": "z"}, "outcome"),
        ({"wish": Wish(asked=WishAsked.ASKED, option="z")}, "wish"),
    ],
    (Decision, "`item` and `item_kind` stand together or not at all."): [
        ({"item": "g"}, "item"),
        ({"item_kind": ItemKind.GOAL}, "item"),
    ],
    (Decision, "`settled_on` is not before `on`."): [
        ({"settled_on": EARLY}, "settled_on")
    ],
    (Decision, "There is no `outcome` before `settled_on`."): [
        ({"outcome": "x"}, "outcome")
    ],
    (Decision, "The wish is not later than `settled_on`."): [
        ({"settled_on": DAY, "wish": Wish(asked=WishAsked.ASKED, on=LATE)}, "wish")
    ],
    (Decision, "`reconsidered_on` needs `asked_again_on`."): [
        ({"reconsidered_on": LATE}, "asked_again_on")
    ],
    (Duration, "`at_most` is not less than `at_least`."): [
        ({"at_most": 30}, "at_most")
    ],
    (Enrolment, "`start` and `attended_from` are not after the day of the exit."): [
        ({"start": LATE}, "start"),
        ({"attended_from": LATE}, "attended_from"),
    ],
    (Enrolment, "`attended_from` is not before `start`."): [
        ({"attended_from": EARLY}, "attended_from")
    ],
    (Entry, "Salt and payload stand together or not at all."): [
        ({"salt": None}, "salt"),
        ({"payload": None}, "salt"),
    ],
    (Entry, "The payload is the one that the head digests."): [
        ({"payload": "{ }"}, "payload"),
        ({"salt": "other"}, "payload"),
    ],
    (Goal, WORDINGS): BAD_WORDINGS,
    (Intervention, "Pauses lie inside the period, where its start is known."): [
        ({"pauses": (Period(start=DAY),)}, "pauses"),
        ({"pauses": (Period.single(LATE),)}, "pauses"),
        ({"pauses": (Period(),)}, "pauses"),
    ],
    (Intervention, "What is planned, or never started, has no first day."): [
        ({"status": InterventionStatus.PLANNED}, "period"),
        ({"status": InterventionStatus.NEVER_STARTED}, "period"),
    ],
    (Introduction, "`acknowledged_on` is not before `on`."): [
        ({"acknowledged_on": EARLY}, "acknowledged_on")
    ],
    (Mandate, "A supporter neither acts nor reads for the participant."): [
        ({"may_act": True}, "may_act"),
        ({"may_read": True}, "may_act"),
    ],
    (Matter, "`decided_on` and `answered_on` are not before `raised_on`."): [
        ({"decided_on": EARLY}, "decided_on"),
        ({"answered_on": EARLY}, "answered_on"),
    ],
    (Offer, "`answered_on` is not before `on`."): [
        ({"answered_on": EARLY}, "answered_on")
    ],
    (Origin, "`known_until` is not before `known_from`."): [
        ({"known_until": EARLY}, "known_until")
    ],
    (Ownership, "Each happening is granted once."): [
        ({"grants": (Grant(happening="exited"), Grant(happening="exited"))}, "grants")
    ],
    (Period, "`end` is not before `start`."): [({"end": EARLY}, "end")],
    (PersonLink, "`first` and `second` are two participants."): [
        ({"second": "p"}, "second")
    ],
    (PersonLink, "`taken_back_on` is not before `on`."): [
        ({"taken_back_on": EARLY}, "taken_back_on")
    ],
    (Programme, "`time_zone` is the name of an IANA time zone."): [
        ({"time_zone": name}, "time_zone")
        for name in ("Mars/Olympus", "../etc/passwd", "Europe", "x" * 5_000, "æ")
    ],
    (Programme, "Each code stands once among the exit terms."): [
        (
            {
                "exit_terms": (
                    ExitTerm(code=CODE, category=ExitCategory.OTHER),
                    ExitTerm(code=CODE, category=ExitCategory.UNKNOWN),
                )
            },
            "exit_terms",
        )
    ],
    (
        ProgrammeExit,
        "`on` is before the last day of the calendar, which is no day of leaving.",
    ): [({"on": date.max}, "on")],
    (Request, "`answered_on` and `reached_on` are not before `on`."): [
        ({"answered_on": EARLY}, "answered_on"),
        ({"reached_on": EARLY}, "reached_on"),
    ],
    (Route, "There is at least one way."): [({"ways": ()}, "ways")],
    (Route, "Each way begins in the scheme where the one before it ends."): [
        ({"ways": (Way(crosswalk=CROSSWALK), Way(crosswalk=CROSSWALK))}, "ways")
    ],
    (Stance, "`by_representative` is given only for the participant."): [
        ({"by_representative": "t"}, "by_representative")
    ],
    (SurveyResult, "`answered` is the sum of the distribution."): [
        ({"answered": 1}, "answered")
    ],
    (SurveyResult, "`answered` is never more than `invited`."): [
        ({"invited": 1}, "invited")
    ],
    (Term, "There is one label in each language."): [
        (
            {
                "labels": (
                    Label(language="da", text="a"),
                    Label(language="da", text="b"),
                )
            },
            "labels",
        )
    ],
    (Unit, "A unit is not part of itself."): [({"part_of": "a"}, "part_of")],
    (Vocabulary, "A notation is valid once on any day."): [
        ({"terms": (Term(notation="a"), Term(notation="a"))}, "terms")
    ],
    (Waiting, "`until` is not before `since`."): [
        ({"until": EARLY, "end": WaitingEnd.STARTED}, "until")
    ],
    (Waiting, "`end` is `still_waiting` exactly while there is no `until`."): [
        ({"until": LATE}, "end"),
        ({"end": WaitingEnd.STARTED}, "end"),
    ],
    (Wish, "`option` and `words` are given only where the wish was asked for."): [
        ({"option": "x"}, "asked"),
        ({"words": "w", "asked": WishAsked.NOT_ASKED}, "asked"),
    ],
}


@pytest.mark.parametrize(
    ("kind", "change", "field"),
    [
        pytest.param(kind, change, field, id=f"{kind.__name__}: {sentence} [{number}]")
        for (kind, sentence), ways in BROKEN.items()
        for number, (change, field) in enumerate(ways, start=1)
    ],
)
def test_a_broken_invariant_is_refused_with_class_and_field_and_what_is_right(
    kind: type[Record], change: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidRecordError) as caught:
        attrs.evolve(VALID[kind], **change)

    assert kind.__name__ == caught.value.record
    assert field in {fault.field for fault in caught.value.faults}
    assert all(fault.expected for fault in caught.value.faults)


def test_every_sentence_about_a_record_is_broken_here_and_none_besides() -> None:
    stated = {(kind, line) for kind in all_records() for line in invariants(kind)}

    assert stated == set(BROKEN)


def test_every_class_with_invariants_states_them_in_words() -> None:
    silent = [
        kind.__name__
        for kind in all_records()
        if kind._invariants is not Record._invariants and not invariants(kind)
    ]

    assert [] == silent


def test_a_member_of_the_team_may_give_the_wish() -> None:
    role = Coded(concept=Role.REPRESENTATIVE)
    member = TeamMember(id="t", period=Period(), role=role)
    wish = Wish(asked=WishAsked.ASKED, by_representative="t")

    case = attrs.evolve(
        VALID[Case], team=(member,), decisions=(Decision(id="d", wish=wish),)
    )

    assert "t" == case.decisions[0].wish.by_representative


def test_all_faults_of_a_case_are_told_together() -> None:
    with pytest.raises(InvalidRecordError) as caught:
        attrs.evolve(
            VALID[Case],
            contacts=(contact("b"), contact("a", request="x")),
            enrolments=(enrolment("c"), enrolment("d")),
        )

    fields = [fault.field for fault in caught.value.faults]
    assert ["contacts", "request", "enrolments"] == fields


def test_open_enrolments_in_two_programmes_stand_side_by_side() -> None:
    rows = (Enrolment(id="a", programme="p"), Enrolment(id="b", programme="q"))

    assert rows == attrs.evolve(VALID[Case], enrolments=rows).enrolments


def test_an_enrolment_in_error_does_not_count_as_open() -> None:
    wrong = Enrolment(id="b", programme="p", registered_in_error=True)

    assert attrs.evolve(VALID[Case], enrolments=(enrolment("a"), wrong))
