"""A fault meets the author of an expression at the line that wrote it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from brukermedvirkning.domain.case import row_kinds
from brukermedvirkning.domain.concepts import ContactForm
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions import (
    Kind,
    Type,
    as_node,
    contains,
    days_between,
    days_within,
    greatest,
    infer,
    least,
    roots,
)
from brukermedvirkning.rules.expressions.nodes import Fold, Lit, Op, Raw, Ref
from brukermedvirkning.rules.expressions.nodes import roots as needed
from brukermedvirkning.rules.expressions.roots import (
    SCHEMA,
    carried,
    case,
    consent,
    contact,
    decision,
    enrolment,
    goal,
    intervention,
    lit,
    param,
    window,
)

CONTACTS = case.contacts
MEMBERS = "in_person, video, phone, mail, text_message, letter, digital_message, other, unknown"
PERSONAL = "is about a person: only .is_known and .is_unknown may be asked"


def fault(write):
    with pytest.raises(DefinitionError) as caught:
        write()
    return str(caught.value)


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (
            lambda: contact.nottes,
            "contact has no field 'nottes'; did you mean 'note'?",
        ),
        (
            lambda: window.begin,
            "window has no field 'begin'; it has as_of, end, start",
        ),
        (
            lambda: contact.on.year,
            "contact.on is a date and has no field 'year'",
        ),
        (
            lambda: (contact.on + 1).year,
            "contact.on + 1 is date and has no field 'year'",
        ),
        (
            lambda: contact.form == "fax",
            f"'fax' is not a ContactForm; it is one of {MEMBERS}",
        ),
        (
            lambda: contact.form == 3,
            f"3 is not a ContactForm; it is one of {MEMBERS}",
        ),
        (
            lambda: contact.form.in_("phone", "fax"),
            f"'fax' is not a ContactForm; it is one of {MEMBERS}",
        ),
        (
            lambda: contact.form == ContactForm.UNKNOWN,
            (
                "'unknown' says that nothing is known, so comparing with it is always"
                " unknown: ask .is_unknown, or .recorded for the word itself"
            ),
        ),
        (
            lambda: contact.form < "phone",
            "codes have no order: contact.form",
        ),
        (
            lambda: contact.id < "a",
            "text has no order: contact.id",
        ),
        (
            lambda: contact.at < window.as_of,
            "instant or map has no order: contact.at",
        ),
        (
            lambda: contact.at == window.as_of,
            "cannot compare instant or map with date: contact.at and window.as_of",
        ),
        (
            lambda: contact.at == contact.at,
            (
                "instant or map can only be asked .is_known or .is_unknown: contact.at and"
                " contact.at"
            ),
        ),
        (
            lambda: contact.on == 3,
            "cannot compare date with int: contact.on and 3",
        ),
        (
            lambda: contact.form == contact.nature,
            (
                "cannot compare ContactForm with ContactKind: contact.form and"
                " contact.nature"
            ),
        ),
        (
            lambda: contact.form == contact.id,
            "cannot compare ContactForm with text: contact.form and contact.id",
        ),
        (
            lambda: enrolment.period == intervention.period,
            (
                "Period can only be asked .is_known or .is_unknown: enrolment.period and"
                " intervention.period"
            ),
        ),
        (
            lambda: contact.is_held & contact.form,
            "expected bool, got ContactForm: contact.form",
        ),
        (
            lambda: window.end - window.start,
            "two days make no number with + or -: write days_between(earlier, later)",
        ),
        (lambda: contact.on + contact.on, None),
        (lambda: 3 - contact.on, "expected int, got date: contact.on"),
        (lambda: -contact.on, "expected int, got date: contact.on"),
        (lambda: days_between(contact.on, 3), "expected date, got int: 3"),
        (
            lambda: days_between(date(2020, 1, 1), date(2020, 1, 2)),
            "days_between needs at least one expression, not plain values",
        ),
        (
            lambda: contains(contact.on, window.end),
            "expected Period, got date: contact.on",
        ),
        (
            lambda: days_within(enrolment.period, 1, window.end),
            "expected date, got int: 1",
        ),
        (lambda: contact.is_held + 1, "expected int, got bool: contact.is_held"),
        (
            lambda: contact.on.recorded,
            "contact.on is a date and has no field 'recorded'",
        ),
        (
            lambda: contact.form.or_else("mail").recorded,
            "only a field has .recorded, not contact.form.or_else('mail')",
        ),
        (
            lambda: contact.form.code.label,
            "contact.form.code has no field 'label'; it has code, scheme",
        ),
        (
            lambda: contact.form.recorded.code,
            "contact.form.recorded is ContactForm and has no field 'code'",
        ),
        (lambda: contact.on.has(3), "only a tuple can .has(...); contact.on is date"),
        (lambda: lit((1, 2)).has("a"), "cannot compare int with text: (1, 2) and 'a'"),
        (lambda: contact.on.in_(contact.on), "expected a tuple, got date: contact.on"),
        (lambda: contact.note.text == "", f"contact.note.text {PERSONAL}"),
        (lambda: contact.note.text.size, f"contact.note.text {PERSONAL}"),
        (lambda: case.participant.id.in_("a"), f"case.participant.id {PERSONAL}"),
        (lambda: CONTACTS.min(contact.note.text), f"contact.note.text {PERSONAL}"),
        (lambda: CONTACTS.any(contact.note.text), f"contact.note.text {PERSONAL}"),
        (
            lambda: CONTACTS.on,
            (
                "case.contacts are rows and have no field 'on'; ask a fold such as"
                " .any(contact.on ...)"
            ),
        ),
        (lambda: as_node(CONTACTS), "case.contacts are rows, not a value: fold them"),
        (
            lambda: case.goals.any(CONTACTS.any(contact.on > goal.on)),
            (
                "a fold over contacts inside one over goals cannot see goal: a fold sees"
                " its own row and the case"
            ),
        ),
        (
            lambda: CONTACTS.longest_gap(contact.on, window.end),
            (
                "a bound of longest_gap is asked outside the fold and cannot see contact:"
                " contact.on"
            ),
        ),
        (
            lambda: case.interventions.peak_load(
                intervention.period, intervention.weekly_minutes, intervention.goals
            ),
            "expected a tuple of Period, got tuple of text: intervention.goals",
        ),
        (
            lambda: case.interventions.peak_load(
                intervention.period, 3, since=window.start
            ),
            "peak_load takes both since and until, or neither",
        ),
        (lambda: CONTACTS.where(contact.on), "expected bool, got date: contact.on"),
        (lambda: CONTACTS.sum(contact.on), "expected int, got date: contact.on"),
        (lambda: CONTACTS.max(contact.form), "codes have no order: contact.form"),
        (
            lambda: lit(1.5),
            (
                "a literal is true or false, a whole number, a date, a text, or several of"
                " one kind, not float"
            ),
        ),
        (lambda: lit(datetime(2020, 1, 1, tzinfo=UTC)), None),
        (lambda: lit(()), None),
        (lambda: lit((1, "a")), None),
        (
            lambda: carried("contact.form.code"),
            "'contact.form.code' is no kind of row, and no field of one",
        ),
        (
            lambda: carried("contact.from"),
            "contact has no field 'from'; did you mean 'form'?",
        ),
        (
            lambda: bool(contact.is_held),
            (
                "an expression has no truth value here: write & | ~ for and, or, not;"
                " .in_(...) for in; and two comparisons joined by & for a chain"
            ),
        ),
        (lambda: contact.is_held and contact.on, None),
        (lambda: lit(0) <= contact.messages <= 3, None),
        (
            lambda: "service" in goal.proposed_by,
            "write .in_(...) or .has(...) instead of in",
        ),
        (
            lambda: list(goal.proposed_by),
            "an expression is not a list; ask .has(...) or .in_(...)",
        ),
        (
            lambda: bool(CONTACTS),
            "rows have no truth value: ask case.contacts.any(True)",
        ),
        (lambda: SCHEMA.root("kontact"), None),
    ],
)
def test_a_fault_says_what_is_wrong_and_where(write, message):
    said = fault(write)

    assert message in (None, said)


@pytest.mark.parametrize(
    ("node", "message"),
    [
        (
            Fold("count", "kontakts", "contact"),
            "a case has no rows called 'kontakts'",
        ),
        (Fold("count", "goals", "contact"), "a case has no rows called 'goals'"),
        (
            Fold("median", "contacts", "contact"),
            "rows cannot be folded by 'median'",
        ),
        (Fold("any", "contacts", "contact"), "any or all takes 1 arguments, not 0"),
        (Op("not", (Lit(True), Lit(True))), "not takes 1 arguments, not 2"),
        (Op("size", (Lit(3),)), "only a tuple has .size; 3 is int"),
        (
            Op("is_known", (Ref(("case", "contacts")),)),
            "case.contacts are rows: ask .any() or .count()",
        ),
        (
            Op("carried", (Lit(3),)),
            "carried takes a path in quotes, such as 'contact.form'",
        ),
    ],
)
def test_nodes_made_by_hand_are_checked_alike(node, message):
    assert message == fault(lambda: infer(node, SCHEMA))


def test_a_long_expression_is_cut_in_a_message():
    long = contact.messages
    for _ in range(20):
        long = long + 1

    said = fault(lambda: long & True)

    assert said.endswith("...")
    assert len(said) < 120


def test_only_a_code_can_be_asked_as_recorded():
    said = fault(lambda: infer(Raw(Ref(("contact", "on"))), SCHEMA))

    assert said == "only a code has .recorded; contact.on is date"


def test_of_a_personal_field_one_may_ask_whether_it_is_known():
    assert repr(contact.note.text.is_known) == "contact.note.text.is_known"
    assert repr(contact.note.text.is_unknown) == "contact.note.text.is_unknown"


def test_the_roots_are_the_row_kinds_of_the_domain():
    named = set(roots.__all__) - {"SCHEMA", "carried", "case", "lit", "param", "window"}

    assert set(row_kinds()) == named
    assert dict(row_kinds()) == dict(SCHEMA.kinds)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (contact.is_held, Type(Kind.BOOL, nullable=True)),
        (contact.on, Type(Kind.DATE)),
        (contact.day, Type(Kind.DATE)),
        (contact.planned_on, Type(Kind.DATE, nullable=True)),
        (contact.note.shared_on, Type(Kind.DATE, nullable=True)),
        (contact.messages, Type(Kind.INT, nullable=True)),
        (contact.form, Type(Kind.CODE, ContactForm, nullable=True, coded=True)),
        (
            contact.form.recorded,
            Type(Kind.CODE, ContactForm, nullable=True, raw=True),
        ),
        (contact.form.code.scheme, Type(Kind.TEXT, nullable=True)),
        (decision.option_count, Type(Kind.INT)),
        (enrolment.eligibility.age_at_entry, Type(Kind.INT, nullable=True)),
        (param.within, Type(Kind.OPEN, nullable=True)),
        (contact.form.or_else("mail"), None),
        (consent.covers.has("goal"), Type(Kind.BOOL)),
        (carried("plan"), Type(Kind.BOOL)),
        (least(contact.on, window.end), Type(Kind.DATE)),
        (greatest(1, contact.messages), Type(Kind.INT, nullable=True)),
    ],
)
def test_types_come_from_the_annotations_of_the_domain(expression, expected):
    if expected is None:
        assert expression.type_.nullable is False
    else:
        assert expected == expression.type_


def test_a_type_is_named_as_its_author_knows_it():
    assert str(goal.areas.type_) == "tuple of Area"
    assert str(SCHEMA.resolve(("case", "contacts"))) == "rows of Contact"
    assert str(window.type_) == "record"


def test_a_fold_knows_its_own_row_and_asks_for_the_case():
    fold = CONTACTS.where(contact.on > enrolment.start).longest_gap(goal.on, window.end)

    assert {"case", "enrolment", "goal", "window"} == needed(fold.node_)
    assert {"contact"} == needed((contact.form.recorded == "mail").node_)


def test_expressions_have_no_hidden_attributes():
    assert not hasattr(contact, "__len__")
    assert not hasattr(CONTACTS, "__len__")
    assert (
        repr(CONTACTS.where(contact.is_held)) == "case.contacts.where(contact.is_held)"
    )
