"""Use cases: import, read, check, measure. What an application calls.

Each takes the host and whatever port it works on; nothing is found or opened here.
"""

from __future__ import annotations

from brukermedvirkning.services.checking import (
    Checked,
    check_cases,
    known_programmes,
    said,
)
from brukermedvirkning.services.close_matches import CloseMatch, CloseMatches
from brukermedvirkning.services.happening import (
    Happened,
    happen,
    open_case,
    policy_of,
)
from brukermedvirkning.services.importing import (
    ImportReport,
    OnError,
    RejectedPart,
    import_sources,
    rejects_text,
)
from brukermedvirkning.services.journalling import entries_for, happenings_of
from brukermedvirkning.services.measuring import definitions, measure
from brukermedvirkning.services.merging import Merge, merge

__all__ = [
    "Checked",
    "CloseMatch",
    "CloseMatches",
    "Happened",
    "ImportReport",
    "Merge",
    "OnError",
    "RejectedPart",
    "check_cases",
    "definitions",
    "entries_for",
    "happen",
    "happenings_of",
    "import_sources",
    "known_programmes",
    "measure",
    "merge",
    "open_case",
    "policy_of",
    "rejects_text",
    "said",
]
