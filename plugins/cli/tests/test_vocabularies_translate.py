"""`bmv vocabularies translate`: a code in another scheme, and what is lost."""

from __future__ import annotations

import json
from datetime import date

import pytest

from brukermedvirkning.domain.crosswalk import Crosswalk, Gap, Mapping
from brukermedvirkning.domain.period import Period
from brukermedvirkning.domain.vocabulary import Label, Match, Term, Vocabulary

NEW = Vocabulary(
    id="acme.new",
    title="New",
    terms=(
        Term(notation="1", labels=(Label(language="nb", text="den ene"),)),
        Term(notation="2"),
    ),
)
CROSSWALK = Crosswalk(
    id="acme.old-new",
    from_scheme="acme.old",
    to_scheme="acme.new",
    mappings=(
        Mapping(source="a", target="1"),
        Mapping(source="b", target="1", match=Match.CLOSE, loss="a nuance"),
        Mapping(source="b", target="2", match=Match.CLOSE, loss="another"),
        Mapping(source="d", target="2", valid=Period(start=date(2024, 1, 1))),
    ),
    gaps=(Gap(source="c", why="No longer counted."),),
)


@pytest.fixture
def translate(bmv, plugin):
    acme = plugin("acme", bmv_vocabularies=(NEW,), bmv_crosswalks=(CROSSWALK,))
    return lambda *arguments: bmv(
        "vocabularies", "translate", *arguments, plugins=[acme]
    )


def test_a_code_is_told_with_its_label_and_the_crosswalk(translate) -> None:
    result = translate("acme.old", "a", "acme.new", "--json")

    assert json.loads(result.stdout) == {
        "from": "acme.old",
        "to": "acme.new",
        "on": None,
        "code": {"code": "a", "label": None, "language": None},
        "found": [{"code": "1", "label": "den ene", "language": "nb"}],
        "losses": [],
        "crosswalks": ["acme.old-new"],
    }


def test_losses_are_told_with_their_reasons(translate) -> None:
    page = translate("acme.old", "b", "acme.new").stdout
    told = json.loads(translate("acme.old", "b", "acme.new", "--json").stdout)

    natures = [loss["concept"] for loss in told["losses"]]
    assert natures == ["close", "shared", "close", "several"]
    assert "1 (a nuance)" in " ".join(page.split())
    assert "den ene" in page


def test_a_gap_is_no_failure(translate) -> None:
    result = translate("acme.old", "c", "acme.new")

    assert result.exit_code == 0
    assert "No longer counted." in result.stdout


def test_a_day_decides_and_another_is_told_the_nearest(translate) -> None:
    early = translate("acme.old", "d", "acme.new", "--on", "2023-12-31")
    late = translate("acme.old", "d", "acme.new", "--on", "2024-01-01", "--json")

    assert early.exit_code == 3
    assert "from 2024-01-01" in early.stderr
    assert json.loads(late.stdout)["on"] == "2024-01-01"


def test_a_scheme_that_cannot_be_reached_is_wrong_use(translate) -> None:
    result = translate("acme.old", "a", "acme.newer")

    assert result.exit_code == 2
    assert "acme.new" in result.stderr
