"""Vocabularies, the crosswalk, programmes and texts: what a reviewer would check."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from brukermedvirkning.builtin.words import core_lists
from brukermedvirkning.domain.concept import Concept
from brukermedvirkning.domain.concepts import Area, ExitCategory
from brukermedvirkning.domain.programme import ExitClass, Programme, Promise
from brukermedvirkning.domain.vocabulary import Match, Vocabulary
from brukermedvirkning_denmark import data

VOCABULARIES = list(data.vocabularies().values())
PROGRAMMES = list(data.programmes().values())
EXIT = "dk.star.empowerment.exit"

TABLE_A = (
    "Borgeren har valgt at forlade projektet",
    "Død",
    "Efterløn/folkepension",
    "Fleksjob",
    "Flytning til anden kommune",
    "Fængsel",
    "Graviditet",
    "Indstilling til førtidspension",
    "Ordinær uddannelse",
    "Ordinært job",
    "Revalidering",
    "Sagsbehandleren har vurderet, at borgeren ikke længere skal medvirke i projektet",
    "Sygdom",
)
AALBORG = (
    "Borgeren har valgt at forlade projektet",
    "Fleksjob",
    "Flytning til anden kommune",
    "Fængsel",
    "Ordinær uddannelse",
    "Ordinært job",
    "Revalidering",
    "Udskrevet af sagsbehandler",
)

every_vocabulary = pytest.mark.parametrize(
    "vocabulary", VOCABULARIES, ids=lambda v: v.id
)
every_core_list = pytest.mark.parametrize(
    "vocabulary",
    [v for v in VOCABULARIES if v.id.startswith("core.")],
    ids=lambda v: v.id,
)


def _core_list(vocabulary: Vocabulary) -> type[Concept]:
    """The core's class that a vocabulary names."""
    (found,) = (
        one for one in core_lists().values() if one.__name__ == vocabulary.concepts
    )
    return found


@every_vocabulary
def test_no_label_is_doubled_within_a_language(vocabulary: Vocabulary) -> None:
    labels = Counter(
        (label.language, label.text.casefold())
        for term in vocabulary.terms
        for label in term.labels
    )

    assert [label for label, count in labels.items() if count > 1] == []


@every_vocabulary
def test_every_term_has_a_source_and_a_danish_label_and_our_own_an_english_one(
    vocabulary: Vocabulary,
) -> None:
    languages = ["da"] if vocabulary.id.startswith("core.") else ["da", "en"]

    for term in vocabulary.terms:
        assert term.source
        assert [label.language for label in term.labels] == languages
        assert all(label.text.strip() == label.text for label in term.labels)


@every_vocabulary
def test_every_concept_is_a_member_of_the_core_list_that_is_named(
    vocabulary: Vocabulary,
) -> None:
    meant = {term.concept for term in vocabulary.terms if term.concept}

    if vocabulary.concepts is None:
        assert meant == set()
    else:
        assert meant <= {member.value for member in _core_list(vocabulary)}


@every_core_list
def test_a_core_list_is_labelled_whole_and_in_its_order(vocabulary: Vocabulary) -> None:
    members = [member.value for member in _core_list(vocabulary)]

    assert _core_list(vocabulary) is core_lists()[vocabulary.id]
    assert [term.notation for term in vocabulary.terms] == members
    assert [term.concept for term in vocabulary.terms] == members


@every_vocabulary
def test_a_close_match_says_why_it_is_none_closer(vocabulary: Vocabulary) -> None:
    close = [term for term in vocabulary.terms if term.match is Match.CLOSE]

    assert all(term.note for term in close)


def test_the_lists_that_a_case_is_shown_with_have_danish_words() -> None:
    schemes = {vocabulary.id for vocabulary in VOCABULARIES}

    assert {
        "core.area",
        "core.contact-form",
        "core.contact-kind",
        "core.exit-category",
        "core.intervention-kind",
        "core.role",
    } <= schemes


@pytest.mark.parametrize(
    ("scheme", "notation", "danish"),
    [
        ("core.role", "coordinating_caseworker", "koordinerende sagsbehandler"),
        ("core.role", "supporter", "bisidder"),
        ("core.stance-answer", "agrees", "enig"),
        ("core.item-kind", "intervention", "indsats"),
        (EXIT, "Indstilling til førtidspension", "Indstilling til førtidspension"),
    ],
)
def test_the_glossary_decides_the_words(
    scheme: str, notation: str, danish: str
) -> None:
    spoken = data.vocabulary(scheme).label(notation, ["da"])

    assert (spoken.text, spoken.is_fallback) == (danish, False)


def test_recommended_for_a_pension_is_not_granted_one() -> None:
    term = data.vocabulary(EXIT).find("Indstilling til førtidspension")

    assert term is not None
    assert term.concept == ExitCategory.RECOMMENDED_FOR_DISABILITY_PENSION
    assert "not granted" in (term.note or "")


def test_the_exits_stand_as_the_first_table_prints_them_then_aalborgs_own() -> None:
    notations = tuple(term.notation for term in data.vocabulary(EXIT).terms)

    assert notations == (*TABLE_A, "Udskrevet af sagsbehandler")


def test_both_wordings_of_the_services_decision_are_one_category() -> None:
    terms = {term.notation: term for term in data.vocabulary(EXIT).terms}
    first, aalborg = terms[TABLE_A[11]], terms["Udskrevet af sagsbehandler"]

    assert first.concept == aalborg.concept == ExitCategory.SERVICE_DECIDED
    assert (first.match, aalborg.match) == (Match.EXACT, Match.CLOSE)
    assert "inference" in (aalborg.note or "")


def test_the_crosswalk_says_what_it_loses() -> None:
    crosswalk = data.crosswalks()["dk.star.empowerment.exit.aalborg"]

    (mapping,) = crosswalk.translate("Udskrevet af sagsbehandler", date(2016, 5, 31))
    assert crosswalk.target(mapping).code == TABLE_A[11]
    assert mapping.match is Match.CLOSE
    assert "inference" in (mapping.loss or "")


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda p: p.id)
def test_a_programme_holds_the_terms_of_the_project(programme: Programme) -> None:
    assert programme.period.start == date(2014, 10, 1)
    assert programme.period.last_day == date(2016, 9, 30)
    assert programme.time_zone == "Europe/Copenhagen"
    assert set(programme.promises) == {
        Promise.INFLUENCE_ON_GOAL,
        Promise.INFLUENCE_ON_CONTENT,
        Promise.RANGE_OF_MEASURES,
        Promise.PLAN_SINGLE,
        Promise.COORDINATING_CASEWORKER,
        Promise.MENTOR_OFFERED,
        Promise.CONTACT_LOGGED,
    }


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda p: p.id)
def test_a_programme_sets_whom_it_is_for(programme: Programme) -> None:
    assert {
        "eligibility.assistance-years-more-than": 2,
        "eligibility.resource-course-age-from": 30,
    }.items() <= dict(programme.parameters).items()


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda p: p.id)
def test_every_promise_and_setting_of_a_programme_is_cited_by_line(
    programme: Programme,
) -> None:
    cited = data.citations()[programme.id]
    set_here = {
        name
        for name in (
            "target_groups",
            "exit_terms",
            "planned_places",
            "offerings",
            "parameters",
            "sites",
        )
        if getattr(programme, name)
    }
    lines = re.compile(r"D\d+(-\d+)?(, D\d+(-\d+)?)*")

    assert {promise.value for promise in programme.promises} <= cited.keys()
    assert {"period", "solution", *set_here} <= cited.keys()
    assert all(lines.fullmatch(line) for line in cited.values())


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda p: p.id)
def test_no_degree_and_no_target_is_declared_that_the_source_does_not_name(
    programme: Programme,
) -> None:
    assert programme.solution.approach
    assert programme.solution.implementation
    assert programme.solution.promised_degree is None
    assert programme.solution.targets == ()


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda p: p.id)
def test_the_range_of_measures_holds_what_the_source_names_and_no_health_measure(
    programme: Programme,
) -> None:
    covered = {area for area in Area if programme.covers(area)}

    assert covered == {Area.EMPLOYMENT, Area.EDUCATION, Area.SOCIAL}


@pytest.mark.parametrize(
    ("programme", "codes", "total", "places"),
    [
        ("dk.star.empowerment", TABLE_A, True, [100, 50]),
        ("dk.star.empowerment.aalborg", AALBORG, False, [200]),
    ],
)
def test_an_exit_table_has_its_rows_in_the_printed_order(
    programme: str, codes: tuple[str, ...], total: bool, places: list[int]
) -> None:
    found = data.programmes()[programme]

    assert tuple(term.code.code for term in found.exit_terms) == codes
    assert found.exit_total_printed is total
    assert [planned.places for planned in found.planned_places] == places


def test_who_left_by_choice_or_was_discharged_is_never_counted_as_something_else() -> (
    None
):
    for programme in PROGRAMMES:
        classes = {term.category: term.counted_as for term in programme.exit_terms}
        assert classes[ExitCategory.OWN_CHOICE] is ExitClass.PARTICIPANT_DECIDED
        assert classes[ExitCategory.SERVICE_DECIDED] is ExitClass.SERVICE_DECIDED
