from __future__ import annotations

from datetime import date

import pytest

from brukermedvirkning.domain.coded import Code
from brukermedvirkning.domain.crosswalk import Crosswalk, Mapping
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.vocabulary import Label, Spoken, Term, Vocabulary
from brukermedvirkning.errors import InvalidRecordError

BEFORE, CHANGE, AFTER = date(2014, 12, 31), date(2015, 1, 1), date(2015, 1, 2)
OLD, NEW = Period(end=CHANGE), Period(start=CHANGE)
LABELS = (Label(language="da", text="Mentor"), Label(language="nb", text="Mentor (nb)"))


def vocabulary(*terms: Term) -> Vocabulary:
    return Vocabulary(id="v", title="V", terms=terms)


@pytest.mark.parametrize(
    ("valid", "day", "expected"),
    [
        (Period(), None, True),
        (NEW, None, False),
        (OLD, BEFORE, True),
        (OLD, CHANGE, False),
        (Period(), BEFORE, True),
        (NEW, BEFORE, False),
        (NEW, CHANGE, True),
    ],
)
def test_a_term_is_valid_in_its_period(
    valid: Period, day: date | None, expected: bool
) -> None:
    assert expected is Term(notation="a", valid=valid).valid_on(day)


def test_a_notation_means_what_it_meant_on_the_day() -> None:
    old, new = Term(notation="a", valid=OLD), Term(notation="a", valid=NEW)
    terms = vocabulary(old, new)

    assert old == terms.find("a", BEFORE)
    assert new == terms.find("a", CHANGE)
    assert terms.find("a") is None
    assert terms.find("b", CHANGE) is None


def test_a_term_that_nobody_verified_is_not_found() -> None:
    assert vocabulary(Term(notation="a", verified=False)).find("a") is None


def test_two_terms_of_one_notation_on_one_day_are_refused() -> None:
    with pytest.raises(InvalidRecordError):
        vocabulary(Term(notation="a", valid=OLD), Term(notation="a"))


@pytest.mark.parametrize(
    ("notation", "languages", "expected"),
    [
        ("a", ["da"], Spoken(text="Mentor", language="da", is_fallback=False)),
        (
            "a",
            ["se", "nb"],
            Spoken(text="Mentor (nb)", language="nb", is_fallback=True),
        ),
        ("a", ["en"], Spoken(text="a", language=None, is_fallback=True)),
        ("b", ["da"], Spoken(text="b", language=None, is_fallback=True)),
    ],
)
def test_a_label_in_another_language_is_marked_as_a_fallback(
    notation: str, languages: list[str], expected: Spoken
) -> None:
    terms = vocabulary(Term(notation="a", labels=LABELS))

    assert expected == terms.label(notation, languages)


def test_only_verified_mappings_of_the_day_translate() -> None:
    old = Mapping(source="a", target="1", valid=OLD)
    new = Mapping(source="a", target="2", valid=NEW)
    doubtful = Mapping(source="a", target="3", verified=False)
    crosswalk = Crosswalk(
        id="x", from_scheme="s", to_scheme="t", mappings=(old, new, doubtful)
    )

    assert (old,) == crosswalk.translate("a", BEFORE)
    assert (new,) == crosswalk.translate("a", AFTER)
    assert () == crosswalk.translate("b", AFTER)
    assert Code(scheme="t", code="2") == crosswalk.target(new)
    assert (doubtful,) == crosswalk.open_mappings
