"""Who judges and counts many cases does not give memory for what only others need."""

from __future__ import annotations

import subprocess
import sys

JUDGE_AND_COUNT = """
import sys
from brukermedvirkning.builtin.parameters import PARAMETERS
from brukermedvirkning.builtin.rules import RULES
from brukermedvirkning.rules.examining import examine_case
from brukermedvirkning.rules.generated.engine import generated_tally
from brukermedvirkning.rules.indicators.builtin import BUILT_IN
from brukermedvirkning.serialization import from_own_document
print(*sys.modules)
"""
OF_OTHERS = {"hashlib", "pluggy", "zipfile", "brukermedvirkning.builtin.core"}


def test_reading_judging_and_counting_load_neither_hashes_nor_plugins_nor_formats():
    done = subprocess.run(
        [sys.executable, "-c", JUDGE_AND_COUNT],
        capture_output=True,
        text=True,
        check=True,
    )

    assert OF_OTHERS & set(done.stdout.split()) == set()
