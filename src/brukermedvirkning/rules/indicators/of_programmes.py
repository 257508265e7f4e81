"""What programmes promise, as parameters of the indicators that ask for it.

A case names its programme and does not say what that promises; the programme does. So
whoever measures reads the parameters off the programmes, and gives them along.
Source: H6, H15, M4, N29-44, D20; definitions 2.2 "mentor.offered",
"peer-worker.employed", "decision.degree-kept".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from brukermedvirkning.domain.concepts import Say
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.indicators.builtin import peer_workers
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.parameter import Setting
from brukermedvirkning.rules.indicators.tally import Settings
from brukermedvirkning.rules.participation_degree import RUNGS

__all__ = ["as_promised", "promising", "settings_for"]

_BY_DEGREE = ("decision.degree-kept", "decision.degree-kept.people")
"""What asks for the degree of participation that a programme promises."""


def settings_for(programmes: Iterable[Programme]) -> dict[str, dict[str, Setting]]:
    """The parameters by which the built-in indicators ask these programmes alone.

    A mentor is asked for where one is promised, work as a peer worker where the training
    for it is, the degree of participation where one is, on a ladder that the facts of a
    decision have been read onto. Programmes that promise different degrees are measured
    one by one: raises `DefinitionError`, naming them.
    """
    known = sorted(programmes, key=lambda one: one.id)
    return {**_whom_promised(known), **dict.fromkeys(_BY_DEGREE, _degree(known))}


def as_promised(
    definitions: Sequence[Definition],
    programmes: Collection[Programme],
    *,
    all_of_them: bool,
) -> tuple[tuple[Definition, ...], Settings]:
    """The definitions that these programmes can be asked together, and with what.

    Where no programme is known each has its defaults. What programmes promise in
    different ways is left out, for it is measured programme by programme; with
    `all_of_them` it raises `DefinitionError` instead, naming them.
    """
    if not programmes:
        return tuple(definitions), {}
    try:
        return tuple(definitions), settings_for(programmes)
    except DefinitionError:
        left = tuple(one for one in definitions if one.id not in _BY_DEGREE)
        if all_of_them and len(left) < len(definitions):
            raise
        return left, _whom_promised(programmes)


def promising(programmes: Iterable[Programme], promise: Promise) -> tuple[str, ...]:
    """The ids of the programmes that promise this."""
    return tuple(sorted(one.id for one in programmes if one.promised(promise)))


def _whom_promised(programmes: Collection[Programme]) -> dict[str, dict[str, Setting]]:
    """The programmes that are asked for what some promise and others do not."""
    mentors = promising(programmes, Promise.MENTOR_OFFERED)
    peers = promising(programmes, Promise.PEER_WORKER_TRAINING)
    return {
        "mentor.offered": {"programmes": mentors},
        **{one.id: {"programmes": peers} for one in peer_workers.DEFINITIONS},
    }


def _degree(programmes: Iterable[Programme]) -> dict[str, Setting]:
    """The one degree promised, and by whom. Raises `DefinitionError` for several."""
    enough = {one.id: says for one in programmes if (says := _enough(one))}
    degrees = set(enough.values())
    if len(degrees) > 1:
        raise DefinitionError(
            "decision.degree-kept: programmes that promise different degrees are"
            f" measured one by one: {', '.join(enough)}"
        )
    degree: dict[str, Setting] = {"programmes": tuple(enough)}
    if degrees:
        (degree["promised"],) = degrees
    return degree


def _enough(programme: Programme) -> tuple[Say, ...]:
    """What is at or above the degree that a programme promises, from least to most."""
    promised = programme.solution.promised_degree
    rungs = {} if promised is None else RUNGS.get(promised.ladder, {})
    return tuple(
        say for say, rung in rungs.items() if promised and rung >= promised.rung
    )
