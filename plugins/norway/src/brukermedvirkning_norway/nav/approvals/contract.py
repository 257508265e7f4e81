"""Who decided on a participation in a measure (deltakelse): approvals, changes, proposals.

NAV drafts; the participant approves the draft (InnbyggerGodkjennUtkast), or NAV does it
for them (NavGodkjennUtkast, `fattetAvNav: true`): that is a decision by NAV, and the
participant was not asked. `fattetAvNav: false` alone says only that NAV did not. Later
changes are NAV's to decide, be they proposed by the provider, and nothing there is the
participant's; that a deadline passed, or that something was read, says nothing. Whether
a decision can be appealed no field says, so it is unknown.

The names are published, the shape of a message is not: its fields stand flat, or in
`payload`, and what the contract does not name is kept as unknown. Source: amt-deltakelser:
vedtak, historikk (Vedtak, Endring, Forslag), hendelser.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice
from brukermedvirkning_norway.nav.approvals.rows import show
from brukermedvirkning_norway.nav.approvals.words import (
    ID,
    NUMBERS,
    OTHERS,
    kind_in,
    word_in,
)
from brukermedvirkning_norway.nav.contract import Contract
from brukermedvirkning_norway.nav.documents import Message
from brukermedvirkning_norway.nav.fields import Fields, Report
from brukermedvirkning_norway.nav.numbers import person
from brukermedvirkning_norway.nav.told import Told

__all__ = ["APPROVALS"]


def _is_one(value: Any) -> bool:
    return kind_in(value) is not None and "gjennomforingId" not in value


def _tell(message: Message) -> Iterator[Told | Fault | Notice]:
    report = Report()
    fields = Fields.of(message.value, report, "")
    kind = kind_in(message.value)
    if kind is None:
        expected = "a decision, a change or a proposal, or the approval of a draft"
        yield Fault(where="type", field="type", expected=expected)
        return
    if kind in OTHERS:
        note = "an entry that tells of no decision; nothing of it is kept"
        yield Notice(source="", where="", field="type", found=kind, note=note)
        return
    numbers = person(fields, *NUMBERS, required=False)
    word = word_in(fields, kind)
    yield from report
    if not report.faults and word is not None:
        yield Told(
            about=word.about,
            numbers=numbers,
            at=word.at,
            # Of two words of one instant the answer is the later.
            version=int(word.settled),
            value=message.value,
        )


APPROVALS = Contract(
    id=ID,
    title="NAV decisions on participations, and who approved the draft",
    carries=Carries(
        paths=(
            "decision",
            "decision.on",
            "decision.subject",
            "decision.legal_kind",
            "decision.proposed_by",
            "decision.settled_on",
            "decision.last_word",
            "decision.reason",
            "stance",
            "stance.answer",
            "stance.on",
        )
    ),
    is_one=_is_one,
    tell=_tell,
    show=show,
)
