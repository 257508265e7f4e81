"""Something happens to a case: it is decided, kept with its journal, or refused."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.evolve import decide, evolve
from brukermedvirkning.domain.happenings import (
    Act,
    ContentRedacted,
    Context,
    Happening,
    Refusal,
)
from brukermedvirkning.domain.happenings.enrolling import Enrolled, ReEntered
from brukermedvirkning.domain.happenings.leaving import ExitUndone
from brukermedvirkning.domain.happenings.opening import CaseOpened
from brukermedvirkning.domain.ownership import POLICIES, TOGETHER, Ownership
from brukermedvirkning.domain.programme import Programme
from brukermedvirkning.errors import CommandRefusedError
from brukermedvirkning.host import Host
from brukermedvirkning.ports import Revision, UnitOfWork
from brukermedvirkning.services.checking import known_programmes
from brukermedvirkning.services.journalling import entries_for
from brukermedvirkning.services.linking import linked_cases
from brukermedvirkning.services.redacting import after_redaction, entries_to_redact

__all__ = ["Happened", "happen", "open_case", "policy_of"]

# What a decision about these asks of the person's other cases; nothing else does.
_ENTERING = (Enrolled, ReEntered, ExitUndone)


@attrs.frozen(kw_only=True)
class Happened:
    """What came of asking: the case as it now is, its revision, and what happened."""

    case: Case
    revision: Revision
    happenings: tuple[Happening, ...]


def policy_of(
    case: Case,
    programmes: Mapping[str, Programme],
    policies: Mapping[str, Ownership] = POLICIES,
) -> Ownership:
    """The ownership policy in force: the plan's, else that of the open programme.

    Where neither names one of `policies`, words are the participant's and the service's
    together.
    """
    open_ = [row.programme for row in case.enrolments if row.is_open]
    named = [
        case.plan.policy if case.plan else None,
        *(programmes[name].policy for name in open_ if name in programmes),
    ]
    for policy in named:
        if policy is not None and policy in policies:
            return policies[policy]
    return TOGETHER


def open_case(host: Host, unit_of_work: UnitOfWork, opening: CaseOpened) -> Happened:
    """Open a case.

    Raises `CaseExistsError` where its id is taken and `CommandRefusedError` where it may
    not be opened.
    """
    return _keep(host, unit_of_work, None, opening, 0, Context())


def happen(
    host: Host, unit_of_work: UnitOfWork, case_id: str, happening: Act
) -> Happened:
    """Ask for something to happen to a case, and keep what comes of it.

    Only what somebody does can be asked for; what a source said is imported.

    The case, its journal and what messengers make of it are kept together; with a
    `ContentRedacted` the payloads that held the content go, and so do the messages that
    were written for the case before, so that messengers say anew what is to be said.
    Raises `CommandRefusedError` where it may not happen, `CaseNotFoundError`, and
    `RevisionConflictError` where the case was changed meanwhile.
    """
    # A caller whose types nobody checked may hand over a whole case as an update.
    if not isinstance(happening, Act):
        raise CommandRefusedError("act.nobodys", "what a source said is imported")
    kept = unit_of_work.cases.kept(case_id)
    programmes = known_programmes(host, unit_of_work)
    context = Context(
        programmes=programmes,
        policy=policy_of(kept.case, programmes, host.policies),
        open_elsewhere=_open_elsewhere(unit_of_work, kept.case, happening),
    )
    return _keep(host, unit_of_work, kept.case, happening, kept.revision, context)


def _open_elsewhere(
    unit_of_work: UnitOfWork, case: Case, happening: Happening
) -> frozenset[str]:
    """The programmes in which the person is enrolled elsewhere, under any linked key."""
    if not isinstance(happening, _ENTERING):
        return frozenset()
    return frozenset(
        enrolment.programme
        for summary in linked_cases(unit_of_work, case.participant.id, happening.on)
        if summary.case != case.id
        for enrolment in summary.enrolments
        if enrolment.is_open
    )


def _keep(
    host: Host,
    unit_of_work: UnitOfWork,
    before: Case | None,
    happening: Happening,
    revision: Revision,
    context: Context,
) -> Happened:
    outcome = decide(before, happening, context)
    if isinstance(outcome, Refusal):
        raise CommandRefusedError(outcome.rule, outcome.reason, outcome.permitted)
    after = evolve(before, outcome[0])
    for one in outcome[1:]:
        after = evolve(after, one)
    journal = () if before is None else tuple(unit_of_work.cases.journal(before.id))
    redacts: tuple[int, ...] = ()
    for one in outcome:
        if isinstance(one, ContentRedacted):
            redacts = entries_to_redact(journal, one)
            outcome = (*outcome, after_redaction(journal, one, after))
    messages = [
        message
        for messenger in host.messengers.values()
        for message in messenger.messages(before, outcome, after)
    ]
    kept = unit_of_work.cases.save(
        after,
        entries=entries_for(
            after.id, outcome, last=journal[-1].head if journal else None
        ),
        messages=messages,
        expected=revision,
        redacts=redacts,
    )
    return Happened(case=after, revision=kept, happenings=outcome)
