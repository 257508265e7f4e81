"""A fault meets the author of an expression at the line that wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import ClassVar

import attrs
import pytest

from brukermedvirkning.domain.case import row_kinds
from brukermedvirkning.domain.coded import Code, Coded
from brukermedvirkning.domain.concepts import ContactForm, ItemKind
from brukermedvirkning.domain.contacts import Contact
from brukermedvirkning.domain.record import PERSONAL as PRIVATE
from brukermedvirkning.domain.record import Id, Minutes, Record
from brukermedvirkning.errors import DefinitionError
from brukermedvirkning.rules.expressions import (
    Kind,
    Schema,
    Type,
    as_node,
    contains,
    days_between,
    days_within,
    greatest,
    infer,
    least,
    parse,
    roots,
)
from brukermedvirkning.rules.expressions.nodes import Fold, Lit, Op, Raw, Ref, walk
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
from brukermedvirkning.rules.expressions.signatures import short

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
            lambda: contact.form.kode,
            "contact.form has no field 'kode'; did you mean 'code'?",
        ),
        (
            lambda: (contact.form == "mail").recorded,
            "contact.form == 'mail' is bool and has no field 'recorded'",
        ),
        (
            lambda: lit(3).size,
            "3 is int and has no field 'size'",
        ),
        (
            lambda: contact.on.year,
            "contact.on is date and has no field 'year'",
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
            "contact.on is date and has no field 'recorded'",
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
            lambda: case.goals.where(~CONTACTS.any(contact.on > goal.on)),
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
        (
            lambda: param.is_unknown,
            "param is no value: name one of the parameters",
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
        *(
            (
                Op("carried", (path,)),
                "carried takes a path in quotes, such as 'contact.form'",
            )
            for path in (Lit(3), Ref(("contact", "id")))
        ),
        *(
            (
                Fold(name, "contacts", "contact", args=(Lit(1),) * given),
                f"{said} takes {takes} arguments, not {given}",
            )
            for name, said, takes, given in (
                ("all", "any or all", 1, 2),
                ("count", "count", 0, 1),
                ("sum", "sum", 1, 0),
                ("min", "min or max", 1, 0),
                ("max", "min or max", 1, 2),
                ("first", "first or last", 1, 0),
                ("last", "first or last", 1, 2),
                ("distinct", "distinct", 1, 0),
                ("longest_gap", "longest_gap", 2, 0),
                ("covered_days", "covered_days", 2, 0),
            )
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

    assert said == (
        "expected bool, got int: contact.messages + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1"
        " + 1 ..."
    )


@pytest.mark.parametrize(
    ("length", "shown"),
    [(58, "'" + "x" * 58 + "'"), (59, "'" + "x" * 56 + "...")],
)
def test_sixty_characters_are_not_cut(length, shown):
    assert shown == short(Lit("x" * length))


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
            Type(Kind.CODE, ContactForm, nullable=True, raw=True, coded=True),
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


@attrs.frozen(kw_only=True)
class Visit(Record):
    kind: ClassVar[str] = "visit"
    derived: ClassVar[tuple[str, ...]] = ("is_long", "short")

    minutes: Minutes
    earlier: tuple[Contact, ...]
    nobody: Id = attrs.field(metadata=PRIVATE)
    at: datetime | None
    what: ItemKind
    coded: Coded[ItemKind]
    form: Coded[ContactForm]
    notes: Mapping[str, str]

    @property
    def is_long(self) -> bool:
        return True

    @property
    def short(self) -> Id | None:
        return None


@attrs.frozen(kw_only=True)
class House:
    visits: tuple[Visit, ...]
    days: tuple[date, ...]
    last: Visit | None


def test_every_annotation_means_a_type():
    schema = Schema(House)
    house = schema.fields(("case",), schema.root("case"))
    visit = schema.fields(("visit",), schema.root("visit"))
    code = schema.fields(("visit", "coded"), visit["coded"])

    assert {"visits": Visit} == schema.collections
    assert {"visit": "visits"} == schema.kinds
    assert house == {
        "visits": Type(Kind.ROWS, Visit),
        "days": Type(Kind.MANY, Type(Kind.DATE)),
        "last": Type(Kind.RECORD, Visit, nullable=True),
    }
    assert visit == {
        "minutes": Type(Kind.INT),
        "earlier": Type(Kind.MANY, Type(Kind.RECORD, Contact)),
        "nobody": Type(Kind.TEXT, personal=True),
        "at": Type(Kind.CLOSED, nullable=True),
        "what": Type(Kind.CODE, ItemKind),
        "coded": Type(Kind.CODE, ItemKind, coded=True),
        "form": Type(Kind.CODE, ContactForm, nullable=True, coded=True),
        "notes": Type(Kind.CLOSED),
        "is_long": Type(Kind.BOOL),
        "short": Type(Kind.TEXT, nullable=True),
    }
    assert {"code": Type(Kind.RECORD, Code, nullable=True)} == code
    assert Type(Kind.TEXT, nullable=True) == schema.resolve(
        ("visit", "coded", "code", "scheme")
    )
    assert Type(Kind.RECORD) == schema.root("window") == schema.root("param")


def test_parameters_are_named_once_they_are_declared():
    declared = SCHEMA.with_parameters({"x": Type(Kind.INT)})

    assert SCHEMA.case is declared.case
    assert Type(Kind.INT) == declared.resolve(("param", "x"))
    assert Type(Kind.OPEN, nullable=True) == SCHEMA.resolve(("param", "x"))
    for known, said in (({"x": Type(Kind.INT)}, "x"), ({}, "none")):
        schema = SCHEMA.with_parameters(known)
        assert f"param has no field 'y'; it has {said}" == fault(
            lambda schema=schema: schema.resolve(("param", "y"))
        )


@pytest.mark.parametrize("name", ["case", "param", "window", "contact"])
def test_a_root_that_is_nearly_right_is_named(name):
    said = fault(lambda: SCHEMA.root(f"{name}s"))

    assert said == f"there is no '{name}s' here; did you mean '{name}'?"


def test_a_type_is_named_as_its_author_knows_it():
    assert str(goal.areas.type_) == "tuple of Area"
    assert str(SCHEMA.resolve(("case", "contacts"))) == "rows of Contact"
    assert str(window.type_) == "record"


def test_a_fold_knows_its_own_row_and_asks_for_the_case():
    fold = CONTACTS.where(contact.on > enrolment.start).longest_gap(goal.on, window.end)

    assert {"case", "enrolment", "goal", "window"} == needed(fold.node_)
    assert {"contact"} == needed((contact.form.recorded == "mail").node_)


def test_an_expression_is_walked_through_from_the_outside_in():
    held = CONTACTS.where(contact.form.recorded == "mail").longest_gap(
        goal.on, goal.on + 3
    )
    form = Ref(("contact", "form"))
    on = Ref(("goal", "on"))

    assert [
        held.node_,
        Op("==", (Raw(form), Lit("mail"))),
        Raw(form),
        form,
        Lit("mail"),
        on,
        Op("+", (on, Lit(3))),
        on,
        Lit(3),
    ] == list(walk(held.node_))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("True and True", "bool"),
        ("True and contact.is_held", "bool?"),
        ("not True", "bool"),
        ("not contact.is_held", "bool?"),
        ("contact.id == 'a'", "bool"),
        ("contact.on == contact.planned_on", "bool?"),
        ("contact.form == 'mail'", "bool?"),
        ("'mail' == contact.form", "bool?"),
        ("contact.form.recorded == 'unknown'", "bool?"),
        ("stance.item_kind == 'goal'", "bool"),
        ("stance.item_kind.recorded == 'goal'", "bool"),
        ("contact.messages == param.x", "bool?"),
        ("param.x == contact.messages", "bool?"),
        ("1 < 2", "bool"),
        ("1 < contact.messages", "bool?"),
        ("1 + 2", "int"),
        ("1 - contact.messages", "int?"),
        ("contact.on + 3", "date?"),
        ("-contact.messages", "int?"),
        ("-(1 + 1)", "int"),
        ("days_between(contact.on, window.end)", "int"),
        ("days_between(contact.planned_on, window.end)", "int?"),
        ("days_within(enrolment.period, window.start, window.end)", "int?"),
        ("contains(enrolment.period, window.end)", "bool?"),
        ("least(contact.on, contact.planned_on)", "date?"),
        ("least(param.x, contact.on)", "date?"),
        ("least(contact.on, param.x)", "date?"),
        ("contact.note.text.is_known", "bool?"),
        ("contact.id in ('a', 'b')", "bool"),
        ("contact.messages in (1, 2)", "bool?"),
        ("contact.form in ('mail', 'phone')", "bool?"),
        ("stance.item_kind in ('goal',)", "bool"),
        ("stance.item_kind in param.x", "bool?"),
        ("contact.id in intervention.goals", "bool"),
        ("'health' in goal.areas", "bool?"),
        ("goal.areas.has('health')", "bool?"),
        ("consent.covers.has('goal')", "bool"),
        ("intervention.goals.has(contact.id)", "bool"),
        ("intervention.goals.has(param.x)", "bool?"),
        ("goal.areas.size", "int"),
        ("contact.agenda.set_by.size", "int?"),
        ("contact.messages.or_else(3)", "int"),
        ("contact.messages.or_else(contact.messages)", "int?"),
        ("contact.form.or_else('mail')", "ContactForm"),
        ("param.x.or_else(3)", "int"),
        ("carried('contact.form')", "bool"),
        ("case.contacts.any(True)", "bool?"),
        ("case.contacts.all(True)", "bool?"),
        ("case.contacts.count()", "int?"),
        ("case.contacts.sum(1)", "int?"),
        ("case.contacts.min(contact.on)", "date?"),
        ("case.contacts.last(contact.id)", "text?"),
        ("case.contacts.distinct(contact.id)", "int?"),
        ("case.contacts.longest_gap(window.start, window.end)", "int?"),
        ("case.interventions.peak_load(intervention.period, 1)", "int?"),
        (
            (
                "case.enrolments.covered_days(enrolment.period, window.start,"
                " window.end)"
            ),
            "int?",
        ),
    ],
)
def test_a_type_says_whether_nothing_may_be_known(written, shown):
    found = parse(written, SCHEMA).type_

    assert shown == f"{found}{'?' if found.nullable else ''}"


def test_a_node_may_stand_where_a_value_may():
    end = Ref(("window", "end"))

    assert least(contact.on, end).type_ == least(contact.on, window.end).type_
    assert lit(end).type_ == window.end.type_
    assert (lit(end).node_, lit(end).schema_) == (end, SCHEMA)
    assert carried("plan").schema_ is SCHEMA


def test_expressions_have_no_hidden_attributes():
    for one in (contact, CONTACTS):
        with pytest.raises(AttributeError, match=r"^__len__$"):
            _ = one.__len__
    assert (
        repr(CONTACTS.where(contact.is_held)) == "case.contacts.where(contact.is_held)"
    )
