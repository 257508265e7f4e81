"""A folder with everything in it: three kinds of NAV's messages, a Danish log, two
damaged files and a picture.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from brukermedvirkning_denmark import plugin as denmark
from brukermedvirkning_norway import plugin as norway

ADA, BO = "15857398765", "03917512345"
PERIODS = {
    ADA: "aaaaaaaa-0000-4000-8000-000000000001",
    BO: "bbbbbbbb-0000-4000-8000-000000000001",
}
WORDS = "Bli trygg på jobbintervju"


def period(ident: str) -> dict[str, Any]:
    return {
        "uuid": PERIODS[ident],
        "aktorId": f"10{ident}",
        "fnr": ident,
        "startDato": "2024-01-08T09:00:00+01:00",
        "sluttDato": None,
    }


def stay(ident: str, key: str) -> dict[str, Any]:
    return {
        "id": f"{key * 8}-0000-4000-8000-000000000009",
        "gjennomforingId": f"{key * 8}-0000-4000-8000-000000000001",
        "personIdent": ident,
        "startDato": "2024-02-01",
        "sluttDato": None,
        "status": {"type": "DELTAR", "aarsak": {"type": None, "beskrivelse": None}},
        "registrertTidspunkt": "2024-01-20T10:11:12",
        "endretTidspunkt": "2024-02-01T08:00:00",
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder, each file under a name that says nothing of its format."""
    place = tmp_path / "in"
    place.mkdir()
    goals = [
        {
            "mal": WORDS,
            "endretAv": "BRUKER",
            "dato": "2024-01-09T10:00:00Z",
            "oppfolgingsperiodeId": PERIODS[ADA],
        }
    ]
    whole = {
        "1": json.dumps([period(ADA), period(BO)]),
        "2": f"{json.dumps(stay(ADA, 'c'))}\n{json.dumps(stay(BO, 'e'))}\n",
        "3": json.dumps(goals),
        "4": (
            files("brukermedvirkning_cli") / "data" / "empowerment_log.txt"
        ).read_text("utf-8"),
        # A dump that ends in the middle of a message, and a document cut in two.
        "5": f"{json.dumps(stay(BO, 'f'))}\n{json.dumps(stay(ADA, '9'))[:50]}",
        "6": json.dumps(period(BO))[:60],
    }
    for name, text in whole.items():
        (place / name).write_text(text, "utf-8")
    (place / "7.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    return place


def imported(bmv: Any, folder: Path) -> dict[str, Any]:
    result = bmv("import", str(folder), "--json", plugins=(norway, denmark))
    found: dict[str, Any] = json.loads(result.stdout)
    assert result.exit_code == 1
    return found


def test_what_is_good_is_kept_and_each_fault_is_named(bmv: Any, folder: Path) -> None:
    found = imported(bmv, folder)
    assert len(found["cases"]) == 3
    assert found["rows"]["goals"] == 1
    assert found["rows"]["enrolments"] == 3
    assert {(fault["source"], fault["where"][:6]) for fault in found["faults"]} == {
        ("5", "line 2"),
        ("6", ""),
        ("7.png", ""),
    }


def test_nobody_gets_what_is_anothers(bmv: Any, folder: Path) -> None:
    imported(bmv, folder)
    exported = bmv(
        "export", "-", "--format", "brukermedvirkning.json", plugins=(norway, denmark)
    )
    documents = [json.loads(line) for line in exported.stdout.splitlines()]
    by_id = {
        one["case"]["id"]: json.dumps(one, ensure_ascii=False) for one in documents
    }
    stays = {ADA: "cccccccc", BO: "eeeeeeee"}
    for ident, key in PERIODS.items():
        said = by_id[f"nav-{key}"]
        assert stays[ident] in said
        assert not any(stays[other] in said for other in stays if other != ident)
        assert (WORDS in said) == (ident == ADA)
    assert not any(ident in said for ident in stays for said in by_id.values())


def test_nobodys_number_or_words_are_told(bmv: Any, folder: Path) -> None:
    result = bmv("import", str(folder), plugins=(norway, denmark))
    for secret in (ADA, BO, WORDS):
        assert secret not in result.stdout + result.stderr


def test_what_was_refused_is_saved_and_can_be_mended(
    bmv: Any, folder: Path, tmp_path: Path
) -> None:
    wrong = {**stay(ADA, "9"), "startDato": "snart"}
    (folder / "8").write_text(json.dumps(wrong), "utf-8")
    rejects = tmp_path / "rejects.json"
    both = {"plugins": (norway, denmark)}
    bmv("import", str(folder), "--rejects", str(rejects), **both)
    cut_off, refused = sorted(rejects.read_text("utf-8").splitlines(), key=len)
    assert cut_off == json.dumps(stay(ADA, "9"))[:50]
    rejects.write_text(refused.replace("snart", "2024-02-01"), "utf-8")
    result = bmv("import", str(rejects), "--json", **both)
    assert (result.exit_code, json.loads(result.stdout)["faults"]) == (0, [])
