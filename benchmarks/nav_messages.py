"""Made-up messages of NAV's systems, the same ones for the same number of them.

Ten places in measures first, which are nobody's, and then ten messages a person: the
follow-up period, a participation in three versions, a card in two, a dialogue in two, a
meeting, and an activity. They come as the systems send them, topic by topic for many
people, so that no source holds all of one person.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, TypeAlias

from brukermedvirkning.ports import Source

__all__ = ["EACH", "PLACES", "held_by", "sources"]

SEED = 20_260_701
PLACES = 10
EACH = 10
"""Messages of one person."""
TOGETHER = 500
"""People whose messages come in the same sources."""

Message: TypeAlias = dict[str, Any]

_FIRST = date(2023, 1, 2)
_MEASURES = (
    "ARBEIDSFORBEREDENDE_TRENING",
    "OPPFOLGING",
    "AVKLARING",
    "ARBEIDSRETTET_REHABILITERING",
    "VARIG_TILRETTELAGT_ARBEID_SKJERMET",
)
_REASONS = ("FATT_JOBB", "SYK", "UTDANNING", "TRENGER_ANNEN_STOTTE", "ANNET", None)
_TOPICS = ("perioder", "deltakelser", "kort", "dialoger", "aktiviteter")


def sources(count: int) -> Iterator[Source]:
    """So many messages as JSON Lines, a source at a time."""
    people = people_in(count)
    yield _source("gjennomforinger", map(_place, range(PLACES)))
    for begin in range(0, people, TOGETHER):
        lives = [_life(one) for one in range(begin, min(begin + TOGETHER, people))]
        for topic in _TOPICS:
            yield _source(
                f"{topic}-{begin}", (one for life in lives for one in life[topic])
            )


def people_in(count: int) -> int:
    """How many people so many messages are about. Raises `ValueError` for a remainder."""
    people, remainder = divmod(count - PLACES, EACH)
    if people < 1 or remainder:
        message = f"{PLACES} places, and {EACH} messages of each person"
        raise ValueError(message)
    return people


def held_by(count: int) -> Counter[str]:
    """What so many messages come to, by the collections of cases."""
    people = people_in(count)
    return Counter(
        cases=people,
        enrolments=people,
        interventions=3 * people,
        contacts=4 * people,
        requests=2 * people,
    )


def _source(name: str, messages: Iterator[Message]) -> Source:
    lines = (json.dumps(one, ensure_ascii=False) for one in messages)
    return Source(name=f"{name}.jsonl", content="\n".join(lines).encode())


def _uuid(kind: int, number: int) -> str:
    return f"{number:08x}-{kind:04x}-4000-8000-000000000000"


def _place(number: int) -> Message:
    return {
        "type": "TiltaksgjennomforingV2.Gruppe",
        "id": _uuid(0, number),
        "oppdatertTidspunkt": "2022-12-01T07:08:09Z",
        "tiltakskode": _MEASURES[number % len(_MEASURES)],
        "arrangor": {"organisasjonsnummer": "999999999"},
        "navn": f"Tiltak {number}",
        "startDato": "2022-12-01",
        "sluttDato": None,
        "status": "GJENNOMFORES",
    }


def _life(number: int) -> dict[str, tuple[Message, ...]]:
    """The messages of one person, by topic. No month is later than the twelfth, but here
    it is by eighty: nobody has such a number.
    """
    random = Random(f"{SEED} {number}")
    begun = _FIRST + timedelta(days=random.randrange(700))
    ident = f"{1 + number % 28:02d}{81 + number % 12}{number % 10_000_000:07d}"
    period = _uuid(1, number)
    return {
        "perioder": (_period(period, ident, number, begun),),
        "deltakelser": tuple(_stays(random, number, ident, begun)),
        "kort": tuple(_cards(number, ident, begun)),
        "dialoger": tuple(_dialogues(number, period, begun)),
        "aktiviteter": tuple(_activities(number, period, begun)),
    }


def _period(period: str, ident: str, number: int, begun: date) -> Message:
    return {
        "oppfolgingsperiodeUuid": period,
        "aktorId": f"{1_000_000_000_000 + number}",
        "ident": ident,
        "startTidspunkt": f"{begun}T09:00:00+01:00",
        "sluttTidspunkt": None,
        "kontor": {"kontorId": f"{100 + number % 300:04d}", "kontorNavn": "Nav"},
        "sisteEndringsType": "OPPFOLGING_STARTET",
    }


def _stays(random: Random, number: int, ident: str, begun: date) -> Iterator[Message]:
    start = begun + timedelta(days=14)
    last = start + timedelta(days=random.randrange(60, 200))
    reason = random.choice(_REASONS)
    for changed, status, end in (
        (begun, "VENTER_PA_OPPSTART", None),
        (start, "DELTAR", None),
        (last, "HAR_SLUTTET", last),
    ):
        at = f"{changed}T08:00:00"
        yield {
            "id": _uuid(2, number),
            "gjennomforingId": _uuid(0, number % PLACES),
            "personIdent": ident,
            "startDato": str(start),
            "sluttDato": None if end is None else str(end),
            "status": {
                "type": status,
                "tekst": status.capitalize(),
                "aarsak": {"type": reason, "beskrivelse": None} if end else None,
                "opprettetTidspunkt": at,
            },
            "registrertTidspunkt": f"{begun}T10:11:12",
            "endretTidspunkt": at,
            "kilde": "KOMET",
            "innhold": None,
            "deltakelsesmengder": [],
        }


def _cards(number: int, ident: str, begun: date) -> Iterator[Message]:
    start, last = begun + timedelta(days=30), begun + timedelta(days=90)
    for version, (status, at) in enumerate((("PLANLAGT", begun), ("FULLFORT", last))):
        yield {
            "messageId": _uuid(16 + version, number),
            "source": "TEAM_TILTAK",
            "actionType": "UPSERT_AKTIVITETSKORT_V1",
            "aktivitetskortType": "MENTOR",
            "aktivitetskort": {
                "id": _uuid(3, number),
                "personIdent": ident,
                "tittel": "Mentor",
                "aktivitetStatus": status,
                "startDato": str(start),
                "sluttDato": str(last),
                "endretAv": {"ident": "Z123456", "identType": "NAVIDENT"},
                "endretTidspunkt": f"{at}T12:00:00+01:00",
                "avtaltMedNav": True,
            },
        }


def _dialogues(number: int, period: str, begun: date) -> Iterator[Message]:
    """A thread as it was after two letters, and after a third."""
    letters = [
        {
            "id": str(place),
            "avsender": writer,
            "sendt": f"{begun + timedelta(days=40 + place)}T10:00:00",
            "tekst": "Et brev med noen ord, som alle andre brev her.",
        }
        for place, writer in enumerate(("BRUKER", "VEILEDER", "BRUKER"))
    ]
    for known, settled in ((2, True), (3, False)):
        yield {
            "id": str(number),
            "oppfolgingsperiode": period,
            "ferdigBehandlet": settled,
            "sisteDato": letters[known - 1]["sendt"],
            "henvendelser": letters[:known],
        }


def _activities(number: int, period: str, begun: date) -> Iterator[Message]:
    """A meeting that was held, and an activity of the participant's own."""
    for kind, more in (("MOTE", {"kanal": "OPPMOTE"}), ("EGEN", {"tittel": "Søke"})):
        day = begun + timedelta(days=21)
        yield {
            "id": f"{kind[0]}{number}",
            "oppfolgingsperiodeId": period,
            "type": kind,
            "status": "FULLFORT",
            "avtalt": False,
            "versjon": "2",
            "fraDato": f"{day}T09:00:00+01:00",
            "tilDato": f"{day}T09:45:00+01:00",
            "opprettetDato": f"{begun}T09:00:00+01:00",
            "endretDato": f"{day}T12:00:00+01:00",
            "endretAvType": "NAV",
            "transaksjonsType": "STATUS_ENDRET",
            **more,
        }
