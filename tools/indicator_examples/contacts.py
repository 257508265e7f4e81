"""Contacts, meetings, notes, requests."""

from __future__ import annotations

from typing import Any

from indicator_examples.making import Worked

__all__ = ["WORKED"]

SPRING = [{"programme": "p", "start": "03-01"}]


def talk(on: str, **fields: Any) -> dict[str, Any]:
    """A conversation that was held."""
    values = {"on": on, "nature": "conversation", "status": "held"}
    return values | fields


def asked(**fields: Any) -> dict[str, Any]:
    """A request by the participant."""
    return {"on": "05-04", "asked_by": "participant"} | fields


TALKS = (
    {
        "enrolments": SPRING,
        "contacts": [
            talk("03-05", form="in_person"),
            talk("03-15", form="phone"),
            talk("04-01", form="unknown"),
            talk("04-02", status="not_held"),
            talk("04-03", nature="correspondence", direction="both"),
            talk("12-31", nature="group_teaching", form="in_person"),
        ],
    },
)

WORKED: tuple[Worked, ...] = (
    Worked(
        id="contact.held",
        formula="the contacts held in the period, letters and groups included.",
        cheated="by splitting one talk into several.",
        misread="with planned ones: these are not held.",
        story="Five of six were held.",
        cases=TALKS,
        gives={"contact.held": "5"},
    ),
    Worked(
        id="contact.in-person",
        formula="of the contacts with one participant held in the period, of a known"
        " form: those in person. Of the participants: those met so at least once.",
        cheated="hardly: an unknown form lowers the coverage.",
        misread="with more as better: a participant may prefer the telephone.",
        story="One of two of known form; the letter and a talk have no known form.",
        cases=TALKS,
        gives={
            "contact.in-person": "1 of 2; 2 unplaced",
            "contact.in-person.people": "1 of 1",
        },
    ),
    Worked(
        id="contact.longest-gap",
        formula="of each case with contacts on two days or more: the most days between"
        " two of them.",
        cheated="by a letter in between; contact.longest-silence asks for talks.",
        misread="as silence: it leaves out the time before the first and after the last.",
        story="From 3 April to the last day of the year.",
        cases=TALKS,
        gives={"contact.longest-gap": "median 272 days of 1"},
    ),
    Worked(
        id="contact.longest-silence",
        formula="of each enrolment: the most days from its start to the first"
        " conversation, between two, and from the last to the exit or the day asked. A"
        " two-way letter breaks it too; which kinds do is a parameter.",
        cheated="by talks of no content.",
        misread="as the participant's silence: it is the service's. Days on which both"
        " had agreed to leave it be are in it, since no record holds such an agreement:"
        " a pause of a measure is not one.",
        story="The letter of 3 April was the last that broke it; the lesson did not.",
        cases=TALKS,
        gives={"contact.longest-silence": "median 272 days of 1"},
    ),
    Worked(
        id="contact.per-month",
        formula="conversations held for each 30.4375 days enrolled in the period;"
        " planned, not held, group contacts and letters apart.",
        cheated="by many short ones.",
        misread="with more as better.",
        story="Three talks in 306 days; one not held, one lesson, one letter.",
        cases=TALKS,
        gives={
            "contact.per-month": "3 in 306 days",
            "contact.per-month.planned": "0 in 306 days",
            "contact.per-month.not-held": "1 in 306 days",
            "contact.per-month.group": "1 in 306 days",
            "contact.per-month.letters": "1 in 306 days",
        },
    ),
    Worked(
        id="contact.form-chosen-by-participant",
        formula="of the conversations held after the first: those whose form the"
        " participant chose, alone or together, or wished for. The first is left out: its"
        " form may be prescribed.",
        cheated="by writing down as wished what was used.",
        misread="with nobody asked as no: that is not recorded.",
        story="After the first, one was wished for, one was not, one nobody asked about.",
        cases=(
            {
                "contacts": [
                    talk("03-02"),
                    talk("03-03", form="phone", form_wished="phone"),
                    talk(
                        "03-04",
                        form="phone",
                        form_wished="video",
                        form_chosen_by="service",
                    ),
                    talk("03-05", form="phone"),
                ]
            },
        ),
        gives={
            "contact.form-chosen-by-participant": "1 of 3; 1 not recorded",
            "contact.form-chosen-by-participant.people": "1 of 1",
        },
    ),
    Worked(
        id="contact.first-within",
        formula="of the enrolments begun in the period, long enough ago: those with a"
        " conversation held within the days. The slice: left before the time had gone,"
        " and had none; they stay in.",
        cheated="by discharging early: who left stays in.",
        misread="with a letter as a first contact.",
        story="One on the fifth day, one only a letter, one left after four days.",
        cases=(
            {"enrolments": SPRING, "contacts": [talk("03-05")]},
            {
                "enrolments": SPRING,
                "contacts": [talk("03-05", nature="correspondence")],
            },
            {
                "enrolments": [
                    {
                        "programme": "p",
                        "start": "03-01",
                        "exit": {"on": "03-05", "category": "moved"},
                    }
                ]
            },
        ),
        gives={
            "contact.first-within": "1 of 3",
            "contact.first-within.left-before": "1 of 3",
        },
    ),
    Worked(
        id="meeting.participant-present",
        formula="of the cross-disciplinary meetings held in the period: those in which"
        " the participant was there.",
        cheated="by calling the meeting something else.",
        misread="as a duty to come: why somebody was not there is another question.",
        story="There in one of two; of another person's nobody wrote it down.",
        cases=(
            {
                "contacts": [
                    talk(
                        "03-02",
                        nature="cross_disciplinary_meeting",
                        participant_attended="yes",
                    ),
                    talk(
                        "04-02",
                        nature="cross_disciplinary_meeting",
                        participant_attended="no",
                    ),
                ]
            },
            {"contacts": [talk("03-02", nature="cross_disciplinary_meeting")]},
        ),
        gives={
            "meeting.participant-present": "1 of 3; 1 not recorded",
            "meeting.participant-present.people": "0 of 2; 1 not recorded",
        },
    ),
    Worked(
        id="note.shared-within",
        formula="of the conversations held in the period, long enough ago: those whose"
        " note was shared within the days. A talk without a note is in, and a slice.",
        cheated="by notes that say nothing; not by writing none.",
        misread="as read or agreed to.",
        story="One note shared after three days, one after thirty, one never written; one"
        " talk was yesterday.",
        cases=(
            {
                "contacts": [
                    talk("03-02", note={"written_on": "03-02", "shared_on": "03-05"}),
                    talk("05-02", note={"written_on": "05-02", "shared_on": "06-01"}),
                    talk("06-02"),
                    talk("12-30"),
                ]
            },
        ),
        gives={
            "note.shared-within": "1 of 3; 1 not mature",
            "note.shared-within.no-note": "1 of 3; 1 not mature",
            "note.shared-within.people": "0 of 1",
        },
    ),
    Worked(
        id="note.draft-age",
        formula="of the contacts held in the period with a note that was not shared: the"
        " days since it was written.",
        cheated="by not writing; note.shared-within has those talks.",
        misread="as the age of what was shared.",
        story="A draft of 1 December is thirty days old.",
        cases=({"contacts": [talk("12-01", note={"written_on": "12-01"})]},),
        gives={"note.draft-age": "median 30 days of 1"},
    ),
    Worked(
        id="log.delay-days",
        formula="of the contacts held in the period: the days from the contact to the day"
        " on which it was written down, 0 where that was before. Of the participants with"
        " contacts that are older than a week: those of whom each was written down within"
        " it.",
        cheated="by writing down beforehand what did not come about.",
        misread="for one worker: it is never split so.",
        story="Written down after two days; of another nobody knows when.",
        cases=(
            {
                "contacts": [
                    talk("03-02", recorded={"at": "2026-03-04T09:00:00+01:00"}),
                    talk("03-03"),
                ]
            },
        ),
        gives={
            "log.delay-days": "median 2 days of 1; 1 not recorded",
            "log.delay-days.people": "0 of 1; 1 not recorded",
        },
    ),
    Worked(
        id="request.answered-within",
        formula="of the requests by participants in the period, old enough: those"
        " answered within the days. The unanswered are in.",
        cheated="by an answer that says nothing.",
        misread="as granted.",
        story="One answered after two days, one after a month, one never.",
        cases=(
            {"requests": [asked(answered_on="05-06")]},
            {"requests": [asked(answered_on="06-04"), asked()]},
        ),
        gives={
            "request.answered-within": "1 of 3",
            "request.answered-within.people": "1 of 2",
        },
    ),
    Worked(
        id="request.reached",
        formula="of the requests for contact by participants in the period, old enough:"
        " those in which they were reached within the working days, from Monday to"
        " Friday. Holidays are a country's, and count.",
        cheated="by a call at night.",
        misread="with trying to reach somebody as reaching them.",
        story="One was reached on the next day, one was not.",
        cases=(
            {"requests": [asked(nature="contact", reached_on="05-05")]},
            {"requests": [asked(nature="contact")]},
        ),
        gives={"request.reached": "1 of 2", "request.reached.people": "1 of 2"},
    ),
    Worked(
        id="offer.unavailable",
        formula="of the wishes for a measure or a mentor in the period, answered or old"
        " enough, of a known answer: those for which there was no such offer, or no"
        " place. Less is better.",
        cheated="by refusing on another ground.",
        misread="as the participant's wish being wrong.",
        story="One was granted, one met with no place, one has waited since May.",
        cases=(
            {"requests": [asked(nature="measure", answer="granted")]},
            {"requests": [asked(nature="measure", answer="no_place")]},
            {"requests": [asked(nature="measure")]},
        ),
        gives={"offer.unavailable": "1 of 3", "offer.unavailable.people": "1 of 3"},
    ),
)
