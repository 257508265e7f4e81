"""What turns drawn values into valid ones: for each invariant the smallest change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs

from brukermedvirkning.domain.concepts import (
    ContactStatus,
    InterventionStatus,
    ItemKind,
    MandateKind,
    Party,
    RedactionExtent,
    WaitingEnd,
    WishAsked,
)
from brukermedvirkning.domain.crosswalk import Crosswalk
from brukermedvirkning.domain.decisions import Wish
from brukermedvirkning.domain.journal import Entry
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.translation import Way
from brukermedvirkning.domain.vocabulary import Match

__all__ = ["mend"]

Values: TypeAlias = dict[str, Any]

_LAST_EXIT = date(9999, 12, 30)
_LAST_OPENING = date.max - timedelta(days=14)


def mend(kind: type, values: Values) -> Values:
    """The values, changed where the record's invariants ask for it."""
    change = _MENDERS.get(kind.__name__)
    if change is not None:
        change(values)
    if values.get("redactions") and not values.get("registered_in_error"):
        # A row that counts has lost no more than words.
        values["redactions"] = tuple(
            one
            for one in values["redactions"]
            if one.extent is not RedactionExtent.WHOLE
        )
    return values


def not_before(first: str, *later: str) -> Callable[[Values], None]:
    """A mender that moves later days to the first one where they are before it."""

    def change(values: Values) -> None:
        start = values.get(first)
        for field in later:
            value = values.get(field)
            if start is not None and value is not None and value < start:
                values[field] = start

    return change


def unique(field: str, key: Callable[[Any], Any]) -> Callable[[Values], None]:
    """A mender that keeps the last of the rows that share a key."""

    def change(values: Values) -> None:
        values[field] = tuple({key(row): row for row in values.get(field, ())}.values())

    return change


def _survey_result(values: Values) -> None:
    values["answered"] = sum(row.count for row in values["distribution"])
    # Many answers of the largest number there is would be more than that number.
    if values["answered"] >= 2**53 - 100:
        values["distribution"], values["answered"] = (), 0
    values["invited"] = values["answered"] + values["invited"] % 100


def _break_glass(values: Values) -> None:
    values["on"] = min(values["on"], _LAST_OPENING)
    values["until"] = values["on"] + timedelta(days=1 + values["until"].day % 14)
    values["by"] = attrs.evolve(values["by"], id=values["by"].id or "somebody")


def _contact(values: Values) -> None:
    if values.get("moved_to") is not None:
        values["status"] = ContactStatus.MOVED
    if values.get("status") is not ContactStatus.NOT_HELD:
        values.pop("who_could_not", None)
        values.pop("not_held_reason", None)


def _wish(values: Values) -> None:
    if values.get("option") or values.get("words"):
        values["asked"] = WishAsked.ASKED


def _decision(values: Values) -> None:
    unique("options", lambda option: option.id)(values)
    names = [option.id for option in values["options"]]
    not_before("on", "settled_on")(values)
    settled = values.get("settled_on")
    if settled is None or not names:
        values.pop("outcome", None)
    elif "outcome" in values:
        values["outcome"] = names[0]
    wish = values.get("wish", Wish(asked=WishAsked.UNKNOWN))
    if wish.option is not None:
        wish = attrs.evolve(wish, option=names[-1] if names else None)
    if wish.on is not None and settled is not None and wish.on > settled:
        wish = attrs.evolve(wish, on=settled)
    values["wish"] = wish
    if values.get("item") is None or values.get("item_kind") is None:
        values.pop("item", None)
        values.pop("item_kind", None)
    if values.get("reconsidered_on") is not None:
        values.setdefault("asked_again_on", values["reconsidered_on"])


def _enrolment(values: Values) -> None:
    not_before("start", "attended_from")(values)
    leaving = values.get("exit")
    if leaving is not None:
        days = [values.get("start"), values.get("attended_from"), leaving.on]
        last = min(max(day for day in days if day is not None), _LAST_EXIT)
        values["exit"] = attrs.evolve(leaving, on=last)
        for field in ("start", "attended_from"):
            if values.get(field) is not None:
                values[field] = min(values[field], last)


def _exit(values: Values) -> None:
    values["on"] = min(values["on"], _LAST_EXIT)


def _intervention(values: Values) -> None:
    period = values["period"]
    unbegun = (InterventionStatus.PLANNED, InterventionStatus.NEVER_STARTED)
    if values.get("status") in unbegun:
        values["period"] = period = attrs.evolve(period, start=None)
    if period.start is not None:
        shared = (period.overlap(pause) for pause in values.get("pauses", ()))
        values["pauses"] = tuple(pause for pause in shared if pause is not None)


def _worded(values: Values) -> None:
    values["wordings"] = tuple(
        attrs.evolve(wording, version=number)
        for number, wording in enumerate(values["wordings"], start=1)
    )


def _stance(values: Values) -> None:
    if values.get("by_representative") is not None:
        values["party"] = Party.PARTICIPANT


def _waiting(values: Values) -> None:
    not_before("since", "until")(values)
    if values.get("until") is None:
        values["end"] = WaitingEnd.STILL_WAITING
    elif values.get("end", WaitingEnd.STILL_WAITING) is WaitingEnd.STILL_WAITING:
        values["end"] = WaitingEnd.STARTED


def _complaint(values: Values) -> None:
    not_before("on", "answered_on")(values)
    kind = values.get("item_kind", ItemKind.SERVICE)
    if kind in (ItemKind.SERVICE, ItemKind.PLAN):
        values.pop("item", None)
    elif values.get("item") is None:
        values["item_kind"] = ItemKind.SERVICE


def _mandate(values: Values) -> None:
    if values["nature"] is MandateKind.SUPPORTER:
        values["may_act"] = values["may_read"] = False


def _unit(values: Values) -> None:
    if values.get("part_of") == values["id"]:
        values["part_of"] = f"{values['id']}+"


def _person_link(values: Values) -> None:
    not_before("on", "taken_back_on")(values)
    if values["first"] == values["second"]:
        values["second"] = f"{values['first']}+"


def _entry(values: Values) -> None:
    payload, salt = values.get("payload"), values.get("salt")
    if payload is None or salt is None:
        values["payload"] = values["salt"] = None
    else:
        digest = Entry.digest(payload, salt)
        values["head"] = attrs.evolve(values["head"], payload_digest=digest)


def _period(values: Values) -> None:
    not_before("start", "end")(values)


def _duration(values: Values) -> None:
    if values.get("at_most") is not None:
        values["at_most"] = max(values["at_most"], values.get("at_least", 0))


def _collective_matter(values: Values) -> None:
    not_before("raised_on", "decided_on", "answered_on")(values)


def _code_mapping(values: Values) -> None:
    exact = values.get("match", Match.EXACT) is Match.EXACT
    values["loss"] = None if exact else values.get("loss") or "something"
    valid = values.get("valid")
    if valid is not None and valid.days == 0:
        values["valid"] = Period(start=valid.start)


def _crosswalk(values: Values) -> None:
    # One mapping of a code, and one to a code; within a scheme none leads further.
    unique("mappings", lambda mapping: mapping.source)(values)
    unique("mappings", lambda mapping: mapping.target)(values)
    sources = {mapping.source for mapping in values["mappings"]}
    if values["from_scheme"] == values["to_scheme"]:
        values["mappings"] = tuple(
            mapping for mapping in values["mappings"] if mapping.target not in sources
        )
    values["gaps"] = tuple(
        gap for gap in values.get("gaps", ()) if gap.source not in sources
    )


def _route(values: Values) -> None:
    values["ways"] = values["ways"][:1] or (_SOME_WAY,)


_SOME_WAY = Way(
    crosswalk=Crosswalk(id="c", from_scheme="s", to_scheme="t", mappings=())
)


_MENDERS: Mapping[str, Callable[[Values], None]] = MappingProxyType(
    {
        "Assessment": unique("scores", lambda score: score.dimension),
        "BreakGlass": _break_glass,
        "Challenge": _worded,
        "Complaint": _complaint,
        "Consent": not_before("on", "until", "withdrawn_on"),
        "Contact": _contact,
        "Crosswalk": _crosswalk,
        "Decision": _decision,
        "Duration": _duration,
        "Enrolment": _enrolment,
        "Entry": _entry,
        "Goal": _worded,
        "Intervention": _intervention,
        "Introduction": not_before("on", "acknowledged_on"),
        "Mandate": _mandate,
        "Mapping": _code_mapping,
        "Matter": _collective_matter,
        "Offer": not_before("on", "answered_on"),
        "Origin": not_before("known_from", "known_until"),
        "Ownership": unique("grants", lambda grant: grant.happening),
        "Period": _period,
        "PersonLink": _person_link,
        "Programme": unique(
            "exit_terms", lambda term: (term.code.scheme, term.code.code)
        ),
        "ProgrammeExit": _exit,
        "Request": not_before("on", "answered_on", "reached_on"),
        "Route": _route,
        "Stance": _stance,
        "SurveyResult": _survey_result,
        "Term": unique("labels", lambda label: label.language),
        "Unit": _unit,
        "Vocabulary": unique("terms", lambda term: term.notation),
        "Waiting": _waiting,
        "Wish": _wish,
    }
)
