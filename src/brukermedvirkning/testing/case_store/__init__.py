"""The laws of a case store, as a suite: what every store promises, whoever wrote it.

from brukermedvirkning.testing.case_store import case_store_suite

TestAcme = case_store_suite("TestAcme", open_acme, capabilities={"records"})
"""

from __future__ import annotations

from collections.abc import Collection

from brukermedvirkning.testing.case_store import (
    beside,
    enrolling,
    journals,
    looking,
    saving,
)
from brukermedvirkning.testing.case_store.machine import case_store_machine
from brukermedvirkning.testing.case_store.samples import (
    OpenStore,
    sample_case,
    sample_enrolment,
    sample_entries,
    sample_message,
)
from brukermedvirkning.testing.laws import Law
from brukermedvirkning.testing.suites import law_suite

__all__ = [
    "CAPABILITIES",
    "CASE_STORE_LAWS",
    "OpenStore",
    "case_store_machine",
    "case_store_suite",
    "sample_case",
    "sample_enrolment",
    "sample_entries",
    "sample_message",
]

CASE_STORE_LAWS: tuple[Law[OpenStore], ...] = (
    *saving.LAWS,
    *journals.LAWS,
    *looking.LAWS,
    *enrolling.LAWS,
    *beside.LAWS,
)
"""Every law of a case store."""

CAPABILITIES = {
    "bulk": "adds many cases at once",
    "concurrent": "is used by several threads at the same time",
    "durable": "keeps its content when it is closed",
    "outbox": "keeps outgoing messages with the change that caused them",
    "records": "keeps records that belong to no case",
    "streams": "reads many cases in constant memory",
}
"""What a store may be able to do beyond the laws that hold for all, in a few words."""


def case_store_suite(
    name: str,
    open_store: OpenStore,
    *,
    capabilities: Collection[str] = tuple(CAPABILITIES),
) -> type:
    """A class of tests, one for each law that a store with these capabilities keeps.

    Give it to a name that pytest collects. Raises `UnknownNameError` for a capability
    that does not exist.
    """
    return law_suite(name, CASE_STORE_LAWS, open_store, capabilities=capabilities)
