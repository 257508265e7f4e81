"""Scales of assessments as TOML: all that is wrong with a file is told together."""

from __future__ import annotations

import pytest

from brukermedvirkning.domain.concepts import Party
from brukermedvirkning.errors import DefinitionFileError
from brukermedvirkning.rules.indicators.scales import (
    NO_SCALES,
    read_scales,
    scales_from,
)

SCALE = """
[[scale]]
id = "work"
scheme = "made.up"
code = "beliefs"
version = "2"
dimension = "work"
respondent = "participant"
least_step = 2
"""
STAFF = SCALE.replace('"work"\nsch', '"staff"\nsch').replace("participant", "service")


def faults(written: str) -> list[str]:
    with pytest.raises(DefinitionFileError) as raised:
        read_scales(written, "own.toml")
    return list(raised.value.problems)


def test_a_scale_is_read_with_what_it_may_lack() -> None:
    (one,) = read_scales(SCALE).scales
    (less,) = read_scales(
        SCALE.replace('version = "2"', "more_is_better = false")
    ).scales

    assert ("made.up", "beliefs", "2", "work", Party.PARTICIPANT, 2, True) == (
        one.instrument.scheme,
        one.instrument.code,
        one.instrument_version,
        one.dimension,
        one.respondent,
        one.least_step,
        one.more_is_better,
    )
    assert (None, False) == (less.instrument_version, less.more_is_better)


def test_scales_are_asked_for_in_pairs() -> None:
    gap = '[[gap]]\nown = "work"\nother = "staff"\n'
    together = '[[together]]\nhealth = "staff"\nbelief = "work"\n'
    found = read_scales(SCALE + STAFF + gap + together)
    own, staff = found.scales

    assert (((own, staff),), ((staff, own),)) == (found.gaps, found.together)


def test_an_empty_file_has_none() -> None:
    assert NO_SCALES == read_scales("")


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("scale = ", "own.toml: not TOML: Invalid value"),
        ("colour = 1", "own.toml: there is no table 'colour' here"),
        ("scale = 1", "own.toml: scale: write [[scale]] above each"),
        ("gap = [1]", "own.toml: gap: write [[gap]] above each"),
        (
            SCALE.replace("= 2", '= "two"'),
            "own.toml: scale work: least_step is int, not 'two'",
        ),
        (
            SCALE.replace("least_step = 2", ""),
            "own.toml: scale work: least_step is missing",
        ),
        (SCALE.replace('id = "work"', ""), "own.toml: scale: id is missing"),
        (SCALE + "colour = 1", "own.toml: scale work: there is no key 'colour' here"),
        (
            SCALE.replace("participant", "participants"),
            "own.toml: scale work: respondent: 'participants' is no party here; did",
        ),
        (
            SCALE + '[[gap]]\nown = "work"\n',
            "own.toml: gap: it has the keys own and other",
        ),
        (
            SCALE + '[[together]]\nhealth = "x"\nbelief = "work"\n',
            "own.toml: together: health: no scale is called 'x'",
        ),
        (
            SCALE + '[[gap]]\nown = "work"\nother = "x"\n',
            "own.toml: gap: other: no scale is called 'x'",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(written, fault) -> None:
    (found,) = faults(written)

    assert found.startswith(fault)


def test_all_faults_are_told_together() -> None:
    assert 3 == len(faults(SCALE.replace("= 2", "= true") + "a = 1\n[[other]]\n"))


def test_a_file_is_named_in_its_faults(tmp_path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(SCALE, encoding="utf-8")
    assert 1 == len(scales_from(own).scales)
    own.write_bytes(b"\xff")

    with pytest.raises(DefinitionFileError, match=r"own\.toml: not a text in UTF-8"):
        scales_from(own)
    own.write_text("colour = 1", encoding="utf-8")
    with pytest.raises(DefinitionFileError) as raised:
        scales_from(own)
    assert ("own.toml: there is no table 'colour' here",) == raised.value.problems
    with pytest.raises(DefinitionFileError) as raised:
        read_scales("colour = 1")
    assert ("there is no table 'colour' here",) == raised.value.problems
