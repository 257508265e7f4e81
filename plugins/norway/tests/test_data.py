"""Vocabularies and programmes: what a reviewer would check."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

import pytest

from brukermedvirkning.builtin.words import core_lists
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import Answer, Area, InterventionKind, Role
from brukermedvirkning.domain.organisation import Responsibility, ResponsibilityLevel
from brukermedvirkning.domain.ownership import POLICIES
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.programme import (
    Programme,
    Promise,
    SolutionDescription,
)
from brukermedvirkning.domain.vocabulary import Spoken, Vocabulary
from brukermedvirkning_norway import data
from brukermedvirkning_norway.ownership import NAV

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
OF_THE_DOCUMENTS = (HALDEN, MIDTUN, MB)
TEMPLATES = [one for one in PROGRAMMES if one not in OF_THE_DOCUMENTS]
every_template = pytest.mark.parametrize("programme", TEMPLATES, ids=lambda p: p.id)


def _core_list(vocabulary: Vocabulary) -> type[Concept]:
    """The core's class that a vocabulary names."""
    (found,) = (
        one for one in core_lists().values() if one.__name__ == vocabulary.concepts
    )
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
def test_every_term_has_a_source_and_its_labels_no_space_around_them(
    vocabulary: Vocabulary,
) -> None:
    labels = [label for term in vocabulary.terms for label in term.labels]

    assert all(term.source for term in vocabulary.terms)
    assert [one for one in labels if one.text.strip() != one.text] == []


@every_vocabulary
def test_our_own_words_are_in_both_forms_of_norwegian_and_navs_as_nav_has_them(
    vocabulary: Vocabulary,
) -> None:
    navs = vocabulary.id.startswith(("no.nav.", "no.arena."))
    ours = not navs or vocabulary.id.startswith("no.nav.mb.")
    english = [] if vocabulary.id.startswith("core.") else ["en"]

    for term in vocabulary.terms:
        spoken = [label.language for label in term.labels if label.language != "se"]
        if ours:
            assert spoken == ["nb", "nn", *english]
        else:
            assert spoken[:1] in ([], ["nb"])


def test_northern_sami_stands_where_it_is_attested_and_nowhere_else() -> None:
    spoken = {
        (vocabulary.id, term.notation): label.text
        for vocabulary in VOCABULARIES
        for term in vocabulary.terms
        for label in term.labels
        if label.language == "se"
    }

    assert spoken == {
        ("core.decision-subject", "goal"): "ulbmil",
        ("core.intervention-kind", "follow_up"): "čuovvuleapmi",
        ("core.intervention-kind", "guidance"): "bagadallan",
        ("core.intervention-kind", "work_training"): "bargohárjehallan",
        ("core.item-kind", "goal"): "ulbmil",
        ("core.item-kind", "intervention"): "doaibma",
        ("core.legal-kind", "administrative_decision"): "mearrádus",
        ("core.role", "counsellor"): "NAV-bagadalli",
    }


def test_an_attested_word_names_where_it_is_attested() -> None:
    terms = [
        term
        for vocabulary in VOCABULARIES
        for term in vocabulary.terms
        if any(label.language == "se" for label in term.labels)
    ]

    assert all("; se: nav.no, pages in Northern Sámi" in str(t.source) for t in terms)


def test_a_label_that_northern_sami_lacks_is_said_in_bokmal_and_marked() -> None:
    roles = data.vocabulary("core.role")

    assert roles.label("counsellor", ["se", "nb"]) == Spoken(
        text="NAV-bagadalli", language="se", is_fallback=False
    )
    assert roles.label("mentor", ["se", "nb"]) == Spoken(
        text="mentor", language="nb", is_fallback=True
    )


@every_core_list
def test_a_core_list_is_labelled_whole_and_in_its_order(vocabulary: Vocabulary) -> None:
    members = [member.value for member in _core_list(vocabulary)]

    assert _core_list(vocabulary) is core_lists()[vocabulary.id]
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
    if programme.stay_limited is not Answer.UNKNOWN:
        set_here.add("stay_limited")
    if programme.solution != SolutionDescription():
        set_here.add("solution")

    assert {promise.value for promise in programme.promises} <= cited.keys()
    assert set_here <= cited.keys()
    if programme in OF_THE_DOCUMENTS:
        assert [line for line in cited.values() if not LINES.fullmatch(line)] == []


@every_template
def test_a_template_cites_code_or_regulation_and_promises_nothing(
    programme: Programme,
) -> None:
    cited = data.citations()[programme.id]

    assert {"name", "frames", "exit_terms"} <= cited.keys()
    assert all(
        line.startswith(("navikt/", "tiltaksforskriften", "Oslo Economics"))
        for line in cited.values()
    )
    assert programme.promises == ()
    assert programme.policy == "no.nav"


def test_a_stay_in_vta_has_no_limit_and_of_others_nobody_wrote_it() -> None:
    without = {"no.nav.vta", "no.nav.vta-ordinaer"}
    told = {name: one.stay_limited for name, one in data.programmes().items()}

    assert dict.fromkeys(without, Answer.NO) == {
        name: answer for name, answer in told.items() if answer is not Answer.UNKNOWN
    }


@every_template
def test_a_template_offers_one_measure_by_its_code(programme: Programme) -> None:
    (offered,) = programme.offerings
    code = offered.measure.code

    assert code is not None
    term = data.vocabulary("no.nav.tiltakskode").find(code.code)
    assert term is not None
    assert offered.measure.concept == term.concept
    assert programme.covers(Area.EMPLOYMENT)


def test_there_are_templates_of_six_measures() -> None:
    codes = {
        one.id: one.offerings[0].measure.code.code  # type: ignore[union-attr]
        for one in TEMPLATES
    }

    assert codes == {
        "no.nav.aft": "ARBEIDSFORBEREDENDE_TRENING",
        "no.nav.arr": "ARBEIDSRETTET_REHABILITERING",
        "no.nav.avklaring": "AVKLARING",
        "no.nav.oppfolging": "OPPFOLGING",
        "no.nav.vta": "VARIG_TILRETTELAGT_ARBEID_SKJERMET",
        "no.nav.vta-ordinaer": "VTAO",
    }


@every_template
def test_each_reason_of_the_contract_stands_in_the_exit_table(
    programme: Programme,
) -> None:
    counted = {term.code.code: term.counted_as.value for term in programme.exit_terms}
    older = {"FEILREGISTRERT", "FERDIG", "OPPFYLLER_IKKE_KRAVENE"}
    reasons = {
        term.notation for term in data.vocabulary("no.nav.deltaker-aarsak").terms
    }

    assert counted.keys() == reasons - older
    assert counted["IKKE_MOTT"] == "other"
    assert {code for code, how in counted.items() if how == "work_or_education"} == {
        "FATT_JOBB",
        "UTDANNING",
    }


def test_only_aft_has_an_aim_that_was_read() -> None:
    aims = {
        one.id: [(aim.indicator, aim.share) for aim in one.solution.targets]
        for one in TEMPLATES
        if one.solution.targets
    }

    assert aims == {"no.nav.aft": [("exit.to-work-or-education", Fraction(1, 2))]}


@every_programme
def test_a_process_has_no_first_and_no_last_day(programme: Programme) -> None:
    assert programme.period == Period()
    assert (programme.country, programme.time_zone) == ("NO", "Europe/Oslo")


@pytest.mark.parametrize("programme", OF_THE_DOCUMENTS, ids=lambda p: p.id)
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
    assert programme.policy in {None, NAV.id, *POLICIES}


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
