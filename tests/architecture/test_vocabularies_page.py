"""The page of vocabularies is made from the files of the plugins."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from brukermedvirkning.host import Host

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

from vocabularies_page import PAGE, core, lacking, page  # noqa: E402 - the path first


def test_the_page_of_vocabularies_is_made_from_them() -> None:
    assert page(Host.load()) == PAGE.read_text("utf-8")


def test_the_page_lists_each_code_that_northern_sami_lacks() -> None:
    host = Host.load()
    section = PAGE.read_text("utf-8").split("## What Northern Sámi lacks\n")[1]
    rows = re.findall(
        r"^\| `([\w.-]+)` \| \d+ of \d+ \| (.*) \|$",
        section.split("\n## ")[0],
        re.MULTILINE,
    )
    listed = {(scheme, code) for scheme, cell in rows for code in cell.split()}
    spoken = {
        (one.id, f"`{term.notation}`")
        for one in core(host)
        for term in one.terms
        if any(label.language == "se" for label in term.labels)
    }
    everything = {(one.id, f"`{t.notation}`") for one in core(host) for t in one.terms}

    assert listed == everything - spoken
    assert len(spoken) == 8


def test_no_other_language_of_ours_lacks_a_label() -> None:
    host = Host.load()

    assert {tag: lacking(host, tag) for tag in ("en", "nb", "nn", "da")} == {
        "en": {},
        "nb": {},
        "nn": {},
        "da": {},
    }
