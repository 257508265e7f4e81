"""How happenings change a case, and which of them are permitted: two pure functions.

`decide` answers with what happens, or with a refusal; `evolve` is what a journal is
replayed by, and never refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from brukermedvirkning.domain.actors import Item
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.domain.happenings import (
    HANDLERS,
    Act,
    CaseAfterRedaction,
    CaseImported,
    CaseUpdatedFromSource,
    Context,
    Handler,
    Happening,
    Refusal,
)
from brukermedvirkning.domain.happenings.items import codes_of, find_item, is_agreed
from brukermedvirkning.domain.happenings.voices import refuse_another, speaker
from brukermedvirkning.errors import InvalidRecordError

__all__ = ["WHOLE", "decide", "evolve", "replay"]

_OPENING = frozenset({"case_opened", "case_imported"})

WHOLE = (CaseImported, CaseUpdatedFromSource, CaseAfterRedaction)
"""The happenings that have the whole case in them, whatever happened before."""


def decide(
    case: Case | None, happening: Happening, context: Context
) -> tuple[Happening, ...] | Refusal:
    """What happens when this is asked for, or why it may not.

    First what holds always (the case is there, and nothing is added after an exit that
    may not be), then the ownership policy, then what the happening itself asks. One
    happening may bring others with it.
    """
    for refusal in _against(case, happening, context):
        return refusal
    try:
        after = evolve(case, happening)
    except InvalidRecordError as error:
        fields = ", ".join(sorted({fault.field for fault in error.faults}))
        return Refusal(rule="case.valid", reason=f"not valid: {fields}")
    happened: list[Happening] = [happening]
    for following in HANDLERS[type(happening)].follow(after, happening, context):
        outcome = decide(after, following, context)
        if isinstance(outcome, Refusal):
            return outcome
        for one in outcome:
            after = evolve(after, one)
        happened.extend(outcome)
    return tuple(happened)


def evolve(case: Case | None, happening: Happening) -> Case:
    """The case after a happening. Raises `KeyError` for a happening of no known type."""
    changed: Case = HANDLERS[type(happening)].change(case, happening)  # type: ignore[arg-type]
    return changed


def replay(happenings: Iterable[Happening]) -> Case | None:
    """The case that a journal gives, or None for an empty one.

    It begins with the last happening that has the whole case in it: an import, or what
    stands beside a redaction. So the gaps of a redaction need no filling: what is left
    of the entries before it is history, and the case does not hang on it.
    """
    told: list[Happening] = []
    for happening in happenings:
        if isinstance(happening, WHOLE):
            told = []
        told.append(happening)
    case: Case | None = None
    for happening in told:
        case = evolve(case, happening)
    return case


def _against(
    case: Case | None, happening: Happening, context: Context
) -> Iterator[Refusal]:
    opening = happening.kind in _OPENING
    if (case is None) != opening:
        reason = "the case is there already" if opening else "there is no case"
        yield Refusal(rule="case.open-first", reason=reason)
    else:
        if case is not None and isinstance(happening, Act):
            yield from refuse_another(case, happening)
            yield from _after_exit(case, happening)
            yield from _outside_policy(case, happening, context)
        handler: Handler[Any] = HANDLERS[type(happening)]
        yield from handler.refuse(case, happening, context)  # type: ignore[arg-type]


def _after_exit(case: Case, act: Act) -> Iterator[Refusal]:
    """After the last exit, or in a closed case, only some things go on.

    Source: definitions 3.1.
    """
    if case.is_over and not act.goes_on_after_exit:
        closed = case.period.end is not None
        back = (
            ("case_reopened",) if closed else ("exit_undone", "re_entered", "enrolled")
        )
        yield Refusal(
            rule="case.after-exit", reason="the last exit stands", permitted=back
        )


def _outside_policy(case: Case, act: Act, context: Context) -> Iterator[Refusal]:
    """The policy of the programme says who does what, the five rights left out.

    A representative without a mandate in force stands outside both sides.
    """
    party = act.party
    if party is Party.REPRESENTATIVE and speaker(case, act) is None:
        party = Party.NETWORK
    if act.is_right and party in (Party.PARTICIPANT, Party.REPRESENTATIVE):
        return
    policy = context.policy
    row = None if act.target is None else find_item(case, *act.target)
    item = row if isinstance(row, Item) else None
    if policy.marked_by:
        agreed = policy.is_marked(item)
    else:
        agreed = act.target is not None and is_agreed(case, *act.target)
    measured = act if item is None else item
    if not policy.permits(
        act.kind,
        party,
        agreed=agreed,
        measures=codes_of(measured),
        changes=act.changes,
    ):
        yield Refusal(
            rule="ownership.policy",
            reason=policy.id,
            permitted=("change_proposed", "comment_added", "disagreement_stated"),
        )
