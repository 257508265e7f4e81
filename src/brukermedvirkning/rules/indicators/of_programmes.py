"""What programmes promise, as parameters of the indicators that ask for it.

A case names its programme and does not say what that promises; the programme does. So
whoever measures reads the parameters off the programmes, and gives them along.
Source: H6, H15, M4, N29-44, D20; definitions 2.2 "mentor.offered",
"peer-worker.employed", "decision.degree-kept".
"""

from __future__ import annotations

from collections.abc import Iterable

from brukermedvirkning.domain.concepts import Say
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.indicators.builtin import peer_workers
from brukermedvirkning.rules.indicators.parameter import Setting
from brukermedvirkning.rules.participation_degree import RUNGS

__all__ = ["promising", "settings_for"]


def settings_for(programmes: Iterable[Programme]) -> dict[str, dict[str, Setting]]:
    """The parameters by which the built-in indicators ask these programmes alone.

    A mentor is asked for where one is promised, work as a peer worker where the training
    for it is, the degree of participation where one is, on a ladder that the facts of a
    decision have been read onto. Programmes that promise different degrees are measured
    one by one: raises `DefinitionError`, naming them.
    """
    known = sorted(programmes, key=lambda one: one.id)
    mentors = promising(known, Promise.MENTOR_OFFERED)
    peers = promising(known, Promise.PEER_WORKER_TRAINING)
    enough = {one.id: says for one in known if (says := _enough(one))}
    degrees = sorted(set(enough.values()), key=len)
    if len(degrees) > 1:
        raise DefinitionError(
            "decision.degree-kept: programmes that promise different degrees are"
            f" measured one by one: {', '.join(enough)}"
        )
    degree: dict[str, Setting] = {"programmes": tuple(enough)}
    if degrees:
        degree["promised"] = degrees[0]
    return {
        "mentor.offered": {"programmes": mentors},
        **{one.id: {"programmes": peers} for one in peer_workers.DEFINITIONS},
        "decision.degree-kept": degree,
        "decision.degree-kept.people": degree,
    }


def promising(programmes: Iterable[Programme], promise: Promise) -> tuple[str, ...]:
    """The ids of the programmes that promise this."""
    return tuple(sorted(one.id for one in programmes if one.promised(promise)))


def _enough(programme: Programme) -> tuple[Say, ...]:
    """What is at or above the degree that a programme promises, from least to most."""
    promised = programme.solution.promised_degree
    rungs = {} if promised is None else RUNGS.get(promised.ladder, {})
    return tuple(
        say for say, rung in rungs.items() if promised and rung >= promised.rung
    )
