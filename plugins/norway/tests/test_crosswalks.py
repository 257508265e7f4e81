"""NAV's and Arena's codes: what a reviewer would check of lists and crosswalks."""

from __future__ import annotations

from datetime import date

import pytest

from brukermedvirkning import Host
from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.crosswalk import Crosswalk
from brukermedvirkning.domain.meanings import meanings
from brukermedvirkning.domain.translation import LossKind, Route, Translation, Way
from brukermedvirkning.domain.vocabulary import Match, Vocabulary
from brukermedvirkning.services.translating import Translator
from brukermedvirkning_norway import data, plugin

DAY = date(2026, 1, 15)
CROSSWALKS = list(data.crosswalks().values())
CODE_LISTS = [
    vocabulary
    for vocabulary in data.vocabularies().values()
    if vocabulary.id.startswith(("no.nav.", "no.arena."))
]
TRANSLATOR = Translator(Host.load([plugin], entry_points=False))

every_crosswalk = pytest.mark.parametrize("crosswalk", CROSSWALKS, ids=lambda c: c.id)
every_code_list = pytest.mark.parametrize("vocabulary", CODE_LISTS, ids=lambda v: v.id)


def translated(scheme: str, code: str, to: str) -> Translation:
    return TRANSLATOR.translate(Code(scheme=scheme, code=code), to, DAY)


def codes(translation: Translation) -> list[str]:
    return [one.code for one in translation.found]


@every_crosswalk
def test_a_crosswalk_is_between_codes_that_its_vocabularies_have(
    crosswalk: Crosswalk,
) -> None:
    of = {term.notation for term in data.vocabulary(crosswalk.from_scheme).terms}
    into = {term.notation for term in data.vocabulary(crosswalk.to_scheme).terms}
    named = {row.source for row in crosswalk.mappings}
    named |= {gap.source for gap in crosswalk.gaps}

    assert {row.target for row in crosswalk.mappings} <= into
    if crosswalk.is_spelling:
        assert not named & of
    else:
        assert named <= of


@every_crosswalk
def test_every_mapping_has_a_reference(crosswalk: Crosswalk) -> None:
    assert all(row.reference for row in crosswalk.mappings)


@every_crosswalk
def test_from_code_to_code_and_back_is_the_same_where_it_is_exact(
    crosswalk: Crosswalk,
) -> None:
    for row in crosswalk.mappings:
        if row.match is Match.EXACT and not crosswalk.is_spelling:
            back = Route(ways=(Way(crosswalk=crosswalk, backwards=True),))
            assert codes(back.translate(row.target, DAY)) == [row.source]


@every_code_list
def test_from_code_to_concept_and_back_is_the_same_where_it_is_exact(
    vocabulary: Vocabulary,
) -> None:
    crosswalk = meanings(vocabulary)
    if crosswalk is None:
        return
    exact = {
        term.notation
        for term in vocabulary.terms
        if term.concept is not None and term.match is Match.EXACT
    }
    for row in crosswalk.mappings:
        assert (row.match is Match.EXACT) is (row.source in exact)
        if row.match is Match.EXACT:
            back = Route(ways=(Way(crosswalk=crosswalk, backwards=True),))
            assert codes(back.translate(row.target, DAY)) == [row.source]


@every_code_list
def test_a_close_match_and_a_code_without_a_word_say_why(
    vocabulary: Vocabulary,
) -> None:
    for term in vocabulary.terms:
        assert term.note or (term.match is Match.EXACT and term.labels)


@pytest.mark.parametrize(
    "scheme", ["no.nav.deltaker-aarsak", "no.arena.deltakerstatus-navn"]
)
def test_who_did_not_come_is_said_without_blame(scheme: str) -> None:
    term = data.vocabulary(scheme).find("IKKE_MOTT")

    assert term is not None
    assert [label.text for label in term.labels] == ["Møtte ikke"]
    assert "is not said" in (term.note or "")
    assert term.concept != "own_choice"


@pytest.mark.parametrize("scheme", ["no.nav.deltaker-status", "no.nav.avtale-status"])
def test_having_left_is_neither_completed_nor_stopped(scheme: str) -> None:
    over = {
        "no.nav.deltaker-status": "HAR_SLUTTET",
        "no.nav.avtale-status": "AVSLUTTET",
    }
    term = data.vocabulary(scheme).find(over[scheme])

    assert term is not None
    assert term.concept is None


def test_neither_nav_s_mark_nor_reading_is_agreement() -> None:
    vocabulary = data.vocabulary("no.nav.transaksjonstype")
    notes = [
        (term.note or "")
        for term in vocabulary.terms
        if term.notation in ("AVTALT", "FORHAANDSORIENTERING_LEST")
    ]

    assert len(notes) == 2
    assert all("no agreement" in note for note in notes)


def test_jobbklubb_of_arena_is_not_the_tiltakskode_of_the_same_letters() -> None:
    arenas = translated("no.arena.tiltakskode", "JOBBKLUBB", "no.nav.tiltakskode")

    assert arenas.found == ()
    assert "not the tiltakskode" in (arenas.losses[0].why or "")
    assert codes(translated("no.arena.tiltakskode", "JOBBK", "no.nav.tiltakskode")) == [
        "JOBBKLUBB"
    ]
    assert codes(
        translated("no.nav.tiltakskode", "JOBBKLUBB", "no.arena.tiltakskode")
    ) == ["JOBBK"]


@pytest.mark.parametrize(
    ("arena", "card"),
    [
        ("ARBFORB", ["ARBFORB"]),
        ("VASV", ["VASV"]),
        ("VATIAROR", ["VARIG_TILRETTELAGT_ARBEID_I_ORDINAER_VIRKSOMHET"]),
        ("INDJOBSTOT", ["ARENA_TILTAK"]),
        ("INKLUTILS", []),
        ("AMBF2", []),
        (
            "GRUPPEAMO",
            [
                "GRUPPEAMO",
                "ARBEIDSMARKEDSOPPLAERING",
                "NORSKOPPLAERING_GRUNNLEGGENDE_FERDIGHETER_FOV",
                "STUDIESPESIALISERING",
            ],
        ),
        (
            "GRUFAGYRKE",
            ["GRUFAGYRKE", "FAG_OG_YRKESOPPLAERING", "HOYERE_YRKESFAGLIG_UTDANNING"],
        ),
    ],
)
def test_a_measure_of_arena_as_a_card(arena: str, card: list[str]) -> None:
    translation = translated(
        "no.arena.tiltakskode", arena, "no.nav.aktivitetskort-type"
    )

    assert codes(translation) == card
    assert translation.crosswalks == (
        "no.arena.tiltakskode",
        "no.nav.aktivitetskort-type",
    )


def test_of_four_kinds_of_training_none_is_chosen() -> None:
    found = translated("no.arena.tiltakskode", "GRUPPEAMO", "no.nav.tiltakskode")

    assert found.only is None
    assert found.losses[-1].nature is LossKind.SEVERAL


@pytest.mark.parametrize(
    ("old", "new", "arena", "read_again"),
    [
        ("STANDARD_INNSATS", "GODE_MULIGHETER", "IKVAL", "STANDARD_INNSATS"),
        (
            "SITUASJONSBESTEMT_INNSATS",
            "TRENGER_VEILEDNING",
            "BFORM",
            "SITUASJONSBESTEMT_INNSATS",
        ),
        (
            "SPESIELT_TILPASSET_INNSATS",
            "TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE",
            "BATT",
            "SPESIELT_TILPASSET_INNSATS",
        ),
        (
            "GRADERT_VARIG_TILPASSET_INNSATS",
            "JOBBE_DELVIS",
            "VARIG",
            "VARIG_TILPASSET_INNSATS",
        ),
        (
            "VARIG_TILPASSET_INNSATS",
            "LITEN_MULIGHET_TIL_A_JOBBE",
            "VARIG",
            "VARIG_TILPASSET_INNSATS",
        ),
    ],
)
def test_groups_of_need_in_three_generations(
    old: str, new: str, arena: str, read_again: str
) -> None:
    newer = translated("no.nav.innsatsgruppe", old, "no.nav.innsatsgruppe-v2")
    in_arena = translated(
        "no.nav.innsatsgruppe-v2", new, "no.arena.kvalifiseringsgruppe"
    )
    again = translated("no.arena.kvalifiseringsgruppe", arena, "no.nav.innsatsgruppe")

    assert (codes(newer), newer.is_exact) == ([new], True)
    assert (codes(in_arena), in_arena.is_exact) == ([arena], arena != "VARIG")
    assert (codes(again), again.is_exact) == ([read_again], arena != "VARIG")


def test_what_two_groups_share_in_arena_is_told() -> None:
    found = translated(
        "no.nav.innsatsgruppe",
        "VARIG_TILPASSET_INNSATS",
        "no.arena.kvalifiseringsgruppe",
    )

    shared = [loss.codes for loss in found.losses if loss.nature is LossKind.SHARED]
    assert shared == [("GRADERT_VARIG_TILPASSET_INNSATS",)]


@pytest.mark.parametrize(
    ("scheme", "spelt", "meant"),
    [
        ("no.nav.tiltakskode", "MIDLERTIDIG_LONNSTLSKUDD", "MIDLERTIDIG_LONNSTILSKUDD"),
        ("no.nav.tiltakskode", "FIREARIG_LONNSTILSUDD", "FIREARIG_LONNSTILSKUDD"),
        ("no.nav.innsender", "TILTAKSARRAGOER", "TILTAKSARRANGOER"),
        ("no.nav.innsender", "PERSONBRUKER", "BRUKER"),
        ("no.nav.innsender", "PERSONBRUKERIDENT", "BRUKER"),
        ("no.nav.aktivitet-status", "FORSLAG", "BRUKER_ER_INTERESSERT"),
        ("no.nav.aktivitet-type", "TILTAK", "EKSTERNAKTIVITET"),
        ("no.nav.avtale-status", "GJENNOMFORES", "GJENNOMFØRES"),
        ("no.nav.deltaker-aarsak", "FattJobb", "FATT_JOBB"),
    ],
)
def test_another_spelling_is_the_same_code(scheme: str, spelt: str, meant: str) -> None:
    found = translated(scheme, spelt, scheme)

    assert (codes(found), found.is_exact) == ([meant], True)
    assert codes(translated(scheme, meant, scheme)) == [meant]


@pytest.mark.parametrize(
    ("deltaker", "card"),
    [
        ("UTKAST_TIL_PAMELDING", "BRUKER_ER_INTERESSERT"),
        ("VENTER_PA_OPPSTART", "PLANLAGT"),
        ("DELTAR", "GJENNOMFORES"),
        ("HAR_SLUTTET", "FULLFORT"),
        ("FULLFORT", "FULLFORT"),
        ("IKKE_AKTUELL", "AVBRUTT"),
    ],
)
def test_a_participation_as_a_card(deltaker: str, card: str) -> None:
    found = translated("no.nav.deltaker-status", deltaker, "no.nav.aktivitet-status")

    assert codes(found) == [card]


def test_every_status_of_arena_has_its_name_and_back() -> None:
    statuses = data.vocabulary("no.arena.deltakerstatus").terms
    for term in statuses:
        (name,) = codes(
            translated(
                "no.arena.deltakerstatus", term.notation, "no.arena.deltakerstatus-navn"
            )
        )
        again = translated(
            "no.arena.deltakerstatus-navn", name, "no.arena.deltakerstatus"
        )
        assert (codes(again), again.is_exact) == ([term.notation], True)
