"""The places in measures (gjennomføringer): nobody's, but participations name them.

They tell which measure a participation is in, and with it which programme. Source:
mulighetsrommet: topic `siste-tiltaksgjennomforinger-v2`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from brukermedvirkning.domain.carries import Carries
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.errors import Fault
from brukermedvirkning.ports import Notice
from brukermedvirkning_norway import data
from brukermedvirkning_norway.nav import codes
from brukermedvirkning_norway.nav.contract import Contract, Known
from brukermedvirkning_norway.nav.documents import Message
from brukermedvirkning_norway.nav.fields import Fields, Report
from brukermedvirkning_norway.nav.told import Shown, Told

__all__ = ["MEASURES", "PLACES", "measure_of", "programme_of"]

MEASURES = "no.nav.tiltakskode"

_KINDS = ("TiltaksgjennomforingV2.Gruppe", "TiltaksgjennomforingV2.Enkeltplass")
_STATUSES = frozenset({"GJENNOMFORES", "AVSLUTTET", "AVBRUTT", "AVLYST"})
_STARTS = frozenset({"LOPENDE", "FELLES", "ENKELTPLASS"})
_WAYS_IN = frozenset({"DIREKTE_VEDTAK", "TRENGER_GODKJENNING"})


def _is_one(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get("type") in _KINDS


def _tell(message: Message) -> Iterator[Told | Fault | Notice]:
    report = Report()
    fields = Fields.of(message.value, report, "")
    fields.raw("type")
    place = fields.uuid("id", required=True)
    code = fields.code("tiltakskode", known=codes.known(MEASURES), required=True)
    changed = fields.instant("oppdatertTidspunkt")
    fields.instant("opprettetTidspunkt")
    provider = fields.inside("arrangor")
    number = None if provider is None else provider.text("organisasjonsnummer")
    start, last = fields.day("startDato"), fields.day("sluttDato")
    status = fields.code("status", known=_STATUSES)
    fields.code("oppstart", known=_STARTS)
    fields.code("pameldingType", known=_WAYS_IN)
    for told in ("navn", "oppmoteSted"):
        fields.text(told)
    for told in ("tilgjengeligForArrangorFraOgMedDato", "apentForPamelding"):
        fields.raw(told)
    fields.whole("antallPlasser", most=100_000)
    fields.number("deltidsprosent", most=100)
    fields.rest()
    yield from report
    if not report.faults and place is not None:
        yield Told(
            about=place,
            at=changed,
            value={
                "measure": code,
                "provider": number,
                "start": str(start or "") or None,
                "last": str(last or "") or None,
                "status": status,
            },
        )


def _show(_: Sequence[Told], __: Known) -> Shown:
    """Nothing of its own: it is nobody's."""
    return Shown()


def measure_of(participation: str, place: str | None, known: Known) -> Code | None:
    """The code of the measure at a place, or as an earlier import knew it; else None."""
    found = known.things.get(PLACES.id, {}).get(place or "")
    if found is not None:
        return Code(scheme=MEASURES, code=found["measure"])
    row = known.rows.get(participation)
    return row.measure.code if isinstance(row, Intervention) else None


def programme_of(measure: Code) -> str:
    """The programme that offers a measure and nothing else; else a name for it."""
    return _programmes().get(measure) or f"{measure.scheme}:{measure.code}"


@cache
def _programmes() -> Mapping[Code, str]:
    """The ready programmes that are one measure, by the code of that measure."""
    return {
        programme.offerings[0].measure.code: programme.id
        for programme in data.programmes().values()
        if len(programme.offerings) == 1
        and programme.offerings[0].measure.code is not None
    }


PLACES = Contract(
    id="no.nav.gjennomforing-v2",
    title="NAV places in measures (gjennomføringer), to tell which measure it is",
    carries=Carries(paths=("enrolment.programme",)),
    is_one=_is_one,
    tell=_tell,
    show=_show,
    is_reference=True,
)
