"""Decisions under § 14 a of the Nav act: which effort somebody gets, and to what end.

NAV decides. Whether the participant was asked first, agrees or can appeal, the message
does not say, so it is unknown. Source: veilarbvedtaksstotte:
`/api/ekstern/hent-gjeldende-14a-vedtak`, `/v2/hent-siste-14a-vedtak` and its topic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from brukermedvirkning.domain.actors import Actor, Recorded
from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    ActorKind,
    DecisionSubject,
    LastWord,
    LegalKind,
    Party,
)
from brukermedvirkning.domain.decisions import Decision
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice
from brukermedvirkning_norway.nav import codes, times
from brukermedvirkning_norway.nav.codes import kept
from brukermedvirkning_norway.nav.contract import Contract, Known
from brukermedvirkning_norway.nav.documents import Message
from brukermedvirkning_norway.nav.fields import Fields, Report
from brukermedvirkning_norway.nav.numbers import person
from brukermedvirkning_norway.nav.told import Piece, Shown, Told

__all__ = ["DECISIONS"]

_ID = "no.nav.vedtak-14a"
_GROUPS, _OLD_GROUPS = "no.nav.innsatsgruppe-v2", "no.nav.innsatsgruppe"
_AIMS = "no.nav.hovedmal"


def _is_one(value: Any) -> bool:
    return isinstance(value, Mapping) and value.keys() >= {
        "innsatsgruppe",
        "fattetDato",
    }


def _tell(message: Message) -> Iterator[Told | Fault | Notice]:
    report = Report()
    fields = Fields.of(message.value, report, "")
    numbers = (
        *person(fields, "fnr", "ident", required=False),
        *person(fields, "aktorId", required=False),
    )
    decided = fields.instant("fattetDato", required=True)
    key = fields.whole("vedtakId")
    fields.code("innsatsgruppe", known=_all_groups(), required=True)
    fields.code("hovedmal", known=codes.known(_AIMS))
    fields.flag("fraArena")
    fields.rest()
    yield from report
    if not report.faults and decided is not None:
        yield Told(
            about=f"vedtak-14a-{key or int(decided.timestamp() * 1000)}",
            numbers=numbers,
            at=decided,
            value=message.value,
        )


def _all_groups() -> frozenset[str]:
    """The codes of both generations: one answer has the old ones, the others the new."""
    return codes.known(_GROUPS) | codes.known(_OLD_GROUPS)


def _show(told: Sequence[Told], _: Known) -> Shown:
    """The decision as it was told last."""
    fields = Fields.of(told[-1].value, Report(), "")
    decided = fields.instant("fattetDato")
    group = fields.code("innsatsgruppe", known=_all_groups())
    assert decided is not None, "what was told was checked"
    assert group is not None, "what was told was checked"
    day = times.civil_day(decided)
    scheme = _OLD_GROUPS if group in codes.known(_OLD_GROUPS) else _GROUPS
    row = Decision(
        id=told[-1].about,
        recorded=Recorded(
            source=Actor(kind=ActorKind.ORGANISATION),
            by=Actor(kind=ActorKind.SYSTEM),
            at=decided,
        ),
        on=day,
        subject=Coded(
            concept=DecisionSubject.OTHER, code=Code(scheme=scheme, code=group)
        ),
        legal_kind=LegalKind.ADMINISTRATIVE_DECISION,
        affected=(Party.PARTICIPANT,),
        settled_on=day,
        last_word=LastWord.SERVICE,
        extensions=kept(
            contract=_ID,
            aim=fields.code("hovedmal", known=codes.known(_AIMS)),
            from_arena=fields.flag("fraArena"),
            unknown={
                name: value
                for name, value in fields.rest().items()
                if name not in ("fnr", "ident", "aktorId", "vedtakId")
            },
        ),
    )
    return Shown(pieces=(Piece(collection="decisions", row=row, day=day),))


DECISIONS = Contract(
    id=_ID,
    title="NAV decisions under § 14 a, old and new effort groups",
    carries=Carries(
        paths=(
            "decision",
            "decision.on",
            "decision.subject",
            "decision.legal_kind",
            "decision.settled_on",
            "decision.last_word",
        )
    ),
    is_one=_is_one,
    tell=_tell,
    show=_show,
)
