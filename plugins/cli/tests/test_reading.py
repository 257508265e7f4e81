"""Reading a case as somebody, who has read it, the participant's copy, who will read."""

from __future__ import annotations

import json
import sqlite3
import stat
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.actors import Actor
from brukermedvirkning.domain.case import Case
from brukermedvirkning.domain.coded import Coded
from brukermedvirkning.domain.concepts import ActorKind, ItemKind, Party, Role
from brukermedvirkning.domain.contacts import Note
from brukermedvirkning.domain.frozenmap import FrozenMap
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.plan import Comment
from brukermedvirkning.domain.team import TeamMember
from brukermedvirkning.rules.access import Denied, DenyRule, shielding

COUNSELLOR = ("--as", "counsellor:staff-7", "--unit", "halden")
CONTROL = ("--as", "benefit_controller:staff-9", "--unit", "tax")
MARKER = "zebra"


@pytest.fixture
def case(rich_case: Case) -> Case:
    """The made-up case, with somebody in the team and a note that is not shared yet."""
    member = attrs.evolve(
        rich_case.team[0],
        actor=Actor(kind=ActorKind.STAFF, id="staff-7", unit="halden"),
    )
    talk = attrs.evolve(rich_case.contacts[0], note=Note(text="Not shared\nyet"))
    return attrs.evolve(
        rich_case, team=(member,), contacts=(talk, *rich_case.contacts[1:])
    )


@pytest.fixture
def kept_case(bmv, documents, case) -> Case:
    assert bmv("import", documents(case)).exit_code == 0
    return case


def told(result: Any) -> Any:
    assert 0 == result.exit_code, result.output
    return json.loads(result.stdout)


# As somebody


def test_a_reader_in_the_team_sees_the_plan_and_the_page_says_so(
    bmv, kept_case
) -> None:
    page = bmv("show", "c-1", *COUNSELLOR).output

    assert page.startswith("Case c-1 on 2024-06-03, as seen by this reader")
    assert "A job with animals" in page
    assert "status: current" in page


def test_a_view_is_every_row_and_field_that_may_be_read(bmv, kept_case) -> None:
    found = told(bmv("show", "c-1", *COUNSELLOR, "--json"))

    assert ["case", "on", "purpose", "view"] == list(found)
    assert ["g-1", "g-2"] == [row["id"] for row in found["view"]["goals"]]
    assert "Not shared\nyet" == found["view"]["contacts"][0]["note"]["text"]


def test_a_draft_is_not_seen_by_the_participant_nor_mentioned(bmv, kept_case) -> None:
    own = ("show", "c-1", "--as", "participant:p-c-1")
    found = told(bmv(*own, "--json"))
    page = bmv(*own).output

    assert found["view"]["contacts"][0]["note"] is None
    assert "Not shared" not in page
    assert "note" not in page
    assert "hidden" not in page


def test_benefit_control_sees_no_word_of_the_participant(
    bmv, documents, rich_case
) -> None:
    bmv("import", documents(attrs.evolve(rich_case, unit="tax")))
    found = told(bmv("show", "c-1", *CONTROL, "--json"))["view"]

    assert ["i-1", "i-2"] == [row["id"] for row in found["interventions"]]
    assert [[], [], []] == [found[name] for name in ("stances", "challenges", "goals")]


def test_a_purpose_narrows_what_a_reader_sees(bmv, kept_case) -> None:
    asked = ("show", "c-1", *COUNSELLOR, "--purpose", "statistics", "--json")
    found = told(bmv(*asked))

    assert "statistics" == found["purpose"]
    assert [] == found["view"]["challenges"]
    assert ["i-1", "i-2"] == [row["id"] for row in found["view"]["interventions"]]


def test_a_closed_case_and_one_that_is_not_there_are_told_alike(bmv, kept_case) -> None:
    stranger = ("--as", "staff:staff-3", "--unit", "halden")
    closed, missing = bmv("show", "c-1", *stranger), bmv("show", "c-2", *stranger)

    assert (3, "bmv: no case called 'c-1' that this reader may see\n", "") == (
        closed.exit_code,
        closed.stderr,
        closed.stdout,
    )
    assert closed.stderr.replace("c-1", "c-2") == missing.stderr
    assert closed.exit_code == missing.exit_code


def test_a_shielded_persons_case_is_shown_to_the_named_alone(
    bmv, kept_case, plugin
) -> None:
    rule = shielding("kode-6", source="a test", persons={"p-c-1"}, readers={"staff-1"})
    shield = plugin("shield", bmv_access_rules=(rule,))

    assert 3 == bmv("show", "c-1", *COUNSELLOR, plugins=[shield]).exit_code
    assert 0 == bmv("show", "c-1", *COUNSELLOR).exit_code


@pytest.mark.parametrize(
    "named", ["counsellor", "counsellor:", "boss:a", "employer:a", ":a", "unknown:a"]
)
def test_a_reader_who_is_none_is_wrong_usage_and_not_repeated(
    bmv, kept_case, named: str
) -> None:
    result = bmv("show", "c-1", "--as", named)

    assert 2 == result.exit_code
    assert "--as is ROLE:ID, with a role out of participant, representative" in (
        result.stderr
    )


def test_an_id_may_hold_a_colon(bmv, documents, case) -> None:
    odd = attrs.evolve(case, participant=attrs.evolve(case.participant, id="p:1"))
    bmv("import", documents(odd))

    assert 0 == bmv("show", "c-1", "--as", "participant:p:1").exit_code


@pytest.mark.parametrize(
    "options",
    [("--unit", "halden"), ("--log-name",), (*COUNSELLOR, "--on", "2024-02-01")],
)
def test_what_says_nothing_of_this_reading_is_wrong_usage(
    bmv, kept_case, options
) -> None:
    assert 2 == bmv("show", "c-1", *options).exit_code


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("representative", "representative"),
        ("guardian", "representative"),
        ("system", "system"),
        ("organisation", "organisation"),
        ("mentor", "staff"),
    ],
)
def test_a_role_says_what_kind_of_reader_it_is(bmv, kept_case, role, kind) -> None:
    bmv("show", "c-1", "--as", f"{role}:x")
    (reading,) = told(bmv("access", "c-1", "--json"))["readings"]

    assert kind == reading["kind"]["concept"]


# Who has read


def test_who_has_read_is_told_by_day_purpose_unit_and_role(bmv, kept_case) -> None:
    bmv("show", "c-1", *COUNSELLOR)
    bmv("show", "c-1", "--as", "staff:staff-3", "--unit", "other")
    bmv("show", "c-1")
    page = bmv("access", "c-1").output
    rows = [line for line in page.splitlines() if line.startswith("  2024-06-03 12:00")]

    assert "Who has read case c-1\n" in page
    assert ["service", "halden", "counsellor", "(veileder)"] == rows[0].split()[2:6]
    assert ["service", "other", "staff", "denied"] == rows[1].split()[2:6]
    assert ["service", "system"] == rows[2].split()[2:4]


def test_the_log_never_names_the_reader_unasked(bmv, kept_case) -> None:
    bmv("show", "c-1", *COUNSELLOR, "--log-name")
    bmv("copy", "c-1")
    outputs = [
        bmv(*asked).output for asked in (("access", "c-1"), ("access", "c-1", "--json"))
    ]

    assert all("staff-7" not in output for output in outputs)
    assert "counsellor (veileder), staff-7" in bmv("access", "c-1", "--names").output


def test_a_name_that_is_not_in_the_log_cannot_be_told(bmv, kept_case) -> None:
    bmv("show", "c-1", *COUNSELLOR)
    (reading,) = told(bmv("access", "c-1", "--names", "--json"))["readings"]

    assert reading["reader"] is None


def test_a_case_that_nobody_has_read_says_so(bmv, kept_case) -> None:
    assert "nobody, as far as the log goes" in bmv("access", "c-1").output
    assert [] == told(bmv("access", "c-1", "--json"))["readings"]


@pytest.mark.parametrize("name", ["access", "copy", "audience"])
def test_a_case_that_is_not_there_is_a_failure(bmv, kept_case, name: str) -> None:
    result = bmv(name, "nobody")

    assert (3, "bmv: no case is called 'nobody'\n") == (result.exit_code, result.stderr)


def test_a_reading_that_cannot_be_logged_shows_nothing(
    real_bmv, bmv, kept_case, store, plugin
) -> None:
    path = Path(store.removeprefix("sqlite:///"))
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE bmv_access_log")
    connection.commit()
    connection.close()
    whole = real_bmv("show", "c-1")
    plainly = plugin("plainly", bmv_writers=(Plainly(),))
    export = bmv("export", "--format", "plainly", "-", plugins=[plainly])
    others = [bmv("show", "c-1", *COUNSELLOR), bmv("copy", "c-1")]

    assert (3, b"") == (whole.returncode, whole.stdout)
    assert (3, "") == (export.exit_code, export.stdout)
    assert [(3, ""), (3, "")] == [(one.exit_code, one.stdout) for one in others]


class Plainly:
    """A format that writes the ids of cases."""

    id, title, options = "plainly", "ids", ()

    def write(self, cases: Any, out: Any, _options: Any) -> int:
        lines = [f"{one.id}\n".encode() for one in cases]
        out.writelines(lines)
        return len(lines)


@pytest.mark.parametrize("to", ["-", "cases.txt"])
def test_an_exported_case_is_in_the_log_as_read(
    bmv, kept_case, plugin, tmp_path, to: str
) -> None:
    plainly = plugin("plainly", bmv_writers=(Plainly(),))
    path = to if to == "-" else tmp_path / to
    asked = ("export", "--format", "plainly", "--purpose", "statistics", path)
    result = bmv(*asked, plugins=[plainly])
    (reading,) = told(bmv("access", "c-1", "--json"))["readings"]

    assert 0 == result.exit_code, result.output
    assert "c-1\n" == (result.stdout if to == "-" else path.read_text("utf-8"))
    assert ["access to the store itself"] == reading["bases"]
    assert "statistics" == reading["purpose"]["concept"]


# The copy


def test_the_copy_is_whole_and_names_what_it_leaves_out(bmv, kept_case) -> None:
    found = told(bmv("copy", "c-1", "--json"))

    assert ["format", "version", "view", "withheld", "log"] == list(found)
    assert [("contact", "k-1", "note")] == [
        (one["kind"], one["id"], one["part"]) for one in found["withheld"]
    ]
    assert "forvaltningsloven" in found["withheld"][0]["source"]
    assert ["participant"] == sorted({one["kind"] for one in found["log"]})


def test_the_copy_as_text_says_the_same(bmv, kept_case) -> None:
    bmv("show", "c-1", *COUNSELLOR)
    page = " ".join(bmv("copy", "c-1").output.split())

    assert page.startswith("Copy of case c-1 for its participant, 2024-06-03")
    assert "text: A job with animals" in page
    assert "measure: work placement (placement (shop))" in page
    assert "wish asked: asked" in page
    assert "contact k-1, note: a draft is staff's until it is shared" in page
    assert "Not shared" not in page
    assert "counsellor (veileder)" in page


def test_a_copy_with_nothing_withheld_says_so(bmv, documents, rich_case) -> None:
    bmv("import", documents(rich_case))

    assert "ground\n  nothing\n" in bmv("copy", "c-1").output


def test_a_row_that_is_withheld_is_named_as_a_whole(bmv, kept_case, plugin) -> None:
    rule = DenyRule(
        id="no-goals",
        source="an act, § 9",
        denies=lambda question, _case: (
            Denied(rule="x", ground="under inquiry")
            if question.item_kind == "goal"
            else None
        ),
    )
    page = bmv("copy", "c-1", plugins=[plugin("p", bmv_access_rules=(rule,))]).output

    assert "goal g-1: under inquiry (an act, § 9)" in page
    assert "A job with animals" not in page


@pytest.mark.parametrize(("form", "start"), [((), "Copy of"), (("--json",), "{")])
def test_the_copy_goes_into_a_new_private_file(
    bmv, kept_case, tmp_path, form, start
) -> None:
    path = tmp_path / "copy"
    result = bmv("copy", "c-1", *form, "-o", path)

    assert (0, "Copy written to") == (result.exit_code, result.output[:15])
    assert path.read_text("utf-8").startswith(start)
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)


def test_an_older_file_is_not_overwritten_and_nothing_is_logged(
    bmv, kept_case, tmp_path
) -> None:
    path = tmp_path / "copy"
    path.write_text("older", "utf-8")

    assert 2 == bmv("copy", "c-1", "--output", path).exit_code
    assert "older" == path.read_text("utf-8")
    assert [] == told(bmv("access", "c-1", "--json"))["readings"]


def test_the_names_in_a_copy_are_there_on_request(bmv, kept_case) -> None:
    bmv("show", "c-1", *COUNSELLOR, "--log-name")

    assert "staff-7" in bmv("copy", "c-1", "--names").output.split("Who has read")[1]
    assert "staff-7" not in bmv("copy", "c-1").output.split("Who has read")[1]


def test_words_of_many_lines_and_of_a_country_are_told(bmv, documents, case) -> None:
    comment = Comment(
        id="w-1",
        on=date(2024, 3, 1),
        item_kind=ItemKind.PLAN,
        item="plan",
        party=Party.PARTICIPANT,
        words="First line\nsecond line \u202e turned",
    )
    extensions = FrozenMap({"acme": {"seen": [{}, {"by": ["a", True]}]}})
    bmv(
        "import",
        documents(attrs.evolve(case, comments=(comment,), extensions=extensions)),
    )
    page = bmv("copy", "c-1").output

    assert "words: First line\n" in page
    assert "second line \\u202e turned\n" in page
    assert "- a\n" in page
    assert "- True\n" in page


# Who will read


def test_the_audience_of_a_kind_is_told_before_anything_is_written(
    bmv, kept_case
) -> None:
    page = bmv("audience", "c-1", "challenge").output

    assert "challenge\n  participant\n  counsellor (veileder), in halden\n" in page
    assert page.endswith("others in, whatever stands here.\n")


def test_the_audience_of_every_kind_has_its_parts(bmv, kept_case) -> None:
    found = told(bmv("audience", "c-1", "--json"))
    places = {
        (one["kind"], one["part"]): {r["place"]["concept"] for r in one["readers"]}
        for one in found["items"]
    }

    assert {"participant", "team"} == places["challenge", None]
    assert {"participant"} == places["contact", "read_mark"]
    assert {"once_shared", None} == {
        reader["when"]
        for one in found["items"]
        if (one["kind"], one["part"]) == ("contact", "note")
        for reader in one["readers"]
    }


def test_a_part_that_others_read_is_told_below_its_kind(bmv, kept_case) -> None:
    page = bmv("audience", "c-1", "contact").output

    assert "  of it, read mark\n      participant, once it is shared\n" in page


def test_who_an_audience_is_is_not_told(bmv, kept_case) -> None:
    assert "staff-7" not in bmv("audience", "c-1").output
    assert "staff-7" not in bmv("audience", "c-1", "--json").output


def test_a_rule_that_narrows_an_audience_is_named(bmv, kept_case, plugin) -> None:
    rule = shielding("kode-6", source="a test", persons={"p-c-1"})
    page = bmv(
        "audience", "c-1", "goal", plugins=[plugin("p", bmv_access_rules=(rule,))]
    ).output

    assert "counsellor (veileder), in halden, narrowed by kode-6" in page


def test_for_control_an_audience_says_so(bmv, documents, rich_case) -> None:
    bmv("import", documents(attrs.evolve(rich_case, unit="tax")))
    page = bmv("audience", "c-1", "intervention").output

    assert "benefit control, in tax, for benefit control" in page


def test_another_bodys_writing_has_an_audience_of_its_own(bmv, kept_case) -> None:
    asked = ("audience", "c-1", "challenge", "--json")
    own, other = told(bmv(*asked)), told(bmv(*asked, "--unit", "health"))

    assert own["items"] != other["items"]


def test_a_kind_that_there_is_not_is_wrong_usage(bmv, kept_case) -> None:
    result = bmv("audience", "c-1", "gaol")

    assert 2 == result.exit_code
    assert "no kind of item is called 'gaol'; did you mean 'goal'?" in result.stderr


# Nothing withheld is ever in the output


def marked_case(case: Case) -> Case:
    """The case with a marker in what only the participant and the coordinator see."""
    goal = attrs.evolve(case.goals[0], extensions=FrozenMap({"acme": MARKER}))
    talk = attrs.evolve(
        case.contacts[0],
        note=attrs.evolve(case.contacts[0].note, text=f"a draft, {MARKER}"),
    )
    return attrs.evolve(
        case,
        goals=(goal, *case.goals[1:]),
        contacts=(talk, *case.contacts[1:]),
        extensions=FrozenMap({"acme": MARKER}),
    )


@pytest.mark.parametrize("json_too", [(), ("--json",)])
@pytest.mark.parametrize(
    "reader",
    [
        ("--as", "mentor:staff-8", "--unit", "halden"),
        ("--as", "department_head:staff-2", "--unit", "halden"),
        ("--as", "system:reminders", "--unit", "halden"),
        ("--as", "staff:staff-3", "--unit", "halden"),
        ("--as", "participant:somebody"),
        CONTROL,
    ],
    ids=lambda reader: reader[1].partition(":")[0],
)
def test_nothing_withheld_is_in_the_output_or_the_failure(
    real_bmv, bmv, documents, case, reader, json_too
) -> None:
    mentor = TeamMember(
        id="t-2",
        period=Period(start=date(2024, 1, 8)),
        role=Coded(concept=Role.MENTOR),
        actor=Actor(kind=ActorKind.STAFF, id="staff-8", unit="halden"),
    )
    secret = marked_case(attrs.evolve(case, team=(*case.team, mentor)))
    bmv("import", documents(secret))
    result = bmv("show", "c-1", *reader, *json_too)

    assert MARKER not in result.output + result.stderr
    assert MARKER in bmv("copy", "c-1", "--json").output


def test_a_case_that_differs_where_nobody_looks_is_shown_alike(
    bmv, documents, case
) -> None:
    reader = ("--as", "department_head:staff-2", "--unit", "halden", "--json")
    bmv("import", documents(case))
    before = bmv("show", "c-1", *reader).stdout
    words = attrs.evolve(case.challenges[0].wordings[0], text="Something else")
    other = attrs.evolve(
        case, challenges=(attrs.evolve(case.challenges[0], wordings=(words,)),)
    )
    bmv("import", documents(other))

    assert "Something else" in bmv("copy", "c-1", "--json").stdout
    assert before == bmv("show", "c-1", *reader).stdout
