"""Words that are easily mistaken: what each term says, and what it must not say."""

from __future__ import annotations

from datetime import date

import pytest

from brukermedvirkning.domain.concepts import (
    BenefitKind,
    ConsentPurpose,
    ExitCategory,
    ItemKind,
    Obligation,
    PlanKind,
    ReferralRoute,
    Role,
)
from brukermedvirkning_denmark import data

EXIT = "dk.star.empowerment.exit"
REFERRAL = "dk.star.empowerment.referral"


@pytest.mark.parametrize(
    ("scheme", "notation", "concept"),
    [
        (
            REFERRAL,
            "Visiteret via informationsmøder",
            ReferralRoute.INFORMATION_MEETING,
        ),
        (REFERRAL, "Borgermøde til visitation", ReferralRoute.CITIZENS_MEETING),
        (
            EXIT,
            "Indstilling til førtidspension",
            ExitCategory.RECOMMENDED_FOR_DISABILITY_PENSION,
        ),
        ("dk.role", "bisidder", Role.SUPPORTER),
        ("dk.role", "partsrepræsentant", Role.REPRESENTATIVE),
        ("dk.role", "koordinerende sagsbehandler", Role.COORDINATING_CASEWORKER),
        ("dk.procedure", "klage", ItemKind.COMPLAINT),
        ("dk.procedure", "partshøring", None),
        ("dk.obligation", "ret og pligt", Obligation.DUTY),
        ("dk.plan", "Min Plan", PlanKind.MY_PLAN),
        ("dk.plan", "rehabiliteringsplan", PlanKind.REHABILITATION_PLAN),
        ("dk.plan", "helhedsorienteret plan", PlanKind.CROSS_SECTOR_PLAN),
        (
            "dk.consent",
            "samtykke til helhedsorienteret plan",
            ConsentPurpose.CROSS_SECTOR_PLAN,
        ),
    ],
)
def test_a_term_means_its_concept(
    scheme: str, notation: str, concept: str | None
) -> None:
    term = data.vocabulary(scheme).find(notation)

    assert term is not None
    assert term.concept == concept


def english(scheme: str) -> list[str]:
    return [
        label.text.lower()
        for term in data.vocabulary(scheme).terms
        for label in term.labels
        if label.language == "en"
    ]


def test_udgaaet_is_left_and_neither_expired_nor_dropped_out() -> None:
    vocabulary = data.vocabulary(EXIT)

    assert vocabulary.title.startswith("Udgået")
    for label in english(EXIT):
        assert "expired" not in label
        assert "drop" not in label


def test_who_went_to_work_has_left_like_everybody_else_in_the_table() -> None:
    left = {term.concept for term in data.vocabulary(EXIT).terms}

    assert {ExitCategory.ORDINARY_WORK, ExitCategory.ORDINARY_EDUCATION} <= left


def test_visiteret_is_referred_and_never_a_visit() -> None:
    for label in english(REFERRAL):
        assert "refer" in label
        assert "visit" not in label


def test_a_recommended_pension_is_no_pension() -> None:
    (recommended,) = (x for x in english(EXIT) if "disability pension" in x)
    dream = data.vocabulary("dk.dream")
    pension = dream.find("783")

    assert recommended.startswith("recommended")
    assert pension is not None
    assert pension.concept == BenefitKind.DISABILITY_BENEFIT
    assert ExitCategory.RECOMMENDED_FOR_DISABILITY_PENSION != pension.concept


def test_a_supporter_steps_into_nobodys_place_and_a_representative_does() -> None:
    roles = {term.notation: term for term in data.vocabulary("dk.role").terms}

    assert "no right to act" in (roles["bisidder"].note or "")
    assert roles["bisidder"].concept != roles["partsrepræsentant"].concept


@pytest.mark.parametrize(
    ("scheme", "notation"),
    [
        ("dk.procedure", "partshøring"),
        ("dk.obligation", "ret og pligt"),
        ("dk.consent", "samtykke til helhedsorienteret plan"),
    ],
)
def test_to_be_heard_to_have_to_and_to_allow_are_not_to_agree(
    scheme: str, notation: str
) -> None:
    term = data.vocabulary(scheme).find(notation)

    assert term is not None
    assert any(said in (term.note or "") for said in ("no agreement", "Not consent to"))


THREE_GENERATIONS = [
    ("dk.lab-2", "2.3", date(2019, 12, 31), True),
    ("dk.lab-2", "2.3", date(2020, 1, 1), False),
    ("dk.lbl-6", "6.3", date(2019, 12, 31), False),
    ("dk.lbl-6", "6.3", date(2020, 1, 1), True),
    ("dk.lbl-6", "6.8", date(2026, 1, 31), True),
    ("dk.lbl-6", "6.8", date(2026, 2, 1), False),
    ("dk.lbl-6", "6.6", date(2026, 2, 1), True),
]


@pytest.mark.parametrize(("scheme", "notation", "day", "known"), THREE_GENERATIONS)
def test_a_target_group_is_of_its_generation(
    scheme: str, notation: str, day: date, known: bool
) -> None:
    assert (data.vocabulary(scheme).find(notation, day) is not None) is known


def test_the_third_generation_is_listed_as_open() -> None:
    still_open = {
        term.notation: term.valid.start
        for term in data.vocabulary("dk.lbl-6").terms
        if not term.verified
    }

    assert still_open == dict.fromkeys(("6.8", "6.9", "6.10"), date(2026, 2, 1))
