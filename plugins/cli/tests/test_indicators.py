"""`bmv indicators`: values or *undefined*, all parts, and who may see them."""

from __future__ import annotations

import json
from collections import Counter

import attrs
import pytest

from brukermedvirkning.domain.case import Participant
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ExitCategory
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions.roots import enrolment
from brukermedvirkning.rules.indicators.definition import Definition
from brukermedvirkning.rules.indicators.scoring import Stock, TimeToEvent
from brukermedvirkning.rules.indicators.tally import Key


def told(result) -> dict:
    return json.loads(result.stdout)


def one(result) -> dict:
    (measurement,) = told(result)["measurements"]
    return measurement


@pytest.fixture
def many(bmv, documents, rich_case):
    """Seven cases that left for ordinary work are in the store."""
    cases = [
        attrs.evolve(rich_case, id=f"c-{n}", participant=Participant(id=f"p-{n}"))
        for n in range(7)
    ]
    bmv("import", documents(*cases))


def test_a_measurement_has_all_its_parts(bmv, many) -> None:
    found = one(bmv("indicators", "contact.in-person", "--json"))

    assert ("contact.in-person", 1, "proportion", "none") == (
        found["indicator"],
        found["version"],
        found["scoring"],
        found["direction"],
    )
    assert {"numerator", "negative", "denominator", "population"} <= set(found["parts"])
    assert set(found["parts"]) <= set(found)
    assert (1, 7, 7) == (found["value"], found["numerator"], found["denominator"])
    assert 1 == found["coverage"]


def test_nothing_to_divide_by_is_undefined_and_never_zero(bmv, documents) -> None:
    bmv("import", documents())
    found = one(bmv("indicators", "contact.in-person", "--json"))

    assert (None, "empty_denominator") == (found["value"], found["undefined"])
    assert (
        "value: undefined (nothing to divide by)"
        in bmv("indicators", "contact.in-person").output
    )


def test_few_people_are_withheld_with_every_total(bmv, kept) -> None:
    found = one(bmv("indicators", "exit.distribution", "--json"))

    assert (None, "small_cells") == (found["total"], found["withheld_because"])
    assert {"total", "people", "population"} <= set(found["withheld"])
    assert {None} == {row["count"] for row in found["categories"]}


def test_a_page_says_withheld_and_shows_no_count(bmv, kept) -> None:
    page = bmv("indicators", "exit.distribution").output

    assert "withheld: few people stand behind it" in page
    assert "Total (computed)                     withheld" in page


def test_internally_nothing_is_withheld(bmv, kept) -> None:
    found = one(bmv("indicators", "exit.distribution", "--internal", "--json"))

    assert (1, [], None) == (
        found["total"],
        found["withheld"],
        found["withheld_because"],
    )
    assert [["ordinary_work", 1]] == [
        [row["category"], row["count"]] for row in found["categories"]
    ]


def test_declared_rows_that_are_empty_are_shown_on_request(bmv, many) -> None:
    plain = one(bmv("indicators", "exit.distribution", "--json"))
    zero = one(bmv("indicators", "exit.distribution", "--zero-rows", "--json"))

    assert (1, 13) == (len(plain["categories"]), len(zero["categories"]))
    assert "own_choice" == zero["categories"][0]["category"]


def test_a_category_is_called_by_its_label(bmv, many) -> None:
    page = bmv("indicators", "exit.distribution", "--zero-rows").output

    assert "recommended for disability pension" in page
    assert "Total (computed)" in page


def test_a_split_has_one_measurement_for_each_group(bmv, many) -> None:
    result = bmv(
        "indicators", "exit.distribution", "--by", "enrolment.programme", "--json"
    )

    assert [{"by": "enrolment.programme", "name": "halden", "label": None}] == one(
        result
    )["group"]
    assert ["enrolment.programme"] == told(result)["by"]


def test_a_split_without_names_takes_the_indicators_that_allow_it(bmv, many) -> None:
    found = told(bmv("indicators", "--by", "enrolment.programme", "--json"))
    names = {row["indicator"] for row in found["measurements"]}

    assert "exit.distribution" in names
    assert "contact.in-person" not in names


@pytest.mark.parametrize("names", [["exit.distribution"], []])
def test_a_split_that_is_not_allowed_is_wrong_usage(names, bmv, many) -> None:
    result = bmv("indicators", *names, "--by", "team.actor")

    assert 2 == result.exit_code
    assert "case.unit" in result.stderr


def test_the_window_holds_both_its_days(bmv, many) -> None:
    def exits(start: str, until: str) -> int:
        result = bmv(
            "indicators",
            "exit.distribution",
            "--internal",
            "--json",
            "--from",
            start,
            "--until",
            until,
        )
        return one(result)["total"]

    assert (7, 0, 0) == (
        exits("2024-05-31", "2024-05-31"),
        exits("2024-05-01", "2024-05-30"),
        exits("2024-06-01", "2024-06-03"),
    )


def test_a_window_that_ends_before_it_begins_is_wrong_usage(bmv, many) -> None:
    result = bmv("indicators", "--from", "2024-06-01", "--until", "2024-05-01")

    assert 2 == result.exit_code


def test_the_day_of_knowledge_is_todays_unless_named(bmv, many) -> None:
    today = told(bmv("indicators", "contact.held", "--json"))["window"]
    named = told(bmv("indicators", "contact.held", "--as-of", "2024-01-31", "--json"))

    assert {"start": None, "end": "2024-06-04", "as_of": "2024-06-03"} == today
    assert "2024-01-31" == named["window"]["as_of"]


def test_an_unknown_indicator_is_wrong_usage(bmv, many) -> None:
    result = bmv("indicators", "nonsense")

    assert 2 == result.exit_code
    assert "exit.distribution" in result.stderr


def test_a_share_is_told_with_its_bounds_interval_and_coverage(bmv, kept) -> None:
    page = bmv("indicators", "contact.in-person", "--internal").output

    assert "value: 100.0 % (low 50.0 %, high 100.0 %)" in page
    assert "interval: none (all rows are of one case)" in page
    assert "coverage: 50.0 % (too little is known to compare it)" in page
    assert "numerator 1, " in page


def test_a_share_over_many_cases_has_an_interval(bmv, many) -> None:
    found = one(bmv("indicators", "contact.in-person", "--json"))
    page = bmv("indicators", "contact.in-person").output

    assert ({"lower", "upper", "method", "level"}, None) == (
        set(found["interval"]),
        found["no_interval"],
    )
    assert "interval: " in page
    assert f"(95.0 %, {found['interval']['method']})" in page


def test_a_withheld_share_shows_neither_value_nor_interval(bmv, kept) -> None:
    page = bmv("indicators", "contact.in-person").output

    assert "value: withheld" in page
    assert "interval: withheld" in page
    assert "coverage: withheld" in page


def test_a_window_is_told_by_its_first_and_last_day(bmv, many) -> None:
    page = bmv(
        "indicators", "contact.held", "--from", "2024-01-01", "--until", "2024-01-31"
    ).output

    assert page.startswith("2024-01-01 up to and including 2024-01-31, as known on ")


def test_the_order_is_the_same_every_time(bmv, many) -> None:
    first, second = (bmv("indicators", "--json").output for _ in range(2))

    assert first == second


def a_spell(indicator, scoring, counts="enrolment"):
    return Definition(
        id=indicator,
        question="How long?",
        counts=counts,
        scoring=scoring,
        duty_holder=DutyHolder.PROGRAMME,
        source="made up",
    )


@pytest.fixture
def spells(plugin):
    """A plugin with a curve by category, one of a single event, and a stock."""
    started, left = enrolment.start, enrolment.exit.on
    return plugin(
        "spells",
        bmv_indicators=(
            a_spell(
                "test.curve",
                TimeToEvent(
                    origin=started,
                    event=left,
                    category=enrolment.exit.category,
                    wanted=("ordinary_work",),
                    at=(30, 9999),
                ),
            ),
            a_spell("test.event", TimeToEvent(origin=started, event=left, at=(0,))),
            a_spell("test.open", Stock(since=started)),
        ),
    )


def test_a_curve_is_told_by_day_and_category(bmv, many, spells) -> None:
    asked = ("indicators", "test.curve", "--internal")
    found = one(bmv(*asked, "--json", plugins=[spells]))
    page = " ".join(bmv(*asked, plugins=[spells]).output.split())

    assert ("time_to_event", None, "not_followed") == (
        found["scoring"],
        found["value"],
        found["undefined"],
    )
    assert [(30, 7, 0), (9999, 0, None)] == [
        (point["day"], point["at_risk"], point["value"]) for point in found["curve"]
    ]
    assert ("ordinary_work", 0, 0) == tuple(found["curve"][0]["categories"][0].values())
    assert (7, True, "ordinary_work") == tuple(
        found["events"][0][key] for key in ("count", "wanted", "category")
    )
    assert "value: undefined (nobody was followed for so long)" in page
    assert "Category Count By day 30 By day 9999" in page
    assert "Asked about, together 0.0 % undefined At risk 7 0 " in page


def test_one_sort_of_event_needs_no_category(bmv, many, spells) -> None:
    told = bmv("indicators", "test.event", "--internal", plugins=[spells]).output
    page = " ".join(told.split())

    assert "value: 0.0 % (median " in page
    assert " happened 7 0.0 % " in page
    assert "interval: none (followed for different times)" in page


def test_a_curve_of_few_people_is_withheld(bmv, kept, spells) -> None:
    found = one(bmv("indicators", "test.curve", "--json", plugins=[spells]))
    page = bmv("indicators", "test.curve", plugins=[spells]).output

    assert (None, None) == (found["events"], found["curve"])
    assert "By day" not in page


def test_a_stock_is_a_count_with_its_durations(bmv, many, spells) -> None:
    page = bmv("indicators", "test.open", "--internal", plugins=[spells]).output

    assert "test.open (stock, version 1)" in page
    assert "value: 7 (median " in page
    assert " days, p90 " in page


OWN = """
[[indicator]]
id = "acme.talks"
question = "How many talks?"
counts = "contact"
duty_holder = "programme"
source = "Acme's handbook"

[indicator.scoring]
kind = "cohort"
among = "contact.is_held"

[[indicator]]
id = "contact.held"
question = "How many, as Acme counts?"
counts = "contact"
duty_holder = "programme"
source = "Acme's handbook"

[indicator.scoring]
kind = "cohort"
"""


@pytest.fixture
def own(tmp_path):
    """A file with an indicator that is new, and one with the name of another."""
    path = tmp_path / "acme.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def asked(result) -> list[str]:
    return [found["indicator"] for found in told(result)["measurements"]]


def test_indicators_of_a_file_are_measured_alone(bmv, many, own) -> None:
    result = bmv("indicators", "--definitions", own, "--json")

    assert ["acme.talks", "contact.held"] == asked(result)


def test_a_name_means_the_one_in_the_file_where_there_is_one(bmv, many, own) -> None:
    names = ("contact.held", "contact.in-person")
    result = bmv("indicators", *names, "--definitions", own, "--json")
    questions = {
        found["indicator"]: found["question"] for found in told(result)["measurements"]
    }

    assert {*names} == set(questions)
    assert "How many, as Acme counts?" == questions["contact.held"]


def test_a_file_with_faults_names_them_all(bmv, many, own) -> None:
    own.write_text(OWN.replace("contact.is_held", "contact.is_hold"))
    result = bmv("indicators", "--definitions", own)

    assert 3 == result.exit_code
    assert "acme.toml: acme.talks: scoring: among: column 1 of" in result.stderr
    assert "did you mean 'is_held'?" in result.stderr


def test_a_group_is_measured_in_its_order(bmv, many) -> None:
    result = bmv("indicators", "--group", "by-principle", "--json")

    assert "complaint.answered-within" == asked(result)[0]
    assert "exit.distribution" in asked(result)


def test_a_group_and_a_name_are_measured_together(bmv, many) -> None:
    result = bmv("indicators", "contact.held", "--group", "by-principle", "--json")

    names = asked(result)

    assert "complaint.answered-within" == names[0]
    assert names.index("exit.distribution") < names.index("contact.held")


def test_a_group_that_nobody_offers_is_wrong_usage(bmv, many) -> None:
    result = bmv("indicators", "--group", "nonsense")

    assert 2 == result.exit_code
    assert "by-principle" in result.stderr


PUBLISHED = {
    "own_choice": 0,
    "death": 0,
    "retirement": 0,
    "flexible_work": 3,
    "moved": 5,
    "imprisonment": 0,
    "pregnancy": 1,
    "recommended_for_disability_pension": 1,
    "ordinary_education": 5,
    "ordinary_work": 16,
    "vocational_rehabilitation": 2,
    "service_decided": 10,
    "illness": 0,
}
"""The first exit table of the project's slides (jobcenter-aalborg-da.txt 161-177)."""


def test_the_published_exit_table_comes_out_as_printed(
    bmv, documents, rich_case
) -> None:
    categories = [name for name, count in PUBLISHED.items() for _ in range(count)]
    (enrolment,) = rich_case.enrolments
    cases = []
    for number, name in enumerate(categories):
        left = attrs.evolve(enrolment.exit, category=Coded(concept=ExitCategory(name)))
        cases.append(
            attrs.evolve(
                rich_case,
                id=f"c-{number}",
                participant=Participant(id=f"p-{number}"),
                enrolments=(attrs.evolve(enrolment, exit=left),),
            )
        )
    bmv("import", documents(*cases))
    asked = ("indicators", "exit.distribution", "--zero-rows", "--json")
    inside, outside = one(bmv(*asked, "--internal")), one(bmv(*asked))
    shown = {row["category"]: row["count"] for row in outside["categories"]}

    assert list(PUBLISHED.items()) == [
        (row["category"], row["count"]) for row in inside["categories"]
    ]
    assert (43, True) == (inside["total"], inside["total_is_computed"])
    assert (43, None, None, 16) == (
        outside["total"],
        shown["pregnancy"],
        shown["moved"],
        shown["ordinary_work"],
    )


def test_every_engine_gives_the_same_numbers(bmv, many) -> None:
    found = [
        told(bmv("indicators", "--engine", engine, "--json"))
        for engine in ("python", "interpreter")
    ]

    assert found[0] == found[1]


def test_an_unknown_engine_names_the_known_ones(bmv, kept) -> None:
    result = bmv("indicators", "--engine", "abacus")

    assert result.exit_code
    assert "no engine is called 'abacus'; known: " in result.output


class Counting:
    """An engine over tables that holds what it was asked for."""

    id = "made"

    def __init__(self) -> None:
        self.asked: list = []

    def tally(self, definitions, cases, window, parameters=None, by=()):
        raise AssertionError("the store is not asked")

    def over(self, folder):
        self.asked.append(folder)
        return Held()


class Held:
    def tally(self, definitions, window, parameters=None, by=()):
        group = ("north",) * len(by)
        return Counter({Key(definitions[0].id, group, "counted"): 7})


def test_tables_are_counted_and_no_store_is_opened(bmv, plugin, tmp_path) -> None:
    engine = Counting()
    result = bmv(
        *("indicators", "contact.held", "--engine", "made", "--tables", tmp_path),
        *("--json", "--internal"),
        plugins=[plugin("made", bmv_engines=(engine,))],
        environ={"BMV_STORE": "sqlite:////nowhere/at/all.db"},
    )

    assert 0 == result.exit_code, result.output
    assert [tmp_path] == engine.asked
    assert 7 == one(result)["value"]


def test_an_engine_that_counts_no_tables_is_refused(bmv, tmp_path) -> None:
    result = bmv("indicators", "--tables", tmp_path)

    assert 2 == result.exit_code
    assert "the engine python does not count tables" in result.stderr


@pytest.mark.parametrize("asked", [(), ("--every", "year", "--from", "2023-01-01")])
@pytest.mark.parametrize("there", ["many", "nobody", "another programme"])
def test_every_indicator_can_be_told_of_any_store(bmv, request, there, asked) -> None:
    if there == "nobody":
        bmv("import", request.getfixturevalue("documents")())
    else:
        request.getfixturevalue("many")
    alone = ("--programme", "no.halden") if there == "another programme" else ()
    app = request.getfixturevalue("full_bmv") if alone else bmv
    result = app("indicators", *asked, *alone)

    assert (0, "") == (result.exit_code, result.stderr)
    assert "contact.per-month (rate, version 1)" in result.output


def test_a_rate_is_told_with_how_often_it_happened(bmv, many) -> None:
    page = bmv("indicators", "contact.per-month", "--internal").output

    assert ", events 7, people 7, population 14, time " in " ".join(page.split())


def test_fields_may_stand_behind_each_other(bmv, many) -> None:
    asked = ("indicators", "exit.distribution", "--json")
    apart = bmv(*asked, "--by", "programme", "--by", "unit")

    assert ["enrolment.programme", "case.unit"] == told(apart)["by"]
    assert apart.stdout == bmv(*asked, "--by", "programme, unit").stdout


@pytest.mark.parametrize("said", ["", "programme,"])
def test_a_field_has_a_name(bmv, many, said) -> None:
    result = bmv("indicators", "--by", said)

    assert 2 == result.exit_code
    assert "a field has a name such as programme" in result.stderr


@pytest.mark.parametrize(
    ("days", "told_so"),
    [
        ((), "Everything up to and including 2024-06-03\n"),
        (
            ("--until", "2024-01-31"),
            "Everything up to and including 2024-01-31, as known on 2024-06-03\n",
        ),
        (
            ("--until", "2024-06-30", "--as-of", "2024-05-31"),
            "Everything up to and including 2024-06-30, as known on 2024-05-31\n",
        ),
    ],
)
def test_a_window_from_the_beginning_is_told_by_its_last_day(
    bmv, many, days, told_so
) -> None:
    assert bmv("indicators", "contact.held", *days).output.startswith(told_so)
