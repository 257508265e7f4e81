"""The rows of a case as `bmv show` tells them, one function for each kind of row."""

from __future__ import annotations

from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.domain.enrolments import Enrolment
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.plan import Challenge, Goal
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning_cli.case.looking import Facts, Look
from brukermedvirkning_cli.shapes import day, period

__all__ = [
    "challenge",
    "contact",
    "decision",
    "enrolment",
    "goal",
    "intervention",
    "member",
]


def enrolment(row: Enrolment, look: Look) -> Facts:
    """The time in one programme, with the exit where there was one."""
    left = row.exit if row.exit and look.past(row.exit.on) else None
    return {
        "id": row.id,
        "programme": row.programme,
        "start": day(row.start),
        "attended_from": day(row.attended_from),
        "exit": left
        and {
            "on": day(left.on),
            "category": look.say.coded(left.category),
            "decided_by": look.say.concept(left.decided_by),
            "stance": look.say.concept(left.stance),
        },
    }


def member(row: TeamMember, look: Look) -> Facts:
    """A place in the team; who fills it is not told."""
    return {
        "id": row.id,
        "role": look.say.coded(row.role),
        "period": period(row.period),
        "stands_in": row.stands_in,
    }


def _worded(row: Challenge | Goal, look: Look) -> Facts:
    """The words that held on the day, and whose they are."""
    held = [w for w in row.wordings if w.on is None or look.past(w.on)]
    wording = (held or list(row.wordings[:1]))[-1]
    return {
        "id": row.id,
        "on": day(row.on),
        "words": wording.text,
        "version": wording.version,
        "worded_by": [str(party) for party in wording.worded_by],
        "proposed_by": [str(party) for party in row.proposed_by],
    }


def challenge(row: Challenge, look: Look) -> Facts:
    """What the participant meets, in the words that held."""
    closed = row.closed_on if look.past(row.closed_on) else None
    return {**_worded(row, look), "closed_on": day(closed)}


def goal(row: Goal, look: Look) -> Facts:
    """A goal with who proposed it and where each party stood on these words."""
    worded = _worded(row, look)
    return {
        **worded,
        "parent": row.parent,
        "proposer": look.say.concept(row.proposer),
        "status": look.say.concept(row.status),
        "stances_carried": look.can("stance"),
        "stances": _stances(look, row.id, worded["version"]),
    }


def _stances(look: Look, item: str, version: int) -> Facts:
    """The latest answer of each party on a version; a representative's is apart."""
    found: Facts = {}
    for row in look.rows("stances"):
        if (row.item, row.version) == (item, version):
            spoken = row.by_representative and Party.REPRESENTATIVE
            found[str(spoken or row.party)] = look.say.concept(row.answer)
    return dict(sorted(found.items()))


def intervention(row: Intervention, look: Look) -> Facts:
    """A measure with its load, and both levels of its code."""
    return {
        "id": row.id,
        "measure": look.say.coded(row.measure),
        "group": row.group and {"scheme": row.group.scheme, "code": row.group.code},
        "area": look.say.coded(row.area),
        "period": period(row.period),
        "weekly_minutes": row.weekly_minutes,
        "counts_as_load": row.counts_as_load,
        "status": look.say.concept(row.status),
    }


def contact(row: Contact, look: Look) -> Facts:
    """A contact with the bounds of its duration and the others' roles."""
    return {
        "id": row.id,
        "on": day(row.on),
        "kind": look.say.coded(row.nature),
        "form": look.say.coded(row.form),
        "status": look.say.concept(row.status),
        "held": row.is_held,
        "minutes": row.duration
        and {"at_least": row.duration.at_least, "at_most": row.duration.at_most},
        "others": [
            {"party": str(one.party), "role": look.say.coded(one.role)}
            for one in row.attendees
            if one.party is not Party.PARTICIPANT
        ],
    }


def decision(row: Decision, look: Look) -> Facts:
    """A decision with the wish before it; how it was settled once it was."""
    settled = look.past(row.settled_on)
    options = {option.id: option for option in row.options}
    wish = options.get(row.wish.option or "")
    outcome = options.get(row.outcome or "") if settled else None
    frame = row.frame if settled else None
    return {
        "id": row.id,
        "on": day(row.on),
        "subject": look.say.coded(row.subject),
        "question": row.question,
        "options": [option.text for option in row.options],
        "wish_asked": look.say.concept(row.wish.asked),
        "wish": row.wish.words or (wish and wish.text),
        "settled_on": day(row.settled_on) if settled else None,
        "outcome": outcome and outcome.text,
        "last_word": look.say.concept(row.last_word) if settled else None,
        "frame": frame and {"kind": look.say.concept(frame.nature), "text": frame.text},
        "reason": row.reason if settled else None,
    }
