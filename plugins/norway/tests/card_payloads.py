"""Messages about cards of synthetic persons, after the contract, and ways to make them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import attrs
from hypothesis import strategies as st
from nav_payloads import ADA, READERS, gathered, period, recognised, source

from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.ports import Read, Source
from brukermedvirkning_norway.nav.cards import wording

CARD = "eeeeeeee-0000-4000-8000-000000000001"
SENT = "ffffffff-0000-4000-8000-000000000001"
ROW = f"aktivitet-{CARD}"
_KINDS = sorted(wording.TYPES - wording.UNPUBLISHED_TYPES)


def upsert(
    sent: str = SENT,
    *,
    kind: str = "ARBFORB",
    sender: str = "TEAM_KOMET",
    **card: Any,
) -> dict[str, Any]:
    """A message that puts a card in, or changes it."""
    return {
        "messageId": sent,
        "source": sender,
        "actionType": "UPSERT_AKTIVITETSKORT_V1",
        "aktivitetskortType": kind,
        "aktivitetskort": {
            "id": CARD,
            "personIdent": ADA,
            "tittel": "Arbeidsforberedende trening hos Fjord",
            "aktivitetStatus": "PLANLAGT",
            "startDato": "2025-03-03",
            "sluttDato": "2025-09-01",
            "endretAv": {"ident": "Z123456", "identType": "NAVIDENT"},
            "endretTidspunkt": "2025-02-20T10:00:00+01:00",
            "avtaltMedNav": False,
            **card,
        },
    }


def deletion(sent: str = SENT[:-1] + "9", **more: Any) -> dict[str, Any]:
    """A message that deletes a card."""
    return {
        "messageId": sent,
        "source": "TEAM_KOMET",
        "actionType": "KASSER_AKTIVITET",
        "aktivitetsId": CARD,
        "personIdent": ADA,
        "navIdent": "Z123456",
        **more,
    }


def read_cards(values: Iterable[Any]) -> list[Any]:
    """What comes of messages, in the one follow-up period of their person."""
    return gathered(source([*values], "kort.json"), source(period(), "periode.json"))


def read_after(found: Iterable[Any], *sources: Source) -> list[Any]:
    """What sources give after an import of what was found before."""
    known = [
        attrs.evolve(
            one.case, origin=attrs.evolve(one.case.origin, source_key=one.source_key)
        )
        for one in found
        if isinstance(one, Read)
    ]
    told: list[Any] = []
    with READERS["no.nav.aktivitetskort"].gather({}) as gathering:
        for one in sources:
            told += gathering.add(recognised(one), one)
        told += gathering.reads(lambda _, __: known)
    return told


def the_row(found: Iterable[Any]) -> Intervention:
    """The one intervention in what was read."""
    (row,) = [row for one in found if hasattr(one, "case") for row in _of(one.case)]
    return row


def _of(case: Case) -> tuple[Intervention, ...]:
    return case.interventions


def local(**row: Any) -> Intervention:
    """An intervention that no card has told of."""
    return Intervention(**{"id": "own-1", "period": Period(), **row})


_texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
    min_size=1,
    max_size=20,
)
_days = st.dates(date(2024, 1, 1), date(2026, 12, 31)).map(str)
_idents = st.sampled_from(
    [
        {"ident": "Z123456", "identType": "NAVIDENT"},
        {"ident": ADA, "identType": "PERSONBRUKERIDENT"},
        {"ident": ADA, "identType": "PERSONBRUKER"},
        {"ident": "999999999", "identType": "TILTAKSARRANGOER"},
        {"ident": "999999999", "identType": "TILTAKSARRAGOER"},
        {"ident": "999999999", "identType": "ARBEIDSGIVER"},
        {"ident": "arena", "identType": "ARENAIDENT"},
        {"ident": "system", "identType": "SYSTEM"},
    ]
)
_links = st.fixed_dictionaries(
    {},
    optional={
        "tekst": _texts,
        "subtekst": _texts,
        "url": st.just("https://example.org/"),
    },
)


@st.composite
def cards(draw: st.DrawFn) -> dict[str, Any]:
    """A message with any fields that the published schema has a place for."""
    more = draw(
        st.fixed_dictionaries(
            {
                "tittel": _texts,
                "aktivitetStatus": st.sampled_from(sorted(wording.STATUSES)),
                "startDato": st.none() | _days,
                "sluttDato": st.none() | _days,
                "endretAv": _idents,
                "endretTidspunkt": st.datetimes(
                    datetime(2024, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
                    datetime(2026, 12, 31),  # noqa: DTZ001
                    timezones=st.just(UTC),
                ).map(lambda at: at.isoformat()),
                "avtaltMedNav": st.booleans(),
            },
            optional={
                "beskrivelse": st.none() | _texts,
                "oppgave": st.none()
                | st.fixed_dictionaries(
                    {}, optional={"ekstern": _links, "intern": st.none() | _links}
                ),
                "handlinger": st.lists(_links, max_size=2),
                "detaljer": st.lists(
                    st.fixed_dictionaries(
                        {}, optional={"label": _texts, "verdi": _texts}
                    ),
                    max_size=2,
                ),
                "etiketter": st.lists(
                    st.fixed_dictionaries(
                        {},
                        optional={
                            "tekst": _texts,
                            "sentiment": st.sampled_from(["POSITIVE", "NEUTRAL"]),
                            "kode": _texts,
                        },
                    ),
                    max_size=2,
                ),
            },
        )
    )
    return upsert(
        str(draw(st.uuids())),
        kind=draw(st.sampled_from(_KINDS)),
        sender=draw(st.sampled_from(sorted(wording.SOURCES))),
        **more,
    )


@st.composite
def changes(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Messages about one card that differ in what makes a difference to its row."""
    days = draw(st.lists(st.integers(1, 28), min_size=2, max_size=3))
    return [
        upsert(
            f"{SENT[:-1]}{place}",
            aktivitetStatus=draw(st.sampled_from(sorted(wording.STATUSES))),
            sluttDato=draw(st.sampled_from([None, "2025-03-15", "2025-06-30"])),
            endretTidspunkt=f"2025-03-{day:02}T12:00:00Z",
            avtaltMedNav=draw(st.booleans()),
        )
        for place, day in enumerate(days)
    ]
