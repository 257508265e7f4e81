"""The names of the contract, and the errors that its consumer answers with.

Source: veilarbaktivitet: Aktivitetskort.V1.*.schema.yml; AktivitetskortService.
"""

from __future__ import annotations

from typing import Final

from brukermedvirkning_norway.nav.codes import known

__all__ = [
    "ABOUT",
    "DELETE",
    "DUPLICATE",
    "FORMAT",
    "ID",
    "ILLEGAL_CHANGE",
    "NOT_FOUND",
    "OWN_KEY",
    "PERSONAL_IDENTS",
    "SCHEMA_IDENTS",
    "SOURCES",
    "STATUSES",
    "TYPES",
    "UNPUBLISHED_TYPES",
    "UPSERT",
    "WRONG_KEY",
    "WRONG_MESSAGE_ID",
    "WRONG_PERSON",
]

ID: Final = "no.nav.aktivitetskort"
OWN_KEY: Final = "aktivitetskort"
"""Under which a row keeps the messages that told of it."""

ABOUT: Final = "aktivitet-"
"""How the id of a row begins that is an activity of the plan; then comes its own id."""

UPSERT: Final = "UPSERT_AKTIVITETSKORT_V1"
DELETE: Final = "KASSER_AKTIVITET"

SOURCES: Final = frozenset(
    {
        "ARENA_TILTAK_AKTIVITET_ACL",
        "TEAM_TILTAK",
        "TEAM_KOMET",
        "REKRUTTERINGSBISTAND",
    }
)
"""Who may send by the published schema; the consumer takes any."""

TYPES: Final = known("no.nav.aktivitetskort-type")
UNPUBLISHED_TYPES: Final = frozenset(
    {"VARIG_TILRETTELAGT_ARBEID_I_ORDINAER_VIRKSOMHET"}
)
"""What the consumer takes and the published schema has not."""

STATUSES: Final = frozenset(
    {"FORSLAG", "PLANLAGT", "GJENNOMFORES", "FULLFORT", "AVBRUTT"}
)

SCHEMA_IDENTS: Final = {
    "ARENAIDENT": "ARENAIDENT",
    "NAVIDENT": "NAVIDENT",
    "PERSONBRUKERIDENT": "PERSONBRUKERIDENT",
    "PERSONBRUKER": "PERSONBRUKERIDENT",
    "TILTAKSARRAGOER": "TILTAKSARRAGOER",
    "TILTAKSARRANGOER": "TILTAKSARRAGOER",
    "ARBEIDSGIVER": "ARBEIDSGIVER",
    "SYSTEM": "SYSTEM",
}
"""All spellings of who changed a card, as the published schema spells them."""

PERSONAL_IDENTS: Final = frozenset({"PERSONBRUKERIDENT"})
"""Those whose ident is the number of a person, which is never kept in a case."""

FORMAT: Final = "DESERIALISERINGSFEIL"
WRONG_KEY: Final = "KAFKA_KEY_ULIK_AKTIVITETSID"
WRONG_MESSAGE_ID: Final = "MESSAGEID_LIK_AKTIVITETSID"
WRONG_PERSON: Final = "UGYLDIG_IDENT"
ILLEGAL_CHANGE: Final = "ULOVLIG_ENDRING"
DUPLICATE: Final = "DUPLIKATMELDINGFEIL"
NOT_FOUND: Final = "AKTIVITET_IKKE_FUNNET"
