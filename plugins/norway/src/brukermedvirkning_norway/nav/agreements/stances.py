"""Where each party to an agreement stood: what approvals say, and no more.

The participant agrees where `godkjentAvDeltaker` says when, and nobody else approved for
them: with `godkjentPaVegneAv` they were not asked. An approval that a later message no
longer has was lifted; by whom is not said, so where that party stands is not known from
then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

import attrs

from brukermedvirkning.domain.actors import Actor, Recorded
from brukermedvirkning.domain.concepts import ActorKind, ItemKind, Party, StanceAnswer
from brukermedvirkning.domain.plan import Stance
from brukermedvirkning_norway.nav import times
from brukermedvirkning_norway.nav.agreements.terms import ID, Agreement, Role
from brukermedvirkning_norway.nav.codes import kept, of_norway
from brukermedvirkning_norway.nav.contract import Known

__all__ = ["recorded", "stances_of"]

_PARTIES: Mapping[Role, tuple[Party, ActorKind]] = {
    Role.PARTICIPANT: (Party.PARTICIPANT, ActorKind.PARTICIPANT),
    Role.EMPLOYER: (Party.EMPLOYER, ActorKind.ORGANISATION),
    Role.NAV: (Party.SERVICE, ActorKind.STAFF),
}


def recorded(kind: ActorKind, at: datetime | None) -> Recorded:
    """Whose fact a row is; the system wrote it down."""
    return Recorded(source=Actor(kind=kind), by=Actor(kind=ActorKind.SYSTEM), at=at)


def stances_of(
    role: Role, versions: Sequence[Agreement], known: Known
) -> Iterator[Stance]:
    """Where a party stood: each approval of theirs, and that it was lifted again."""
    about = versions[-1].id
    before = {
        key: row
        for key, row in known.rows.items()
        if isinstance(row, Stance) and key.startswith(f"{about}/{role}-")
    }
    found: dict[str, Stance] = {}
    for one in _words(versions, known):
        at = one.approvals.get(role)
        if at is None and role in one.on_behalf:
            at = one.at
        if at is not None:
            stance = _stance(about, role, one, at)
            earlier = found.get(stance.id) or before.get(stance.id)
            # What was once said to be somebody else's approval never becomes theirs.
            if earlier is None or earlier.answer is not StanceAnswer.NOT_ASKED:
                found[stance.id] = stance
        elif one.at is not None:
            standing = _standing({**before, **found}, one.at)
            lifted = None if standing is None else _lifted(standing, one.at)
            if lifted is not None:
                earlier = found.get(lifted.id) or before.get(lifted.id)
                if earlier is None or earlier.on > lifted.on:
                    found[lifted.id] = lifted
    yield from found.values()


@attrs.frozen(kw_only=True)
class _Word:
    """Who had approved at an instant, and for whom somebody else had."""

    at: datetime | None
    approvals: Mapping[Role, datetime]
    on_behalf: frozenset[Role]
    grounds: tuple[str, ...]


def _words(versions: Sequence[Agreement], known: Known) -> list[_Word]:
    """What each version says of approvals, in order, with what an earlier import knew."""
    words = [
        _Word(
            at=one.at,
            approvals=one.approvals,
            on_behalf=one.on_behalf,
            grounds=one.grounds,
        )
        for one in versions
    ]
    row = known.rows.get(versions[-1].id)
    more = {} if row is None else of_norway(row.extensions)
    if row is not None and more.get("contract") == ID:
        approvals = {
            Role(role): times.instant(at)
            for role, at in more.get("approvals", {}).items()
        }
        words.append(
            _Word(
                at=row.recorded.at,
                approvals={role: at for role, at in approvals.items() if at},
                on_behalf=frozenset(map(Role, more.get("on_behalf", ()))),
                grounds=tuple(more.get("grounds", ())),
            )
        )
    return sorted(words, key=lambda one: 0.0 if one.at is None else one.at.timestamp())


def _stance(about: str, role: Role, one: _Word, at: datetime) -> Stance:
    party, kind = _PARTIES[role]
    for_them = role in one.on_behalf
    return Stance(
        id=f"{about}/{role}-{_instant(at)}",
        recorded=recorded(ActorKind.UNKNOWN if for_them else kind, one.at),
        on=times.civil_day(at),
        item_kind=ItemKind.INTERVENTION,
        item=about,
        party=party,
        answer=StanceAnswer.NOT_ASKED if for_them else StanceAnswer.AGREES,
        extensions=kept(contract=ID, grounds=list(one.grounds) if for_them else None),
    )


def _standing(stances: Mapping[str, Stance], at: datetime) -> Stance | None:
    """The last approval before an instant, by the instant in its id."""
    given = [key for key in stances if key.rpartition("-")[2] < _instant(at)]
    return stances[max(given)] if given else None


def _lifted(standing: Stance, at: datetime) -> Stance:
    return Stance(
        id=f"{standing.id}-lifted",
        recorded=recorded(ActorKind.UNKNOWN, at),
        on=times.civil_day(at),
        item_kind=ItemKind.INTERVENTION,
        item=standing.item,
        party=standing.party,
        answer=StanceAnswer.UNKNOWN,
        extensions=kept(contract=ID),
    )


def _instant(at: datetime) -> str:
    """An instant as part of an id, in which the order of texts is that of time."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ%f")
