"""Agreements with employers on measures (avtale, tiltaksgjennomforing-api).

Which fields an agreement consists of is published; how they are wrapped in a message is
not. So the shape is taken as it comes: its content stands flat beside `id` and `status`,
or in `gjeldendeInnhold`, and the participant's number, where it is given, under
`deltakerFnr` or as other contracts name it. What is said twice must be said alike. Every
other field is kept as unknown. Statuses and categories of goals have letters beyond
ASCII; the spellings without them are read as well. Source: tiltaksgjennomforing-api;
tiltaksgjennomforing.avsc.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice
from brukermedvirkning_norway.nav import codes
from brukermedvirkning_norway.nav.agreements.rows import pieces_of
from brukermedvirkning_norway.nav.agreements.terms import (
    CATEGORIES,
    ID,
    Agreement,
    Aim,
    Role,
)
from brukermedvirkning_norway.nav.contract import Contract, Known
from brukermedvirkning_norway.nav.documents import Message
from brukermedvirkning_norway.nav.fields import Fields, Report
from brukermedvirkning_norway.nav.numbers import person
from brukermedvirkning_norway.nav.participations import AGREEMENT_STATUSES
from brukermedvirkning_norway.nav.places import MEASURES
from brukermedvirkning_norway.nav.told import Shown, Told

__all__ = ["AGREEMENTS"]

_CONTENT = "gjeldendeInnhold"
_NUMBERS = ("deltakerFnr", "personIdent", "norskIdent", "fnr")
_APPROVALS: Mapping[Role, str] = {
    Role.PARTICIPANT: "godkjentAvDeltaker",
    Role.EMPLOYER: "godkjentAvArbeidsgiver",
    Role.NAV: "godkjentAvVeileder",
}
_ENTERED = ("avtaleInngått", "avtaleInngaatt")
_ON_BEHALF = ("godkjentPaVegneAv", "godkjentPåVegneAv", "godkjentPaaVegneAv")
_FOR_EMPLOYER = "godkjentPaVegneAvArbeidsgiver"
_ON_BEHALF_EVENTS = frozenset({"GODKJENT_PAA_VEGNE_AV"})
_GROUNDS = ("ikkeBankId", "reservert", "digitalKompetanse", "arenaMigreringDeltaker")
_TEXTS = ("oppfolging", "tilrettelegging", "arbeidsoppgaver", "stillingstittel")
_LONGEST_AIM = 1000
_MARKS = {*_APPROVALS.values(), *_ENTERED, *_ON_BEHALF}


def _is_one(value: Any) -> bool:
    """An agreement says who approved it; a participation in a measure does not."""
    if not isinstance(value, Mapping) or "gjennomforingId" in value:
        return False
    content = value.get(_CONTENT)
    inside: Mapping[str, Any] = content if isinstance(content, Mapping) else {}
    return bool(_MARKS & (value.keys() | inside.keys()))


class _Levels:
    """The two places in which a field of an agreement may stand."""

    def __init__(self, value: Any, report: Report, where: str) -> None:
        self.outer = Fields.of(value, report, where)
        self.inner = self.outer.inside(_CONTENT)

    def of(self, *names: str) -> Fields:
        """Where a field stands; twice is a fault unless both say the same."""
        if self.inner is None or not self.inner.has(*names):
            return self.outer
        if self.outer.has(*names) and self.outer.raw(*names) != self.inner.raw(*names):
            self.outer.wrong(names[0], None, f"what stands in {_CONTENT}, or nothing")
        return self.inner

    def rest(self) -> dict[str, Any]:
        """What nobody asked for, wherever it stands."""
        unknown = self.outer.rest()
        inside = {} if self.inner is None else self.inner.rest()
        return {**unknown, **({_CONTENT: inside} if inside else {})}


def _tell(message: Message) -> Iterator[Told | Fault | Notice]:
    report = Report()
    fields = _Levels(message.value, report, "")
    numbers = person(fields.of(*_NUMBERS), *_NUMBERS, required=False)
    one = _agreement(fields)
    yield from report
    if not report.faults and one is not None:
        yield Told(
            about=one.id,
            numbers=numbers,
            at=one.at,
            version=one.version,
            value=message.value,
        )


def _agreement(fields: _Levels) -> Agreement | None:
    """An agreement, with its faults in the report of the fields."""
    fields.of(*_NUMBERS).raw(*_NUMBERS)
    agreement_id = fields.outer.uuid("id", "avtaleId", required=True)
    statuses = codes.spellings(AGREEMENT_STATUSES)
    status = fields.of("status").code("status", known=statuses)
    start, last = (fields.of(name).day(name) for name in ("startDato", "sluttDato"))
    if start and last and last < start:
        fields.of("sluttDato").wrong("sluttDato", None, "a day not before startDato")
    measure = fields.of("tiltakstype").code("tiltakstype", known=codes.known(MEASURES))
    approvals = {
        role: fields.of(name).instant(name) for role, name in _APPROVALS.items()
    }
    entered = fields.of(*_ENTERED).instant(*_ENTERED)
    on_behalf, grounds = _on_behalf(fields)
    changed = fields.outer.instant("sistEndret", "endretTidspunkt")
    version = fields.of("versjon").whole("versjon")
    aims = tuple(_aim(one, place) for place, one in enumerate(_aims(fields)))
    percents = ("stillingprosent", "stillingsprosent")
    more: dict[str, Any] = {
        "percent": fields.of(*percents).number(*percents, most=100),
        "days": fields.of("antallDagerPerUke").number("antallDagerPerUke", most=7),
        **{name: fields.of(name).text(name) for name in _TEXTS},
    }
    shortened, annulled = (
        fields.of(name).text(name) for name in ("forkortetGrunn", "annullertGrunn")
    )
    more["unknown"] = fields.rest()
    if fields.outer.report.faults or agreement_id is None:
        return None
    times_told = [changed, entered, *approvals.values()]
    return Agreement(
        id=agreement_id,
        status=codes.respelt(AGREEMENT_STATUSES, status),
        start=start,
        last=last,
        measure=measure,
        approvals={role: at for role, at in approvals.items() if at is not None},
        entered=entered,
        on_behalf=on_behalf,
        grounds=grounds,
        shortened=shortened,
        annulled=annulled,
        aims=aims,
        at=changed or _latest(times_told),
        version=version or 0,
        more=more,
    )


def _latest(told: Sequence[datetime | None]) -> datetime | None:
    return max(filter(None, told), default=None)


def _on_behalf(fields: _Levels) -> tuple[frozenset[Role], tuple[str, ...]]:
    """For whom somebody else approved, and on which grounds.

    A ground, or the event of it, says so as much as the flag does.
    """
    flag = fields.of(*_ON_BEHALF).flag(*_ON_BEHALF)
    event = fields.of("hendelseType").raw("hendelseType")
    found = fields.of("godkjentPaVegneGrunn").inside("godkjentPaVegneGrunn")
    grounds: tuple[str, ...] = ()
    if found is not None:
        grounds = tuple(name for name in _GROUNDS if found.flag(name))
        grounds += tuple(name for name, value in found.rest().items() if value is True)
    roles = set()
    if flag or grounds or event in _ON_BEHALF_EVENTS:
        roles.add(Role.PARTICIPANT)
    if fields.of(_FOR_EMPLOYER).flag(_FOR_EMPLOYER):
        roles.add(Role.EMPLOYER)
    return frozenset(roles), grounds


def _aims(fields: _Levels) -> tuple[Fields, ...]:
    return fields.of("maal").each("maal")


def _aim(fields: Fields, place: int) -> Aim:
    found = fields.raw("id")
    category = fields.code("kategori", known=codes.spellings(CATEGORIES))
    words = fields.text("beskrivelse", most=_LONGEST_AIM)
    if words is None:
        fields.tell("beskrivelse", "nothing", "a goal without words; only kept")
    return Aim(
        id=str(found) if isinstance(found, str | int) and found else str(place + 1),
        category=codes.respelt(CATEGORIES, category),
        words=words,
        unknown=fields.rest(),
    )


def _show(told: Sequence[Told], known: Known) -> Shown:
    """The agreement as it was told last, and what each party said of it, ever."""
    versions = []
    for one in told:
        agreement = _agreement(_Levels(one.value, Report(), ""))
        assert agreement is not None, "what was told was checked"
        versions.append(agreement)
    return Shown(pieces=tuple(pieces_of(versions, known)))


AGREEMENTS = Contract(
    id=ID,
    title="NAV agreements with employers on measures (avtale)",
    carries=Carries(
        paths=(
            "intervention",
            "intervention.period",
            "intervention.measure",
            "intervention.status",
            "intervention.planned_start",
            "intervention.planned_end",
            "intervention.end_reason",
            "intervention.goals",
            "goal",
            "goal.wordings",
            "goal.topic",
            "goal.status",
            "decision",
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
    show=_show,
)
