"""What codes mean in the core's words, as a crosswalk, and back again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.builtin.words import core_lists, core_vocabularies
from brukermedvirkning.domain.concepts import ContactForm
from brukermedvirkning.domain.crosswalk import Crosswalk
from brukermedvirkning.domain.meanings import core_scheme, meanings
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.translation import LossKind, Route, Way
from brukermedvirkning.domain.vocabulary import Match, Term, Vocabulary

CHANGE = date(2020, 1, 1)
BEFORE, AFTER = date(2019, 6, 1), date(2020, 6, 1)
MEMBERS = [member.value for member in ContactForm]


def means(*terms: Term) -> Crosswalk:
    vocabulary = Vocabulary(
        id="acme.form",
        title="Forms",
        concepts="ContactForm",
        terms=terms,
        source="the handbook",
    )
    crosswalk = meanings(vocabulary)
    assert crosswalk is not None
    return crosswalk


def term(
    notation: str,
    concept: str | None,
    *,
    close: bool = False,
    note: str | None = None,
    valid: Period = Period(),  # noqa: B008 - a value that never changes
    verified: bool = True,
    source: str | None = None,
) -> Term:
    return Term(
        notation=notation,
        concept=concept,
        match=Match.CLOSE if close else Match.EXACT,
        note=note,
        valid=valid,
        verified=verified,
        source=source,
    )


def follow(
    crosswalk: Crosswalk, code: str, on: date = AFTER, *, back: bool = False
) -> tuple[list[str], list[LossKind]]:
    route = Route(ways=(Way(crosswalk=crosswalk, backwards=back),))
    translation = route.follow(code, on)
    return (
        [one.code for one in translation.found],
        [loss.nature for loss in translation.losses],
    )


@pytest.mark.parametrize("concepts", sorted(core_lists().values(), key=str))
def test_a_list_has_the_scheme_that_its_words_stand_under(concepts: type) -> None:
    assert core_lists()[core_scheme(concepts.__name__)] is concepts


def test_a_vocabulary_that_maps_to_no_list_means_nothing() -> None:
    assert meanings(Vocabulary(id="acme", title="A", terms=())) is None


def test_the_cores_own_lists_are_not_mapped_to_themselves() -> None:
    assert {meanings(one) for one in core_vocabularies()} == {None}


def test_a_code_is_its_concept_and_the_concept_that_code() -> None:
    crosswalk = means(term("T", "phone"), term("V", "video", source="page 3"))

    assert follow(crosswalk, "T") == (["phone"], [])
    assert follow(crosswalk, "phone", back=True) == (["T"], [])
    assert (crosswalk.from_scheme, crosswalk.to_scheme) == (
        "acme.form",
        "core.contact-form",
    )
    assert [row.reference for row in crosswalk.mappings] == ["the handbook", "page 3"]


def test_a_close_match_loses_what_its_note_says() -> None:
    crosswalk = means(
        term("M", "mail", close=True, note="Letters as well."),
        term("N", "letter", close=True),
    )

    losses = [row.loss for row in crosswalk.mappings]
    assert losses[0] == "Letters as well."
    assert losses[1] == "A close match; its vocabulary does not say how."


def test_codes_that_mean_the_same_exactly_cannot_be_told_apart() -> None:
    crosswalk = means(term("T", "phone"), term("U", "phone"))

    assert follow(crosswalk, "T") == (["phone"], [LossKind.CLOSE, LossKind.SHARED])
    assert follow(crosswalk, "phone", back=True)[0] == ["T", "U"]
    assert crosswalk.mappings[0].loss == "The same is meant by U."


def test_a_code_that_took_the_place_of_another_is_exact_in_its_time() -> None:
    crosswalk = means(
        term("T", "phone", valid=Period(end=CHANGE)),
        term("U", "phone", valid=Period(start=CHANGE)),
        term("W", "phone", verified=False),
        term("X", "phone", close=True, note="Or video."),
    )

    assert follow(crosswalk, "phone", BEFORE, back=True) == (["T"], [])
    assert follow(crosswalk, "phone", AFTER, back=True) == (["U"], [])
    assert follow(crosswalk, "T", AFTER) == ([], [LossKind.OTHER_DAY])
    assert follow(crosswalk, "W") == ([], [LossKind.OPEN])


def test_a_code_without_a_concept_is_a_gap_with_its_note() -> None:
    crosswalk = means(
        term("A", None, note="Not a form."),
        term("B", None),
        term("C", None, valid=Period(end=CHANGE)),
        term("C", "phone", valid=Period(start=CHANGE)),
    )

    assert [(gap.source, gap.why) for gap in crosswalk.gaps] == [
        ("A", "Not a form."),
        ("B", "No concept of the core fits."),
    ]


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.tuples(st.sampled_from([None, *MEMBERS]), st.booleans(), st.booleans()),
    )
)
def test_from_code_to_concept_to_code_is_the_same_where_it_is_exact(
    meant: dict[str, tuple[str | None, bool, bool]],
) -> None:
    crosswalk = means(
        *(
            term(notation, concept, close=close, verified=verified)
            for notation, (concept, close, verified) in meant.items()
        )
    )

    for notation, (concept, _, verified) in meant.items():
        codes, losses = follow(crosswalk, notation)
        assert codes == ([concept] if concept and verified else [])
        if concept and verified:
            there_again = follow(crosswalk, concept, back=True)
            assert notation in there_again[0] or losses
            assert losses or there_again == ([notation], [])
