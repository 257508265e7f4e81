"""The text of an expression, and the expression of a text."""

from __future__ import annotations

from datetime import date

import pytest

from brukermedvirkning.domain.concepts import ContactForm
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions import days_between, parse, text
from brukermedvirkning.rules.expressions.roots import (
    SCHEMA,
    case,
    contact,
    enrolment,
    goal,
    intervention,
    lit,
    param,
    window,
)

READS_WELL = case.contacts.any(
    contact.is_held & (days_between(enrolment.start, contact.on) <= param.within)
)


def test_the_text_is_the_sentence_that_was_written():
    assert text(READS_WELL.node_) == (
        "case.contacts.any(contact.is_held and"
        " days_between(enrolment.start, contact.on) <= param.within)"
    )


@pytest.mark.parametrize(
    "plain",
    [
        "0",
        "1",
        "-1",
        "True",
        "False",
        "'0'",
        "(1, -1)",
        "contact.on in (date(2020, 1, 1), date(2020, 1, 2))",
        "not contact.is_held",
        "contact.is_held and contact.is_held and contact.is_held and contact.is_held",
        "contact.is_held or contact.is_held or contact.is_held",
        "contact.is_held and (contact.is_held and contact.is_held)",
        "-contact.messages",
    ],
)
def test_an_expression_is_written_as_plainly_as_it_can_be(plain):
    read = parse(plain, SCHEMA)

    assert plain == text(read.node_)
    assert SCHEMA is read.schema_


@pytest.mark.parametrize(
    ("written", "expression"),
    [
        ("contact.form == 'mail'", contact.form == "mail"),
        ("contact.form == 'mail'", contact.form == ContactForm.MAIL),
        ("contact.form in ('mail',)", contact.form.in_(ContactForm.MAIL)),
        ("contact.form == contact.form_wished", contact.form == contact.form_wished),
        ('contact.form == "mail"', contact.form == "mail"),
        ("contact.form in ('mail', 'phone')", contact.form.in_("mail", "phone")),
        ("contact.form in ['mail', 'phone']", contact.form.in_("mail", "phone")),
        ("contact.form in {'mail'}", contact.form.in_("mail")),
        ("contact.form not in ('mail',)", ~contact.form.in_("mail")),
        ("contact.form in param.forms", contact.form.in_(param.forms)),
        (
            "0 < contact.messages <= 3",
            (lit(0) < contact.messages) & (contact.messages <= 3),
        ),
        ("not contact.is_held", ~contact.is_held),
        (
            "contact.is_held or not contact.is_held and True",
            contact.is_held | (~contact.is_held & True),
        ),
        ("contact.messages - -3", contact.messages - -3),
        ("-contact.messages", -contact.messages),
        ("(-3).or_else(contact.messages)", lit(-3).or_else(contact.messages)),
        (
            "contact.is_held and (True and contact.is_held)",
            contact.is_held & (lit(True) & contact.is_held),
        ),
        (
            "(contact.is_held == True) == False",
            (contact.is_held == True) == False,  # noqa: E712
        ),
        ("contact.on + 14 < date(2020, 2, 29)", contact.on + 14 < date(2020, 2, 29)),
        ("contact.form.recorded != 'unknown'", contact.form.recorded != "unknown"),
        ("goal.areas.has('health')", goal.areas.has("health")),
        ("goal.areas.size > 1", goal.areas.size > 1),
        ("contact.note.text.is_known", contact.note.text.is_known),
        ("contact.messages.or_else(0) == 0", contact.messages.or_else(0) == 0),
        (
            "case.contacts.where(contact.is_held).count()",
            case.contacts.where(contact.is_held).count(),
        ),
        (
            "case.interventions.peak_load(intervention.period, 3)",
            case.interventions.peak_load(intervention.period, 3),
        ),
        (
            "case.interventions.peak_load(intervention.period, 3, intervention.pauses)",
            case.interventions.peak_load(intervention.period, 3, intervention.pauses),
        ),
        (
            (
                "case.interventions.peak_load(intervention.period, 3, window.start,"
                " window.end)"
            ),
            case.interventions.peak_load(
                intervention.period, 3, since=window.start, until=window.end
            ),
        ),
        (
            (
                "case.interventions.peak_load(intervention.period, 3,"
                " intervention.pauses, window.start, window.end)"
            ),
            case.interventions.peak_load(
                intervention.period,
                3,
                intervention.pauses,
                since=window.start,
                until=window.end,
            ),
        ),
        (
            "case.enrolments.covered_days(enrolment.period, window.start, window.end)",
            case.enrolments.covered_days(
                enrolment.period, since=window.start, until=window.end
            ),
        ),
        (" carried('contact.form') ", None),
    ],
)
def test_a_text_says_the_same_as_the_code(written, expression):
    read = parse(written, SCHEMA)

    if expression is not None:
        assert expression.node_ == read.node_
    assert read.node_ == parse(text(read.node_), SCHEMA).node_


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "case.contacts.any(contact.nottes == 3)",
            (
                "column 19 of 'case.contacts.any(contact.nottes == 3)': contact has no field"
                " 'nottes'; did you mean 'note'?"
            ),
        ),
        ("1 +", None),
        ("", "column 1 of '': not an expression"),
        ("1" + " + 1" * 700, "an expression is nested too deeply"),
        ("a\0b", None),
        (
            "[x for x in case]",
            "column 1 of '[x for x in case]': ListComp has no place in an expression",
        ),
        ("lambda: 1", "column 1 of 'lambda: 1': Lambda has no place in an expression"),
        ("1.5 == 1.5", "column 1 of '1.5 == 1.5': 1.5 is no literal of expressions"),
        ("contact.on is None", None),
        ("None", "column 1 of 'None': None is no literal of expressions"),
        (
            "(contact.on, 3)",
            "column 1 of '(contact.on, 3)': a tuple holds literals only",
        ),
        (
            "~contact.is_held",
            "column 1 of '~contact.is_held': write `not` for not, and - for minus",
        ),
        (
            "1 / 2",
            (
                "column 1 of '1 / 2': only + and - are taken; write `and` and `or` for"
                " logic, and leave shares to the scoring"
            ),
        ),
        (
            "contact.form is contact.form",
            "column 1 of 'contact.form is contact.form': write == and != instead of is",
        ),
        (
            "case.contacts.any(test=True)",
            (
                "column 1 of 'case.contacts.any(test=True)': arguments are given by place,"
                " not by name"
            ),
        ),
        (
            "days_betwen(window.start, window.end)",
            (
                "column 1 of 'days_betwen(window.start, window.end)': there is no function"
                " 'days_betwen'; did you mean 'days_between'?"
            ),
        ),
        (
            "days_between(window.start)",
            (
                "column 1 of 'days_between(window.start)': days_between does not take these"
                " arguments"
            ),
        ),
        (
            "case.contacts.medain(contact.on)",
            (
                "column 1 of 'case.contacts.medain(contact.on)': rows have no fold"
                " 'medain'; did you mean 'min'?"
            ),
        ),
        (
            "contact.on.strftime('x')",
            (
                "column 1 of \"contact.on.strftime('x')\": contact.on.strftime cannot be"
                " called"
            ),
        ),
        ("__import__('os')", None),
        (
            "contact.__class__",
            "column 1 of 'contact.__class__': contact.__class__ is no field",
        ),
        ("contact.node_", "column 1 of 'contact.node_': contact.node_ is no field"),
        *(
            (written, f"column 1 of {written!r}: {written} is no field")
            for written in (
                "case.contacts.where",
                "case.contacts._where",
                "contact.on.in_",
            )
        ),
        ("contact.on.__class__.__mro__", None),
        ("(1)(2)", "column 1 of '(1)(2)': 1 cannot be called"),
        (
            "date(2020, 13, 1)",
            "column 1 of 'date(2020, 13, 1)': date does not take these arguments",
        ),
        *(
            (
                f"{callee}({given})",
                (
                    f"column 1 of '{callee}({given})': {name} does not take these"
                    " arguments"
                ),
            )
            for callee, name, given in (
                ("date", "date", "contact.on"),
                ("carried", "carried", ""),
                ("case.contacts.any", "any", ""),
                ("contact.on.or_else", "or_else", ""),
                ("case.enrolments.covered_days", "covered_days", "enrolment.period"),
            )
        ),
        (
            "case.contacts",
            "column 1 of 'case.contacts': rows are not a value: fold them",
        ),
        *(
            (
                written,
                f"column {column} of {written!r}: rows are not a value: fold them",
            )
            for written, column in (
                ("case.contacts and case.goals", 1),
                ("not case.contacts", 5),
                ("case.contacts + 1", 1),
                ("1 + case.contacts", 5),
                ("0 < case.contacts < 2", 5),
                ("(case.contacts,)", 2),
                ("case.contacts.any(case.goals)", 19),
            )
        ),
        (
            " days_between(3, window.end)",
            "column 1 of 'days_between(3, window.end)': expected date, got int: 3",
        ),
        ("contact.form == 'fax' and True", None),
        ("(" * 400 + "1" + ")" * 400, None),
        ("not " * 3000 + "True", None),
        ("-" * 3000 + "1", None),
        ("kontact.on", None),
        *(
            (
                f"carried({given})",
                (
                    f"column 1 of 'carried({given})': carried takes a path in quotes,"
                    " such as 'contact.form'"
                ),
            )
            for given in ("3", "contact.form")
        ),
        (" 3 == (1 +", "column 6 of '3 == (1 +': not an expression"),
    ],
)
def test_a_fault_in_a_text_names_the_column(written, message):
    with pytest.raises(DefinitionError) as caught:
        parse(written, SCHEMA)

    assert message in (None, str(caught.value))
