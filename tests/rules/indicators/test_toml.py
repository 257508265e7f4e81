"""Definitions as TOML: what is written is read back, and every fault is told."""

from __future__ import annotations

import tomllib
from datetime import date
from fractions import Fraction
from textwrap import dedent

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brukermedvirkning.domain.concepts import ContactForm
from brukermedvirkning.errors import DefinitionError, DefinitionFileError
from brukermedvirkning.rules.duty import DutyHolder
from brukermedvirkning.rules.expressions import text
from brukermedvirkning.rules.expressions.roots import contact, param
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.rules.indicators.definition import Definition, IntervalMethod
from brukermedvirkning.rules.indicators.organisations import ORGANISATION_INDICATORS
from brukermedvirkning.rules.indicators.parameter import IndicatorParameter
from brukermedvirkning.rules.indicators.reading import (
    definitions_from,
    read_definitions,
)
from brukermedvirkning.rules.indicators.scoring import Cohort, Proportion
from brukermedvirkning.rules.indicators.writing import write_definitions
from brukermedvirkning.testing.expressions import definitions


@pytest.mark.parametrize("definition", BUILT_IN, ids=lambda one: one.id)
def test_a_built_in_definition_is_read_back_as_it_was(definition):
    assert (definition,) == read_definitions(write_definitions([definition]))


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(definitions(), texts, texts, st.fractions(0, 1))
def test_whatever_is_written_is_read_back(definition, question, source, comparable):
    one = attrs.evolve(
        definition, question=question, source=source, comparable_from=comparable
    )
    other = attrs.evolve(one, id="another", interval=IntervalMethod.CLUSTERED)

    assert (one, other) == read_definitions(write_definitions([one, other]))


WITHIN = contact.messages <= param.limit


def with_default(default, test=WITHIN):
    return Definition(
        id="contact.test",
        question="Is it so?",
        counts="contact",
        scoring=Proportion(numerator=test),
        parameters=(
            IndicatorParameter(
                name="limit", default=default, unit="units", source="a law"
            ),
        ),
        duty_holder=DutyHolder.PROGRAMME,
        source="a document",
    )


@pytest.mark.parametrize(
    ("default", "test", "written"),
    [
        (-3, WITHIN, "default = -3"),
        (True, contact.is_held == param.limit, "default = true"),
        (False, contact.is_held == param.limit, "default = false"),
        (date(2020, 2, 29), contact.on < param.limit, "default = 2020-02-29"),
        ("a", contact.id == param.limit, 'default = "a"'),
        (("a", "b"), contact.id.in_(param.limit), 'default = ["a", "b"]'),
        (
            ContactForm.MAIL,
            contact.form == param.limit,
            'default = "mail"\nunit = "units"\nsource = "a law"\ncodes = "ContactForm"',
        ),
        (
            (ContactForm.MAIL, ContactForm.PHONE),
            contact.form.in_(param.limit),
            'default = ["mail", "phone"]\n',
        ),
    ],
)
def test_a_parameter_of_each_type_is_read_back_as_it_was(default, test, written):
    one = with_default(default, test)
    document = write_definitions([one])
    (back,) = read_definitions(document)

    assert written in document
    assert one == back
    assert type(back.parameters[0].default) is type(default)


def test_a_long_expression_is_broken_between_its_words():
    long = contact.form == "mail"
    for _ in range(8):
        long = long | (contact.form == "phone")
    one = with_default(3, WITHIN & long)
    document = write_definitions([one])

    assert max(map(len, document.splitlines())) <= 81
    assert (one,) == read_definitions(document)


@pytest.mark.parametrize("id_", ["x" * 90, "-".join(["xyz"] * 30)])
def test_a_long_expression_is_never_broken_inside_a_word(id_):
    one = with_default(3, WITHIN & (contact.id == id_))
    document = write_definitions([one])

    assert f"'{id_}'" in document
    assert '"""' in document
    assert (one,) == read_definitions(document)


@pytest.mark.parametrize(("length", "broken"), [(80, False), (81, True)])
def test_eighty_characters_stand_on_one_line(length, broken):
    test = WITHIN & (contact.id == "x" * (length - 52))
    document = write_definitions([with_default(3, test)])
    (line,) = (one for one in document.splitlines() if one.startswith("numerator"))

    assert length == len(text(test.node_))
    assert broken == ('"""' in line)


def test_letters_of_any_language_are_written_as_they_are():
    one = attrs.evolve(with_default(3), question="Får de hjælp?", source="\x7f end")
    document = write_definitions([one])

    assert 'question = "Får de hjælp?"' in document
    assert 'source = "\\u007f end"' in document
    assert (one,) == read_definitions(document)


@pytest.mark.parametrize(
    "id_",
    ["two  spaces", f"{'x' * 60}  {'y' * 60}", 'a "quoted" one', "one\\two"],
)
def test_a_long_expression_stays_on_one_line_where_breaking_would_change_it(id_):
    one = with_default(3, WITHIN & (contact.id == id_) & (contact.id == "x" * 80))

    assert (one,) == read_definitions(write_definitions([one]))


def test_what_is_as_by_default_is_left_out():
    definition = Definition(
        id="one",
        question="How many?",
        scoring=Cohort(),
        duty_holder=DutyHolder.PROGRAMME,
        source="a document",
    )

    assert write_definitions([definition]) == dedent(
        """\
        [[indicator]]
        id = "one"
        version = 1
        question = "How many?"
        duty_holder = "programme"
        source = "a document"

        [indicator.scoring]
        kind = "cohort"
        """
    )


def test_the_whole_set_is_one_document(tmp_path):
    path = tmp_path / "indicators.toml"
    path.write_text(write_definitions(BUILT_IN), encoding="utf-8")

    assert definitions_from(path) == BUILT_IN
    assert tomllib.loads(path.read_text("utf-8"))["indicator"][0]["id"]


def test_a_file_that_is_no_text_is_told(tmp_path):
    path = tmp_path / "indicators.toml"
    path.write_bytes(b"\xff")

    with pytest.raises(DefinitionFileError) as caught:
        definitions_from(path)
    assert caught.value.problems == ("indicators.toml: not a text in UTF-8",)


def test_an_empty_document_defines_nothing():
    assert () == read_definitions("")


RIGHT = """
[[indicator]]
id = "acme.by-mail"
question = "Which share was by mail?"
counts = "contact"
when = "contact.on"
needs = ["contact.form"]
duty_holder = "programme"
groupings = ["case.unit"]
source = "a document"

[indicator.scoring]
kind = "proportion"
numerator = "contact.form == 'mail' and contact.messages <= param.most"

[[indicator.parameters]]
name = "most"
default = 3
unit = "messages"
source = "a law"
"""


def faults(written):
    with pytest.raises(DefinitionFileError) as caught:
        read_definitions(written, "acme.toml")
    assert isinstance(caught.value, DefinitionError)
    return caught.value.problems


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        (
            "contact.form ==",
            "contact.chanel ==",
            (
                'acme.toml: acme.by-mail: scoring: numerator: column 1 of "contact.chanel =='
                " 'mail' and contact.messages <= param.most\": contact has no field 'chanel';"
                " it has "
            ),
        ),
        (
            '"contact.on"',
            '"contact.onn"',
            (
                "acme.toml: acme.by-mail: when: column 1 of 'contact.onn': contact has no"
                " field 'onn'; did you mean 'on'?"
            ),
        ),
        (
            "param.most",
            "param.mst",
            "param has no field 'mst'; did you mean 'most'?",
        ),
        (
            'name = "most"',
            "",
            "acme.toml: acme.by-mail: parameter 1: name is missing",
        ),
        (
            "default = 3",
            "default = 3\ncods = 3",
            (
                "acme.by-mail: parameter most: there is no key 'cods' here; did you mean"
                " 'codes'?"
            ),
        ),
        (
            'kind = "proportion"',
            'kind = "proportion"\nkinds = 3',
            (
                "acme.by-mail: scoring: there is no key 'kinds' here; did you mean"
                " 'kind'?"
            ),
        ),
        (
            'counts = "contact"',
            "",
            (
                "acme.by-mail: when: contact cannot be seen here: this counts case, and"
                " sees it"
            ),
        ),
        (
            (
                'kind = "proportion"\nnumerator = "contact.form == \'mail\' and'
                " contact.messages <= param.most"
            ),
            (
                'kind = "continuous"\nunit = "rows"\nobserve = "param.most"\nabove ='
                ' "case.contacts.count()'
            ),
            (
                "acme.by-mail: scoring: above: case cannot be seen here: this is asked"
                " once for all"
            ),
        ),
        (
            '"contact.on"',
            '"contact.form"',
            "acme.toml: acme.by-mail: when: expected date, got ContactForm: contact.form",
        ),
        (
            '"contact.on"',
            '"goal.day"',
            "acme.toml: acme.by-mail: when: goal cannot be seen here",
        ),
        ('"contact.on"', "3", "acme.by-mail: when: write a text in quotes, not 3"),
        (
            'when = "contact.on"',
            'wen = "contact.on"',
            "acme.toml: acme.by-mail: there is no key 'wen' here; did you mean 'when'?",
        ),
        (
            'question = "Which share was by mail?"',
            "",
            "acme.toml: acme.by-mail: question is missing",
        ),
        (
            'counts = "contact"',
            'counts = "contacts"',
            (
                "acme.by-mail: counts: 'contacts' is no kind of row here; did you mean"
                " 'contact'?"
            ),
        ),
        (
            '"programme"',
            '"program"',
            (
                "acme.by-mail: duty_holder: 'program' is no word here; did you mean"
                " 'programme'?"
            ),
        ),
        (
            '["contact.form"]',
            '["contact.from"]',
            "acme.by-mail: needs: contact has no field 'from'; did you mean 'form'?",
        ),
        (
            '["contact.form"]',
            '"contact.form"',
            "needs: write several in square brackets, not 'contact.form'",
        ),
        ('["contact.form"]', "[3]", "needs: write a text in quotes, not 3"),
        (
            '["case.unit"]',
            '["case.units"]',
            "acme.by-mail: groupings: case has no field 'units'; did you mean 'unit'?",
        ),
        (
            '["case.unit"]',
            '"case.unit"',
            "groupings: write several in square brackets, not 'case.unit'",
        ),
        (
            'kind = "proportion"',
            'kind = "proportoin"',
            (
                "acme.by-mail: scoring: kind: 'proportoin' is no word here; did you mean"
                " 'proportion'?"
            ),
        ),
        (
            'kind = "proportion"',
            "kind = 3",
            "acme.by-mail: scoring: kind: 3 is no word here; it has cohort, ",
        ),
        (
            "default = 3",
            "default = 0.3",
            "acme.by-mail: parameter most: default: a parameter is true or false",
        ),
        (
            "default = 3",
            "default = []",
            "acme.by-mail: parameter most: default: a parameter is true or false",
        ),
        (
            "default = 3",
            'default = "mail"\ncodes = "ContactFrom"',
            (
                "parameter most: default: 'ContactFrom' is no list of codes here; did you"
                " mean 'ContactForm'?"
            ),
        ),
        (
            "default = 3",
            'default = ["mail", "phon"]\ncodes = "ContactForm"',
            "parameter most: default: 'phon' is no word here; did you mean 'phone'?",
        ),
        (
            "default = 3",
            "",
            "acme.toml: acme.by-mail: parameter most: default is missing",
        ),
        (
            'source = "a document"',
            'source = "a document"\nversion = "1"',
            "acme.by-mail: version: write a whole number, not '1'",
        ),
        (
            'source = "a document"',
            'source = "a document"\nversion = true',
            "acme.by-mail: version: write a whole number, not True",
        ),
        (
            'source = "a document"',
            'source = "a document"\nversion = 0',
            "acme.toml: acme.by-mail: versions begin at 1",
        ),
        (
            'source = "a document"',
            'source = "a document"\ncomparable_from = 0.7',
            'comparable_from: write a whole number or a share such as "7/10", not 0.7',
        ),
        (
            'source = "a document"',
            'source = "a document"\ncomparable_from = "7/0"',
            "comparable_from: write a whole number or a share such as \"7/10\", not '7/0'",
        ),
        (
            'source = "a document"',
            'source = "a document"\ncomparable_from = "much"',
            "comparable_from: write a whole number or a share",
        ),
        (
            "[indicator.scoring]\nkind",
            "[indicator.scorings]\nkind",
            "acme.toml: acme.by-mail: write [indicator.scoring] below it, with its kind",
        ),
        (
            "[[indicator.parameters]]",
            "[indicator.parameters]",
            "acme.by-mail: write [[indicator.parameters]] above each parameter",
        ),
        (
            "[[indicator]]",
            "[indicator]",
            "acme.toml: indicator: write [[indicator]] above each definition",
        ),
        (
            "[[indicator]]",
            "fast = true\n[[indicator]]",
            "acme.toml: there is no key 'fast' here; it has indicator",
        ),
        ("[[indicator]]", "[[indicator]", "acme.toml: not TOML: Expected ']]'"),
        (
            'id = "acme.by-mail"',
            'id = "acme.by-mail"\nschema = "mine"',
            "acme.toml: acme.by-mail: there is no key 'schema' here; it has ",
        ),
    ],
)
def test_a_fault_is_told_with_file_and_place(right, wrong, expected):
    (whole,) = read_definitions(RIGHT)
    assert whole.id == "acme.by-mail"

    assert right in RIGHT
    found = faults(RIGHT.replace(right, wrong, 1))

    assert any(expected in fault for fault in found)
    assert all(fault.startswith("acme.toml: ") for fault in found)


def test_all_faults_of_a_file_are_told_together():
    broken = (
        RIGHT.replace("contact.form ==", "contact.fom ==")
        .replace('"contact.on"', '"contact.onn"')
        .replace("default = 3", "default = 0.3")
    )
    second = RIGHT.replace('["case.unit"]', '["contact.words"]')

    assert [place.split(": ")[1:3] for place in faults(broken + second)] == [
        ["acme.by-mail", "it stands here twice"],
        ["acme.by-mail", "parameter most"],
        ["acme.by-mail", "when"],
        ["acme.by-mail", "scoring"],
        ["acme.by-mail", "groupings"],
    ]


def test_what_no_definition_can_be_made_of_is_told_with_the_rest():
    broken = (
        RIGHT.replace('"contact.on"', '"contact.onn"')
        .replace('["contact.form"]', '["contact.from"]')
        .replace('["case.unit"]', '["case.units"]')
    )
    told = faults(broken)

    assert ["when", "needs", "groupings"] == [one.split(": ")[2] for one in told]


def test_what_is_no_table_is_no_definition():
    (only,) = faults("indicator = [1]")

    assert only == "acme.toml: indicator: write [[indicator]] above each definition"


def test_faults_name_the_file_that_they_are_in(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text("[[other]]", encoding="utf-8")
    told = "there is no key 'other' here; it has indicator"

    with pytest.raises(DefinitionFileError) as caught:
        definitions_from(path)
    assert caught.value.problems == (f"own.toml: {told}",)
    with pytest.raises(DefinitionFileError) as caught:
        read_definitions("[[other]]")
    assert caught.value.problems == (told,)


def test_what_organisations_record_has_names_of_its_own(tmp_path):
    one = ORGANISATION_INDICATORS[0]
    path = tmp_path / "own.toml"
    path.write_text(write_definitions([one]), encoding="utf-8")

    assert (one,) == definitions_from(path, one.schema)
    assert (one,) == read_definitions(path.read_text("utf-8"), schema=one.schema)


def test_a_parameter_that_is_wrong_is_not_also_told_as_one_that_is_missing():
    (only,) = faults(RIGHT.replace("default = 3", "default = 0.3"))

    assert only.startswith("acme.toml: acme.by-mail: parameter most: default: ")


def test_a_definition_without_an_id_is_told_by_its_place():
    (only,) = faults(RIGHT.replace('id = "acme.by-mail"\n', ""))

    assert only == "acme.toml: indicator 1: id is missing"


TWO_SIDES = """
[[indicator]]
id = "acme.rate"
question = "How often?"
counts = "contact"
duty_holder = "programme"
groupings = ["contact.form", "enrolment.programme"]
source = "a document"

[indicator.scoring]
kind = "rate"
unit = "contacts a month"
per = "487/16"

[indicator.scoring.events]
counts = "contact"
when = "contact.on"

[indicator.scoring.time]
counts = "enrolment"
observe = "3"
"""


def test_two_sides_are_tables_of_their_own():
    (rate,) = read_definitions(TWO_SIDES)

    assert rate.scoring.per == Fraction(487, 16)
    assert ("contact", "enrolment") == rate.kinds
    assert (rate,) == read_definitions(write_definitions([rate]))


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        (
            '"contact.on"',
            '"contact.onn"',
            "acme.rate: scoring: events: when: column 1 of",
        ),
        (
            '[indicator.scoring.time]\ncounts = "enrolment"\nobserve = "3"',
            "",
            "acme.rate: scoring: time is missing",
        ),
        (
            '[indicator.scoring.time]\ncounts = "enrolment"\nobserve = "3"',
            "[[indicator.scoring.time]]",
            "acme.rate: scoring: time: it is a table of its own",
        ),
        ('counts = "enrolment"', "", "acme.rate: scoring: time: counts is missing"),
    ],
)
def test_a_fault_of_a_side_is_told_with_its_place(right, wrong, expected):
    assert right in TWO_SIDES

    assert any(expected in one for one in faults(TWO_SIDES.replace(right, wrong)))


def test_categories_that_are_none_are_told_one_by_one():
    document = """
    [[indicator]]
    id = "acme.exits"
    question = "How soon?"
    counts = "enrolment"
    duty_holder = "programme"
    source = "a document"

    [indicator.scoring]
    kind = "time_to_event"
    origin = "enrolment.start"
    event = "enrolment.exit.on"
    category = "enrolment.exit.category"
    wanted = ["work", "ordinary_education"]
    censoring = ["gone"]
    at = [30, 90]
    """
    first, second = faults(document)

    assert "acme.exits: scoring: wanted: 'work' is not a ExitCategory" in first
    assert "acme.exits: scoring: censoring: 'gone' is not a ExitCategory" in second


def test_cases_may_be_counted_by_name():
    plain = RIGHT.replace('counts = "contact"', "").replace(
        'when = "contact.on"', 'when = "case.start"'
    )
    plain = plain.replace("contact.form == 'mail' and contact.messages", "1")
    (one,) = read_definitions(plain)
    named = plain.replace("[indicator.scoring]", 'counts = "case"\n[indicator.scoring]')

    assert "case" == one.counts
    assert (one,) == read_definitions(named)


def test_an_expression_may_stand_on_several_lines():
    long = RIGHT.replace(
        "\"contact.form == 'mail' and contact.messages <= param.most\"",
        '"""\n  contact.form == \'mail\'\n  and contact.messages <= param.most\n"""',
    )

    assert read_definitions(long) == read_definitions(RIGHT)
