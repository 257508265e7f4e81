"""Vocabularies and programmes: what a reviewer would check."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from brukermedvirkning.builtin.words import scheme_of
from brukermedvirkning.domain import concepts as core
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import Area, InterventionKind, Role
from brukermedvirkning.domain.organisation import Responsibility, ResponsibilityLevel
from brukermedvirkning.domain.ownership import POLICIES
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import Programme, Promise
from brukermedvirkning.domain.vocabulary import Vocabulary
from brukermedvirkning_norway import data

VOCABULARIES = list(data.vocabularies().values())
PROGRAMMES = list(data.programmes().values())
HALDEN, MIDTUN, MB = (
    data.programmes()[name] for name in ("no.halden", "no.midtun", "no.nav.mb")
)
LINES = re.compile(r"([HMNBD]\d+(-\d+)?)(, [HMNBD]\d+(-\d+)?)*")

every_vocabulary = pytest.mark.parametrize(
    "vocabulary", VOCABULARIES, ids=lambda v: v.id
)
every_core_list = pytest.mark.parametrize(
    "vocabulary",
    [v for v in VOCABULARIES if v.id.startswith("core.")],
    ids=lambda v: v.id,
)
every_programme = pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda p: p.id)


def _core_list(vocabulary: Vocabulary) -> type[Concept]:
    """The core's class that a vocabulary names."""
    found: type[Concept] = getattr(core, vocabulary.concepts or "")
    return found


def _links(programme: Programme) -> list[tuple[str, str, list[str]]]:
    """The chain of a programme in the words of its document."""
    return [
        (
            link.level.value,
            _said(link),
            [to.code.code for to in link.delegated_to if to.code],
        )
        for link in programme.chain
    ]


def _said(link: Responsibility) -> str:
    assert link.role.code is not None
    return link.role.code.code


@every_vocabulary
def test_no_label_is_doubled_within_a_language(vocabulary: Vocabulary) -> None:
    labels = Counter(
        (label.language, label.text.casefold())
        for term in vocabulary.terms
        for label in term.labels
    )

    assert [label for label, count in labels.items() if count > 1] == []


@every_vocabulary
def test_every_term_has_a_source_and_is_labelled_in_both_forms_of_norwegian(
    vocabulary: Vocabulary,
) -> None:
    ours = not vocabulary.id.startswith("core.")
    languages = ["nb", "nn", "en"] if ours else ["nb", "nn"]

    for term in vocabulary.terms:
        assert term.source
        assert [label.language for label in term.labels] == languages
        assert all(label.text.strip() == label.text for label in term.labels)


@every_core_list
def test_a_core_list_is_labelled_whole_and_in_its_order(vocabulary: Vocabulary) -> None:
    members = [member.value for member in _core_list(vocabulary)]

    assert vocabulary.id == scheme_of(_core_list(vocabulary))
    assert [term.notation for term in vocabulary.terms] == members
    assert [term.concept for term in vocabulary.terms] == members


def test_no_word_blames_the_participant() -> None:
    blame = re.compile("uteblivel|uteblitt|frafall|klient|kunde", re.IGNORECASE)
    labels = [
        label.text
        for vocabulary in VOCABULARIES
        for term in vocabulary.terms
        for label in term.labels
    ]

    assert [text for text in labels if blame.search(text)] == []


@pytest.mark.parametrize(
    ("scheme", "notation", "bokmal", "nynorsk"),
    [
        ("core.contact-status", "not_held", "ble ikke holdt", "blei ikkje halden"),
        ("core.item-kind", "decision", "beslutning", "avgjerd"),
        (
            "core.role",
            "peer_worker",
            "medarbeider med brukererfaring",
            "medarbeidar med brukarerfaring",
        ),
        (
            "core.stance-answer",
            "undecided",
            "har ikke tatt stilling",
            "har ikkje teke stilling",
        ),
    ],
)
def test_the_glossary_decides_the_words(
    scheme: str, notation: str, bokmal: str, nynorsk: str
) -> None:
    vocabulary = data.vocabulary(scheme)

    assert vocabulary.label(notation, ["nb"]).text == bokmal
    assert vocabulary.label(notation, ["nn"]).text == nynorsk


@every_programme
def test_every_promise_and_setting_is_cited_by_line(programme: Programme) -> None:
    cited = data.citations()[programme.id]
    set_here = {
        name
        for name in ("policy", "chain", "target_groups", "sites", "offerings", "unit")
        if getattr(programme, name)
    }
    if programme.solution.approach:
        set_here.add("solution")

    assert {promise.value for promise in programme.promises} <= cited.keys()
    assert set_here <= cited.keys()
    assert [line for line in cited.values() if not LINES.fullmatch(line)] == []


@every_programme
def test_a_process_has_no_first_and_no_last_day(programme: Programme) -> None:
    assert programme.period == Period()
    assert (programme.country, programme.time_zone) == ("NO", "Europe/Oslo")


@every_programme
def test_no_degree_figure_or_exit_is_declared_that_no_document_names(
    programme: Programme,
) -> None:
    assert programme.solution.promised_degree is None
    assert programme.solution.targets == ()
    assert len(programme.parameters) == 0
    assert programme.exit_terms == ()


def test_the_two_concepts_describe_an_approach_and_nav_none() -> None:
    described = [bool(one.solution.approach) for one in (HALDEN, MIDTUN, MB)]

    assert described == [True, True, False]


@every_programme
def test_a_policy_that_is_named_is_a_ready_one(programme: Programme) -> None:
    assert programme.policy is None or programme.policy in POLICIES


def test_halden_promises_surveys_during_the_stay_and_midtun_every_year() -> None:
    assert set(HALDEN.promises) == {
        Promise.PLAN_OWNED,
        Promise.INTRODUCTION_FROM_DAY_ONE,
        Promise.ACCESS_TO_NOTES,
        Promise.SURVEY_DURING_STAY,
    }
    assert set(MIDTUN.promises) == {
        Promise.PLAN_OWNED,
        Promise.INFLUENCE_ON_GOAL,
        Promise.INFLUENCE_ON_CONTENT,
        Promise.INTRODUCTION_FROM_DAY_ONE,
        Promise.ACCESS_TO_NOTES,
        Promise.SURVEY_YEARLY,
        Promise.DEVELOPMENT_TALK_YEARLY,
    }


def test_the_two_chains_of_responsibility_are_not_the_same() -> None:
    assert _links(HALDEN) == [
        ("overall", "daglig leder", []),
        ("main_objective", "avdelingsleder", ["arbeidsleder", "veileder"]),
        ("subgoals", "arbeidsleder", []),
        ("subgoals", "veileder", []),
    ]
    assert _links(MIDTUN) == [
        ("overall", "daglig leder", []),
        ("plan", "attføringsansvarlig", ["arbeidsleder"]),
        ("subgoals", "arbeidsleder", []),
    ]


@pytest.mark.parametrize("programme", [HALDEN, MIDTUN], ids=lambda p: p.id)
def test_subgoals_are_followed_up_by_delegation(programme: Programme) -> None:
    delegating = {to: link.role for link in programme.chain for to in link.delegated_to}
    subgoals = [
        link for link in programme.chain if link.level is ResponsibilityLevel.SUBGOALS
    ]

    assert {link.role: link.delegated_by for link in subgoals} == delegating


def test_the_word_of_the_document_stands_beside_the_core_concept() -> None:
    (_, plan, _) = MIDTUN.chain

    assert plan.role.concept is Role.REHABILITATION_LEAD
    assert _said(plan) == "attføringsansvarlig"


def test_mb_is_training_that_people_wish_to_take_at_three_sites() -> None:
    (training,) = MB.offerings
    wish = data.vocabulary("no.nav.mb.target-group").terms[0]

    assert training.measure.concept is InterventionKind.EDUCATION
    assert MB.covers(Area.EMPLOYMENT)
    assert MB.sites == ("Bergen", "Bærum", "Buskerud")
    assert MB.target_groups[0].code == wish.notation
    assert "ønsker" in wish.notation


def test_an_arena_where_nobody_works_yet_is_an_arena() -> None:
    arenas = data.vocabulary("no.nav.mb.arena").terms

    assert [arena.notation for arena in arenas] == [
        "Bergen kommune",
        "NAV",
        "tiltaksbedrifter",
        "brukerorganisasjoner",
        "DPS",
    ]
    assert "row of zero" in (arenas[-1].note or "")


def test_a_code_that_its_vocabulary_does_not_have_stops_the_load() -> None:
    with pytest.raises(ValueError, match="no term 'psykolog'"):
        data._role("no.tiltaksbedrift.role", "psykolog")
