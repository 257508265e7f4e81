"""From somebody else's tables to cases: all that an embedder has to write."""

from __future__ import annotations

import sqlite3
from datetime import date

import brukermedvirkning as bmv
from brukermedvirkning.domain import concepts as c

PLACES = """period contact contact.status contact.form contact.nature enrolment
    enrolment.programme enrolment.start enrolment.exit intervention intervention.period
    intervention.measure intervention.weekly_minutes team_member team_member.role"""
ORIGIN = bmv.Origin(carries=bmv.Carries(paths=tuple(PLACES.split())))
MEASURES = {
    "PRAKSIS": "work_placement",
    "KURS": "education",
    "MENTOR": "mentor_support",
}
FORMS = {"MEETING": "in_person", "PHONE": "phone", "EMAIL": "mail"}
ROLES = {"KOORDINATOR": "coordinating_caseworker", "VEILEDER": "counsellor"}
EXITS = {"JOB": "ordinary_work", "SCHOOL": "ordinary_education", "MOVED": "moved"}


def coded(kind: type, scheme: str, words: dict[str, str], code: str) -> bmv.Coded:
    found = bmv.Code(scheme=f"house.{scheme}", code=code)
    return bmv.Coded(concept=kind(words.get(code, "other")), code=found)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def period(row: sqlite3.Row) -> bmv.Period:
    return bmv.Period.through(day(row["from_date"]), day(row["to_date"]))


def enrolment(row: sqlite3.Row) -> bmv.Enrolment:
    left = row["to_date"] and bmv.ProgrammeExit(
        on=day(row["to_date"]),
        category=coded(c.ExitCategory, "why-left", EXITS, row["why_left"]),
    )
    return bmv.Enrolment(
        id=f"placement-{row['id']}",
        programme=row["course"],
        start=day(row["from_date"]),
        exit=left or None,
    )


def intervention(row: sqlite3.Row) -> bmv.Intervention:
    return bmv.Intervention(
        id=f"activity-{row['id']}",
        period=period(row),
        measure=coded(c.InterventionKind, "activity", MEASURES, row["what"]),
        weekly_minutes=round(row["hours_per_week"] * 60),
    )


def contact(row: sqlite3.Row) -> bmv.Contact:
    mail = row["channel"] == "EMAIL"
    kind = c.ContactKind.CORRESPONDENCE if mail else c.ContactKind.CONVERSATION
    minutes = row["minutes"]
    return bmv.Contact(
        id=f"diary-{row['id']}",
        on=day(row["day"]),
        status=c.ContactStatus.HELD if row["happened"] else c.ContactStatus.NOT_HELD,
        nature=bmv.Coded(concept=kind),
        form=coded(c.ContactForm, "channel", FORMS, row["channel"]),
        duration=bmv.Duration.exactly(minutes) if minutes else None,
    )


def member(row: sqlite3.Row) -> bmv.TeamMember:
    return bmv.TeamMember(
        id=f"staff-{row['id']}",
        period=period(row),
        role=coded(c.Role, "function", ROLES, row["function"]),
    )
