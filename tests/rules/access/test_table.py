"""The table is complete: each kind, part and place has its line, or is closed on purpose."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from brukermedvirkning.domain.case import Case, collections
from brukermedvirkning.domain.concepts import Purpose
from brukermedvirkning.domain.contacts import Note
from brukermedvirkning.domain.decisions import Hearing
from brukermedvirkning.domain.enrolments import ProgrammeExit, Referral
from brukermedvirkning.rules.access import (
    GRANTS,
    PARTS,
    Action,
    CaseView,
    Standing,
    kinds,
    parts_of,
)
from brukermedvirkning.rules.access.fields import PLAIN
from brukermedvirkning.rules.access.parts import REST, purpose_of
from brukermedvirkning.rules.access.table import EVERYTHING, OPEN_TO, RIGHTS


def fields(record: Any) -> set[str]:
    return {field.name for field in attrs.fields(record)}


@pytest.mark.parametrize("kind", kinds())
def test_somebody_has_said_who_reads_each_field(kind: str) -> None:
    unsaid = [part.paths for part in parts_of(kind) if part.name == REST]

    assert unsaid in ([], [("extensions",)])


@pytest.mark.parametrize("kind", kinds())
def test_no_field_is_placed_that_is_not_there(kind: str) -> None:
    there = fields(kinds()[kind])
    placed = {path.partition(".")[0] for p in parts_of(kind) for path in p.paths}

    assert {*PLAIN[kind], *placed} - there == set()


@pytest.mark.parametrize(
    ("record", "known"),
    [
        (Note, "text written_on shared_on read_on"),
        (Referral, "on route by own_wish"),
        (
            ProgrammeExit,
            """on category decided_by stance reason heard_before complaint_route_named
            by_representative""",
        ),
        (
            Hearing,
            "notified_on deadline answered_on answer by_representative more_answers",
        ),
    ],
)
def test_a_field_inside_a_field_is_not_overlooked(record: Any, known: str) -> None:
    # Parts name some of these by path: a new one has to be thought of there.
    assert set(known.split()) == fields(record)


def test_each_kind_of_row_has_its_place_in_a_view() -> None:
    rows = {*collections()}

    assert fields(CaseView) & rows == rows
    assert fields(Case) - fields(CaseView) == set()


def test_each_target_of_a_grant_exists() -> None:
    assert {target for grant in GRANTS for target in grant.targets} <= {*EVERYTHING}


def test_a_place_has_one_line_at_most_for_what_is_done_with_a_target() -> None:
    lines = [
        (grant.standing, grant.action, target)
        for grant in GRANTS
        for target in grant.targets
    ]

    assert len(lines) == len(set(lines))


def test_conditions_are_of_contacts_alone() -> None:
    conditional = {
        target.partition(".")[0]
        for grant in GRANTS
        if grant.when is not None
        for target in grant.targets
    }

    assert conditional == {"contact"}


def test_each_part_and_grant_names_its_source() -> None:
    assert all(one.source for one in (*PARTS, *GRANTS))


def test_only_the_supporter_and_staff_outside_the_team_have_no_line() -> None:
    without = {*Standing} - {grant.standing for grant in GRANTS}

    assert without == {Standing.SUPPORTER, Standing.UNIT_STAFF}


def test_the_participant_reads_every_target_there_is() -> None:
    read = {
        target
        for grant in GRANTS
        if (grant.standing, grant.action) == (Standing.PARTICIPANT, Action.READ)
        for target in grant.targets
    }

    assert read == {*EVERYTHING}


def test_a_mandate_to_read_reads_what_the_participant_reads() -> None:
    def lines(standing: Standing) -> list[Any]:
        return [
            (grant.action, grant.targets, grant.when)
            for grant in GRANTS
            if grant.standing is standing and grant.action is Action.READ
        ]

    assert lines(Standing.PARTICIPANT) == lines(Standing.REPRESENTATIVE)


def test_benefit_control_has_no_line_for_what_is_kept_for_participation() -> None:
    targets = [
        target.partition(".")
        for grant in GRANTS
        if grant.standing is Standing.BENEFIT_CONTROL
        for target in grant.targets
    ]

    assert Purpose.PARTICIPATION not in {
        purpose_of(kind, part or None) for kind, _, part in targets
    }


def test_every_purpose_says_what_is_open_to_it() -> None:
    assert set(OPEN_TO) == {*Purpose}
    assert Purpose.PARTICIPATION not in OPEN_TO[Purpose.BENEFIT_CONTROL]


def test_the_five_rights_are_kinds_that_there_are() -> None:
    assert {*kinds()} >= RIGHTS


def test_what_nobody_knows_is_kept_closest() -> None:
    assert purpose_of("unheard of") is Purpose.PARTICIPATION
    assert purpose_of("contact", "unheard of") is Purpose.PARTICIPATION
    assert parts_of("unheard of") == ()
