"""Use cases: import, read, check, measure. What an application calls.

Each takes the host and whatever port it works on; nothing is found or opened here.
"""

from __future__ import annotations

from brukermedvirkning.services.access_log import (
    Reading,
    readings_of,
    who_has_read,
)
from brukermedvirkning.services.beside import BESIDE, BY_SCALES, results_beside
from brukermedvirkning.services.checking import (
    Checked,
    CheckedRecord,
    Surroundings,
    check_cases,
    check_programmes,
    check_units,
    known_programmes,
    said,
)
from brukermedvirkning.services.close_matches import CloseMatch, CloseMatches
from brukermedvirkning.services.explaining import (
    ExplainedPart,
    Explanation,
    NamedRecord,
    explain_as,
)
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
from brukermedvirkning.services.journalling import (
    case_of,
    entries_for,
    happenings_of,
)
from brukermedvirkning.services.linking import (
    link_persons,
    linked_cases,
    take_back_link,
)
from brukermedvirkning.services.measuring import (
    beside_cases,
    definitions,
    engine,
    measurable,
    measure,
    measure_together,
)
from brukermedvirkning.services.merging import Merge, merge
from brukermedvirkning.services.opening_up import (
    break_glass,
    share,
    take_back_sharing,
)
from brukermedvirkning.services.reading import (
    access_context,
    audience_of,
    copy_for_participant,
    logged_whole,
    read_as,
    read_whole,
)
from brukermedvirkning.services.redacting import after_redaction, entries_to_redact
from brukermedvirkning.services.surveying import record_survey_result

__all__ = [
    "BESIDE",
    "BY_SCALES",
    "Checked",
    "CheckedRecord",
    "CloseMatch",
    "CloseMatches",
    "ExplainedPart",
    "Explanation",
    "Happened",
    "ImportReport",
    "Merge",
    "NamedRecord",
    "OnError",
    "Reading",
    "RejectedPart",
    "Surroundings",
    "access_context",
    "after_redaction",
    "audience_of",
    "beside_cases",
    "break_glass",
    "case_of",
    "check_cases",
    "check_programmes",
    "check_units",
    "copy_for_participant",
    "definitions",
    "engine",
    "entries_for",
    "entries_to_redact",
    "explain_as",
    "happen",
    "happenings_of",
    "import_sources",
    "known_programmes",
    "link_persons",
    "linked_cases",
    "logged_whole",
    "measurable",
    "measure",
    "measure_together",
    "merge",
    "open_case",
    "policy_of",
    "read_as",
    "read_whole",
    "readings_of",
    "record_survey_result",
    "rejects_text",
    "results_beside",
    "said",
    "share",
    "take_back_link",
    "take_back_sharing",
    "who_has_read",
]
