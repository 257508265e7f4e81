"""Two records of one person are linked, never merged; and a link can be taken back.

A link changes no case: it says that two keys are one person's, who found that out, when
and why. Whatever reads many cases counts the person once by `person_keys`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.concepts import ActorKind
from brukermedvirkning.domain.links import PersonLink, keys_of
from brukermedvirkning.errors import CommandRefusedError
from brukermedvirkning.ports import CaseSummary, UnitOfWork

__all__ = ["link_persons", "linked_cases", "take_back_link"]

_MAY_LINK = (ActorKind.STAFF, ActorKind.ORGANISATION)


def link_persons(unit_of_work: UnitOfWork, link: PersonLink) -> PersonLink:
    """Keep that two participants with cases here are one person, by whom and why.

    Raises `CommandRefusedError` where nobody in the service stands behind it, no reason
    is given, one of the two has no case, the id is taken, or the two are linked already.
    """
    _refuse_nobody(link.by, link.reason)
    records = unit_of_work.records(PersonLink)
    if link.taken_back_on is not None:
        raise CommandRefusedError(
            "link.taken-back", "a link is made and then taken back"
        )
    for participant in (link.first, link.second):
        if not unit_of_work.cases.summaries(participant):
            raise CommandRefusedError("link.not-there", "both have a case here")
    if records.get(link.id) is not None:
        raise CommandRefusedError("link.id-taken", "another link has this id")
    if _holds_already(records.all(), link):
        raise CommandRefusedError("link.there", "the two are linked already")
    records.put(link)
    return link


def _holds_already(links: Iterable[PersonLink], link: PersonLink) -> bool:
    pair = {link.first, link.second}
    return any({one.first, one.second} == pair and _stands(one) for one in links)


def _stands(link: PersonLink) -> bool:
    return link.taken_back_on is None


def take_back_link(
    unit_of_work: UnitOfWork, link_id: str, *, on: date, by: Actor, reason: str
) -> PersonLink:
    """Take a link back from a day: the two are two persons again. The link stays.

    Raises `CommandRefusedError` where there is no such link that holds, the day is
    before it was made, or nobody in the service stands behind it.
    """
    _refuse_nobody(by, reason)
    records = unit_of_work.records(PersonLink)
    link = records.get(link_id)
    if link is None or not _stands(link):
        raise CommandRefusedError("link.none", "there is no such link that holds")
    if on < link.on:
        raise CommandRefusedError("link.not-begun", "a day before the link was made")
    taken_back = attrs.evolve(
        link, taken_back_on=on, taken_back_by=by, taken_back_reason=reason
    )
    records.put(taken_back)
    return taken_back


def _refuse_nobody(by: Actor, reason: str | None) -> None:
    if by.kind not in _MAY_LINK or by.id is None:
        raise CommandRefusedError("link.nobody", "somebody in the service says so")
    if not reason:
        raise CommandRefusedError("link.reason", "why they are, or are not, one person")


def linked_cases(
    unit_of_work: UnitOfWork, participant: str, on: date
) -> tuple[CaseSummary, ...]:
    """The cases of a person in a glance, under every key that is theirs on a day."""
    links = unit_of_work.records(PersonLink).all()
    return tuple(
        summary
        for key in keys_of(participant, links, on)
        for summary in unit_of_work.cases.summaries(key)
    )
