"""Codes in other schemes by all that plugins offer, and what whole cases lose."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.case import Case, Participant
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import (
    Area,
    ContactForm,
    ExitCategory,
    InterventionKind,
)
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.crosswalk import Crosswalk, Mapping
from brukermedvirkning.domain.enrolments import Eligibility, Enrolment, ProgrammeExit
from brukermedvirkning.domain.interventions import Intervention
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.translation import LossKind, Way
from brukermedvirkning.domain.vocabulary import Match, Term, Vocabulary
from brukermedvirkning.errors import OutsidePeriodsError, UnknownNameError
from brukermedvirkning.hookspecs import hookimpl
from brukermedvirkning.host import Host
from brukermedvirkning.ports import PluginInfo
from brukermedvirkning.services.translating import Translator
from brukermedvirkning.testing.strategies import cases

DAY, CHANGE = date(2019, 6, 1), date(2020, 1, 1)


def vocabulary(scheme: str, concepts: str, **meant: str) -> Vocabulary:
    terms = (Term(notation=code, concept=one) for code, one in meant.items())
    return Vocabulary(id=scheme, title=scheme, concepts=concepts, terms=tuple(terms))


def crosswalk(name: str, start: str, end: str, *rows: Mapping) -> Crosswalk:
    return Crosswalk(id=name, from_scheme=start, to_scheme=end, mappings=rows)


def to(source: str, target: str, **fields: object) -> Mapping:
    return Mapping(source=source, target=target, **fields)  # type: ignore[arg-type]


OFFERED = SimpleNamespace(
    __name__="acme",
    bmv_plugin_info=hookimpl(lambda: PluginInfo(id="acme", version="1", title="Acme")),
    bmv_vocabularies=hookimpl(
        lambda: [
            vocabulary("no.form", "ContactForm", T="phone", V="video"),
            vocabulary("dk.form", "ContactForm", tlf="phone"),
            vocabulary("dk.exit", "ExitCategory", job="ordinary_work"),
            vocabulary("dk.kind", "InterventionKind", mentor="mentor_support"),
        ],
    ),
    bmv_crosswalks=hookimpl(
        lambda: [
            crosswalk("spelt", "no.form", "no.form", to("TELEFON", "T")),
            crosswalk("worded", "dk.exit", "dk.exit", to("arbejde", "job")),
            crosswalk("1-2", "group.1", "group.2", to("a", "b"), to("c", "d")),
            crosswalk(
                "2-3",
                "group.2",
                "group.3",
                to("b", "e", valid=Period(start=CHANGE)),
                to("d", "f", match=Match.CLOSE, loss="a nuance"),
            ),
            crosswalk("also 1-2", "group.1", "group.2", to("a", "z")),
        ],
    ),
)


TRANSLATOR = Translator(Host.load([OFFERED], entry_points=False))


@pytest.fixture
def translator() -> Translator:
    return TRANSLATOR


def found(
    translator: Translator, scheme: str, code: str, there: str, on: date = CHANGE
) -> list[str]:
    translation = translator.translate(Code(scheme=scheme, code=code), there, on)
    return [one.code for one in translation.found]


@pytest.mark.parametrize(
    ("scheme", "code", "there", "expected"),
    [
        ("group.1", "c", "group.2", ["d"]),
        ("group.1", "c", "group.3", ["f"]),
        ("group.3", "f", "group.1", ["c"]),
        ("no.form", "V", "core.contact-form", ["video"]),
        ("core.contact-form", "phone", "dk.form", ["tlf"]),
        ("no.form", "T", "dk.form", ["tlf"]),
        ("no.form", "TELEFON", "dk.form", ["tlf"]),
        ("no.form", "TELEFON", "no.form", ["T"]),
        ("no.form", "V", "dk.form", []),
    ],
)
def test_a_code_goes_by_crosswalks_or_by_what_it_means(
    translator: Translator, scheme: str, code: str, there: str, expected: list[str]
) -> None:
    assert found(translator, scheme, code, there) == expected


def test_of_ways_as_short_the_first_by_id_is_taken_and_named(
    translator: Translator,
) -> None:
    translation = translator.translate(
        Code(scheme="group.1", code="a"), "group.2", CHANGE
    )

    assert translation.crosswalks == ("1-2",)
    assert translator.route("group.1", "group.2").ways[0].backwards is False


def test_a_crosswalk_goes_before_the_cores_words_and_a_spelling_before_both(
    translator: Translator,
) -> None:
    ways = translator.route("no.form", "dk.form").ways

    assert [way.crosswalk.id for way in ways] == [
        "spelt",
        "no.form means core.contact-form",
        "dk.form means core.contact-form",
    ]
    assert isinstance(ways[-1], Way)
    assert ways[-1].backwards


def test_a_scheme_that_cannot_be_reached_is_an_error_that_names_those_that_can(
    translator: Translator,
) -> None:
    with pytest.raises(UnknownNameError) as raised:
        translator.route("no.form", "dk.exit")

    assert raised.value.known == ("core.contact-form", "dk.form")


def test_a_way_over_nothing_leads_nowhere(translator: Translator) -> None:
    with pytest.raises(UnknownNameError):
        translator.route("group.9", "group.8")
    with pytest.raises(UnknownNameError):
        translator.route("group.1", "group.1")


def test_a_day_outside_every_period_is_an_error(translator: Translator) -> None:
    with pytest.raises(OutsidePeriodsError, match="from 2020-01-01"):
        found(translator, "group.1", "a", "group.3", DAY)


def case(**rows: object) -> Case:
    return Case(id="c", participant=Participant(id="p"), **rows)  # type: ignore[arg-type]


def contact(row: str, code: str | None = None, **fields: object) -> Contact:
    form = Coded(
        concept=ContactForm.PHONE,
        code=None if code is None else Code(scheme="no.form", code=code),
    )
    return Contact(id=row, on=CHANGE, form=form, **fields)  # type: ignore[arg-type]


def exited(category: Coded[ExitCategory], on: date, group: str = "c") -> Enrolment:
    return Enrolment(
        id="e",
        programme="p",
        start=DAY,
        eligibility=Eligibility(target_group=Code(scheme="group.1", code=group)),
        exit=ProgrammeExit(on=on, category=category),
    )


TO = ["dk.form", "dk.exit", "dk.kind", "group.3"]


def test_what_a_case_loses_is_told_by_row_and_field(translator: Translator) -> None:
    unsaid = Coded(
        concept=ExitCategory.ILLNESS, code=Code(scheme="no.status", code="SYK")
    )
    whole = case(
        contacts=(contact("k1", "TELEFON"), contact("k2", "V")),
        enrolments=(exited(unsaid, CHANGE),),
    )

    told = {
        (one.kind, one.row, one.field, one.translation.losses[0].nature)
        for one in translator.losses(whole, TO)
    }
    assert told == {
        ("contact", "k2", "form", LossKind.NO_MAPPING),
        ("enrolment", "e", "exit.category", LossKind.NO_MAPPING),
        ("enrolment", "e", "eligibility.target_group", LossKind.CLOSE),
    }
    assert {one.case for one in translator.losses(whole, TO)} == {"c"}


def test_a_code_is_looked_at_on_the_day_of_what_it_stands_in(
    translator: Translator,
) -> None:
    work = Coded(concept=ExitCategory.ORDINARY_WORK)
    early = case(enrolments=(exited(work, CHANGE, "a"),))

    (lost,) = translator.losses(early, ["group.3"])
    assert lost.translation.on == DAY
    assert lost.translation.losses[0].nature is LossKind.OTHER_DAY


def test_rows_and_cases_in_error_and_what_is_not_known_lose_nothing(
    translator: Translator,
) -> None:
    in_error = contact("k", "V", registered_in_error=True)
    unknown = Contact(id="k2", on=CHANGE)

    assert not list(translator.losses(case(contacts=(in_error, unknown)), TO))
    wrong = case(contacts=(contact("k", "V"),), registered_in_error=True)
    assert not list(translator.losses(wrong, TO))


def test_a_report_counts_what_is_carried_lost_and_elsewhere(
    translator: Translator,
) -> None:
    own_code = Intervention(
        id="i",
        period=Period(start=DAY),
        measure=Coded(
            concept=InterventionKind.MENTOR_SUPPORT,
            code=Code(scheme="vendor.kind", code="M"),
        ),
        area=Coded(concept=Area.HEALTH),
    )
    cases = [
        case(contacts=(contact("k1", "V"), contact("k2")), interventions=(own_code,)),
        case(contacts=(contact("k1", "V"),)),
    ]

    report = translator.report(iter(cases), TO)

    assert (report.codes, report.carried) == (4, 2)
    (lost,) = report.lost
    assert (lost.places, lost.lost.code) == (2, Code(scheme="no.form", code="V"))
    assert (lost.lost.to_scheme, lost.lost.found) == ("dk.form", ())
    assert [loss.nature for loss in lost.lost.losses] == [LossKind.NO_MAPPING]
    assert report.elsewhere == {"core.area": 1}
    assert report.to_schemes == tuple(TO)


def test_a_report_shows_nobody(translator: Translator) -> None:
    whole = case(contacts=(contact("k1", "V"),))
    (row,) = translator.losses(whole, TO)

    assert "case=" not in repr(row)
    assert "row=" not in repr(row)


@given(st.lists(cases(), max_size=2))
def test_whatever_a_case_holds_the_report_adds_up(some: list[Case]) -> None:
    translator = TRANSLATOR
    report = translator.report(some, TO)
    rows = [row for one in some for row in translator.losses(one, TO)]

    assert sum(lost.places for lost in report.lost) == len(rows)
    assert report.codes == report.carried + len(rows)
