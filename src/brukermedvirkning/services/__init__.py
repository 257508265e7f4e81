"""Use cases: import, read, check, measure. What an application calls.

Each takes the host and whatever port it works on; nothing is found or opened here.
"""

from __future__ import annotations

from brukermedvirkning.services.access_log import (
    Reading,
    readings_of,
    who_has_read,
)
from brukermedvirkning.services.beside import (
    BESIDE,
    BY_SCALES,
    arenas,
    results_beside,
)
from brukermedvirkning.services.checking import (
    Checked,
    CheckedRecord,
    Surroundings,
    check_cases,
    check_programmes,
    check_units,
    known_programmes,
)
from brukermedvirkning.services.close_matches import CloseMatch, CloseMatches
from brukermedvirkning.services.delivering import (
    Delivery,
    Route,
    Undelivered,
    deliver_pending,
)
from brukermedvirkning.services.disclosing import disclosure_threshold, usual_threshold
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
    rejects_by_format,
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
from brukermedvirkning.services.pulling import PullReport, pull_into
from brukermedvirkning.services.reading import (
    access_context,
    audience_of,
    copy_for_participant,
    logged_whole,
    read_as,
    read_whole,
)
from brukermedvirkning.services.redacting import after_redaction, entries_to_redact
from brukermedvirkning.services.saying import question_said, said
from brukermedvirkning.services.surveying import record_survey_result
from brukermedvirkning.services.translating import (
    CodeLoss,
    LossReport,
    LostCode,
    RowLoss,
    Translator,
)

__all__ = [
    "BESIDE",
    "BY_SCALES",
    "Checked",
    "CheckedRecord",
    "CloseMatch",
    "CloseMatches",
    "CodeLoss",
    "Delivery",
    "ExplainedPart",
    "Explanation",
    "Happened",
    "ImportReport",
    "LossReport",
    "LostCode",
    "Merge",
    "NamedRecord",
    "OnError",
    "PullReport",
    "Reading",
    "RejectedPart",
    "Route",
    "RowLoss",
    "Surroundings",
    "Translator",
    "Undelivered",
    "access_context",
    "after_redaction",
    "arenas",
    "audience_of",
    "beside_cases",
    "break_glass",
    "case_of",
    "check_cases",
    "check_programmes",
    "check_units",
    "copy_for_participant",
    "definitions",
    "deliver_pending",
    "disclosure_threshold",
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
    "pull_into",
    "question_said",
    "read_as",
    "read_whole",
    "readings_of",
    "record_survey_result",
    "rejects_by_format",
    "rejects_text",
    "results_beside",
    "said",
    "share",
    "take_back_link",
    "take_back_sharing",
    "usual_threshold",
    "who_has_read",
]
